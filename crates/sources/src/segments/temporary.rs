//! What lives only as long as the session, and so cannot be found again by a run that goes on after a crash.

use super::error::at;
use super::{Fault, Segment, SegmentError};
use crate::cursor::Cursor;
use crate::lexer::{Dialect, name, significant};
use crate::split::Statement;

/// Refuses a temporary object that is made in one segment and used in a later one.
///
/// # Errors
/// The statement that makes it.
pub fn temporary_across(dialect: Dialect, script: &str, segments: &[Segment]) -> Result<(), SegmentError> {
    for (index, segment) in segments.iter().enumerate() {
        for statement in segment.statements() {
            let Some(made) = temporary(dialect, script, statement) else { continue };
            let later = segments[index + 1..].iter().flat_map(Segment::statements);
            let uses = |one: &Statement| {
                let tokens = significant(dialect, script, one.range.clone());
                tokens.into_iter().any(|token| name(dialect, script, token).as_ref() == Some(&made))
            };
            if later.into_iter().any(uses) {
                return Err(at(Fault::TemporaryAcross, statement));
            }
        }
    }
    Ok(())
}

/// The name of the temporary object that a statement makes.
fn temporary(dialect: Dialect, script: &str, statement: &Statement) -> Option<String> {
    let mut cursor = Cursor::new(dialect, script, statement.range.clone());
    if !cursor.eat("create") {
        return None;
    }
    cursor.eat_all(&["or", "replace"]);
    cursor.eat_any(&["global", "local"]);
    if !cursor.eat_any(&["temp", "temporary"]) {
        return None;
    }
    cursor.eat("recursive");
    cursor.eat_any(&["table", "view", "sequence"]);
    cursor.eat_all(&["if", "not", "exists"]);
    cursor.name().map(|name| name.name)
}
