//! Rows that are made up for a schema, so that a plan can be tried out on them: of each table some that fit it now and, as far
//! as can be told, as it will be. Must not know what becomes of them.

mod table;
mod values;

use std::collections::BTreeSet;

use evenkeel_core::sample::{Key, in_order};
use evenkeel_core::{Catalog, Filling, ObjectId, Pair};

use crate::kinds::Object;
use crate::kinds::foreign_key::ForeignKey;
use crate::kinds::partition::Partition;
use crate::preflight::text::{items, parenthesised};
use table::stand;
use values::Types;

/// How these tables, and those that they refer to, come to hold rows: those first that others refer to.
pub fn fillings(catalogs: Pair<&Catalog<Object>>, wanted: &BTreeSet<ObjectId>) -> Vec<Filling> {
    let old = catalogs.old;
    let refers_to = |id: &ObjectId| {
        let targets = keys_of(old, id).into_iter().map(|key| key.target);
        targets.chain(partitions(old, id).map(Partition::child_id)).collect()
    };
    let mut tables = in_order(wanted.iter().cloned(), &refers_to);
    tables.retain(|id| matches!(old.get(id), Some(Object::Table(it)) if it.foreign.is_none() && it.partition_key.is_none()));
    let types = Pair::of(Types::of(catalogs.old), Types::of(catalogs.new));
    tables.iter().map(|id| stand(catalogs, types.as_ref(), id).filling()).collect()
}

fn partitions<'a>(catalog: &'a Catalog<Object>, parent: &'a ObjectId) -> impl Iterator<Item = &'a Partition> {
    let all = catalog.of_kind("partition").iter().filter_map(|entry| entry.node.modelled());
    let all = all.filter_map(|object| <&Partition>::try_from(object).ok());
    all.filter(|partition| partition.parent_id() == *parent)
}

/// The partition that a table is, and those that it is inside of.
fn enclosing<'a>(catalog: &'a Catalog<Object>, table: &ObjectId) -> Vec<&'a Partition> {
    let mut found: Vec<&Partition> = Vec::new();
    let mut at = table.clone();
    while let Some(Object::Partition(partition)) = catalog.get(&at.as_kind("partition")) {
        at = partition.parent_id();
        found.push(partition);
    }
    found
}

/// The keys of a table and of the partitioned tables that it is in.
fn keys_of(catalog: &Catalog<Object>, table: &ObjectId) -> Vec<Key> {
    let above = enclosing(catalog, table).into_iter().map(Partition::parent_id);
    let tables: Vec<ObjectId> = std::iter::once(table.clone()).chain(above).collect();
    let objects = tables.iter().flat_map(|table| catalog.below("foreign_key", table));
    objects.filter_map(|(_, object)| key(<&ForeignKey>::try_from(object).ok()?)).collect()
}

fn key(key: &ForeignKey) -> Option<Key> {
    let (_, behind) = key.definition.as_str().split_once("FOREIGN KEY ")?;
    let (columns, behind) = parenthesised(behind)?;
    let (to, behind) = parenthesised(behind.split_once(" REFERENCES ")?.1)?;
    let holds = !columns.contains("PERIOD ") && !behind.contains("NOT ENFORCED");
    let names = |list| items(list).into_iter().map(unquoted).collect();
    holds.then(|| Key { target: key.target_id(), columns: names(columns), to: names(to) })
}

fn unquoted(written: &str) -> String {
    match written.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        Some(inside) => inside.replace("\"\"", "\""),
        None => written.to_owned(),
    }
}
