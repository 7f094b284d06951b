//! Loading into SQLite, one statement at a time. Must not know the files.

use evenkeel_sources::Script;
use evenkeel_sources::lexer::Dialect;

use super::gather::{Item, Scripts};
use super::{Failed, Undone};
use crate::database::{Lite, offset_of};
use crate::error::{Cause, EngineError};

/// Runs every statement of the scripts, or says which could not be run.
///
/// # Errors
/// As for PostgreSQL.
pub(crate) fn load(lite: &Lite, scripts: &[Script]) -> Result<(), EngineError> {
    let scripts = Scripts::of(Dialect::Sqlite, scripts)?;
    let mut items = scripts.items.clone();
    loop {
        let undone = pass(lite, &scripts, &items);
        if undone.waiting.is_empty() || !undone.broken.is_empty() || undone.waiting.len() == items.len() {
            return undone.report(&scripts);
        }
        items = undone.waiting.iter().map(|failed| failed.item).collect();
    }
}

fn pass(lite: &Lite, scripts: &Scripts<'_>, items: &[Item]) -> Undone {
    let mut undone = Undone::default();
    for item in items {
        let Err(error) = lite.connection().execute_batch(scripts.sql(*item)) else { continue };
        let offset = offset_of(scripts.sql(*item), &error);
        let cause = Cause::from(&error);
        // SQLite has no code of its own for what is missing.
        let missing = cause.message.contains("no such ");
        let list = if missing { &mut undone.waiting } else { &mut undone.broken };
        list.push(Failed { item: *item, cause, offset });
    }
    undone
}
