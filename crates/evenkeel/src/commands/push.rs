//! `evenkeel push`: makes the database equal to the declared schema at once. For development.

use evenkeel_core::{Pair, Plan, Step, render};
use evenkeel_engine::execute::apply_plan;
use evenkeel_engine::planning::Online;
use serde::Serialize;

use super::migrate::create;
use super::planning::{Planned, Planning, Proved, online};
use super::progress::Progress;
use super::source::Spec;
use super::states::Workbench;
use super::work::Work;
use crate::acceptance;
use crate::arguments::{OnlineMode, Push, Strictness};
use crate::exit::ExitStatus;
use crate::failure::Failure;
use crate::report::Report;

#[derive(Serialize)]
struct PushJson {
    dry_run: bool,
    sql: String,
    accepted: Vec<String>,
    renames: Vec<String>,
    proof: Proved,
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
    let planned = plan(arguments, specs.as_ref(), &mut bench, work, report).await;
    bench.close(report).await;
    let (planned, proof) = planned?;
    let accepted = acceptance::settle(&planned.plan, &arguments.accept.accept, person.as_ref(), report)?;
    let sql = render::script(&planned.plan);
    match arguments.dry_run {
        true => report.result(&sql),
        false => apply(&planned.plan, work, report).await?,
    }
    let renames = planned.told_renames();
    report.finish(&PushJson { dry_run: arguments.dry_run, sql, accepted, renames, proof });
    Ok(ExitStatus::Done)
}

async fn plan(
    arguments: &Push,
    specs: Pair<&Spec>,
    bench: &mut Workbench,
    work: &Work<'_>,
    report: &mut Report<'_>,
) -> Result<(Planned, Proved), Failure> {
    let sources = bench.pair(specs, report).await?;
    let online = match arguments.online.online.unwrap_or(OnlineMode::Never) {
        OnlineMode::Auto => {
            let database = work.open(&work.place()?, None, report).await?;
            Online::Existing { but: database.empty_tables(&sources.old.state).await?.into() }
        }
        mode @ (OnlineMode::Always | OnlineMode::Never) => online(mode),
    };
    let person = work.person();
    let strictness = Strictness::Note;
    let planning = Planning { arguments: &arguments.renames, strictness, person: person.as_ref(), online };
    let planned = planning.plan(bench, sources.as_ref(), report).await?;
    let proving = arguments.prove.proving(work.settings.proving);
    let proof = planned.prove(&sources.new.state, None, proving, bench, report).await?;
    Ok((planned, proof))
}

async fn apply(plan: &Plan, work: &Work<'_>, report: &mut Report<'_>) -> Result<(), Failure> {
    if plan.is_empty() {
        report.say("nothing to do: the database is the declared schema already");
        return Ok(());
    }
    let place = work.place()?;
    let database = work.open(&place, None, report).await?;
    apply_plan(&database, plan, &work.options(None), &mut Progress::new(report)).await?;
    deeds(plan).iter().for_each(|deed| report.say(deed));
    report.say("done: the database is the declared schema");
    Ok(())
}

/// What was done, each deed once however many statements it took.
pub(super) fn deeds(plan: &Plan) -> Vec<String> {
    let told = |step: &Step| format!("{} {}", past(step.action), step.object);
    let mut deeds: Vec<String> = Vec::new();
    for deed in plan.steps.iter().map(told) {
        if !deeds.contains(&deed) {
            deeds.push(deed);
        }
    }
    deeds
}

fn past(action: evenkeel_core::Action) -> &'static str {
    use evenkeel_core::Action;
    match action {
        Action::Drop => "dropped",
        Action::Alter => "altered",
        Action::Create => "created",
        Action::Rename => "renamed",
    }
}
