//! `evenkeel inspect`: the schema of a database, or of any other state, as SQL, as JSON or one table.

use evenkeel_engine::state::{Described, State};
use serde::Serialize;

use super::planning::strict;
use super::states::Workbench;
use super::work::Work;
use crate::arguments::{Inspect, InspectFormat, Strictness};
use crate::exit::ExitStatus;
use crate::failure::Failure;
use crate::report::Report;

pub(super) async fn run(
    arguments: &Inspect,
    work: &Work<'_>,
    report: &mut Report<'_>,
) -> Result<ExitStatus, Failure> {
    let spec = work.state_or_database(arguments.state.as_deref())?;
    let mut bench = Workbench::of_specs(work, &[&spec])?;
    let state = bench.state(&spec, report).await;
    bench.close(report).await;
    let source = state?;
    let nothing = State::empty(source.state.dialect());
    let state = source.leaving_to_other_tools(&spec, &nothing, report).state;
    match (&arguments.table, arguments.format) {
        (Some(name), _) => table(&state, name, report)?,
        (None, InspectFormat::Json) => {
            report.json_result(&state.described());
            report.finish(&Catalog { catalog: state.described() });
            // The process ends now, and taking a large catalog apart takes a while.
            std::mem::forget(state);
        }
        (None, InspectFormat::Sql) => {
            let sql = written(&state, arguments.strict.strictness(), report)?;
            report.result(&sql);
            report.finish(&serde_json::json!({ "sql": sql }));
        }
    }
    Ok(ExitStatus::Done)
}

/// All that is modelled as statements. What is not is named at the top and to whoever watches.
fn written(state: &State, strictness: Strictness, report: &mut Report<'_>) -> Result<String, Failure> {
    let left_out = state.unmodelled();
    if left_out.is_empty() {
        return Ok(state.to_sql()?);
    }
    if strictness == Strictness::Refuse {
        return Err(strict(&left_out));
    }
    let names: Vec<String> = left_out.iter().map(ToString::to_string).collect();
    report.note(&format!("left out, of kinds that are not modelled yet: {}", names.join(", ")));
    // A name that holds a line's end must not end the comment.
    let named = names.iter().map(|name| format!("-- not modelled: {}\n", name.replace(['\n', '\r'], " ")));
    Ok(named.collect::<String>() + "\n" + &state.modelled().to_sql()?)
}

#[derive(Serialize)]
struct Catalog<'a> {
    catalog: Described<'a>,
}

fn table(state: &State, name: &str, report: &mut Report<'_>) -> Result<(), Failure> {
    let found = state.describe_named(name);
    if found.is_empty() {
        return Err(Failure::usage("no-such-table", format!("there is no table or view `{name}`"))
            .hint("evenkeel inspect prints all there are"));
    }
    let text = found.join("\n");
    report.result(&format!("{}\n", text.trim_end()));
    report.finish(&serde_json::json!({ "table": name, "description": text }));
    Ok(())
}
