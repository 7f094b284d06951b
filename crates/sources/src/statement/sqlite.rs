//! SQLite's statements.

use super::{Class, Reason, control, with_query};
use crate::cursor::Cursor;

const SCHEMA: &[&str] = &["create", "alter", "drop", "reindex"];
const DATA: &[&str] = &["insert", "update", "delete", "replace", "analyze"];

/// Pragmas that do nothing or fail while a transaction is open.
const OUTSIDE_TRANSACTIONS: &[&str] = &[
    "auto_vacuum",
    "encoding",
    "foreign_keys",
    "journal_mode",
    "locking_mode",
    "page_size",
    "synchronous",
    "temp_store",
    "wal_checkpoint",
];

pub(super) fn classify(mut cursor: Cursor<'_>) -> Class {
    if let Some(control) = control(&mut cursor) {
        return Class::TransactionControl(control);
    }
    match () {
        () if cursor.eat("vacuum") => Class::OwnTransaction(Reason::Vacuum),
        () if cursor.eat("attach") => Class::OwnTransaction(Reason::Attach),
        () if cursor.eat("detach") => Class::OwnTransaction(Reason::Detach),
        () if cursor.eat("pragma") => pragma(&mut cursor),
        () if cursor.eat_any(SCHEMA) => Class::Schema,
        () if cursor.eat_any(DATA) => Class::Data,
        () if cursor.eat_any(&["select", "values", "explain"]) => Class::Query,
        () if cursor.eat("with") => with_query(&cursor),
        () => Class::Unknown,
    }
}

fn pragma(cursor: &mut Cursor<'_>) -> Class {
    let named = cursor.name().map(|name| name.name.to_ascii_lowercase());
    match named {
        Some(name) if OUTSIDE_TRANSACTIONS.contains(&name.as_str()) => Class::OwnTransaction(Reason::Pragma),
        Some(_) | None => Class::Session,
    }
}
