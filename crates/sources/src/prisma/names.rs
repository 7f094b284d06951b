//! The names that Prisma gives to keys, indexes and foreign keys nobody named: those of PostgreSQL, cut the same way.

use crate::lexer::Dialect;

/// How many bytes a name may have.
fn limit(dialect: Dialect) -> usize {
    match dialect {
        Dialect::Postgres => 63,
        // SQLite knows no limit; this is Prisma's.
        Dialect::Sqlite => 10_000,
    }
}

pub(super) fn primary_key(dialect: Dialect, table: &str) -> String {
    with_suffix(dialect, table.to_owned(), "_pkey")
}

pub(super) fn unique(dialect: Dialect, table: &str, columns: &[String]) -> String {
    with_suffix(dialect, joined(table, columns), "_key")
}

pub(super) fn index(dialect: Dialect, table: &str, columns: &[String]) -> String {
    with_suffix(dialect, joined(table, columns), "_idx")
}

pub(super) fn foreign_key(dialect: Dialect, table: &str, columns: &[String]) -> String {
    with_suffix(dialect, joined(table, columns), "_fkey")
}

/// The table between two models.
pub(super) fn junction(dialect: Dialect, name: &str) -> String {
    cut(format!("_{name}"), limit(dialect))
}

fn joined(table: &str, columns: &[String]) -> String {
    format!("{table}_{}", columns.join("_"))
}

fn with_suffix(dialect: Dialect, stem: String, suffix: &str) -> String {
    cut(stem, limit(dialect) - suffix.len()) + suffix
}

/// At most so many bytes, and no half character.
fn cut(mut name: String, most: usize) -> String {
    name.truncate(name.floor_char_boundary(most));
    name
}

/// A key or an index of the table between two models.
pub(super) fn of_junction(dialect: Dialect, table: &str, suffix: &str) -> String {
    with_suffix(dialect, table.to_owned(), suffix)
}
