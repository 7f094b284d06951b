//! What cannot be run right through a pooler that gives every transaction another process of the server: what needs a
//! session. Must not know how a pooler is found out.

use super::super::material::{Material, Way};
use crate::error::EngineError;

/// # Errors
/// The first statement that needs a session of its own.
pub(crate) fn fit_for_pooler(material: &Material) -> Result<(), EngineError> {
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
