//! Applies what is pending. Must not know how a statement is sent.

use std::sync::Arc;
use std::time::Instant;

use evenkeel_sources::lexer::Dialect;
use evenkeel_sources::{Migration, Migrations};

use super::agreed;
use super::book::Book;
use super::options::{LockPatience, MigrateOptions, Repose, Summary, Verify, patience};
use super::postgres::{self, Lock, Pooling, fit_for_pooler};
use super::precaution::back_up;
use super::preflight::Agenda;
use super::promise::{Promise, Seen, no_drift};
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
use crate::ledger::{Author, Entry, EventKind, LedgerView, Phase, Recall};
use crate::program::Programs;
use crate::state::State;
use crate::stray::{Strayed, Touch};
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

/// What was changed by hand before the run.
enum Drift {
    None,
    /// None of the pending migrations is about it.
    Apart(Arc<Strayed>),
    /// Somebody accepted that a migration may be about it, so that nobody knows what that leaves.
    Accepted,
}

impl Run<'_> {
    /// Whether a database on which nothing was pending still is what its last migration left.
    async fn refuse_drift_since(&mut self, last: &Migration, ledger: &LedgerView) -> Result<(), EngineError> {
        let known = match Promise::after(last, 0) {
            Promise::None => ledger.fingerprint().map_or(Promise::None, Promise::of_stamp),
            promise @ Promise::Leaves { .. } => promise,
        };
        if known.is_none() {
            let why = "neither its migration.toml nor the ledger says what it leaves".to_owned();
            self.watch.event(Event::Unchecked { migration: last.name.to_string(), why });
            return Ok(());
        }
        let now = self.look().await?;
        match no_drift(&known, now, last.name.as_str(), self.watch) {
            Err(EngineError::Drift { migration, catalog }) => {
                Err(EngineError::DriftedSince { migration, catalog })
            }
            other => other,
        }
    }

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
        let mut programs = Programs::default();
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

    /// Holds the catalog against what the first pending migration was made for. What was changed by hand and no pending
    /// migration is about is only told.
    async fn refuse_drift(&mut self, found: &Survey<'_>, ledger: &LedgerView) -> Result<(), EngineError> {
        let Some(first) = found.pending.first().filter(|_| found.in_line) else { return Ok(()) };
        if first.is_guarded() {
            return Ok(());
        }
        let promise = Promise::before(first, self.options.verify);
        let phase = ledger.record(first.name.as_str()).map(|record| &record.phase);
        if promise.is_none() || matches!(phase, Some(Phase::HalfApplied { .. })) {
            return Ok(());
        }
        let now = self.look().await?;
        match no_drift(&promise, now, first.name.as_str(), self.watch) {
            Err(EngineError::Drift { migration, catalog }) => {
                self.drift = self.judge(&promise, found, migration, catalog).await?;
                Ok(())
            }
            other => other,
        }
    }

    /// What is to be done about a drift.
    ///
    /// # Errors
    /// A pending migration is about an object that strayed, or nobody knows what strayed.
    async fn judge(
        &mut self,
        promise: &Promise,
        found: &Survey<'_>,
        migration: String,
        now: Box<State>,
    ) -> Result<Drift, EngineError> {
        let remembered = match self.database.recalled(&self.options.author.service).await? {
            Recall::Known(state) if promise.is_kept_by(self.database.major(), &state) => *state,
            Recall::Known(_) | Recall::Unknown(_) if self.options.accepted_drift.is_all() => {
                let why = "it was not what it was made for, which was accepted".to_owned();
                self.watch.event(Event::Unchecked { migration, why });
                return Ok(Drift::Accepted);
            }
            Recall::Known(_) | Recall::Unknown(_) => {
                return Err(EngineError::Drift { migration, catalog: now });
            }
        };
        let now = now.leaving_to_other_tools(&remembered);
        let strayed = Strayed::between(remembered, &now);
        let plain: Vec<&Migration> = found.pending.iter().copied().filter(|one| !one.is_guarded()).collect();
        let touched = strayed.touched(self.database.dialect(), &now, &plain);
        let (accepted, open): (Vec<Touch>, Vec<Touch>) =
            touched.into_iter().partition(|one| self.options.accepted_drift.holds(&one.difference.object));
        if !open.is_empty() {
            return Err(EngineError::Strayed { touched: open });
        }
        self.watch.event(Event::Strayed { objects: strayed.objects.clone() });
        Ok(match accepted.is_empty() {
            true => Drift::Apart(Arc::new(strayed)),
            false => Drift::Accepted,
        })
    }

    /// The catalog after the run is written down once, where no migration had to say what it should be.
    async fn record_stamp(&mut self, found: &Survey<'_>) -> Result<(), EngineError> {
        let last =
            found.pending.last().filter(|last| self.summary.applied.last() == Some(&last.name.to_string()));
        let Some(last) = last else { return Ok(()) };
        let drifted = !matches!(self.drift, Drift::None);
        if self.summary.fingerprint.is_some() || self.options.verify == Verify::Off || drifted {
            return Ok(());
        }
        let seen = Seen::of(self.database.major(), self.database.look(Keeping::Rows).await?);
        let stamp = seen.stamp.to_string();
        let entry =
            Entry { fingerprint: Some(&stamp), ..Entry::new(last.name.as_str(), EventKind::Fingerprint) };
        self.database.add_to_ledger(&self.options.author, &[entry]).await?;
        self.summary.fingerprint = Some(stamp);
        self.last = Some(Box::new(seen));
        Ok(())
    }

    /// Keeps what the run left, by which a drift is told later. Where the database had strayed before, nobody read what
    /// the history alone would have left.
    async fn remember(&mut self) {
        let Drift::None = self.drift else { return };
        let Some(Seen { stamp, rows: Some(rows), .. }) = self.last.as_deref() else { return };
        let kept = self.database.keep_catalog(&self.options.author, rows, stamp).await;
        if let Err(error) = kept {
            self.watch.event(Event::NotRemembered { why: error.to_string() });
        }
    }

    /// What was seen is no part of what was done: that it cannot be written down must not hide how the run ended.
    async fn keep_timings(&self) {
        let list: Vec<&Migration> = self.migrations.list.iter().collect();
        let _ = self.database.keep_timings(&self.author, &list, &self.timings.take()).await;
    }

    async fn look(&self) -> Result<Seen, EngineError> {
        Ok(Seen::of(self.database.major(), self.database.look(Keeping::State).await?))
    }

    fn reached(&mut self, point: Point) {
        self.watch.event(Event::Reached { point, migration: String::new() });
    }
}
