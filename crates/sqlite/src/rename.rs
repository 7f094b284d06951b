//! Renames of tables and columns, which SQLite carries through views, triggers, indexes and foreign keys by itself,
//! and what looks like one. Must not decide whether it is one.

use evenkeel_core::plan::Step;
use evenkeel_core::{Action, Catalog, Ident, ObjectId, Pair, Sql, sql};

use crate::canon::folded;
use crate::kinds::table::Table;
use crate::kinds::{Object, index, table, trigger, view};

/// The statements that rename a table (`table` with its name) or a column (`column` with the table's and its own
/// name). None when there is no such thing, it cannot be renamed, or the name is taken. Needs
/// `legacy_alter_table = OFF`; read the catalog again before planning on.
pub fn rename(id: &ObjectId, new_name: &str, catalog: &Catalog<Object>) -> Option<Vec<Step>> {
    match id.kind() {
        table::NAME => rename_table(id, new_name, catalog),
        "column" => {
            let table = catalog.get(&id.parent(table::NAME)?)?.table()?;
            rename_column(id, new_name, table)
        }
        index::NAME | view::NAME | trigger::NAME => None,
        _ => None,
    }
}

fn rename_table(id: &ObjectId, new_name: &str, catalog: &Catalog<Object>) -> Option<Vec<Step>> {
    let table = catalog.get(id)?.table()?;
    let step = |from: &str, to: &str| {
        Step::new(id, Action::Rename, sql!("ALTER TABLE {} RENAME TO {}", Ident::new(from), Ident::new(to)))
    };
    if folded(&table.name) == folded(new_name) {
        // SQLite takes a name that differs in case for the same one, and says that it is taken.
        let passing = ["evenkeel_new_", new_name].concat();
        return Some(vec![step(&table.name, &passing), step(&passing, new_name)]);
    }
    let taken = catalog
        .entries()
        .iter()
        .any(|entry| entry.id.kind() != trigger::NAME && folded(entry.id.name()) == folded(new_name));
    (!taken).then(|| vec![step(&table.name, new_name)])
}

fn rename_column(id: &ObjectId, new_name: &str, table: &Table) -> Option<Vec<Step>> {
    let column = table.column(id.name())?;
    let same = folded(&column.name) == folded(new_name);
    if !same && table.column(new_name).is_some() {
        return None;
    }
    let names = [&table.name, &column.name, new_name].map(|name| Sql::from(Ident::new(name)));
    let [on, from, to] = names;
    let sql = sql!("ALTER TABLE {} RENAME COLUMN {} TO {}", on, from, to);
    Some(vec![Step::new(id, Action::Rename, sql)])
}

/// In tables that both catalogs have: a dropped and an added column of one type, as (table, old name, new name).
/// Either a rename, or a loss and a new thing. Computed columns hold nothing to lose and are passed over.
pub fn column_rename_candidates(catalogs: Pair<&Catalog<Object>>) -> Vec<(ObjectId, String, String)> {
    let mut found = Vec::new();
    for (id, object) in catalogs.old.modelled() {
        let new = catalogs.new.get(id).and_then(Object::table);
        let Some(tables) = Pair::of(object.table(), new).both() else { continue };
        let leaving = table::diff::missing(tables.old, tables.new);
        let coming = table::diff::missing(tables.new, tables.old);
        for old in leaving.iter().map(|key| &tables.old.columns[key]) {
            for new in coming.iter().map(|key| &tables.new.columns[key]) {
                let hold_data = old.generated.is_none() && new.generated.is_none();
                if hold_data && old.type_name == new.type_name {
                    found.push((id.clone(), old.name.clone(), new.name.clone()));
                }
            }
        }
    }
    found
}

#[cfg(test)]
mod tests;
