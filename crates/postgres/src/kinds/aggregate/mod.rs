//! Aggregate functions: plain, ordered-set and hypothetical-set (manual, CREATE AGGREGATE).

use evenkeel_core::dialect::Rank;
use evenkeel_core::sql::{Ident, Name, Sql};
use evenkeel_core::{Action, Cause, Disposition, ObjectId, Outcome, Pair, Reaction, Slot, Step, sql};
use serde::{Deserialize, Serialize};

use super::relation::{class, plain_rank, reads_retyped, routine_slot};
use super::satellite::with_signature;
use super::{Inventory, Kind, Site};
use crate::dialect::Postgres;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Aggregate {
    pub schema: String,
    pub name: String,
    /// With names and modes.
    pub arguments: Sql,
    /// What tells it from others of its name; `*` when it takes nothing.
    pub signature: String,
    pub result: Sql,
    pub kind: AggregateKind,
    /// The options between the parentheses.
    pub definition: Sql,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AggregateKind {
    #[serde(rename = "n")]
    Plain,
    #[serde(rename = "o")]
    OrderedSet,
    #[serde(rename = "h")]
    HypotheticalSet,
}

impl Aggregate {
    fn declaration(&self, head: &'static str) -> Sql {
        let name = Name::new([self.schema.as_str(), &self.name]);
        sql!("{} {}({}) (\n    {}\n)", Sql::raw(head), name, self.arguments, self.definition)
    }
}

impl Kind for Aggregate {
    const NAME: &'static str = "aggregate";
    const INSPECT: &'static str = include_str!("inspect.sql");
    const INVENTORY: Inventory = Inventory::plain(include_str!("inventory.sql"));
    /// Replaced where it stands.
    type Change = ();

    fn id(&self) -> ObjectId {
        ObjectId::with_signature(Self::NAME, &[&self.schema, &self.name], &self.signature)
    }

    fn reference(&self) -> Option<Sql> {
        Some(with_signature("AGGREGATE", &self.id()))
    }

    fn compare(pair: Pair<&Self>) -> Outcome<()> {
        let kept = |it: &Self| (it.arguments.clone(), it.result.clone(), it.kind);
        if pair.map(kept).differs() { Outcome::Recreate } else { Outcome::Alter(()) }
    }

    fn reaction(_: Pair<&Self>, cause: &Cause<'_, Postgres>, _: Option<&()>) -> Reaction<()> {
        match cause.what {
            Disposition::Drop | Disposition::Recreate => Reaction::Recreate,
            Disposition::Alter(_) if reads_retyped(cause) => Reaction::Recreate,
            Disposition::Alter(_) | Disposition::Create => Reaction::Keep,
        }
    }

    fn rank(_: &ObjectId, action: Action) -> Rank {
        plain_rank(if action == Action::Drop { class::DROP_ROUTINE } else { class::ROUTINE })
    }

    fn slots(&self) -> Vec<Slot> {
        vec![routine_slot(&self.schema, &self.name, self.signature.trim_matches('*'))]
    }

    fn create(&self, _: &Site<'_>) -> Vec<Step> {
        vec![Step::new(&self.id(), Action::Create, self.declaration("CREATE AGGREGATE"))]
    }

    fn drop(&self, _: &Site<'_>) -> Vec<Step> {
        let reference = with_signature("AGGREGATE", &self.id());
        vec![Step::new(&self.id(), Action::Drop, sql!("DROP {}", reference))]
    }

    fn alter(pair: Pair<&Self>, (): &(), _: &Site<'_>) -> Vec<Step> {
        let sql = pair.new.declaration("CREATE OR REPLACE AGGREGATE");
        vec![Step::new(&pair.new.id(), Action::Alter, sql)]
    }

    fn rename(id: &ObjectId, to: &str) -> Option<Step> {
        let sql = sql!("ALTER {} RENAME TO {}", with_signature("AGGREGATE", id), Ident::new(to));
        Some(Step::new(id, Action::Rename, sql))
    }
}
