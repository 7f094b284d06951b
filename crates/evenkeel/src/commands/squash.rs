//! `evenkeel squash`: folds migrations into one that leads to the same schema.

use evenkeel_core::{Pair, render};
use evenkeel_engine::planning::differences;
use evenkeel_engine::state::State;
use evenkeel_sources::folder::{
    Fingerprints, Manifest, NewMigration, Replaced, Successor, Version, replace, slug,
};
use evenkeel_sources::{Content, Migration, MigrationName, Migrations, Pace, Script, checksum};

use super::drift::summary;
use super::generate::{headed, refuse_branches};
use super::handwritten;
use super::migrate::count;
use super::states::Workbench;
use super::work::Work;
use crate::arguments::Squash;
use crate::exit::ExitStatus;
use crate::failure::Failure;
use crate::report::Report;
use crate::settings::DEFAULT_SERVICE;

pub(super) async fn run(
    arguments: &Squash,
    work: &Work<'_>,
    report: &mut Report<'_>,
) -> Result<ExitStatus, Failure> {
    let migrations = work.own_migrations("squash").await?;
    let folded = chosen(&migrations, &arguments.to)?;
    if folded.len() < 2 {
        report.say("nothing to do: a single migration is as few as can be");
        report.finish(&serde_json::json!({ "migration": null, "replaces": [] }));
        return Ok(ExitStatus::Done);
    }
    let mut bench = Workbench::of_project(work)?;
    let made = make(arguments, folded, work, &mut bench, report).await;
    bench.close(report).await;
    let new = made?;
    match arguments.dry_run {
        true => report.result(&new.up),
        false => write(&migrations, folded, &new)?,
    }
    if !arguments.dry_run {
        report.say(&format!(
            "{} are {} now; databases that have all of them have it",
            count(folded.len()),
            new.name
        ));
    }
    let names: Vec<&str> = folded.iter().map(|one| one.name.as_str()).collect();
    report.finish(&serde_json::json!({ "migration": new.name.as_str(), "replaces": names }));
    Ok(ExitStatus::Done)
}

/// The migrations up to this one, which no branch leaves.
fn chosen<'a>(migrations: &'a Migrations, last: &str) -> Result<&'a [Migration], Failure> {
    let at = migrations.list.iter().position(|migration| migration.name.as_str() == last);
    let at = at.ok_or_else(|| {
        let message = format!("there is no migration {last} in {}", migrations.path.display());
        Failure::usage("unknown-migration", message).hint("evenkeel status lists them")
    })?;
    refuse_branches(migrations)?;
    Ok(&migrations.list[..=at])
}

async fn make(
    arguments: &Squash,
    folded: &[Migration],
    work: &Work<'_>,
    bench: &mut Workbench,
    report: &mut Report<'_>,
) -> Result<NewMigration, Failure> {
    refuse_backfills(folded)?;
    let dialect = bench.dialect();
    let carried = handwritten::carried_over(&handwritten::of(dialect, folded), arguments.data)?;
    let state = bench.workshop(report).await?.replayed(folded).await?;
    let plan = state.to_plan()?;
    let title = format!("{}: stands for {}", arguments.title, count(folded.len()));
    let up = headed(&title, &(render::script(&plan) + &carried));
    let last = &folded[folded.len() - 1].name;
    let name = MigrationName::parse(&format!("{}_{}", last.stamp(), slug(&arguments.title)))
        .map_err(|error| Failure::usage("bad-migration-name", error.to_string()))?;
    if folded.iter().any(|one| one.name == name) {
        return Err(Failure::usage("migration-exists", format!("{name} is one of those that are folded"))
            .hint("give the new one another name: --title"));
    }
    prove(folded, &state, &name, &up, bench, report).await?;
    let stamp = |state: &State, bench: &Workbench| bench.stamp(state);
    let manifest = Manifest {
        version: Version,
        parent: None,
        service: (work.settings.service != DEFAULT_SERVICE).then(|| work.settings.service.clone()),
        checksum: checksum::meaning(dialect, &up),
        accepted: Vec::new(),
        renames: Vec::new(),
        guarded: false,
        note: None,
        no_down: Some(format!("it stands for {}", count(folded.len()))),
        locks: Pace::default(),
        fingerprint: Fingerprints {
            before: stamp(&State::empty(dialect), bench),
            after: stamp(&state, bench),
        },
        kept: Vec::new(),
        questions: Vec::new(),
        preflight: Vec::new(),
        replaces: folded.iter().map(|one| replaced(dialect, one)).collect(),
    };
    Ok(NewMigration { name, up, down: None, manifest })
}

/// # Errors
/// One of them fills rows in batches, which no schema tells.
fn refuse_backfills(folded: &[Migration]) -> Result<(), Failure> {
    let filling: Vec<String> =
        folded.iter().filter(|one| one.backfill.is_some()).map(|one| one.name.to_string()).collect();
    match filling.is_empty() {
        true => Ok(()),
        false => {
            Err(Failure::refusal("data-statements", "migrations that fill rows in batches cannot be folded")
                .details(filling)
                .hint("fold up to the migration before them: evenkeel squash --to NAME"))
        }
    }
}

fn replaced(dialect: evenkeel_sources::Dialect, migration: &Migration) -> Replaced {
    Replaced {
        name: migration.name.clone(),
        checksum: migration.content.meaning(dialect),
        replaces: migration.manifest.as_ref().map_or_else(Vec::new, |manifest| manifest.replaces.clone()),
    }
}

/// Runs the new migration and compares what it leads to with what the old ones led to.
///
/// # Errors
/// It cannot be run, or leads somewhere else.
async fn prove(
    folded: &[Migration],
    expected: &State,
    name: &MigrationName,
    up: &str,
    bench: &mut Workbench,
    report: &mut Report<'_>,
) -> Result<(), Failure> {
    let first = &folded[0];
    let path = first.dir.join(evenkeel_sources::folder::UP_FILE);
    let new = Migration {
        name: name.clone(),
        dir: first.dir.clone(),
        content: Content::Sql { up: Script { path, text: up.to_owned() }, down: None },
        manifest: None,
        backfill: None,
        origin: None,
    };
    let found = bench.workshop(report).await?.replayed(&[new]).await?;
    let differing = differences(Pair::of(expected, &found))?;
    if differing.is_empty() && expected.digest() == found.digest() {
        return Ok(());
    }
    Err(Failure::new("not-equal", "a single migration does not lead to what these led to, so they stay")
        .details(summary(&differing)))
}

/// The new one comes in the place of the old ones, and what continued the last of them continues it.
fn write(migrations: &Migrations, folded: &[Migration], new: &NewMigration) -> Result<(), Failure> {
    let last = &folded[folded.len() - 1].name;
    let continues = |migration: &&Migration| {
        migration.manifest.as_ref().is_some_and(|manifest| manifest.parent.as_ref() == Some(last))
    };
    let next = migrations.list.iter().find(continues);
    let moved = next.map(|next| reparented(next, new.name.clone()));
    let old: Vec<&Migration> = folded.iter().chain(next).collect();
    let first = Successor { new: new.clone(), of: None };
    let moved = moved.flatten().map(|new| Successor { new, of: next });
    let new: Vec<Successor<'_>> = std::iter::once(first).chain(moved).collect();
    Ok(replace(&migrations.path, &old, &new)?)
}

/// The same migration behind another one.
fn reparented(migration: &Migration, parent: MigrationName) -> Option<NewMigration> {
    let manifest = migration.manifest.clone()?;
    Some(NewMigration {
        name: migration.name.clone(),
        up: migration.content.file().text.clone(),
        down: migration.content.back_file().map(|down| down.text.clone()),
        manifest: Manifest { parent: Some(parent), ..manifest },
    })
}
