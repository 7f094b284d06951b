//! Data migrations: what a migration made room for is filled in batches that can be cut off anywhere and go on where they were.
//!
//! Must not know how migrations themselves are run, or how progress is shown.

mod book;
mod error;
mod job;
mod lookout;
mod once;
mod pace;
mod postgres;
mod script;
mod sqlite;
mod verify;
mod walk;

use std::fmt;

use evenkeel_core::sql;
use evenkeel_core::sql::Name;
use evenkeel_sources::backfill::{Backfill, Finalize, Run, Work};
use evenkeel_sources::{Migration, Migrations};

pub use error::{BackfillError, More};
pub(crate) use once::at_once;

use crate::database::Database;
use crate::error::EngineError;
use crate::execute::{MigrateOptions, Watch};
use crate::ledger::LedgerView;
use crate::nearest::nearest;
use book::{Row, Stage};
use job::{Done, Job};

/// A database as it was named, for programs that are started. May hold a password: never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct Address(String);

impl Address {
    pub fn new(url: impl Into<String>) -> Self {
        Address(url.into())
    }

    fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Address(…)")
    }
}

/// Where a backfill begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Begin {
    #[default]
    WhereItWas,
    /// At the first row, also with rows that are done.
    Again,
}

/// How far a backfill is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// Its migration is not applied.
    Waiting,
    Pending,
    Running,
    /// Every row was taken, and what has to hold at the end did not or was not asked yet.
    Unverified,
    Done,
}

impl Progress {
    /// Stable, for programs.
    pub fn word(self) -> &'static str {
        match self {
            Progress::Waiting => "waiting",
            Progress::Pending => "pending",
            Progress::Running => "begun",
            Progress::Unverified => "unverified",
            Progress::Done => "done",
        }
    }
}

/// A backfill on disk and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    pub migration: String,
    pub progress: Progress,
    pub run: Run,
    pub finalize: Finalize,
    pub rows: u64,
    /// About how many there were when it began.
    pub total: Option<u64>,
    pub batches: u64,
    pub worked_ms: u64,
    pub started_at: Option<String>,
    pub at: Option<String>,
}

/// What came of a backfill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filled {
    pub migration: String,
    pub rows: u64,
    /// It had been done by an earlier run.
    pub before: bool,
}

/// Where every backfill on disk stands, in order of the migrations.
///
/// # Errors
/// The database cannot be asked.
pub async fn standings(
    database: &Database,
    migrations: &Migrations,
    service: &str,
) -> Result<Vec<Standing>, EngineError> {
    if migrations.list.iter().all(|migration| migration.backfill.is_none()) {
        return Ok(Vec::new());
    }
    let ledger = database.ledger(service).await?;
    let rows = book::read(database, service).await?;
    let of = |(migration, backfill): (&Migration, &Backfill)| standing(migration, backfill, &ledger, &rows);
    Ok(all(migrations).map(of).collect())
}

fn all(migrations: &Migrations) -> impl Iterator<Item = (&Migration, &Backfill)> {
    migrations.list.iter().filter_map(|migration| Some((migration, migration.backfill.as_ref()?)))
}

fn standing(migration: &Migration, backfill: &Backfill, ledger: &LedgerView, rows: &[Row]) -> Standing {
    let name = migration.name.as_str();
    let life = life(ledger, name);
    let row = rows.iter().find(|row| row.migration == name && Some(row.life) == life);
    let progress = match (life, row.map(|row| row.state)) {
        (None, _) => Progress::Waiting,
        (Some(_), None) => Progress::Pending,
        (Some(_), Some(Stage::Running)) => Progress::Running,
        (Some(_), Some(Stage::Walked)) => Progress::Unverified,
        (Some(_), Some(Stage::Done)) => Progress::Done,
    };
    Standing {
        migration: name.to_owned(),
        progress,
        run: backfill.run,
        finalize: backfill.finalize,
        rows: row.map_or(0, |row| row.rows),
        total: row.and_then(|row| row.total),
        batches: row.map_or(0, |row| row.batches),
        worked_ms: row.map_or(0, |row| row.worked_ms),
        started_at: row.map(|row| row.started_at.clone()),
        at: row.map(|row| row.at.clone()),
    }
}

/// The ledger's row that made a migration applied.
fn life(ledger: &LedgerView, name: &str) -> Option<i64> {
    ledger.record(name).filter(|_| ledger.is_applied(name)).map(|record| record.row)
}

/// Does one backfill, or all whose migrations are applied.
///
/// # Errors
/// There is no such backfill, its migration is not applied, or it stopped: then the next run goes on there.
pub async fn run(
    database: &Database,
    migrations: &Migrations,
    name: Option<&str>,
    begin: Begin,
    options: &MigrateOptions,
    watch: &mut dyn Watch,
) -> Result<Vec<Filled>, EngineError> {
    let ledger = database.ledger(&options.author.service).await?;
    let chosen: Vec<(&Migration, &Backfill)> = match name {
        Some(name) => vec![named(migrations, name)?],
        None => all(migrations).filter(|(migration, _)| ledger.is_applied(migration.name.as_str())).collect(),
    };
    if all(migrations).next().is_none() {
        return Err(BackfillError::None.into());
    }
    let mut filled = Vec::new();
    for (migration, backfill) in chosen {
        filled.push(one(database, (migration, backfill), &ledger, begin, options, watch).await?);
    }
    Ok(filled)
}

fn named<'a>(migrations: &'a Migrations, name: &str) -> Result<(&'a Migration, &'a Backfill), EngineError> {
    let meant = |migration: &&Migration| migration.name.as_str() == name || migration.name.title() == name;
    let Some(migration) = migrations.list.iter().find(meant) else {
        let names = migrations.list.iter().map(|migration| migration.name.as_str());
        return Err(EngineError::UnknownMigration { name: name.to_owned(), nearest: nearest(name, names) });
    };
    let others = || all(migrations).map(|(migration, _)| migration.name.to_string()).collect();
    let none = || BackfillError::NoSuch { migration: migration.name.to_string(), others: others() };
    Ok((migration, migration.backfill.as_ref().ok_or_else(none)?))
}

async fn one(
    database: &Database,
    (migration, backfill): (&Migration, &Backfill),
    ledger: &LedgerView,
    begin: Begin,
    options: &MigrateOptions,
    watch: &mut dyn Watch,
) -> Result<Filled, EngineError> {
    let name = migration.name.to_string();
    let life = life(ledger, &name).ok_or_else(|| BackfillError::NotApplied { migration: name.clone() })?;
    let done = Job { database, migration, backfill, life, begin, options, watch }.run().await?;
    Ok(match done {
        Done::Now { rows } => Filled { migration: name, rows, before: false },
        Done::Before { rows } => Filled { migration: name, rows, before: true },
    })
}

/// What a run of migrations has to do with backfills at one point.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Due<'a> {
    /// This migration is about to run: those before it that are barriers have to be done.
    Before(&'a Migration),
    /// Everything else is done: those that such a run does have to be done.
    AtTheEnd,
}

/// Does what is due, and answers how many were done.
///
/// # Errors
/// One stopped, or has to be done apart before the migration may run.
pub(crate) async fn settle(
    database: &Database,
    migrations: &Migrations,
    due: Due<'_>,
    options: &MigrateOptions,
    watch: &mut dyn Watch,
) -> Result<usize, EngineError> {
    let mut settled = 0;
    if all(migrations).next().is_none() {
        return Ok(settled);
    }
    let ledger = database.ledger(&options.author.service).await?;
    let rows = book::read(database, &options.author.service).await?;
    for (migration, backfill) in all(migrations) {
        let standing = standing(migration, backfill, &ledger, &rows);
        let open = !matches!(standing.progress, Progress::Waiting | Progress::Done);
        let is_due = match due {
            Due::Before(later) => backfill.finalize == Finalize::Barrier && migration.name < later.name,
            Due::AtTheEnd => backfill.run == Run::Migrate,
        };
        if !open || !is_due {
            continue;
        }
        let apart = backfill.run == Run::Apart && !is_empty(database, backfill).await;
        if let (true, Due::Before(later)) = (apart, due) {
            let (migration, later) = (migration.name.to_string(), later.name.to_string());
            return Err(BackfillError::Barrier { migration, later }.into());
        }
        one(database, (migration, backfill), &ledger, Begin::WhereItWas, options, watch).await?;
        settled += 1;
    }
    Ok(settled)
}

/// Whether there is anything to be done at the end of a run.
pub(crate) async fn is_open(
    database: &Database,
    migrations: &Migrations,
    ledger: &LedgerView,
    service: &str,
) -> Result<bool, EngineError> {
    if all(migrations).next().is_none() {
        return Ok(false);
    }
    let rows = book::read(database, service).await?;
    Ok(all(migrations).any(|(migration, backfill)| {
        let standing = standing(migration, backfill, ledger, &rows);
        backfill.run == Run::Migrate && !matches!(standing.progress, Progress::Waiting | Progress::Done)
    }))
}

/// A table without rows needs nobody to watch over it, such as that of a database that was made a moment ago.
async fn is_empty(database: &Database, backfill: &Backfill) -> bool {
    let Work::Batches(batches) = &backfill.work else { return false };
    let table = Name::new(batches.table.iter().map(String::as_str));
    let asked = database.run(sql!("SELECT 1 FROM {} LIMIT 1", table).as_str()).await;
    asked.is_ok_and(|answer| answer.rows.is_empty())
}
