//! What is done before a run changes anything. Must not know what the run is.

use std::time::Instant;

use super::options::MigrateOptions;
use super::watch::{Event, Watch};
use crate::database::Database;
use crate::error::{EngineError, Kept};
use crate::ledger::{Elapsed, Entry, EventKind};

/// Makes the copy that the options ask for, and writes down where it is; `first` is the first migration of the run.
///
/// # Errors
/// There is no copy that can be relied on, or somebody wants the run to end.
pub(crate) async fn back_up(
    database: &Database,
    options: &MigrateOptions,
    first: &str,
    watch: &mut dyn Watch,
) -> Result<(), EngineError> {
    let Some(backup) = options.backup.as_ref() else { return Ok(()) };
    let begun = Instant::now();
    let made = tokio::select! {
        made = backup.make(database) => made?.to_string(),
        () = options.interrupt.asked() => {
            let migration = first.to_owned();
            return Err(EngineError::Interrupted { migration, statement: 1, kept: Kept::Nothing });
        }
    };
    let duration = begun.elapsed();
    let elapsed = Elapsed::of(duration);
    let entry = Entry { message: Some(&made), elapsed, ..Entry::new(first, EventKind::Backup) };
    match database {
        // Under the lock it was made already.
        Database::Postgres(_) => {}
        Database::Sqlite(_) => database.create_ledger().await?,
    }
    database.add_to_ledger(&options.author, &[entry]).await?;
    watch.event(Event::BackedUp { backup: made, duration });
    Ok(())
}
