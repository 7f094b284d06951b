//! Runs scripts on a throw-away database, of which no ledger is kept. Must not know where it comes from.

use evenkeel_sources::segments::LoneCommit;
use evenkeel_sources::{Migration, Script};

use super::material::Material;
use super::ready::Ready;
use super::watch::Watch;
use super::{postgres, sqlite};
use crate::backfill::at_once;
use crate::database::Database;
use crate::error::EngineError;
use crate::program::Programs;

/// Runs migrations in order.
///
/// # Errors
/// The first statement that fails.
pub async fn replay(
    database: &Database,
    migrations: &[Migration],
    watch: &mut dyn Watch,
) -> Result<(), EngineError> {
    let mut programs = Programs::unbound();
    for migration in migrations {
        match (Ready::of(database.dialect(), migration)?, database) {
            (Ready::Script(material), _) => run_material(database, &material, watch).await?,
            (ready @ Ready::Program(_), Database::Postgres(session)) => {
                postgres::run_unrecorded(session, &ready, &mut programs, watch).await?;
            }
            (ready @ Ready::Program(_), Database::Sqlite(_)) => drop(ready.script()?),
        }
        at_once(database, migration).await?;
    }
    programs.close().await;
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
        Database::Postgres(session) => postgres::run_script_unrecorded(session, material, watch).await,
        Database::Sqlite(lite) => sqlite::run_unrecorded(lite, material, watch),
    }
}
