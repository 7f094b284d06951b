//! The ledger's SQL for PostgreSQL. Must not know how it is sent.

use evenkeel_core::{Literal, Sql, sql};

use super::catalog::KeptCatalog;
use super::{Author, Elapsed, Entry};
use crate::packed::pack;
use crate::timing;

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
    statements integer,
    script text
);
COMMENT ON TABLE evenkeel.ledger IS 'what evenkeel ran on this database; rows are only ever added';
CREATE TABLE IF NOT EXISTS evenkeel.catalog (
    service text PRIMARY KEY,
    ledger_row bigint NOT NULL,
    form text NOT NULL,
    stamp text NOT NULL,
    catalog text NOT NULL,
    tool text NOT NULL,
    at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE evenkeel.catalog IS 'the schema as the last migration left it, by which drift is told';";

const UPGRADE: &str = "ALTER TABLE evenkeel.ledger ADD COLUMN IF NOT EXISTS statements integer, \
    ADD COLUMN IF NOT EXISTS script text; ";

/// The ledger's last row that says that a migration was applied or taken back.
fn last_row(service: &str) -> Sql {
    sql!(
        "coalesce((SELECT max(id) FROM evenkeel.ledger WHERE service = {} \
         AND event IN ('applied', 'rolled-back')), 0)",
        Literal(service),
    )
}

impl Postgres {
    /// Makes the ledger where it is missing. Sent under the advisory lock, because two sessions that create the
    /// same schema at once can make one of them fail in spite of IF NOT EXISTS.
    pub(crate) fn create() -> Sql {
        Sql::raw(CREATE).and(Sql::raw(timing::CREATE_POSTGRES))
    }

    /// Whether the ledger has all columns and tables of this version.
    pub(crate) const IS_CURRENT: &str = "SELECT count(*) = 2 \
         AND pg_catalog.to_regclass('evenkeel.catalog') IS NOT NULL \
         AND pg_catalog.to_regclass('evenkeel.timing') IS NOT NULL FROM pg_catalog.pg_attribute \
         WHERE attrelid = 'evenkeel.ledger'::pg_catalog.regclass AND attname IN ('statements', 'script') \
         AND NOT attisdropped";

    /// What earlier versions did not have. Earlier versions can go on writing: they name the columns that they know.
    pub(crate) fn upgrade() -> Sql {
        Sql::raw(UPGRADE).and(Self::create())
    }

    /// The text of a migration as it was last run, packed.
    pub(crate) fn script(service: &str, migration: &str) -> Sql {
        sql!(
            "SELECT script FROM evenkeel.ledger WHERE service = {} AND migration = {} \
             AND script IS NOT NULL ORDER BY id DESC LIMIT 1",
            Literal(service),
            Literal(migration),
        )
    }

    /// The catalog as the last migration left it, with the ledger's last row about a whole migration now and then.
    pub(crate) fn catalog(service: &str) -> Sql {
        sql!(
            "SELECT form, stamp, catalog, ledger_row = {} FROM evenkeel.catalog WHERE service = {}",
            last_row(service),
            Literal(service),
        )
    }

    /// Puts a catalog in the place of the one before.
    pub(crate) fn keep_catalog(author: &Author, kept: &KeptCatalog<'_>) -> Sql {
        sql!(
            "INSERT INTO evenkeel.catalog AS known (service, ledger_row, form, stamp, catalog, tool) \
             VALUES ({}, {}, {}, {}, {}, {}) ON CONFLICT (service) DO UPDATE SET ledger_row = excluded.ledger_row, \
             form = excluded.form, stamp = excluded.stamp, catalog = excluded.catalog, tool = excluded.tool, \
             at = excluded.at",
            Literal(&author.service),
            last_row(&author.service),
            Literal(kept.form),
            Literal(kept.stamp),
            Literal(kept.catalog),
            Literal(&author.tool),
        )
    }

    /// All rows of a service, in no order. Fails with SQLSTATE 42P01 where there is no ledger yet.
    ///
    /// Each deploy asks this of a process of the server that knows no function and no operator yet, so it is told how to
    /// print a moment rather than asked to convert it, and need not sort: together that is a quarter of what a deploy with
    /// nothing to do takes.
    pub(crate) fn read(service: &str) -> Sql {
        sql!(
            "SET LOCAL DateStyle = 'ISO'; SET LOCAL TimeZone = 'GMT'; \
             SELECT id, migration, event, segment, statement, checksum, bytes, fingerprint, sqlstate, message, \
             duration_ms, tool, role, host, at \
             FROM evenkeel.ledger WHERE service = {}",
            Literal(service),
        )
    }

    /// A moment as [`Postgres::read`] has it printed, `2026-11-20 10:30:00.12+00`, in the form that rows of a ledger have
    /// everywhere else, `2026-11-20T10:30:00.120000Z`.
    pub(crate) fn moment(printed: &str) -> String {
        let moment = printed.trim_end_matches("+00").replace(' ', "T");
        let (seconds, fraction) = moment.split_once('.').unwrap_or((&moment, ""));
        format!("{seconds}.{fraction:0<6}Z")
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
        let script = entry.script.map(|script| pack(script.as_bytes()));
        sql!(
            "INSERT INTO evenkeel.ledger (service, migration, event, segment, statement, checksum, bytes, \
             fingerprint, sqlstate, message, duration_ms, tool, host, statements{}) \
             VALUES ({}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}{})",
            Sql::raw(if script.is_some() { ", script" } else { "" }),
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
            script.map_or_else(Sql::default, |script| sql!(", {}", Literal(&script))),
        )
    }
}

fn text(value: Option<&str>) -> Sql {
    value.map_or_else(|| Sql::raw("NULL"), |value| Literal(value).into())
}

fn number(value: Option<usize>) -> Sql {
    value.map_or_else(|| Sql::raw("NULL"), |value| sql!("{}", value))
}
