//! `evenkeel generate`: writes the migration that leads from the migrations on disk to the declared schema.

use std::path::Path;

use evenkeel_core::{Pair, Plan, render};
use evenkeel_sources::folder::{Fingerprints, Manifest, NewMigration, Version, write_new};
use evenkeel_sources::lexer::Dialect;
use evenkeel_sources::{MigrationName, Migrations};
use evenkeel_sources::{Pace, checksum};
use serde::Serialize;

use super::migrate::warn_of_ignored;
use super::planning::{Planned, Planning};
use super::states::{Spec, Workbench};
use super::work::Work;
use crate::acceptance;
use crate::arguments::Generate;
use crate::clock;
use crate::exit::ExitStatus;
use crate::failure::Failure;
use crate::report::Report;
use crate::settings::DEFAULT_SERVICE;

#[derive(Serialize)]
struct GenerateJson<'a> {
    /// Nothing when the migrations already lead to the declared schema.
    migration: Option<&'a str>,
    folder: Option<&'a Path>,
    written: bool,
    sql: &'a str,
    accepted: &'a [String],
    renames: &'a [String],
    hazards: Vec<String>,
}

const NOTHING_TO_DO: &str = "nothing to do: the migrations already lead to the declared schema";

pub(super) async fn run(
    arguments: &Generate,
    work: &Work<'_>,
    report: &mut Report<'_>,
) -> Result<ExitStatus, Failure> {
    let migrations = work.migrations_so_far()?;
    warn_of_ignored(&migrations, report);
    let mut bench = Workbench::of_project(work)?;
    let made = make(arguments, work, &migrations, &mut bench, report).await;
    bench.close(report).await;
    let Some((new, plan)) = made? else {
        report.say(NOTHING_TO_DO);
        report.finish(&GenerateJson {
            migration: None,
            folder: None,
            written: false,
            sql: "",
            accepted: &[],
            renames: &[],
            hazards: Vec::new(),
        });
        return Ok(ExitStatus::Done);
    };
    let folder = match arguments.dry_run {
        true => None,
        false => Some(write_new(&work.settings.migrations, &new)?),
    };
    tell(&new, &plan, folder.as_deref(), report);
    Ok(ExitStatus::Done)
}

/// The new migration with its plan; nothing when there is nothing to do.
async fn make(
    arguments: &Generate,
    work: &Work<'_>,
    migrations: &Migrations,
    bench: &mut Workbench,
    report: &mut Report<'_>,
) -> Result<Option<(NewMigration, Plan)>, Failure> {
    let old = bench.replayed(migrations, report).await?;
    let new = bench.state(&Spec::Declared(work.settings.schema.clone()), report).await?;
    let sources = Pair::of(&old, &new);
    let person = work.person();
    let strictness = arguments.strict.strictness();
    let planning = Planning { arguments: &arguments.renames, strictness, person: person.as_ref() };
    let planned = planning.plan(bench, sources, report).await?;
    if planned.plan.is_empty() {
        return Ok(None);
    }
    let accepted = acceptance::settle(&planned.plan, &arguments.accept.accept, person.as_ref(), report)?;
    let states = Pair::of(&old.state, &new.state);
    let reverse = planned.reverse(bench, states, report).await.map_err(|failure| failure.message.clone());
    let title = arguments.name.clone().unwrap_or_else(|| title(&planned.plan, migrations));
    let name = MigrationName::new(&clock::next_stamp(migrations), &title)
        .map_err(|error| Failure::usage("bad-migration-name", error.to_string()))?;
    let writing = Writing { name, title: &title, migrations, service: &work.settings.service, accepted };
    let new = writing.migration(&planned, reverse, states.map(|state| bench.stamp(state)), bench.dialect());
    Ok(Some((new, planned.plan)))
}

/// What a migration is called when nobody says: after what it does first.
fn title(plan: &Plan, migrations: &Migrations) -> String {
    match plan.steps.iter().find(|step| step.object.kind() != "setting") {
        Some(_) if migrations.list.is_empty() => "initial".to_owned(),
        Some(step) => format!("{} {} {}", step.action, step.object.kind(), step.object.name()),
        None => "change".to_owned(),
    }
}

struct Writing<'a> {
    name: MigrationName,
    title: &'a str,
    migrations: &'a Migrations,
    service: &'a str,
    accepted: Vec<String>,
}

impl Writing<'_> {
    fn migration(
        self,
        planned: &Planned,
        reverse: Result<Plan, String>,
        stamps: Pair<String>,
        dialect: Dialect,
    ) -> NewMigration {
        let up = script(self.title, &planned.plan);
        let (down, no_down) = match reverse {
            Ok(reverse) => (Some(script(&format!("takes back: {}", self.title), &reverse)), None),
            Err(reason) => (None, Some(reason)),
        };
        let manifest = Manifest {
            version: Version,
            parent: self.migrations.list.last().map(|last| last.name.clone()),
            service: (self.service != DEFAULT_SERVICE).then(|| self.service.to_owned()),
            checksum: checksum::meaning(dialect, &up),
            accepted: self.accepted,
            renames: planned.told_renames(),
            no_down,
            locks: Pace::default(),
            fingerprint: Fingerprints { before: stamps.old, after: stamps.new },
        };
        NewMigration { name: self.name, up, down, manifest }
    }
}

fn script(title: &str, plan: &Plan) -> String {
    let title: String = title.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    format!("-- {title}\n\n{}", render::script(plan))
}

fn tell(new: &NewMigration, plan: &Plan, folder: Option<&Path>, report: &mut Report<'_>) {
    match folder {
        Some(folder) => report.say(&format!("wrote {}", folder.display())),
        None => report.result(&new.up),
    }
    let hazards: Vec<String> = plan.hazards().map(ToString::to_string).collect();
    if folder.is_some() {
        for hazard in &hazards {
            report.note(hazard);
        }
    }
    for repair in &plan.repairs {
        report.detail(repair);
    }
    if let Some(reason) = &new.manifest.no_down {
        report.note(&format!("there is no down.sql: {reason}"));
    }
    report.finish(&GenerateJson {
        migration: Some(new.name.as_str()),
        folder,
        written: folder.is_some(),
        sql: &new.up,
        accepted: &new.manifest.accepted,
        renames: &new.manifest.renames,
        hazards,
    });
}
