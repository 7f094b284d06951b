//! `evenkeel push`: makes the database equal to the declared schema at once. For development.

use evenkeel_core::{Pair, Plan, render};
use evenkeel_engine::execute::apply_plan;
use serde::Serialize;

use super::migrate::create;
use super::planning::{Planned, Planning};
use super::progress::Progress;
use super::states::{Spec, Workbench};
use super::work::Work;
use crate::acceptance;
use crate::arguments::{Push, Strictness};
use crate::exit::ExitStatus;
use crate::failure::Failure;
use crate::report::Report;
use crate::terminal::Person;

#[derive(Serialize)]
struct PushJson {
    dry_run: bool,
    sql: String,
    accepted: Vec<String>,
    renames: Vec<String>,
}

pub(super) async fn run(
    arguments: &Push,
    work: &Work<'_>,
    report: &mut Report<'_>,
) -> Result<ExitStatus, Failure> {
    work.refuse_production("push")?;
    let place = work.place()?;
    if arguments.create_database && !arguments.dry_run {
        create(&place, None, report).await?;
    }
    let specs =
        Pair::of(Spec::Database(Box::new(place.clone())), Spec::Declared(work.settings.schema.clone()));
    let mut bench = Workbench::of_specs(work, &[&specs.old])?;
    let person = work.person();
    let planned = plan(arguments, specs.as_ref(), &mut bench, person.as_ref(), report).await;
    bench.close(report).await;
    let planned = planned?;
    let accepted = acceptance::settle(&planned.plan, &arguments.accept.accept, person.as_ref(), report)?;
    let sql = render::script(&planned.plan);
    match arguments.dry_run {
        true => report.result(&sql),
        false => apply(&planned.plan, work, report).await?,
    }
    report.finish(&PushJson { dry_run: arguments.dry_run, sql, accepted, renames: planned.told_renames() });
    Ok(ExitStatus::Done)
}

async fn plan(
    arguments: &Push,
    specs: Pair<&Spec>,
    bench: &mut Workbench,
    person: Option<&Person>,
    report: &mut Report<'_>,
) -> Result<Planned, Failure> {
    let sources = bench.pair(specs, report).await?;
    let planning = Planning { arguments: &arguments.renames, strictness: Strictness::Note, person };
    planning.plan(bench, sources.as_ref(), report).await
}

async fn apply(plan: &Plan, work: &Work<'_>, report: &mut Report<'_>) -> Result<(), Failure> {
    if plan.is_empty() {
        report.say("nothing to do: the database is the declared schema already");
        return Ok(());
    }
    let place = work.place()?;
    let database = work.open(&place, None, report).await?;
    apply_plan(&database, plan, &work.options(None), &mut Progress::new(report)).await?;
    for step in &plan.steps {
        report.say(&format!("{} {}", past(step.action), step.object));
    }
    report.say("done: the database is the declared schema");
    Ok(())
}

pub(super) fn past(action: evenkeel_core::Action) -> &'static str {
    use evenkeel_core::Action;
    match action {
        Action::Drop => "dropped",
        Action::Alter => "altered",
        Action::Create => "created",
        Action::Rename => "renamed",
    }
}
