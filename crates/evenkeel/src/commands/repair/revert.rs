//! `evenkeel repair --revert`: undoes what was changed by hand. Must not lose rows that nobody said yes to losing.

use evenkeel_core::{ObjectId, Pair, render};
use evenkeel_engine::execute::apply_plan;
use evenkeel_engine::planning::{Label, differences};
use evenkeel_engine::state::State;

use super::{drifted, nothing_to_do, planned, proved, tell};
use crate::acceptance;
use crate::arguments::Repair;
use crate::clock;
use crate::commands::drift::summary;
use crate::commands::planning::{Planned, Proved};
use crate::commands::progress::Progress;
use crate::commands::states::Workbench;
use crate::commands::work::Work;
use crate::exit::ExitStatus;
use crate::failure::Failure;
use crate::report::Report;
use crate::settings::Disposal;

/// Where quarantine names the migration that dropped a thing.
pub(in crate::commands) const REPAIR: &str = "evenkeel repair";

pub(super) async fn run(
    arguments: &Repair,
    work: &Work<'_>,
    report: &mut Report<'_>,
) -> Result<ExitStatus, Failure> {
    let Some(states) = drifted(work, report).await? else { return Ok(nothing_to_do(report)) };
    let back = Pair::of(&states.new, &states.old);
    let mut bench = Workbench::of_project(work)?;
    let made = make(arguments, back, work, &mut bench, report).await;
    bench.close(report).await;
    let (planned, proof) = made?;
    let kept: Vec<String> = planned.things_kept().into_iter().map(kept).collect();
    let plan = planned.plan;
    let sql = render::script(&plan);
    if arguments.dry_run {
        report.result(&sql);
        report.finish(&serde_json::json!({ "repaired": false, "sql": sql, "proof": proof }));
        return Ok(ExitStatus::Done);
    }
    acceptance::settle(&plan, &arguments.accept.accept, work.person().as_ref(), report)?;
    agree(arguments, &sql, work, report)?;
    let place = work.place()?;
    let database = work.open(&place, None, report).await?;
    apply_plan(&database, &plan, &work.options(None), &mut Progress::new(report)).await?;
    tell(&plan, report);
    kept.iter().for_each(|line| report.note(line));
    let now = database.inspect().await?.leaving_to_other_tools(&states.old);
    let left = differences(Pair::of(&states.old, &now))?;
    if !left.is_empty() {
        return Err(Failure::new("not-equal", "the database still is not what its history leads to")
            .details(summary(&left)));
    }
    report.say("done: the database is what its history leads to");
    report.finish(&serde_json::json!({ "repaired": true, "sql": sql, "proof": proof }));
    Ok(ExitStatus::Done)
}

/// The way back to what the history leads to, which keeps what it can.
async fn make(
    arguments: &Repair,
    back: Pair<&State>,
    work: &Work<'_>,
    bench: &mut Workbench,
    report: &mut Report<'_>,
) -> Result<(Planned, Proved), Failure> {
    let mut planned = planned(arguments, back, work, bench, report).await?;
    match arguments.keeping.disposal(work.settings.quarantine.use_of) {
        Disposal::Kept => {
            planned.keep(back.new, Label { migration: REPAIR.to_owned(), stamp: clock::stamp() })?;
        }
        Disposal::Lost => {}
    }
    let proof = proved(arguments, &planned, back.new, None, work, bench, report).await?;
    Ok((planned, proof))
}

fn kept((object, table): (&ObjectId, &str)) -> String {
    format!("kept: {object} waits in quarantine as {table}")
}

/// # Errors
/// Nobody has agreed to these statements.
fn agree(arguments: &Repair, sql: &str, work: &Work<'_>, report: &mut Report<'_>) -> Result<(), Failure> {
    if arguments.yes {
        return Ok(());
    }
    report.result(sql);
    let refused =
        || Failure::refusal("unanswered", "nobody has agreed to these statements").hint("--yes runs them");
    match work.person() {
        Some(person) if person.agrees("Run these statements?")? => Ok(()),
        Some(_) | None => Err(refused()),
    }
}
