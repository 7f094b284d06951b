//! The ledger's SQL for SQLite. Must not know how it is sent.

use rusqlite::types::Value;

use super::{Author, Elapsed, Entry};
use crate::packed::pack;

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
    statements INTEGER,
    script TEXT
);
CREATE TABLE IF NOT EXISTS evenkeel_catalog (
    service TEXT PRIMARY KEY,
    ledger_row INTEGER NOT NULL,
    form TEXT NOT NULL,
    stamp TEXT NOT NULL,
    catalog TEXT NOT NULL,
    tool TEXT NOT NULL,
    at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
)";

    /// The columns that the ledgers of earlier versions do not have, and how each is added.
    pub(crate) const ADDED: [(&str, &str); 2] = [
        ("statements", "ALTER TABLE evenkeel_ledger ADD COLUMN statements INTEGER"),
        ("script", "ALTER TABLE evenkeel_ledger ADD COLUMN script TEXT"),
    ];

    pub(crate) const COLUMNS: &str = "SELECT name FROM pragma_table_info('evenkeel_ledger')";

    /// The text of a migration as it was last run, packed.
    pub(crate) const SCRIPT: &str = "\
SELECT script FROM evenkeel_ledger WHERE service = ?1 AND migration = ?2 AND script IS NOT NULL
ORDER BY id DESC LIMIT 1";

    /// The catalog as the last migration left it, and whether nothing was applied or taken back since.
    pub(crate) const CATALOG: &str = "\
SELECT form, stamp, catalog, ledger_row = (SELECT coalesce(max(id), 0) FROM evenkeel_ledger
    WHERE service = ?1 AND event IN ('applied', 'rolled-back'))
FROM evenkeel_catalog WHERE service = ?1";

    /// Puts a catalog in the place of the one before.
    pub(crate) const KEEP_CATALOG: &str = "\
INSERT OR REPLACE INTO evenkeel_catalog (service, ledger_row, form, stamp, catalog, tool)
VALUES (?1, (SELECT coalesce(max(id), 0) FROM evenkeel_ledger
    WHERE service = ?1 AND event IN ('applied', 'rolled-back')), ?2, ?3, ?4, ?5)";

    pub(crate) const EXISTS: &str = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = ?1";

    /// All rows of the service in parameter 1, or only those of the migration in parameter 2; every cell as text.
    pub(crate) const READ: &str = "\
SELECT CAST(id AS TEXT), migration, event, CAST(segment AS TEXT), CAST(statement AS TEXT), checksum, bytes,
    fingerprint, sqlstate, message, CAST(duration_ms AS TEXT), tool, role, host, at
FROM evenkeel_ledger WHERE service = ?1 AND (?2 IS NULL OR migration = ?2) ORDER BY id";

    pub(crate) const INSERT: &str = "\
INSERT INTO evenkeel_ledger (service, migration, event, segment, statement, checksum, bytes, fingerprint,
    sqlstate, message, duration_ms, tool, host, statements, script)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)";

    /// The parameters of [`Self::INSERT`].
    pub(crate) fn values(author: &Author, entry: &Entry<'_>) -> [Value; 15] {
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
            text(entry.script.map(|script| pack(script.as_bytes())).as_deref()),
        ]
    }
}

fn text(value: Option<&str>) -> Value {
    value.map_or(Value::Null, |value| Value::Text(value.to_owned()))
}

fn number(value: Option<usize>) -> Value {
    value.and_then(|value| i64::try_from(value).ok()).map_or(Value::Null, Value::Integer)
}
