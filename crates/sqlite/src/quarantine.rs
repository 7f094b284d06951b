//! Quarantine: what a plan would throw away waits in a table of its own, and the way back puts it in place again.
//!
//! SQLite has no schemas and no comments, so such a table is told by its name, and `evenkeel_quarantine` says of each what
//! it holds. A row is found again by its key: rowids that nobody declared may change when the file is vacuumed. Must not
//! know the order of things.

use std::sync::Arc;

use evenkeel_core::plan::Step;
use evenkeel_core::sql::{Ident, Literal, Sql};
use evenkeel_core::{Action, Catalog, Danger, Disposition, ObjectId, View, Work, sql};
use serde::{Deserialize, Serialize};

use crate::dialect::Sqlite;
use crate::kinds::Object;
use crate::kinds::table::diff::{Change, OldRows, value_for_old_rows};
use crate::kinds::table::hazards::losses;
use crate::kinds::table::{Column, Numbering, Rule, Storage, Table};

mod by_hand;

pub use by_hand::returned;

/// Says of each table in quarantine what it holds.
pub const REGISTER: &str = "evenkeel_quarantine";

/// What a plan does about what it takes away.
#[derive(Clone, Debug, Default)]
pub enum Quarantine {
    /// It is lost.
    #[default]
    None,
    /// It is kept.
    Fill(Arc<Choice>),
    /// What was kept is put in place again.
    Empty(Arc<Choice>),
}

/// What is kept, and why other things cannot be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// The migration's full name.
    pub migration: String,
    pub keepings: Vec<Keeping>,
    /// Tables whose values are lost.
    pub lost: Vec<ObjectId>,
}

/// What waits of one table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keeping {
    pub object: ObjectId,
    /// The table in which it waits.
    pub name: String,
    pub holds: Holds,
}

/// What such a table holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Holds {
    /// All rows of a table that is dropped.
    Rows { table: String, columns: Vec<String> },
    /// Values of columns that go, and of columns whose new type alters them.
    Values { table: String, key: Vec<String>, dropped: Vec<String>, altered: Vec<String> },
}

/// What the register says of a table in quarantine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    pub evenkeel: u32,
    pub migration: String,
    pub object: String,
    pub holds: Holds,
}

const NO_KEY: &str = "its table has no key that stays as it is, by which they could be found again";

/// Before the value that a new type made of one that waits.
const BECAME: &str = "became_";

/// Chooses what of a plan's losses is kept; `stamp` makes the names of the tables.
pub fn choose(view: &View<'_, Sqlite>, migration: &str, stamp: &str) -> Choice {
    let mut choice = Choice { migration: migration.to_owned(), ..Choice::default() };
    for (object, what) in &view.delta.dispositions {
        let Some(old) = view.catalogs.old.get(object).and_then(Object::table) else { continue };
        let new = view.catalogs.new.get(object).and_then(Object::table);
        let holds = match (what, new) {
            (Disposition::Drop | Disposition::Recreate, _) | (_, None) => Some(rows(old)),
            (Disposition::Alter(_), Some(new)) => match values(object, old, new) {
                None => continue,
                Some(values) => values,
            },
            (Disposition::Create, Some(_)) => continue,
        };
        let name = [REGISTER, "_", &old.name, "_", stamp].concat();
        match holds {
            Some(holds) => choice.keepings.push(Keeping { object: object.clone(), name, holds }),
            None => choice.lost.push(object.clone()),
        }
    }
    choice
}

fn rows(table: &Table) -> Holds {
    let stored = table.ordered_columns().filter(|(_, column)| column.generated.is_none());
    Holds::Rows {
        table: table.name.clone(),
        columns: stored.map(|(_, column)| column.name.clone()).collect(),
    }
}

/// The outer answer is whether anything is lost, the inner one whether it can be kept.
fn values(id: &ObjectId, old: &Table, new: &Table) -> Option<Option<Holds>> {
    let lost = losses(id, evenkeel_core::Pair::of(old, new));
    if lost.is_empty() {
        return None;
    }
    let is_lost =
        |column: &Column| lost.iter().any(|hazard| hazard.object == id.child("column", &column.name));
    let stored = || old.ordered_columns().filter(|(_, column)| column.generated.is_none());
    let names = |stays: bool| {
        let all = stored().filter(|(key, column)| {
            let there = new.columns.get(*key).is_some_and(|new| new.generated.is_none());
            there == stays && (is_lost(column) || !new.columns.contains_key(*key))
        });
        all.map(|(_, column)| column.name.clone()).collect::<Vec<_>>()
    };
    let (dropped, altered) = (names(false), names(true));
    Some(key(old, new).map(|key| Holds::Values { table: old.name.clone(), key, dropped, altered }))
}

/// The columns of a key that both versions of a table have, and in which nothing is null.
fn key(old: &Table, new: &Table) -> Option<Vec<String>> {
    let keys = old.constraints.iter().filter(|constraint| new.constraints.contains(constraint));
    let mut keys = keys.filter_map(|constraint| match &constraint.rule {
        Rule::PrimaryKey { parts, numbering, .. } => {
            Some((parts, *numbering != Numbering::Own || old.storage == Storage::WithoutRowid))
        }
        Rule::Unique { parts, .. } => Some((parts, false)),
        Rule::Check { .. } | Rule::ForeignKey(_) => None,
    });
    keys.find_map(|(parts, filled)| {
        let columns = parts.iter().map(|part| {
            let (old, new) = (old.columns.get(&part.column)?, new.columns.get(&part.column)?);
            let same = old.type_name == new.type_name && old.collation == new.collation;
            (same && (filled || old.not_null.is_some())).then(|| old.name.clone())
        });
        columns.collect::<Option<Vec<String>>>()
    })
}

impl Choice {
    pub(crate) fn of(&self, id: &ObjectId) -> Option<&Keeping> {
        self.keepings.iter().find(|keeping| keeping.object == *id)
    }
}

impl Keeping {
    pub(crate) fn place(&self) -> Ident<'_> {
        Ident::new(&self.name)
    }

    fn step(&self, action: Action, sql: Sql) -> Step {
        Step::new(&self.object, action, sql)
    }

    fn note(&self, migration: &str) -> String {
        let (object, holds) = (self.object.to_string(), self.holds.clone());
        let note = Note { evenkeel: 1, migration: migration.to_owned(), object, holds };
        serde_json::to_string(&note).expect("a note holds only strings")
    }

    /// What is taken before the table changes, and what is noted after.
    fn filled(&self, migration: &str) -> (Vec<Step>, Vec<Step>) {
        let (table, columns) = match &self.holds {
            Holds::Rows { table, columns } => (table, columns.clone()),
            Holds::Values { table, key, dropped, altered } => {
                (table, [key.as_slice(), dropped, altered].concat())
            }
        };
        let list = Sql::join(columns.iter().map(|column| Ident::new(column)), ", ");
        let copy = sql!("CREATE TABLE {} AS SELECT {} FROM {}", self.place(), list, Ident::new(table));
        let noted = sql!(
            "INSERT INTO {} (name, note, seq) VALUES ({}, {}, {})",
            Ident::new(REGISTER),
            Literal(&self.name),
            Literal(&self.note(migration)),
            Sql::raw("NULL")
        );
        let before = vec![self.step(Action::Drop, copy), self.step(Action::Drop, noted)];
        let Holds::Values { key, altered, .. } = &self.holds else { return (before, Vec::new()) };
        let became = altered.iter().flat_map(|column| {
            let name = [BECAME, column].concat();
            let found = sql!(
                "SELECT t.{} FROM {} AS t WHERE {}",
                Ident::new(column),
                Ident::new(table),
                self.same("t", key)
            );
            [
                sql!("ALTER TABLE {} ADD COLUMN {}", self.place(), Ident::new(&name)),
                sql!("UPDATE {} SET {} = ({})", self.place(), Ident::new(&name), found),
            ]
        });
        (before, became.map(|sql| self.step(Action::Drop, sql)).collect())
    }

    /// Where a row in quarantine and one of a table are the same.
    pub(crate) fn same(&self, table: &str, key: &[String]) -> Sql {
        let parts = key.iter().map(|part| {
            sql!("{}.{} = {}.{}", self.place(), Ident::new(part), Ident::new(table), Ident::new(part))
        });
        Sql::join(parts, " AND ")
    }

    fn gone(&self) -> Vec<Step> {
        let sql = [
            sql!("DROP TABLE {}", self.place()),
            sql!("DELETE FROM {} WHERE name = {}", Ident::new(REGISTER), Literal(&self.name)),
        ];
        sql.map(|sql| self.step(Action::Create, sql)).into()
    }

    /// What a column holds again, when a row comes from the table as it is now; None for columns that nothing waits of.
    pub(crate) fn recalled(&self, column: &Column) -> Option<Sql> {
        let Holds::Values { table, key, dropped, altered } = &self.holds else { return None };
        let name = Ident::new(&column.name);
        let same = self.same(table, key);
        let found = sql!("(SELECT {}.{} FROM {} WHERE {})", self.place(), name, self.place(), same);
        if dropped.contains(&column.name) {
            // Only a row that was written meanwhile gets the default; one that was empty is empty again.
            let default = column.default.as_ref().filter(|_| value_for_old_rows(column) != OldRows::Null);
            return Some(match default {
                Some(default) => sql!(
                    "CASE WHEN EXISTS (SELECT 1 FROM {} WHERE {}) THEN {} ELSE {} END",
                    self.place(),
                    same,
                    found,
                    Sql::from_database(default.as_str())
                ),
                None => found,
            });
        }
        let became = [BECAME, &column.name].concat();
        let own = sql!("{}.{}", Ident::new(table), name);
        altered.contains(&column.name).then(|| {
            sql!(
                "CASE WHEN EXISTS (SELECT 1 FROM {} WHERE {} AND {}.{} IS {}) THEN {} ELSE {} END",
                self.place(),
                same,
                self.place(),
                Ident::new(&became),
                own,
                found,
                own
            )
        })
    }
}

impl Quarantine {
    /// Whether a table is made anew, because values of it come out of quarantine.
    pub(crate) fn gives_back(&self, table: &Table) -> bool {
        let Quarantine::Empty(choice) = self else { return false };
        choice.keepings.iter().any(|keeping| match &keeping.holds {
            Holds::Values { table: name, .. } => *name == table.name,
            Holds::Rows { .. } => false,
        })
    }

    /// What a column holds when a table is made anew, where that waits in quarantine.
    pub(crate) fn recalled(&self, id: &ObjectId, column: &Column) -> Option<Sql> {
        match self {
            Quarantine::Empty(choice) => choice.of(id)?.recalled(column),
            Quarantine::None | Quarantine::Fill(_) => None,
        }
    }

    /// The steps of one piece of work together with what is kept or given back around them.
    pub(crate) fn around(&self, work: &Work<'_, Sqlite>, steps: Vec<Step>) -> Vec<Step> {
        match self {
            Quarantine::None => steps,
            Quarantine::Fill(choice) => filled(choice, work, steps),
            Quarantine::Empty(choice) => emptied(choice, work, steps),
        }
    }

    /// The register is there before anything is noted in it.
    pub(crate) fn begun(&self, steps: Vec<Step>) -> Vec<Step> {
        match self {
            Quarantine::Fill(choice) if !choice.keepings.is_empty() => {
                let object = ObjectId::new("table", &[REGISTER]);
                let sql = sql!(
                    "CREATE TABLE IF NOT EXISTS {} (name TEXT PRIMARY KEY, note TEXT NOT NULL, seq INTEGER)",
                    Ident::new(REGISTER)
                );
                std::iter::once(Step::new(&object, Action::Create, sql)).chain(steps).collect()
            }
            Quarantine::None | Quarantine::Fill(_) | Quarantine::Empty(_) => steps,
        }
    }
}

fn filled(choice: &Choice, work: &Work<'_, Sqlite>, mut steps: Vec<Step>) -> Vec<Step> {
    let losing = matches!(work.action, Action::Drop | Action::Alter);
    if losing && choice.lost.contains(work.id) {
        for hazard in steps.iter_mut().flat_map(|step| &mut step.hazards) {
            if hazard.danger == Danger::DataLoss {
                hazard.why = [hazard.why.as_str(), "; ", NO_KEY].concat();
            }
        }
    }
    let Some(keeping) = choice.of(work.id).filter(|_| losing) else { return steps };
    steps.iter_mut().for_each(|step| step.hazards.retain(|hazard| hazard.danger != Danger::DataLoss));
    let (mut before, after) = keeping.filled(&choice.migration);
    if let (Holds::Rows { table, .. }, true) = (&keeping.holds, counts(work.objects.old)) {
        let sql = sql!(
            "UPDATE {} SET seq = (SELECT seq FROM sqlite_sequence WHERE name = {}) WHERE name = {}",
            Ident::new(REGISTER),
            Literal(table),
            Literal(&keeping.name)
        );
        before.push(keeping.step(Action::Drop, sql));
    }
    before.into_iter().chain(steps).chain(after).collect()
}

/// Whether its numbers are never used twice.
fn counts(object: Option<&Object>) -> bool {
    object.and_then(Object::table).is_some_and(|table| table.numbering() == Numbering::Autoincrement)
}

fn emptied(choice: &Choice, work: &Work<'_, Sqlite>, mut steps: Vec<Step>) -> Vec<Step> {
    let Some(keeping) = choice.of(work.id) else { return steps };
    match (&keeping.holds, work.action) {
        (Holds::Rows { table, columns }, Action::Create) => {
            let list = Sql::join(columns.iter().map(|column| Ident::new(column)), ", ");
            let name = Ident::new(table);
            let fill = sql!("INSERT INTO {} ({})\nSELECT {} FROM {}", name, list, list, keeping.place());
            steps.push(keeping.step(Action::Create, fill));
            if counts(work.objects.new) {
                let count = [
                    sql!("DELETE FROM sqlite_sequence WHERE name = {}", Literal(table)),
                    sql!(
                        "INSERT INTO sqlite_sequence (name, seq)\nSELECT {}, seq FROM {} WHERE name = {} AND seq IS NOT NULL",
                        Literal(table),
                        Ident::new(REGISTER),
                        Literal(&keeping.name)
                    ),
                ];
                steps.extend(count.map(|sql| keeping.step(Action::Create, sql)));
            }
            steps.extend(keeping.gone());
        }
        (Holds::Values { .. }, Action::Alter) => steps.extend(keeping.gone()),
        (Holds::Rows { .. } | Holds::Values { .. }, _) => {}
    }
    steps
}

/// The table of a catalog that an id names.
pub(crate) fn table<'a>(catalog: &'a Catalog<Object>, id: &ObjectId) -> Option<&'a Table> {
    catalog.get(id).and_then(Object::table)
}

/// Whether the change of a table that stays can lose or gain a place for values.
pub(crate) fn is_alter(what: Option<&Disposition<Change>>) -> bool {
    matches!(what, Some(Disposition::Alter(_)))
}
