//! Runs the parts of a script on PostgreSQL. Must not know which scripts there are.

mod alone;
mod fate;
mod halt;
mod limits;
mod lock;
mod neighbours;
mod orphan;
mod pooled;
mod program;
mod stretch;
mod transaction;
mod vigil;

pub(crate) use lock::{Lock, Pooling, holder, situation};
pub(crate) use orphan::orphans;
pub(crate) use pooled::{fit_for_pooler, script_fit_for_pooler};
pub(crate) use program::run;
pub(crate) use stretch::Stretch;

use std::time::Instant;

use evenkeel_sources::Statement;

use super::book::Book;
use super::document::Document;
use super::interrupt::Interrupt;
use super::material::{Lost, Material, Part, Way};
use super::options::LockPatience;
use super::promise::{Promise, Seen, keep};
use super::ready::Ready;
use super::resume::Start;
use super::watch::{Event, Point, Watch};
use crate::batch::Batch;
use crate::connect::{ServerError, Session};
use crate::error::{EngineError, Kept};
use crate::ledger::{Author, Elapsed, Entry, EventKind, add_postgres};
use crate::program::Programs;
use crate::timing::Timings;

/// A session with everything that a run needs beside it.
pub(crate) struct Runner<'a> {
    pub(crate) session: &'a Session,
    /// Missing where nobody else can be in the way.
    pub(crate) lock: Option<&'a Lock>,
    pub(crate) author: &'a Author,
    pub(crate) patience: LockPatience,
    pub(crate) book: Book,
    pub(crate) watch: &'a mut dyn Watch,
    pub(crate) interrupt: &'a Interrupt,
    /// When the part began that runs now.
    pub(crate) since: Instant,
    /// Where it is noted down how statements went; nothing where nobody wants to know.
    pub(crate) timings: Option<&'a Timings>,
}

/// Puts the session back to what it was when it was opened.
const RESET: &str = "RESET SESSION AUTHORIZATION; RESET ROLE; RESET ALL";
const RESET_STATEMENTS: usize = 3;

impl Runner<'_> {
    /// Runs a script from `start` on, and returns the catalog afterwards when somebody looked.
    ///
    /// # Errors
    /// The statement that failed; what is in its transaction is undone and the failure is in the ledger.
    pub(crate) async fn run(
        &mut self,
        material: &Material,
        start: Start,
        promise: &Promise,
    ) -> Result<Option<Box<Seen>>, EngineError> {
        self.session.take_notices();
        self.say_again(material, start.index()).await?;
        let mut last = None;
        for part in material.parts.iter().skip(start.index()) {
            self.may_go_on(material, part)?;
            self.since = Instant::now();
            let promise = match material.closing() == Some(part.index) {
                true => promise,
                false => &Promise::None,
            };
            self.reached(Point::BeforeSegment, material);
            let seen = match part.way {
                Way::InTransaction => self.transaction(material, part, promise).await?,
                Way::Alone(reason) => self.alone(material, part, reason, start, promise).await?,
                Way::ForSession => self.for_session(material, part, promise).await?,
            };
            last = last.or(seen);
            self.reached(Point::AfterSegment, material);
        }
        if material.parts.is_empty() {
            last = self.nothing(material, promise).await?;
        }
        self.clear_session(material).await?;
        self.tell_notices(material);
        Ok(last)
    }

    /// A session of its own has not heard what an earlier one was told.
    async fn say_again(&mut self, material: &Material, index: usize) -> Result<(), EngineError> {
        let Some((text, _)) = said_before(material, index, Lost::All) else { return Ok(()) };
        let sent = self.session.batch(&text).await;
        sent.map_err(|error| EngineError::own("setting the session up again", &error))
    }

    /// The ledger's rows are written by the role that began the run, whatever the script has set since; what follows
    /// in the script finds its settings again.
    fn write_as_ourselves(
        &self,
        batch: &mut Batch<usize>,
        material: &Material,
        part: &Part,
        entries: &[Entry<'_>],
    ) {
        let closes = material.closing() == Some(part.index);
        if entries.is_empty() && !closes {
            return;
        }
        if closes || material.changes_session() {
            batch.own(RESET, RESET_STATEMENTS);
        }
        write_down(batch, self.author, entries);
        let again = said_before(material, part.index + 1, Lost::Settings).filter(|_| !closes);
        if let Some((again, statements)) = again {
            batch.own(&again, statements);
        }
    }

    /// What a script left in the session is not meant for the next one.
    async fn clear_session(&self, material: &Material) -> Result<(), EngineError> {
        if !material.leaves_session() {
            return Ok(());
        }
        let cleared = self.session.batch("DISCARD ALL").await;
        cleared.map_err(|error| EngineError::own("clearing the session", &error))
    }

    /// A script without statements is done as soon as it is written down.
    async fn nothing(
        &mut self,
        material: &Material,
        promise: &Promise,
    ) -> Result<Option<Box<Seen>>, EngineError> {
        let seen = self.look_outside(material, promise).await?;
        let text = seen.as_ref().map(|seen| seen.stamp.to_string());
        let entry = match self.book {
            Book::Nothing => return Ok(seen),
            Book::Up | Book::Down => self.book.end(material, Some(0), text.as_deref()),
        };
        add_postgres(self.session, self.author, &[entry]).await?;
        Ok(seen)
    }

    async fn for_session(
        &mut self,
        material: &Material,
        part: &Part,
        promise: &Promise,
    ) -> Result<Option<Box<Seen>>, EngineError> {
        let [statement] = &part.statements[..] else { return Ok(None) };
        if let Err(error) = self.session.batch(material.sql(statement)).await {
            return Err(self.failed(material, part.first, statement, None, &error).await);
        }
        self.end_part(material, part, promise).await
    }

    /// Looks, where that was promised, and writes down that a part outside of a transaction is done.
    async fn end_part(
        &mut self,
        material: &Material,
        part: &Part,
        promise: &Promise,
    ) -> Result<Option<Box<Seen>>, EngineError> {
        let seen = self.look_outside(material, promise).await?;
        let text = seen.as_ref().map(|seen| seen.stamp.to_string());
        let mut entries = self.book.done(material, part, text.as_deref());
        if let Some(journal) = entries.iter_mut().find(|entry| entry.event == EventKind::JournalAfter) {
            journal.elapsed = Elapsed::of(self.since.elapsed());
        }
        let mut after: Batch<usize> = Batch::new();
        self.write_as_ourselves(&mut after, material, part, &entries);
        if after.sql().is_empty() {
            return Ok(seen);
        }
        let written = self.session.batch(after.sql()).await;
        written.map_err(|error| EngineError::own("writing the ledger", &error))?;
        Ok(seen)
    }

    /// Reads the catalog outside of any transaction and holds it against the promise.
    async fn look_outside(
        &mut self,
        material: &Document,
        promise: &Promise,
    ) -> Result<Option<Box<Seen>>, EngineError> {
        if promise.is_none() {
            return Ok(None);
        }
        let look = crate::database::postgres::look(self.session, promise.keeping()).await?;
        let seen = Seen::of(Some(self.session.server_version().major()), look);
        match keep(promise, seen, &material.migration, Kept::All, self.watch) {
            Ok(seen) => Ok(Some(Box::new(seen))),
            Err(error) => {
                self.note_failure(material, None, &error.to_string(), None).await;
                Err(error)
            }
        }
    }

    /// Writes the failure down and puts it into words. The session is fit for use afterwards, if it is still there.
    async fn failed(
        &mut self,
        material: &Material,
        number: usize,
        statement: &Statement,
        offset: Option<usize>,
        error: &ServerError,
    ) -> EngineError {
        if error.is_lost() {
            return EngineError::ConnectionLost {
                migration: material.migration.clone(),
                reason: error.to_string(),
            };
        }
        self.note_failure(material, Some(number), &error.to_string(), error.sqlstate()).await;
        self.tell_notices(material);
        EngineError::Sql(Box::new(material.failure(number, statement, offset, error.into())))
    }

    /// That the ledger cannot be written must not hide why it had to be.
    async fn note_failure(
        &mut self,
        material: &Document,
        number: Option<usize>,
        message: &str,
        sqlstate: Option<&str>,
    ) {
        let _ = self.session.batch("ROLLBACK").await;
        let notices = self.session.take_notices();
        let entry = Entry {
            statement: number,
            message: Some(message),
            sqlstate,
            elapsed: Elapsed::of(self.since.elapsed()),
            ..Entry::new(&material.migration, EventKind::Failed)
        };
        match self.book {
            Book::Nothing => {}
            Book::Up | Book::Down => {
                if self.pooling() == Pooling::None {
                    let _ = self.session.batch(RESET).await;
                }
                let _ = add_postgres(self.session, self.author, &[entry]).await;
            }
        }
        self.tell(material, notices);
    }

    fn reached(&mut self, point: Point, material: &Document) {
        self.watch.event(Event::Reached { point, migration: material.migration.clone() });
    }

    fn tell_notices(&mut self, material: &Document) {
        let notices = self.session.take_notices();
        self.tell(material, notices);
    }

    fn tell(&mut self, material: &Document, notices: Vec<crate::connect::Report>) {
        // "there is no transaction in progress" answers a ROLLBACK of our own.
        for report in notices.into_iter().filter(|report| report.sqlstate != "25P01") {
            self.watch
                .event(Event::Notice { migration: material.migration.clone(), report: Box::new(report) });
        }
    }
}

/// Runs a migration on a database that nobody else uses and of which no ledger is kept.
///
/// # Errors
/// What failed.
pub(crate) async fn run_unrecorded(
    session: &Session,
    ready: &Ready,
    programs: &mut Programs,
    watch: &mut dyn Watch,
) -> Result<(), EngineError> {
    let (author, interrupt) = (Author::default(), Interrupt::default());
    let runner = Runner::unrecorded(session, &author, &interrupt, watch);
    run(runner, ready, Start::Afresh, &Promise::None, programs).await.map(drop)
}

/// As [`run_unrecorded`], of a script.
///
/// # Errors
/// The statement that failed.
pub(crate) async fn run_script_unrecorded(
    session: &Session,
    material: &Material,
    watch: &mut dyn Watch,
) -> Result<(), EngineError> {
    let (author, interrupt) = (Author::default(), Interrupt::default());
    let mut runner = Runner::unrecorded(session, &author, &interrupt, watch);
    runner.run(material, Start::Afresh, &Promise::None).await.map(drop)
}

impl<'a> Runner<'a> {
    /// For a database that nobody else uses and of which no ledger is kept.
    fn unrecorded(
        session: &'a Session,
        author: &'a Author,
        interrupt: &'a Interrupt,
        watch: &'a mut dyn Watch,
    ) -> Runner<'a> {
        let patience = LockPatience {
            timeout: std::time::Duration::ZERO,
            idle_timeout: std::time::Duration::ZERO,
            tries: 1,
            ..LockPatience::default()
        };
        let (since, lock, book) = (Instant::now(), None, Book::Nothing);
        Runner { session, lock, author, patience, book, watch, interrupt, since, timings: None }
    }
}

/// What a session has to hear again before the part `index`, if anything, and how many statements that is.
fn said_before(material: &Material, index: usize, lost: Lost) -> Option<(String, usize)> {
    let said = material.session_before(index, lost);
    let text: Vec<&str> = said.iter().map(|statement| material.sql(statement)).collect();
    (!text.is_empty()).then(|| (text.join("\n;\n"), text.len()))
}

/// The ledger rows of a part as statements of a batch.
fn write_down(batch: &mut Batch<usize>, author: &Author, entries: &[Entry<'_>]) {
    for entry in entries {
        author.rows(entry).iter().for_each(|row| batch.own(row.as_str(), 1));
    }
}
