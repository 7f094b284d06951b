//! Kysely: `kysely_migration`, by the name of the file without its ending. Which came first is told by the moments there, and
//! Kysely goes on only where that is the order of names.

use evenkeel_core::{Literal, Sql, sql};

use super::table::Table;
use super::{Known, Rows, Rules, TheirLock, Told, by_key, cell, strangers};

pub(super) struct Kysely;

/// What it holds for as long as it runs.
const LOCK: i64 = 3_853_314_791_062_309_107;

impl Rules for Kysely {
    fn usual_place(&self) -> (&'static str, &'static str) {
        ("public", "kysely_migration")
    }

    fn columns(&self, _: &Table) -> Sql {
        Sql::raw("(name varchar(255) NOT NULL PRIMARY KEY, \"timestamp\" varchar(255) NOT NULL)")
    }

    /// Kysely locks no row of it on PostgreSQL, and wants it to be there.
    fn first_rows(&self, table: &Table) -> Vec<Sql> {
        let lock = || table.beside("_lock");
        vec![
            sql!(
                "CREATE TABLE IF NOT EXISTS {} (id varchar(255) NOT NULL PRIMARY KEY, \
                 is_locked integer DEFAULT 0 NOT NULL)",
                lock()
            ),
            sql!(
                "INSERT INTO {} (id, is_locked) VALUES ('migration_lock', 0) ON CONFLICT DO NOTHING",
                lock()
            ),
        ]
    }

    fn read(&self, table: &Table) -> Sql {
        sql!("SELECT name FROM {} ORDER BY \"timestamp\", name", table.name())
    }

    /// A file that was applied and is gone is an error to Kysely.
    fn told(&self, rows: &Rows, known: &[Known]) -> Told {
        let keys = || rows.iter().filter_map(|row| cell(row, 0));
        Told { applied: by_key(keys(), known), missing: strangers(keys(), known), ..Told::default() }
    }

    /// Each moment comes after the one before, whatever the clocks of others said.
    fn applied(&self, table: &Table, known: &Known) -> Vec<Sql> {
        vec![sql!(
            "INSERT INTO {} (name, \"timestamp\") SELECT {}, pg_catalog.to_char(greatest(pg_catalog.clock_timestamp(), \
             (SELECT max(\"timestamp\"::timestamptz) + interval '1 millisecond' FROM {})) AT TIME ZONE 'UTC', \
             'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"') ON CONFLICT DO NOTHING",
            table.name(),
            Literal(&known.key),
            table.name()
        )]
    }

    fn lock(&self, _: &Table, _: &[Known], _: &str) -> TheirLock {
        TheirLock::Advisory(LOCK)
    }
}
