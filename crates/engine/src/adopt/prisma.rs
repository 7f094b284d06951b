//! Prisma Migrate up to 7: `_prisma_migrations`, by name, where rows that were rolled back count for nothing.

use evenkeel_core::{Literal, Sql, sql};
use evenkeel_sources::lexer::Dialect;

use super::table::Table;
use super::{Known, Rows, Rules, TheirLock, Told, cell};

pub(super) struct Prisma;

/// What Prisma holds for as long as it runs.
const LOCK: i64 = 72_707_369;
/// A row of a migration that neither ended nor was settled.
const OPEN: &str = "finished_at IS NULL AND rolled_back_at IS NULL";

const CREATE_POSTGRES: &str = "(
    id VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum VARCHAR(64) NOT NULL,
    finished_at TIMESTAMPTZ,
    migration_name VARCHAR(255) NOT NULL,
    logs TEXT,
    rolled_back_at TIMESTAMPTZ,
    started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count INTEGER NOT NULL DEFAULT 0
)";
const CREATE_SQLITE: &str = r#"(
    "id" TEXT PRIMARY KEY NOT NULL,
    "checksum" TEXT NOT NULL,
    "finished_at" DATETIME,
    "migration_name" TEXT NOT NULL,
    "logs" TEXT,
    "rolled_back_at" DATETIME,
    "started_at" DATETIME NOT NULL DEFAULT current_timestamp,
    "applied_steps_count" INTEGER UNSIGNED NOT NULL DEFAULT 0
)"#;

impl Rules for Prisma {
    fn usual_place(&self) -> (&'static str, &'static str) {
        ("public", "_prisma_migrations")
    }

    fn columns(&self, table: &Table) -> Sql {
        table.either(CREATE_POSTGRES, CREATE_SQLITE)
    }

    fn read(&self, table: &Table) -> Sql {
        sql!(
            "SELECT migration_name, finished_at IS NOT NULL, rolled_back_at IS NOT NULL, logs FROM {} \
             ORDER BY started_at",
            table.name()
        )
    }

    fn told(&self, rows: &Rows, known: &[Known]) -> Told {
        let mut told = Told::default();
        for row in rows {
            let is = |column: usize| super::is_true(row, column);
            let Some(known) = known.iter().find(|known| cell(row, 0) == Some(known.key.as_str())) else {
                continue;
            };
            match (is(1), is(2)) {
                (_, true) => {}
                (true, false) => told.applied.push(known.migration.clone()),
                (false, false) => {
                    let why = cell(row, 3).unwrap_or_default().to_owned();
                    told.failed.push((known.migration.clone(), why));
                }
            }
        }
        told
    }

    fn applied(&self, table: &Table, known: &Known) -> Vec<Sql> {
        let name = Literal(&known.key);
        let ended = sql!(
            "UPDATE {} SET finished_at = {}, applied_steps_count = 1 WHERE migration_name = {} AND {}",
            table.name(),
            now(table),
            name,
            Sql::raw(OPEN)
        );
        let there =
            sql!("SELECT 1 FROM {} WHERE migration_name = {} AND rolled_back_at IS NULL", table.name(), name);
        vec![ended, insert(table, known, &now(table), 1, &there)]
    }

    /// What failed is rolled back, as Prisma calls it. The row of what ended well goes: Prisma's `status` counts one that
    /// was rolled back as applied, though its `deploy` would run it.
    fn taken_back(&self, table: &Table, known: &Known) -> Vec<Sql> {
        let (table_name, name) = (table.name(), Literal(&known.key));
        let failed = sql!(
            "UPDATE {} SET rolled_back_at = {} WHERE migration_name = {} AND {}",
            table_name,
            now(table),
            name,
            Sql::raw(OPEN)
        );
        let gone =
            sql!("DELETE FROM {} WHERE migration_name = {} AND rolled_back_at IS NULL", table_name, name);
        vec![failed, gone]
    }

    /// Until it ends, Prisma takes it for failed.
    fn begun(&self, table: &Table, known: &Known) -> Vec<Sql> {
        vec![insert(table, known, &Sql::raw("NULL"), 0, &open(table, known))]
    }

    /// What left nothing behind is pending to Prisma too, and no row says otherwise.
    fn failed(&self, table: &Table, known: &Known, message: &str) -> Vec<Sql> {
        vec![sql!(
            "UPDATE {} SET logs = {} WHERE migration_name = {} AND {}",
            table.name(),
            Literal(message),
            Literal(&known.key),
            Sql::raw(OPEN)
        )]
    }

    fn lock(&self, _: &Table, _: &[Known], _: &str) -> TheirLock {
        TheirLock::Advisory(LOCK)
    }
}

fn open(table: &Table, known: &Known) -> Sql {
    sql!(
        "SELECT 1 FROM {} WHERE migration_name = {} AND {}",
        table.name(),
        Literal(&known.key),
        Sql::raw(OPEN)
    )
}

/// A row, unless there is one of this sort already.
fn insert(table: &Table, known: &Known, finished: &Sql, steps: i32, unless: &Sql) -> Sql {
    sql!(
        "INSERT INTO {} (id, checksum, finished_at, migration_name, started_at, applied_steps_count) \
         SELECT {}, {}, {}, {}, {}, {} WHERE NOT EXISTS ({})",
        table.name(),
        table.either("pg_catalog.gen_random_uuid()::text", RANDOM_UUID),
        Literal(known.sha256().as_str()),
        finished,
        Literal(&known.key),
        now(table),
        steps,
        unless
    )
}

/// Prisma keeps moments in SQLite as milliseconds.
fn now(table: &Table) -> Sql {
    match table.dialect {
        Dialect::Postgres => Sql::raw("pg_catalog.clock_timestamp()"),
        Dialect::Sqlite => Sql::raw("CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)"),
    }
}

/// A random UUID of version 4.
const RANDOM_UUID: &str = "lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || \
     substr(hex(randomblob(2)), 2) || '-a' || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))";
