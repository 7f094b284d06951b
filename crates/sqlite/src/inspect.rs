//! From the rows of one SELECT to a catalog. Must not know who runs it.

use std::collections::{BTreeMap, BTreeSet};

use evenkeel_core::catalog::Entry;
use evenkeel_core::{Catalog, Node, ObjectId, Unmodelled};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::bonds::bonds;
use crate::canon::folded;
use crate::kinds::table::agree::{Facts, agrees};
use crate::kinds::{Object, index, table, trigger, view, virtual_table};

/// One SELECT without a semicolon, so that all of it is read from one state of the database. Each row has three
/// texts: the kind, the name, and a JSON object with the rest. Needs SQLite 3.37 or newer; only `main` is read.
pub fn script() -> &'static str {
    concat!(
        include_str!("kinds/table/inspect.sql"),
        "UNION ALL\n",
        include_str!("kinds/virtual_table/inspect.sql"),
        "UNION ALL\n",
        include_str!("kinds/index/inspect.sql"),
        "UNION ALL\n",
        include_str!("kinds/view/inspect.sql"),
        "UNION ALL\n",
        include_str!("kinds/trigger/inspect.sql"),
    )
}

/// Why the rows make no catalog.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    #[error("a catalog row has {0} cells instead of three texts")]
    Cells(usize),
    #[error("a catalog row is of the unknown kind \"{0}\"")]
    Kind(String),
    #[error("the facts about {kind} \"{name}\" cannot be read: {source}")]
    Facts { kind: String, name: String, source: serde_json::Error },
    #[error("{0}")]
    Duplicate(String),
}

/// What is known of an object that is little more than its text.
#[derive(Clone, Debug, Deserialize)]
struct TextFacts {
    sql: String,
    position: i32,
    /// The table or view that an index or trigger is on.
    #[serde(default)]
    on: String,
}

/// Takes the rows in any order.
#[derive(Clone, Debug, Default)]
pub struct Reader {
    tables: Vec<(String, Facts)>,
    virtual_tables: Vec<(String, TextFacts)>,
    indexes: Vec<(String, TextFacts)>,
    views: Vec<(String, TextFacts)>,
    triggers: Vec<(String, TextFacts)>,
}

impl Reader {
    pub fn new() -> Self {
        Reader::default()
    }

    /// Takes one row of [`script`].
    pub fn row(&mut self, cells: &[Option<&str>]) -> Result<(), ReadError> {
        let [Some(kind), Some(name), Some(facts)] = cells else { return Err(ReadError::Cells(cells.len())) };
        let list = match *kind {
            table::NAME => {
                self.tables.push(((*name).to_owned(), decode(kind, name, facts)?));
                return Ok(());
            }
            virtual_table::NAME => &mut self.virtual_tables,
            index::NAME => &mut self.indexes,
            view::NAME => &mut self.views,
            trigger::NAME => &mut self.triggers,
            _ => return Err(ReadError::Kind((*kind).to_owned())),
        };
        list.push(((*name).to_owned(), decode(kind, name, facts)?));
        Ok(())
    }

    /// The catalog of all rows taken. What is not understood is in it by name, as not modelled.
    pub fn finish(self) -> Result<Catalog<Object>, ReadError> {
        let columns: BTreeMap<String, BTreeSet<String>> = self
            .tables
            .iter()
            .map(|(name, facts)| {
                (folded(name), facts.columns.iter().map(|column| folded(&column.name)).collect())
            })
            .collect();
        let mut entries: Vec<Entry<Object>> = self.tables.into_iter().map(table_entry).collect();
        entries.extend(self.virtual_tables.into_iter().map(|row| entry(virtual_table::NAME, row, |_| None)));
        let none = BTreeSet::new();
        entries.extend(self.indexes.into_iter().map(|row| {
            let columns = columns.get(&folded(&row.1.on)).unwrap_or(&none);
            entry(index::NAME, row, |facts| index::read(&facts.sql, columns).map(Object::Index))
        }));
        entries.extend(
            self.views
                .into_iter()
                .map(|row| entry(view::NAME, row, |facts| view::read(&facts.sql).map(Object::View))),
        );
        entries.extend(
            self.triggers
                .into_iter()
                .map(|row| entry(trigger::NAME, row, |facts| trigger::read(&facts.sql).map(Object::Trigger))),
        );
        entries.sort_by_key(|entry| entry.position);
        let bonds = bonds(&entries);
        Catalog::build(entries, bonds).map_err(|duplicate| ReadError::Duplicate(duplicate.to_string()))
    }
}

fn decode<T: DeserializeOwned>(kind: &str, name: &str, facts: &str) -> Result<T, ReadError> {
    serde_json::from_str(facts).map_err(|source| ReadError::Facts {
        kind: kind.to_owned(),
        name: name.to_owned(),
        source,
    })
}

fn table_entry((name, facts): (String, Facts)) -> Entry<Object> {
    let read = table::read::table(&facts.sql).filter(|table| table.name == name && agrees(table, &facts));
    let node = match read {
        Some(table) => Node::Modelled(Object::Table(table)),
        None => Node::Unmodelled(Unmodelled { definition: virtual_table::definition(&facts.sql) }),
    };
    Entry { id: ObjectId::new(table::NAME, &[&name]), position: facts.position, node }
}

fn entry(
    kind: &'static str,
    (name, facts): (String, TextFacts),
    read: impl FnOnce(&TextFacts) -> Option<Object>,
) -> Entry<Object> {
    let node = match read(&facts) {
        Some(object) => Node::Modelled(object),
        None => Node::Unmodelled(Unmodelled { definition: virtual_table::definition(&facts.sql) }),
    };
    Entry { id: ObjectId::new(kind, &[&name]), position: facts.position, node }
}

#[cfg(test)]
mod tests;
