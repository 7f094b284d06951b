//! Extended statistics (manual, CREATE STATISTICS): what the planner is to know of several columns together.

use evenkeel_core::dialect::Rank;
use evenkeel_core::sql::{Ident, Name, Sql};
use evenkeel_core::{Action, Bond, Grip, Home, ObjectId, Outcome, Pair, Slot, Step, View, sql};
use serde::{Deserialize, Serialize};

use super::relation::{class, dropped_with, part_of, plain_rank, table_id};
use super::satellite::named;
use super::{Inventory, Kind, Site};
use crate::dialect::Postgres;
use crate::locks::Mode;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Statistics {
    pub schema: String,
    pub name: String,
    pub table_schema: String,
    pub table: String,
    /// What follows the name: `(dependencies) ON a, b FROM public.t`.
    #[serde(deserialize_with = "crate::canonical::sql")]
    pub definition: Sql,
    pub target: Option<i32>,
}

impl Statistics {
    fn qualified(&self) -> Name {
        Name::new([self.schema.as_str(), &self.name])
    }

    fn table_id(&self) -> ObjectId {
        table_id(&self.table_schema, &self.table)
    }

    fn step(&self, action: Action, sql: Sql) -> Step {
        Step::new(&self.id(), action, sql).locking(Mode::ShareUpdateExclusive.on(&self.table_schema, &self.table))
    }

    fn set_target(&self, action: Action) -> Step {
        let target = self.target.unwrap_or(-1);
        self.step(action, sql!("ALTER STATISTICS {} SET STATISTICS {}", self.qualified(), target))
    }
}

impl Kind for Statistics {
    const NAME: &'static str = "statistics";
    const INSPECT: &'static str = include_str!("inspect.sql");
    const INVENTORY: Inventory = Inventory::plain(include_str!("inventory.sql"));
    /// Another target.
    type Change = ();

    fn id(&self) -> ObjectId {
        ObjectId::new(Self::NAME, &[&self.schema, &self.name])
    }

    fn reference(&self) -> Option<Sql> {
        Some(named("STATISTICS", &self.id()))
    }

    fn bonds(&self) -> Vec<(ObjectId, Bond)> {
        vec![(self.table_id(), Bond::PartOf)]
    }

    fn compare(pair: Pair<&Self>) -> Outcome<()> {
        let essence = |it: &Self| (it.table_id(), it.definition.clone());
        if pair.map(essence).differs() { Outcome::Recreate } else { Outcome::Alter(()) }
    }

    fn home(&self, view: &View<'_, Postgres>, action: Action) -> Home {
        let table = self.table_id();
        match action {
            Action::Drop if view.acts(&table, Action::Drop) => Home::Within(table, Grip::Firm),
            Action::Drop => dropped_with(view, &part_of(view.catalogs.old, &self.id(), &["column"])),
            Action::Alter | Action::Create | Action::Rename => Home::Apart,
        }
    }

    fn rank(_: &ObjectId, action: Action) -> Rank {
        plain_rank(if action == Action::Drop { class::DROP_INDEX } else { class::INDEX })
    }

    fn slots(&self) -> Vec<Slot> {
        vec![Slot(format!("statistics {}\0{}", self.schema, self.name))]
    }

    fn create(&self, _: &Site<'_>) -> Vec<Step> {
        let sql = sql!("CREATE STATISTICS {} {}", self.qualified(), self.definition);
        let target = self.target.map(|_| self.set_target(Action::Create));
        std::iter::once(self.step(Action::Create, sql)).chain(target).collect()
    }

    fn drop(&self, _: &Site<'_>) -> Vec<Step> {
        vec![self.step(Action::Drop, sql!("DROP STATISTICS {}", self.qualified()))]
    }

    fn alter(pair: Pair<&Self>, (): &(), _: &Site<'_>) -> Vec<Step> {
        vec![pair.new.set_target(Action::Alter)]
    }

    fn rename(id: &ObjectId, to: &str) -> Option<Step> {
        let sql = sql!("ALTER STATISTICS {} RENAME TO {}", Name::from(id), Ident::new(to));
        Some(Step::new(id, Action::Rename, sql))
    }
}
