//! The ledger's SQL for PostgreSQL. Must not know how it is sent.

use evenkeel_core::{Literal, Sql, sql};

use super::{Author, Elapsed, Entry};

/// The ledger in the schema `evenkeel` of the database itself.
pub(crate) struct Postgres;

const CREATE: &str = "\
CREATE SCHEMA IF NOT EXISTS evenkeel;
CREATE TABLE IF NOT EXISTS evenkeel.ledger (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    service text NOT NULL DEFAULT 'default',
    migration text NOT NULL,
    event text NOT NULL,
    segment integer,
    statement integer,
    checksum text,
    bytes text,
    fingerprint text,
    sqlstate text,
    message text,
    duration_ms bigint,
    tool text NOT NULL,
    role text NOT NULL DEFAULT session_user,
    host text,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    statements integer
);
COMMENT ON TABLE evenkeel.ledger IS 'what evenkeel ran on this database; rows are only ever added';";

impl Postgres {
    /// Makes the ledger where it is missing. Sent under the advisory lock, because two sessions that create the
    /// same schema at once can make one of them fail in spite of IF NOT EXISTS.
    pub(crate) fn create() -> Sql {
        Sql::raw(CREATE)
    }

    /// Whether the ledger has all columns of this version.
    pub(crate) const IS_CURRENT: &str = "SELECT count(*) = 1 FROM pg_catalog.pg_attribute \
         WHERE attrelid = 'evenkeel.ledger'::pg_catalog.regclass AND attname = 'statements' AND NOT attisdropped";

    /// What earlier versions did not have. Earlier versions can go on writing: they name the columns that they know.
    pub(crate) const UPGRADE: &str =
        "ALTER TABLE evenkeel.ledger ADD COLUMN IF NOT EXISTS statements integer";

    /// All rows of a service. Fails with SQLSTATE 42P01 where there is no ledger yet.
    pub(crate) fn read(service: &str) -> Sql {
        sql!(
            "SELECT id, migration, event, segment, statement, checksum, bytes, fingerprint, sqlstate, message, \
             duration_ms, tool, role, host, \
             pg_catalog.to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') \
             FROM evenkeel.ledger WHERE service = {} ORDER BY id",
            Literal(service),
        )
    }

    /// Adds a row; no semicolon behind it.
    pub(crate) fn insert(author: &Author, entry: &Entry<'_>) -> Sql {
        let elapsed = match entry.elapsed {
            Elapsed::Unknown => Sql::raw("NULL"),
            Elapsed::Milliseconds(time) => sql!("{}", time),
            Elapsed::SinceTransaction => Sql::raw(
                "(extract(epoch FROM pg_catalog.clock_timestamp() - pg_catalog.transaction_timestamp()) * 1000)",
            ),
        };
        sql!(
            "INSERT INTO evenkeel.ledger (service, migration, event, segment, statement, checksum, bytes, \
             fingerprint, sqlstate, message, duration_ms, tool, host, statements) \
             VALUES ({}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {})",
            Literal(&author.service),
            Literal(entry.migration),
            Literal(entry.event.word()),
            number(entry.segment),
            number(entry.statement),
            text(entry.checksum),
            text(entry.bytes),
            text(entry.fingerprint),
            text(entry.sqlstate),
            text(entry.message),
            elapsed,
            Literal(&author.tool),
            text(author.host.as_deref()),
            number(entry.statements),
        )
    }
}

fn text(value: Option<&str>) -> Sql {
    value.map_or_else(|| Sql::raw("NULL"), |value| Literal(value).into())
}

fn number(value: Option<usize>) -> Sql {
    value.map_or_else(|| Sql::raw("NULL"), |value| sql!("{}", value))
}
