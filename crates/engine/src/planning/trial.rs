//! What is needed to try a plan out: rows to put into the old schema, and which of them have to come through. Must not know
//! where it is tried.

use std::collections::BTreeSet;

use evenkeel_core::delta::diff;
use evenkeel_core::{Filling, ObjectId, Pair, Plan, Survivors, View};
use evenkeel_postgres::{Postgres, samples as postgres, survivors as on_postgres};
use evenkeel_sqlite::{Sqlite, samples as sqlite, survivors as on_sqlite};

use super::Kept;
use crate::state::State;

/// Rows of more tables than this are not made up.
const MOST: usize = 200;

/// How a plan is tried out.
#[derive(Clone, Debug, Default)]
pub(crate) struct Trial {
    pub(crate) fillings: Vec<Filling>,
    pub(crate) survivors: Survivors,
    /// How many tables the plan has to do with whose rows are not made up.
    pub(crate) beyond: usize,
}

impl Trial {
    /// Only tables that the plan has to do with are filled, and those that they refer to.
    pub(crate) fn of(states: Pair<&State>, plan: &Plan, kept: &Kept) -> Trial {
        match (states.old, states.new) {
            (State::Postgres(old), State::Postgres(new)) => {
                let catalogs = Pair::of(old, new);
                let delta = diff(&Postgres::default(), catalogs);
                let view = View { catalogs, delta: &delta };
                let (tables, beyond) = first(on_postgres::touched(&view, plan));
                let survivors = match kept {
                    Kept::Postgres(choice) => on_postgres::survivors(&view, plan, choice, &tables),
                    Kept::Nothing | Kept::Sqlite(_) => {
                        on_postgres::survivors(&view, plan, &Default::default(), &tables)
                    }
                };
                Trial { fillings: postgres::fillings(catalogs, &tables), survivors, beyond }
            }
            (State::Sqlite(old), State::Sqlite(new)) => {
                let catalogs = Pair::of(old, new);
                let delta = diff(&Sqlite::default(), catalogs);
                let view = View { catalogs, delta: &delta };
                let (tables, beyond) = first(on_sqlite::touched(&view));
                let survivors = match kept {
                    Kept::Sqlite(choice) => on_sqlite::survivors(&view, plan, choice, &tables),
                    Kept::Nothing | Kept::Postgres(_) => {
                        on_sqlite::survivors(&view, plan, &Default::default(), &tables)
                    }
                };
                Trial { fillings: sqlite::fillings(catalogs, &tables), survivors, beyond }
            }
            (State::Postgres(_), State::Sqlite(_)) | (State::Sqlite(_), State::Postgres(_)) => {
                Trial::default()
            }
        }
    }
}

fn first(tables: BTreeSet<ObjectId>) -> (BTreeSet<ObjectId>, usize) {
    let beyond = tables.len().saturating_sub(MOST);
    (tables.into_iter().take(MOST).collect(), beyond)
}
