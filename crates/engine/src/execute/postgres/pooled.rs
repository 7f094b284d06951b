//! What cannot be run right through a pooler that gives every transaction another process of the server: what needs a
//! session. Must not know how a pooler is found out.

use super::super::material::{Material, Way};
use super::super::ready::{Errand, Ready};
use crate::error::EngineError;

/// # Errors
/// The first statement that needs a session of its own.
pub(crate) fn fit_for_pooler(ready: &Ready) -> Result<(), EngineError> {
    match ready {
        Ready::Script(material) => script_fit_for_pooler(material),
        // What a program does is only known when it does it.
        Ready::Program(_) => Ok(()),
    }
}

/// What is said of a program that cannot be run within a transaction.
pub(super) fn unfit_program(errand: &Errand) -> EngineError {
    EngineError::Pooled {
        migration: errand.migration.clone(),
        what: "something that cannot be done in a transaction",
        passage: Box::new(errand.passage_at(0..0)),
    }
}

/// # Errors
/// As for [`fit_for_pooler`].
pub(crate) fn script_fit_for_pooler(material: &Material) -> Result<(), EngineError> {
    let single = material.parts.len() <= 1;
    for part in &material.parts {
        let found = match part.way {
            Way::Alone(reason) => part.statements.first().map(|statement| (statement, reason.statement())),
            Way::ForSession => {
                part.statements.first().map(|statement| (statement, "a setting of the session"))
            }
            // In a single transaction settings are taken back before it ends.
            Way::InTransaction if single => None,
            Way::InTransaction => part
                .statements
                .iter()
                .find(|statement| material.is_for_session(statement))
                .map(|statement| (statement, "a setting of the session")),
        };
        if let Some((statement, what)) = found {
            return Err(EngineError::Pooled {
                migration: material.migration.clone(),
                what,
                passage: Box::new(material.passage(statement, None)),
            });
        }
    }
    Ok(())
}
