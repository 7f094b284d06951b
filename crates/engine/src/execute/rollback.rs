//! Takes applied migrations back, newest first, once it is known that every row fits. Must not know how a statement is
//! sent.

use std::time::Instant;

use evenkeel_sources::{Migration, Migrations};

use super::book::Book;
use super::foresight::{Finding, Foreseen, foresee, waits};
use super::options::{MigrateOptions, patience};
use super::postgres::{self, Lock, Pooling, fit_for_pooler};
use super::precaution::back_up;
use super::promise::{Promise, Seen};
use super::ready::Ready;
use super::resume::{Start, start};
use super::sqlite;
use super::survey::unknown;
use super::watch::{Event, Watch};
use crate::adopt::{self, Companion};
use crate::connect::Session;
use crate::database::{Database, Lite};
use crate::error::{EngineError, NoWay};
use crate::history::stands_for;
use crate::ledger::{Author, Entry, EventKind, LedgerView};
use crate::program::Programs;

/// How far back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Back {
    /// This many migrations.
    Steps(usize),
    /// Until this one is the newest that is applied.
    To(String),
}

/// What a rollback would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outlook {
    /// In the order in which they would be taken back.
    pub migrations: Vec<String>,
    /// What was found beforehand: rows that do not fit, and rows that would be lost.
    pub findings: Vec<Finding>,
    /// What could not be asked of the database as it is.
    pub unasked: Vec<String>,
}

/// What [`rollback`] would do and what it would meet, without a lock and without doing it.
///
/// # Errors
/// A migration cannot be taken back.
pub async fn outlook(
    database: &Database,
    migrations: &Migrations,
    back: &Back,
    options: &MigrateOptions,
) -> Result<Outlook, EngineError> {
    let ledger = database.ledger(&options.author.service).await?;
    let ledger = adopt::seen(database, migrations, options.beside.as_ref(), ledger).await?;
    let chosen = choose(database, migrations, back, &ledger)?;
    let names = chosen.iter().map(|(migration, _)| migration.name.to_string());
    let mut outlook = Outlook { migrations: names.collect(), ..Outlook::default() };
    for (migration, _) in chosen.iter().filter(|(_, step)| step.start == Start::Afresh) {
        waits(database, migration).await?;
        let foreseen = foresee(database, migration).await?;
        outlook.findings.extend(foreseen.findings);
        outlook.unasked.extend(foreseen.unasked);
    }
    Ok(outlook)
}

/// Takes migrations back by running their `down.sql`, and returns their names in the order in which it did. A run that is
/// cut off is gone on with by the next one.
///
/// # Errors
/// A migration cannot be taken back, or there are rows that do not fit, which is found out before anything is done; or a
/// statement fails, and then the migrations taken back before it stay taken back.
pub async fn rollback(
    database: &Database,
    migrations: &Migrations,
    back: &Back,
    options: &MigrateOptions,
    watch: &mut dyn Watch,
) -> Result<Vec<String>, EngineError> {
    let companion = Companion::of(options.beside.as_ref(), migrations, database.dialect());
    let author = options.author.beside(companion);
    let mut run = Run { database, migrations, back, options, author, watch, done: Vec::new(), last: None };
    match database {
        Database::Postgres(session) => {
            let mut lock = Lock::take(session, options.wait, run.watch).await?;
            if let Some(companion) = &run.author.beside {
                let theirs = companion.lock(session.target().database());
                lock.take_theirs(theirs, options.wait, run.watch).await?;
            }
            let _heeding = options.interrupt.heed();
            let done = run.on_postgres(session, &lock).await;
            lock.release().await;
            done?;
        }
        Database::Sqlite(lite) => run.on_sqlite(lite).await?,
    }
    Ok(run.done)
}

struct Run<'a> {
    database: &'a Database,
    migrations: &'a Migrations,
    back: &'a Back,
    options: &'a MigrateOptions,
    /// As the options have it, who tells another tool's ledger too where one is kept.
    author: Author,
    watch: &'a mut dyn Watch,
    done: Vec<String>,
    /// What the last way back left.
    last: Option<Box<Seen>>,
}

/// One migration to be taken back.
struct Step {
    material: Ready,
    start: Start,
}

impl<'a> Run<'a> {
    async fn on_postgres(&mut self, session: &Session, lock: &Lock) -> Result<(), EngineError> {
        let chosen = self.prepared().await?;
        if lock.pooling() == Pooling::Transaction {
            chosen.iter().try_for_each(|(_, step)| fit_for_pooler(&step.material))?;
        }
        let mut programs = Programs::new(self.options.unasked);
        for (migration, step) in chosen {
            let begun = Instant::now();
            self.ask_again(migration, &step).await?;
            let runner = postgres::Runner {
                since: begun,
                session,
                lock: Some(lock),
                author: &self.author,
                patience: patience(self.options, migration),
                book: Book::Down,
                watch: self.watch,
                interrupt: &self.options.interrupt,
                timings: None,
            };
            let promise = Promise::before(migration, self.options.verify).remembered();
            self.last = postgres::run(runner, &step.material, step.start, &promise, &mut programs).await?;
            self.taken_back(migration, begun);
        }
        self.remember().await;
        self.forget_stamps().await
    }

    async fn on_sqlite(&mut self, lite: &Lite) -> Result<(), EngineError> {
        for (migration, step) in self.prepared().await? {
            let begun = Instant::now();
            self.ask_again(migration, &step).await?;
            let mut runner = sqlite::Runner {
                since: begun,
                lite,
                author: &self.author,
                book: Book::Down,
                watch: self.watch,
                interrupt: &self.options.interrupt,
                timings: None,
            };
            let promise = Promise::before(migration, self.options.verify).remembered();
            self.last = match runner.run(step.material.script()?, step.start, &promise)? {
                sqlite::Outcome::Ran(seen) => seen,
                sqlite::Outcome::AlreadyDone => None,
            };
            self.taken_back(migration, begun);
        }
        self.remember().await;
        self.forget_stamps().await
    }

    /// What is to be taken back, when it is known that it can be, and there is a copy where one is wanted.
    async fn prepared(&mut self) -> Result<Vec<(&'a Migration, Step)>, EngineError> {
        let ledger = match self.database.ledger_if_any(&self.options.author.service).await? {
            Some(ledger) => {
                self.database.upgrade_ledger().await?;
                ledger
            }
            None => LedgerView::default(),
        };
        let ledger = match &self.author.beside {
            None => ledger,
            Some(companion) => {
                let both = (companion.as_ref(), ledger);
                adopt::meet(self.database, self.migrations, (self.options, &[]), both, self.watch).await?
            }
        };
        let chosen = choose(self.database, self.migrations, self.back, &ledger)?;
        for (migration, step) in &chosen {
            if step.start == Start::Afresh {
                waits(self.database, migration).await?;
                let mut foreseen = foresee(self.database, migration).await?;
                if migration.name.as_str() != chosen[0].0.name.as_str() {
                    // It is asked again in its turn.
                    foreseen.unasked.clear();
                }
                self.tell(migration, foreseen)?;
            } else {
                let (migration, segment) = (migration.name.to_string(), step.start.index());
                self.watch.event(Event::Resumed { migration, segment });
            }
        }
        if let Some((first, _)) = chosen.first() {
            back_up(self.database, self.options, first.name.as_str(), self.watch).await?;
        }
        Ok(chosen)
    }

    /// What could not be asked while later migrations were applied is asked when they are taken back.
    async fn ask_again(&mut self, migration: &Migration, step: &Step) -> Result<(), EngineError> {
        if self.done.is_empty() || step.start != Start::Afresh {
            return Ok(());
        }
        let mut foreseen = foresee(self.database, migration).await?;
        foreseen.findings.retain(|finding| !finding.is_loss);
        self.tell(migration, foreseen)
    }

    /// # Errors
    /// Rows that do not fit.
    fn tell(&mut self, migration: &Migration, foreseen: Foreseen) -> Result<(), EngineError> {
        let (losses, misfits): (Vec<Finding>, Vec<Finding>) =
            foreseen.findings.into_iter().partition(|finding| finding.is_loss);
        if !misfits.is_empty() {
            let migration = migration.name.to_string();
            return Err(EngineError::DoesNotFit { migration, findings: misfits });
        }
        for why in foreseen.unasked {
            self.watch.event(Event::Unchecked { migration: migration.name.to_string(), why });
        }
        for finding in losses {
            self.watch.event(Event::Loses { finding });
        }
        Ok(())
    }

    /// What is run again whenever it changes stays behind what was taken back, and nobody looked what it is like without that.
    async fn forget_stamps(&self) -> Result<(), EngineError> {
        let mut repeated = self.migrations.list.iter().filter(|one| one.is_repeated()).peekable();
        if self.last.is_some() || self.done.is_empty() || repeated.peek().is_none() {
            return Ok(());
        }
        let ledger = self.database.ledger(&self.options.author.service).await?;
        let names = repeated.map(|one| one.name.as_str()).filter(|name| ledger.is_applied(name));
        let entries: Vec<Entry<'_>> = names.map(|name| Entry::new(name, EventKind::Fingerprint)).collect();
        if entries.is_empty() {
            return Ok(());
        }
        self.database.add_to_ledger(&self.options.author, &entries).await
    }

    /// Keeps what the last way back left, by which a drift is told later.
    async fn remember(&mut self) {
        let Some(Seen { stamp, rows: Some(rows), .. }) = self.last.as_deref() else { return };
        if let Err(error) = self.database.keep_catalog(&self.options.author, rows, stamp).await {
            self.watch.event(Event::NotRemembered { why: error.to_string() });
        }
    }

    fn taken_back(&mut self, migration: &Migration, begun: Instant) {
        let name = migration.name.to_string();
        self.watch.event(Event::RolledBack { migration: name.clone(), duration: begun.elapsed() });
        self.done.push(name);
    }
}

/// The migrations to take back with their ways back, newest first; all of them can be taken back. What an earlier run
/// left half taken back comes first.
fn choose<'a>(
    database: &Database,
    migrations: &'a Migrations,
    back: &Back,
    ledger: &LedgerView,
) -> Result<Vec<(&'a Migration, Step)>, EngineError> {
    if let Some(half) = ledger.half_applied().next() {
        return Err(EngineError::HalfApplied { migration: half.migration.clone() });
    }
    let names = chosen_names(migrations, ledger, back)?;
    names.iter().map(|name| way_back(database, migrations, ledger, name)).collect()
}

fn chosen_names(
    migrations: &Migrations,
    ledger: &LedgerView,
    back: &Back,
) -> Result<Vec<String>, EngineError> {
    let half = ledger.half_taken_back().map(|record| record.migration.clone());
    // What is run again whenever it changes has no place in the order and no way back.
    let repeated = |name: &String| {
        migrations.list.iter().any(|migration| migration.is_repeated() && migration.name.as_str() == *name)
    };
    let applied = ledger.applied().into_iter().rev().map(|record| record.migration.clone());
    let applied = applied.filter(|name| !repeated(name));
    let newest_first = half.into_iter().chain(applied);
    match back {
        Back::Steps(steps) => Ok(newest_first.take(*steps).collect()),
        Back::To(name) if ledger.is_applied(name) => {
            Ok(newest_first.take_while(|other| other != name).collect())
        }
        Back::To(name) => Err(unknown(migrations, name)),
    }
}

fn way_back<'a>(
    database: &Database,
    migrations: &'a Migrations,
    ledger: &LedgerView,
    name: &str,
) -> Result<(&'a Migration, Step), EngineError> {
    let no_way = |reason: NoWay| EngineError::NoWayBack { migration: name.to_owned(), reason };
    let migration = migrations.list.iter().find(|migration| migration.name.as_str() == name);
    let migration = migration.ok_or_else(|| match stands_for(migrations, name) {
        Some(whole) => no_way(NoWay::Folded { into: whole.name.to_string() }),
        None => no_way(NoWay::NotOnDisk),
    })?;
    let why = migration.manifest.as_ref().and_then(|manifest| manifest.no_down.clone());
    let reason = why.map_or(NoWay::NoScript, NoWay::Said);
    let back = migration.content.back().ok_or_else(|| no_way(reason))?;
    let material = Ready::to_run(database.dialect(), migration, &back)?;
    let record = ledger.record(name).filter(|_| !ledger.is_applied(name));
    let start = start(&material, record)?;
    Ok((migration, Step { material, start }))
}
