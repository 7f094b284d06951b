//! A SQLite schema in outline, for rules about all of it. Must not know any rule.

use std::collections::BTreeMap;

use evenkeel_core::outline::{self, Column, ForeignKey, Outline};
use evenkeel_core::{Catalog, ObjectId};

use crate::canon::folded;
use crate::kinds::Object;
use crate::kinds::index::Index;
use crate::kinds::table::{KeyPart, Rule, Table};
use crate::token::tokens;

/// The tables and names of a catalog.
pub fn outline(catalog: &Catalog<Object>) -> Outline {
    let mut found = Outline::default();
    let indexes = whole_indexes(catalog);
    for (id, object) in outline::own(catalog) {
        found.named.push(id.clone());
        let Some(table) = object.table() else { continue };
        let mut table = self::table(id, table);
        for index in indexes.get(folded(id.name()).as_str()).into_iter().flatten() {
            table.indexes.push(leading(&table, &index.parts));
        }
        found.named.extend(table.columns.iter().map(|column| column.id.clone()));
        found.tables.push(table);
    }
    found
}

/// Those that know all rows, by the name of their table in lower case.
fn whole_indexes(catalog: &Catalog<Object>) -> BTreeMap<&str, Vec<&Index>> {
    let mut found: BTreeMap<&str, Vec<&Index>> = BTreeMap::new();
    for (_, object) in catalog.modelled() {
        if let Object::Index(index) = object
            && index.predicate.is_none()
        {
            found.entry(&index.table).or_default().push(index);
        }
    }
    found
}

fn table(id: &ObjectId, table: &Table) -> outline::Table {
    let columns = table.ordered_columns().map(|(_, column)| Column {
        id: id.child("column", &column.name),
        data_type: column.type_name.clone(),
    });
    let columns: Vec<Column> = columns.collect();
    // Constraints know columns as SQLite finds them, in lower case.
    let named = |key: &String| {
        let mut names = columns.iter().map(|column| column.id.name());
        names.find(|name| folded(name) == *key).unwrap_or(key).to_owned()
    };
    let parts = |parts: &[KeyPart]| parts.iter().map(|part| named(&part.column)).collect::<Vec<_>>();
    let (mut primary_key, mut foreign_keys, mut indexes) = (None, Vec::new(), Vec::new());
    for constraint in &table.constraints {
        match &constraint.rule {
            Rule::PrimaryKey { parts: key, .. } => {
                indexes.push(parts(key));
                primary_key = Some(parts(key));
            }
            Rule::Unique { parts: key, .. } => indexes.push(parts(key)),
            Rule::ForeignKey(key) => {
                foreign_keys.push(ForeignKey { id: None, columns: key.columns.iter().map(named).collect() });
            }
            Rule::Check { .. } => {}
        }
    }
    outline::Table { id: id.clone(), columns, primary_key, foreign_keys, indexes }
}

/// The columns with which an index begins, up to its first expression.
fn leading(table: &outline::Table, parts: &[String]) -> Vec<String> {
    let named = |part: &String| {
        let all = tokens(part);
        let (first, call) = (all.first()?.name()?, all.get(1).is_some_and(|token| token.is_mark("(")));
        let mut names = table.columns.iter().map(|column| column.id.name());
        let name = names.find(|name| folded(name) == folded(&first))?;
        (!call).then(|| name.to_owned())
    };
    parts.iter().map_while(named).collect()
}
