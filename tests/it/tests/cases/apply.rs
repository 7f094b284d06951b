//! Carries a plan out, statement by statement, and looks at the locks of each. Must not know where the plan comes from.

use evenkeel_core::{Boundary, Plan, Step, render};
use evenkeel_engine::connect::Session;

use crate::server::batch;
use crate::{Answer, locks};

/// Each statement in a transaction of its own, where it can run in one. Statements that fail end it; undeclared locks
/// are collected and told at the end.
pub(crate) async fn apply(session: &Session, plan: &Plan) -> Answer<Vec<String>> {
    let mut undeclared = Vec::new();
    for step in &plan.steps {
        let done = run(session, step).await;
        let done = done.map_err(|error| format!("{error}\nin the plan\n{}", render::explained(plan)))?;
        undeclared.extend(done.err());
    }
    Ok(undeclared)
}

/// The inner answer is about locks.
async fn run(session: &Session, step: &Step) -> Answer<Answer> {
    let sql = step.statement.sql();
    if sql.as_str().starts_with("DROP") && sql.as_str().ends_with("CASCADE") {
        return Err(format!("a statement cascades: {sql}"));
    }
    if step.boundary == Boundary::Alone {
        return batch(session, sql.as_str()).await.map(Ok);
    }
    let before = locks::relations(session).await?;
    batch(session, "BEGIN").await?;
    batch(session, sql.as_str()).await?;
    let locks = locks::check(session, step, &before).await;
    batch(session, "COMMIT").await?;
    Ok(locks)
}

/// As a whole, without a look at the locks.
pub(crate) async fn apply_quickly(session: &Session, plan: &Plan) -> Answer {
    for step in &plan.steps {
        let done = batch(session, step.statement.sql().as_str()).await;
        done.map_err(|error| format!("{error}\nin the plan\n{}", render::script(plan)))?;
    }
    Ok(())
}
