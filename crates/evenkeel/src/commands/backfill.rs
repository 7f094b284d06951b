//! `evenkeel backfill`: fills the rows that migrations made room for, or tells how far that is.

use evenkeel_engine::backfill::{Begin, Filled, Progress as Stage, Standing, run as fill, standings};
use evenkeel_sources::backfill::{Finalize, Run};
use serde::Serialize;

use super::filling::share;
use super::progress::Progress;
use super::work::Work;
use crate::arguments::Backfill;
use crate::exit::ExitStatus;
use crate::failure::Failure;
use crate::report::{Hue, Paint, Report};

#[derive(Serialize)]
struct FilledJson {
    migration: String,
    rows: u64,
    /// Whether an earlier run had done it.
    before: bool,
}

#[derive(Serialize)]
struct StandingJson {
    migration: String,
    progress: &'static str,
    run: &'static str,
    finalize: bool,
    rows: u64,
    total: Option<u64>,
    batches: u64,
    worked_ms: u64,
    started_at: Option<String>,
    at: Option<String>,
}

pub(super) async fn run(
    arguments: &Backfill,
    work: &Work<'_>,
    report: &mut Report<'_>,
) -> Result<ExitStatus, Failure> {
    let place = work.place()?;
    let migrations = work.migrations().await?;
    let database = work.open(&place, None, report).await?;
    if arguments.status {
        let standings = standings(&database, &migrations, &work.settings.service).await?;
        report.result(&screen(report.paint(), &standings));
        report.finish(&serde_json::json!({ "backfills": standings.iter().map(json).collect::<Vec<_>>() }));
        return Ok(ExitStatus::Done);
    }
    let begin = match arguments.again {
        true => Begin::Again,
        false => Begin::WhereItWas,
    };
    let options = work.options(None);
    let name = arguments.name.as_deref();
    let filled = fill(&database, &migrations, name, begin, &options, &mut Progress::new(report)).await?;
    report.say(&sentence(&filled));
    let filled: Vec<FilledJson> = filled.into_iter().map(filled_json).collect();
    report.finish(&serde_json::json!({ "filled": filled }));
    Ok(ExitStatus::Done)
}

fn sentence(filled: &[Filled]) -> String {
    match filled.iter().filter(|one| !one.before).count() {
        0 if filled.is_empty() => "nothing to do: no migration with a backfill is applied".to_owned(),
        0 => "nothing to do: every backfill is done".to_owned(),
        1 => "done: 1 backfill".to_owned(),
        many => format!("done: {many} backfills"),
    }
}

fn filled_json(filled: Filled) -> FilledJson {
    FilledJson { migration: filled.migration, rows: filled.rows, before: filled.before }
}

fn screen(paint: Paint, standings: &[Standing]) -> String {
    if standings.is_empty() {
        return "no migration has a backfill\n".to_owned();
    }
    let lines = standings.iter().map(|one| {
        let word = format!("{:<11}", one.progress.word());
        format!("  {} {}{}\n", paint.hue(hue(one.progress), &word), one.migration, remark(one))
    });
    lines.collect()
}

fn hue(progress: Stage) -> Hue {
    match progress {
        Stage::Done => Hue::Good,
        Stage::Waiting | Stage::Pending | Stage::Running => Hue::Warning,
        Stage::Unverified => Hue::Error,
    }
}

pub(super) fn remark(one: &Standing) -> String {
    let way = match (one.run, one.finalize) {
        (Run::Migrate, Finalize::Barrier) => "",
        (Run::Migrate, Finalize::Free) => ", later migrations do not wait for it",
        (Run::Apart, Finalize::Barrier) => ", to be run apart; later migrations wait for it",
        (Run::Apart, Finalize::Free) => ", to be run apart",
    };
    match one.progress {
        Stage::Done => format!("  {} rows in {} batches", one.rows, one.batches),
        Stage::Running => format!("  {}{way}", share(one.rows, one.total)),
        Stage::Unverified => format!("  every row was taken, and verify.sql does not hold{way}"),
        Stage::Waiting => "  its migration is not applied".to_owned(),
        Stage::Pending => format!("  not begun{way}"),
    }
}

fn json(one: &Standing) -> StandingJson {
    StandingJson {
        migration: one.migration.clone(),
        progress: one.progress.word(),
        run: match one.run {
            Run::Migrate => "migrate",
            Run::Apart => "apart",
        },
        finalize: one.finalize == Finalize::Barrier,
        rows: one.rows,
        total: one.total,
        batches: one.batches,
        worked_ms: one.worked_ms,
        started_at: one.started_at.clone(),
        at: one.at.clone(),
    }
}
