//! Makes a state anew in an empty database. Must not know what the copy is for.

use std::path::PathBuf;

use evenkeel_core::{Plan, render};
use evenkeel_sources::Script;

use crate::database::Database;
use crate::error::EngineError;
use crate::execute::{Unwatched, run_script};
use crate::state::State;

/// Makes in an empty database everything that the state holds.
///
/// # Errors
/// The state holds objects that are not modelled, or a statement fails.
pub(super) async fn copy_into(database: &Database, state: &State) -> Result<(), EngineError> {
    carry_out(database, &state.to_plan()?).await
}

/// Carries out a plan in a throw-away database.
pub(super) async fn carry_out(database: &Database, plan: &Plan) -> Result<(), EngineError> {
    let script = Script { path: PathBuf::from("plan.sql"), text: render::script(plan) };
    run_script(database, &script, &mut Unwatched).await
}
