//! `evenkeel rollback`: takes the last migrations back with their down.sql.

use std::fmt::Write;

use evenkeel_engine::database::Database;
use evenkeel_engine::execute::{Back, MigrateOptions, Outlook, outlook, rollback};
use evenkeel_sources::Migrations;
use serde::Serialize;

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
    let migrations = work.migrations().await?;
    let back = match &arguments.to {
        Some(name) => Back::To(name.clone()),
        None => Back::Steps(arguments.steps as usize),
    };
    let database = work.open(&place, None, report).await?;
    let options = MigrateOptions { backup: work.backup()?, ..work.options(None) };
    if arguments.dry_run {
        return rehearse(&database, &migrations, &back, &options, report).await;
    }
    let mut progress = Progress::new(report);
    let done = rollback(&database, &migrations, &back, &options, &mut progress).await;
    let timings = progress.timings;
    if let Err(error) = done {
        return Err(drift::explain(error, Way::Down, &migrations, work, report).await);
    }
    match timings.len() {
        0 => report.say(NOTHING_TO_DO),
        some => report.say(&format!("done: {} rolled back", count(some))),
    }
    report.finish(&serde_json::json!({ "dry_run": false, "rolled_back": timings }));
    Ok(ExitStatus::Done)
}

const NOTHING_TO_DO: &str = "nothing to do: no migration is applied behind that";

#[derive(Serialize)]
struct FindingJson<'a> {
    migration: &'a str,
    object: &'a str,
    why: &'a str,
    loses: bool,
    rows: u64,
    first: &'a [String],
}

/// Says what would be run, which rows would not fit, and what would be lost.
async fn rehearse(
    database: &Database,
    migrations: &Migrations,
    back: &Back,
    options: &MigrateOptions,
    report: &mut Report<'_>,
) -> Result<ExitStatus, Failure> {
    let Outlook { migrations: names, findings, unasked } =
        outlook(database, migrations, back, options).await?;
    let mut text = String::new();
    let downs = names.iter().filter_map(|name| {
        migrations.list.iter().find(|one| one.name.as_str() == name).and_then(|one| one.content.back_file())
    });
    for down in downs {
        writeln!(text, "-- {}\n{}", down.path.display(), down.text.trim_end())
            .expect("writing to a string does not fail");
    }
    match names.is_empty() {
        true => report.say(NOTHING_TO_DO),
        false => report.result(&text),
    }
    for finding in &findings {
        let weight = if finding.is_loss { "would be lost" } else { "does not fit" };
        report.note(&format!("{weight}: {finding}"));
    }
    for why in &unasked {
        report.note(&format!("cannot be asked beforehand: {why}"));
    }
    let findings: Vec<FindingJson<'_>> = findings
        .iter()
        .map(|it| FindingJson {
            migration: &it.migration,
            object: &it.object,
            why: &it.why,
            loses: it.is_loss,
            rows: it.rows,
            first: &it.first,
        })
        .collect();
    report.finish(&serde_json::json!({ "dry_run": true, "rolled_back": names, "findings": findings }));
    Ok(ExitStatus::Done)
}
