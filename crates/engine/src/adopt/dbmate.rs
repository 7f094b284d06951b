//! dbmate: `schema_migrations`, by version.

use evenkeel_core::{Literal, Sql, sql};

use super::table::Table;
use super::{Known, Rules};

pub(super) struct Dbmate;

impl Rules for Dbmate {
    fn usual_place(&self) -> (&'static str, &'static str) {
        ("public", "schema_migrations")
    }

    fn columns(&self, table: &Table) -> Sql {
        let version = table.either("varchar", "varchar(128)");
        sql!("(version {} PRIMARY KEY)", version)
    }

    fn read(&self, table: &Table) -> Sql {
        sql!("SELECT version FROM {}", table.name())
    }

    fn applied(&self, table: &Table, known: &Known) -> Vec<Sql> {
        vec![sql!(
            "INSERT INTO {} (version) VALUES ({}) ON CONFLICT DO NOTHING",
            table.name(),
            Literal(&known.key)
        )]
    }

    fn taken_back(&self, table: &Table, known: &Known) -> Vec<Sql> {
        vec![sql!("DELETE FROM {} WHERE version = {}", table.name(), Literal(&known.key))]
    }
}
