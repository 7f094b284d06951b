//! Triggers on tables, views and foreign tables (manual, CREATE TRIGGER). The trigger of a partitioned table is cloned
//! to its partitions by PostgreSQL; see `cloned_trigger` for what such a clone can have of its own.

use evenkeel_core::dialect::Rank;
use evenkeel_core::sql::{Ident, Name, Sql};
use evenkeel_core::{
    Action, Bond, Cause, Disposition, Home, ObjectId, Outcome, Pair, Reaction, Slot, Step, View, sql,
};
use serde::{Deserialize, Serialize};

use super::host::{Firing, Host, or_replace};
use super::relation::{alter_table, class, plain_rank, reads_retyped};
use super::satellite::named_on_table;
use super::{Inventory, Kind, Site, Surroundings};
use crate::dialect::Postgres;
use crate::locks::Mode;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Trigger {
    pub schema: String,
    pub table: String,
    pub on: Host,
    pub name: String,
    /// The whole statement that makes it.
    #[serde(deserialize_with = "crate::canonical::sql")]
    pub definition: Sql,
    pub constraint: bool,
    pub firing: Firing,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    Replace,
    Firing,
}

impl Trigger {
    fn step(&self, action: Action, sql: Sql, mode: Mode) -> Step {
        Step::new(&self.id(), action, sql).locking(self.on.lock(&self.id(), mode))
    }

    /// It reaches the partitions.
    fn set_firing(&self, action: Action) -> Step {
        let what = sql!("{} TRIGGER {}", self.firing.words(), Ident::new(&self.name));
        Step::fusible(&self.id(), action, alter_table(&self.schema, &self.table), what)
            .locking(self.on.lock(&self.id(), Mode::ShareRowExclusive))
    }

    fn unusual_firing(&self, action: Action) -> Option<Step> {
        (self.firing != Firing::Origin).then(|| self.set_firing(action))
    }
}

impl Kind for Trigger {
    const NAME: &'static str = "trigger";
    const INSPECT: &'static str = include_str!("inspect.sql");
    const INVENTORY: Inventory = Inventory::plain(include_str!("inventory.sql"));
    type Change = Change;

    fn id(&self) -> ObjectId {
        ObjectId::new(Self::NAME, &[&self.schema, &self.table, &self.name])
    }

    fn reference(&self) -> Option<Sql> {
        Some(named_on_table("TRIGGER", &self.id()))
    }

    fn surroundings(&self) -> Surroundings {
        Surroundings::Of(self.on.of(&self.id()), Bond::PartOf)
    }

    /// PostgreSQL replaces no constraint trigger.
    fn compare(pair: Pair<&Self>) -> Outcome<Change> {
        let replaced = pair.map(|it| &it.definition).differs();
        match (replaced, pair.old.constraint || pair.new.constraint || pair.old.on != pair.new.on) {
            (true, true) => Outcome::Recreate,
            (true, false) => Outcome::Alter(Change::Replace),
            (false, _) => Outcome::Alter(Change::Firing),
        }
    }

    fn reaction(_: Pair<&Self>, cause: &Cause<'_, Postgres>, own: Option<&Change>) -> Reaction<Change> {
        // A trigger's own function has no arguments, so its name means only one.
        let overloaded = cause.id.signature().is_some_and(|arguments| !arguments.is_empty());
        match (cause.what, own) {
            (Disposition::Drop, Some(Change::Replace)) if !overloaded => Reaction::Keep,
            (Disposition::Drop | Disposition::Recreate, _) => Reaction::Recreate,
            (Disposition::Alter(_), _) if reads_retyped(cause) => Reaction::Recreate,
            (Disposition::Alter(_) | Disposition::Create, _) => Reaction::Keep,
        }
    }

    fn home(&self, view: &View<'_, Postgres>, action: Action) -> Home {
        self.on.home(view, &self.id(), action)
    }

    fn rank(_: &ObjectId, action: Action) -> Rank {
        plain_rank(if action == Action::Drop { class::DROP_TRIGGER } else { class::TRIGGER })
    }

    fn slots(&self) -> Vec<Slot> {
        vec![Slot(format!("trigger {}\0{}\0{}", self.schema, self.table, self.name))]
    }

    fn create(&self, _: &Site<'_>) -> Vec<Step> {
        let step = self.step(Action::Create, self.definition.clone(), Mode::ShareRowExclusive);
        std::iter::once(step).chain(self.unusual_firing(Action::Create)).collect()
    }

    fn drop(&self, _: &Site<'_>) -> Vec<Step> {
        let table = Name::new([self.schema.as_str(), &self.table]);
        let sql = sql!("DROP TRIGGER {} ON {}", Ident::new(&self.name), table);
        vec![self.step(Action::Drop, sql, Mode::AccessExclusive)]
    }

    /// A trigger that is replaced fires again as triggers usually do.
    fn alter(pair: Pair<&Self>, change: &Change, _: &Site<'_>) -> Vec<Step> {
        let new = pair.new;
        match change {
            Change::Replace => {
                let step = new.step(Action::Alter, or_replace(&new.definition), Mode::ShareRowExclusive);
                std::iter::once(step).chain(new.unusual_firing(Action::Alter)).collect()
            }
            Change::Firing => vec![new.set_firing(Action::Alter)],
        }
    }

    fn rename(id: &ObjectId, to: &str) -> Option<Step> {
        let sql = sql!("ALTER {} RENAME TO {}", named_on_table("TRIGGER", id), Ident::new(to));
        Some(Step::new(id, Action::Rename, sql).locking(Host::Table.lock(id, Mode::AccessExclusive)))
    }
}
