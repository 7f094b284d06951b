//! The tie between a child table and one of its parents (manual, 5.11). Must not know partitions.

use evenkeel_core::dialect::Rank;
use evenkeel_core::sql::{Name, Sql};
use evenkeel_core::{Action, Bond, Grip, Home, ObjectId, Outcome, Pair, Step, View, sql};
use serde::{Deserialize, Serialize};

use super::relation::{alter_table, class, dropped_with, plain_rank, table_id};
use super::{Aside, Contribution, Inventory, Kind, Site, Surroundings};
use crate::dialect::Postgres;
use crate::locks::Mode;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Inheritance {
    pub schema: String,
    pub table: String,
    pub parent_schema: String,
    pub parent: String,
    #[serde(default, skip_serializing)]
    pub position: Aside<i32>,
}

impl Inheritance {
    pub(crate) fn child_id(&self) -> ObjectId {
        table_id(&self.schema, &self.table)
    }

    pub(crate) fn parent_id(&self) -> ObjectId {
        table_id(&self.parent_schema, &self.parent)
    }

    pub(crate) fn parent_name(&self) -> Name {
        Name::from(&self.parent_id())
    }

    fn step(&self, action: Action, what: &Sql) -> Vec<Step> {
        let sql = sql!("{} {} {}", alter_table(&self.schema, &self.table), what, self.parent_name());
        let step = Step::new(&self.id(), action, sql)
            .locking(Mode::AccessExclusive.on(&self.schema, &self.table))
            .locking(Mode::ShareUpdateExclusive.on(&self.parent_schema, &self.parent));
        vec![step]
    }
}

impl Kind for Inheritance {
    const NAME: &'static str = "inheritance";
    const INSPECT: &'static str = include_str!("inspect.sql");
    const INVENTORY: Inventory = Inventory::linking(include_str!("inventory.sql"));
    type Change = ();

    fn id(&self) -> ObjectId {
        ObjectId::new(Self::NAME, &[&self.schema, &self.table, &self.parent_schema, &self.parent])
    }

    /// Its path names two tables; the bonds tell which is which.
    fn surroundings(&self) -> Surroundings {
        Surroundings::Nothing
    }

    fn bonds(&self) -> Vec<(ObjectId, Bond)> {
        vec![(self.child_id(), Bond::PartOf), (self.parent_id(), Bond::Needs)]
    }

    fn compare(_: Pair<&Self>) -> Outcome<()> {
        Outcome::Same
    }

    fn home(&self, view: &View<'_, Postgres>, action: Action) -> Home {
        let child = self.child_id();
        match action {
            Action::Create if view.acts(&child, Action::Create) => Home::Within(child, Grip::Firm),
            Action::Drop => dropped_with(view, &[child]),
            Action::Alter | Action::Create | Action::Rename => Home::Apart,
        }
    }

    fn rank(_: &ObjectId, action: Action) -> Rank {
        plain_rank(if action == Action::Drop { class::DROP_LINK } else { class::LINK })
    }

    fn contribution(&self, _: &Site<'_>) -> Contribution {
        Contribution { parent: Some((self.position.0, self.parent_name())), ..Contribution::default() }
    }

    fn create(&self, _: &Site<'_>) -> Vec<Step> {
        self.step(Action::Create, &Sql::raw("INHERIT"))
    }

    fn drop(&self, _: &Site<'_>) -> Vec<Step> {
        self.step(Action::Drop, &Sql::raw("NO INHERIT"))
    }

    fn alter(_: Pair<&Self>, (): &(), _: &Site<'_>) -> Vec<Step> {
        Vec::new()
    }
}
