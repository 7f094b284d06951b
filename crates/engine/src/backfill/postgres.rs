//! Batches on PostgreSQL. Each is one text and one round trip: the cursor moves, the statements run, the next page is looked
//! up, all is committed. Must not know what comes before the first batch and after the last.

use std::time::Duration;

use evenkeel_sources::backfill::{Batches, Template};
use tokio::time::{Instant, sleep};

use super::book::{self, Page, Stage, has_moved};
use super::job::{Job, Tally};
use super::lookout::{Lookout, Verdict};
use super::pace::Pacer;
use super::walk::{Stretch, Walk};
use crate::batch::Batch;
use crate::connect::{ServerError, Session};
use crate::error::EngineError;
use crate::execute::{News, Pooling};
use crate::pause::jittered;

/// How often others are looked at while a batch runs.
const LOOK: Duration = Duration::from_millis(50);
/// Others who have waited for this many times what they may have to end the batch.
const FAR_TOO_LONG: u32 = 10;
const HOLD: Duration = Duration::from_millis(250);
/// A server answers sooner than this who serves us.
const ANSWER_LIMIT: Duration = Duration::from_secs(5);

/// What runs batches.
pub(super) struct Runner<'j, 'a> {
    pub(super) job: &'j mut Job<'a>,
    pub(super) session: &'a Session,
    pub(super) walk: &'j Walk,
    pub(super) template: &'j Template,
    pub(super) pacer: Pacer,
    pub(super) lookout: Option<Lookout>,
    pub(super) batches: &'a Batches,
    /// How long the batch before took.
    pub(super) took: Duration,
}

impl Runner<'_, '_> {
    /// Runs batches from the cursor to the end of the table.
    pub(super) async fn run(
        &mut self,
        mut cursor: Option<Vec<String>>,
        tally: &mut Tally,
    ) -> Result<(), EngineError> {
        let mut next = self.peek(cursor.as_deref()).await?;
        let mut tries = 0;
        while let Some(stretch) = next {
            self.hold(tally).await?;
            let begun = Instant::now();
            let (sent, waited) = self.send(cursor.as_deref(), &stretch).await;
            match sent {
                Ok(page) => {
                    self.took = begun.elapsed();
                    tries = 0;
                    self.settle_pace(&stretch, waited);
                    tally.add(stretch.rows);
                    self.job.tell(tally.news());
                    cursor = Some(stretch.last);
                    next = page;
                    self.rest(stretch.rows, tally).await?;
                }
                Err((_, error)) if has_moved(&error) => {
                    self.roll_back().await;
                    let Some(row) = self.job.row().await?.filter(|row| row.state == Stage::Running) else {
                        break;
                    };
                    tally.start_at(row.rows);
                    cursor = row.cursor;
                    next = self.peek(cursor.as_deref()).await?;
                }
                Err((_, error)) if passes(&error) && tries < self.job.options.locks.tries => {
                    self.roll_back().await;
                    tries += 1;
                    self.pacer.shrink();
                    self.pause(jittered(self.job.options.locks.pause.saturating_mul(tries)), tally).await?;
                    next = self.peek(cursor.as_deref()).await?;
                }
                Err((tag, error)) => {
                    self.roll_back().await;
                    return Err(self.job.failed(self.batches, tag, &stretch, &error).await);
                }
            }
        }
        Ok(())
    }

    /// The next rows, without doing anything to them.
    async fn peek(&self, after: Option<&[String]>) -> Result<Option<Stretch>, EngineError> {
        let page = self.walk.page(after, self.pacer.rows());
        let rows = self.session.rows(page.as_str()).await;
        let rows = rows.map_err(|error| EngineError::own("looking up the rows of a batch", &error))?;
        Ok(rows.last().and_then(|row| self.walk.stretch(row)))
    }

    async fn send(
        &mut self,
        cursor: Option<&[String]>,
        stretch: &Stretch,
    ) -> (Result<Option<Stretch>, (Option<usize>, ServerError)>, Duration) {
        let batch = self.text(cursor, stretch);
        let mut last: Vec<Option<String>> = Vec::new();
        let mut keep = |_: usize, row: &tokio_postgres::SimpleQueryRow| {
            last = (0..row.len()).map(|column| row.get(column).map(str::to_owned)).collect();
        };
        let session = self.session;
        let work = session.each_row_counting(batch.sql(), &mut keep);
        let (sent, waited) = attend(work, self.lookout.as_ref(), self.batches.brakes.waiting, session).await;
        // The page is the last thing that answers rows.
        let sent = sent
            .map(|()| self.walk.stretch(&last))
            .map_err(|(completed, error)| (batch.blame(completed, &error).map(|blame| blame.tag), error));
        (sent, waited)
    }

    fn text(&self, cursor: Option<&[String]>, stretch: &Stretch) -> Batch<usize> {
        let mut batch = Batch::new();
        batch.own("BEGIN", 1);
        let timeout = self.job.options.locks.timeout;
        let settings = evenkeel_core::sql!(
            "SET LOCAL lock_timeout = {}; SET LOCAL statement_timeout = 0; SET LOCAL application_name = {}",
            u64::try_from(timeout.as_millis()).unwrap_or_default(),
            evenkeel_core::Literal(&self.job.session_name())
        );
        batch.own(settings.as_str(), 3);
        if self.session.server_version().major() >= 17 {
            batch.own("SET LOCAL transaction_timeout = 0", 1);
        }
        let worked = u64::try_from(self.took.as_millis()).unwrap_or_default();
        batch.own(self.job.page().advance(cursor, &stretch.last, stretch.rows, worked).as_str(), 1);
        let (first, last) = (self.walk.values(&stretch.first), self.walk.values(&stretch.last));
        for (at, (_, sql)) in self.template.fill(first.as_str(), last.as_str()).iter().enumerate() {
            batch.statement(sql, at);
        }
        batch.own(self.walk.page(Some(&stretch.last), self.pacer.rows()).as_str(), 1);
        batch.own("COMMIT", 1);
        batch
    }

    /// The next batch is larger or smaller by how this one went.
    fn settle_pace(&mut self, stretch: &Stretch, waited: Duration) {
        self.pacer.took(stretch.rows, self.took);
        if self.batches.brakes.waiting.is_some_and(|limit| waited > limit) {
            self.pacer.shrink();
        }
    }

    /// Waits until nothing speaks against the next batch.
    async fn hold(&mut self, tally: &Tally) -> Result<(), EngineError> {
        let mut held: Option<Instant> = None;
        loop {
            if self.job.options.interrupt.is_asked() {
                return Err(self.job.paused(tally));
            }
            let verdict = match &mut self.lookout {
                Some(lookout) => lookout.verdict().await,
                None => Verdict::Go,
            };
            match (verdict, held) {
                (Verdict::Go | Verdict::NothingNew, None) => return Ok(()),
                (Verdict::NothingNew, Some(_)) | (Verdict::Wait(_), Some(_)) => {}
                (Verdict::Go, Some(since)) => {
                    self.job.tell(News::Released { held: since.elapsed() });
                    return Ok(());
                }
                (Verdict::Wait(why), None) => {
                    self.job.tell(News::Held { why });
                    held = Some(Instant::now());
                }
            }
            self.pause(HOLD, tally).await?;
        }
    }

    /// Rests for as long as the brakes ask for after a batch.
    async fn rest(&mut self, rows: u64, tally: &Tally) -> Result<(), EngineError> {
        let owed = self.lookout.as_mut().map_or(Duration::ZERO, Lookout::rest_owed);
        let rest = super::pace::rest(&self.batches.brakes, rows, self.took).max(owed);
        match rest.is_zero() {
            true => Ok(()),
            false => self.pause(rest, tally).await,
        }
    }

    async fn pause(&self, length: Duration, tally: &Tally) -> Result<(), EngineError> {
        tokio::select! {
            () = sleep(length) => Ok(()),
            () = self.job.options.interrupt.asked() => Err(self.job.paused(tally)),
        }
    }

    async fn roll_back(&self) {
        let _ = self.session.batch("ROLLBACK").await;
        self.session.take_notices();
    }
}

/// Others who wait, who were cancelled for their sake, or who were there first: another try may do better.
fn passes(error: &ServerError) -> bool {
    error.is_lock_timeout()
        || error.is_deadlock()
        || error.is_cancelled()
        || error.sqlstate() == Some("40001")
}

/// Waits for the work, looks at others meanwhile, and ends the work when they have waited far too long. Answers for how long
/// they waited at most.
async fn attend<T>(
    work: impl Future<Output = T>,
    lookout: Option<&Lookout>,
    limit: Option<Duration>,
    session: &Session,
) -> (T, Duration) {
    let (Some(lookout), Some(limit)) = (lookout, limit) else { return (work.await, Duration::ZERO) };
    let mut work = std::pin::pin!(work);
    let mut longest = Duration::ZERO;
    loop {
        tokio::select! {
            biased;
            done = &mut work => return (done, longest),
            () = sleep(LOOK) => {}
        }
        longest = longest.max(lookout.waited().await);
        if longest > limit * FAR_TOO_LONG {
            let _ = session.cancel_token().cancel().await;
        }
    }
}

/// The second session, and what it cannot see.
pub(super) async fn lookout(job: &mut Job<'_>, session: &Session, batches: &Batches) -> Option<Lookout> {
    let brakes = batches.brakes;
    let looks = brakes.replica_lag.is_some()
        || brakes.long_transactions.is_some()
        || brakes.waiting.is_some()
        || brakes.wal_per_second.is_some();
    if !looks {
        return None;
    }
    let pid = match Pooling::found_out(session, ANSWER_LIMIT).await {
        Ok(Some(Pooling::None)) => session.backend_pid().await.ok(),
        Ok(Some(Pooling::Transaction) | None) | Err(_) => None,
    };
    if pid.is_none() && brakes.waiting.is_some() {
        let why = "behind a pooler in transaction mode nobody can tell who waits for a batch".to_owned();
        job.tell(News::Unbraked { why });
    }
    let lookout = Lookout::open(session, brakes, pid).await;
    if lookout.is_none() {
        let why = "the server gives no second connection, from which it would be looked at".to_owned();
        job.tell(News::Unbraked { why });
    }
    lookout
}

/// Keeps everybody else from the same backfill as long as it lives: a lock held by a transaction of a session of its own.
pub(super) struct Guard(#[expect(dead_code, reason = "it is held, not used")] Session);

impl Guard {
    /// Nothing where somebody else has it.
    pub(super) async fn take(session: &Session, page: &Page<'_>) -> Result<Option<Guard>, EngineError> {
        let guard = Session::connect(session.target()).await?;
        let key = ["evenkeel backfill", &page.author.service, page.migration].join("\u{1f}");
        let question = evenkeel_core::sql!(
            "BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL idle_in_transaction_session_timeout = 0; \
             SELECT pg_catalog.pg_try_advisory_xact_lock(pg_catalog.hashtextextended({}, 0))",
            evenkeel_core::Literal(&key)
        );
        let rows = guard.rows(question.as_str()).await;
        let rows = rows.map_err(|error| EngineError::own("taking the lock of a backfill", &error))?;
        let had = rows.last().and_then(|row| row.first()?.as_deref()) == Some("t");
        if had && guard.server_version().major() >= 17 {
            let kept = guard.batch("SET LOCAL transaction_timeout = 0").await;
            kept.map_err(|error| EngineError::own("taking the lock of a backfill", &error))?;
        }
        Ok(had.then_some(Guard(guard)))
    }
}

/// The rows of one service, for whoever wants one of them.
pub(super) async fn row_of(job: &Job<'_>) -> Result<Option<book::Row>, EngineError> {
    let rows = book::read(job.database, &job.options.author.service).await?;
    Ok(rows.into_iter().find(|row| row.migration == job.name()))
}
