//! TypeORM: `migrations`, by the name of the class, whose end is the moment beside it.

use evenkeel_core::{Literal, Sql, sql};

use super::table::Table;
use super::{Known, Rules};

pub(super) struct TypeOrm;

impl Rules for TypeOrm {
    fn usual_place(&self) -> (&'static str, &'static str) {
        ("public", "migrations")
    }

    fn columns(&self, _: &Table) -> Sql {
        Sql::raw("(id SERIAL PRIMARY KEY, \"timestamp\" bigint NOT NULL, name varchar NOT NULL)")
    }

    fn read(&self, table: &Table) -> Sql {
        sql!("SELECT name FROM {} ORDER BY id", table.name())
    }

    fn applied(&self, table: &Table, known: &Known) -> Vec<Sql> {
        const MOMENT: usize = 13;
        let moment = known.key.get(known.key.len().saturating_sub(MOMENT)..).unwrap_or_default();
        vec![sql!(
            "INSERT INTO {} (\"timestamp\", name) SELECT {}::bigint, {} WHERE NOT EXISTS (SELECT 1 FROM {} WHERE name = {})",
            table.name(),
            Literal(moment),
            Literal(&known.key),
            table.name(),
            Literal(&known.key)
        )]
    }
}
