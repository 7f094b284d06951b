//! One state of two that began as a third. Must not know whose the states are.

use evenkeel_core::catalog::ThreeWay;
use serde_json::Value;

use crate::state::State;

/// The facts that are meant, of those of an object before two sides changed it and at the end of each.
pub(super) type Settled = fn(Option<&Value>, &Value, &Value) -> Option<Value>;

impl State {
    /// What both states make of a third, in one; nothing where that takes more than facts. `settled` gives the facts of an
    /// object from those that it had, that it has here, and that it has in the other one.
    pub(super) fn joined(&self, base: &State, other: &State, settled: Settled) -> Option<State> {
        match (self, base, other) {
            (State::Postgres(ours), State::Postgres(base), State::Postgres(theirs)) => {
                let joined = ThreeWay { base, ours, theirs }.joined(|versions| {
                    let told = |object| serde_json::to_value(object).expect("objects are plain values");
                    let base = versions.base.map(told);
                    versions.ours.with_facts(&settled(
                        base.as_ref(),
                        &told(versions.ours),
                        &told(versions.theirs),
                    )?)
                });
                joined.map(State::Postgres)
            }
            // A table of SQLite is one text, which is nobody's to put together.
            (State::Sqlite(ours), State::Sqlite(base), State::Sqlite(theirs)) => {
                ThreeWay { base, ours, theirs }.joined(|_| None).map(State::Sqlite)
            }
            (State::Postgres(_) | State::Sqlite(_), _, _) => None,
        }
    }
}
