//! `evenkeel migrate`: applies what is pending.

use std::fmt::Write;

use evenkeel_engine::database::{Created, Database};
use evenkeel_engine::execute::{Goal, MigrateOptions, Summary, migrate, pending};
use evenkeel_engine::place::Place;
use evenkeel_sources::Migrations;
use serde::Serialize;

use super::drift::{self, Way};
use super::progress::{Progress, Timing};
use super::work::Work;
use crate::arguments::Migrate;
use crate::exit::ExitStatus;
use crate::failure::Failure;
use crate::report::Report;

#[derive(Serialize)]
struct MigrateJson<'a> {
    dry_run: bool,
    /// Applied, or under a dry run to be applied.
    applied: Vec<Timing>,
    reworded: &'a [String],
    /// On disk.
    total: usize,
}

pub(super) async fn run(
    arguments: &Migrate,
    work: &Work<'_>,
    report: &mut Report<'_>,
) -> Result<ExitStatus, Failure> {
    let place = work.place()?;
    let migrations = work.migrations()?;
    work.refuse_empty(&migrations)?;
    warn_of_ignored(&migrations, report);
    let wait = arguments.wait.map(|span| span.0);
    let goal = arguments.to.clone().map_or(Goal::All, Goal::To);
    let options = MigrateOptions { goal, ..work.options(wait) };
    if arguments.create_database && !arguments.dry_run {
        create(&place, report).await?;
    }
    let database = work.open(&place, wait, report).await?;
    match arguments.dry_run {
        true => rehearse(&database, &migrations, &options, report).await,
        false => perform(&database, &migrations, &options, work, report).await,
    }
}

/// Makes the database where it is missing, and says so.
pub(super) async fn create(place: &Place, report: &mut Report<'_>) -> Result<(), Failure> {
    match Database::create(place).await? {
        Created::Now => report.say(&format!("made the database {place}")),
        Created::WasThere => report.detail("the database is there already"),
    }
    Ok(())
}

async fn perform(
    database: &Database,
    migrations: &Migrations,
    options: &MigrateOptions,
    work: &Work<'_>,
    report: &mut Report<'_>,
) -> Result<ExitStatus, Failure> {
    let mut progress = Progress::new(report);
    let done = migrate(database, migrations, options, &mut progress).await;
    let timings = progress.timings;
    let summary = match done {
        Ok(summary) => summary,
        Err(error) => {
            told_before_failing(&timings, report);
            return Err(drift::explain(error, Way::Up, migrations, work, report).await);
        }
    };
    report.say(&sentence(&summary, migrations, options));
    report.finish(&MigrateJson {
        dry_run: false,
        applied: timings,
        reworded: &summary.reworded,
        total: migrations.list.len(),
    });
    Ok(ExitStatus::Done)
}

fn told_before_failing(timings: &[Timing], report: &mut Report<'_>) {
    if !timings.is_empty() {
        report.note(&format!("{} before that stay applied", count(timings.len())));
    }
}

async fn rehearse(
    database: &Database,
    migrations: &Migrations,
    options: &MigrateOptions,
    report: &mut Report<'_>,
) -> Result<ExitStatus, Failure> {
    let summary = pending(database, migrations, options).await?;
    let mut text = String::new();
    for migration in
        migrations.list.iter().filter(|one| summary.applied.iter().any(|name| name == one.name.as_str()))
    {
        writeln!(text, "-- {}\n{}", migration.up.path.display(), migration.up.text.trim_end())
            .expect("writing to a string does not fail");
    }
    match summary.applied.is_empty() {
        true => report.say(&sentence(&summary, migrations, options)),
        false => report.result(&text),
    }
    let timing = |name: &String| Timing { migration: name.clone(), milliseconds: 0 };
    report.finish(&MigrateJson {
        dry_run: true,
        applied: summary.applied.iter().map(timing).collect(),
        reworded: &summary.reworded,
        total: migrations.list.len(),
    });
    Ok(ExitStatus::Done)
}

fn sentence(summary: &Summary, migrations: &Migrations, options: &MigrateOptions) -> String {
    match (summary.applied.len(), &options.goal, migrations.list.len()) {
        (0, _, 0) => format!("nothing to do: there are no migrations in {}", migrations.path.display()),
        (0, Goal::All, all) => format!("up to date: {} applied", count(all)),
        (0, Goal::To(name) | Goal::Only(name), _) => format!("up to date: {name} is applied already"),
        (applied, _, _) => format!("done: {} applied", count(applied)),
    }
}

/// A number of migrations in words.
pub(super) fn count(migrations: usize) -> String {
    match migrations {
        1 => "1 migration".to_owned(),
        many => format!("{many} migrations"),
    }
}

/// A file that looks like a migration and is none should not be missed only in production.
pub(super) fn warn_of_ignored(migrations: &Migrations, report: &mut Report<'_>) {
    for path in &migrations.ignored {
        report.note(&format!("{} is not run: its name begins with no number", path.display()));
    }
}
