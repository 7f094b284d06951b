//! Runs scripts on a throw-away database, of which no ledger is kept. Must not know where it comes from.

use evenkeel_sources::lexer::Dialect;
use evenkeel_sources::segments::LoneCommit;
use evenkeel_sources::{Migration, Script};

use super::material::Material;
use super::postgres::Stretch;
use super::ready::Ready;
use super::watch::{Unwatched, Watch};
use super::{postgres, sqlite};
use crate::backfill::at_once;
use crate::connect::{ServerError, Session};
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
        let ready = Ready::of(database.dialect(), migration)?;
        run_ready(database, &ready, &mut programs, watch).await?;
        at_once(database, migration).await?;
    }
    programs.close().await;
    Ok(())
}

/// As [`replay`], with as many at once as can be: for a database that is thrown away where one fails, since an error then
/// says nothing of the migration that it is about.
///
/// # Errors
/// Something fails.
pub(crate) async fn replay_at_a_stretch(
    session: &Session,
    database: &Database,
    migrations: &[Migration],
) -> Result<(), EngineError> {
    let mut programs = Programs::unbound();
    let mut stretch = Stretch::of(session);
    let unplaced = |error: ServerError| EngineError::own("replaying", &error);
    for migration in migrations {
        match Ready::of(Dialect::Postgres, migration)? {
            Ready::Script(material) if migration.backfill.is_none() && Stretch::takes(&material) => {
                stretch.add(&material).await.map_err(unplaced)?;
            }
            ready @ (Ready::Script(_) | Ready::Program(_)) => {
                stretch.run().await.map_err(unplaced)?;
                run_ready(database, &ready, &mut programs, &mut Unwatched).await?;
                at_once(database, migration).await?;
            }
        }
    }
    stretch.run().await.map_err(unplaced)?;
    programs.close().await;
    Ok(())
}

async fn run_ready(
    database: &Database,
    ready: &Ready,
    programs: &mut Programs,
    watch: &mut dyn Watch,
) -> Result<(), EngineError> {
    match (ready, database) {
        (Ready::Script(material), _) => run_material(database, material, watch).await,
        (Ready::Program(_), Database::Postgres(session)) => {
            postgres::run_unrecorded(session, ready, programs, watch).await
        }
        (Ready::Program(_), Database::Sqlite(_)) => ready.script().map(drop),
    }
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
