//! What a statement is, told from its leading words alone.
//!
//! It must not know the meaning of a schema; what only the server can tell (whether an index that is
//! reindexed is partitioned, what a function called by SELECT does) is not guessed.

mod declarative;
mod postgres;
mod reason;
mod sqlite;
#[cfg(test)]
mod tests;
mod wide;

pub use declarative::{Finding, NotDeclarative, findings};
pub use reason::{InBlock, Reason};
pub use wide::reaches_server;

use crate::cursor::Cursor;
use crate::lexer::{Dialect, TokenKind};
use crate::split::Statement;

/// What kind of statement it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// Makes, changes or drops objects, and grants or comments on them.
    Schema,
    /// Changes rows, or refreshes what is derived from them.
    Data,
    /// Answers rows.
    Query,
    /// Runs code that may do anything: `DO`, `CALL`.
    Code,
    /// Begins, ends or marks a transaction.
    TransactionControl(Control),
    /// Changes the session: `SET`, `RESET`, `LISTEN`, most of SQLite's `PRAGMA`.
    Session,
    /// `COPY … FROM STDIN`, whose rows follow outside SQL.
    CopyFromStdin,
    /// Cannot share a transaction with what follows it.
    OwnTransaction(Reason),
    /// A statement that is not known here; the database will say what it thinks of it.
    Unknown,
}

/// What a transaction control statement does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Control {
    /// `BEGIN`, `START TRANSACTION`, with nothing but words that change nothing on an empty session.
    Begin,
    /// `BEGIN` with an isolation level, `READ ONLY` or `DEFERRABLE`.
    BeginWithModes,
    /// `COMMIT`, `END`.
    Commit,
    /// `ROLLBACK`, `ABORT`.
    Rollback,
    /// `COMMIT AND CHAIN`, `ROLLBACK AND CHAIN`.
    Chain,
    /// `SAVEPOINT`.
    Savepoint,
    /// `RELEASE`.
    Release,
    /// `ROLLBACK TO`.
    RollbackTo,
    /// `PREPARE TRANSACTION`, `COMMIT PREPARED`, `ROLLBACK PREPARED`.
    TwoPhase,
}

/// Tells what a statement of `script` is.
pub fn classify(dialect: Dialect, script: &str, statement: &Statement) -> Class {
    let cursor = Cursor::new(dialect, script, statement.range.clone());
    match dialect {
        Dialect::Postgres if is_marked_alone(script, statement) => postgres::marked_alone(cursor),
        Dialect::Postgres => postgres::classify(cursor),
        Dialect::Sqlite => sqlite::classify(cursor),
    }
}

/// What a statement gives or takes privileges on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Giving {
    /// It does neither.
    Nothing,
    /// What it names.
    Named,
    /// Whatever is there when it runs: `ON ALL TABLES IN SCHEMA`.
    AllThere,
}

/// Tells what a statement of `script` gives or takes privileges on.
pub fn giving(dialect: Dialect, script: &str, statement: &Statement) -> Giving {
    let mut cursor = Cursor::new(dialect, script, statement.range.clone());
    match () {
        () if !cursor.eat_any(&["grant", "revoke"]) => Giving::Nothing,
        () if cursor.mentions(&["on", "all"]) => Giving::AllThere,
        () => Giving::Named,
    }
}

/// Whether `-- evenkeel: alone` stands above the statement.
fn is_marked_alone(script: &str, statement: &Statement) -> bool {
    let leading = &script[statement.leading.clone()];
    leading
        .lines()
        .filter_map(|line| line.trim().strip_prefix("--")?.trim().strip_prefix("evenkeel:"))
        .any(|told| told.trim().eq_ignore_ascii_case("alone"))
}

/// `BEGIN`, `COMMIT` and their relatives, which both dialects spell alike.
fn control(cursor: &mut Cursor<'_>) -> Option<Control> {
    const NOISE: &[&str] = &["work", "transaction"];
    if cursor.eat("begin") || cursor.eat_all(&["start", "transaction"]) {
        cursor.eat_any(&["deferred", "immediate", "exclusive"]);
        cursor.eat_any(NOISE);
        return Some(if cursor.peek().is_none() { Control::Begin } else { Control::BeginWithModes });
    }
    if cursor.eat_any(&["commit", "end"]) {
        cursor.eat_any(NOISE);
        return Some(match () {
            () if cursor.is("prepared") => Control::TwoPhase,
            () if cursor.eat_all(&["and", "chain"]) => Control::Chain,
            () => Control::Commit,
        });
    }
    if cursor.eat_any(&["rollback", "abort"]) {
        cursor.eat_any(NOISE);
        return Some(match () {
            () if cursor.is("prepared") => Control::TwoPhase,
            () if cursor.eat_all(&["and", "chain"]) => Control::Chain,
            () if cursor.is("to") => Control::RollbackTo,
            () => Control::Rollback,
        });
    }
    match () {
        () if cursor.eat("savepoint") => Some(Control::Savepoint),
        () if cursor.eat("release") => Some(Control::Release),
        () if cursor.eat_all(&["prepare", "transaction"]) => Some(Control::TwoPhase),
        () => None,
    }
}

/// A statement that begins with WITH changes rows when any of its parts does.
fn with_query(cursor: &Cursor<'_>) -> Class {
    const WRITES: &[&str] = &["insert", "update", "delete", "merge", "replace"];
    if WRITES.iter().any(|word| cursor.mentions(&[word])) {
        return Class::Data;
    }
    let tokens = cursor.rest();
    let nested = tokens.windows(2).any(|pair| {
        pair[0].kind == TokenKind::Open && WRITES.iter().any(|word| pair[1].is_word(cursor.text(), word))
    });
    if nested { Class::Data } else { Class::Query }
}
