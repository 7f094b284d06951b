//! `evenkeel repair --script`: one script that brings any database of this project to the declared schema. Asks no database
//! that is not thrown away.

use std::collections::BTreeSet;

use evenkeel_engine::planning::PlanningError;
use evenkeel_engine::state::State;
use evenkeel_postgres::mend::{Mending, inventory, name_of, script};

use crate::arguments::Repair;
use crate::commands::states::{Spec, Workbench};
use crate::commands::work::Work;
use crate::exit::ExitStatus;
use crate::failure::Failure;
use crate::report::Report;

pub(super) async fn run(
    arguments: &Repair,
    work: &Work<'_>,
    report: &mut Report<'_>,
) -> Result<ExitStatus, Failure> {
    let mut bench = Workbench::of_project(work)?;
    let made = make(arguments, work, &mut bench, report).await;
    bench.close(report).await;
    let text = made?;
    report.result(&text);
    report.finish(&serde_json::json!({ "repaired": false, "sql": text }));
    Ok(ExitStatus::Done)
}

async fn make(
    arguments: &Repair,
    work: &Work<'_>,
    bench: &mut Workbench,
    report: &mut Report<'_>,
) -> Result<String, Failure> {
    let migrations = work.migrations_so_far()?;
    let state = bench.state(&Spec::Declared(work.settings.schema.clone()), report).await?.state;
    let State::Postgres(declared) = &state else {
        return Err(Failure::new("no-script", "SQLite has no statements that look before they act")
            .hint("evenkeel repair --revert undoes what was changed by hand in one database"));
    };
    let workshop = bench.workshop(report).await?;
    let past = workshop.past(&migrations.list).await?;
    let inventory = workshop.asked(&state, inventory(declared).as_str()).await?;
    let gone = past.objects.iter().filter(|id| holds_rows(id.kind()) && !declared.contains(id));
    let removable: BTreeSet<String> =
        gone.filter_map(name_of).chain(arguments.accept.accept.iter().cloned()).collect();
    let mending = Mending { declared, inventory: &inventory, renames: &past.renames, removable: &removable };
    script(&mending).map_err(|error| Failure::from(PlanningError::from(error)))
}

/// What only goes where the history let it go.
fn holds_rows(kind: &str) -> bool {
    matches!(kind, "table" | "column" | "sequence" | "enum" | "domain" | "composite_type")
}
