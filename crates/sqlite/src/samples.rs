//! Rows that are made up for a schema, so that a plan can be tried out on them: of each table some that fit it now and, as far
//! as can be told, as it will be. Must not know what becomes of them.

use std::collections::BTreeSet;

use evenkeel_core::sample::{Column as Filled, Constants, Itself, Key, SHAPES, Stand, in_order};
use evenkeel_core::sql::{Literal, Sql, mentions};
use evenkeel_core::{Catalog, Filling, ObjectId, Pair};

use crate::kinds::Object;
use crate::kinds::table::hazards::{Affinity, affinity};
use crate::kinds::table::{Column, Rule, Table, Typing};
use crate::preflight::{keys_of, named, written};
use crate::quarantine::table;

/// How these tables, and those that they refer to, come to hold rows: those first that others refer to.
pub fn fillings(catalogs: Pair<&Catalog<Object>>, wanted: &BTreeSet<ObjectId>) -> Vec<Filling> {
    let old = catalogs.old;
    let refers_to = |id: &ObjectId| {
        let table = table(old, id);
        table.map(|table| keys(old, table).into_iter().map(|key| key.target).collect()).unwrap_or_default()
    };
    let tables = in_order(wanted.iter().cloned(), &refers_to);
    let stands = tables.iter().filter_map(|id| Some(stand(catalogs, id, table(old, id)?)));
    stands.map(Stand::filling).collect()
}

fn stand(catalogs: Pair<&Catalog<Object>>, id: &ObjectId, old: &Table) -> Stand {
    let new = table(catalogs.new, id);
    let mut rules = Pair::of(checks(old), new.map(|new| coming(Pair::of(old, new))).unwrap_or_default());
    rules.new.retain(|rule| !rules.old.contains(rule));
    let stored = old.ordered_columns().filter(|(_, column)| column.generated.is_none());
    let columns = stored.map(|(key, _)| filled(Pair::of(old, new.unwrap_or(old)), key, &rules)).collect();
    let mut all = keys(catalogs.old, old);
    let there = |key: &Key| key.columns.iter().all(|column| old.columns.contains_key(column));
    let more = new.map(|new| keys(catalogs.old, new)).unwrap_or_default();
    let more: Vec<Key> = more.into_iter().filter(|key| there(key) && !all.contains(key)).collect();
    all.extend(more);
    Stand { id: id.clone(), columns, keys: all, rules }
}

fn checks(table: &Table) -> Vec<Sql> {
    let checks = table.constraints.iter().filter_map(|constraint| match &constraint.rule {
        Rule::Check { expression } => Some(written(expression)),
        Rule::PrimaryKey { .. } | Rule::Unique { .. } | Rule::ForeignKey(_) => None,
    });
    checks.collect()
}

/// Rules of the table as it will be that speak of nothing but what is there now.
fn coming(pair: Pair<&Table>) -> Vec<Sql> {
    let mut rules = checks(pair.new);
    let stays = |key: &String| pair.old.columns.get(key).is_some_and(|old| old.generated.is_none());
    rules.retain(|rule| pair.new.columns.keys().all(|key| !mentions(rule.as_str(), key) || stays(key)));
    rules
}

fn keys(catalog: &Catalog<Object>, table: &Table) -> Vec<Key> {
    let keys = table.constraints.iter().filter_map(|constraint| {
        let Rule::ForeignKey(key) = &constraint.rule else { return None };
        let (target, other) = named(catalog, &key.table)?;
        Some(Key { target: target.clone(), columns: key.columns.clone(), to: keys_of(key, other)? })
    });
    keys.collect()
}

/// SQLite finds a column by its name in any case, so its key will do.
fn filled(tables: Pair<&Table>, key: &str, rules: &Pair<Vec<Sql>>) -> Filled {
    let old = &tables.old.columns[key];
    let becomes = tables.new.columns.get(key).filter(|column| column.generated.is_none()).unwrap_or(old);
    let must = |table: &Table, column: &Column| {
        let in_key = |parts: &[crate::kinds::table::KeyPart]| parts.iter().any(|part| part.column == key);
        column.not_null.is_some() || table.primary_key().is_some_and(|(parts, _)| in_key(parts))
    };
    let constants = Constants::about(rules.old.iter().chain(&rules.new), key);
    let itself = match tables.old.rowid_alias() {
        Some(alias) if alias == key => Itself::Number,
        Some(_) | None if old.default.is_some() => Itself::Default,
        Some(_) | None => Itself::Nothing,
    };
    Filled {
        name: key.to_owned(),
        values: values(tables.old, Pair::of(old, becomes), &constants),
        null: (!must(tables.old, old) && !must(tables.new, becomes)).then(|| Sql::raw("NULL")),
        itself,
    }
}

/// What is to be a number is filled with what reads as one, whatever its type is now.
fn values(table: &Table, column: Pair<&Column>, constants: &Constants) -> Vec<Sql> {
    let numbers = || constants.numbers().chain(["1", "2", "3", "0", "10", "100", "-1"].map(str::to_owned));
    let texts = || constants.texts().chain(SHAPES.iter().map(|text| (*text).to_owned()));
    let quoted = |texts: Vec<String>| texts.iter().map(|text| Literal(text).into()).collect::<Vec<Sql>>();
    let bare = |numbers: Vec<String>| numbers.into_iter().map(Sql::from_database).collect::<Vec<Sql>>();
    let is_moment = ["DATE", "TIME"].iter().any(|word| column.old.type_name.contains(word));
    let (now, then) = (affinity(column.old), affinity(column.new));
    match (now, then) {
        (Affinity::Text, Affinity::Integer | Affinity::Numeric | Affinity::Real) => {
            quoted(numbers().collect())
        }
        (Affinity::Text, Affinity::Text | Affinity::Blob) => quoted(texts().collect()),
        (Affinity::Numeric, _) if is_moment => {
            let days = ["2001-01-01", "2001-01-02", "2001-01-03"].map(str::to_owned);
            quoted(constants.dates().chain(days).collect())
        }
        (Affinity::Integer | Affinity::Numeric | Affinity::Real, _) => bare(numbers().collect()),
        (Affinity::Blob, Affinity::Integer | Affinity::Numeric | Affinity::Real) => bare(numbers().collect()),
        (Affinity::Blob, _) if table.typing == Typing::Strict && column.old.type_name == "BLOB" => {
            ["x'01'", "x'02'", "x'03'"].map(Sql::raw).to_vec()
        }
        (Affinity::Blob, _) => {
            let mut all = quoted(texts().collect());
            all.extend(bare(numbers().collect()));
            all
        }
    }
}
