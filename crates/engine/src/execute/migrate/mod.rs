//! Applies what is pending. Must not know how a statement is sent.

mod afterwards;
mod drift;

use std::sync::Arc;
use std::time::Instant;

use evenkeel_sources::lexer::Dialect;
use evenkeel_sources::{Migration, Migrations};

use drift::Drift;

use super::agreed;
use super::book::Book;
use super::options::{LockPatience, MigrateOptions, Repose, Summary, patience};
use super::postgres::{self, Lock, Pooling, fit_for_pooler};
use super::precaution::back_up;
use super::preflight::Agenda;
use super::promise::{Promise, Seen};
use super::ready::Ready;
use super::resume::{Start, start};
use super::sqlite::{self, Outcome};
use super::survey::{Survey, survey};
use super::watch::{Event, Point, Watch};
use crate::adopt::{self, Companion};
use crate::backfill::{self, Due};
use crate::connect::Session;
use crate::database::look::Keeping;
use crate::database::{Database, Lite};
use crate::error::EngineError;
use crate::ledger::{Author, LedgerView};
use crate::program::Programs;
use crate::timing::Timings;

/// What [`migrate`] would do, without a lock and without doing it.
///
/// # Errors
/// What keeps the run from starting: an edited, missing or forked history.
pub async fn pending(
    database: &Database,
    migrations: &Migrations,
    options: &MigrateOptions,
) -> Result<Summary, EngineError> {
    let ledger = database.ledger(&options.author.service).await?;
    pending_since(database, ledger, migrations, options).await
}

/// As [`pending`], with the ledger as it was read just now.
///
/// # Errors
/// As for [`pending`].
pub async fn pending_since(
    database: &Database,
    ledger: LedgerView,
    migrations: &Migrations,
    options: &MigrateOptions,
) -> Result<Summary, EngineError> {
    let ledger = adopt::seen(database, migrations, options.beside.as_ref(), ledger).await?;
    let found = survey(database.dialect(), migrations, &ledger, options)?;
    materials(database, &found)?;
    agreed::as_planned(database, migrations, &found.pending, &ledger, options).await?;
    let Survey { pending, reworded, .. } = found;
    let applied = pending.iter().map(|migration| migration.name.to_string()).collect();
    Ok(Summary { applied, reworded, ..Summary::default() })
}

/// Applies what is pending, each migration exactly once however many runners there are. Nothing to do costs one
/// round trip.
///
/// # Errors
/// What keeps the run from starting, or the statement at which it stopped. Migrations before that one stay applied;
/// the next run goes on there.
pub async fn migrate(
    database: &Database,
    migrations: &Migrations,
    options: &MigrateOptions,
    watch: &mut dyn Watch,
) -> Result<Summary, EngineError> {
    let ledger = database.ledger(&options.author.service).await?;
    migrate_since(database, &ledger, migrations, options, watch).await
}

/// As [`migrate`], with the ledger as it was read just now. What it says is to be done is not done on its word alone: on
/// PostgreSQL it is read again under the lock, on SQLite in the transaction of each migration.
///
/// # Errors
/// As for [`migrate`].
pub async fn migrate_since(
    database: &Database,
    ledger: &LedgerView,
    migrations: &Migrations,
    options: &MigrateOptions,
    watch: &mut dyn Watch,
) -> Result<Summary, EngineError> {
    let companion = Companion::of(options.beside.as_ref(), migrations, database.dialect());
    let due = match &companion {
        Some(companion) => Some(companion.due(database, ledger, &[]).await?),
        None => None,
    };
    let own = ledger;
    let ledger = match due.as_ref().zip(companion.as_deref()) {
        Some((due, companion)) => &due.seen(companion, own.clone()),
        None => own,
    };
    let in_step = due.is_none_or(|due| due.is_nothing());
    let found = survey(database.dialect(), migrations, ledger, options)?;
    for migration in &found.reworded {
        watch.event(Event::Reworded { migration: migration.clone() });
    }
    let reworded = found.reworded.clone();
    let summary = Summary { reworded, ..Summary::default() };
    let author = options.author.beside(companion);
    let mut run = Run {
        database,
        migrations,
        options,
        author,
        watch,
        summary,
        drift: Drift::None,
        last: None,
        timings: Timings::default(),
    };
    if found.pending.is_empty() && in_step && !run.has_backfills(ledger).await? {
        if let (Repose::Look, Some(last)) = (options.repose, migrations.list.last()) {
            run.refuse_drift_since(last, ledger).await?;
        }
        return Ok(run.summary);
    }
    match database {
        Database::Postgres(session) => run.under_lock(session).await?,
        Database::Sqlite(lite) => {
            let LockPatience { timeout, tries, .. } = options.locks;
            lite.wait_for_others(timeout.saturating_mul(tries))?;
            let ledger = run.both_ledgers(own.clone()).await?;
            let found = survey(Dialect::Sqlite, migrations, &ledger, options)?;
            let done = run.on_sqlite(lite, &found, &ledger).await;
            run.keep_timings().await;
            done?;
        }
    }
    Ok(run.summary)
}

/// What is pending, ready to be run: what cannot be run is refused before anything is.
fn materials(database: &Database, found: &Survey<'_>) -> Result<Vec<Ready>, EngineError> {
    let ready = found.pending.iter().map(|one| Ready::to_run(database.dialect(), one, &one.content));
    ready.collect()
}

struct Run<'a> {
    database: &'a Database,
    migrations: &'a Migrations,
    options: &'a MigrateOptions,
    /// As the options have it, who tells another tool's ledger too where one is kept.
    author: Author,
    watch: &'a mut dyn Watch,
    summary: Summary,
    drift: Drift,
    /// What the last migration left.
    last: Option<Box<Seen>>,
    /// How its statements went.
    timings: Timings,
}

impl Run<'_> {
    async fn under_lock(&mut self, session: &Session) -> Result<(), EngineError> {
        let mut lock = Lock::take(session, self.options.wait, self.watch).await?;
        if let Some(companion) = &self.author.beside {
            let theirs = companion.lock(session.target().database());
            lock.take_theirs(theirs, self.options.wait, self.watch).await?;
        }
        self.reached(Point::Locked);
        let _heeding = self.options.interrupt.heed();
        let done = self.on_postgres(session, &lock).await;
        self.keep_timings().await;
        self.summary.blocked = lock.toll();
        self.reached(Point::BeforeUnlock);
        lock.release().await;
        done
    }

    /// The ledger is read again, because somebody else may have had the lock before.
    async fn on_postgres(&mut self, session: &Session, lock: &Lock) -> Result<(), EngineError> {
        let service = &self.options.author.service;
        let ledger = match self.database.ledger_if_any(service).await? {
            Some(ledger) => ledger,
            None => {
                self.database.create_ledger().await?;
                LedgerView::default()
            }
        };
        let ledger = self.both_ledgers(ledger).await?;
        self.reached(Point::LedgerRead);
        let found = survey(self.database.dialect(), self.migrations, &ledger, self.options)?;
        if found.pending.is_empty() {
            return self.fill(Due::AtTheEnd).await;
        }
        self.database.upgrade_ledger().await?;
        let materials = materials(self.database, &found)?;
        agreed::on(self.database, self.migrations, &found.pending, &ledger, self.options).await?;
        if lock.pooling() == Pooling::Transaction {
            materials.iter().try_for_each(fit_for_pooler)?;
        }
        self.tell_what_is_in_the_way(lock, &found).await;
        self.refuse_drift(&found, &ledger).await?;
        let agenda = self.ask_rows(&found, &ledger).await?;
        self.back_up(&found).await?;
        let mut programs = Programs::new(self.options.unasked);
        for (at, (migration, material)) in found.pending.iter().zip(&materials).enumerate() {
            self.fill(Due::Before(migration)).await?;
            agenda.ask_later(self.database, migration, at, self.watch).await?;
            let (start, begun) = self.begin(material, &ledger, at + 1, found.pending.len())?;
            let promise = self.promise(migration, at, found.pending.len());
            let runner = postgres::Runner {
                since: Instant::now(),
                session,
                lock: Some(lock),
                author: &self.author,
                patience: patience(self.options, migration),
                book: Book::Up,
                watch: self.watch,
                interrupt: &self.options.interrupt,
                timings: Some(&self.timings),
            };
            let seen = postgres::run(runner, material, start, &promise, &mut programs).await?;
            self.finish(migration, seen, begun);
        }
        self.record_stamp(&found).await?;
        self.remember().await;
        self.fill(Due::AtTheEnd).await
    }

    /// Our ledger, once it and the other tool's say the same.
    async fn both_ledgers(&mut self, ledger: LedgerView) -> Result<LedgerView, EngineError> {
        match &self.author.beside {
            None => Ok(ledger),
            Some(companion) => {
                let both = (companion.as_ref(), ledger);
                adopt::meet(self.database, self.migrations, (self.options, &[]), both, self.watch).await
            }
        }
    }

    async fn has_backfills(&self, ledger: &LedgerView) -> Result<bool, EngineError> {
        backfill::is_open(self.database, self.migrations, ledger, &self.options.author.service).await
    }

    /// Fills what is due to be filled at this point.
    async fn fill(&mut self, due: Due<'_>) -> Result<(), EngineError> {
        let settled = backfill::settle(self.database, self.migrations, due, self.options, self.watch).await?;
        self.summary.backfills += settled;
        Ok(())
    }

    /// Asks which rows would stop the pending migrations; answers what has to be asked later.
    async fn ask_rows<'f>(
        &mut self,
        found: &Survey<'f>,
        ledger: &LedgerView,
    ) -> Result<Agenda<'f>, EngineError> {
        let agenda = Agenda::of(self.database.dialect(), &found.pending, ledger, self.options.preflight);
        agenda.ask_first(self.database, &found.pending, self.watch).await?;
        Ok(agenda)
    }

    async fn back_up(&mut self, found: &Survey<'_>) -> Result<(), EngineError> {
        match found.pending.first() {
            Some(first) => back_up(self.database, self.options, first.name.as_str(), self.watch).await,
            None => Ok(()),
        }
    }

    /// Only what lasts longer than a statement waits for a lock is worth telling.
    async fn tell_what_is_in_the_way(&mut self, lock: &Lock, found: &Survey<'_>) {
        let dialect = self.database.dialect();
        let named = || found.pending.iter().flat_map(|migration| migration.content.words(dialect)).collect();
        for obstacle in lock.obstacles(self.options.locks.timeout, &named).await {
            self.watch.event(Event::InTheWay { obstacle });
        }
    }

    async fn on_sqlite(
        &mut self,
        lite: &Lite,
        found: &Survey<'_>,
        ledger: &LedgerView,
    ) -> Result<(), EngineError> {
        self.reached(Point::LedgerRead);
        let materials = materials(self.database, found)?;
        agreed::on(self.database, self.migrations, &found.pending, ledger, self.options).await?;
        self.refuse_drift(found, ledger).await?;
        let agenda = self.ask_rows(found, ledger).await?;
        self.back_up(found).await?;
        for (at, (migration, material)) in found.pending.iter().zip(&materials).enumerate() {
            self.fill(Due::Before(migration)).await?;
            agenda.ask_later(self.database, migration, at, self.watch).await?;
            let (start, begun) = self.begin(material, ledger, at + 1, found.pending.len())?;
            let promise = self.promise(migration, at, found.pending.len());
            let author = &self.author;
            let mut runner = sqlite::Runner {
                since: Instant::now(),
                lite,
                author,
                book: Book::Up,
                watch: self.watch,
                interrupt: &self.options.interrupt,
                timings: Some(&self.timings),
            };
            match runner.run(material.script()?, start, &promise)? {
                Outcome::Ran(seen) => self.finish(migration, seen, begun),
                Outcome::AlreadyDone => {
                    self.watch.event(Event::AlreadyDone { migration: migration.name.to_string() });
                }
            }
        }
        self.record_stamp(found).await?;
        self.remember().await;
        self.fill(Due::AtTheEnd).await
    }

    fn begin(
        &mut self,
        material: &Ready,
        ledger: &LedgerView,
        number: usize,
        of: usize,
    ) -> Result<(Start, Instant), EngineError> {
        let name = material.document().migration.clone();
        let from = start(material, ledger.record(&name))?;
        self.watch.event(Event::Started { migration: name.clone(), number, of });
        match from {
            Start::Afresh => {}
            Start::At(segment) | Start::Open(segment) => {
                self.watch.event(Event::Resumed { migration: name, segment });
            }
        }
        Ok((from, Instant::now()))
    }

    /// What is looked at after a migration, and how many before it were not.
    fn promise(&mut self, migration: &Migration, at: usize, of: usize) -> Promise {
        if migration.is_guarded() {
            // It brings home whatever strayed.
            self.drift = Drift::None;
        }
        let looks = |at: usize| self.options.verify.looks_after(at, of);
        let unseen = (0..at).rev().take_while(|before| !looks(*before)).count();
        let promise = match (looks(at), &self.drift) {
            (false, _) | (true, Drift::Accepted) => Promise::None,
            (true, Drift::None) => Promise::after(migration, unseen),
            (true, Drift::Apart(strayed)) => {
                Promise::after(migration, unseen).but_for(Some(Arc::clone(strayed)))
            }
        };
        match at + 1 == of {
            true => promise.remembered(),
            false => promise,
        }
    }

    fn finish(&mut self, migration: &Migration, seen: Option<Box<Seen>>, begun: Instant) {
        let name = migration.name.to_string();
        self.watch.event(Event::Finished { migration: name.clone(), duration: begun.elapsed() });
        self.summary.applied.push(name);
        self.summary.fingerprint = seen.as_ref().map(|seen| seen.stamp.to_string());
        self.last = seen;
    }

    async fn look(&self) -> Result<Seen, EngineError> {
        Ok(Seen::of(self.database.major(), self.database.look(Keeping::State).await?))
    }

    fn reached(&mut self, point: Point) {
        self.watch.event(Event::Reached { point, migration: String::new() });
    }
}
