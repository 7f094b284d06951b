//! A migration that is a program: what it says to the server runs in one transaction with its ledger rows, as a script's
//! statements do. Where it says itself that it needs none, or the server says that for it, it runs without one and is
//! journalled. Must not know how a program is started.

use std::time::{Duration, Instant};

use super::super::book::Book;
use super::super::promise::{Promise, Seen as Catalog, keep};
use super::super::ready::{Errand, Ready};
use super::super::resume::Start;
use super::super::watch::{Event, Point};
use super::alone::one_line;
use super::lock::{Lock, Pooling};
use super::pooled::unfit_program;
use super::transaction::{Stopped, worth_another_try};
use super::vigil::{Seen, Span};
use super::{RESET, RESET_STATEMENTS, Runner, write_down};
use crate::batch::Batch;
use crate::connect::lend::{Manner, Passed};
use crate::connect::{Report, ServerError, Session};
use crate::database::postgres::look_inside;
use crate::error::{EngineError, Kept};
use crate::ledger::{Elapsed, Entry};
use crate::program::{Bridge, Ended, ProgramError, Programs};

/// Runs whatever a migration consists of.
///
/// # Errors
/// What failed; what is in its transaction is undone and the failure is in the ledger.
pub(crate) async fn run(
    mut runner: Runner<'_>,
    ready: &Ready,
    start: Start,
    promise: &Promise,
    programs: &mut Programs,
) -> Result<Option<Box<Catalog>>, EngineError> {
    let errand = match ready {
        Ready::Script(material) => return runner.run(material, start, promise).await,
        Ready::Program(errand) => errand,
    };
    let (session, bridge) = programs.open(runner.session, &errand.program).await?;
    let pid = async |session: &Session| {
        session.backend_pid().await.map_err(|error| EngineError::own("asking who serves us", &error))
    };
    let (ours, theirs) = (pid(runner.session).await?, pid(session).await?);
    let lock = runner.lock.inspect(|lock| lock.set_worker(theirs));
    let done = runner.over(session).program(errand, start, promise, bridge).await;
    lock.into_iter().for_each(|lock| lock.set_worker(ours));
    done
}

/// What came of one try in a transaction.
enum Tried {
    Done(Option<Box<Catalog>>),
    /// A lock was not had.
    Again(Seen),
    /// The server has to be asked without a transaction.
    Outside,
}

/// What a program does in the end.
struct Run {
    ended: Ended,
    passed: Vec<Passed>,
    /// What it printed.
    printed: Vec<String>,
    seen: Seen,
}

impl Run {
    /// What the server had against the last thing that it refused.
    fn refused(&self) -> Option<&Report> {
        self.passed.iter().rev().find_map(|one| one.refused.as_ref())
    }

    /// What the program said that works only where no transaction is open.
    fn needs_no_transaction(&self) -> Option<String> {
        let found = self.passed.iter().find(|one| one.needs_no_transaction())?;
        Some(one_line(found.sql.trim().trim_end_matches(';')))
    }
}

impl Runner<'_> {
    /// The same over another session.
    fn over<'a>(&'a mut self, session: &'a Session) -> Runner<'a> {
        Runner {
            session,
            lock: self.lock,
            author: self.author,
            patience: self.patience,
            book: self.book,
            watch: self.watch,
            interrupt: self.interrupt,
            since: self.since,
            timings: self.timings,
        }
    }

    async fn program(
        &mut self,
        errand: &Errand,
        start: Start,
        promise: &Promise,
        bridge: &mut Bridge,
    ) -> Result<Option<Box<Catalog>>, EngineError> {
        match start {
            Start::Afresh => {}
            // Somebody said that it is done.
            Start::At(_) => return self.end_program(errand, promise).await,
            Start::Open(_) => {
                return Err(ProgramError::CutOff { migration: errand.migration.clone() }.into());
            }
        }
        self.session.take_notices();
        let mut attempt = 1;
        loop {
            if self.interrupt.is_asked() {
                return Err(self.interrupted(errand, 1, Kept::Nothing));
            }
            self.since = Instant::now();
            let manner = bridge.load(&errand.migration, &errand.program).await?;
            self.reached(Point::BeforeSegment, errand);
            let tried = match manner {
                Manner::Within => self.within(errand, promise, bridge, attempt).await?,
                Manner::Bare => Tried::Outside,
            };
            let catalog = match tried {
                Tried::Done(catalog) => catalog,
                Tried::Again(seen) => {
                    self.rest(errand, 1, attempt, seen).await?;
                    attempt += 1;
                    continue;
                }
                Tried::Outside => {
                    if manner == Manner::Within {
                        bridge.load(&errand.migration, &errand.program).await?;
                    }
                    self.outside(errand, promise, bridge).await?
                }
            };
            self.reached(Point::AfterSegment, errand);
            // What a program left in the session is not meant for the next one.
            let cleared = self.session.batch("DISCARD ALL").await;
            cleared.map_err(|error| EngineError::own("clearing the session", &error))?;
            return Ok(catalog);
        }
    }

    /// In a transaction that commits together with the ledger rows.
    async fn within(
        &mut self,
        errand: &Errand,
        promise: &Promise,
        bridge: &mut Bridge,
        attempt: u32,
    ) -> Result<Tried, EngineError> {
        self.open(errand, attempt).await?;
        let run = self.let_run(errand, bridge, Manner::Within).await?;
        if let (Some(statement), None) = (run.needs_no_transaction(), run.seen.halt) {
            self.undo().await?;
            let migration = errand.migration.clone();
            self.watch.event(Event::WithoutTransaction { migration, statement });
            return Ok(Tried::Outside);
        }
        let run = self.hear(errand, run);
        match run.ended {
            Ended::Well => self.close(errand, promise).await.map(Tried::Done),
            Ended::Badly(_) => self.within_badly(errand, run, attempt).await,
        }
    }

    async fn within_badly(&mut self, errand: &Errand, run: Run, attempt: u32) -> Result<Tried, EngineError> {
        self.undo().await?;
        let refusal = run.refused().map(|report| ServerError::Refused(Box::new(report.clone())));
        let Run { ended, seen, .. } = run;
        let Ended::Badly(error) = ended else { return Ok(Tried::Again(seen)) };
        let place = || (1, error.place().cloned().unwrap_or_else(|| errand.passage_at(0..0)));
        if let Some(halt) = seen.halt {
            return Err(self.halted_at(errand, place(), Kept::Nothing, halt, seen).await);
        }
        if let Some(refusal) = refusal.filter(worth_another_try) {
            let stopped = Stopped { completed: 0, error: refusal, seen };
            if self.goes_on(&stopped, attempt, self.patience.tries) {
                return Ok(Tried::Again(stopped.seen));
            }
            let tries = (attempt, None);
            return Err(self.lock_not_had(errand, place(), tries, &stopped.error, stopped.seen).await);
        }
        let sqlstate = error.cause().and_then(|cause| cause.sqlstate.clone());
        self.note_failure(errand, None, &error.to_string(), sqlstate.as_deref()).await;
        Err(error.into())
    }

    /// Journalled before and after, because nobody could find out from the catalog how far it came.
    async fn outside(
        &mut self,
        errand: &Errand,
        promise: &Promise,
        bridge: &mut Bridge,
    ) -> Result<Option<Box<Catalog>>, EngineError> {
        if self.pooling() == Pooling::Transaction {
            return Err(unfit_program(errand));
        }
        // What it has done stays, so that it cannot be tried again: one try may take as long as all of them.
        let timeout = self.patience.timeout.saturating_mul(self.patience.tries);
        let limits = self.limits_unless(errand, &|_| false, 1).waiting(timeout);
        let mut before: Batch<usize> = Batch::new();
        if let Some(lock) = self.lock {
            lock.step_aside().await;
            before.own(lock.fence().as_str(), 1);
        }
        write_down(&mut before, self.author, &self.book.before_program(errand));
        limits.write_for_session(&mut before);
        self.say(&before, "writing the ledger").await?;
        self.reached(Point::AfterJournal, errand);
        let run = self.let_run(errand, bridge, Manner::Bare).await?;
        let run = self.hear(errand, run);
        self.reached(Point::BeforeLedger, errand);
        match run.ended {
            Ended::Well => self.end_program(errand, promise).await,
            Ended::Badly(error) => Err(self.outside_badly(errand, error, run.seen).await),
        }
    }

    /// What it did before it failed is still there, and the next run begins it anew, as its tool would.
    async fn outside_badly(&mut self, errand: &Errand, error: ProgramError, seen: Seen) -> EngineError {
        let _ = self.session.batch(["ROLLBACK; ", RESET].concat().as_str()).await;
        if !matches!(error, ProgramError::Died { .. }) {
            let undone = self.book.undone_program(errand);
            let mut batch: Batch<usize> = Batch::new();
            write_down(&mut batch, self.author, &undone);
            let _ = self.session.batch(batch.sql()).await;
        }
        if let Some(halt) = seen.halt {
            let place = (1, errand.passage_at(0..0));
            return self.halted_at(errand, place, Kept::All, halt, seen).await;
        }
        let sqlstate = error.cause().and_then(|cause| cause.sqlstate.clone());
        self.note_failure(errand, None, &error.to_string(), sqlstate.as_deref()).await;
        error.into()
    }

    async fn end_program(
        &mut self,
        errand: &Errand,
        promise: &Promise,
    ) -> Result<Option<Box<Catalog>>, EngineError> {
        let catalog = self.look_outside(errand, promise).await?;
        let text = catalog.as_ref().map(|seen| seen.stamp.to_string());
        let mut entries = self.book.after_program(errand, text.as_deref());
        if let Some(first) = entries.first_mut() {
            first.elapsed = Elapsed::of(self.since.elapsed());
        }
        let mut batch: Batch<usize> = Batch::new();
        batch.own(RESET, RESET_STATEMENTS);
        write_down(&mut batch, self.author, &entries);
        self.say(&batch, "writing the ledger").await?;
        Ok(catalog)
    }

    /// Begins the transaction in which a program is to run.
    async fn open(&mut self, errand: &Errand, attempt: u32) -> Result<(), EngineError> {
        self.begin_pooled().await?;
        let mut batch: Batch<usize> = Batch::new();
        if self.pooling() == Pooling::None {
            batch.own("BEGIN", 1);
        }
        if let Some(lock) = self.lock {
            batch.own(lock.entry().as_str(), 1);
        }
        self.limits_unless(errand, &|_| false, attempt).write(&mut batch);
        self.say(&batch, "beginning the transaction").await
    }

    /// Looks, where that was promised, writes the ledger and commits.
    async fn close(
        &mut self,
        errand: &Errand,
        promise: &Promise,
    ) -> Result<Option<Box<Catalog>>, EngineError> {
        let catalog = match promise {
            Promise::None => None,
            Promise::Leaves { .. } => {
                let look = look_inside(self.session, promise.keeping()).await?;
                Some(Catalog::of(Some(self.session.server_version().major()), look))
            }
        };
        self.reached(Point::BeforeCommit, errand);
        let catalog =
            match catalog.map(|seen| keep(promise, seen, &errand.migration, Kept::Nothing, self.watch)) {
                None => None,
                Some(Ok(catalog)) => Some(Box::new(catalog)),
                Some(Err(error)) => {
                    self.note_failure(errand, None, &error.to_string(), None).await;
                    return Err(error);
                }
            };
        let text = catalog.as_ref().map(|seen| seen.stamp.to_string());
        let end = match self.book {
            Book::Nothing => None,
            Book::Up | Book::Down => Some(Entry {
                elapsed: Elapsed::SinceTransaction,
                ..self.book.end(errand, None, text.as_deref())
            }),
        };
        let mut batch: Batch<usize> = Batch::new();
        batch.own(RESET, RESET_STATEMENTS);
        write_down(&mut batch, self.author, end.as_slice());
        if let Some(lock) = self.lock {
            batch.own(lock.fence().as_str(), 1);
        }
        batch.own("COMMIT", 1);
        let committed = self.say(&batch, "committing what the program did").await;
        if let Err(EngineError::Own { cause, .. }) = &committed {
            self.note_failure(errand, None, &cause.message, cause.sqlstate.as_deref()).await;
        }
        committed.map(|()| catalog)
    }

    /// Lends the session to the program until it ends, and keeps watch meanwhile.
    async fn let_run(
        &mut self,
        errand: &Errand,
        bridge: &mut Bridge,
        manner: Manner,
    ) -> Result<Run, EngineError> {
        // A program that thinks for long is not taken for dead.
        let breath = (!self.patience.idle_timeout.is_zero()).then(|| self.patience.idle_timeout / 3);
        let breath = breath.map(|breath| breath.max(Duration::from_millis(100)));
        let (session, interrupt) = (self.session, self.interrupt);
        let mut passed = Vec::new();
        let name = errand.migration.as_str();
        let work = bridge.run((name, &errand.program), session, (manner, breath), &mut passed, interrupt);
        let (ran, seen) = self.attend(work, Span { migration: name, first: 1, last: 1 }).await;
        let printed = bridge.printed();
        match ran {
            Ok(ended) => Ok(Run { ended, passed, printed, seen }),
            Err(error) => Err(EngineError::ConnectionLost {
                migration: errand.migration.clone(),
                reason: error.to_string(),
            }),
        }
    }

    /// Tells what it printed and what the server remarked.
    fn hear(&mut self, errand: &Errand, mut run: Run) -> Run {
        for line in run.printed.drain(..) {
            self.watch.event(Event::Printed { migration: errand.migration.clone(), line });
        }
        let notices = run.passed.iter_mut().flat_map(|one| std::mem::take(&mut one.notices)).collect();
        self.tell(errand, notices);
        run
    }

    async fn undo(&mut self) -> Result<(), EngineError> {
        let undone = self.session.batch("ROLLBACK").await;
        undone.map_err(|error| EngineError::own("rolling back", &error))
    }

    /// Says something of our own.
    async fn say(&mut self, batch: &Batch<usize>, doing: &'static str) -> Result<(), EngineError> {
        match self.session.batch(batch.sql()).await {
            Ok(()) => Ok(()),
            Err(error) if Lock::is_fenced(&error) => {
                let _ = self.session.batch("ROLLBACK").await;
                Err(EngineError::LockLost)
            }
            Err(error) => {
                let _ = self.session.batch("ROLLBACK").await;
                Err(EngineError::own(doing, &error))
            }
        }
    }
}
