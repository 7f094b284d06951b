//! What differs when a database is not what its migrations lead to. Must not know which command found out.

use std::collections::BTreeSet;

use evenkeel_core::Pair;
use evenkeel_engine::error::{EngineError, Fault, Stays};
use evenkeel_engine::planning::{Difference, Side, differences};
use evenkeel_engine::program::ProgramError;
use evenkeel_engine::state::State;
use evenkeel_engine::stray::Touch;
use evenkeel_sources::{Migration, Migrations};

use crate::commands::source::{Source, Spec};
use crate::commands::states::Workbench;
use crate::commands::status::edits;
use crate::commands::work::Work;
use crate::failure::Failure;
use crate::report::Report;

/// What to do about things that a guarded migration left alone.
const STAYED: &str = "declare what stays, leave it out by exclude in [objects] of evenkeel.toml, or let the migration take \
    it away: evenkeel generate --guarded --accept NAME";

/// More differences than this are only counted.
const SHOWN: usize = 20;

/// The failure, with the objects that differ where the database is not what it should be.
pub(in crate::commands) async fn explain(
    error: EngineError,
    way: Way,
    migrations: &Migrations,
    work: &Work<'_>,
    report: &mut Report<'_>,
) -> Failure {
    #[expect(clippy::wildcard_enum_match_arm, reason = "every other error speaks for itself")]
    let (migration, extent, found) = match &error {
        EngineError::Drift { migration, catalog } => (migration, Extent::Before, catalog),
        EngineError::DriftedSince { migration, catalog } => (migration, Extent::History, catalog),
        EngineError::History(faults) => {
            let edits = edits(faults, migrations, work, report).await;
            return Failure::from(error).details(edits);
        }
        EngineError::Strayed { touched } => {
            let lines: Vec<Difference> = touched.iter().map(|one| one.difference.clone()).collect();
            let (lines, by) = (summary(&lines), told_by(touched));
            return Failure::from(error).details(lines).details([by]);
        }
        EngineError::NotAsPromised { migration, catalog, .. } => (migration, way.extent(), catalog),
        EngineError::Sql(failed) => {
            let next = failed.stays.map(|stays| next_step(stays, way));
            return Failure::from(error).hints(next);
        }
        // A program may or may not have asked for a transaction.
        EngineError::Program(ProgramError::Threw { .. }) => {
            return Failure::from(error).hint(next_step(Stays::Unknown, way));
        }
        _ => return error.into(),
    };
    let guarded = way == Way::Up
        && migrations.list.iter().any(|one| one.name.as_str() == migration && one.is_guarded());
    let told = compare(migrations, (migration, extent), found, work, report).await;
    let mut failure = Failure::from(error);
    if way == Way::Down {
        failure.hints = vec!["correct down.sql, which has to undo all that migration.sql does".to_owned()];
    }
    if guarded {
        failure.hints = vec![STAYED.to_owned()];
    }
    match told {
        Ok(lines) => failure.details(lines),
        // Without a scratch database it cannot be said what differs; that it does is known.
        Err(why) => failure.details([format!("what differs cannot be said: {}", why.message)]),
    }
}

/// What was edited in migrations that were applied, as far as the database can be asked.
async fn edits(
    faults: &[Fault],
    migrations: &Migrations,
    work: &Work<'_>,
    report: &mut Report<'_>,
) -> Vec<String> {
    let edited = |fault: &Fault| match fault {
        Fault::Edited { migration } => Some(migration.clone()),
        Fault::Missing { .. }
        | Fault::OutOfOrder { .. }
        | Fault::Forked(_)
        | Fault::HalfFolded { .. }
        | Fault::HalfTakenBack { .. }
        | Fault::HalfEdited { .. } => None,
    };
    let edited: Vec<String> = faults.iter().filter_map(edited).collect();
    let Ok(place) = work.place() else { return Vec::new() };
    if edited.is_empty() {
        return Vec::new();
    }
    let Ok(database) = work.open(&place, None, report).await else { return Vec::new() };
    let mut lines = Vec::new();
    for migration in &edited {
        let told = edits::of(migration, &database, migrations, &work.settings.service).await;
        if edited.len() > 1 {
            lines.push(format!("{migration}:"));
        }
        lines.extend(told.unwrap_or_default());
    }
    lines
}

/// What to type once a statement is mended that failed.
fn next_step(stays: Stays, way: Way) -> String {
    let (nothing, again) = match way {
        Way::Up => ("nothing of it was kept", "run `evenkeel migrate` again"),
        Way::Down => ("nothing of it was taken back", "run `evenkeel rollback` again"),
    };
    match stays {
        Stays::Nothing => format!("{nothing}; once that is mended, {again}"),
        Stays::UpTo(1) => {
            format!("statement 1 stays done; once that is mended, {again}, which goes on behind it")
        }
        Stays::UpTo(last) => {
            format!(
                "statements 1 to {last} stay done; once that is mended, {again}, which goes on behind them"
            )
        }
        Stays::Unknown => format!("once that is mended, {again}"),
    }
}

fn told_by(touched: &[Touch]) -> String {
    let migrations: BTreeSet<&str> = touched.iter().map(|one| one.migration.as_str()).collect();
    format!("named in {}", migrations.into_iter().collect::<Vec<_>>().join(", "))
}

/// In which direction migrations were run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::commands) enum Way {
    Up,
    Down,
}

impl Way {
    /// What the database should be once a migration was run this way.
    fn extent(self) -> Extent {
        match self {
            Way::Up => Extent::With,
            Way::Down => Extent::Before,
        }
    }
}

/// How many of the migrations have had their effect.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Extent {
    Before,
    With,
    /// As [`Extent::With`], where they have been run before.
    History,
}

async fn compare(
    migrations: &Migrations,
    (name, extent): (&str, Extent),
    found: &State,
    work: &Work<'_>,
    report: &mut Report<'_>,
) -> Result<Vec<String>, Failure> {
    let at = migrations.list.iter().position(|migration| migration.name.as_str() == name).unwrap_or(0);
    let mut bench = Workbench::of_project(work)?;
    let replayed = match extent {
        Extent::Before => Some(at),
        Extent::History => Some(at + 1),
        Extent::With => None,
    };
    let expected = match replayed {
        Some(number) => {
            let first = Migrations { list: migrations.list[..number].to_vec(), ..migrations.clone() };
            bench.replayed(&first, report).await.map(Some)
        }
        None => promised(&migrations.list[at], &mut bench, work, report).await,
    };
    bench.close(report).await;
    let Some(expected) = expected? else { return Ok(Vec::new()) };
    Ok(summary(&differences(Pair::of(&expected.state, found))?))
}

/// The first differences, and how many more there are.
pub(in crate::commands) fn summary(all: &[Difference]) -> Vec<String> {
    let mut lines: Vec<String> = all.iter().take(SHOWN).map(line).collect();
    if all.len() > SHOWN {
        lines.push(format!("and {} more", all.len() - SHOWN));
    }
    lines
}

/// What a migration was generated for is known only as a fingerprint; the declared schema is it, or is not.
async fn promised(
    migration: &Migration,
    bench: &mut Workbench,
    work: &Work<'_>,
    report: &mut Report<'_>,
) -> Result<Option<Source>, Failure> {
    let declared = bench.state(&Spec::Declared(work.settings.schema.clone()), report).await?;
    let after = migration.manifest.as_ref().map(|manifest| manifest.fingerprint.after.as_str());
    let same = after == Some(bench.stamp(&declared.state).as_str());
    Ok(same.then_some(declared))
}

fn line(difference: &Difference) -> String {
    let object = &difference.object;
    match difference.side {
        Side::OnlyOld => format!("{object} is missing in the database"),
        Side::OnlyNew => format!("{object} is in the database, and no migration made it"),
        Side::Both => format!("{object} is not what the migrations made"),
    }
}
