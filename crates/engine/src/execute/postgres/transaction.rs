//! A part that runs in one transaction, in as few round trips as can be: one, unless the catalog is looked at before
//! the commit. Must not know statements that cannot run in a transaction.

use std::time::{Duration, Instant};

use tokio::time::sleep;
use tokio_postgres::SimpleQueryRow;

use super::super::document::Document;
use super::super::material::{Material, Part};
use super::super::promise::{Promise, Seen as Catalog, keep};
use super::super::watch::{Event, Point};
use super::Runner;
use super::lock::{Lock, Pooling};
use super::vigil::{Seen, Span};
use crate::batch::Batch;
use crate::connect::ServerError;
use crate::database::postgres::look_inside;
use crate::error::{EngineError, Kept};
use crate::pause::jittered;
use crate::timing::{Course, Glance, Sight, TOLD_APART, Waits, timings};

/// A batch that failed: how many statements had completed, why the next one did not, and what was seen meanwhile.
pub(super) struct Stopped {
    pub(super) completed: usize,
    pub(super) error: ServerError,
    pub(super) seen: Seen,
}

/// How a part went that is sent in one or more texts.
#[derive(Default)]
pub(super) struct Going {
    course: Course,
    /// What was seen of tries that came to nothing, by the statement at which each stopped.
    tries: Vec<(usize, Waits)>,
    /// When the last try began.
    since: Option<Instant>,
}

impl Going {
    /// A try begins.
    pub(super) fn begin(&mut self) {
        self.since = Some(Instant::now());
    }

    pub(super) fn failed_at(&mut self, number: usize, seen: &Seen) {
        self.tries.push((number, seen.waits()));
    }

    pub(super) fn went(&mut self, course: Course) {
        self.course = course;
    }

    /// What was seen behind the statements.
    fn ended(&mut self, closing: Course) {
        let until = self.course.took;
        let later = closing.glances.into_iter().map(|glance| Glance { at: until + glance.at, ..glance });
        self.course.glances.extend(later);
    }
}

const LONGEST_PAUSE: Duration = Duration::from_secs(30);
/// Asks the server's clock between statements that are sent together.
const CLOCK: &str = "SELECT extract(epoch FROM pg_catalog.clock_timestamp()) AS evenkeel_clock";
const CLOCK_COLUMN: &str = "evenkeel_clock";
/// A try for a lock that may take less than this is none.
const SHORTEST_TRY: Duration = Duration::from_millis(10);

impl Runner<'_> {
    /// Runs the part and commits it with its ledger rows; a lock that was not had is tried again.
    pub(super) async fn transaction(
        &mut self,
        material: &Material,
        part: &Part,
        promise: &Promise,
    ) -> Result<Option<Box<Catalog>>, EngineError> {
        let mut attempt = 1;
        let mut going = Going::default();
        loop {
            let batch = match promise {
                Promise::None => self.whole(material, part, attempt),
                Promise::Leaves { .. } => self.opening(material, part, attempt),
            };
            self.begin_pooled().await?;
            going.begin();
            let stopped = match self.send(batch.sql(), span(material, part)).await {
                Ok(course) => {
                    going.went(course);
                    break;
                }
                Err(stopped) => stopped,
            };
            if !self.goes_on(&stopped, attempt, self.patience.tries) {
                return Err(self.explain(material, part, &batch, stopped, attempt).await);
            }
            let rolled_back = self.session.batch("ROLLBACK").await;
            rolled_back.map_err(|error| EngineError::own("rolling back", &error))?;
            let number = batch.blame(stopped.completed, &stopped.error).map_or(part.first, |blame| blame.tag);
            going.failed_at(number, &stopped.seen);
            self.rest(material, number, attempt, stopped.seen).await?;
            attempt += 1;
        }
        let catalog = match promise {
            Promise::None => None,
            Promise::Leaves { .. } => Some(self.look_and_commit(material, part, promise, &mut going).await?),
        };
        self.note(material, part, going);
        Ok(catalog)
    }

    /// Notes down how a part went, where anybody wants to know.
    pub(super) fn note(&self, material: &Material, part: &Part, going: Going) {
        let Some(kept) = self.timings else { return };
        kept.add(timings(&Sight {
            migration: &material.migration,
            first: part.first,
            statements: part.statements.len(),
            course: going.course,
            tries: &going.tries,
            until_free: going.since.map_or(Duration::ZERO, |since| since.elapsed()),
        }));
    }

    /// Behind a transaction pooler the process in which a transaction runs is only known once it has begun.
    pub(super) async fn begin_pooled(&mut self) -> Result<(), EngineError> {
        let Some(lock) = self.lock.filter(|lock| lock.pooling() == Pooling::Transaction) else {
            return Ok(());
        };
        let rows = self.session.rows("BEGIN; SELECT pg_catalog.pg_backend_pid()").await;
        let rows = rows.map_err(|error| EngineError::own("beginning the transaction", &error))?;
        let pid = rows.first().and_then(|row| row.first()?.as_ref()?.parse().ok());
        lock.set_worker(pid.unwrap_or_default());
        Ok(())
    }

    /// Everything in one text.
    pub(super) fn whole(&self, material: &Material, part: &Part, attempt: u32) -> Batch<usize> {
        let mut batch = self.opening(material, part, attempt);
        self.closing(&mut batch, material, part, None);
        batch
    }

    /// Everything before the ledger rows.
    fn opening(&self, material: &Material, part: &Part, attempt: u32) -> Batch<usize> {
        let mut batch = Batch::new();
        if self.pooling() == Pooling::None {
            batch.own("BEGIN", 1);
        }
        if let Some(lock) = self.lock {
            batch.own(lock.entry().as_str(), 1);
        }
        let usual = self.limits(material, attempt);
        usual.write(&mut batch);
        let mut now = usual.clone();
        // One statement is told by the whole.
        let timed = self.timings.is_some() && (2..=TOLD_APART).contains(&part.statements.len());
        let clock = |batch: &mut Batch<usize>| {
            if timed {
                batch.own(CLOCK, 1);
            }
        };
        clock(&mut batch);
        for (at, statement) in part.statements.iter().enumerate() {
            let wanted = usual.paced(material.pace(part.first + at), |timeout| self.share(timeout, attempt));
            wanted.write_changes(&now, &mut batch);
            now = wanted;
            batch.statement(material.sql(statement), part.first + at);
            clock(&mut batch);
        }
        batch
    }

    /// The ledger rows, and the commit that only happens under the lock.
    fn closing(&self, batch: &mut Batch<usize>, material: &Material, part: &Part, stamp: Option<&str>) {
        self.write_as_ourselves(batch, material, part, &self.book.done(material, part, stamp));
        if let Some(lock) = self.lock {
            batch.own(lock.fence().as_str(), 1);
        }
        batch.own("COMMIT", 1);
    }

    /// The transaction is open: looks at the catalog as it would be, then commits or takes everything back.
    async fn look_and_commit(
        &mut self,
        material: &Material,
        part: &Part,
        promise: &Promise,
        going: &mut Going,
    ) -> Result<Box<Catalog>, EngineError> {
        let session = self.session;
        let looking = look_inside(session, promise.keeping());
        let (look, seen) = self.attend(looking, span(material, part)).await;
        let look = match (look, seen.halt) {
            (Ok(look), _) => look,
            (Err(error), None) => return Err(error),
            (Err(_), Some(halt)) => {
                let last = part.first + part.statements.len() - 1;
                return Err(self.halted(material, last, halt, seen).await);
            }
        };
        self.reached(Point::BeforeCommit, material);
        let catalog = Catalog::of(Some(self.session.server_version().major()), look);
        let catalog = match keep(promise, catalog, &material.migration, Kept::Nothing, self.watch) {
            Ok(catalog) => catalog,
            Err(error) => {
                self.note_failure(material, None, &error.to_string(), None).await;
                return Err(error);
            }
        };
        let text = catalog.stamp.to_string();
        let mut batch = Batch::new();
        self.closing(&mut batch, material, part, Some(&text));
        match self.send(batch.sql(), span(material, part)).await {
            Ok(closing) => {
                going.ended(closing);
                Ok(Box::new(catalog))
            }
            Err(stopped) => Err(self.explain(material, part, &batch, stopped, 1).await),
        }
    }

    /// Sends a text and keeps watch until the server is done with it.
    pub(super) async fn send(&mut self, sql: &str, span: Span<'_>) -> Result<Course, Stopped> {
        let (session, begun) = (self.session, Instant::now());
        let mut moments = Vec::new();
        let mut keep = |_, row: &SimpleQueryRow| moments.extend(moment(row));
        let (sent, seen) = self.attend(session.each_row_counting(sql, &mut keep), span).await;
        match sent {
            Ok(()) => Ok(Course { moments, took: begun.elapsed(), glances: seen.glances }),
            Err((completed, error)) => Err(Stopped { completed, error, seen }),
        }
    }

    /// Whether another try may do better.
    pub(super) fn goes_on(&self, stopped: &Stopped, attempt: u32, tries: u32) -> bool {
        let affordable = self.left().is_none_or(|left| left > SHORTEST_TRY);
        stopped.seen.halt.is_none() && worth_another_try(&stopped.error) && attempt < tries && affordable
    }

    /// For how long this try may wait for a lock: where others may only have to wait so long, no try takes more than its
    /// share of what is left of that.
    pub(super) fn share(&self, timeout: Duration, attempt: u32) -> Duration {
        let Some(left) = self.left() else { return timeout };
        let share = (left / (self.patience.tries.saturating_sub(attempt) + 1)).max(SHORTEST_TRY);
        match timeout {
            Duration::ZERO => share,
            timeout => timeout.min(share),
        }
    }

    /// Tells that a lock was not had, and waits.
    ///
    /// # Errors
    /// Somebody wants the run to end.
    pub(super) async fn rest(
        &mut self,
        material: &Document,
        number: usize,
        attempt: u32,
        seen: Seen,
    ) -> Result<(), EngineError> {
        let doubled = self.patience.pause.saturating_mul(1 << attempt.saturating_sub(1).min(16));
        let pause = jittered(doubled.min(LONGEST_PAUSE));
        self.watch.event(Event::LockRetry {
            migration: material.migration.clone(),
            statement: number,
            attempt,
            of: self.patience.tries,
            pause,
            blockers: seen.blockers,
            queued: seen.queued,
        });
        tokio::select! {
            () = sleep(pause) => Ok(()),
            () = self.interrupt.asked() => Err(self.interrupted(material, number, Kept::Nothing)),
        }
    }

    /// Says which statement failed, or that it was one of our own.
    async fn explain(
        &mut self,
        material: &Material,
        part: &Part,
        batch: &Batch<usize>,
        stopped: Stopped,
        attempts: u32,
    ) -> EngineError {
        let Stopped { completed, error, seen } = stopped;
        if Lock::is_fenced(&error) {
            let _ = self.session.batch("ROLLBACK").await;
            return EngineError::LockLost;
        }
        let blame = batch.blame(completed, &error);
        // What only the commit finds out is told at the last statement: a deferred constraint.
        let last = part.first + part.statements.len() - 1;
        let (number, offset) = blame.as_ref().map_or((last, None), |blame| (blame.tag, blame.offset));
        let statement = &part.statements[number - part.first];
        if let Some(halt) = seen.halt.filter(|_| error.is_cancelled()) {
            return self.halted(material, number, halt, seen).await;
        }
        if blame.is_none() && !batch.is_last(completed) && !error.is_lost() {
            self.note_failure(material, None, &error.to_string(), error.sqlstate()).await;
            return EngineError::own("writing the ledger", &error);
        }
        if error.is_lock_timeout() || attempts > 1 && worth_another_try(&error) {
            let passage = material.passage(statement, offset);
            let tries = (attempts, material.pace(number).lock_timeout);
            return self.lock_not_had(material, (number, passage), tries, &error, seen).await;
        }
        self.failed(material, number, statement, offset, &error).await
    }
}

/// What the clock of the server says, among whatever else statements answer.
fn moment(row: &SimpleQueryRow) -> Option<f64> {
    match row.columns() {
        [column] if column.name() == CLOCK_COLUMN => row.get(0)?.parse().ok(),
        _ => None,
    }
}

pub(super) fn span<'a>(material: &'a Material, part: &Part) -> Span<'a> {
    let last = part.first + part.statements.len().max(1) - 1;
    Span { migration: &material.migration, first: part.first, last }
}

pub(super) fn worth_another_try(error: &ServerError) -> bool {
    error.is_lock_timeout() || error.is_deadlock()
}
