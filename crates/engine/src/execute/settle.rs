//! Settles history by hand: writes into the ledger what was done elsewhere. Must not run anything.

use evenkeel_sources::Migrations;

use super::book::applied;
use super::material::Material;
use super::options::MigrateOptions;
use super::postgres::Lock;
use super::survey::unknown;
use super::watch::Watch;
use crate::database::Database;
use crate::error::EngineError;
use crate::ledger::{Entry, EventKind};
use crate::stamp::Stamp;

/// What is to stand about a migration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settlement {
    /// It counts as applied; nothing is run.
    Applied,
    /// It counts as taken back; nothing is run.
    RolledBack,
}

/// Writes down that these migrations are applied or taken back, in this order, all or none. The catalog as it is now
/// is recorded with the last of them.
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
    for name in names {
        let migration = migrations.list.iter().find(|migration| migration.name.as_str() == *name);
        let migration = migration.ok_or_else(|| unknown(migrations, name))?;
        materials.push(Material::of(database.dialect(), name, &migration.up)?);
    }
    let lock = match database {
        Database::Postgres(session) => Some(Lock::take(session, options.wait, watch).await?),
        Database::Sqlite(_) => None,
    };
    let done = write(database, &materials, settlement, options).await;
    if let Some(lock) = lock {
        lock.release().await;
    }
    done
}

async fn write(
    database: &Database,
    materials: &[Material],
    settlement: Settlement,
    options: &MigrateOptions,
) -> Result<(), EngineError> {
    database.create_ledger().await?;
    let stamp = Stamp::new(database.major(), database.inspect().await?.fingerprint()).to_string();
    let last = materials.len().saturating_sub(1);
    let entries: Vec<Entry<'_>> = materials
        .iter()
        .enumerate()
        .map(|(at, material)| match settlement {
            Settlement::Applied => Entry {
                message: Some("settled by hand"),
                ..applied(material, (at == last).then_some(stamp.as_str()))
            },
            Settlement::RolledBack => Entry {
                message: Some("settled by hand"),
                ..Entry::new(&material.migration, EventKind::RolledBack)
            },
        })
        .collect();
    database.add_to_ledger(&options.author, &entries).await
}
