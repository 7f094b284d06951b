//! What is asked of a database's rows before a way is gone, there or back. Must not know how it is asked.

use evenkeel_core::{Catalog, Danger, Direction, ObjectId, Pair, Plan, Question, Step, View};
use evenkeel_postgres::Postgres;
use evenkeel_postgres::preflight as postgres;
use evenkeel_sqlite::Sqlite;
use evenkeel_sqlite::preflight as sqlite;

use super::PlanningError;
use super::keeping::delta;
use crate::state::State;

/// What is asked before the way from the old state to the new one is gone: which rows would stop it.
///
/// # Errors
/// There is no plan for it.
pub fn questions(states: Pair<&State>) -> Result<Vec<Question>, PlanningError> {
    match (states.old, states.new) {
        (State::Postgres(old), State::Postgres(new)) => there_on_postgres(Pair::of(old, new)),
        (State::Sqlite(old), State::Sqlite(new)) => there_on_sqlite(Pair::of(old, new)),
        (State::Postgres(_), State::Sqlite(_)) | (State::Sqlite(_), State::Postgres(_)) => {
            Err(PlanningError::DialectsDiffer)
        }
    }
}

/// The statement of a plan that a question is about: the last that may fail for its object.
pub fn statement_of<'p>(plan: &'p Plan, question: &Question) -> Option<&'p Step> {
    let is_meant = |object: &ObjectId| *object == question.object || question.object.is_below(object);
    let may_fail =
        |step: &&Step| step.hazards.iter().any(|it| it.danger == Danger::MayFail && is_meant(&it.object));
    let steps = || plan.steps.iter().rev();
    steps().find(may_fail).or_else(|| steps().find(|step| is_meant(&step.object)))
}

fn there_on_postgres(
    catalogs: Pair<&Catalog<evenkeel_postgres::Object>>,
) -> Result<Vec<Question>, PlanningError> {
    let delta = delta(&Postgres::default(), catalogs)?;
    let view = View { catalogs, delta: &delta };
    Ok(postgres::questions(&view, &evenkeel_postgres::quarantine::Choice::default(), Direction::There))
}

fn there_on_sqlite(
    catalogs: Pair<&Catalog<evenkeel_sqlite::Object>>,
) -> Result<Vec<Question>, PlanningError> {
    let delta = delta(&Sqlite::default(), catalogs)?;
    let view = View { catalogs, delta: &delta };
    Ok(sqlite::questions(&view, &evenkeel_sqlite::quarantine::Choice::default(), Direction::There))
}
