//! Locks on relations that a statement does not name: what it reaches over inheritance, partitions and foreign keys.
//! What it locks by its own words is said beside the statement, by its kind. Tests hold both against `pg_locks`.

use evenkeel_core::{Action, Catalog, Entry, KindName, Lock, ObjectId, Statement, Step, View, Work};

use super::{Postgres, linking};
use crate::kinds::comment::Comment;
use crate::kinds::foreign_key::ForeignKey;
use crate::kinds::partition::Partition;
use crate::kinds::table::Table;
use crate::kinds::{self, Kind, Object};
use crate::locks::Mode;

/// Adds the locks to the steps of one piece of work.
pub(super) fn complete(view: &View<'_, Postgres>, work: &Work<'_, Postgres>, steps: &mut [Step]) {
    for step in &mut *steps {
        spread(view, step);
    }
    let Some(first) = steps.first_mut() else { return };
    let mut locks = Vec::new();
    if let Some(comment) = work.objects.new.or(work.objects.old).and_then(|it| <&Comment>::try_from(it).ok())
    {
        locks.extend(remarked(view, &comment.target().id));
    }
    linked(view, work, &mut locks);
    if let (Action::Drop, Some(Object::Partition(link))) = (work.action, work.objects.old) {
        // What hangs below a partition is told that it has other ancestors.
        let below = below(view, &link.child_id(), Reach::Partitions);
        locks.extend(below.into_iter().map(|table| Mode::AccessExclusive.of(table)));
    }
    for part in &work.parts {
        along(view, part, &mut locks);
    }
    if let (Action::Drop, Some(Object::Table(_))) = (work.action, work.objects.old) {
        locks.extend(kept_keys(view, work.id));
    }
    add(first, locks);
}

/// A partition that was detached before has its own copies of the foreign keys above it, and goes with them.
fn kept_keys(view: &View<'_, Postgres>, table: &ObjectId) -> Vec<Lock> {
    let catalog = view.catalogs.old;
    let Some(Object::Partition(link)) = catalog.get(&table.as_kind("partition")) else { return Vec::new() };
    let above = ancestors(catalog, link);
    let keys = of_kind(catalog, "foreign_key").filter_map(|it| <&ForeignKey>::try_from(it).ok());
    let targets = keys.filter(|key| above.contains(&kinds::table_of(&key.id()))).map(ForeignKey::target_id);
    targets.flat_map(|target| tree(view, target, Mode::AccessExclusive)).collect()
}

/// A table with all its partitions.
fn tree(view: &View<'_, Postgres>, table: ObjectId, mode: Mode) -> impl Iterator<Item = Lock> + use<> {
    below(view, &table, Reach::Partitions).into_iter().chain([table]).map(move |table| mode.of(table))
}

fn add(step: &mut Step, locks: Vec<Lock>) {
    for lock in locks {
        if !step.locks.contains(&lock) {
            step.locks.push(lock);
        }
    }
}

/// Which children a statement reaches.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reach {
    Partitions,
    AllChildren,
}

/// A statement that is not held to ONLY one table locks the children in the same mode.
fn spread(view: &View<'_, Postgres>, step: &mut Step) {
    let reach = match (step.object.kind(), step.action) {
        ("column" | "check", _) => Reach::AllChildren,
        ("foreign_key" | "identity" | "trigger" | "cloned_trigger", _) => Reach::Partitions,
        ("index" | "primary_key" | "unique" | "exclusion", Action::Drop) => Reach::Partitions,
        _ => return,
    };
    if let Statement::Fusible { head, .. } = &step.statement
        && head.as_str().starts_with("ALTER TABLE ONLY ")
    {
        return;
    }
    let below = step.locks.iter().flat_map(|lock| {
        let tables = below(view, &lock.relation, reach).into_iter();
        tables.map(|relation| Lock { relation, ..lock.clone() })
    });
    let below = below.collect();
    add(step, below);
}

/// Every table under this one, on either side.
fn below(view: &View<'_, Postgres>, table: &ObjectId, reach: Reach) -> Vec<ObjectId> {
    let mut found: Vec<ObjectId> = Vec::new();
    let mut pending = vec![table.clone()];
    while let Some(parent) = pending.pop() {
        for catalog in [view.catalogs.old, view.catalogs.new] {
            if !has_children(catalog, &parent) {
                continue;
            }
            let children = children(catalog, &parent, reach);
            let unseen: Vec<ObjectId> =
                children.filter(|child| child != table && !found.contains(child)).collect();
            found.extend(unseen.iter().cloned());
            pending.extend(unseen);
        }
    }
    found.sort();
    found
}

fn has_children(catalog: &Catalog<Object>, table: &ObjectId) -> bool {
    let table = catalog.get(table).and_then(|object| <&Table>::try_from(object).ok());
    table.is_some_and(|table| table.has_children.0 || table.partition_key.is_some())
}

fn children(catalog: &Catalog<Object>, parent: &ObjectId, reach: Reach) -> impl Iterator<Item = ObjectId> {
    let links = match reach {
        Reach::Partitions => &["partition"][..],
        Reach::AllChildren => &["partition", "inheritance"],
    };
    let ties = links.iter().flat_map(|kind| of_kind(catalog, kind)).filter_map(linking::tied);
    ties.filter(move |(_, above)| above == parent).map(|(child, _)| child)
}

/// The objects of one kind, which stand together.
fn of_kind<'a>(catalog: &'a Catalog<Object>, kind: KindName) -> impl Iterator<Item = &'a Object> {
    let entries: &'a [Entry<Object>] = catalog.entries();
    let start = entries.partition_point(|entry| entry.id.kind() < kind);
    let end = entries.partition_point(|entry| entry.id.kind() <= kind);
    entries[start..end].iter().filter_map(|entry| entry.node.modelled())
}

/// What goes or comes inside another object's statement.
fn along(view: &View<'_, Postgres>, part: &Work<'_, Postgres>, locks: &mut Vec<Lock>) {
    match (part.action, part.objects.old, part.objects.new) {
        (Action::Drop, Some(Object::ForeignKey(key)), _) => {
            for table in [kinds::table_of(part.id), key.target_id()] {
                locks.extend(tree(view, table, Mode::AccessExclusive));
            }
        }
        (Action::Create, _, Some(Object::Inheritance(link))) => {
            locks.push(Mode::ShareUpdateExclusive.of(link.parent_id()));
        }
        _ => linked(view, part, locks),
    }
    for part in &part.parts {
        along(view, part, locks);
    }
}

/// A partition that comes or goes concerns the default partition beside it, and both ends of its parents' foreign keys.
fn linked(view: &View<'_, Postgres>, work: &Work<'_, Postgres>, locks: &mut Vec<Lock>) {
    let (catalog, object, mode) = match work.action {
        Action::Drop => (view.catalogs.old, work.objects.old, Mode::AccessExclusive),
        Action::Create => (view.catalogs.new, work.objects.new, Mode::ShareRowExclusive),
        Action::Alter | Action::Rename => return,
    };
    let Some(Object::Partition(link)) = object else { return };
    if work.action == Action::Drop {
        locks.push(Mode::AccessExclusive.of(link.parent_id()));
    }
    let siblings = of_kind(catalog, "partition").filter_map(|it| <&Partition>::try_from(it).ok());
    let rest =
        siblings.filter(|other| other.parent_id() == link.parent_id() && other.bound.as_str() == "DEFAULT");
    locks.extend(rest.map(|rest| Mode::AccessExclusive.of(rest.child_id())));
    let above = ancestors(catalog, link);
    for key in of_kind(catalog, "foreign_key").filter_map(|it| <&ForeignKey>::try_from(it).ok()) {
        let (from, to) = (kinds::table_of(&key.id()), key.target_id());
        if above.contains(&to) {
            locks.extend(tree(view, from, mode));
        } else if above.contains(&from) {
            locks.extend(tree(view, to, mode));
        }
    }
}

fn ancestors(catalog: &Catalog<Object>, link: &Partition) -> Vec<ObjectId> {
    let mut found = vec![link.parent_id()];
    while let Some(Object::Partition(above)) =
        found.last().and_then(|last| catalog.get(&last.as_kind("partition")))
    {
        found.push(above.parent_id());
    }
    found
}

/// A comment keeps other changes away from the relation that it is on, or in.
fn remarked(view: &View<'_, Postgres>, target: &ObjectId) -> Option<Lock> {
    let relation = match target.kind() {
        "table" | "sequence" | "view" | "materialized_view" => target.clone(),
        "column" => kinds::table_of(target),
        "attribute" => target.parent("composite_type")?,
        "index" => [view.catalogs.new, view.catalogs.old].into_iter().find_map(|it| indexed(it, target))?,
        _ => return None,
    };
    Some(Mode::ShareUpdateExclusive.of(relation))
}

/// The table of an index, also of one that stands behind a constraint.
fn indexed(catalog: &Catalog<Object>, index: &ObjectId) -> Option<ObjectId> {
    if let Some(Object::Index(index)) = catalog.get(index) {
        return Some(index.table_id());
    }
    let backed = ["primary_key", "unique", "exclusion"].into_iter().flat_map(|kind| of_kind(catalog, kind));
    let behind = backed.map(Object::id).find(|id| id.first() == index.first() && id.name() == index.name());
    behind.map(|id| kinds::table_of(&id))
}
