//! The tie between a partition's index and the index of the partitioned table (ALTER INDEX … ATTACH PARTITION).
//! It can be made and never undone: it goes with either index, or when the partition is detached.

use evenkeel_core::dialect::Rank;
use evenkeel_core::sql::Name;
use evenkeel_core::{Action, Bond, Grip, Home, KindName, ObjectId, Outcome, Pair, Step, View, sql};
use serde::{Deserialize, Serialize};

use super::relation::{class, plain_rank, table_id};
use super::{Inventory, Kind, Site};
use crate::dialect::Postgres;
use crate::locks::Mode;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct IndexAttachment {
    pub schema: String,
    pub index: String,
    pub table: String,
    /// The type of the constraint that owns the index, if any.
    pub kind: Option<char>,
    pub parent_schema: String,
    pub parent: String,
    pub parent_table: String,
    pub parent_kind: Option<char>,
}

fn index_id(constraint: Option<char>, schema: &str, table: &str, name: &str) -> ObjectId {
    let of_kind = |kind: KindName| ObjectId::new(kind, &[schema, table, name]);
    match constraint {
        Some('p') => of_kind("primary_key"),
        Some('u') => of_kind("unique"),
        Some(_) => of_kind("exclusion"),
        None => ObjectId::new("index", &[schema, name]),
    }
}

impl IndexAttachment {
    pub(crate) fn child_id(&self) -> ObjectId {
        index_id(self.kind, &self.schema, &self.table, &self.index)
    }

    pub(crate) fn parent_id(&self) -> ObjectId {
        index_id(self.parent_kind, &self.parent_schema, &self.parent_table, &self.parent)
    }

    pub(crate) fn partition_id(&self) -> ObjectId {
        table_id(&self.schema, &self.table).as_kind("partition")
    }
}

impl Kind for IndexAttachment {
    const NAME: &'static str = "index_attachment";
    const INSPECT: &'static str = include_str!("inspect.sql");
    const INVENTORY: Inventory = Inventory::linking(include_str!("inventory.sql"));
    type Change = ();

    fn id(&self) -> ObjectId {
        ObjectId::new(Self::NAME, &[&self.schema, &self.index])
    }

    fn bonds(&self) -> Vec<(ObjectId, Bond)> {
        vec![
            (self.child_id(), Bond::PartOf),
            (self.parent_id(), Bond::PartOf),
            (self.partition_id(), Bond::PartOf),
        ]
    }

    fn compare(_: Pair<&Self>) -> Outcome<()> {
        Outcome::Recreate
    }

    fn home(&self, view: &View<'_, Postgres>, action: Action) -> Home {
        // Detaching the table comes first when it comes at all: nothing else frees an index that stays.
        let owners = [self.partition_id(), self.child_id(), self.parent_id()];
        match owners.into_iter().find(|owner| view.acts(owner, Action::Drop)) {
            Some(owner) if action == Action::Drop => Home::Within(owner, Grip::Firm),
            _ => Home::Apart,
        }
    }

    fn rank(_: &ObjectId, action: Action) -> Rank {
        plain_rank(if action == Action::Drop { class::DROP_LINK } else { class::INDEX_LINK })
    }

    fn create(&self, _: &Site<'_>) -> Vec<Step> {
        let parent = Name::new([self.parent_schema.as_str(), &self.parent]);
        let child = Name::new([self.schema.as_str(), &self.index]);
        let sql = sql!("ALTER INDEX {} ATTACH PARTITION {}", parent, child);
        let step = Step::new(&self.id(), Action::Create, sql)
            .locking(Mode::ShareUpdateExclusive.on(&self.parent_schema, &self.parent_table))
            .locking(Mode::AccessExclusive.on(&self.schema, &self.table));
        vec![step]
    }

    fn drop(&self, _: &Site<'_>) -> Vec<Step> {
        Vec::new()
    }

    fn alter(_: Pair<&Self>, (): &(), _: &Site<'_>) -> Vec<Step> {
        Vec::new()
    }
}
