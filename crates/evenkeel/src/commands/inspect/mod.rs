//! `evenkeel inspect`: the schema of a database, or of any other state, as SQL, as JSON or one table.

mod table;

pub(super) use table::in_units;

use evenkeel_engine::state::{Described, State};
use serde::Serialize;

use super::planning::strict;
use super::source::Spec;
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
    let (spec, table) = meant(arguments, work)?;
    let mut bench = Workbench::of_specs(work, &[&spec])?;
    let shown = match bench.state(&spec, report).await {
        Err(failure) => Err(failure),
        Ok(source) => {
            let nothing = State::empty(source.state.dialect());
            let state = source.leaving_to_other_tools(&spec, &nothing, report).state;
            match &table {
                Some(name) => table::describe(&state, &spec, name, &mut bench, work, report).await,
                None => whole(arguments, state, report),
            }
        }
    };
    bench.close(report).await;
    shown.map(|()| ExitStatus::Done)
}

/// A word that names no state names a table of the database.
fn meant(arguments: &Inspect, work: &Work<'_>) -> Result<(Spec, Option<String>), Failure> {
    let word = arguments.state.as_deref();
    let is_word = |word: &str| !word.contains(['/', ':', '\\']) && !word.is_empty();
    match (work.state_or_database(word), &arguments.table, word) {
        (Ok(spec), table, _) => Ok((spec, table.clone())),
        (Err(failure), None, Some(word)) if failure.code == "missing-file" && is_word(word) => {
            Ok((work.state_or_database(None)?, Some(word.to_owned())))
        }
        (Err(failure), _, _) => Err(failure),
    }
}

fn whole(arguments: &Inspect, state: State, report: &mut Report<'_>) -> Result<(), Failure> {
    match arguments.format {
        InspectFormat::Json => {
            report.json_result(&state.described());
            report.finish(&Catalog { catalog: state.described() });
            // The process ends now, and taking a large catalog apart takes a while.
            std::mem::forget(state);
        }
        InspectFormat::Sql => {
            let sql = written(&state, arguments.strict.strictness(), report)?;
            report.result(&sql);
            report.finish(&serde_json::json!({ "sql": sql }));
        }
    }
    Ok(())
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
