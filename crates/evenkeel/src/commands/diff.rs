//! `evenkeel diff`: the SQL that turns one state into another. Nothing but that SQL goes to stdout.

use evenkeel_core::{Pair, render};
use serde::Serialize;

use super::planning::{Planned, Planning, Proved, online};
use super::source::Spec;
use super::states::Workbench;
use super::work::Work;
use crate::arguments::{Diff, OnlineMode};
use crate::exit::ExitStatus;
use crate::failure::Failure;
use crate::report::Report;
use crate::settings::Proving;

#[derive(Serialize)]
struct DiffJson {
    differs: bool,
    sql: String,
    renames: Vec<String>,
    hazards: Vec<String>,
    proof: Proved,
}

pub(super) async fn run(
    arguments: &Diff,
    work: &Work<'_>,
    report: &mut Report<'_>,
) -> Result<ExitStatus, Failure> {
    let specs = Pair::of(
        work.state_or_database(arguments.from.as_deref())?,
        work.state_or_schema(arguments.to.as_deref())?,
    );
    let mut bench = Workbench::of_specs(work, &[&specs.old, &specs.new])?;
    let planned = plan(arguments, specs.as_ref(), &mut bench, work, report).await;
    bench.close(report).await;
    let (planned, proof) = planned?;
    let sql = render::script(&planned.plan);
    report.result(&sql);
    let differs = !planned.plan.is_empty();
    report.finish(&DiffJson {
        differs,
        sql,
        renames: planned.told_renames(),
        hazards: planned.plan.hazards().map(ToString::to_string).collect(),
        proof,
    });
    match differs && arguments.exit_code {
        true => Ok(ExitStatus::Differs),
        false => Ok(ExitStatus::Done),
    }
}

async fn plan(
    arguments: &Diff,
    specs: Pair<&Spec>,
    bench: &mut Workbench,
    work: &Work<'_>,
    report: &mut Report<'_>,
) -> Result<(Planned, Proved), Failure> {
    let sources = bench.pair(specs, report).await?;
    let strictness = arguments.strict.strictness();
    let online = online(arguments.online.online.unwrap_or(OnlineMode::Never));
    let planning = Planning { arguments: &arguments.renames, strictness, person: None, online };
    let planned = planning.plan(bench, sources.as_ref(), report).await?;
    // What is only looked at has to be there at once.
    let usual = match work.settings.proving {
        Proving::Usually => Proving::Never,
        asked @ (Proving::Always | Proving::Never) => asked,
    };
    let proving = arguments.prove.proving(usual);
    let proof = planned.prove(&sources.new.state, None, proving, bench, report).await?;
    Ok((planned, proof))
}
