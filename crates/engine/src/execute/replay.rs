//! Runs scripts on a throw-away database, of which no ledger is kept. Must not know where it comes from.

use evenkeel_sources::segments::LoneCommit;
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
        let material = Material::of(
            database.dialect(),
            migration.name.as_str(),
            &migration.up,
            LoneCommit::of(migration),
        )?;
        run_material(database, &material, watch).await?;
        at_once(database, migration).await?;
    }
    Ok(())
}

/// Runs one script that is no migration.
pub(crate) async fn run_script(
    database: &Database,
    script: &Script,
    watch: &mut dyn Watch,
) -> Result<(), EngineError> {
    let material = Material::of(database.dialect(), "", script, LoneCommit::Refused)?;
    run_material(database, &material, watch).await
}

async fn run_material(
    database: &Database,
    material: &Material,
    watch: &mut dyn Watch,
) -> Result<(), EngineError> {
    match database {
        Database::Postgres(session) => postgres::run_unrecorded(session, material, watch).await,
        Database::Sqlite(lite) => sqlite::run_unrecorded(lite, material, watch),
    }
}
