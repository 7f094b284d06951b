//! What the database tells about a table, and whether the reading of its text agrees with it.
//!
//! Must not repair anything: a table of which two tellings differ is not understood.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::read::type_of;
use super::{Column, Kept, KeyPart, Rule, Storage, Table, Typing};
use crate::canon::folded;

/// The row that `inspect.sql` gives for a table.
#[derive(Clone, Debug, Deserialize)]
pub struct Facts {
    pub sql: String,
    pub position: i32,
    pub without_rowid: i64,
    pub strict: i64,
    pub columns: Vec<ColumnFacts>,
    pub foreign_keys: Vec<ForeignKeyFacts>,
    pub unique_keys: Vec<Vec<String>>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct ColumnFacts {
    pub name: String,
    #[serde(rename = "type")]
    pub type_name: String,
    pub not_null: i64,
    /// Place in the primary key from 1, or 0.
    pub key: usize,
    /// 2 for virtual and 3 for stored generated columns.
    pub hidden: i64,
    pub has_default: i64,
}

#[derive(Clone, Debug, Deserialize)]
pub struct ForeignKeyFacts {
    pub id: i64,
    pub seq: i64,
    pub table: String,
    pub from: String,
    pub to: Option<String>,
    pub on_update: String,
    pub on_delete: String,
}

/// Whether the text says what the database says.
pub fn agrees(table: &Table, facts: &Facts) -> bool {
    let storage = if facts.without_rowid == 0 { Storage::Rowid } else { Storage::WithoutRowid };
    let typing = if facts.strict == 0 { Typing::Flexible } else { Typing::Strict };
    table.storage == storage
        && table.typing == typing
        && columns_agree(table, facts)
        && foreign_keys_agree(table, facts)
        && unique_keys_agree(table, facts)
}

fn columns_agree(table: &Table, facts: &Facts) -> bool {
    let parts = table.primary_key().map_or(&[][..], |(parts, _)| parts);
    let read: Vec<(&str, &Column)> = table.ordered_columns().collect();
    read.len() == facts.columns.len()
        && read.iter().zip(&facts.columns).all(|((key, column), told)| {
            let hidden = match column.generated.as_ref().map(|generated| generated.kept) {
                None => 0,
                Some(Kept::Virtual) => 2,
                Some(Kept::Stored) => 3,
            };
            // A table without rowids makes the columns of its primary key NOT NULL by itself.
            let not_null = column.not_null.is_some() || (told.key > 0 && told.not_null != 0);
            column.name == told.name
                && column.type_name == type_of(&told.type_name)
                && hidden == told.hidden
                && not_null == (told.not_null != 0)
                && (column.generated.is_some() || column.default.is_some() == (told.has_default != 0))
                && place(parts, key) == told.key
        })
}

fn place(parts: &[KeyPart], key: &str) -> usize {
    parts.iter().position(|part| part.column == key).map_or(0, |at| at + 1)
}

type Link = (String, Vec<(String, Option<String>)>, String, String);

fn foreign_keys_agree(table: &Table, facts: &Facts) -> bool {
    let mut told: BTreeMap<i64, Link> = BTreeMap::new();
    for row in &facts.foreign_keys {
        let link = told.entry(row.id).or_insert_with(|| {
            (folded(&row.table), Vec::new(), folded(&row.on_delete), folded(&row.on_update))
        });
        link.1.push((folded(&row.from), row.to.as_deref().map(folded)));
    }
    let mut told: Vec<Link> = told.into_values().collect();
    let mut read: Vec<Link> = table
        .constraints
        .iter()
        .filter_map(|constraint| match &constraint.rule {
            Rule::ForeignKey(key) => Some(key),
            Rule::PrimaryKey { .. } | Rule::Unique { .. } | Rule::Check { .. } => None,
        })
        .map(|key| {
            let pairs =
                key.columns.iter().enumerate().map(|(at, from)| (from.clone(), key.to.get(at).cloned()));
            (key.table.clone(), pairs.collect(), key.on_delete.clone(), key.on_update.clone())
        })
        .collect();
    told.sort();
    read.sort();
    told == read
}

/// SQLite makes one index of equal keys, so it may tell fewer than were written.
fn unique_keys_agree(table: &Table, facts: &Facts) -> bool {
    let columns = |parts: &[KeyPart]| parts.iter().map(|part| part.column.clone()).collect::<Vec<_>>();
    let written: BTreeSet<Vec<String>> = table
        .constraints
        .iter()
        .filter_map(|constraint| match &constraint.rule {
            Rule::Unique { parts, .. } | Rule::PrimaryKey { parts, .. } => Some(columns(parts)),
            Rule::Check { .. } | Rule::ForeignKey(_) => None,
        })
        .collect();
    facts
        .unique_keys
        .iter()
        .all(|key| written.contains(&key.iter().map(|name| folded(name)).collect::<Vec<_>>()))
}
