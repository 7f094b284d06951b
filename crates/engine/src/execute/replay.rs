//! Runs scripts on a throw-away database, of which no ledger is kept. Must not know where it comes from.

use evenkeel_sources::{Migration, Script};

use super::material::Material;
use super::watch::Watch;
use super::{postgres, sqlite};
use crate::backfill::at_once;
use crate::database::Database;
use crate::error::EngineError;

/// Runs migrations in order.
///
/// # Errors
/// The first statement that fails.
pub async fn replay(
    database: &Database,
    migrations: &[Migration],
    watch: &mut dyn Watch,
) -> Result<(), EngineError> {
    for migration in migrations {
        run_script(database, migration.name.as_str(), &migration.up, watch).await?;
        at_once(database, migration).await?;
    }
    Ok(())
}

/// Runs one script; `name` is the migration's, or nothing.
pub(crate) async fn run_script(
    database: &Database,
    name: &str,
    script: &Script,
    watch: &mut dyn Watch,
) -> Result<(), EngineError> {
    let material = Material::of(database.dialect(), name, script)?;
    match database {
        Database::Postgres(session) => postgres::run_unrecorded(session, &material, watch).await,
        Database::Sqlite(lite) => sqlite::run_unrecorded(lite, &material, watch),
    }
}
