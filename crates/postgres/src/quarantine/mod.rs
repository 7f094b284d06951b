//! Quarantine: what a plan would throw away waits in a schema of its own, and the way back puts it in place again.
//!
//! A dropped table is stripped of everything that hangs on other objects and moved; a dropped column, or one whose
//! values a new type may alter, is kept with the table's key; of a sequence its value is kept. The way back makes
//! everything as the plan without quarantine would, and fills it.
//!
//! Must not know the order of things: what is kept is taken right before the statement that would lose it. Only the values
//! of a column that goes from a table in use are copied before anything changes, and made good for at that place.

mod by_hand;
mod choice;
mod give_back;
pub(crate) mod keep;
mod meanwhile;

use std::sync::Arc;

use evenkeel_core::sql::{Ident, Literal, Name, Sql};
use evenkeel_core::{Action, Danger, Disposition, ObjectId, Step, View, Work, sql};
use serde::{Deserialize, Serialize};

use crate::dialect::{Deed, Postgres};
use crate::kinds::{Change, Site, column, table_of};
use crate::online::Online;

pub use by_hand::{Present, Return, presence};
pub use choice::{Choice, Label, choose, recall};
pub(crate) use choice::{OWN, waiting};
use meanwhile::Meanwhile;

/// The schema in which things wait; no catalog tells of it.
pub const SCHEMA: &str = "evenkeel_quarantine";

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

/// One thing that waits in a table of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keeping {
    pub object: ObjectId,
    /// The name of its table in the schema, and of the function by which the way back looks into it.
    pub name: String,
    pub holds: Holds,
}

/// What such a table holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Holds {
    /// The rows of a table that is dropped.
    Rows { schema: String, table: String, columns: Vec<Kept> },
    /// The values of a column that is dropped.
    Column { schema: String, table: String, key: Vec<Kept>, column: Kept },
    /// The values that a new type alters, and in `became` what it made of them.
    Values { schema: String, table: String, key: Vec<Kept>, column: Kept },
    /// Where a sequence was.
    Counter { schema: String, sequence: String },
}

/// A column of which values are kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    pub name: String,
    #[serde(rename = "type")]
    pub data_type: Sql,
    /// Kept as text, because its type may be dropped meanwhile.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub as_text: bool,
}

impl Kept {
    pub(crate) fn ident(&self) -> Ident<'_> {
        Ident::new(&self.name)
    }

    /// The type in which it waits.
    fn waits_as(&self) -> Sql {
        if self.as_text { Sql::raw("text") } else { self.data_type.clone() }
    }

    /// A value of its own type as it waits.
    pub(crate) fn put_away(&self, value: impl Into<Sql>) -> Sql {
        if self.as_text { as_text(&value.into()) } else { value.into() }
    }

    /// A value that waited, in its own type again.
    pub(crate) fn taken_out(&self, value: impl Into<Sql>) -> Sql {
        if self.as_text { sql!("{}::{}", value.into(), self.data_type) } else { value.into() }
    }
}

/// A value as text of the collation that every database has: its own may be dropped meanwhile.
fn as_text(value: &Sql) -> Sql {
    sql!("{}::text COLLATE pg_catalog.\"default\"", value)
}

/// What the comment on a table in quarantine says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// The version of this format.
    pub evenkeel: u32,
    pub migration: String,
    /// The object as messages name it.
    pub object: String,
    pub holds: Holds,
}

impl Keeping {
    /// The table in which it waits.
    pub fn place(&self) -> Name {
        Name::new([SCHEMA, &self.name])
    }

    fn step(&self, action: Action, sql: Sql) -> Step {
        Step::new(&self.object, action, sql)
    }

    /// Says in the database what the table holds.
    fn noted(&self, migration: &str) -> Step {
        let (object, holds) = (self.object.to_string(), self.holds.clone());
        let note = Note { evenkeel: 1, migration: migration.to_owned(), object, holds };
        let text = serde_json::to_string(&note).expect("a note holds only strings");
        self.step(Action::Drop, sql!("COMMENT ON TABLE {} IS {}", self.place(), Literal(&text)))
    }

    fn dropped(&self) -> Step {
        self.step(Action::Create, sql!("DROP TABLE {}", self.place()))
    }
}

/// All pieces of work in one, outermost first.
pub(crate) fn flat<'a, 'w>(work: &'w Work<'a, Postgres>) -> Vec<&'w Work<'a, Postgres>> {
    let mut all = vec![work];
    let mut at = 0;
    while at < all.len() {
        all.extend(all[at].parts.iter());
        at += 1;
    }
    all
}

impl Quarantine {
    /// The steps of one piece of work together with what is kept or given back around them.
    pub(crate) fn around(
        &self,
        view: &View<'_, Postgres>,
        work: &Work<'_, Postgres>,
        online: &Online,
        steps: Vec<Step>,
    ) -> Vec<Step> {
        match self {
            Quarantine::None => steps,
            Quarantine::Fill(choice) => keep::around(choice, &Site { view, work }, online, steps),
            Quarantine::Empty(choice) => give_back::around(choice, view, work, steps),
        }
    }

    /// Whether something of this object goes into quarantine or comes out of it.
    pub(crate) fn concerns(&self, id: &ObjectId) -> bool {
        match self {
            Quarantine::None => false,
            Quarantine::Fill(choice) | Quarantine::Empty(choice) => choice.of(id).is_some(),
        }
    }

    /// Columns whose values come back although nothing else becomes of them: a label that is added again.
    pub(crate) fn consequences(&self, view: &View<'_, Postgres>) -> Vec<(ObjectId, Disposition<Change>)> {
        let Quarantine::Empty(choice) = self else { return Vec::new() };
        let waiting = choice.keepings.iter().filter(|keeping| matches!(keeping.holds, Holds::Values { .. }));
        let untouched = waiting.filter(|keeping| {
            let what = view.delta.of(&keeping.object);
            matches!(what, None | Some(Disposition::Alter(Change::Column(column::Change::Facets))))
        });
        let retyped = || Disposition::Alter(Change::Column(column::Change::Type));
        untouched.map(|keeping| (keeping.object.clone(), retyped())).collect()
    }

    /// What holds rows of another table is put away before those rows get another shape.
    pub(crate) fn wishes(&self, view: &View<'_, Postgres>) -> Vec<(Deed, Deed)> {
        let Quarantine::Fill(choice) = self else { return Vec::new() };
        let old = view.catalogs.old;
        let mut wishes = Vec::new();
        for keeping in &choice.keepings {
            let columns = old.below("column", &keeping.object).map(|(id, _)| id).chain([&keeping.object]);
            for column in columns.filter(|id| id.kind() == "column") {
                let held =
                    old.bonds(column).filter(|(on, _)| on.kind() == "table" && **on != table_of(column));
                let parts = held.flat_map(|(table, _)| old.below("column", table)).map(|(id, _)| id);
                for part in parts {
                    let away = [Action::Drop, Action::Alter].map(|action| (column.clone(), action));
                    let changes = [Action::Drop, Action::Alter].map(|action| (part.clone(), action));
                    wishes.extend(
                        away.iter()
                            .flat_map(|away| changes.iter().map(|change| (away.clone(), change.clone()))),
                    );
                }
            }
        }
        wishes
    }

    /// The schema is there before anything is moved into it, and what takes long is copied before anything changes.
    pub(crate) fn begun(&self, view: &View<'_, Postgres>, online: &Online, steps: Vec<Step>) -> Vec<Step> {
        match self {
            Quarantine::Fill(choice) if !choice.keepings.is_empty() => {
                let schema = ObjectId::new("schema", &[SCHEMA]);
                let sql = sql!("CREATE SCHEMA IF NOT EXISTS {}", Ident::new(SCHEMA));
                let begun = choice
                    .keepings
                    .iter()
                    .filter_map(|keeping| Meanwhile::of(keeping, online, view))
                    .flat_map(|meanwhile| meanwhile.begun());
                std::iter::once(Step::new(&schema, Action::Create, sql))
                    .chain(begun)
                    .chain(keep::held_once(steps))
                    .collect()
            }
            Quarantine::None | Quarantine::Fill(_) | Quarantine::Empty(_) => steps,
        }
    }
}

/// What is kept is not lost.
pub(crate) fn without_loss(mut step: Step, of: &ObjectId) -> Step {
    step.hazards.retain(|hazard| hazard.danger != Danger::DataLoss || hazard.object != *of);
    step
}
