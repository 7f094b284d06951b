//! A PostgreSQL schema in outline, for rules about all of it. Must not know any rule.

use std::collections::{BTreeMap, BTreeSet};

use evenkeel_core::outline::{self, Outline, Table};
use evenkeel_core::{Catalog, Ident, ObjectId};

use crate::kinds::index::Index;
use crate::kinds::relation::columns_of;
use crate::kinds::{Object, table_of};
use crate::preflight::text::{expression, items, parenthesised};

/// Methods by which a row is found when a value is looked for.
const FINDING: &[&str] = &["btree", "hash"];

/// The tables and names of a catalog.
pub fn outline(catalog: &Catalog<Object>) -> Outline {
    let mut tables: BTreeMap<ObjectId, Table> = BTreeMap::new();
    let mut found = Outline::default();
    for (id, object) in outline::own(catalog) {
        if let Object::Table(_) = object {
            tables.insert(id.clone(), table(catalog, id));
        }
        if let Object::EnumType(_) = object {
            found.enums.push(id.clone());
        }
        found.named.push(id.clone());
    }
    for (id, object) in catalog.modelled() {
        if let Some(table) = tables.get_mut(&owner(id, object)) {
            add(table, id, object);
        }
    }
    let partition = |object: &Object| {
        let Object::Partition(tie) = object else { return None };
        Some(tie.child_id())
    };
    let parts: BTreeSet<ObjectId> = catalog.modelled().filter_map(|(_, object)| partition(object)).collect();
    tables.retain(|id, _| !parts.contains(id));
    found.named.retain(|id| id.parts().count() <= 2 || !parts.contains(&table_of(id)));
    found.tables = tables.into_values().collect();
    found
}

/// A table with its columns alone.
fn table(catalog: &Catalog<Object>, id: &ObjectId) -> Table {
    let columns = columns_of(catalog, id).into_iter();
    let columns = columns
        .map(|(id, it)| outline::Column { id: id.clone(), data_type: it.data_type.to_string() })
        .collect();
    Table { id: id.clone(), columns, primary_key: None, foreign_keys: Vec::new(), indexes: Vec::new() }
}

fn owner(id: &ObjectId, object: &Object) -> ObjectId {
    if let Object::Index(index) = object { index.table_id() } else { table_of(id) }
}

fn add(table: &mut Table, id: &ObjectId, object: &Object) {
    if let Object::PrimaryKey(key) = object {
        let columns = leading(table, key.backed.definition.as_str());
        table.indexes.push(columns.clone());
        table.primary_key = Some(columns);
    }
    if let Object::Unique(key) = object {
        table.indexes.push(leading(table, key.backed.definition.as_str()));
    }
    if let Object::Index(index) = object
        && knows_all_rows(index)
    {
        table.indexes.push(leading(table, index.definition.as_str()));
    }
    if let Object::ForeignKey(key) = object {
        let columns = leading(table, key.definition.as_str());
        table.foreign_keys.push(outline::ForeignKey { id: Some(id.clone()), columns });
    }
}

fn knows_all_rows(index: &Index) -> bool {
    index.valid && FINDING.contains(&index.method.as_str()) && index.is_whole()
}

/// The columns with which the first list of a definition begins, up to its first expression.
fn leading(table: &Table, definition: &str) -> Vec<String> {
    let list = parenthesised(definition).map_or("", |(list, _)| list);
    let named = |item: &str| {
        let names = table.columns.iter().map(|column| column.id.name());
        let mut names = names.filter(|name| Ident::new(name).to_string() == expression(item));
        names.next().map(str::to_owned)
    };
    items(list).into_iter().map_while(named).collect()
}
