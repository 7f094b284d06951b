//! `evenkeel repair --adopt`: a migration that makes official what was changed by hand. Where that was done it counts as
//! applied; every other database gets it with the next run.

use evenkeel_core::Pair;
use evenkeel_engine::database::Database;
use evenkeel_engine::execute::{Settlement, settle};
use evenkeel_engine::history::{Condition, standing};
use evenkeel_engine::stamp::Stamp;
use evenkeel_sources::Migrations;
use evenkeel_sources::folder::{NewMigration, write_new};

use super::{drifted, nothing_to_do, planned, proved};
use crate::acceptance;
use crate::arguments::Repair;
use crate::commands::generate::{Writing, next_name, questions, refuse_branches};
use crate::commands::planning::Proved;
use crate::commands::progress::Progress;
use crate::commands::states::Workbench;
use crate::commands::work::Work;
use crate::exit::ExitStatus;
use crate::failure::Failure;
use crate::report::Report;

const TITLE: &str = "adopt changes made by hand";

pub(super) async fn run(
    arguments: &Repair,
    work: &Work<'_>,
    report: &mut Report<'_>,
) -> Result<ExitStatus, Failure> {
    let migrations = work.migrations().await?;
    refuse_branches(&migrations)?;
    let place = work.place()?;
    let database = work.open(&place, None, report).await?;
    refuse_pending(&migrations, &database, work).await?;
    let Some(states) = drifted(work, report).await? else { return Ok(nothing_to_do(report)) };
    let mut bench = Workbench::of_project(work)?;
    let major = database.major();
    let made = make(arguments, states.as_ref(), major, &migrations, work, &mut bench, report).await;
    bench.close(report).await;
    let (new, proof) = made?;
    if arguments.dry_run {
        report.result(&new.up);
    } else {
        let folder = write_new(&migrations.path, &new)?;
        report.say(&format!("wrote {}", folder.display()));
        let (names, options) = ([new.name.to_string()], work.options(None));
        let migrations = work.migrations().await?;
        settle(&database, &migrations, &names, Settlement::Applied, &options, &mut Progress::new(report))
            .await?;
        report.say(&format!("{} counts as applied here; nothing was run", new.name));
        report.hint("declare it too, or the next evenkeel generate takes it back: evenkeel diff --to migrations shows nothing then");
    }
    report.finish(&serde_json::json!({
        "repaired": !arguments.dry_run,
        "migration": new.name.as_str(),
        "sql": new.up,
        "proof": proof,
    }));
    Ok(ExitStatus::Done)
}

/// # Errors
/// Something is pending, behind which the new migration would stand although this database does not have it.
async fn refuse_pending(
    migrations: &Migrations,
    database: &Database,
    work: &Work<'_>,
) -> Result<(), Failure> {
    let ledger = work.ledger(database, migrations).await?;
    let standings = standing(database.dialect(), migrations, &ledger);
    let open = |condition: &Condition| condition.is_pending();
    match standings.iter().find(|one| open(&one.condition)) {
        None => Ok(()),
        Some(pending) => {
            let message =
                format!("{} is pending, and what is adopted would come behind it", pending.migration);
            Err(Failure::new("pending-migrations", message).hint(
                "evenkeel migrate applies it, with --accept-drift also where it is about what was changed",
            ))
        }
    }
}

async fn make(
    arguments: &Repair,
    states: Pair<&evenkeel_engine::State>,
    major: Option<u32>,
    migrations: &Migrations,
    work: &Work<'_>,
    bench: &mut Workbench,
    report: &mut Report<'_>,
) -> Result<(NewMigration, Proved), Failure> {
    let planned = planned(arguments, states, work, bench, report).await?;
    let person = work.person();
    let accepted = acceptance::settle(&planned.plan, &arguments.accept.accept, person.as_ref(), report)?;
    let reverse = planned.reverse(bench, states, report).await.map_err(|failure| failure.message.clone());
    let title = arguments.name.as_deref().unwrap_or(TITLE);
    let name = next_name(migrations, title)?;
    let stamps = states.map(|state| Stamp::new(major, state.fingerprint()).to_string());
    let questions = questions(&planned, bench, states, report).await?;
    let proof = proved(arguments, &planned, states.new, reverse.as_ref().ok(), work, bench, report).await?;
    let writing = Writing { name, title, migrations, service: &work.settings.service, accepted, questions };
    Ok((writing.migration(&planned, reverse, stamps, bench.dialect()), proof))
}
