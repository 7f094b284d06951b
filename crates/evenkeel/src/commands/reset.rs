//! `evenkeel reset`: empties the database, applies all migrations again and fills it. For development.

use std::process::{Command, Stdio};

use evenkeel_core::{Action, ObjectId, Pair, Sql, Step};
use evenkeel_engine::database::Database;
use evenkeel_engine::execute::{apply_plan, migrate};
use evenkeel_engine::planning::{RenamePolicy, plan};
use evenkeel_engine::quarantine;
use evenkeel_engine::state::State;
use evenkeel_sources::Migrations;
use evenkeel_sources::lexer::Dialect;

use super::hooks;
use super::migrate::{count, create, warn_of_ignored};
use super::progress::{Progress, Timing};
use super::work::Work;
use crate::arguments::Reset;
use crate::exit::ExitStatus;
use crate::failure::Failure;
use crate::report::Report;

pub(super) async fn run(
    arguments: &Reset,
    work: &Work<'_>,
    report: &mut Report<'_>,
) -> Result<ExitStatus, Failure> {
    work.refuse_production("reset")?;
    let migrations = work.migrations().await?;
    warn_of_ignored(&migrations, report);
    let place = work.place()?;
    agree(arguments, work, &place.to_string())?;
    if arguments.create_database {
        create(&place, None, report).await?;
    }
    let database = work.open(&place, None, report).await?;
    empty(&database, work, report).await?;
    let timings = replay(&database, &migrations, work, report).await?;
    seed(work, report)?;
    hooks::after_migrate(&timings, work, report).await?;
    report.say(&format!("done: the database was emptied, and {} applied", count(timings.len())));
    report.finish(&serde_json::json!({ "applied": timings, "seeded": work.settings.seed.is_some() }));
    Ok(ExitStatus::Done)
}

fn agree(arguments: &Reset, work: &Work<'_>, place: &str) -> Result<(), Failure> {
    let agreed = match (arguments.yes, work.person()) {
        (true, _) => true,
        (false, Some(person)) => person.agrees(&format!("Everything in {place} will be gone. Go on?"))?,
        (false, None) => false,
    };
    match agreed {
        true => Ok(()),
        false => Err(Failure::refusal("not-agreed", format!("everything in {place} would be gone"))
            .hint("if that is meant, add --yes")),
    }
}

/// The ledger goes in the same transaction as what it tells about.
async fn empty(database: &Database, work: &Work<'_>, report: &mut Report<'_>) -> Result<(), Failure> {
    let state = database.inspect().await?;
    let nothing = State::empty(state.dialect());
    let mut plan = plan(Pair::of(&state, &nothing), RenamePolicy::Off).map_err(|error| {
        let mut failure = Failure::from(error);
        failure.hints.clear();
        failure.hint("drop the whole database by hand, then: evenkeel reset --yes --create-database")
    })?;
    plan.steps.extend(quarantine::emptied(database).await?);
    let ledger = match state.dialect() {
        Dialect::Postgres => [
            "DROP TABLE IF EXISTS evenkeel.backfill",
            "DROP TABLE IF EXISTS evenkeel.catalog",
            "DROP TABLE IF EXISTS evenkeel.timing",
            "DROP TABLE IF EXISTS evenkeel.ledger",
            "DROP SCHEMA IF EXISTS evenkeel",
        ]
        .as_slice(),
        Dialect::Sqlite => [
            "DROP TABLE IF EXISTS evenkeel_backfill",
            "DROP TABLE IF EXISTS evenkeel_catalog",
            "DROP TABLE IF EXISTS evenkeel_timing",
            "DROP TABLE IF EXISTS evenkeel_ledger",
        ]
        .as_slice(),
    };
    let object = ObjectId::new("table", &["evenkeel", "ledger"]);
    plan.steps.extend(ledger.iter().map(|sql| Step::new(&object, Action::Drop, Sql::raw(sql))));
    Ok(apply_plan(database, &plan, &work.options(None), &mut Progress::new(report)).await?)
}

async fn replay(
    database: &Database,
    migrations: &Migrations,
    work: &Work<'_>,
    report: &mut Report<'_>,
) -> Result<Vec<Timing>, Failure> {
    let mut progress = Progress::new(report);
    migrate(database, migrations, &work.options(None), &mut progress).await?;
    Ok(progress.timings)
}

/// What the command prints goes to stderr: stdout is for our own result.
fn seed(work: &Work<'_>, report: &mut Report<'_>) -> Result<(), Failure> {
    let Some(command) = &work.settings.seed else { return Ok(()) };
    report.say(&format!("seeding: {command}"));
    let (shell, flag) = if cfg!(windows) { ("cmd", "/C") } else { ("sh", "-c") };
    let mut seed = Command::new(shell);
    seed.arg(flag).arg(command).stdin(Stdio::null()).stdout(Stdio::from(std::io::stderr()));
    seed.env("DATABASE_URL", &work.settings.need_url()?.url);
    let failed = |why: String| {
        Failure::new("seed-failed", format!("the seed command failed: {why}"))
            .details([command.clone()])
            .hint("the command stands under [seed] in evenkeel.toml; the schema is in place")
    };
    let status = seed.status().map_err(|error| failed(error.to_string()))?;
    match status.success() {
        true => Ok(()),
        false => Err(failed(status.to_string())),
    }
}
