//! What is asked of a database's rows before a way is gone, there or back. Must not know how it is asked.

use evenkeel_core::{Catalog, Danger, ObjectId, Pair, Plan, Sql, Step, View};
use evenkeel_postgres::Postgres;
use evenkeel_postgres::preflight as postgres;
use evenkeel_sqlite::Sqlite;
use evenkeel_sqlite::preflight as sqlite;

pub(super) use evenkeel_postgres::preflight::Direction;

use super::PlanningError;
use super::keeping::delta;
use crate::state::State;

/// A question that is asked before a way is gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preflight {
    pub object: ObjectId,
    /// What is wrong with the rows that it finds, as the end of a sentence that begins with the object.
    pub why: String,
    /// The tables whose rows it is about.
    pub tables: Vec<ObjectId>,
    /// What has to be there while it is asked, and is undone afterwards.
    pub prepare: Option<Sql>,
    /// Answers the rows, by their keys.
    pub rows: Sql,
    /// Whether the way goes on without them.
    pub is_loss: bool,
    /// A statement after which no such row is left, as a proposal.
    pub mend: Option<Sql>,
}

/// What is asked before the way from the old state to the new one is gone: which rows would stop it.
///
/// # Errors
/// There is no plan for it.
pub fn questions(states: Pair<&State>) -> Result<Vec<Preflight>, PlanningError> {
    match (states.old, states.new) {
        (State::Postgres(old), State::Postgres(new)) => there_on_postgres(Pair::of(old, new)),
        (State::Sqlite(old), State::Sqlite(new)) => there_on_sqlite(Pair::of(old, new)),
        (State::Postgres(_), State::Sqlite(_)) | (State::Sqlite(_), State::Postgres(_)) => {
            Err(PlanningError::DialectsDiffer)
        }
    }
}

/// The statement of a plan that a question is about: the last that may fail for its object.
pub fn statement_of<'p>(plan: &'p Plan, question: &Preflight) -> Option<&'p Step> {
    let is_meant = |object: &ObjectId| *object == question.object || question.object.is_below(object);
    let may_fail =
        |step: &&Step| step.hazards.iter().any(|it| it.danger == Danger::MayFail && is_meant(&it.object));
    let steps = || plan.steps.iter().rev();
    steps().find(may_fail).or_else(|| steps().find(|step| is_meant(&step.object)))
}

fn there_on_postgres(
    catalogs: Pair<&Catalog<evenkeel_postgres::Object>>,
) -> Result<Vec<Preflight>, PlanningError> {
    let delta = delta(&Postgres::default(), catalogs)?;
    let view = View { catalogs, delta: &delta };
    Ok(of_postgres(&view, &evenkeel_postgres::quarantine::Choice::default(), Direction::There))
}

fn there_on_sqlite(
    catalogs: Pair<&Catalog<evenkeel_sqlite::Object>>,
) -> Result<Vec<Preflight>, PlanningError> {
    let delta = delta(&Sqlite::default(), catalogs)?;
    let view = View { catalogs, delta: &delta };
    Ok(of_sqlite(&view, &evenkeel_sqlite::quarantine::Choice::default(), Direction::There))
}

pub(super) fn of_postgres(
    view: &View<'_, Postgres>,
    choice: &evenkeel_postgres::quarantine::Choice,
    direction: Direction,
) -> Vec<Preflight> {
    let asked = postgres::questions(view, choice, direction).into_iter();
    let asked = asked.map(|postgres::Question { object, why, tables, prepare, rows, is_loss, mend }| {
        Preflight { object, why, tables, prepare, rows, is_loss, mend }
    });
    asked.collect()
}

pub(super) fn of_sqlite(
    view: &View<'_, Sqlite>,
    choice: &evenkeel_sqlite::quarantine::Choice,
    direction: Direction,
) -> Vec<Preflight> {
    let direction = match direction {
        Direction::There => sqlite::Direction::There,
        Direction::Back => sqlite::Direction::Back,
    };
    let asked = sqlite::questions(view, choice, direction).into_iter();
    let asked = asked.map(|sqlite::Question { object, why, tables, rows, is_loss, mend }| Preflight {
        object,
        why,
        tables,
        prepare: None,
        rows,
        is_loss,
        mend,
    });
    asked.collect()
}
