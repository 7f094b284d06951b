//! What has to be done before and after a table is linked to a parent. Must not know how either is done.
//!
//! Attaching compares columns and checks, and takes whatever index fits for each of the parent's, or makes one.
//! So everything that belongs to the tree is there before, and everything that only looks like it comes after.

use std::collections::HashMap;

use evenkeel_core::sql::mentions;
use evenkeel_core::{Action, Bond, Catalog, Disposition, KindName, ObjectId, Pair, View};

use super::index_tree::IndexTree;
use super::{Deed, Postgres};
use crate::kinds::index_attachment::IndexAttachment;
use crate::kinds::inheritance::Inheritance;
use crate::kinds::{self, Change, Object, check, column};

/// What makes a table whole, so that it can be linked.
const WHOLE: &[KindName] =
    &["column", "default", "identity", "check", "index", "primary_key", "unique", "exclusion"];
const INDEXES: &[KindName] = &["index", "primary_key", "unique", "exclusion"];
/// What linking compares between parent and child.
const COMPARED: &[KindName] = &["column", "check", "default", "identity"];

pub(super) fn edges(view: &View<'_, Postgres>) -> Vec<(Deed, Deed)> {
    let on_tables = by_table(view);
    let on = |table: &ObjectId, kinds: &'static [KindName]| {
        let all = on_tables.get(table).into_iter().flatten().copied();
        all.filter(move |id: &&ObjectId| kinds.contains(&id.kind()))
    };
    if on_tables.is_empty() {
        return Vec::new();
    }
    let tree = IndexTree::of(view.catalogs.new);
    let leaving_keys = leaving_keys(view);
    let mut edges = Vec::new();
    for link in view.delta.dispositions.keys() {
        let linked: Deed = (link.clone(), Action::Create);
        if let Some((child, parent)) =
            view.objects(link).new.and_then(tied).filter(|_| view.acts(link, Action::Create))
        {
            // A child made with INHERITS is linked from its first moment.
            let born_linked = link.kind() == "inheritance" && view.acts(&child, Action::Create);
            for id in on(&child, WHOLE).filter(|_| !born_linked) {
                match comes_by_itself(view, &tree, id, &child) {
                    true => edges.push((linked.clone(), (id.clone(), Action::Create))),
                    false => edges.extend(before(id, &linked)),
                }
            }
            for id in on(&parent, COMPARED) {
                match check::comes_unvalidated(view, id, &child) {
                    true => edges.push((linked.clone(), (id.clone(), Action::Create))),
                    false => edges.extend(before(id, &linked)),
                }
            }
            let is_partition = link.kind() == "partition";
            let only = on(&parent, INDEXES).filter(|id| is_partition && !tree.reaches_wholly(id, &child));
            edges.extend(only.map(|id| (linked.clone(), (id.clone(), Action::Create))));
        }
        if let Some((_, parent)) =
            view.objects(link).old.and_then(tied).filter(|_| view.acts(link, Action::Drop))
        {
            // A partition that is detached keeps its copy of a foreign key, which then is its own.
            let keys = on(&parent, &["foreign_key"]);
            // One that refers to the tree would stop every partition whose rows are referred to.
            let referring = leaving_keys.iter().filter(|(_, target)| is_above(view, &parent, target));
            let keys = keys.chain(referring.map(|(key, _)| *key));
            edges.extend(keys.map(|key| ((key.clone(), Action::Drop), (link.clone(), Action::Drop))));
            // Before PostgreSQL 17 no identity comes to a table that has partitions.
            let counted = on(&parent, &["identity"]);
            edges.extend(counted.map(|id| ((link.clone(), Action::Drop), (id.clone(), Action::Create))));
        }
    }
    edges
}

/// Foreign keys that are dropped, with the tables that they refer to.
fn leaving_keys<'a>(view: &View<'a, Postgres>) -> Vec<(&'a ObjectId, ObjectId)> {
    let dropped = view.delta.dispositions.keys().filter(|id| view.acts(id, Action::Drop));
    let keys = dropped.filter_map(|id| match view.catalogs.old.get(id) {
        Some(Object::ForeignKey(key)) => Some((id, key.target_id())),
        Some(_) | None => None,
    });
    keys.collect()
}

/// Whether `above` is the table or a partitioned table over it.
fn is_above(view: &View<'_, Postgres>, table: &ObjectId, above: &ObjectId) -> bool {
    let mut at = table.clone();
    while at != *above {
        let Some(Object::Partition(link)) = view.catalogs.old.get(&at.as_kind("partition")) else {
            return false;
        };
        at = link.parent_id();
    }
    true
}

/// What is changed, by the table that it is on.
fn by_table<'a>(view: &View<'a, Postgres>) -> HashMap<ObjectId, Vec<&'a ObjectId>> {
    let mut on_tables: HashMap<ObjectId, Vec<&ObjectId>> = HashMap::new();
    let links = |id: &&ObjectId| matches!(id.kind(), "partition" | "inheritance");
    if !view.delta.dispositions.keys().any(|id| links(&id)) {
        return on_tables;
    }
    for id in view.delta.dispositions.keys() {
        if let Some(table) = table_under(view, id) {
            on_tables.entry(table).or_default().push(id);
        }
    }
    on_tables
}

fn before(id: &ObjectId, linked: &Deed) -> impl Iterator<Item = (Deed, Deed)> {
    let deeds = [Action::Drop, Action::Alter, Action::Create].map(|action| (id.clone(), action));
    deeds.into_iter().map(|deed| (deed, linked.clone()))
}

/// Child and parent of a link between tables.
pub(super) fn tied(object: &Object) -> Option<(ObjectId, ObjectId)> {
    if let Object::Partition(link) = object {
        return Some((link.child_id(), link.parent_id()));
    }
    <&Inheritance>::try_from(object).ok().map(|link| (link.child_id(), link.parent_id()))
}

/// The tables right above a table.
pub(super) fn parents(catalog: &Catalog<Object>, table: &ObjectId) -> Vec<ObjectId> {
    let inherited = catalog.below("inheritance", table).map(|(_, link)| link);
    let links = catalog.get(&table.as_kind("partition")).into_iter().chain(inherited);
    links.filter_map(tied).map(|(_, parent)| parent).collect()
}

/// An index of a partition that linking must not take, or would not take, for a part of the parent's indexes.
fn comes_by_itself(view: &View<'_, Postgres>, tree: &IndexTree, id: &ObjectId, child: &ObjectId) -> bool {
    let attached = kinds::is_attached(view.catalogs.new, id.first(), id.name());
    let fits = attached && tree.is_whole(id, child);
    INDEXES.contains(&id.kind()) && kinds::gets_linked(view, child) && !fits
}

/// The table that an object is on, for an index too.
pub(super) fn table_under(view: &View<'_, Postgres>, id: &ObjectId) -> Option<ObjectId> {
    match (id.kind(), view.objects(id).new) {
        ("index", Some(Object::Index(index))) => Some(index.table_id()),
        ("index" | "comment" | "sequence_owner" | "index_attachment" | "table", _) => None,
        _ if id.parts().count() >= 3 => Some(kinds::table_of(id)),
        _ => None,
    }
}

/// An index cannot leave the index of its partitioned table. Either the table is detached and attached anew, or,
/// when the parent's index stays without it, that one is made anew.
pub(super) fn stuck(view: &View<'_, Postgres>) -> Vec<ObjectId> {
    let ties = view.delta.dispositions.keys().filter(|id| view.acts(id, Action::Drop));
    let ties =
        ties.filter_map(|id| view.catalogs.old.get(id).and_then(|it| <&IndexAttachment>::try_from(it).ok()));
    let stays = |id: &ObjectId| view.catalogs.new.contains(id) && !view.acts(id, Action::Drop);
    let mut recreated = Vec::new();
    for tie in ties {
        let (child, parent, partition) = (tie.child_id(), tie.parent_id(), tie.partition_id());
        if !stays(&partition) || !stays(&partition.as_kind("table")) {
            continue;
        }
        let goes = (view.acts(&child, Action::Drop), view.acts(&parent, Action::Drop));
        match (goes, child.kind() == parent.kind()) {
            ((true, true), true) | ((false, false), _) => {}
            ((true, false), true) if !kinds::is_attached(view.catalogs.new, child.first(), child.name()) => {
                recreated.push(parent);
            }
            ((true, _) | (_, true), _) => recreated.push(partition),
        }
    }
    recreated.extend(kept_to_one(view));
    recreated.extend(to_be_local(view));
    recreated.extend(check::made_after_children(view));
    recreated.extend(keyed(view));
    recreated
}

/// Attaching a partition extends every index of the parent to it, also one that is meant for the parent only. Such an
/// index is made after the attaching.
fn kept_to_one(view: &View<'_, Postgres>) -> Vec<ObjectId> {
    let created = view.delta.dispositions.keys().filter(|id| view.acts(id, Action::Create));
    let links = created.filter_map(|id| match view.catalogs.new.get(id) {
        Some(Object::Partition(link)) => Some((link.parent_id(), link.child_id())),
        Some(_) | None => None,
    });
    let links: Vec<_> = links.filter(|(parent, _)| !view.acts(parent, Action::Create)).collect();
    if links.is_empty() {
        return Vec::new();
    }
    let tree = IndexTree::of(view.catalogs.new);
    let stays = |id: &ObjectId| INDEXES.contains(&id.kind()) && view.catalogs.old.contains(id);
    let indexes = view.catalogs.new.modelled().filter(|(id, _)| stays(id));
    let alone = indexes.filter(|(id, _)| {
        let on = |parent: &ObjectId| table_under(view, id).as_ref() == Some(parent);
        links.iter().any(|(parent, child)| on(parent) && !tree.reaches(id, child))
    });
    alone.map(|(id, _)| id.clone()).collect()
}

/// The type of a column that rows are spread by cannot change: the partitions are detached and change one by one, and
/// the partitioned table, which holds no rows itself, is made anew around them.
fn keyed(view: &View<'_, Postgres>) -> Vec<ObjectId> {
    let retyped = view.delta.dispositions.iter().filter(|(_, what)| {
        matches!(what, Disposition::Alter(Change::Column(column::Change::Type | column::Change::TypeRebuilt)))
    });
    let tables = retyped.filter_map(|(id, _)| {
        let table = kinds::table_of(id);
        let Some(Object::Table(found)) = view.catalogs.old.get(&table) else { return None };
        mentions(found.partition_key.as_ref()?.as_str(), id.name()).then_some(table)
    });
    tables.collect()
}

/// A column or check that only a parent handed down becomes the child's own when the link is cut and tied again.
fn to_be_local(view: &View<'_, Postgres>) -> Vec<ObjectId> {
    let becomes_local = |id: &&ObjectId| {
        let locals = view.objects(id).map(|object| object.map(Object::is_local));
        view.acts(id, Action::Alter) && locals == Pair::of(Some(false), Some(true))
    };
    let mut links = Vec::new();
    for id in view.delta.dispositions.keys().filter(becomes_local) {
        let above = view.catalogs.old.bonds(id).filter(|(_, bond)| *bond == Bond::Inherits);
        for (parent, _) in above {
            let tables = (kinds::table_of(id), kinds::table_of(parent));
            let path: Vec<&str> = tables.0.parts().chain(tables.1.parts()).collect();
            let link = ObjectId::new("inheritance", &path);
            links.extend(view.catalogs.new.contains(&link).then_some(link));
        }
    }
    links
}
