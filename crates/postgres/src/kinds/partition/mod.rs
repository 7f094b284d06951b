//! The tie between a partition and its partitioned table (ATTACH and DETACH PARTITION). A partition is made as a
//! table like any other, with its indexes and constraints, and attached when it is whole; so it can be detached,
//! attached elsewhere or given another bound without losing a row.

use evenkeel_core::dialect::Rank;
use evenkeel_core::sql::{Name, Sql};
use evenkeel_core::{Action, Bond, Cause, Danger, Disposition, Home, ObjectId, Outcome, Pair, Reaction, Slot, Step, View, sql};
use serde::{Deserialize, Serialize};

use super::relation::{class, dropped_with, plain_rank, table_id};
use super::{Aside, Inventory, Kind, Site};
use crate::dialect::Postgres;
use crate::preflight::{Asker, Question};
use crate::locks::Mode;

mod questions;

pub(crate) use questions::inside;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Partition {
    pub schema: String,
    pub table: String,
    pub parent_schema: String,
    pub parent: String,
    /// `FOR VALUES …` or `DEFAULT`.
    pub bound: Sql,
    /// Foreign keys refer to the partitioned table: only detaching frees a partition from them.
    #[serde(default, skip_serializing)]
    pub referenced: Aside<bool>,
}

impl Partition {
    pub(crate) fn child_id(&self) -> ObjectId {
        table_id(&self.schema, &self.table)
    }

    pub(crate) fn parent_id(&self) -> ObjectId {
        table_id(&self.parent_schema, &self.parent)
    }

    fn step(&self, action: Action, sql: Sql, parent: Mode) -> Step {
        Step::new(&self.id(), action, sql)
            .locking(parent.on(&self.parent_schema, &self.parent))
            .locking(Mode::AccessExclusive.on(&self.schema, &self.table))
    }

    fn names(&self) -> (Name, Name) {
        (Name::from(&self.parent_id()), Name::from(&self.child_id()))
    }
}

impl Kind for Partition {
    const NAME: &'static str = "partition";
    const INSPECT: &'static str = include_str!("inspect.sql");
    const INVENTORY: Inventory = Inventory::linking(include_str!("inventory.sql"));
    type Change = ();

    fn id(&self) -> ObjectId {
        ObjectId::new(Self::NAME, &[&self.schema, &self.table])
    }

    fn bonds(&self) -> Vec<(ObjectId, Bond)> {
        vec![(self.child_id(), Bond::PartOf), (self.parent_id(), Bond::PartOf)]
    }

    fn compare(_: Pair<&Self>) -> Outcome<()> {
        Outcome::Recreate
    }

    /// A partition of a table that is made anew has to be attached to the new one.
    fn reaction(_: Pair<&Self>, cause: &Cause<'_, Postgres>, _: Option<&()>) -> Reaction<()> {
        match cause.what {
            Disposition::Drop | Disposition::Recreate => Reaction::Recreate,
            Disposition::Alter(_) | Disposition::Create => Reaction::Keep,
        }
    }

    fn home(&self, view: &View<'_, Postgres>, action: Action) -> Home {
        match action {
            Action::Drop if !self.referenced.0 => dropped_with(view, &[self.child_id()]),
            Action::Drop | Action::Alter | Action::Create | Action::Rename => Home::Apart,
        }
    }

    fn rank(_: &ObjectId, action: Action) -> Rank {
        plain_rank(if action == Action::Drop { class::DROP_LINK } else { class::LINK })
    }

    /// Two partitions of one parent cannot hold the same values at one time.
    fn slots(&self) -> Vec<Slot> {
        vec![Slot(format!("bounds {}\0{}", self.parent_schema, self.parent))]
    }

    fn create(&self, _: &Site<'_>) -> Vec<Step> {
        let (parent, child) = self.names();
        let sql = sql!("ALTER TABLE ONLY {} ATTACH PARTITION {} {}", parent, child, self.bound);
        let step = self.step(Action::Create, sql, Mode::ShareUpdateExclusive);
        vec![step.risking(Danger::MayFail, "rows outside the bound stop it")]
    }

    fn drop(&self, _: &Site<'_>) -> Vec<Step> {
        let (parent, child) = self.names();
        let sql = sql!("ALTER TABLE ONLY {} DETACH PARTITION {}", parent, child);
        let step = self.step(Action::Drop, sql, Mode::AccessExclusive);
        match self.referenced.0 {
            true => vec![step.risking(Danger::MayFail, "rows that foreign keys refer to stop it")],
            false => vec![step],
        }
    }

    fn alter(_: Pair<&Self>, (): &(), _: &Site<'_>) -> Vec<Step> {
        Vec::new()
    }

    fn questions(pair: Pair<Option<&Self>>, asker: &Asker<'_>) -> Vec<Question> {
        questions::about(pair.new, asker)
    }
}
