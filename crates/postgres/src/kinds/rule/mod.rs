//! Rewrite rules on tables and views (manual, CREATE RULE). Must not know the rule that is a view's query.

use evenkeel_core::dialect::Rank;
use evenkeel_core::sql::{Ident, Name, Sql};
use evenkeel_core::{
    Action, Bond, Cause, Disposition, Home, ObjectId, Outcome, Pair, Reaction, Slot, Step, View, sql,
};
use serde::{Deserialize, Serialize};

use super::host::{Firing, Host, or_replace};
use super::relation::{alter_table, class, plain_rank, reads_retyped};
use super::routine::is_routine;
use super::satellite::named_on_table;
use super::{Inventory, Kind, Site, Surroundings, view};
use crate::dialect::Postgres;
use crate::locks::Mode;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rule {
    pub schema: String,
    pub table: String,
    pub on: Host,
    pub name: String,
    /// The whole statement that makes it.
    #[serde(deserialize_with = "view::query")]
    pub definition: Sql,
    pub firing: Firing,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    Replace,
    Firing,
}

impl Rule {
    fn step(&self, action: Action, sql: Sql) -> Step {
        Step::new(&self.id(), action, sql).locking(self.on.lock(&self.id(), Mode::AccessExclusive))
    }

    fn set_firing(&self, action: Action) -> Step {
        let what = sql!("{} RULE {}", self.firing.words(), Ident::new(&self.name));
        Step::fusible(&self.id(), action, alter_table(&self.schema, &self.table), what)
            .locking(self.on.lock(&self.id(), Mode::AccessExclusive))
    }
}

impl Kind for Rule {
    const NAME: &'static str = "rule";
    const INSPECT: &'static str = include_str!("inspect.sql");
    const INVENTORY: Inventory = Inventory::plain(include_str!("inventory.sql"));
    type Change = Change;

    fn id(&self) -> ObjectId {
        ObjectId::new(Self::NAME, &[&self.schema, &self.table, &self.name])
    }

    fn reference(&self) -> Option<Sql> {
        Some(named_on_table("RULE", &self.id()))
    }

    fn surroundings(&self) -> Surroundings {
        Surroundings::Of(self.on.of(&self.id()), Bond::PartOf)
    }

    fn compare(pair: Pair<&Self>) -> Outcome<Change> {
        match (pair.map(|it| &it.definition).differs(), pair.map(|it| it.on).differs()) {
            (_, true) => Outcome::Recreate,
            (true, false) => Outcome::Alter(Change::Replace),
            (false, false) => Outcome::Alter(Change::Firing),
        }
    }

    fn reaction(_: Pair<&Self>, cause: &Cause<'_, Postgres>, own: Option<&Change>) -> Reaction<Change> {
        match (cause.what, own) {
            // The new rule does without it. But of several functions of one name it could still mean the one that goes.
            (Disposition::Drop, Some(Change::Replace)) if !is_routine(cause.id) => Reaction::Keep,
            (Disposition::Drop | Disposition::Recreate, _) => Reaction::Recreate,
            (Disposition::Alter(_), _) if reads_retyped(cause) => Reaction::Recreate,
            (Disposition::Alter(_) | Disposition::Create, _) => Reaction::Keep,
        }
    }

    fn home(&self, view: &View<'_, Postgres>, action: Action) -> Home {
        self.on.home(view, &self.id(), action)
    }

    fn rank(_: &ObjectId, action: Action) -> Rank {
        plain_rank(if action == Action::Drop { class::DROP_TRIGGER } else { class::RULE })
    }

    fn slots(&self) -> Vec<Slot> {
        vec![Slot(format!("rule {}\0{}\0{}", self.schema, self.table, self.name))]
    }

    fn create(&self, _: &Site<'_>) -> Vec<Step> {
        let firing = (self.firing != Firing::Origin).then(|| self.set_firing(Action::Create));
        std::iter::once(self.step(Action::Create, self.definition.clone())).chain(firing).collect()
    }

    fn drop(&self, _: &Site<'_>) -> Vec<Step> {
        let table = Name::new([self.schema.as_str(), &self.table]);
        vec![self.step(Action::Drop, sql!("DROP RULE {} ON {}", Ident::new(&self.name), table))]
    }

    fn alter(pair: Pair<&Self>, change: &Change, _: &Site<'_>) -> Vec<Step> {
        let Pair { old, new } = pair;
        let replaced = match change {
            Change::Replace => Some(new.step(Action::Alter, or_replace(&new.definition))),
            Change::Firing => None,
        };
        let firing = (old.firing != new.firing).then(|| new.set_firing(Action::Alter));
        replaced.into_iter().chain(firing).collect()
    }

    fn rename(id: &ObjectId, to: &str) -> Option<Step> {
        let sql = sql!("ALTER {} RENAME TO {}", named_on_table("RULE", id), Ident::new(to));
        Some(Step::new(id, Action::Rename, sql).locking(Host::Table.lock(id, Mode::AccessExclusive)))
    }
}
