//! node-pg-migrate: `pgmigrations`, by the name of the file without its ending.

use evenkeel_core::{Literal, Sql, sql};

use super::table::Table;
use super::{Known, Rules, TheirLock};

pub(super) struct NodePgMigrate;

/// What it holds for as long as it runs.
const LOCK: i64 = 7_241_865_325_823_964;

impl Rules for NodePgMigrate {
    fn usual_place(&self) -> (&'static str, &'static str) {
        ("public", "pgmigrations")
    }

    fn columns(&self, _: &Table) -> Sql {
        Sql::raw("(id SERIAL PRIMARY KEY, name varchar(255) NOT NULL, run_on timestamp NOT NULL)")
    }

    fn read(&self, table: &Table) -> Sql {
        sql!("SELECT name FROM {} ORDER BY run_on, id", table.name())
    }

    fn applied(&self, table: &Table, known: &Known) -> Vec<Sql> {
        vec![sql!(
            "INSERT INTO {} (name, run_on) SELECT {}, {} WHERE NOT EXISTS (SELECT 1 FROM {} WHERE name = {})",
            table.name(),
            Literal(&known.key),
            table.now(),
            table.name(),
            Literal(&known.key)
        )]
    }

    fn lock(&self, _: &Table, _: &[Known], _: &str) -> TheirLock {
        TheirLock::Advisory(LOCK)
    }
}
