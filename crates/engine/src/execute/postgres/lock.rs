//! One runner at a time: an advisory lock held by an open transaction of a connection of its own.
//!
//! A transaction keeps its server connection also behind a transaction pooler, which a session's lock would not. It
//! is idle and holds no snapshot, so it holds up neither VACUUM nor CREATE INDEX CONCURRENTLY; a runner that waited
//! inside `pg_advisory_lock` would hold up the latter for ever. Must not know what is run under the lock.

mod theirs;

use std::cell::{Cell, OnceCell};
use std::collections::BTreeSet;
use std::time::Duration;

use evenkeel_core::{Literal, Sql, sql};
use tokio::time::{Instant, sleep, timeout};

use super::super::watch::{Event, Holder, Obstacle, Watch};
use super::neighbours::{self, Look};
use super::orphan;
use crate::connect::{ConnectError, ServerError, Session};
use crate::error::{EngineError, ReadOnly};
use crate::pause::jittered;

/// The lock's number in each database: the first eight bytes, signed, of SHA-256 of "evenkeel", so that nobody else has it.
const KEY: i64 = -6512089342575821509;

const FIRST_PAUSE: Duration = Duration::from_millis(50);
const LONGEST_PAUSE: Duration = Duration::from_millis(500);
/// A look that takes longer is not worth the wait.
const LOOK_LIMIT: Duration = Duration::from_secs(2);
/// A server answers sooner than this how it is.
const ANSWER_LIMIT: Duration = Duration::from_secs(10);
/// Stands in the error by which a statement finds out that the lock is gone.
const FENCE: &str = "evenkeel lost its lock";

/// Whether our sessions keep their processes of the server from one transaction to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pooling {
    /// As far as can be told from outside.
    None,
    /// A pooler gives every transaction whichever process is free.
    Transaction,
}

impl Pooling {
    /// What the processes tell that served one session before and after another one got its own.
    fn of(before: i32, after: i32, other: i32) -> Pooling {
        match before != after || before == other {
            true => Pooling::Transaction,
            false => Pooling::None,
        }
    }

    /// Finds out without the lock. Nothing where the session is not answered while another one is open.
    pub(crate) async fn found_out(asking: &Session, limit: Duration) -> Result<Option<Pooling>, EngineError> {
        let failed = |error: ServerError| EngineError::own("asking who serves us", &error);
        let before = process(asking, "").await.map_err(failed)?;
        let other = Session::connect(asking.target()).await?;
        let Ok(opened) = timeout(limit, process(&other, "BEGIN; ")).await else { return Ok(None) };
        let opened = opened.map_err(failed)?;
        let Ok(after) = timeout(limit, process(asking, "")).await else { return Ok(None) };
        Ok(Some(Pooling::of(before, after.map_err(failed)?, opened)))
    }
}

/// The process that serves a session at this moment.
async fn process(session: &Session, before: &'static str) -> Result<i32, ServerError> {
    let rows = session.rows(&[before, "SELECT pg_catalog.pg_backend_pid()"].concat()).await?;
    let pid = rows.last().and_then(|row| row.first()?.as_ref()?.parse().ok());
    pid.ok_or_else(|| ServerError::Unexpected { reason: "no process number came".to_owned() })
}

/// The lock, as long as this value lives.
pub(crate) struct Lock {
    session: Session,
    /// Looks around outside of any transaction, where somebody else's statement waits for transactions that look.
    lookout: OnceCell<Session>,
    pid: i32,
    /// A number that the same transaction has locked and nobody else knows: who can lock it too finds the transaction
    /// gone. `pg_locks` would tell the same by reading the locks of all sessions.
    token: i64,
    /// The process in which the session works that asked for the lock.
    worker: Cell<i32>,
    pooling: Pooling,
    /// For how long others have waited for us.
    toll: Cell<Duration>,
}

impl Lock {
    /// Takes the lock; while somebody else has it, tells who and tries again until `wait` is over. Who waits needs no
    /// connection but the one it has.
    ///
    /// # Errors
    /// The server cannot be reached or only reads, or the wait is over.
    pub(crate) async fn take(
        asking: &Session,
        wait: Option<Duration>,
        watch: &mut dyn Watch,
    ) -> Result<Lock, EngineError> {
        let before = situation(asking).await?;
        let begun = Instant::now();
        let mut pause = FIRST_PAUSE;
        let mut told: Option<Holder> = None;
        loop {
            if let Some(mut lock) = Lock::try_take(asking).await? {
                if told.is_some() {
                    watch.event(Event::LockHad { waited: begun.elapsed() });
                }
                // Through a pooler that has no second connection nobody would ever answer.
                let after = timeout(ANSWER_LIMIT, situation(asking)).await;
                lock.meet(before, after.map_err(|_| EngineError::OneConnection)??);
                orphan::outwait(asking, wait, watch).await?;
                return Ok(lock);
            }
            while let Some(holder) =
                holder(asking).await.map_err(|error| EngineError::own("asking who holds the lock", &error))?
            {
                if wait.is_some_and(|limit| begun.elapsed() >= limit) {
                    return Err(EngineError::Locked {
                        holder: Some(Box::new(holder)),
                        waited: begun.elapsed(),
                    });
                }
                if told.as_ref().is_none_or(|told| told.is_news(&holder)) {
                    told = Some(holder.clone());
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
        Ok(had.map(|(pid, token)| Lock {
            session,
            lookout: OnceCell::new(),
            pid,
            token,
            worker: Cell::new(0),
            pooling: Pooling::None,
            toll: Cell::new(Duration::ZERO),
        }))
    }

    /// A process that has served two sessions at once, or a session that has been served by two processes, is behind a
    /// pooler.
    fn meet(&mut self, before: i32, after: i32) {
        self.worker.set(after);
        self.pooling = Pooling::of(before, after, self.pid);
    }

    pub(crate) fn pooling(&self) -> Pooling {
        self.pooling
    }

    /// The process in which statements run now.
    pub(super) fn set_worker(&self, pid: i32) {
        self.worker.set(pid);
    }

    /// Whether the connection that holds the lock is still there, as far as is known without asking.
    pub(crate) fn is_held(&self) -> bool {
        !self.session.is_closed()
    }

    /// A statement, without semicolon, that fails where the lock is not held any more. It runs in the transaction that
    /// needs the lock, so that this is known when it commits and costs no round trip.
    pub(super) fn fence(&self) -> Sql {
        sql!("SELECT {}", self.gone())
    }

    fn gone(&self) -> Sql {
        sql!(
            "CASE WHEN pg_catalog.pg_try_advisory_xact_lock({}) \
             THEN ({} || pg_catalog.pg_backend_pid()::text)::integer END",
            self.token,
            Literal(FENCE)
        )
    }

    /// With what a transaction begins: it takes the lock on its own work, and then is fenced. PostgreSQL works off a
    /// list of results from left to right.
    pub(super) fn entry(&self) -> Sql {
        sql!("SELECT pg_catalog.pg_advisory_xact_lock({}), {}", orphan::WORK, self.gone())
    }

    /// Whether an error is that of a fence.
    pub(super) fn is_fenced(error: &ServerError) -> bool {
        error.sqlstate() == Some("22P02") && error.to_string().contains(FENCE)
    }

    /// Gives the lock back, and another tool's row as it was.
    pub(crate) async fn release(self) {
        // The end of the connection would give it back too.
        let _ = self.session.batch("ROLLBACK").await;
    }

    /// From now on looks around without being in the way of a statement that waits until every transaction is over that
    /// has a snapshot at that moment, as CREATE INDEX CONCURRENTLY does. Without a further connection all stays as it is.
    pub(super) async fn step_aside(&self) {
        if self.lookout.get().is_none()
            && let Ok(session) = Session::connect(self.session.target()).await
        {
            let _ = self.lookout.set(session);
        }
    }

    fn lookout(&self) -> &Session {
        self.lookout.get().filter(|session| !session.is_closed()).unwrap_or(&self.session)
    }

    /// What is going on around our statement; nothing when the question cannot be asked.
    pub(super) async fn look(&self) -> Look {
        let question = neighbours::look_at(self.worker.get());
        let rows = timeout(LOOK_LIMIT, self.lookout().rows(question.as_str())).await;
        rows.ok().and_then(Result::ok).map(|rows| neighbours::seen(&rows)).unwrap_or_default()
    }

    /// Who has had locks on one of these relations for longer than this.
    pub(crate) async fn obstacles(
        &self,
        older_than: Duration,
        named: &dyn Fn() -> BTreeSet<String>,
    ) -> Vec<Obstacle> {
        let rows = self.session.rows(neighbours::obstacles(older_than).as_str()).await.unwrap_or_default();
        // The cell of pg_stat_clear_snapshot is the first row.
        match rows.len() {
            0 | 1 => Vec::new(),
            _ => neighbours::in_the_way(&rows, &named()),
        }
    }

    /// Asks the server to end our statement. It does so a moment later, or not if the statement is over.
    pub(super) async fn cancel(&self) {
        let cancel = sql!("SELECT pg_catalog.pg_cancel_backend({})", self.worker.get());
        let _ = timeout(LOOK_LIMIT, self.lookout().batch(cancel.as_str())).await;
    }

    /// For how long others have waited for us so far.
    pub(crate) fn toll(&self) -> Duration {
        self.toll.get()
    }

    pub(super) fn add_toll(&self, waited: Duration) {
        self.toll.set(self.toll.get() + waited);
    }
}

/// The process that serves a session at this moment, on a server that takes changes.
pub(crate) async fn situation(session: &Session) -> Result<i32, EngineError> {
    let question = "SELECT pg_catalog.pg_backend_pid(), pg_catalog.pg_is_in_recovery(), \
         pg_catalog.current_setting('transaction_read_only')";
    let rows = session.rows(question).await.map_err(|error| EngineError::own("asking who we are", &error))?;
    let cell = |column: usize| rows.first()?.get(column)?.as_deref();
    match (cell(1), cell(2)) {
        (Some("t"), _) => return Err(read_only(session, ReadOnly::Replica)),
        (_, Some("on")) => return Err(read_only(session, ReadOnly::Setting)),
        _ => {}
    }
    cell(0).and_then(|pid| pid.parse().ok()).ok_or_else(|| {
        EngineError::own(
            "asking who we are",
            &ServerError::Unexpected { reason: "no process number came".to_owned() },
        )
    })
}

fn read_only(session: &Session, why: ReadOnly) -> EngineError {
    EngineError::ReadOnly { database: session.target().to_url_without_password(), why }
}

/// Begins the transaction that holds the lock, in one round trip. The process that holds it and the number by which
/// others find out, where it was had.
async fn try_lock(session: &Session) -> Result<Option<(i32, i64)>, ServerError> {
    // A server that ends idle transactions would take the lock away.
    let newer = match session.server_version().major() >= 17 {
        true => "SET LOCAL transaction_timeout = 0;",
        false => "",
    };
    let begin =
        Sql::raw("BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL idle_in_transaction_session_timeout = 0;");
    let script = begin.and(newer).and(sql!(
        "WITH token AS MATERIALIZED (SELECT pg_catalog.floor(pg_catalog.random() * 9e18)::bigint AS number) \
             SELECT pg_catalog.pg_try_advisory_xact_lock({}), pg_catalog.pg_backend_pid(), number, \
             pg_catalog.pg_advisory_xact_lock(number) FROM token",
        KEY
    ));
    let rows = session.rows(script.as_str()).await?;
    let Some(row) = rows.last().filter(|row| row.first().is_some_and(|had| had.as_deref() == Some("t")))
    else {
        return Ok(None);
    };
    let number = |column: usize| row.get(column)?.as_ref()?.parse::<i64>().ok();
    let pid = number(1).and_then(|pid| i32::try_from(pid).ok());
    Ok(pid.zip(number(2)))
}

/// Who holds the lock. Its working session says in its name which migration it runs.
pub(crate) async fn holder(session: &Session) -> Result<Option<Holder>, ServerError> {
    let [high, low] = orphan::halves(KEY);
    let question = sql!(
        "SELECT a.pid, a.application_name, a.usename, host(a.client_addr), \
         extract(epoch FROM pg_catalog.clock_timestamp() - coalesce(a.xact_start, a.backend_start))::bigint, \
         (SELECT right(w.application_name, -length(a.application_name) - 2) FROM pg_catalog.pg_stat_activity w \
          WHERE w.datname = a.datname AND starts_with(w.application_name, a.application_name || ': ') LIMIT 1) \
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
            age: Duration::from_secs(text(4).and_then(|text| text.parse().ok()).unwrap_or_default()),
            migration: text(5),
        })
    }))
}
