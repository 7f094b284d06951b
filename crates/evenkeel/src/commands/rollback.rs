//! `evenkeel rollback`: takes the last migrations back with their down.sql.

use std::fmt::Write;

use evenkeel_engine::database::Database;
use evenkeel_engine::execute::{Back, rollback};
use evenkeel_engine::ledger::LedgerView;
use evenkeel_sources::Migrations;

use super::drift::{self, Way};
use super::migrate::count;
use super::progress::Progress;
use super::work::Work;
use crate::arguments::Rollback;
use crate::exit::ExitStatus;
use crate::failure::Failure;
use crate::report::Report;

pub(super) async fn run(
    arguments: &Rollback,
    work: &Work<'_>,
    report: &mut Report<'_>,
) -> Result<ExitStatus, Failure> {
    let place = work.place()?;
    let migrations = work.migrations()?;
    let back = match &arguments.to {
        Some(name) => Back::To(name.clone()),
        None => Back::Steps(arguments.steps as usize),
    };
    let database = work.open(&place, None, report).await?;
    if arguments.dry_run {
        return rehearse(&database, &migrations, &back, work, report).await;
    }
    let mut progress = Progress::new(report);
    let done = rollback(&database, &migrations, &back, &work.options(None), &mut progress).await;
    let timings = progress.timings;
    if let Err(error) = done {
        return Err(drift::explain(error, Way::Down, &migrations, work, report).await);
    }
    match timings.len() {
        0 => report.say("nothing to do: no migration is applied behind that"),
        some => report.say(&format!("done: {} rolled back", count(some))),
    }
    report.finish(&serde_json::json!({ "dry_run": false, "rolled_back": timings }));
    Ok(ExitStatus::Done)
}

async fn rehearse(
    database: &Database,
    migrations: &Migrations,
    back: &Back,
    work: &Work<'_>,
    report: &mut Report<'_>,
) -> Result<ExitStatus, Failure> {
    let names = chosen(&database.ledger(&work.settings.service).await?, back)?;
    let mut text = String::new();
    for name in &names {
        let down =
            migrations.list.iter().find(|one| one.name.as_str() == name).and_then(|one| one.down.as_ref());
        match down {
            Some(down) => writeln!(text, "-- {}\n{}", down.path.display(), down.text.trim_end()),
            None => writeln!(text, "-- {name} has no down.sql and cannot be taken back"),
        }
        .expect("writing to a string does not fail");
    }
    match names.is_empty() {
        true => report.say("nothing to do: no migration is applied behind that"),
        false => report.result(&text),
    }
    report.finish(&serde_json::json!({ "dry_run": true, "rolled_back": names }));
    Ok(ExitStatus::Done)
}

/// What would be taken back, newest first.
fn chosen(ledger: &LedgerView, back: &Back) -> Result<Vec<String>, Failure> {
    let newest_first = ledger.applied().into_iter().rev().map(|record| record.migration.clone());
    match back {
        Back::Steps(steps) => Ok(newest_first.take(*steps).collect()),
        Back::To(name) if ledger.is_applied(name) => {
            Ok(newest_first.take_while(|other| other != name).collect())
        }
        Back::To(name) => {
            Err(Failure::usage("unknown-migration", format!("no migration `{name}` is applied")))
        }
    }
}
