//! golang-migrate: `schema_migrations` with a single row, the version up to which everything is applied.

use evenkeel_core::{Sql, sql};

use super::table::Table;
use super::{Known, Rows, Rules, Told, cell, is_true};

pub(super) struct GolangMigrate;

impl Rules for GolangMigrate {
    fn usual_place(&self) -> (&'static str, &'static str) {
        ("public", "schema_migrations")
    }

    fn columns(&self, table: &Table) -> Sql {
        table.either(
            "(version bigint NOT NULL PRIMARY KEY, dirty boolean NOT NULL)",
            "(version uint64, dirty bool)",
        )
    }

    fn read(&self, table: &Table) -> Sql {
        sql!("SELECT version, dirty FROM {}", table.name())
    }

    fn told(&self, rows: &Rows, known: &[Known]) -> Told {
        let Some(row) = rows.first() else { return Told::default() };
        let Some(at) = cell(row, 0).and_then(|version| version.parse::<i64>().ok()) else {
            return Told::default();
        };
        let dirty = is_true(row, 1);
        let mut told = Told::default();
        for known in known {
            match version(known) {
                here if here == at && dirty => {
                    told.failed.push((known.migration.clone(), "its version is dirty".to_owned()));
                }
                here if here <= at => told.applied.push(known.migration.clone()),
                _ => {}
            }
        }
        told
    }

    /// A migration that comes late leaves the version where it is.
    fn applied(&self, table: &Table, known: &Known) -> Vec<Sql> {
        let version = version(known);
        let no = table.either("false", "0");
        vec![
            sql!("DELETE FROM {} WHERE version <= {}", table.name(), version),
            sql!(
                "INSERT INTO {} (version, dirty) SELECT {}, {} WHERE NOT EXISTS (SELECT 1 FROM {})",
                table.name(),
                version,
                no,
                table.name()
            ),
        ]
    }

    fn taken_back(&self, table: &Table, known: &Known) -> Vec<Sql> {
        let deleted = sql!("DELETE FROM {} WHERE version >= {}", table.name(), version(known));
        let before = known.previous.as_deref().and_then(|key| key.parse::<i64>().ok());
        let Some(before) = before else { return vec![deleted] };
        let no = table.either("false", "0");
        let lowered = sql!(
            "INSERT INTO {} (version, dirty) SELECT {}, {} WHERE NOT EXISTS (SELECT 1 FROM {})",
            table.name(),
            before,
            no,
            table.name()
        );
        vec![deleted, lowered]
    }

    fn begun(&self, table: &Table, known: &Known) -> Vec<Sql> {
        vec![
            sql!("DELETE FROM {}", table.name()),
            sql!(
                "INSERT INTO {} (version, dirty) VALUES ({}, {})",
                table.name(),
                version(known),
                table.either("true", "1")
            ),
        ]
    }
}

fn version(known: &Known) -> i64 {
    known.key.parse().unwrap_or_default()
}
