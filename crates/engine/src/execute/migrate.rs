//! Applies what is pending. Must not know how a statement is sent.

use std::time::Instant;

use evenkeel_sources::{Migration, Migrations};

use super::book::Book;
use super::material::Material;
use super::options::{MigrateOptions, Summary, Verify};
use super::postgres::{self, Lock};
use super::promise::{Promise, Seen, no_drift};
use super::resume::{Start, start};
use super::sqlite::{self, Outcome};
use super::survey::{Survey, survey};
use super::watch::{Event, Point, Watch};
use crate::connect::Session;
use crate::database::{Database, Lite};
use crate::error::EngineError;
use crate::ledger::{Entry, EventKind, LedgerView, Phase};
use crate::stamp::Stamp;

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
    let Survey { pending, reworded, .. } = survey(database.dialect(), migrations, &ledger, options)?;
    let applied = pending.iter().map(|migration| migration.name.to_string()).collect();
    Ok(Summary { applied, reworded, fingerprint: None })
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
    let found = survey(database.dialect(), migrations, &ledger, options)?;
    for migration in &found.reworded {
        watch.event(Event::Reworded { migration: migration.clone() });
    }
    if found.pending.is_empty() {
        return Ok(Summary { reworded: found.reworded, ..Summary::default() });
    }
    let reworded = found.reworded.clone();
    let mut run =
        Run { database, migrations, options, watch, summary: Summary { reworded, ..Summary::default() } };
    match database {
        Database::Postgres(session) => run.under_lock(session).await?,
        Database::Sqlite(lite) => run.on_sqlite(lite, &found, &ledger).await?,
    }
    Ok(run.summary)
}

struct Run<'a> {
    database: &'a Database,
    migrations: &'a Migrations,
    options: &'a MigrateOptions,
    watch: &'a mut dyn Watch,
    summary: Summary,
}

impl Run<'_> {
    async fn under_lock(&mut self, session: &Session) -> Result<(), EngineError> {
        let lock = Lock::take(session, self.options.wait, self.watch).await?;
        self.reached(Point::Locked);
        let done = self.on_postgres(session, &lock).await;
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
        self.reached(Point::LedgerRead);
        let found = survey(self.database.dialect(), self.migrations, &ledger, self.options)?;
        if found.pending.is_empty() {
            return Ok(());
        }
        let pid =
            session.backend_pid().await.map_err(|error| EngineError::own("asking who we are", &error))?;
        self.refuse_drift(&found, &ledger).await?;
        for (at, migration) in found.pending.iter().enumerate() {
            let (material, start, begun) = self.begin(migration, &ledger, at + 1, found.pending.len())?;
            let promise = self.promise(migration, at, found.pending.len());
            let mut runner = postgres::Runner {
                session,
                pid,
                lock: Some(lock),
                author: &self.options.author,
                patience: self.options.locks,
                book: Book::Up,
                watch: self.watch,
            };
            let stamp = runner.run(&material, start, &promise).await?;
            self.finish(migration, stamp, begun);
        }
        self.record_stamp(&found).await
    }

    async fn on_sqlite(
        &mut self,
        lite: &Lite,
        found: &Survey<'_>,
        ledger: &LedgerView,
    ) -> Result<(), EngineError> {
        self.reached(Point::LedgerRead);
        self.refuse_drift(found, ledger).await?;
        for (at, migration) in found.pending.iter().enumerate() {
            let (material, start, begun) = self.begin(migration, ledger, at + 1, found.pending.len())?;
            let promise = self.promise(migration, at, found.pending.len());
            let author = &self.options.author;
            let mut runner = sqlite::Runner { lite, author, book: Book::Up, watch: self.watch };
            match runner.run(&material, start, &promise)? {
                Outcome::Ran(stamp) => self.finish(migration, stamp, begun),
                Outcome::AlreadyDone => {
                    self.watch.event(Event::AlreadyDone { migration: migration.name.to_string() });
                }
            }
        }
        self.record_stamp(found).await
    }

    fn begin(
        &mut self,
        migration: &Migration,
        ledger: &LedgerView,
        number: usize,
        of: usize,
    ) -> Result<(Material, Start, Instant), EngineError> {
        let name = migration.name.to_string();
        let material = Material::of(self.database.dialect(), &name, &migration.up)?;
        let from = start(&material, ledger.record(&name))?;
        self.watch.event(Event::Started { migration: name.clone(), number, of });
        match from {
            Start::Afresh => {}
            Start::At(segment) | Start::Open(segment) => {
                self.watch.event(Event::Resumed { migration: name, segment });
            }
        }
        Ok((material, from, Instant::now()))
    }

    /// What is looked at after a migration, and how many before it were not.
    fn promise(&self, migration: &Migration, at: usize, of: usize) -> Promise {
        let looks = |at: usize| self.options.verify.looks_after(at, of);
        match looks(at) {
            true => Promise::after(migration, (0..at).rev().take_while(|before| !looks(*before)).count()),
            false => Promise::None,
        }
    }

    fn finish(&mut self, migration: &Migration, stamp: Option<Stamp>, begun: Instant) {
        let name = migration.name.to_string();
        self.watch.event(Event::Finished { migration: name.clone(), duration: begun.elapsed() });
        self.summary.applied.push(name);
        self.summary.fingerprint = stamp.map(|stamp| stamp.to_string());
    }

    /// Holds the catalog against what the first pending migration was made for.
    async fn refuse_drift(&mut self, found: &Survey<'_>, ledger: &LedgerView) -> Result<(), EngineError> {
        let Some(first) = found.pending.first().filter(|_| found.in_line) else { return Ok(()) };
        let promise = Promise::before(first, self.options.verify);
        let phase = ledger.record(first.name.as_str()).map(|record| &record.phase);
        if promise == Promise::None || matches!(phase, Some(Phase::HalfApplied { .. })) {
            return Ok(());
        }
        let now = self.look().await?;
        no_drift(&promise, now, first.name.as_str(), self.watch)
    }

    /// The catalog after the run is written down once, where no migration had to say what it should be.
    async fn record_stamp(&mut self, found: &Survey<'_>) -> Result<(), EngineError> {
        let last =
            found.pending.last().filter(|last| self.summary.applied.last() == Some(&last.name.to_string()));
        let Some(last) = last else { return Ok(()) };
        if self.summary.fingerprint.is_some() || self.options.verify == Verify::Off {
            return Ok(());
        }
        let stamp = self.look().await?.stamp.to_string();
        let entry =
            Entry { fingerprint: Some(&stamp), ..Entry::new(last.name.as_str(), EventKind::Fingerprint) };
        self.database.add_to_ledger(&self.options.author, &[entry]).await?;
        self.summary.fingerprint = Some(stamp);
        Ok(())
    }

    async fn look(&self) -> Result<Seen, EngineError> {
        Ok(Seen::of(self.database.major(), self.database.inspect().await?))
    }

    fn reached(&mut self, point: Point) {
        self.watch.event(Event::Reached { point, migration: String::new() });
    }
}
