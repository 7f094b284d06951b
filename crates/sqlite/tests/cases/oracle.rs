//! SQLite's own telling of two databases, compared as text. Must not use the crate's reading of it: white space,
//! quotes, comments and the case of letters are levelled by a few crude rules of its own.
//!
//! Two things are not compared: the order of columns, and whether a constraint stands in a column or behind them. So
//! the words of a table are compared as a heap, without commas and parentheses.

use std::collections::BTreeMap;

use rusqlite::Connection;

pub(crate) fn compare(result: &Connection, fresh: &Connection) -> Result<(), String> {
    let (result, fresh) = (schema(result)?, schema(fresh)?);
    match result == fresh {
        true => Ok(()),
        false => Err(format!("SQLite tells of\n{result:#?}\nand not of\n{fresh:#?}")),
    }
}

/// By type and name: the table it is on, and the words of its text.
type Schema = BTreeMap<(String, String), (String, Vec<String>)>;

fn schema(db: &Connection) -> Result<Schema, String> {
    let mut statement = db
        .prepare("SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'")
        .map_err(|error| error.to_string())?;
    let rows = statement.query_map([], |row| {
        let kind: String = row.get(0)?;
        let sql: String = row.get(3)?;
        let mut words = words(&sql);
        if kind == "table" {
            words.retain(|word| !matches!(word.as_str(), "(" | ")" | "," | "primary" | "key"));
            words.sort();
        }
        Ok(((kind, row.get(1)?), (row.get::<_, String>(2)?.to_lowercase(), words)))
    });
    rows.and_then(Iterator::collect).map_err(|error| error.to_string())
}

/// Words in lower case without quotes; every other character for itself.
fn words(sql: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut rest = sql.chars().peekable();
    while let Some(c) = rest.next() {
        if c.is_alphanumeric() || c == '_' {
            word.extend(c.to_lowercase());
            continue;
        }
        if !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        match (c, rest.peek()) {
            ('-', Some('-')) => while rest.next().is_some_and(|c| c != '\n') {},
            ('/', Some('*')) => {
                let mut before = ' ';
                while rest.next().is_some_and(|c| !(std::mem::replace(&mut before, c) == '*' && c == '/')) {}
            }
            ('"' | '`' | '[' | ']', _) => {}
            (c, _) if c.is_whitespace() => {}
            (c, _) => words.push(c.to_string()),
        }
    }
    words.extend((!word.is_empty()).then_some(word));
    words
}
