//! `evenkeel baseline`: a database that others have made so far begins its history here, once it is what the migrations
//! lead to.

use evenkeel_core::Pair;
use evenkeel_engine::execute::{Settlement, settle};
use evenkeel_engine::planning::differences;
use evenkeel_sources::Migrations;

use super::drift::summary;
use super::migrate::count;
use super::progress::Progress;
use super::source::Spec;
use super::states::Workbench;
use super::work::Work;
use crate::arguments::Baseline;
use crate::exit::ExitStatus;
use crate::failure::Failure;
use crate::report::Report;

pub(super) async fn run(
    arguments: &Baseline,
    work: &Work<'_>,
    report: &mut Report<'_>,
) -> Result<ExitStatus, Failure> {
    let place = work.place()?;
    let migrations = until(work.migrations().await?, arguments.to.as_deref())?;
    let database = work.open(&place, None, report).await?;
    if database.ledger(&work.settings.service).await?.records().next().is_some() {
        let message = format!("{place} has a history already");
        return Err(Failure::new("has-history", message)
            .hint("evenkeel status shows it; evenkeel resolve --applied NAME settles one migration"));
    }
    refuse_differences(&migrations, Spec::Database(Box::new(place)), work, report).await?;
    let names: Vec<String> = migrations.list.iter().map(|migration| migration.name.to_string()).collect();
    let options = work.options(None);
    settle(&database, &migrations, &names, Settlement::Applied, &options, &mut Progress::new(report)).await?;
    report.say(&format!("done: {} count as applied; nothing was run", count(names.len())));
    report.finish(&serde_json::json!({ "applied": names }));
    Ok(ExitStatus::Done)
}

/// The migrations up to this one.
fn until(migrations: Migrations, last: Option<&str>) -> Result<Migrations, Failure> {
    let Some(last) = last else { return Ok(migrations) };
    let at = migrations.list.iter().position(|migration| migration.name.as_str() == last);
    let at = at.ok_or_else(|| {
        Failure::new(
            "unknown-migration",
            format!("there is no migration {last} in {}", migrations.path.display()),
        )
        .hint("evenkeel status lists them")
    })?;
    let list = migrations.list[..=at].to_vec();
    Ok(Migrations { list, ..migrations })
}

/// # Errors
/// The database is not what the migrations lead to, object by object.
async fn refuse_differences(
    migrations: &Migrations,
    database: Spec,
    work: &Work<'_>,
    report: &mut Report<'_>,
) -> Result<(), Failure> {
    let mut bench = Workbench::of_project(work)?;
    let states = bench.pair(Pair::of(&Spec::History(migrations.clone()), &database), report).await;
    bench.close(report).await;
    let states = states?;
    let found = differences(Pair::of(&states.old.state, &states.new.state))?;
    match found.is_empty() {
        true => Ok(()),
        false => Err(Failure::new("not-equal", "the database is not what the migrations lead to")
            .details(summary(&found))
            .hint("evenkeel diff --to migrations prints the SQL that makes it so")
            .hint(
                "where it stands at an earlier migration: evenkeel baseline --to NAME, then evenkeel migrate",
            )),
    }
}
