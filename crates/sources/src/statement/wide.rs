//! What a statement does to the whole server rather than to its database, told from its words. Must not know the server.

use super::{Class, classify};
use crate::cursor::Cursor;
use crate::lexer::Dialect;
use crate::split::{SplitError, Statement, split};

/// Whether a script makes, changes or drops what all databases of a server share: roles and their memberships,
/// databases, tablespaces, the server's settings.
///
/// # Errors
/// The script cannot be cut.
pub fn reaches_server(dialect: Dialect, script: &str) -> Result<bool, SplitError> {
    let statements = split(dialect, script)?;
    Ok(statements.iter().any(|statement| reaches(dialect, script, statement)))
}

fn reaches(dialect: Dialect, script: &str, statement: &Statement) -> bool {
    match (dialect, classify(dialect, script, statement)) {
        (Dialect::Postgres, Class::Schema | Class::OwnTransaction(_)) => {
            says(Cursor::new(dialect, script, statement.range.clone()))
        }
        (Dialect::Postgres, Class::Code) => body_says(statement.text(script)),
        (Dialect::Postgres | Dialect::Sqlite, _) => false,
    }
}

const SHARED: &[&str] = &["role", "user", "group", "database", "tablespace"];

fn says(mut cursor: Cursor<'_>) -> bool {
    if cursor.eat_any(&["grant", "revoke"]) {
        // What is given ON something is a privilege; otherwise it is a role.
        return !cursor.mentions(&["on"]);
    }
    if cursor.eat_all(&["comment", "on"]) {
        return cursor.eat_any(SHARED);
    }
    if cursor.eat_all(&["drop", "owned"]) || cursor.eat_all(&["alter", "system"]) {
        return true;
    }
    if cursor.eat_any(&["create", "alter", "drop"]) {
        return cursor.eat_any(SHARED) && !cursor.is("mapping");
    }
    cursor.eat("security") && SHARED.iter().any(|shared| cursor.mentions(&["on", shared]))
}

/// As for a statement, of the text of a block of code, where strings and statements are not told apart.
fn body_says(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    lower.split(';').any(|piece| {
        let words: Vec<&str> = piece
            .split(|c: char| !c.is_ascii_alphanumeric() && c != '_')
            .filter(|word| !word.is_empty())
            .collect();
        let verb = |word: &str| matches!(word, "create" | "alter" | "drop");
        let made = words
            .windows(3)
            .any(|three| verb(three[0]) && SHARED.contains(&three[1]) && three[2] != "mapping");
        let given = words.iter().position(|word| matches!(*word, "grant" | "revoke"));
        let system = words.windows(2).any(|two| two == ["alter", "system"] || two == ["drop", "owned"]);
        made || system || given.is_some_and(|at| !words[at..].contains(&"on"))
    })
}
