//! `evenkeel migrate`: applies what is pending.

use std::fmt::Write;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use evenkeel_engine::LedgerView;
use evenkeel_engine::database::{Created, Database};
use evenkeel_engine::error::EngineError;
use evenkeel_engine::execute::{Consent, Goal, MigrateOptions, Summary, migrate_since, pending_since};
use evenkeel_engine::place::Place;
use evenkeel_engine::plan_file::PlanFile;
use evenkeel_sources::{Layout, Migrations};
use serde::Serialize;
use serde::ser::SerializeStruct;

use super::drift::{self, Way};
use super::hooks;
use super::progress::{Progress, Timing, length, milliseconds};
use super::work::Work;
use crate::arguments::Migrate;
use crate::exit::ExitStatus;
use crate::failure::{Failure, Place as FilePlace};
use crate::report::Report;

#[derive(Serialize)]
struct MigrateJson<'a> {
    dry_run: bool,
    #[serde(flatten)]
    told: Told<'a>,
}

/// What came of a run, for programs.
pub(super) struct Told<'a> {
    /// Applied, or under a dry run to be applied.
    pub(super) applied: &'a [Timing],
    pub(super) summary: &'a Summary,
    /// On disk.
    pub(super) total: usize,
}

impl Serialize for Told<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_struct("Told", 4)?;
        map.serialize_field("applied", self.applied)?;
        map.serialize_field("reworded", &self.summary.reworded)?;
        map.serialize_field("total", &self.total)?;
        map.serialize_field("blocked_ms", &milliseconds(self.summary.blocked))?;
        map.end()
    }
}

pub(super) async fn run(
    arguments: &Migrate,
    work: &Work<'_>,
    report: &mut Report<'_>,
) -> Result<ExitStatus, Failure> {
    let place = work.place()?;
    let wait = arguments.wait.map(|span| span.0);
    let missing = match arguments.create_database && !arguments.dry_run {
        true => Missing::Made,
        false => Missing::AnError,
    };
    let (migrations, opened) = begin(&place, missing, wait, work, report).await?;
    let options = options(arguments, work)?;
    if arguments.dry_run {
        return rehearse(opened?, &migrations, &options, report).await;
    }
    let (summary, timings) = persist(&place, opened, &migrations, &options, wait, work, report).await?;
    report.say(&sentence(&summary, &migrations, &options));
    hooks::after_migrate(&timings, work, report).await?;
    let told = Told { applied: &timings, summary: &summary, total: migrations.list.len() };
    report.finish(&MigrateJson { dry_run: false, told });
    Ok(ExitStatus::Done)
}

/// How the run is to be done.
fn options(arguments: &Migrate, work: &Work<'_>) -> Result<MigrateOptions, Failure> {
    let usual = work.options(arguments.wait.map(|span| span.0));
    let planned = arguments.plan.as_deref().map(|file| planned(file, work)).transpose()?;
    let to = planned.as_ref().map_or(&arguments.to, |plan| &plan.to);
    let goal = match (to, &arguments.only) {
        (Some(name), _) => Goal::To(name.clone()),
        (None, Some(name)) => Goal::Only(name.clone()),
        (None, None) => Goal::All,
    };
    Ok(MigrateOptions {
        goal,
        locks: arguments.manners.of(usual.locks),
        unasked: arguments.manners.unasked(),
        backup: work.backup()?,
        accepted_drift: arguments.accepted_drift(),
        preflight: arguments.manners.preflight(usual.preflight),
        consent: Consent { by: arguments.approved_by.clone(), ..usual.consent },
        planned: planned.map(Arc::new),
        ..usual
    })
}

/// The plan in a file, which is of this project.
pub(super) fn planned(file: &Path, work: &Work<'_>) -> Result<PlanFile, Failure> {
    let plan = PlanFile::read(file)?;
    match plan.service == work.settings.service {
        true => Ok(plan),
        false => {
            let message = format!(
                "{} is a plan of the service {}, and this is {}",
                file.display(),
                plan.service,
                work.settings.service
            );
            Err(Failure::usage("other-service", message).at(FilePlace::file(file)))
        }
    }
}

/// What a database is that is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Missing {
    AnError,
    Made,
}

/// A database and what its ledger said when it was opened.
pub(super) struct Opened {
    pub(super) database: Database,
    ledger: LedgerView,
}

/// Reads the migrations while the server answers, and opens the database. A database is only made
/// for migrations that can be read.
///
/// # Errors
/// There are no migrations that could be run, or the database cannot be made. That it cannot be opened is told inside.
pub(super) async fn begin(
    place: &Place,
    missing: Missing,
    wait: Option<Duration>,
    work: &Work<'_>,
    report: &mut Report<'_>,
) -> Result<(Migrations, Result<Opened, EngineError>), Failure> {
    report.detail(&work.opening(place));
    let (migrations, opened) = match missing {
        Missing::AnError => {
            let opening = async { Ok(open(place, wait, work).await) };
            let (opened, migrations) = tokio::try_join!(opening, work.migrations_meanwhile())?;
            (migrations, opened)
        }
        Missing::Made => {
            let migrations = work.migrations_meanwhile().await?;
            create(place, wait, report).await?;
            (migrations, open(place, wait, work).await)
        }
    };
    warn_of_ignored(&migrations, report);
    Ok((migrations, opened))
}

async fn open(place: &Place, wait: Option<Duration>, work: &Work<'_>) -> Result<Opened, EngineError> {
    let database = Database::open_in_turn(place, wait).await?.selecting(&work.settings.selection);
    let ledger = database.ledger(&work.settings.service).await?;
    Ok(Opened { database, ledger })
}

/// Makes the database where it is missing, and says so.
pub(super) async fn create(
    place: &Place,
    wait: Option<Duration>,
    report: &mut Report<'_>,
) -> Result<(), Failure> {
    match Database::create_within(place, wait).await? {
        Created::Now => report.say(&format!("made the database {place}")),
        Created::WasThere => report.detail("the database is there already"),
    }
    Ok(())
}

/// Applies what is pending. A connection that is lost, or a server that has become a replica, ends it only without
/// `wait`; else it connects again, to whichever server is the one now, and goes on there.
pub(super) async fn persist(
    place: &Place,
    mut opened: Result<Opened, EngineError>,
    migrations: &Migrations,
    options: &MigrateOptions,
    wait: Option<Duration>,
    work: &Work<'_>,
    report: &mut Report<'_>,
) -> Result<(Summary, Vec<Timing>), Failure> {
    let mut progress = Progress::new(report);
    let mut since: Option<(Instant, usize)> = None;
    loop {
        let done = match opened {
            Ok(Opened { database, ledger }) => {
                migrate_since(&database, &ledger, migrations, options, &mut progress).await
            }
            Err(error) => Err(error),
        };
        let error = match done {
            Ok(summary) => return Ok((summary, progress.timings)),
            Err(error) => error,
        };
        let applied = progress.timings.len();
        // What was applied in the meantime begins the wait anew.
        let begun =
            since.filter(|(_, before)| *before == applied).map_or_else(Instant::now, |(begun, _)| begun);
        since = Some((begun, applied));
        let goes_on = error.is_passing() && wait.is_some_and(|limit| begun.elapsed() < limit);
        if !goes_on || work.interrupt.is_asked() {
            let timings = progress.timings;
            told_before_failing(&timings, report);
            return Err(drift::explain(error, Way::Up, migrations, work, report).await);
        }
        progress.note("reconnecting", &format!("{error}; connecting again"));
        tokio::time::sleep(PAUSE).await;
        progress.detail(&work.opening(place));
        opened = open(place, wait, work).await;
    }
}

/// Before connecting again.
const PAUSE: Duration = Duration::from_millis(500);

fn told_before_failing(timings: &[Timing], report: &mut Report<'_>) {
    if !timings.is_empty() {
        report.note(&format!("what ran before that stays applied: {}", count(timings.len())));
    }
}

async fn rehearse(
    opened: Opened,
    migrations: &Migrations,
    options: &MigrateOptions,
    report: &mut Report<'_>,
) -> Result<ExitStatus, Failure> {
    let Opened { database, ledger } = opened;
    let summary = pending_since(&database, ledger, migrations, options).await?;
    let mut text = String::new();
    for migration in
        migrations.list.iter().filter(|one| summary.applied.iter().any(|name| name == one.name.as_str()))
    {
        writeln!(
            text,
            "-- {}\n{}",
            migration.content.file().path.display(),
            migration.content.file().text.trim_end()
        )
        .expect("writing to a string does not fail");
        if let Some(backfill) = &migration.backfill {
            writeln!(text, "-- and then what {} says", backfill.path.display())
                .expect("writing to a string does not fail");
        }
    }
    match summary.applied.is_empty() {
        true => report.say(&sentence(&summary, migrations, options)),
        false => report.result(&text),
    }
    let timing = |name: &String| Timing { migration: name.clone(), milliseconds: 0 };
    let applied: Vec<Timing> = summary.applied.iter().map(timing).collect();
    let told = Told { applied: &applied, summary: &summary, total: migrations.list.len() };
    report.finish(&MigrateJson { dry_run: true, told });
    Ok(ExitStatus::Done)
}

pub(super) fn sentence(summary: &Summary, migrations: &Migrations, options: &MigrateOptions) -> String {
    if let (0, filled @ 1..) = (summary.applied.len(), summary.backfills) {
        return match filled {
            1 => "done: 1 backfill".to_owned(),
            many => format!("done: {many} backfills"),
        };
    }
    match (summary.applied.len(), &options.goal, migrations.list.len()) {
        (0, _, 0) => format!("nothing to do: there are no migrations in {}", migrations.path.display()),
        (0, Goal::All, all) => format!("up to date: {} applied", count(all)),
        (0, Goal::To(name) | Goal::Only(name), _) => format!("up to date: {name} is applied already"),
        (applied, _, _) => format!("done: {} applied{}", count(applied), waited(summary.blocked)),
    }
}

/// What others had to put up with.
fn waited(blocked: Duration) -> String {
    match blocked.is_zero() {
        true => String::new(),
        false => format!("; others waited {} for its locks", length(blocked)),
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
        let why = match migrations.layout.of_other() {
            None => "its name begins with no number".to_owned(),
            Some(Layout::Medusa) => {
                "a module before it has a migration of that name, by which alone Medusa knows it".to_owned()
            }
            Some(layout) => format!("it is no migration to {}", layout.word()),
        };
        report.note(&format!("{} is not run: {why}", path.display()));
    }
}
