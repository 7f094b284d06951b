//! Alembic: `alembic_version` with a single row, the revision up to which everything is applied.

use evenkeel_core::{Literal, Sql, sql};

use super::table::Table;
use super::{Known, Rows, Rules, Told, cell, strangers};

pub(super) struct Alembic;

impl Rules for Alembic {
    fn usual_place(&self) -> (&'static str, &'static str) {
        ("public", "alembic_version")
    }

    fn columns(&self, table: &Table) -> Sql {
        let key = [table.bare.as_str(), "_pkc"].concat();
        sql!(
            "(version_num varchar(32) NOT NULL, CONSTRAINT {} PRIMARY KEY (version_num))",
            evenkeel_core::Name::new([key.as_str()])
        )
    }

    fn read(&self, table: &Table) -> Sql {
        sql!("SELECT version_num FROM {}", table.name())
    }

    /// A revision that no file makes is one that Alembic cannot locate.
    fn told(&self, rows: &Rows, known: &[Known]) -> Told {
        let newest = || rows.iter().filter_map(|row| cell(row, 0));
        let is_newest = |known: &Known| newest().any(|key| known.key == key);
        let applied = known.iter().rposition(is_newest).map_or(0, |at| at + 1);
        let applied = known.iter().take(applied).map(|known| known.migration.clone()).collect();
        Told { applied, missing: strangers(newest(), known), ..Told::default() }
    }

    fn applied(&self, table: &Table, known: &Known) -> Vec<Sql> {
        stands_at(table, Some(&known.key))
    }

    fn taken_back(&self, table: &Table, known: &Known) -> Vec<Sql> {
        stands_at(table, known.previous.as_deref())
    }
}

fn stands_at(table: &Table, revision: Option<&str>) -> Vec<Sql> {
    let emptied = sql!("DELETE FROM {}", table.name());
    let written = revision
        .map(|revision| sql!("INSERT INTO {} (version_num) VALUES ({})", table.name(), Literal(revision)));
    std::iter::once(emptied).chain(written).collect()
}
