//! Whether a step says what it locks: what PostgreSQL holds before the commit, against what the step declared. Must
//! not know which statement takes which lock.

use evenkeel_core::Step;
use evenkeel_engine::connect::Session;
use evenkeel_engine::trace::{self, MODES, Relations};

use crate::Answer;

pub(crate) async fn relations(session: &Session) -> Answer<Relations> {
    trace::relations(session).await.map_err(|error| error.to_string())
}

/// Asked before the commit: each lock on what was there before that the step kept to itself.
pub(crate) async fn check(session: &Session, step: &Step, before: &Relations) -> Answer {
    let held = trace::held(session).await.map_err(|error| error.to_string())?;
    let mut kept = Vec::new();
    for (oid, strength) in held {
        let Some(relation) = before.get(&oid) else { continue };
        let names = [&relation.table, &relation.declared];
        if !step.locks.iter().any(|lock| {
            names.iter().any(|name| lock.relation.parts().eq(name.iter().map(String::as_str)))
                && MODES.iter().position(|(_, name)| *name == lock.mode) >= Some(strength)
        }) {
            kept.push(format!("{} on {}", MODES[strength].1, names[0].join(".")));
        }
    }
    kept.sort();
    kept.dedup();
    match kept.is_empty() {
        true => Ok(()),
        false => Err(format!("undeclared locks: {}\nby {}", kept.join(", "), step.statement.sql())),
    }
}
