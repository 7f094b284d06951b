//! The ledger's SQL for SQLite. Must not know how it is sent.

use rusqlite::types::Value;

use super::{Author, Elapsed, Entry};

/// The ledger in the table `evenkeel_ledger` of the database itself.
pub(crate) struct Sqlite;

impl Sqlite {
    pub(crate) const TABLE: &str = "evenkeel_ledger";

    pub(crate) const CREATE: &str = "\
CREATE TABLE IF NOT EXISTS evenkeel_ledger (
    id INTEGER PRIMARY KEY,
    service TEXT NOT NULL DEFAULT 'default',
    migration TEXT NOT NULL,
    event TEXT NOT NULL,
    segment INTEGER,
    statement INTEGER,
    checksum TEXT,
    bytes TEXT,
    fingerprint TEXT,
    sqlstate TEXT,
    message TEXT,
    duration_ms INTEGER,
    tool TEXT NOT NULL,
    role TEXT,
    host TEXT,
    at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    statements INTEGER
)";

    /// Whether the ledger has all columns of this version.
    pub(crate) const IS_CURRENT: &str =
        "SELECT count(*) = 1 FROM pragma_table_info('evenkeel_ledger') WHERE name = 'statements'";

    /// What earlier versions did not have.
    pub(crate) const UPGRADE: &str = "ALTER TABLE evenkeel_ledger ADD COLUMN statements INTEGER";

    pub(crate) const EXISTS: &str = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = ?1";

    /// All rows of the service in parameter 1, or only those of the migration in parameter 2; every cell as text.
    pub(crate) const READ: &str = "\
SELECT CAST(id AS TEXT), migration, event, CAST(segment AS TEXT), CAST(statement AS TEXT), checksum, bytes,
    fingerprint, sqlstate, message, CAST(duration_ms AS TEXT), tool, role, host, at
FROM evenkeel_ledger WHERE service = ?1 AND (?2 IS NULL OR migration = ?2) ORDER BY id";

    pub(crate) const INSERT: &str = "\
INSERT INTO evenkeel_ledger (service, migration, event, segment, statement, checksum, bytes, fingerprint,
    sqlstate, message, duration_ms, tool, host, statements)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)";

    /// The parameters of [`Self::INSERT`].
    pub(crate) fn values(author: &Author, entry: &Entry<'_>) -> [Value; 14] {
        let elapsed = match entry.elapsed {
            Elapsed::Milliseconds(time) => i64::try_from(time).map_or(Value::Null, Value::Integer),
            Elapsed::Unknown | Elapsed::SinceTransaction => Value::Null,
        };
        [
            text(Some(&author.service)),
            text(Some(entry.migration)),
            text(Some(entry.event.word())),
            number(entry.segment),
            number(entry.statement),
            text(entry.checksum),
            text(entry.bytes),
            text(entry.fingerprint),
            text(entry.sqlstate),
            text(entry.message),
            elapsed,
            text(Some(&author.tool)),
            text(author.host.as_deref()),
            number(entry.statements),
        ]
    }
}

fn text(value: Option<&str>) -> Value {
    value.map_or(Value::Null, |value| Value::Text(value.to_owned()))
}

fn number(value: Option<usize>) -> Value {
    value.and_then(|value| i64::try_from(value).ok()).map_or(Value::Null, Value::Integer)
}
