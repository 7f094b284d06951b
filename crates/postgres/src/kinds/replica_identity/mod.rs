//! What logical replication tells rows apart by (ALTER TABLE … REPLICA IDENTITY). Apart from the table because it
//! may name an index that comes later.

use evenkeel_core::dialect::Rank;
use evenkeel_core::sql::{Ident, Sql};
use evenkeel_core::{Action, Bond, Home, ObjectId, Outcome, Pair, Step, View, sql};
use serde::{Deserialize, Serialize};

use super::relation::{alter_table, class, dropped_with, plain_rank, table_id};
use super::{Inventory, Kind, Site};
use crate::dialect::Postgres;
use crate::locks::Mode;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReplicaIdentity {
    pub schema: String,
    pub table: String,
    pub mode: Identifies,
    pub index: Option<String>,
    /// The type of the constraint that owns the index, if any.
    pub kind: Option<char>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Identifies {
    #[serde(rename = "n")]
    Nothing,
    #[serde(rename = "f")]
    Full,
    #[serde(rename = "i")]
    Index,
}

impl ReplicaIdentity {
    fn step(&self, action: Action, what: &Sql) -> Vec<Step> {
        let part = sql!("REPLICA IDENTITY {}", what);
        let step = Step::fusible(&self.id(), action, alter_table(&self.schema, &self.table), part);
        vec![step.locking(Mode::AccessExclusive.on(&self.schema, &self.table))]
    }

    fn set(&self, action: Action) -> Vec<Step> {
        let index = self.index.as_deref().unwrap_or_default();
        match self.mode {
            Identifies::Nothing => self.step(action, &Sql::raw("NOTHING")),
            Identifies::Full => self.step(action, &Sql::raw("FULL")),
            Identifies::Index => self.step(action, &sql!("USING INDEX {}", Ident::new(index))),
        }
    }

    fn index_id(&self) -> Option<ObjectId> {
        let index = self.index.as_deref()?;
        Some(match self.kind {
            Some('p') => ObjectId::new("primary_key", &[&self.schema, &self.table, index]),
            Some(_) => ObjectId::new("unique", &[&self.schema, &self.table, index]),
            None => ObjectId::new("index", &[&self.schema, index]),
        })
    }
}

impl Kind for ReplicaIdentity {
    const NAME: &'static str = "replica_identity";
    const INSPECT: &'static str = include_str!("inspect.sql");
    const INVENTORY: Inventory = Inventory::linking(include_str!("inventory.sql"));
    type Change = ();

    fn id(&self) -> ObjectId {
        ObjectId::new(Self::NAME, &[&self.schema, &self.table])
    }

    fn bonds(&self) -> Vec<(ObjectId, Bond)> {
        let index = self.index_id().map(|index| (index, Bond::Needs));
        std::iter::once((table_id(&self.schema, &self.table), Bond::PartOf)).chain(index).collect()
    }

    fn compare(_: Pair<&Self>) -> Outcome<()> {
        Outcome::Alter(())
    }

    fn home(&self, view: &View<'_, Postgres>, action: Action) -> Home {
        match action {
            Action::Drop => dropped_with(view, &[table_id(&self.schema, &self.table)]),
            Action::Alter | Action::Create | Action::Rename => Home::Apart,
        }
    }

    fn rank(_: &ObjectId, action: Action) -> Rank {
        plain_rank(if action == Action::Drop { class::DROP_LINK } else { class::AFTER_INDEX })
    }

    fn create(&self, _: &Site<'_>) -> Vec<Step> {
        self.set(Action::Create)
    }

    fn drop(&self, _: &Site<'_>) -> Vec<Step> {
        self.step(Action::Drop, &Sql::raw("DEFAULT"))
    }

    fn alter(pair: Pair<&Self>, (): &(), _: &Site<'_>) -> Vec<Step> {
        pair.new.set(Action::Alter)
    }
}
