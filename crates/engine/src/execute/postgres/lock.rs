//! One runner at a time: an advisory lock held by an open transaction of a connection of its own.
//!
//! A transaction keeps its server connection also behind a transaction pooler, which a session's lock would not. It
//! is idle and holds no snapshot, so it holds up neither VACUUM nor CREATE INDEX CONCURRENTLY; a runner that waited
//! inside `pg_advisory_lock` would hold up the latter for ever. Must not know what is run under the lock.

use std::time::Duration;

use evenkeel_core::{Sql, sql};
use tokio::time::{Instant, sleep};

use super::super::watch::{Blocker, Event, Holder, Watch};
use super::pause::jittered;
use crate::connect::{ConnectError, ServerError, Session};
use crate::error::EngineError;

/// The lock's number in each database: the first eight bytes, signed, of SHA-256 of "evenkeel", so that nobody else has it.
const KEY: i64 = -6512089342575821509;

const FIRST_PAUSE: Duration = Duration::from_millis(50);
const LONGEST_PAUSE: Duration = Duration::from_millis(500);

/// The lock, as long as this value lives.
pub(crate) struct Lock {
    session: Session,
}

impl Lock {
    /// Takes the lock; while somebody else has it, tells who and tries again until `wait` is over. Who waits needs no
    /// connection but the one it has.
    ///
    /// # Errors
    /// The server cannot be reached, or the wait is over.
    pub(crate) async fn take(
        asking: &Session,
        wait: Option<Duration>,
        watch: &mut dyn Watch,
    ) -> Result<Lock, EngineError> {
        let begun = Instant::now();
        let mut pause = FIRST_PAUSE;
        let mut told: Option<i32> = None;
        loop {
            if let Some(lock) = Lock::try_take(asking).await? {
                if told.is_some() {
                    watch.event(Event::LockHad { waited: begun.elapsed() });
                }
                return Ok(lock);
            }
            while let Some(holder) =
                holder(asking).await.map_err(|error| EngineError::own("asking who holds the lock", &error))?
            {
                if wait.is_some_and(|limit| begun.elapsed() >= limit) {
                    return Err(EngineError::Locked { holder: Some(holder), waited: begun.elapsed() });
                }
                if told != Some(holder.pid) {
                    told = Some(holder.pid);
                    watch.event(Event::WaitingForLock { holder: Some(holder) });
                }
                sleep(jittered(pause)).await;
                pause = (pause * 2).min(LONGEST_PAUSE);
            }
            if wait.is_some_and(|limit| begun.elapsed() >= limit) {
                return Err(EngineError::Locked { holder: None, waited: begun.elapsed() });
            }
            sleep(jittered(FIRST_PAUSE)).await;
        }
    }

    /// Nothing when somebody else has the lock, or when the server has no connection left for one.
    async fn try_take(asking: &Session) -> Result<Option<Lock>, EngineError> {
        let session = match Session::connect(asking.target()).await {
            Ok(session) => session,
            Err(ConnectError::TooManyConnections { .. }) => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        let had = try_lock(&session).await.map_err(|error| EngineError::own("taking the lock", &error))?;
        Ok(had.then_some(Lock { session }))
    }

    /// Whether the connection that holds the lock is still there, as far as is known without asking.
    pub(crate) fn is_held(&self) -> bool {
        !self.session.is_closed()
    }

    /// Gives the lock back.
    pub(crate) async fn release(self) {
        // The end of the connection would give it back too.
        let _ = self.session.batch("COMMIT").await;
    }

    /// Who keeps another session waiting; nobody when the question cannot be asked.
    pub(crate) async fn blockers(&self, pid: i32) -> Vec<Blocker> {
        let rows = self.session.rows(blockers_of(pid).as_str()).await.unwrap_or_default();
        rows.iter().filter_map(|row| blocker(row)).collect()
    }
}

/// Begins the transaction that holds the lock, in one round trip.
async fn try_lock(session: &Session) -> Result<bool, ServerError> {
    // A server that ends idle transactions would take the lock away.
    let newer = match session.server_version().major() >= 17 {
        true => "SET LOCAL transaction_timeout = 0;",
        false => "",
    };
    let begin =
        Sql::raw("BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL idle_in_transaction_session_timeout = 0;");
    let script = begin.and(newer).and(sql!("SELECT pg_catalog.pg_try_advisory_xact_lock({})", KEY));
    let rows = session.rows(script.as_str()).await?;
    Ok(rows.last().and_then(|row| row.first()?.as_deref()) == Some("t"))
}

async fn holder(session: &Session) -> Result<Option<Holder>, ServerError> {
    let [high, low] = [(KEY >> 32) & 0xffff_ffff, KEY & 0xffff_ffff];
    let question = sql!(
        "SELECT a.pid, a.application_name, a.usename, host(a.client_addr), \
         extract(epoch FROM pg_catalog.clock_timestamp() - a.backend_start)::bigint \
         FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid \
         WHERE l.locktype = 'advisory' AND l.granted AND l.classid = {} AND l.objid = {} AND l.objsubid = 1 \
         AND l.database = (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = current_database())",
        high,
        low
    );
    let rows = session.rows(question.as_str()).await?;
    Ok(rows.first().and_then(|row| {
        let text = |column: usize| row.get(column).cloned().flatten();
        Some(Holder {
            pid: text(0)?.parse().ok()?,
            application: text(1).unwrap_or_default(),
            user: text(2).unwrap_or_default(),
            address: text(3),
            age: seconds(text(4)),
        })
    }))
}

/// The statistics are those of the transaction's first look, unless they are thrown away.
fn blockers_of(pid: i32) -> Sql {
    sql!(
        "SELECT pg_catalog.pg_stat_clear_snapshot(); \
         SELECT a.pid, a.application_name, a.usename, coalesce(a.state, ''), left(a.query, 200), \
         extract(epoch FROM pg_catalog.clock_timestamp() - a.xact_start)::bigint \
         FROM pg_catalog.pg_stat_activity a WHERE a.pid = ANY (pg_catalog.pg_blocking_pids({}))",
        pid
    )
}

fn blocker(row: &[Option<String>]) -> Option<Blocker> {
    let text = |column: usize| row.get(column).cloned().flatten();
    Some(Blocker {
        pid: text(0)?.parse().ok()?,
        application: text(1)?,
        user: text(2).unwrap_or_default(),
        state: text(3).unwrap_or_default(),
        query: text(4).unwrap_or_default(),
        age: seconds(text(5)),
    })
}

fn seconds(text: Option<String>) -> Duration {
    Duration::from_secs(text.and_then(|text| text.parse().ok()).unwrap_or_default())
}
