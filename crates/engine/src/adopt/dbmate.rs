//! dbmate: `schema_migrations`, by version.

use evenkeel_core::{Literal, Sql, sql};

use super::table::Table;
use super::{Known, Rows, Rules, Told, by_key, cell};

pub(super) struct Dbmate;

impl Rules for Dbmate {
    fn usual_place(&self) -> (&'static str, &'static str) {
        ("public", "schema_migrations")
    }

    fn create(&self, table: &Table) -> Vec<Sql> {
        let version = table.either("varchar", "varchar(128)");
        let made = sql!("CREATE TABLE IF NOT EXISTS {} (version {} PRIMARY KEY)", table.name(), version);
        table.create_schema().into_iter().chain([made]).collect()
    }

    fn read(&self, table: &Table) -> Sql {
        sql!("SELECT version FROM {}", table.name())
    }

    fn told(&self, rows: &Rows, known: &[Known]) -> Told {
        Told { applied: by_key(rows.iter().filter_map(|row| cell(row, 0)), known), ..Told::default() }
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
