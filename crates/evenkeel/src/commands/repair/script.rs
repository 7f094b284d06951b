//! `evenkeel repair --script`: one script that brings any database of this project to the declared schema. Asks no database
//! that is not thrown away.

use evenkeel_engine::{State, Workshop};
use evenkeel_postgres::mend::Disposal;
use evenkeel_sources::Migration;

use super::REPAIR;
use crate::arguments::Repair;
use crate::commands::source::Spec;
use crate::commands::states::Workbench;
use crate::commands::work::Work;
use crate::exit::ExitStatus;
use crate::failure::Failure;
use crate::report::Report;
use crate::settings;

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
    let migrations = work.migrations_so_far().await?;
    let state = bench.state(&Spec::Declared(work.settings.schema.clone()), report).await?.state;
    let workshop = bench.workshop(report).await?;
    let disposal = arguments.keeping.disposal(work.settings.quarantine.use_of);
    guards(workshop, &state, &migrations.list, &arguments.accept.accept, disposal, REPAIR).await
}

/// The statements that bring every database of a history home. What they keep is kept in the name of `by`.
///
/// # Errors
/// The history cannot be replayed, or its dialect has no statements that look before they act.
pub(in crate::commands) async fn guards(
    workshop: &Workshop,
    declared: &State,
    history: &[Migration],
    accepted: &[String],
    disposal: settings::Disposal,
    by: &str,
) -> Result<String, Failure> {
    let disposal = match disposal {
        settings::Disposal::Kept => Disposal::Kept { by },
        settings::Disposal::Lost => Disposal::Lost,
    };
    let text = workshop.mending(declared, history, accepted, disposal).await?;
    text.ok_or_else(|| {
        Failure::new("no-script", "SQLite has no statements that look before they act")
            .hint("evenkeel repair --revert undoes what was changed by hand in one database")
    })
}
