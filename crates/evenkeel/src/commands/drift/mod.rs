//! `evenkeel drift`: what of a database is not what its history, or the declared schema, leads to.

mod explain;
mod facets;

use evenkeel_core::Pair;
use evenkeel_engine::history::{Condition, Standing, standing};
use evenkeel_engine::ledger::Recall;
use evenkeel_engine::planning::{Difference, Side, differences};
use evenkeel_engine::state::State;
use evenkeel_sources::Migrations;
use serde::Serialize;

use super::source::Spec;
use super::states::Workbench;
use super::work::Work;
use crate::arguments::Drift;
use crate::exit::ExitStatus;
use crate::failure::Failure;
use crate::report::Report;

pub(super) use explain::{Way, explain, summary};

#[derive(Serialize)]
struct DriftJson {
    database: String,
    drifted: bool,
    differences: Vec<DifferenceJson>,
}

#[derive(Serialize)]
struct DifferenceJson {
    kind: &'static str,
    name: String,
    /// `missing`, `extra` or `changed`.
    how: &'static str,
    expected: Option<serde_json::Value>,
    found: Option<serde_json::Value>,
}

pub(super) async fn run(
    arguments: &Drift,
    work: &Work<'_>,
    report: &mut Report<'_>,
) -> Result<ExitStatus, Failure> {
    let place = work.place()?;
    let spec = Spec::Database(Box::new(place.clone()));
    let states = match arguments.declared {
        true => compared(&Spec::Declared(work.settings.schema.clone()), &spec, work, report).await?,
        false => against_history(&spec, work, report).await?,
    };
    let states = states.as_ref();
    let found = differences(states)?;
    let against =
        if arguments.declared { "the declared schema" } else { "what its applied migrations lead to" };
    report.result(&told(&place.to_string(), against, &found, states));
    if !found.is_empty() {
        hints(arguments, report);
    }
    let all = found.iter().map(|difference| json(difference, states)).collect();
    report.finish(&DriftJson { database: place.to_string(), drifted: !found.is_empty(), differences: all });
    match arguments.exit_code && !found.is_empty() {
        true => Ok(ExitStatus::Differs),
        false => Ok(ExitStatus::Done),
    }
}

/// What the ledger remembers and the database; where the ledger does not remember, the history is replayed.
pub(super) async fn against_history(
    spec: &Spec,
    work: &Work<'_>,
    report: &mut Report<'_>,
) -> Result<Pair<State>, Failure> {
    let place = work.place()?;
    let database = work.open(&place, None, report).await?;
    match database.recalled(&work.settings.service).await? {
        Recall::Known(remembered) => {
            report.detail("compared with what the ledger remembers");
            let now = database.inspect().await?.leaving_to_other_tools(&remembered);
            Ok(Pair::of(*remembered, now))
        }
        Recall::Unknown(gap) => {
            report.detail(&format!("the migrations are replayed, because {}", gap.why()));
            let history = applied(work, report).await?;
            compared(&Spec::History(history), spec, work, report).await
        }
    }
}

async fn compared(
    expected: &Spec,
    database: &Spec,
    work: &Work<'_>,
    report: &mut Report<'_>,
) -> Result<Pair<State>, Failure> {
    let mut bench = Workbench::of_project(work)?;
    let states = bench.pair(Pair::of(expected, database), report).await;
    bench.close(report).await;
    let states = states?;
    Ok(Pair::of(states.old.state, states.new.state))
}

/// The migrations whose effects the database should have.
///
/// # Errors
/// Files that were run are gone or mean something else now, so that nobody can say what they led to.
async fn applied(work: &Work<'_>, report: &mut Report<'_>) -> Result<Migrations, Failure> {
    let migrations = work.migrations_so_far().await?;
    let place = work.place()?;
    let database = work.open(&place, None, report).await?;
    let ledger = work.ledger(&database, &migrations).await?;
    let standings = standing(place.dialect(), &migrations, &ledger);
    let lost = |one: &&Standing| matches!(one.condition, Condition::Missing | Condition::Edited);
    if let Some(lost) = standings.iter().find(lost) {
        let message = format!("{} was applied and is {} now", lost.migration, lost.condition.name());
        return Err(Failure::new("history-lost", message)
            .hint("bring the file back as it was; evenkeel status shows all of them")
            .hint("evenkeel drift --declared compares with the declared schema instead"));
    }
    let has_run =
        |name: &str| standings.iter().any(|one| one.migration == name && !one.condition.is_pending());
    let list = migrations.list.iter().filter(|migration| has_run(migration.name.as_str())).cloned().collect();
    Ok(Migrations { list, ..migrations })
}

fn told(place: &str, against: &str, found: &[Difference], states: Pair<&State>) -> String {
    if found.is_empty() {
        return format!("no drift: {place} is {against}\n");
    }
    let mut lines = vec![format!("{place} is not {against}:")];
    for difference in found {
        lines.push(format!("  {:<9} {}", how(difference.side), difference.object));
        let definitions = states.map(|state| state.definition(&difference.object)).both();
        let changed = definitions.map_or_else(Vec::new, |pair| facets::changed(pair.as_ref()));
        lines.extend(changed.into_iter().map(|facet| format!("            {facet}")));
    }
    let number = if found.len() == 1 {
        "1 object differs".to_owned()
    } else {
        format!("{} objects differ", found.len())
    };
    lines.push(number);
    lines.join("\n") + "\n"
}

/// `missing`, `extra` or `changed`.
pub(super) fn how(side: Side) -> &'static str {
    match side {
        Side::OnlyOld => "missing",
        Side::OnlyNew => "extra",
        Side::Both => "changed",
    }
}

fn hints(arguments: &Drift, report: &mut Report<'_>) {
    match arguments.declared {
        true => report.hint("evenkeel diff prints the SQL that leads to the declared schema"),
        false => {
            report.hint(
                "evenkeel repair --revert leads back to the history, --adopt makes a migration of the drift",
            );
        }
    }
}

fn json(difference: &Difference, states: Pair<&State>) -> DifferenceJson {
    let object = &difference.object;
    DifferenceJson {
        kind: object.kind(),
        name: object.dotted(),
        how: how(difference.side),
        expected: states.old.definition(object),
        found: states.new.definition(object),
    }
}
