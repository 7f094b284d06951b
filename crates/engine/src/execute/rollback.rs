//! Takes applied migrations back, newest first. Must not know how a statement is sent.

use std::time::Instant;

use evenkeel_sources::{Migration, Migrations, Script};

use super::book::Book;
use super::material::Material;
use super::options::{MigrateOptions, patience};
use super::postgres::{self, Lock, Pooling, fit_for_pooler};
use super::promise::Promise;
use super::resume::Start;
use super::sqlite;
use super::survey::unknown;
use super::watch::{Event, Watch};
use crate::connect::Session;
use crate::database::Database;
use crate::error::EngineError;
use crate::ledger::LedgerView;

/// How far back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Back {
    /// This many migrations.
    Steps(usize),
    /// Until this one is the newest that is applied.
    To(String),
}

/// Takes migrations back by running their `down.sql`, and returns their names in the order in which it did.
///
/// # Errors
/// A migration cannot be taken back, which is found out before anything is done; or a statement fails, and then the
/// migrations taken back before it stay taken back.
pub async fn rollback(
    database: &Database,
    migrations: &Migrations,
    back: &Back,
    options: &MigrateOptions,
    watch: &mut dyn Watch,
) -> Result<Vec<String>, EngineError> {
    match database {
        Database::Postgres(session) => {
            let lock = Lock::take(session, options.wait, watch).await?;
            let done = on_postgres(database, session, &lock, migrations, back, options, watch).await;
            lock.release().await;
            done
        }
        Database::Sqlite(lite) => {
            let chosen = choose(database, migrations, back, options).await?;
            let mut done = Vec::new();
            for (migration, material) in chosen {
                let begun = Instant::now();
                let author = &options.author;
                let mut runner = sqlite::Runner {
                    since: Instant::now(),
                    lite,
                    author,
                    book: Book::Down,
                    watch,
                    interrupt: &options.interrupt,
                };
                let promise = Promise::before(migration, options.verify);
                runner.run(&material, Start::Afresh, &promise)?;
                done.push(taken_back(migration, begun, watch));
            }
            Ok(done)
        }
    }
}

async fn on_postgres(
    database: &Database,
    session: &Session,
    lock: &Lock,
    migrations: &Migrations,
    back: &Back,
    options: &MigrateOptions,
    watch: &mut dyn Watch,
) -> Result<Vec<String>, EngineError> {
    let chosen = choose(database, migrations, back, options).await?;
    let _heeding = options.interrupt.heed();
    if lock.pooling() == Pooling::Transaction {
        chosen.iter().try_for_each(|(_, material)| fit_for_pooler(material))?;
    }
    let mut done = Vec::new();
    for (migration, material) in chosen {
        let begun = Instant::now();
        let mut runner = postgres::Runner {
            since: Instant::now(),
            session,
            lock: Some(lock),
            author: &options.author,
            patience: patience(options, migration),
            book: Book::Down,
            watch,
            interrupt: &options.interrupt,
        };
        let promise = Promise::before(migration, options.verify);
        runner.run(&material, Start::Afresh, &promise).await?;
        done.push(taken_back(migration, begun, watch));
    }
    Ok(done)
}

fn taken_back(migration: &Migration, begun: Instant, watch: &mut dyn Watch) -> String {
    let name = migration.name.to_string();
    watch.event(Event::RolledBack { migration: name.clone(), duration: begun.elapsed() });
    name
}

/// The migrations to take back with their ways back, newest first; all of them can be taken back.
async fn choose<'a>(
    database: &Database,
    migrations: &'a Migrations,
    back: &Back,
    options: &MigrateOptions,
) -> Result<Vec<(&'a Migration, Material)>, EngineError> {
    let ledger = match database.ledger_if_any(&options.author.service).await? {
        Some(ledger) => {
            database.upgrade_ledger().await?;
            ledger
        }
        None => LedgerView::default(),
    };
    if let Some(half) = ledger.half_applied().next() {
        return Err(EngineError::HalfApplied { migration: half.migration.clone() });
    }
    let names = chosen_names(migrations, &ledger, back)?;
    names.iter().map(|name| way_back(database, migrations, name)).collect()
}

fn chosen_names(
    migrations: &Migrations,
    ledger: &LedgerView,
    back: &Back,
) -> Result<Vec<String>, EngineError> {
    let newest_first = ledger.applied().into_iter().rev().map(|record| record.migration.clone());
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
    name: &str,
) -> Result<(&'a Migration, Material), EngineError> {
    let no_way =
        |reason: &str| EngineError::NoWayBack { migration: name.to_owned(), reason: reason.to_owned() };
    let migration = migrations.list.iter().find(|migration| migration.name.as_str() == name);
    let migration = migration.ok_or_else(|| no_way("it is not on disk"))?;
    let why = migration.manifest.as_ref().and_then(|manifest| manifest.no_down.as_deref());
    let down: &Script = migration.down.as_ref().ok_or_else(|| no_way(why.unwrap_or("it has no down.sql")))?;
    Ok((migration, Material::of(database.dialect(), name, down)?))
}
