//! Runs the parts of a script on SQLite. Must not know which scripts there are.
//!
//! The lock is SQLite's own: each transaction begins by taking the right to write, and then looks again whether
//! somebody else has done the part in the meantime.

use std::time::{Duration, Instant};

use evenkeel_sources::Statement;
use evenkeel_sources::layout::Runs;
use rusqlite::ErrorCode;

use super::book::Book;
use super::interrupt::Interrupt;
use super::material::{Lost, Material, Part, Way};
use super::promise::{Promise, Seen, keep};
use super::resume::Start;
use super::watch::{Event, Point, Watch};
use crate::database::{Lite, offset_of};
use crate::error::{Cause, EngineError, Kept};
use crate::ledger::{
    self, Author, Elapsed, Entry, EventKind, LedgerView, Phase, add_sqlite, read_sqlite, upgrade_sqlite,
};
use crate::timing::{Timing, Timings, Waits};

/// A database with everything that a run needs beside it.
pub(crate) struct Runner<'a> {
    pub(crate) lite: &'a Lite,
    pub(crate) author: &'a Author,
    pub(crate) book: Book,
    pub(crate) watch: &'a mut dyn Watch,
    pub(crate) interrupt: &'a Interrupt,
    /// When the part began that runs now.
    pub(crate) since: Instant,
    /// Where it is noted down how statements went; nothing where nobody wants to know.
    pub(crate) timings: Option<&'a Timings>,
}

/// What came of a script.
pub(crate) enum Outcome {
    Ran(Option<Box<Seen>>),
    /// Somebody else had done it.
    AlreadyDone,
}

/// What came of a part.
enum Step {
    Ran(Option<Box<Seen>>),
    PartDone,
    AllDone,
}

impl Runner<'_> {
    /// Runs a script from `start` on.
    ///
    /// # Errors
    /// The statement that failed; what is in its transaction is undone and the failure is in the ledger.
    pub(crate) fn run(
        &mut self,
        material: &Material,
        start: Start,
        promise: &Promise,
    ) -> Result<Outcome, EngineError> {
        let handle = self.lite.connection().get_interrupt_handle();
        let _heeding = self.interrupt.heed_with(move || handle.interrupt());
        let outcome = self.run_parts(material, start, promise);
        let back = self.clear_session(material);
        let outcome = outcome?;
        back.map(|()| outcome)
    }

    /// Whatever the script said to the session is not meant for the next one.
    fn clear_session(&self, material: &Material) -> Result<(), EngineError> {
        self.lite.execute("PRAGMA foreign_keys = ON; PRAGMA legacy_alter_table = OFF")?;
        if !material.leaves_session() {
            return Ok(());
        }
        self.lite.execute(
            "PRAGMA recursive_triggers = OFF; PRAGMA case_sensitive_like = OFF; PRAGMA ignore_check_constraints = OFF; \
             PRAGMA query_only = OFF; PRAGMA read_uncommitted = OFF; PRAGMA writable_schema = OFF",
        )?;
        const LEFT: &str = "SELECT 'DROP ' || type || ' temp.\"' || replace(name, '\"', '\"\"') || '\"' FROM \
             sqlite_temp_master WHERE type IN ('table', 'view', 'trigger') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' \
             UNION ALL SELECT 'DETACH \"' || replace(name, '\"', '\"\"') || '\"' FROM pragma_database_list \
             WHERE name NOT IN ('main', 'temp')";
        let left = self.lite.rows(LEFT)?;
        // A trigger may have gone with its table.
        left.iter().filter_map(|row| row.first()?.as_deref()).try_for_each(|one| {
            match self.lite.execute(one) {
                Err(_) if one.starts_with("DROP trigger") => Ok(()),
                done => done,
            }
        })
    }

    fn run_parts(
        &mut self,
        material: &Material,
        start: Start,
        promise: &Promise,
    ) -> Result<Outcome, EngineError> {
        if material.parts.iter().flat_map(|part| &part.statements).any(|one| drops_table(material.sql(one))) {
            // Otherwise dropping a table deletes the rows that refer to it, also when it is only made anew.
            self.lite.execute("PRAGMA foreign_keys = OFF")?;
        }
        for statement in material.session_before(start.index(), Lost::All) {
            self.lite.execute(material.sql(statement))?;
        }
        let mut last = None;
        for part in material.parts.iter().skip(start.index()) {
            let promise = match material.closing() == Some(part.index) {
                true => promise,
                false => &Promise::None,
            };
            if self.interrupt.is_asked() {
                return Err(self.interrupted(material, part.first, Kept::Nothing));
            }
            self.reached(Point::BeforeSegment, material);
            self.since = Instant::now();
            let step = match part.way {
                Way::InTransaction => self.transaction(material, part, promise)?,
                Way::Alone(_) | Way::ForSession => self.alone(material, part, promise)?,
            };
            match step {
                Step::Ran(seen) => last = last.or(seen),
                Step::PartDone => {}
                Step::AllDone => return Ok(Outcome::AlreadyDone),
            }
            self.reached(Point::AfterSegment, material);
        }
        if material.parts.is_empty() {
            return self.nothing(material, promise);
        }
        Ok(Outcome::Ran(last))
    }

    fn transaction(
        &mut self,
        material: &Material,
        part: &Part,
        promise: &Promise,
    ) -> Result<Step, EngineError> {
        let begun = Instant::now();
        self.begin()?;
        if let Some(step) = self.done_by_others(material, part).inspect_err(|_| self.undo())? {
            self.undo();
            return Ok(step);
        }
        let broken_before = self.broken_keys(material, part).inspect_err(|_| self.undo())?;
        let mut took = Vec::with_capacity(part.statements.len());
        for (at, statement) in part.statements.iter().enumerate() {
            let sent = Instant::now();
            if at > 0 {
                self.reached(Point::BetweenStatements, material);
            }
            if self.interrupt.is_asked() {
                self.undo();
                return Err(self.interrupted(material, part.first + at, Kept::Nothing));
            }
            if let Err(error) = self.lite.connection().execute_batch(material.sql(statement)) {
                return Err(self.failed(material, part.first + at, statement, &error));
            }
            took.push((sent, sent.elapsed()));
        }
        self.reached(Point::BeforeCommit, material);
        if self.broken_keys(material, part).inspect_err(|_| self.undo())? > broken_before {
            return Err(self.keys_broken(material, part));
        }
        let seen = self.look(material, promise, Kept::Nothing)?;
        let text = seen.as_ref().map(|seen| seen.stamp.to_string());
        self.write_down(&self.book.done(material, part, text.as_deref()), begun)
            .and_then(|()| self.lite.execute("COMMIT"))
            .inspect_err(|_| self.undo())?;
        self.note(material, part, &took);
        Ok(Step::Ran(seen))
    }

    /// Notes down how long statements took, where anybody wants to know. The file was held from the first one on.
    fn note(&self, material: &Material, part: &Part, took: &[(Instant, Duration)]) {
        let timing = |(at, (sent, took)): (usize, &(Instant, Duration))| Timing {
            migration: material.migration.clone(),
            first: part.first + at,
            last: part.first + at,
            took: *took,
            waits: Waits::default(),
            held: sent.elapsed(),
        };
        if let Some(kept) = self.timings {
            kept.add(took.iter().enumerate().map(timing).collect());
        }
    }

    fn alone(&mut self, material: &Material, part: &Part, promise: &Promise) -> Result<Step, EngineError> {
        let begun = Instant::now();
        let [statement] = &part.statements[..] else { return Ok(Step::Ran(None)) };
        if part.way != Way::ForSession {
            self.begin()?;
            if let Some(step) = self.done_by_others(material, part).inspect_err(|_| self.undo())? {
                self.undo();
                return Ok(step);
            }
            self.write_down(&self.book.before(material, part), begun)
                .and_then(|()| self.lite.execute("COMMIT"))
                .inspect_err(|_| self.undo())?;
            self.reached(Point::AfterJournal, material);
        }
        if let Err(error) = self.lite.connection().execute_batch(material.sql(statement)) {
            self.withdraw(material, part);
            return Err(self.failed(material, part.first, statement, &error));
        }
        self.reached(Point::BeforeLedger, material);
        let seen = self.look(material, promise, Kept::All)?;
        let text = seen.as_ref().map(|seen| seen.stamp.to_string());
        let entries = self.book.done(material, part, text.as_deref());
        if !entries.is_empty() {
            self.begin()?;
            self.write_down(&entries, begun)
                .and_then(|()| self.lite.execute("COMMIT"))
                .inspect_err(|_| self.undo())?;
        }
        Ok(Step::Ran(seen))
    }

    /// A statement that was refused left nothing, and is free for mending.
    fn withdraw(&mut self, material: &Material, part: &Part) {
        if part.way == Way::ForSession || self.begin().is_err() {
            return;
        }
        self.reached(Point::Withdrawn, material);
        let written = self.write_down(&self.book.undone(material, part), Instant::now());
        if written.and_then(|()| self.lite.execute("COMMIT")).is_err() {
            self.undo();
        }
    }

    /// A script without statements is done as soon as it is written down.
    fn nothing(&mut self, material: &Material, promise: &Promise) -> Result<Outcome, EngineError> {
        let seen = self.look(material, promise, Kept::Nothing)?;
        let text = seen.as_ref().map(|seen| seen.stamp.to_string());
        let entry = match self.book {
            Book::Nothing => return Ok(Outcome::Ran(seen)),
            Book::Up | Book::Down => self.book.end(material, Some(0), text.as_deref()),
        };
        self.lite.execute(ledger::Sqlite::CREATE)?;
        upgrade_sqlite(self.lite)?;
        add_sqlite(self.lite, self.author, &entry)?;
        Ok(Outcome::Ran(seen))
    }

    /// Takes the right to write, waiting for whoever has it.
    fn begin(&self) -> Result<(), EngineError> {
        let begun = Instant::now();
        match self.lite.connection().execute_batch("BEGIN IMMEDIATE") {
            Ok(()) => Ok(()),
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) => {
                Err(EngineError::Locked { holder: None, waited: begun.elapsed() })
            }
            Err(error) => Err(EngineError::own("beginning the transaction", &error)),
        }
    }

    /// SQLite may have rolled back by itself, so that there is nothing left to undo.
    fn undo(&self) {
        let _ = self.lite.connection().execute_batch("ROLLBACK");
    }

    /// Whether another process has done this part since the ledger was read.
    fn done_by_others(&self, material: &Material, part: &Part) -> Result<Option<Step>, EngineError> {
        if self.book == Book::Nothing {
            return Ok(None);
        }
        let rows = read_sqlite(self.lite, &self.author.service, Some(&material.migration))?;
        let view = LedgerView::of(rows.unwrap_or_default());
        let record = view.record(&material.migration);
        let phase = record.map(|record| &record.phase);
        let as_it_is =
            record.and_then(|record| record.checksum.as_deref()) == Some(material.checksum.as_str());
        Ok(match (phase, self.book) {
            (Some(Phase::Applied), Book::Up) if material.runs == Runs::OnChange && !as_it_is => None,
            (Some(Phase::Applied), Book::Up) | (Some(Phase::RolledBack), Book::Down) => Some(Step::AllDone),
            (Some(Phase::HalfApplied { done, .. }), Book::Up)
            | (Some(Phase::HalfTakenBack { done, .. }), Book::Down) => {
                done.iter().any(|known| known.segment == part.index).then_some(Step::PartDone)
            }
            (_, Book::Up | Book::Down | Book::Nothing) => None,
        })
    }

    /// How many rows refer to nothing; only asked where a part drops tables.
    fn broken_keys(&self, material: &Material, part: &Part) -> Result<usize, EngineError> {
        if !part.statements.iter().any(|statement| drops_table(material.sql(statement))) {
            return Ok(0);
        }
        Ok(self.lite.rows("PRAGMA foreign_key_check")?.len())
    }

    fn keys_broken(&mut self, material: &Material, part: &Part) -> EngineError {
        let statement = part.statements.iter().find(|statement| drops_table(material.sql(statement)));
        let statement = statement.unwrap_or(&part.statements[0]);
        let message = "rows of other tables refer to rows that would be gone (PRAGMA foreign_key_check)";
        self.note_failure(material, None, message);
        let cause = Cause { message: message.to_owned(), ..Cause::default() };
        EngineError::Sql(Box::new(material.failure(part.first, statement, None, cause)))
    }

    fn look(
        &mut self,
        material: &Material,
        promise: &Promise,
        kept: Kept,
    ) -> Result<Option<Box<Seen>>, EngineError> {
        if promise.is_none() {
            return Ok(None);
        }
        let seen = Seen::of(None, self.lite.look(promise.keeping()).inspect_err(|_| self.undo())?);
        match keep(promise, seen, &material.migration, kept, self.watch) {
            Ok(seen) => Ok(Some(Box::new(seen))),
            Err(error) => {
                self.note_failure(material, None, &error.to_string());
                Err(error)
            }
        }
    }

    fn write_down(&self, entries: &[Entry<'_>], begun: Instant) -> Result<(), EngineError> {
        if entries.is_empty() {
            return Ok(());
        }
        self.lite.execute(ledger::Sqlite::CREATE)?;
        upgrade_sqlite(self.lite)?;
        let took = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
        entries.iter().try_for_each(|entry| {
            let elapsed = match entry.elapsed {
                Elapsed::SinceTransaction => Elapsed::Milliseconds(took),
                Elapsed::Unknown | Elapsed::Milliseconds(_) => entry.elapsed,
            };
            add_sqlite(self.lite, self.author, &Entry { elapsed, ..entry.clone() })
        })
    }

    fn failed(
        &mut self,
        material: &Material,
        number: usize,
        statement: &Statement,
        error: &rusqlite::Error,
    ) -> EngineError {
        if error.sqlite_error_code() == Some(ErrorCode::OperationInterrupted) {
            let kept = material.kept(number);
            let interrupted = self.interrupted(material, number, kept);
            self.note_failure(material, Some(number), &interrupted.to_string());
            return interrupted;
        }
        let cause = Cause::from(error);
        self.note_failure(material, Some(number), &cause.message);
        let offset = offset_of(material.sql(statement), error);
        EngineError::Sql(Box::new(material.failure(number, statement, offset, cause)))
    }

    fn interrupted(&self, material: &Material, statement: usize, kept: Kept) -> EngineError {
        EngineError::Interrupted { migration: material.migration.clone(), statement, kept }
    }

    /// That the ledger cannot be written must not hide why it had to be.
    fn note_failure(&self, material: &Material, number: Option<usize>, message: &str) {
        self.undo();
        let entry = Entry {
            statement: number,
            message: Some(message),
            elapsed: Elapsed::of(self.since.elapsed()),
            ..Entry::new(&material.migration, EventKind::Failed)
        };
        match self.book {
            Book::Nothing => {}
            Book::Up | Book::Down => {
                let _ = self.write_down(&[entry], Instant::now());
            }
        }
    }

    fn reached(&mut self, point: Point, material: &Material) {
        self.watch.event(Event::Reached { point, migration: material.migration.clone() });
    }
}

/// Runs a script on a database of which no ledger is kept.
///
/// # Errors
/// The statement that failed.
pub(crate) fn run_unrecorded(
    lite: &Lite,
    material: &Material,
    watch: &mut dyn Watch,
) -> Result<(), EngineError> {
    let author = Author::default();
    let interrupt = Interrupt::default();
    let mut runner = Runner {
        since: Instant::now(),
        lite,
        author: &author,
        book: Book::Nothing,
        watch,
        interrupt: &interrupt,
        timings: None,
    };
    runner.run(material, Start::Afresh, &Promise::None).map(drop)
}

fn drops_table(sql: &str) -> bool {
    let mut words = sql.split_whitespace();
    let mut is = |word: &str| words.next().is_some_and(|next| next.eq_ignore_ascii_case(word));
    is("drop") && is("table")
}
