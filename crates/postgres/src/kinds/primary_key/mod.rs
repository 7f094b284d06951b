//! Primary keys (manual, 5.5.4).

use evenkeel_core::dialect::Rank;
use evenkeel_core::{Action, Home, ObjectId, Outcome, Pair, Slot, Step, View};
use serde::{Deserialize, Serialize};

use super::backed::{self, Backed};
use super::relation::table_rank;
use super::{ColumnNames, Contribution, Kind, Site};
use crate::dialect::Postgres;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PrimaryKey {
    pub backed: Backed,
}

impl Kind for PrimaryKey {
    const NAME: &'static str = "primary_key";
    const INSPECT: &'static str = include_str!("inspect.sql");
    const COMMENT_WORD: Option<&'static str> = Some("CONSTRAINT");
    type Change = ();

    fn id(&self) -> ObjectId {
        self.backed.id(Self::NAME)
    }

    fn compare(pair: Pair<&Self>) -> Outcome<()> {
        Backed::compare(pair.map(|it| &it.backed))
    }

    fn home(&self, view: &View<'_, Postgres>, action: Action) -> Home {
        self.backed.home(view, &self.id(), action)
    }

    fn rank(id: &ObjectId, action: Action) -> Rank {
        table_rank(id, if action == Action::Drop { 0 } else { 8 })
    }

    fn slots(&self) -> Vec<Slot> {
        self.backed.slots()
    }

    fn complete(&mut self, names: &ColumnNames<'_>) {
        self.backed.complete(names);
    }

    fn contribution(&self, _: &Site<'_>) -> Contribution {
        self.backed.contribution(&self.id())
    }

    fn create(&self, _: &Site<'_>) -> Vec<Step> {
        self.backed.create(&self.id())
    }

    fn drop(&self, _: &Site<'_>) -> Vec<Step> {
        self.backed.drop(&self.id())
    }

    fn alter(pair: Pair<&Self>, (): &(), _: &Site<'_>) -> Vec<Step> {
        Backed::alter_steps(pair.map(|it| &it.backed), &pair.new.id())
    }

    fn rename(id: &ObjectId, to: &str) -> Option<Step> {
        backed::rename(id, to)
    }
}
