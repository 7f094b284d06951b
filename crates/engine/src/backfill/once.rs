//! A backfill on a throw-away database: all rows at once, and nothing is written down. What later migrations demand of rows has
//! to hold there too. Must not know who replays what.

use evenkeel_sources::Migration;
use evenkeel_sources::backfill::{Template, Work};

use super::walk::Walk;
use crate::database::Database;
use crate::error::EngineError;
use crate::execute::unfit;

/// More rows than any replayed history has.
const ALL: u64 = i64::MAX as u64;

/// Fills what the migration made room for. A program is not started: it would be given a database that is none of its own.
///
/// # Errors
/// The table cannot be walked, or a statement fails.
pub(crate) async fn at_once(database: &Database, migration: &Migration) -> Result<(), EngineError> {
    let Some(Work::Batches(batches)) = migration.backfill.as_ref().map(|backfill| &backfill.work) else {
        return Ok(());
    };
    let template = Template::parse(database.dialect(), &batches.sql.text);
    let template = template.map_err(|error| unfit(&batches.sql, &error, "unfit-backfill"))?;
    let walk = Walk::of(database, migration.name.as_str(), batches).await?;
    let page = database.run(walk.page(None, ALL).as_str()).await?;
    let Some(stretch) = page.rows.first().and_then(|row| walk.stretch(row)) else { return Ok(()) };
    let (first, last) = (walk.values(&stretch.first), walk.values(&stretch.last));
    for (_, sql) in template.fill(first.as_str(), last.as_str()) {
        database.run(&sql).await?;
    }
    Ok(())
}
