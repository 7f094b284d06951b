//! Check constraints on tables (manual, 5.5.1), handed down to children unless NO INHERIT.

use evenkeel_core::dialect::Rank;
use evenkeel_core::sql::{Ident, Sql};
use evenkeel_core::{Action, Cause, Danger, Disposition, Grip, Home, ObjectId, Outcome, Pair, Reaction, Slot, Step, View, sql};
use serde::{Deserialize, Serialize};

use super::relation::{
    alter_table, constraint_slot, dropped_with, dropped_with_columns, handed_down, inherited_from, table_id, table_rank,
};
use super::satellite::named_on_table;
use super::proof::{Proof, validating};
use super::{Aside, Contribution, Inventory, Kind, Reach, Site, backed};
use crate::dialect::Postgres;
use crate::preflight::{Asker, Question};
use crate::locks::Mode;

mod questions;

pub(crate) use questions::condition;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Check {
    pub schema: String,
    pub table: String,
    pub name: String,
    #[serde(deserialize_with = "crate::canonical::sql")]
    pub definition: Sql,
    #[serde(default = "yes")]
    pub validated: bool,
    #[serde(default = "yes")]
    pub local: bool,
    #[serde(default, skip_serializing)]
    pub inherited: Aside<bool>,
    #[serde(default, skip_serializing)]
    pub in_partition: Aside<bool>,
}

/// What a row that says nothing about it means.
fn yes() -> bool {
    true
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    Validate,
    /// It becomes the child's own, or only the parent's; linking the tables does it.
    Locality,
}

impl Check {
    fn declaration(&self) -> Sql {
        sql!("CONSTRAINT {} {}", Ident::new(&self.name), self.definition)
    }

    /// How it is added to its table.
    pub(crate) fn adding(&self, proof: Proof) -> Sql {
        sql!("ADD {}{}", self.declaration(), proof.words())
    }

    fn step(&self, action: Action, what: Sql, mode: Mode) -> Step {
        Step::fusible(&self.id(), action, alter_table(&self.schema, &self.table), what)
            .locking(mode.on(&self.schema, &self.table))
    }

    /// A plain child has it by inheriting. Partitions are made whole and attached.
    fn is_inherited_only(&self) -> bool {
        self.inherited.0 && !self.local && !self.in_partition.0
    }

    /// Whether a child that is made has it from a parent only when the parent gets it.
    fn comes_with_parent(&self, view: &View<'_, Postgres>, table: &ObjectId) -> bool {
        let above = inherited_from(view.catalogs.new, &self.id());
        self.is_inherited_only()
            && view.acts(table, Action::Create)
            && above.is_some_and(|above| comes_unvalidated(view, above, table))
    }

    /// Children that hold a valid copy of a constraint that is not valid itself.
    fn validate_children(&self, site: &Site<'_>) -> Vec<Step> {
        let mut steps = Vec::new();
        for (object, inner) in site.created() {
            if let super::Object::Check(child) = object {
                steps.extend((child.validated && !self.validated).then(|| child.validate(Action::Create)));
                steps.extend(child.validate_children(&inner));
            }
        }
        steps
    }

    fn validate(&self, action: Action) -> Step {
        self.step(action, validating(&self.name), Mode::ShareUpdateExclusive)
            .risking(Danger::MayFail, "rows that break the constraint stop it")
    }
}

impl Kind for Check {
    const NAME: &'static str = "check";
    const INSPECT: &'static str = include_str!("inspect.sql");
    const INVENTORY: Inventory = Inventory::plain(include_str!("inventory.sql"));
    const USUAL: &'static [&'static str] = &["schema", "table", "name", "definition"];
    type Change = Change;

    fn id(&self) -> ObjectId {
        ObjectId::new(Self::NAME, &[&self.schema, &self.table, &self.name])
    }

    fn reference(&self) -> Option<Sql> {
        Some(named_on_table("CONSTRAINT", &self.id()))
    }

    fn compare(pair: Pair<&Self>) -> Outcome<Change> {
        let Pair { old, new } = pair;
        if old.definition != new.definition || (old.validated && !new.validated) {
            return Outcome::Recreate;
        }
        if old.local && !new.local && !new.in_partition.0 {
            return Outcome::Cannot("it is declared in the child too, and no statement takes that back");
        }
        let validates = old.validated != new.validated;
        Outcome::Alter(if validates { Change::Validate } else { Change::Locality })
    }

    /// PostgreSQL takes a check along when a column's type changes, but not when an enum is rebuilt beneath it.
    fn reaction(_: Pair<&Self>, cause: &Cause<'_, Postgres>, _: Option<&Change>) -> Reaction<Change> {
        match cause.what {
            Disposition::Drop | Disposition::Recreate if cause.bond == evenkeel_core::Bond::Inherits => Reaction::Keep,
            Disposition::Drop | Disposition::Recreate => Reaction::Recreate,
            Disposition::Alter(change) if change.reach() == Reach::Users => Reaction::Recreate,
            Disposition::Alter(super::Change::Column(super::column::Change::TypeRebuilt)) => Reaction::Recreate,
            Disposition::Alter(_) | Disposition::Create => Reaction::Keep,
        }
    }

    fn home(&self, view: &View<'_, Postgres>, action: Action) -> Home {
        let (id, table) = (self.id(), table_id(&self.schema, &self.table));
        match action {
            Action::Create if self.comes_with_parent(view, &table) => {
                let above = inherited_from(view.catalogs.new, &id).cloned();
                above.map_or(Home::Apart, |above| Home::Within(above, Grip::Firm))
            }
            Action::Create if view.acts(&table, Action::Create) && self.is_inherited_only() => {
                Home::Within(table, Grip::Firm)
            }
            Action::Create if view.acts(&table, Action::Create) && self.validated => Home::Within(table, Grip::Loose(1)),
            Action::Create | Action::Alter if !self.local => {
                let catalog = view.catalogs.new;
                handed_down(view, catalog, &id).unwrap_or(Home::Apart)
            }
            Action::Drop if view.acts(&table, Action::Drop) => dropped_with(view, &[table]),
            Action::Drop if !self.local => {
                handed_down(view, view.catalogs.old, &id).unwrap_or_else(|| dropped_with_single(view, &id))
            }
            Action::Drop => dropped_with_single(view, &id),
            Action::Create | Action::Alter | Action::Rename => Home::Apart,
        }
    }

    fn rank(id: &ObjectId, action: Action) -> Rank {
        table_rank(id, if action == Action::Drop { 0 } else { 10 })
    }

    fn slots(&self) -> Vec<Slot> {
        vec![constraint_slot(&self.schema, &self.table, &self.name)]
    }

    fn is_handed_down(&self) -> bool {
        self.inherited.0
    }

    fn is_local(&self) -> bool {
        self.local
    }

    fn contribution(&self, _: &Site<'_>) -> Contribution {
        Contribution { text: (!self.is_inherited_only()).then(|| self.declaration()), ..Contribution::default() }
    }

    fn create(&self, site: &Site<'_>) -> Vec<Step> {
        let proof = if self.validated { Proof::Now } else { Proof::NotYet };
        let step = self.step(Action::Create, self.adding(proof), Mode::AccessExclusive);
        match self.validated {
            true => vec![
                step.risking(Danger::MayFail, "rows that break the constraint stop it")
                    .risking(Danger::LongLock, "all rows are read while everyone waits"),
            ],
            false => std::iter::once(step).chain(self.validate_children(site)).collect(),
        }
    }

    fn drop(&self, _: &Site<'_>) -> Vec<Step> {
        let sql = sql!("DROP CONSTRAINT {}", Ident::new(&self.name));
        vec![self.step(Action::Drop, sql, Mode::AccessExclusive)]
    }

    fn alter(pair: Pair<&Self>, change: &Change, _: &Site<'_>) -> Vec<Step> {
        match change {
            Change::Validate => vec![pair.new.validate(Action::Alter)],
            Change::Locality => Vec::new(),
        }
    }

    fn rename(id: &ObjectId, to: &str) -> Option<Step> {
        backed::rename(id, to)
    }

    fn questions(pair: Pair<Option<&Self>>, asker: &Asker<'_>) -> Vec<Question> {
        questions::about(pair.new, asker).into_iter().collect()
    }
}

/// A check goes with a column only when no other column is in it; else it has to go first.
fn dropped_with_single(view: &View<'_, Postgres>, id: &ObjectId) -> Home {
    let columns = super::relation::part_of(view.catalogs.old, id, &["column"]);
    match columns.as_slice() {
        [_] => dropped_with_columns(view, id),
        _ => Home::Apart,
    }
}

/// Whether a new check that is not valid is to reach a plain child after the two are linked: a child that is made by
/// inheriting takes every check for valid.
pub(crate) fn comes_unvalidated(view: &View<'_, Postgres>, id: &ObjectId, child: &ObjectId) -> bool {
    let check = |id: &ObjectId| view.catalogs.new.get(id).and_then(|object| <&Check>::try_from(object).ok());
    let copy = check(&child.child(Check::NAME, id.name()));
    view.acts(id, Action::Create)
        && check(id).is_some_and(|check| !check.validated)
        && copy.is_some_and(|copy| !copy.validated && copy.is_inherited_only())
}

/// Checks that stay, are not valid, and are to be so in a child that is made: they are made anew after it.
pub(crate) fn made_after_children(view: &View<'_, Postgres>) -> Vec<ObjectId> {
    let created = view.delta.dispositions.keys().filter(|id| id.kind() == Check::NAME && view.acts(id, Action::Create));
    let copies = created.filter_map(|id| {
        let check = view.catalogs.new.get(id).and_then(|object| <&Check>::try_from(object).ok())?;
        let table = table_id(&check.schema, &check.table);
        let waits = !check.validated && check.is_inherited_only() && view.acts(&table, Action::Create);
        waits.then(|| inherited_from(view.catalogs.new, id).cloned()).flatten()
    });
    copies.filter(|above| view.catalogs.old.contains(above) && !view.acts(above, Action::Create)).collect()
}
