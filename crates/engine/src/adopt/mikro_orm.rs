//! MikroORM: `mikro_orm_migrations`, by the name of the file without its ending.

use evenkeel_core::{Literal, Sql, sql};

use super::table::Table;
use super::{Known, Rows, Rules, Told, by_key, cell};

pub(super) struct MikroOrm;

impl Rules for MikroOrm {
    fn usual_place(&self) -> (&'static str, &'static str) {
        ("public", "mikro_orm_migrations")
    }

    fn columns(&self, _: &Table) -> Sql {
        Sql::raw(
            "(id serial PRIMARY KEY, name varchar(255), executed_at timestamptz DEFAULT CURRENT_TIMESTAMP)",
        )
    }

    fn read(&self, table: &Table) -> Sql {
        sql!("SELECT name FROM {} ORDER BY id", table.name())
    }

    /// Old ones have the ending, which MikroORM passes over.
    fn told(&self, rows: &Rows, known: &[Known]) -> Told {
        let keys = rows.iter().filter_map(|row| cell(row, 0)).map(without_ending);
        Told { applied: by_key(keys, known), ..Told::default() }
    }

    fn applied(&self, table: &Table, known: &Known) -> Vec<Sql> {
        vec![sql!(
            "INSERT INTO {} (name) SELECT {} WHERE NOT EXISTS (SELECT 1 FROM {} WHERE name = {})",
            table.name(),
            Literal(&known.key),
            table.name(),
            Literal(&known.key)
        )]
    }

    fn taken_back(&self, table: &Table, known: &Known) -> Vec<Sql> {
        let [js, ts] = [".js", ".ts"].map(|ending| [known.key.as_str(), ending].concat());
        vec![sql!(
            "DELETE FROM {} WHERE name IN ({}, {}, {})",
            table.name(),
            Literal(&known.key),
            Literal(&js),
            Literal(&ts)
        )]
    }
}

fn without_ending(name: &str) -> &str {
    [".js", ".ts"].iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(name)
}
