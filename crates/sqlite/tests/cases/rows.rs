//! The rows that have to come through: for each table of both schemas, their number, the values of the columns
//! that stay and keep their type, their rowids, and the highest number that AUTOINCREMENT has given. Must not know how the plan is made.

use std::collections::BTreeMap;

use evenkeel_core::{Catalog, Ident, Pair, Sql, sql};
use evenkeel_sqlite::Object;
use evenkeel_sqlite::kinds::table::{Column, Numbering, Storage, Table};
use rusqlite::Connection;
use rusqlite::types::Value;

/// The sorted rows of each table.
pub(crate) type Snapshot = BTreeMap<String, Vec<String>>;

pub(crate) fn snapshot(db: &Connection, catalogs: Pair<&Catalog<Object>>) -> Result<Snapshot, String> {
    let mut tables = Snapshot::new();
    for (id, object) in catalogs.old.modelled() {
        let new = catalogs.new.get(id).and_then(Object::table);
        if let Some(pair) = Pair::of(object.table(), new).both() {
            tables.insert(id.name().to_owned(), rows(db, pair)?);
        }
    }
    Ok(tables)
}

fn keeps(old: &Column, new: &Column) -> bool {
    old.generated.is_none() && new.generated.is_none() && old.type_name == new.type_name
}

fn rows(db: &Connection, pair: Pair<&Table>) -> Result<Vec<String>, String> {
    let common = pair
        .old
        .columns
        .iter()
        .filter(|(key, old)| pair.new.columns.get(*key).is_some_and(|new| keeps(old, new)));
    let mut columns: Vec<Sql> = common.map(|(_, column)| Ident::new(&column.name).into()).collect();
    let hidden = [pair.old, pair.new].iter().any(|table| table.columns.contains_key("rowid"));
    if !hidden && pair.old.storage == Storage::Rowid && pair.new.storage == Storage::Rowid {
        columns.push("rowid".into());
    }
    columns.push("0".into());
    let count = columns.len();
    let query = sql!("SELECT {} FROM {}", Sql::join(columns, ", "), Ident::new(&pair.old.name));
    let mut statement = db.prepare(query.as_str()).map_err(|error| format!("{error} in {query}"))?;
    let found = statement.query_map([], |row| {
        (0..count)
            .map(|at| row.get::<_, Value>(at))
            .collect::<Result<Vec<_>, _>>()
            .map(|row| format!("{row:?}"))
    });
    let mut rows: Vec<String> =
        found.and_then(Iterator::collect).map_err(|error| format!("{error} in {query}"))?;
    rows.sort();
    if [pair.old, pair.new].iter().all(|table| table.numbering() == Numbering::Autoincrement) {
        let highest = "SELECT max(seq) FROM sqlite_sequence WHERE name = ?";
        let highest: rusqlite::Result<Value> = db.query_row(highest, [&pair.old.name], |row| row.get(0));
        rows.push(format!("highest number {:?}", highest.map_err(|error| error.to_string())?));
    }
    Ok(rows)
}

pub(crate) fn compare(before: &Snapshot, after: &Snapshot) -> Result<(), String> {
    match before == after {
        true => Ok(()),
        false => Err(format!("the rows were\n{before:#?}\nand are\n{after:#?}")),
    }
}
