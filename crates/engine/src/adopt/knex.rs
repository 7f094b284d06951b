//! Knex: `knex_migrations`, by the name of the file, and beside it a table with one row, which is locked while it runs.

use evenkeel_core::{Literal, Sql, sql};

use super::table::Table;
use super::{Known, Rows, Rules, TheirLock, Told, by_key, cell, strangers};

pub(super) struct Knex;

impl Rules for Knex {
    fn usual_place(&self) -> (&'static str, &'static str) {
        ("public", "knex_migrations")
    }

    fn columns(&self, _: &Table) -> Sql {
        Sql::raw("(id SERIAL PRIMARY KEY, name varchar(255), batch integer, migration_time timestamptz)")
    }

    fn first_rows(&self, table: &Table) -> Vec<Sql> {
        let lock = || table.beside("_lock");
        vec![
            sql!("CREATE TABLE IF NOT EXISTS {} (index SERIAL PRIMARY KEY, is_locked integer)", lock()),
            sql!("INSERT INTO {} (is_locked) SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM {})", lock(), lock()),
        ]
    }

    fn read(&self, table: &Table) -> Sql {
        sql!("SELECT name FROM {} ORDER BY id", table.name())
    }

    /// A file that was applied and is gone is an error to Knex.
    fn told(&self, rows: &Rows, known: &[Known]) -> Told {
        let keys = || rows.iter().filter_map(|row| cell(row, 0));
        Told { applied: by_key(keys(), known), missing: strangers(keys(), known), ..Told::default() }
    }

    fn applied(&self, table: &Table, known: &Known) -> Vec<Sql> {
        vec![sql!(
            "INSERT INTO {} (name, batch, migration_time) SELECT {}, \
             (SELECT coalesce(max(batch), 0) + 1 FROM {}), {} WHERE NOT EXISTS (SELECT 1 FROM {} WHERE name = {})",
            table.name(),
            Literal(&known.key),
            table.name(),
            table.now(),
            table.name(),
            Literal(&known.key)
        )]
    }

    fn lock(&self, table: &Table, _: &[Known], _: &str) -> TheirLock {
        TheirLock::Row { table: table.beside("_lock"), release: "knex migrate:unlock" }
    }
}
