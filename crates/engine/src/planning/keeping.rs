//! Plans that keep in quarantine what they would lose, and the ways back that put it in place again. Must not know
//! where the states come from.

use std::sync::Arc;

use evenkeel_core::delta::diff;
use evenkeel_core::planner::plan_delta;
use evenkeel_core::{
    Catalog, Delta, Dialect, Direction, Name, ObjectId, Pair, Plan, Question, Statement, View, sql,
};
use evenkeel_postgres::Postgres;
use evenkeel_postgres::quarantine as postgres;
use evenkeel_sqlite::Sqlite;
use evenkeel_sqlite::quarantine as sqlite;

pub use evenkeel_postgres::quarantine::Label;

use super::{Online, PlanningError};
use crate::state::State;

/// What a plan keeps.
#[derive(Clone, Debug, Default)]
pub enum Kept {
    #[default]
    Nothing,
    Postgres(Arc<postgres::Choice>),
    Sqlite(Arc<sqlite::Choice>),
}

impl Kept {
    /// The objects of which something is kept, with the tables in which it waits.
    pub fn things(&self) -> Vec<(&ObjectId, &str)> {
        match self {
            Kept::Nothing => Vec::new(),
            Kept::Postgres(choice) => {
                choice.keepings.iter().map(|keeping| (&keeping.object, keeping.name.as_str())).collect()
            }
            Kept::Sqlite(choice) => {
                choice.keepings.iter().map(|keeping| (&keeping.object, keeping.name.as_str())).collect()
            }
        }
    }

    pub fn is_empty(&self) -> bool {
        self.things().is_empty()
    }
}

/// As [`plan`](super::plan) with every drop and add taken for that; what would be lost is kept, as far as it can be.
///
/// # Errors
/// As for [`plan`](super::plan).
pub fn plan_keeping(
    states: Pair<&State>,
    label: Label,
    online: &Online,
) -> Result<(Plan, Kept), PlanningError> {
    match (states.old, states.new) {
        (State::Postgres(old), State::Postgres(new)) => {
            let catalogs = Pair::of(old, new);
            let delta = delta(&Postgres::default(), catalogs)?;
            let choice = Arc::new(postgres::choose(&View { catalogs, delta: &delta }, label));
            let quarantine = postgres::Quarantine::Fill(Arc::clone(&choice));
            let dialect = Postgres { quarantine, online: online.clone() };
            Ok((plan_delta(&dialect, catalogs, &delta)?, Kept::Postgres(choice)))
        }
        (State::Sqlite(old), State::Sqlite(new)) => {
            let catalogs = Pair::of(old, new);
            let delta = delta(&Sqlite::default(), catalogs)?;
            let view = View { catalogs, delta: &delta };
            let choice = Arc::new(sqlite::choose(&view, &label.migration, &label.stamp));
            let dialect = Sqlite { quarantine: sqlite::Quarantine::Fill(Arc::clone(&choice)) };
            Ok((plan_delta(&dialect, catalogs, &delta)?, Kept::Sqlite(choice)))
        }
        (State::Postgres(_), State::Sqlite(_)) | (State::Sqlite(_), State::Postgres(_)) => {
            Err(PlanningError::DialectsDiffer)
        }
    }
}

/// The way back from the new state, with the questions that tell beforehand which rows do not fit it.
///
/// # Errors
/// As for [`plan`](super::plan); or what was kept cannot be put in place again.
pub fn plan_back(
    states: Pair<&State>,
    kept: &Kept,
    online: &Online,
) -> Result<(Plan, Vec<Question>), PlanningError> {
    let (plan, preflight) = match (states.old, states.new) {
        (State::Postgres(old), State::Postgres(new)) => {
            let choice = match kept {
                Kept::Postgres(choice) => Arc::clone(choice),
                Kept::Nothing | Kept::Sqlite(_) => Arc::default(),
            };
            back_on_postgres(Pair::of(old, new), &choice, online)?
        }
        (State::Sqlite(old), State::Sqlite(new)) => {
            let choice = match kept {
                Kept::Sqlite(choice) => Arc::clone(choice),
                Kept::Nothing | Kept::Postgres(_) => Arc::default(),
            };
            back_on_sqlite(Pair::of(old, new), &choice)?
        }
        (State::Postgres(_), State::Sqlite(_)) | (State::Sqlite(_), State::Postgres(_)) => {
            return Err(PlanningError::DialectsDiffer);
        }
    };
    let gone = |name: &str| plan.steps.iter().any(|step| is_drop_of(&step.statement, name));
    match kept.things().into_iter().find(|(_, name)| !gone(name)) {
        None => Ok((plan, preflight)),
        Some((object, _)) => Err(PlanningError::NotGivenBack(object.clone())),
    }
}

/// Whether a statement ends the wait of what waits under this name.
fn is_drop_of(statement: &Statement, name: &str) -> bool {
    let places = [Name::new([postgres::SCHEMA, name]), Name::new([name])];
    match statement {
        Statement::Whole(sql) => places.iter().any(|place| *sql == sql!("DROP TABLE {}", place)),
        Statement::Fusible { .. } => false,
    }
}

type Back = (Plan, Vec<Question>);

fn back_on_postgres(
    catalogs: Pair<&Catalog<evenkeel_postgres::Object>>,
    choice: &Arc<postgres::Choice>,
    online: &Online,
) -> Result<Back, PlanningError> {
    let mut new = catalogs.new.clone();
    postgres::recall(&mut new, choice);
    let catalogs = Pair::of(catalogs.old, &new);
    let quarantine = postgres::Quarantine::Empty(Arc::clone(choice));
    let dialect = Postgres { quarantine, online: online.clone() };
    let delta = delta(&dialect, catalogs)?;
    let plan = plan_delta(&dialect, catalogs, &delta)?;
    let view = View { catalogs, delta: &delta };
    Ok((plan, evenkeel_postgres::preflight::questions(&view, choice, Direction::Back)))
}

fn back_on_sqlite(
    catalogs: Pair<&Catalog<evenkeel_sqlite::Object>>,
    choice: &Arc<sqlite::Choice>,
) -> Result<Back, PlanningError> {
    let dialect = Sqlite { quarantine: sqlite::Quarantine::Empty(Arc::clone(choice)) };
    let delta = delta(&dialect, catalogs)?;
    let plan = plan_delta(&dialect, catalogs, &delta)?;
    let view = View { catalogs, delta: &delta };
    Ok((plan, evenkeel_sqlite::preflight::questions(&view, choice, Direction::Back)))
}

pub(super) fn delta<D: Dialect>(
    dialect: &D,
    catalogs: Pair<&Catalog<D::Object>>,
) -> Result<Delta<D::Change>, PlanningError> {
    let delta = diff(dialect, catalogs);
    match delta.obstacles.is_empty() {
        true => Ok(delta),
        false => Err(PlanningError::Unmodelled(delta.obstacles)),
    }
}
