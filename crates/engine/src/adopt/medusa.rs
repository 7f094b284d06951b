//! Medusa 2: one table of MikroORM's for the migrations of all modules, whatever module they are of. What links there are
//! stands in a table that Medusa keeps itself when it makes their tables.

use std::collections::BTreeSet;

use evenkeel_core::{Literal, Sql, sql};
use evenkeel_sources::layout::Runs;

use super::mikro_orm::MikroOrm;
use super::table::Table;
use super::{Known, Rows, Rules, TheirLock, Told};

pub(super) struct Medusa;

impl Rules for Medusa {
    fn usual_place(&self) -> (&'static str, &'static str) {
        MikroOrm.usual_place()
    }

    fn columns(&self, table: &Table) -> Sql {
        MikroOrm.columns(table)
    }

    fn read(&self, table: &Table) -> Sql {
        MikroOrm.read(table)
    }

    fn told(&self, rows: &Rows, known: &[Known]) -> Told {
        MikroOrm.told(rows, known)
    }

    fn applied(&self, table: &Table, known: &Known) -> Vec<Sql> {
        match known.runs {
            Runs::Once => MikroOrm.applied(table, known),
            Runs::OnChange => Vec::new(),
        }
    }

    fn taken_back(&self, table: &Table, known: &Known) -> Vec<Sql> {
        match known.runs {
            Runs::Once => MikroOrm.taken_back(table, known),
            Runs::OnChange => Vec::new(),
        }
    }

    /// By these Medusa knows which tables were links that are declared no more.
    fn consulted(&self, table: &Table) -> Option<Sql> {
        let name = table.beside_it("link_module_migrations");
        let again =
            sql!("INSERT INTO {} (table_name, link_descriptor) VALUES (%L, %L) ON CONFLICT DO NOTHING", name);
        Some(sql!(
            "SELECT pg_catalog.format({}, table_name, link_descriptor) FROM {} ORDER BY id",
            Literal(again.as_str()),
            name
        ))
    }

    /// Medusa locks each module while it migrates it. The lock of a link it takes itself, wherever it is run.
    fn lock(&self, _: &Table, known: &[Known], _: &str) -> TheirLock {
        let modules: BTreeSet<&str> = known.iter().filter_map(|one| one.module.as_deref()).collect();
        TheirLock::Words(
            modules.into_iter().map(|module| ["db-module-migration:", module].concat()).collect(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::adopt::Beside;
    use crate::adopt::Mode;
    use evenkeel_sources::layout::Layout;
    use evenkeel_sources::lexer::Dialect;

    fn known(key: &str, module: Option<&str>, runs: Runs) -> Known {
        Known {
            migration: key.to_owned(),
            key: key.to_owned(),
            title: String::new(),
            module: module.map(str::to_owned),
            file: String::new(),
            text: "".into(),
            when: None,
            runs,
            previous: None,
        }
    }

    #[test]
    fn modules_are_locked_and_links_are_left_to_medusa() {
        let beside = Beside { tool: Layout::Medusa, mode: Mode::Guest, schema: None, table: None };
        let table = Table::of(&beside, &Medusa, Dialect::Postgres);
        let [one, two] = ["Migration1", "Migration2"].map(|key| known(key, Some("review"), Runs::Once));
        let links = known("links", None, Runs::OnChange);
        assert!(Medusa.applied(&table, &links).is_empty() && Medusa.taken_back(&table, &links).is_empty());
        assert_eq!(Medusa.applied(&table, &one), MikroOrm.applied(&table, &one));
        assert_eq!(
            Medusa.lock(&table, &[one, two, links], "shop"),
            TheirLock::Words(vec!["db-module-migration:review".to_owned()])
        );
    }
}
