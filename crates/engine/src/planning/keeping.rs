//! Plans that keep in quarantine what they would lose, and the ways back that put it in place again. Must not know
//! where the states come from.

use std::sync::Arc;

use evenkeel_core::delta::diff;
use evenkeel_core::planner::plan_delta;
use evenkeel_core::{Catalog, Delta, ObjectId, Pair, Plan, Statement, View};
use evenkeel_postgres::quarantine::{Choice, Quarantine, checks, choose, recall};
use evenkeel_postgres::{Change, Object, Postgres};

pub use evenkeel_postgres::quarantine::{Check as Preflight, Label};

use super::{PlanningError, RenamePolicy, plan};
use crate::state::State;

/// What a plan keeps.
#[derive(Clone, Debug, Default)]
pub struct Kept(Option<Arc<Choice>>);

impl Kept {
    /// The objects of which something is kept, with the tables in which it waits.
    pub fn things(&self) -> Vec<(&ObjectId, &str)> {
        let keepings = self.0.iter().flat_map(|choice| &choice.keepings);
        keepings.map(|keeping| (&keeping.object, keeping.name.as_str())).collect()
    }

    pub fn is_empty(&self) -> bool {
        self.things().is_empty()
    }
}

/// As [`plan`] with every drop and add taken for that; what would be lost is kept, as far as it can be.
///
/// # Errors
/// As for [`plan`].
pub fn plan_keeping(states: Pair<&State>, label: Label) -> Result<(Plan, Kept), PlanningError> {
    let (State::Postgres(old), State::Postgres(new)) = (states.old, states.new) else {
        return Ok((plan(states, RenamePolicy::Off)?, Kept(None)));
    };
    let catalogs = Pair::of(old, new);
    let delta = delta(catalogs)?;
    let choice = Arc::new(choose(&View { catalogs, delta: &delta }, label));
    let dialect = Postgres { quarantine: Quarantine::Fill(Arc::clone(&choice)) };
    Ok((plan_delta(&dialect, catalogs, &delta)?, Kept(Some(choice))))
}

/// The way back from the new state, with the questions that tell beforehand which rows do not fit it.
///
/// # Errors
/// As for [`plan`]; or what was kept cannot be put in place again.
pub fn plan_back(states: Pair<&State>, kept: &Kept) -> Result<(Plan, Vec<Preflight>), PlanningError> {
    let (State::Postgres(old), State::Postgres(new)) = (states.old, states.new) else {
        return Ok((plan(states, RenamePolicy::Off)?, Vec::new()));
    };
    let choice = kept.0.clone().unwrap_or_default();
    let mut new = new.clone();
    recall(&mut new, &choice);
    let catalogs = Pair::of(old, &new);
    let delta = delta(catalogs)?;
    let dialect = Postgres { quarantine: Quarantine::Empty(Arc::clone(&choice)) };
    let plan = plan_delta(&dialect, catalogs, &delta)?;
    match forgotten(&choice, &plan) {
        None => Ok((plan, checks(&View { catalogs, delta: &delta }, &choice))),
        Some(object) => Err(PlanningError::NotGivenBack(object)),
    }
}

/// What is kept, and the plan does nothing about it.
fn forgotten(choice: &Choice, plan: &Plan) -> Option<ObjectId> {
    let gone = |name: &str| {
        plan.steps.iter().any(|step| match &step.statement {
            Statement::Whole(sql) => {
                *sql == evenkeel_core::sql!(
                    "DROP TABLE {}",
                    evenkeel_core::Name::new([evenkeel_postgres::quarantine::SCHEMA, name,])
                )
            }
            Statement::Fusible { .. } => false,
        })
    };
    let left = choice.keepings.iter().find(|keeping| !gone(&keeping.name));
    left.map(|keeping| keeping.object.clone())
}

fn delta(catalogs: Pair<&Catalog<Object>>) -> Result<Delta<Change>, PlanningError> {
    let delta = diff(&Postgres::default(), catalogs);
    match delta.obstacles.is_empty() {
        true => Ok(delta),
        false => Err(PlanningError::Unmodelled(delta.obstacles)),
    }
}
