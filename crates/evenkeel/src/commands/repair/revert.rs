//! `evenkeel repair --revert`: undoes what was changed by hand. Must not lose rows that nobody said yes to losing.

use evenkeel_core::{Pair, render};
use evenkeel_engine::execute::apply_plan;
use evenkeel_engine::planning::differences;

use super::{drifted, nothing_to_do, planned, tell};
use crate::acceptance;
use crate::arguments::Repair;
use crate::commands::drift::summary;
use crate::commands::progress::Progress;
use crate::commands::states::Workbench;
use crate::commands::work::Work;
use crate::exit::ExitStatus;
use crate::failure::Failure;
use crate::report::Report;

pub(super) async fn run(
    arguments: &Repair,
    work: &Work<'_>,
    report: &mut Report<'_>,
) -> Result<ExitStatus, Failure> {
    let Some(states) = drifted(work, report).await? else { return Ok(nothing_to_do(report)) };
    let back = Pair::of(&states.new, &states.old);
    let mut bench = Workbench::of_project(work)?;
    let planned = planned(arguments, back, work, &mut bench, report).await;
    bench.close(report).await;
    let plan = planned?.plan;
    let sql = render::script(&plan);
    if arguments.dry_run {
        report.result(&sql);
        report.finish(&serde_json::json!({ "repaired": false, "sql": sql }));
        return Ok(ExitStatus::Done);
    }
    acceptance::settle(&plan, &arguments.accept.accept, work.person().as_ref(), report)?;
    agree(arguments, &sql, work, report)?;
    let place = work.place()?;
    let database = work.open(&place, None, report).await?;
    apply_plan(&database, &plan, &work.options(None), &mut Progress::new(report)).await?;
    tell(&plan, report);
    let now = database.inspect().await?.leaving_to_other_tools(&states.old);
    let left = differences(Pair::of(&states.old, &now))?;
    if !left.is_empty() {
        return Err(Failure::new("not-equal", "the database still is not what its history leads to")
            .details(summary(&left)));
    }
    report.say("done: the database is what its history leads to");
    report.finish(&serde_json::json!({ "repaired": true, "sql": sql }));
    Ok(ExitStatus::Done)
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
