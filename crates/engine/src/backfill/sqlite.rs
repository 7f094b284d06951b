//! Batches on SQLite, which has one writer at a time: each takes the right to write, and gives it back. Must not know what
//! comes before the first batch and after the last.

use std::time::{Duration, Instant};

use evenkeel_sources::backfill::{Batches, Template};
use rusqlite::ErrorCode;
use tokio::time::sleep;

use super::job::{Job, Tally, undo};
use super::pace::{Pacer, rest};
use super::walk::{Stretch, Walk};
use crate::database::Lite;
use crate::error::{Cause, EngineError};

/// Runs batches from where the last one ended to the end of the table.
pub(super) async fn run(
    job: &mut Job<'_>,
    lite: &Lite,
    walk: &Walk,
    template: &Template,
    batches: &Batches,
    tally: &mut Tally,
) -> Result<(), EngineError> {
    let mut pacer = Pacer::new(batches.pace);
    let mut took = Duration::ZERO;
    loop {
        if job.options.interrupt.is_asked() {
            return Err(job.paused(tally));
        }
        let begun = Instant::now();
        let done = batch(job, lite, walk, template, batches, (&pacer, took)).await;
        let Some(rows) = done.inspect_err(|_| undo(lite))? else { return Ok(()) };
        took = begun.elapsed();
        pacer.took(rows, took);
        tally.add(rows);
        job.tell(tally.news());
        // Whoever waits for the right to write gets it between two batches.
        let rest = rest(&batches.brakes, rows, took).max(Duration::from_millis(1));
        tokio::select! {
            () = sleep(rest) => {}
            () = job.options.interrupt.asked() => return Err(job.paused(tally)),
        }
    }
}

/// One batch in a transaction of its own; nothing at the end. The cursor is read inside it, so that another process may do
/// the same.
async fn batch(
    job: &Job<'_>,
    lite: &Lite,
    walk: &Walk,
    template: &Template,
    batches: &Batches,
    (pacer, took): (&Pacer, Duration),
) -> Result<Option<u64>, EngineError> {
    begin(lite)?;
    let Some(row) = job.row().await? else { return Err(EngineError::LockLost) };
    let page = lite.rows(walk.page(row.cursor.as_deref(), pacer.rows()).as_str())?;
    let Some(stretch) = page.first().and_then(|row| walk.stretch(row)) else {
        lite.execute("COMMIT")?;
        return Ok(None);
    };
    let (first, last) = (walk.values(&stretch.first), walk.values(&stretch.last));
    for (at, (_, sql)) in template.fill(first.as_str(), last.as_str()).iter().enumerate() {
        if let Err(error) = lite.connection().execute_batch(sql) {
            return Err(failed(job, lite, batches, (at, &stretch), &error).await);
        }
    }
    let worked = u64::try_from(took.as_millis()).unwrap_or_default();
    lite.execute(job.page().advance(row.cursor.as_deref(), &stretch.last, stretch.rows, worked).as_str())?;
    lite.execute("COMMIT")?;
    Ok(Some(stretch.rows))
}

async fn failed(
    job: &Job<'_>,
    lite: &Lite,
    batches: &Batches,
    (at, stretch): (usize, &Stretch),
    error: &rusqlite::Error,
) -> EngineError {
    undo(lite);
    let failure = job.batch_failure(batches, Some(at), stretch, Cause::from(error));
    job.note_failure(&failure).await;
    failure
}

/// Takes the right to write, waiting for whoever has it.
fn begin(lite: &Lite) -> Result<(), EngineError> {
    let begun = Instant::now();
    lite.connection().execute_batch("BEGIN IMMEDIATE").map_err(|error| match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy) => EngineError::Locked { holder: None, waited: begun.elapsed() },
        Some(_) | None => EngineError::own("beginning a batch", &error),
    })
}
