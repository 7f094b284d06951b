//! Settles history by hand: writes into the ledger what was done elsewhere. Must not run anything.

use evenkeel_sources::{Migration, Migrations};

use super::book::applied;
use super::options::MigrateOptions;
use super::postgres::Lock;
use super::promise::Seen;
use super::ready::Ready;
use super::survey::unknown;
use super::watch::Watch;
use crate::adopt::{self, Companion};
use crate::database::Database;
use crate::database::look::Keeping;
use crate::error::EngineError;
use crate::ledger::{Author, Entry, EventKind, Phase};
use crate::stamp::{Agreement, Stamp};

/// What is to stand about a migration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settlement {
    /// It counts as applied; nothing is run.
    Applied,
    /// It counts as taken back; nothing is run.
    RolledBack,
}

impl Settlement {
    /// What the database should be then, where the migration says that.
    fn leads_to(self, migration: &Migration) -> Option<Stamp> {
        let known = migration.manifest.as_ref().map(|manifest| &manifest.fingerprint)?;
        let text = match self {
            Settlement::Applied => &known.after,
            Settlement::RolledBack => &known.before,
        };
        (!text.is_empty()).then(|| Stamp::from(text.as_str()))
    }
}

/// Writes down that these migrations are applied or taken back, in this order, all or none. The catalog as it is now
/// is recorded with the last of them, and remembered where it is what that leads to.
///
/// # Errors
/// There is no such migration on disk, or the ledger cannot be written.
pub async fn settle(
    database: &Database,
    migrations: &Migrations,
    names: &[String],
    settlement: Settlement,
    options: &MigrateOptions,
    watch: &mut dyn Watch,
) -> Result<(), EngineError> {
    let mut materials = Vec::with_capacity(names.len());
    let mut expected = None;
    for name in names {
        let migration = migrations.list.iter().find(|migration| migration.name.as_str() == *name);
        let migration = migration.ok_or_else(|| unknown(migrations, name))?;
        expected = settlement.leads_to(migration);
        materials.push(Ready::of(database.dialect(), migration)?);
    }
    let companion = Companion::of(options.beside.as_ref(), migrations, database.dialect());
    let lock = match database {
        Database::Postgres(session) => {
            let mut lock = Lock::take(session, options.wait, watch).await?;
            if let Some(companion) = &companion {
                lock.take_theirs(companion.lock(session.target().database()), options.wait, watch).await?;
            }
            Some(lock)
        }
        Database::Sqlite(_) => None,
    };
    if let Some(companion) = &companion {
        let ledger = database.ledger(&options.author.service).await?;
        adopt::meet(database, migrations, (options, names), (companion, ledger), watch).await?;
    }
    let author = options.author.beside(companion);
    let done = write(database, (&materials, expected), settlement, &author).await;
    if let Some(lock) = lock {
        lock.release().await;
    }
    done
}

/// What became of a statement that a run was cut off at and that no catalog knows about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Done,
    NotDone,
}

/// Writes down what became of the statement that was under way in a migration when its run was cut off.
///
/// # Errors
/// There is no such migration or no such statement, or the ledger cannot be written.
pub async fn decide(
    database: &Database,
    migrations: &Migrations,
    name: &str,
    outcome: Outcome,
    options: &MigrateOptions,
    watch: &mut dyn Watch,
) -> Result<(), EngineError> {
    let known = migrations.list.iter().any(|migration| migration.name.as_str() == name);
    if !known {
        return Err(unknown(migrations, name));
    }
    let lock = match database {
        Database::Postgres(session) => Some(Lock::take(session, options.wait, watch).await?),
        Database::Sqlite(_) => None,
    };
    let decided = write_outcome(database, name, outcome, options).await;
    if let Some(lock) = lock {
        lock.release().await;
    }
    decided
}

async fn write_outcome(
    database: &Database,
    name: &str,
    outcome: Outcome,
    options: &MigrateOptions,
) -> Result<(), EngineError> {
    let ledger = database.ledger(&options.author.service).await?;
    let open = match ledger.record(name).map(|record| &record.phase) {
        Some(Phase::HalfApplied { open: Some(open), .. } | Phase::HalfTakenBack { open: Some(open), .. }) => {
            open
        }
        Some(
            Phase::HalfApplied { open: None, .. }
            | Phase::HalfTakenBack { open: None, .. }
            | Phase::Applied
            | Phase::Failed
            | Phase::RolledBack,
        )
        | None => return Err(EngineError::NothingOpen { migration: name.to_owned() }),
    };
    database.upgrade_ledger().await?;
    let event = match outcome {
        Outcome::Done => EventKind::JournalAfter,
        Outcome::NotDone => EventKind::JournalUndone,
    };
    let entry = Entry {
        segment: Some(open.segment),
        checksum: open.checksum.as_deref(),
        message: Some("settled by hand"),
        ..Entry::new(name, event)
    };
    database.add_to_ledger(&options.author, &[entry]).await
}

async fn write(
    database: &Database,
    (materials, expected): (&[Ready], Option<Stamp>),
    settlement: Settlement,
    author: &Author,
) -> Result<(), EngineError> {
    database.create_ledger().await?;
    let Seen { stamp, rows, .. } = Seen::of(database.major(), database.look(Keeping::Rows).await?);
    let stamp_text = stamp.to_string();
    let last = materials.len().saturating_sub(1);
    let entries: Vec<Entry<'_>> = materials
        .iter()
        .enumerate()
        .map(|(at, material)| match settlement {
            Settlement::Applied => Entry {
                message: Some("settled by hand"),
                ..applied(material, (at == last).then_some(stamp_text.as_str()))
            },
            Settlement::RolledBack => Entry {
                message: Some("settled by hand"),
                ..Entry::new(&material.document().migration, EventKind::RolledBack)
            },
        })
        .collect();
    database.add_to_ledger(author, &entries).await?;
    match rows.filter(|_| expected.is_none_or(|expected| expected.compare(&stamp) == Agreement::Same)) {
        Some(rows) => database.keep_catalog(author, &rows, &stamp).await,
        None => Ok(()),
    }
}
