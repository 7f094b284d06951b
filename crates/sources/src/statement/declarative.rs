//! What a desired schema must not hold: such a file says what there is, so it only creates.
//!
//! It must not refuse what pg_dump writes: `SELECT pg_catalog.set_config(…)` and sequence positions
//! set with `setval` answer rows, but are there for their effect.

use std::ops::Range;

use super::{Class, classify};
use crate::cursor::Cursor;
use crate::explain::Explain;
use crate::lexer::{Dialect, TokenKind};
use crate::split::{SplitError, Statement, split};

/// Why a statement does not belong in a desired schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NotDeclarative {
    /// It drops an object or a part of one.
    Drops,
    /// It answers rows.
    Selects,
    /// It changes rows, which a schema does not have.
    WritesRows,
}

/// A statement of a desired schema that should not be there.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", message(*what))]
pub struct Finding {
    /// Why it does not belong.
    pub what: NotDeclarative,
    /// The statement, in bytes of the script.
    pub range: Range<usize>,
}

fn message(what: NotDeclarative) -> &'static str {
    match what {
        NotDeclarative::Drops => "a desired schema only creates, but this statement drops something",
        NotDeclarative::Selects => "a desired schema only creates, but this statement selects rows",
        NotDeclarative::WritesRows => "a desired schema only creates, but this statement changes rows",
    }
}

impl Explain for Finding {
    fn range(&self) -> Option<Range<usize>> {
        Some(self.range.clone())
    }

    fn hint(&self) -> Option<String> {
        Some(match self.what {
            NotDeclarative::Drops => {
                "remove the statement: what the files do not create is dropped by the next `evenkeel generate`".into()
            }
            NotDeclarative::Selects => "remove the statement".into(),
            NotDeclarative::WritesRows => "move it to a migration, or to the seed command for development data".into(),
        })
    }
}

/// Every statement of a desired schema that drops, selects or changes rows, in order.
pub fn findings(dialect: Dialect, script: &str) -> Result<Vec<Finding>, SplitError> {
    let statements = split(dialect, script)?;
    Ok(statements.iter().filter_map(|statement| finding(dialect, script, statement)).collect())
}

fn finding(dialect: Dialect, script: &str, statement: &Statement) -> Option<Finding> {
    let cursor = || Cursor::new(dialect, script, statement.range.clone());
    let what = match classify(dialect, script, statement) {
        Class::Schema | Class::OwnTransaction(_) if drops(cursor()) => NotDeclarative::Drops,
        Class::Query if !is_setting(cursor()) => NotDeclarative::Selects,
        Class::Data if !cursor().eat_any(&["refresh", "analyze", "analyse"]) => NotDeclarative::WritesRows,
        Class::CopyFromStdin => NotDeclarative::WritesRows,
        Class::Schema | Class::OwnTransaction(_) | Class::Query | Class::Data | Class::Code => return None,
        Class::TransactionControl(_) | Class::Session | Class::Unknown => return None,
    };
    Some(Finding { what, range: statement.range.clone() })
}

/// `DROP …`, and `ALTER … DROP …` where DROP begins a subcommand: `ALTER COLUMN c DROP DEFAULT` says
/// how a column is and drops nothing.
fn drops(mut cursor: Cursor<'_>) -> bool {
    if cursor.eat("drop") {
        return true;
    }
    if !cursor.eat("alter") {
        return false;
    }
    let kind = cursor.word();
    cursor.eat_any(&["materialized", "foreign"]);
    cursor.take();
    cursor.eat_all(&["if", "exists"]);
    cursor.eat("only");
    cursor.name();
    if kind.as_deref() == Some("domain")
        && (cursor.eat_all(&["drop", "default"]) || cursor.eat_all(&["drop", "not"]))
    {
        return false;
    }
    cursor.is("drop") || cursor.items().iter().any(|item| item[0].is_word(cursor.text(), "drop"))
}

fn is_setting(mut cursor: Cursor<'_>) -> bool {
    cursor.eat("select");
    let called = cursor.name().map(|name| name.name);
    cursor.is_kind(TokenKind::Open) && matches!(called.as_deref(), Some("set_config" | "setval"))
}
