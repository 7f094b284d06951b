//! `evenkeel status`: one screen about where every migration stands, and whether the database still is what they made.

mod approval;
mod drift;
pub(super) mod edits;
mod timings;
mod waiting;

use std::collections::BTreeMap;

use evenkeel_engine::database::Database;
use evenkeel_engine::history::{Condition, Standing, open_forks, standing};
use evenkeel_sources::Migrations;
use evenkeel_sources::folder::Fork;
use serde::Serialize;

use super::migrate::{count, warn_of_ignored};
use super::work::Work;
use crate::arguments::Status;
use crate::exit::ExitStatus;
use crate::failure::Failure;
use crate::report::{Hue, Paint, Report};
use approval::Approvals;
use drift::Drifted;
use timings::TimingJson;
use waiting::Waiting;

#[derive(Serialize)]
struct StatusJson {
    database: String,
    service: String,
    pending: usize,
    migrations: Vec<StandingJson>,
    forks: Vec<ForkJson>,
    /// Those of applied migrations that are not done.
    backfills: Vec<waiting::BackfillJson>,
    quarantine: waiting::QuarantineJson,
    drift: drift::DriftJson,
}

#[derive(Serialize)]
struct ForkJson {
    /// Nothing where all claim to be the first.
    parent: Option<String>,
    migrations: Vec<String>,
}

#[derive(Serialize)]
struct StandingJson {
    migration: String,
    /// Of which part of the project it is, where its tool tells parts apart.
    #[serde(skip_serializing_if = "Option::is_none")]
    module: Option<String>,
    condition: &'static str,
    applied_at: Option<String>,
    milliseconds: Option<u64>,
    failure: Option<FailureJson>,
    /// Of an edited one, what differs from what was applied, a line each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    edits: Vec<String>,
    /// Oldest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    approvals: Vec<approval::ApprovalJson>,
    /// How its statements went, where that was asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    timings: Vec<TimingJson>,
}

#[derive(Serialize)]
struct FailureJson {
    at: String,
    statement: Option<usize>,
    sqlstate: Option<String>,
    message: String,
}

/// More applied migrations than this are only counted.
const APPLIED_SHOWN: usize = 5;

/// Where everything stands.
struct Seen<'a> {
    standings: Vec<Told>,
    forks: Vec<&'a Fork>,
    waiting: Waiting,
    drift: Drifted,
}

/// A migration, what was edited in it, who approved of it, and how it went.
struct Told {
    standing: Standing,
    module: Option<String>,
    edits: Vec<String>,
    approvals: Approvals,
    timings: Vec<TimingJson>,
}

impl Seen<'_> {
    fn any(&self, wanted: impl Fn(&Condition) -> bool) -> bool {
        self.standings.iter().any(|one| wanted(&one.standing.condition))
    }

    fn number(&self, wanted: impl Fn(&Condition) -> bool) -> usize {
        self.standings.iter().filter(|one| wanted(&one.standing.condition)).count()
    }

    fn is_in_order(&self) -> bool {
        let wrong = |condition: &Condition| {
            condition.is_pending() || matches!(condition, Condition::Edited | Condition::Missing)
        };
        let waits = !self.forks.is_empty() || self.waiting.backfills() > 0;
        !self.any(wrong) && !waits && !self.drift.is_there()
    }
}

pub(super) async fn run(
    arguments: &Status,
    work: &Work<'_>,
    report: &mut Report<'_>,
) -> Result<ExitStatus, Failure> {
    let place = work.place()?;
    let migrations = work.migrations().await?;
    warn_of_ignored(&migrations, report);
    let database = work.open(&place, None, report).await?;
    let seen = look(arguments, &database, &migrations, work).await?;
    report.result(&screen(report.paint(), &place.to_string(), &seen));
    hints(&seen, report);
    let (backfills, quarantine) = seen.waiting.json();
    report.finish(&StatusJson {
        database: place.to_string(),
        service: work.settings.service.clone(),
        pending: seen.number(Condition::is_pending),
        migrations: seen.standings.iter().map(json).collect(),
        forks: seen.forks.iter().map(|fork| fork_json(fork)).collect(),
        backfills,
        quarantine,
        drift: seen.drift.json(),
    });
    match arguments.exit_code && !seen.is_in_order() {
        true => Ok(ExitStatus::Differs),
        false => Ok(ExitStatus::Done),
    }
}

async fn look<'a>(
    arguments: &Status,
    database: &Database,
    migrations: &'a Migrations,
    work: &Work<'_>,
) -> Result<Seen<'a>, Failure> {
    let service = &work.settings.service;
    let ledger = work.ledger(database, migrations).await?;
    let mut timings = match arguments.timings {
        true => timings::look(database, migrations, service).await?,
        false => BTreeMap::new(),
    };
    let mut standings = Vec::new();
    for standing in standing(database.dialect(), migrations, &ledger) {
        let edits = match standing.condition {
            Condition::Edited => edits::of(&standing.migration, database, migrations, service).await?,
            Condition::Applied
            | Condition::Reworded
            | Condition::Missing
            | Condition::Pending
            | Condition::OutOfOrder { .. }
            | Condition::HalfApplied { .. }
            | Condition::Failed
            | Condition::RolledBack
            | Condition::HalfTakenBack { .. }
            | Condition::HalfFolded { .. } => Vec::new(),
        };
        let approvals = Approvals::of(&standing, migrations, &ledger, work.settings.approvals);
        let timings = timings.remove(&standing.migration).unwrap_or_default();
        let on_disk = migrations.list.iter().find(|one| one.name.as_str() == standing.migration);
        let module = on_disk.and_then(|migration| migration.module()).map(str::to_owned);
        standings.push(Told { standing, module, edits, approvals, timings });
    }
    let drift = drift::look(database, &ledger, service).await?;
    let waiting = waiting::look(database, migrations, service).await?;
    Ok(Seen { standings, forks: open_forks(migrations, &ledger), waiting, drift })
}

fn screen(paint: Paint, place: &str, seen: &Seen<'_>) -> String {
    let quiet = |condition: &Condition| *condition == Condition::Applied;
    let hidden = seen.number(quiet).saturating_sub(APPLIED_SHOWN);
    let mut skipped = 0;
    let mut lines = vec![format!("database {place}")];
    if hidden > 0 {
        lines.push(format!("  applied       {} before these", count(hidden)));
    }
    for one in &seen.standings {
        if quiet(&one.standing.condition) && skipped < hidden {
            skipped += 1;
            continue;
        }
        lines.extend(standing_lines(paint, &one.standing, one.module.as_deref()));
        lines.extend(one.approvals.line().map(|line| format!("                {line}")));
        lines.extend(timings::lines(&one.timings));
        lines.extend(one.edits.iter().map(|line| format!("                {line}")));
    }
    let word = |hue: Hue, word: &str| paint.hue(hue, &format!("{word:<13}"));
    lines.extend(seen.forks.iter().map(|fork| format!("  {} {}", word(Hue::Error, "forked"), fork)));
    lines.extend(seen.waiting.lines(paint));
    lines.extend(seen.drift.lines().into_iter().enumerate().map(|(at, line)| match at {
        0 => format!("  {} {line}", word(Hue::Error, "drift")),
        _ => format!("                {line}"),
    }));
    lines.push(total(seen));
    lines.join("\n") + "\n"
}

fn standing_lines(paint: Paint, one: &Standing, module: Option<&str>) -> Vec<String> {
    let word = format!("{:<13}", one.condition.name());
    let module = module.map_or(String::new(), |module| format!(" of {module}"));
    let name = &one.migration;
    let line = format!("  {} {name}{module}{}", paint.hue(hue(&one.condition), &word), remark(one));
    let failure = one.record.as_ref().and_then(|record| record.failure.as_ref());
    let why = failure.filter(|_| one.condition.is_pending()).map(|failure| {
        let at = failure.statement.map_or(String::new(), |number| format!(" at statement {number}"));
        let state = failure.sqlstate.as_ref().map_or(String::new(), |state| format!(" (SQLSTATE {state})"));
        format!("                failed{at} on {}: {}{state}", day(&failure.at), failure.message)
    });
    std::iter::once(line).chain(why).collect()
}

fn hue(condition: &Condition) -> Hue {
    match condition {
        Condition::Applied | Condition::Reworded => Hue::Good,
        Condition::Pending | Condition::RolledBack => Hue::Warning,
        Condition::Edited
        | Condition::Missing
        | Condition::OutOfOrder { .. }
        | Condition::HalfApplied { .. }
        | Condition::HalfTakenBack { .. }
        | Condition::HalfFolded { .. }
        | Condition::Failed => Hue::Error,
    }
}

fn remark(one: &Standing) -> String {
    match &one.condition {
        Condition::Applied => match &one.record {
            // Another tool's ledger says so, and ours does not know when.
            Some(record) if record.at.is_empty() => format!("  by {}", record.tool),
            Some(record) => format!("  {}", day(&record.at)),
            None => String::new(),
        },
        Condition::Reworded => "  only comments or white space differ from what was applied".to_owned(),
        Condition::Edited => "  the file means something else than what was applied".to_owned(),
        Condition::Missing => "  applied, and not on disk".to_owned(),
        Condition::OutOfOrder { applied } => format!("  pending, and the later {applied} is applied"),
        Condition::HalfFolded { lacking } => {
            format!("  stands for others, of which this database lacks {}", lacking.join(", "))
        }
        Condition::HalfApplied { done } => format!("  {done} of its parts are done"),
        Condition::HalfTakenBack { done } => format!("  {done} parts of its way back are done"),
        Condition::Pending | Condition::Failed | Condition::RolledBack => String::new(),
    }
}

/// `2026-11-20T10:30:00.123456Z` to the minute.
fn day(at: &str) -> String {
    at.get(..16).unwrap_or(at).replace('T', " ")
}

fn total(seen: &Seen<'_>) -> String {
    let applied = seen.number(|condition| !condition.is_pending());
    let troubles = [
        (seen.number(|condition| *condition == Condition::Edited), "edited"),
        (seen.number(|condition| *condition == Condition::Missing), "missing on disk"),
        (seen.number(Condition::is_pending), "pending"),
        (seen.forks.len(), "forked"),
        (seen.waiting.backfills(), "to be filled"),
        (seen.drift.size(), "drifted"),
    ];
    let told: Vec<String> = troubles
        .iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, what)| format!("{number} {what}"))
        .collect();
    match told.is_empty() {
        true => format!("up to date: {} applied", count(applied)),
        false => format!("{} applied, {}", count(applied), told.join(", ")),
    }
}

fn hints(seen: &Seen<'_>, report: &mut Report<'_>) {
    if seen.any(|condition| *condition == Condition::Edited) {
        report.hint(
            "put an edited file back as it was, and make the change in a new migration: evenkeel generate",
        );
    } else if seen.any(|condition| *condition == Condition::Missing) {
        report.hint("bring a missing folder back from version control; was another branch applied here?");
    } else if seen.any(|condition| matches!(condition, Condition::HalfFolded { .. })) {
        report.hint("check out the commit before the migrations were folded, and migrate there first");
    } else if !seen.forks.is_empty() {
        report.hint("evenkeel rebase puts the later branch behind the other one");
    } else if seen.any(|condition| matches!(condition, Condition::OutOfOrder { .. })) {
        report.hint("rename a migration that is out of order, so that it comes last");
    } else if seen.any(|condition| matches!(condition, Condition::HalfTakenBack { .. })) {
        report.hint("evenkeel rollback goes on with what is half taken back");
    } else if seen.standings.iter().any(|one| one.approvals.is_open()) {
        report.hint(
            "evenkeel plan --out FILE writes down what would be done, evenkeel approve FILE approves of it",
        );
    } else if seen.any(Condition::is_pending) {
        report.hint("evenkeel migrate applies what is pending");
    }
    if let Some(hint) = seen.waiting.hint() {
        report.hint(hint);
    }
    if seen.drift.is_there() {
        report.hint("evenkeel drift shows in what the database differs; evenkeel repair brings it home");
    }
}

fn fork_json(fork: &Fork) -> ForkJson {
    ForkJson {
        parent: fork.parent.as_ref().map(ToString::to_string),
        migrations: fork.children.iter().map(ToString::to_string).collect(),
    }
}

fn json(Told { standing: one, module, edits, approvals, timings }: &Told) -> StandingJson {
    let record = one.record.as_ref();
    let failure = record.and_then(|record| record.failure.as_ref());
    let applied = record.filter(|_| !one.condition.is_pending());
    StandingJson {
        migration: one.migration.clone(),
        module: module.clone(),
        condition: one.condition.name(),
        applied_at: applied.map(|record| record.at.clone()),
        milliseconds: applied.and_then(|record| record.duration_ms),
        failure: failure.map(|failure| FailureJson {
            at: failure.at.clone(),
            statement: failure.statement,
            sqlstate: failure.sqlstate.clone(),
            message: failure.message.clone(),
        }),
        edits: edits.clone(),
        approvals: approvals.json(),
        timings: timings.clone(),
    }
}
