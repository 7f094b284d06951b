//! What is made in the place of something of the same sort: the old one stays until the new one is ready. Must not know
//! how either is made.

use std::collections::{BTreeMap, BTreeSet};

use evenkeel_core::{Action, Catalog, Disposition, ObjectId, Step, View};

use super::Recipes;
use crate::dialect::Postgres;
use crate::kinds::index::{Building, Index};
use crate::kinds::relation::{is_attached, relation_slot};
use crate::kinds::{Change, Object, backed, column, table_of};
use crate::names;

/// The drops that wait, by what is made in the place of what they drop.
pub(super) struct Replaced(BTreeMap<ObjectId, Vec<Step>>);

impl Replaced {
    /// Takes the drops that can wait out of the steps.
    pub(super) fn taken_from(recipes: &Recipes<'_>, steps: Vec<Step>) -> (Replaced, Vec<Step>) {
        let made: BTreeSet<ObjectId> = steps
            .iter()
            .filter(|step| step.action == Action::Create && makes(recipes, step))
            .map(|step| step.object.clone())
            .collect();
        let mut waiting = BTreeMap::<ObjectId, Vec<Step>>::new();
        let mut rest = Vec::with_capacity(steps.len());
        for step in steps {
            match successor(recipes, &step).filter(|new| made.contains(new)) {
                Some(new) => waiting.entry(new).or_default().push(step),
                None => rest.push(step),
            }
        }
        (Replaced(waiting), rest)
    }

    /// The drop that waits for this to be ready.
    pub(super) fn of(&mut self, made: &ObjectId) -> Option<Vec<Step>> {
        self.0.remove(made)
    }

    /// A step for which there is no recipe, behind the drop that waited for it.
    pub(super) fn plain(&mut self, step: Step) -> Vec<Step> {
        let waited = match step.action {
            Action::Create => self.of(&step.object),
            Action::Drop | Action::Alter | Action::Rename => None,
        };
        waited.into_iter().flatten().chain([step]).collect()
    }
}

/// A name for what is made while another one still has its own.
pub(super) fn spare_name(view: &View<'_, Postgres>, schema: &str, name: &str) -> String {
    names::free(name, "new", |name| {
        has_relation(view.catalogs.old, schema, name) || has_relation(view.catalogs.new, schema, name)
    })
}

fn has_relation(catalog: &Catalog<Object>, schema: &str, name: &str) -> bool {
    let slot = relation_slot(schema, name);
    catalog.modelled().any(|(_, object)| object.slots().contains(&slot))
}

/// Whether the step is the one that makes an index or a key.
fn makes(recipes: &Recipes<'_>, step: &Step) -> bool {
    match recipes.view.objects(&step.object).new {
        Some(Object::Index(index)) => step.statement.sql() == index.making(&index.name, Building::Locked),
        Some(object) => backed::key(object).is_some_and(|key| super::action(step) == Some(&key.adding())),
        None => false,
    }
}

/// What takes the place of what a step drops, where the old one can stay until then.
fn successor(recipes: &Recipes<'_>, step: &Step) -> Option<ObjectId> {
    let view = recipes.view;
    if step.action != Action::Drop || !stays_possible(view, &step.object) || (recipes.kept)(&step.object) {
        return None;
    }
    let old = view.objects(&step.object).old?;
    if let Object::Index(index) = old {
        return of_index(recipes, index, step);
    }
    backed::key(old)?;
    of_key(recipes, step)
}

fn of_index(recipes: &Recipes<'_>, index: &Index, step: &Step) -> Option<ObjectId> {
    let drops = step.statement.sql() == index.dropping(Building::Locked);
    let plain = drops && !index.partitioned.0 && recipes.is_in_use(&index.table_id());
    (plain && is_recreated(recipes.view, &step.object)).then(|| step.object.clone())
}

/// A primary key's place is taken by another one, whatever its name.
fn of_key(recipes: &Recipes<'_>, step: &Step) -> Option<ObjectId> {
    let table = table_of(&step.object);
    if !recipes.is_in_use(&table) || recipes.view.delta.of(&table.as_kind("partition")).is_some() {
        return None;
    }
    if is_recreated(recipes.view, &step.object) {
        return Some(step.object.clone());
    }
    let new = recipes.view.catalogs.new;
    if step.object.kind() != "primary_key" || has_relation(new, step.object.first(), step.object.name()) {
        return None;
    }
    new.below("primary_key", &table).map(|(id, _)| id.clone()).next()
}

fn is_recreated(view: &View<'_, Postgres>, id: &ObjectId) -> bool {
    matches!(view.delta.of(id), Some(Disposition::Recreate))
}

/// Whether nothing that it hangs on has to let go of it first.
fn stays_possible(view: &View<'_, Postgres>, id: &ObjectId) -> bool {
    let attached = |catalog: &Catalog<Object>| is_attached(catalog, id.first(), id.name());
    let lets_go = |on: &ObjectId| match view.delta.of(on) {
        None => false,
        Some(Disposition::Alter(Change::Column(column::Change::Facets))) => {
            id.kind() != "index" && loses_not_null(view, on)
        }
        Some(Disposition::Alter(_)) => on.kind() != "table",
        Some(Disposition::Create | Disposition::Drop | Disposition::Recreate) => true,
    };
    !attached(view.catalogs.old)
        && !attached(view.catalogs.new)
        && !view.catalogs.old.bonds(id).any(|(on, _)| lets_go(on))
}

fn loses_not_null(view: &View<'_, Postgres>, id: &ObjectId) -> bool {
    let demands = |object: &Object| matches!(object, Object::Column(column) if column.not_null);
    view.objects(id).both().is_some_and(|pair| demands(pair.old) && !demands(pair.new))
}
