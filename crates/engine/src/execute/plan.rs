//! Carries out a plan without a migration: `push`. Must not know why it is done.

use std::path::PathBuf;
use std::time::Instant;

use evenkeel_core::{Plan, render};
use evenkeel_sources::Script;
use evenkeel_sources::segments::LoneCommit;

use super::book::Book;
use super::material::Material;
use super::options::MigrateOptions;
use super::postgres::{self, Lock, Pooling, script_fit_for_pooler};
use super::promise::Promise;
use super::resume::Start;
use super::sqlite;
use super::watch::Watch;
use crate::database::Database;
use crate::error::EngineError;

/// The name under which the plan's text is shown when one of its statements fails.
const FILE: &str = "plan.sql";

/// Runs the steps of a plan in as few transactions as they allow; nothing is written into the ledger.
///
/// # Errors
/// The statement that failed; what shares its transaction is undone.
pub async fn apply_plan(
    database: &Database,
    plan: &Plan,
    options: &MigrateOptions,
    watch: &mut dyn Watch,
) -> Result<(), EngineError> {
    if plan.is_empty() {
        return Ok(());
    }
    let script = Script { path: PathBuf::from(FILE), text: render::script(plan) };
    let material = Material::of(database.dialect(), "", &script, LoneCommit::Refused)?;
    match database {
        Database::Postgres(session) => {
            let lock = Lock::take(session, options.wait, watch).await?;
            let _heeding = options.interrupt.heed();
            if lock.pooling() == Pooling::Transaction {
                script_fit_for_pooler(&material)?;
            }
            let mut runner = postgres::Runner {
                since: Instant::now(),
                session,
                lock: Some(&lock),
                author: &options.author,
                patience: options.locks,
                book: Book::Nothing,
                watch,
                interrupt: &options.interrupt,
                timings: None,
            };
            let done = runner.run(&material, Start::Afresh, &Promise::None).await;
            lock.release().await;
            done.map(drop)
        }
        Database::Sqlite(lite) => {
            let mut runner = sqlite::Runner {
                since: Instant::now(),
                lite,
                author: &options.author,
                book: Book::Nothing,
                watch,
                interrupt: &options.interrupt,
                timings: None,
            };
            runner.run(&material, Start::Afresh, &Promise::None).map(drop)
        }
    }
}
