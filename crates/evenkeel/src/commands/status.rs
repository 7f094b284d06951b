//! `evenkeel status`: one screen about where every migration stands.

use evenkeel_engine::history::{Condition, Standing, standing};
use serde::Serialize;

use super::migrate::{count, warn_of_ignored};
use super::work::Work;
use crate::arguments::Status;
use crate::exit::ExitStatus;
use crate::failure::Failure;
use crate::report::{Hue, Paint, Report};

#[derive(Serialize)]
struct StatusJson {
    database: String,
    service: String,
    pending: usize,
    migrations: Vec<StandingJson>,
}

#[derive(Serialize)]
struct StandingJson {
    migration: String,
    condition: &'static str,
    applied_at: Option<String>,
    milliseconds: Option<u64>,
    failure: Option<FailureJson>,
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

pub(super) async fn run(
    arguments: &Status,
    work: &Work<'_>,
    report: &mut Report<'_>,
) -> Result<ExitStatus, Failure> {
    let place = work.place()?;
    let migrations = work.migrations()?;
    warn_of_ignored(&migrations, report);
    let database = work.open(&place, None, report).await?;
    let ledger = database.ledger(&work.settings.service).await?;
    let standings = standing(place.dialect(), &migrations, &ledger);
    let pending = standings.iter().filter(|one| one.condition.is_pending()).count();
    report.result(&screen(report.paint(), &place.to_string(), &standings));
    hints(&standings, report);
    report.finish(&StatusJson {
        database: place.to_string(),
        service: work.settings.service.clone(),
        pending,
        migrations: standings.iter().map(json).collect(),
    });
    match arguments.exit_code && pending > 0 {
        true => Ok(ExitStatus::Differs),
        false => Ok(ExitStatus::Done),
    }
}

fn screen(paint: Paint, place: &str, standings: &[Standing]) -> String {
    let quiet = |one: &&Standing| one.condition == Condition::Applied;
    let applied = standings.iter().filter(quiet).count();
    let hidden = applied.saturating_sub(APPLIED_SHOWN);
    let mut skipped = 0;
    let mut lines = vec![format!("database {place}")];
    if hidden > 0 {
        lines.push(format!("  applied       {} before these", count(hidden)));
    }
    for one in standings {
        if one.condition == Condition::Applied && skipped < hidden {
            skipped += 1;
            continue;
        }
        lines.extend(standing_lines(paint, one));
    }
    lines.push(total(standings));
    lines.join("\n") + "\n"
}

fn standing_lines(paint: Paint, one: &Standing) -> Vec<String> {
    let word = format!("{:<13}", one.condition.name());
    let line = format!("  {} {}{}", paint.hue(hue(&one.condition), &word), one.migration, remark(one));
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
        | Condition::Failed => Hue::Error,
    }
}

fn remark(one: &Standing) -> String {
    match &one.condition {
        Condition::Applied => match &one.record {
            Some(record) => format!("  {}", day(&record.at)),
            None => String::new(),
        },
        Condition::Reworded => "  only comments or white space differ from what was applied".to_owned(),
        Condition::Edited => "  the file means something else than what was applied".to_owned(),
        Condition::Missing => "  applied, and not on disk".to_owned(),
        Condition::OutOfOrder { applied } => format!("  pending, and the later {applied} is applied"),
        Condition::HalfApplied { done } => format!("  {done} of its parts are done"),
        Condition::HalfTakenBack { done } => format!("  {done} parts of its way back are done"),
        Condition::Pending | Condition::Failed | Condition::RolledBack => String::new(),
    }
}

/// `2026-11-20T10:30:00.123456Z` to the minute.
fn day(at: &str) -> String {
    at.get(..16).unwrap_or(at).replace('T', " ")
}

fn total(standings: &[Standing]) -> String {
    let number =
        |wanted: fn(&Condition) -> bool| standings.iter().filter(|one| wanted(&one.condition)).count();
    let applied = number(|condition| !condition.is_pending());
    let troubles = [
        (number(|condition| *condition == Condition::Edited), "edited"),
        (number(|condition| *condition == Condition::Missing), "missing on disk"),
        (number(Condition::is_pending), "pending"),
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

fn hints(standings: &[Standing], report: &mut Report<'_>) {
    let any = |wanted: fn(&Condition) -> bool| standings.iter().any(|one| wanted(&one.condition));
    if any(|condition| *condition == Condition::Edited) {
        report.hint(
            "put an edited file back as it was, and make the change in a new migration: evenkeel generate",
        );
    } else if any(|condition| *condition == Condition::Missing) {
        report.hint("bring a missing folder back from version control; was another branch applied here?");
    } else if any(|condition| matches!(condition, Condition::OutOfOrder { .. })) {
        report.hint("give a migration that is out of order a later stamp by renaming its folder");
    } else if any(|condition| matches!(condition, Condition::HalfTakenBack { .. })) {
        report.hint("evenkeel rollback goes on with what is half taken back");
    } else if any(Condition::is_pending) {
        report.hint("evenkeel migrate applies what is pending");
    }
}

fn json(one: &Standing) -> StandingJson {
    let record = one.record.as_ref();
    let failure = record.and_then(|record| record.failure.as_ref());
    let applied = record.filter(|_| !one.condition.is_pending());
    StandingJson {
        migration: one.migration.clone(),
        condition: one.condition.name(),
        applied_at: applied.map(|record| record.at.clone()),
        milliseconds: applied.and_then(|record| record.duration_ms),
        failure: failure.map(|failure| FailureJson {
            at: failure.at.clone(),
            statement: failure.statement,
            sqlstate: failure.sqlstate.clone(),
            message: failure.message.clone(),
        }),
    }
}
