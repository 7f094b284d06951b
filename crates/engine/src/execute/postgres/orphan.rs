//! What a dead run left running on the server. When a process dies, its lock is free at once, but the server goes on with
//! the text that it was sent last, to the end and to its COMMIT. The next run waits for that, and what would come later
//! still is fenced off. Must not know migrations.

use std::time::Duration;

use evenkeel_core::sql;
use tokio::time::{Instant, sleep};

use super::super::watch::{Blocker, Event, Watch};
use super::neighbours::{QUERY_AGE, blocker, milliseconds};
use crate::connect::{ServerError, Session};
use crate::error::EngineError;
use crate::pause::jittered;

/// What every transaction of a run holds until its end: the first eight bytes, signed, of SHA-256 of "evenkeel work".
pub(super) const WORK: i64 = -5491625289491557934;

/// Stands before each statement that cannot run in a transaction, so that `pg_stat_activity` shows whose it is. A lock
/// would stay behind on a pooler's connection.
pub(super) const MARK: &str = "/* evenkeel migrate */ ";

const PAUSE: Duration = Duration::from_millis(200);

/// Waits until nothing of an earlier run is under way any more. The caller has the runner's lock.
///
/// # Errors
/// The server cannot be asked, or the wait is over.
pub(super) async fn outwait(
    session: &Session,
    wait: Option<Duration>,
    watch: &mut dyn Watch,
) -> Result<(), EngineError> {
    let begun = Instant::now();
    let mut told: Vec<i32> = Vec::new();
    loop {
        let orphans = orphans(session).await;
        let orphans = orphans.map_err(|error| EngineError::own("asking what an earlier run left", &error))?;
        let Some(first) = orphans.first() else { return Ok(()) };
        if wait.is_some_and(|limit| begun.elapsed() >= limit) {
            return Err(EngineError::Orphaned { orphan: Box::new(first.clone()), waited: begun.elapsed() });
        }
        for orphan in orphans {
            if !told.contains(&orphan.pid) {
                told.push(orphan.pid);
                watch.event(Event::WaitingForOrphan { orphan });
            }
        }
        sleep(jittered(PAUSE)).await;
    }
}

/// What of an earlier run the server still works at.
pub(crate) async fn orphans(session: &Session) -> Result<Vec<Blocker>, ServerError> {
    let [high, low] = halves(WORK);
    let question = sql!(
        "SELECT 'blocker', a.pid, a.application_name, a.usename, a.state, left(a.query, 200), {}, {} \
         FROM pg_catalog.pg_stat_activity a WHERE a.datname = current_database() \
         AND a.pid <> pg_catalog.pg_backend_pid() AND (a.pid IN (SELECT l.pid FROM pg_catalog.pg_locks l \
         WHERE l.locktype = 'advisory' AND l.classid = {} AND l.objid = {} AND l.objsubid = 1 AND l.database = a.datid) \
         OR (a.state = 'active' AND pg_catalog.starts_with(a.query, {})))",
        milliseconds("pg_catalog.clock_timestamp() - a.xact_start"),
        milliseconds(QUERY_AGE),
        high,
        low,
        evenkeel_core::Literal(MARK)
    );
    let rows = session.rows(question.as_str()).await?;
    Ok(rows.iter().filter_map(blocker).collect())
}

/// A key as `pg_locks` shows it.
pub(super) fn halves(key: i64) -> [i64; 2] {
    [(key >> 32) & 0xffff_ffff, key & 0xffff_ffff]
}
