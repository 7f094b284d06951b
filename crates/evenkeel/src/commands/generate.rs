//! `evenkeel generate`: writes the migration that leads from the migrations on disk to the declared schema.

use std::path::Path;
use std::time::Duration;

use evenkeel_core::{Danger, Hazard, ObjectId, Pair, Plan, render};
use evenkeel_engine::execute::inquire_for_new;
use evenkeel_engine::planning::{self, Label, Online};
use evenkeel_engine::state::State;
use evenkeel_engine::workshop::Workshop;
use evenkeel_sources::folder::{Fingerprints, Kept, Manifest, NewMigration, Preflight, Question, Version};
use evenkeel_sources::lexer::Dialect;
use evenkeel_sources::{MigrationName, Migrations};
use evenkeel_sources::{Pace, checksum, layout};
use serde::Serialize;

use super::guarded;
use super::hooks;
use super::migrate::warn_of_ignored;
use super::planning::{Planned, Planning, Proved, Reverse, online};
use super::source::Spec;
use super::states::Workbench;
use super::work::Work;
use crate::arguments::Generate;
use crate::clock;
use crate::exit::ExitStatus;
use crate::failure::Failure;
use crate::report::Report;
use crate::settings::{DEFAULT_SERVICE, Disposal};

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
    /// What the migration keeps in quarantine.
    kept: &'a [Kept],
    /// How it was tried out.
    proof: Option<&'a Proved>,
}

const NOTHING_TO_DO: &str = "nothing to do: the migrations already lead to the declared schema";

pub(super) async fn run(
    arguments: &Generate,
    work: &Work<'_>,
    report: &mut Report<'_>,
) -> Result<ExitStatus, Failure> {
    guarded::refuse(arguments, work.settings.dialect())?;
    let migrations = work.migrations_so_far().await?;
    warn_of_ignored(&migrations, report);
    refuse_branches(&migrations)?;
    let mut bench = Workbench::of_project(work)?;
    let made = make(arguments, work, &migrations, &mut bench, report).await;
    bench.close(report).await;
    let Some(Made { mut new, plan, proof }) = made? else {
        report.say(NOTHING_TO_DO);
        report.finish(&GenerateJson {
            migration: None,
            folder: None,
            written: false,
            sql: "",
            accepted: &[],
            renames: &[],
            hazards: Vec::new(),
            kept: &[],
            proof: None,
        });
        return Ok(ExitStatus::Done);
    };
    let folder = match arguments.dry_run {
        true => None,
        false => {
            let (name, place) = layout::write(&migrations, &new, work.settings.dialect())?;
            new.name = name;
            Some(place)
        }
    };
    ask_rows(&new, work, report).await;
    tell(&new, &plan, folder.as_deref(), report);
    if folder.is_some() {
        hooks::after_generate(&new.name, work, report).await?;
    }
    finish(&new, &plan, &proof, folder.as_deref(), report);
    Ok(ExitStatus::Done)
}

/// # Errors
/// The history has two ends, and nobody can say which of them the new migration continues.
pub(super) fn refuse_branches(migrations: &Migrations) -> Result<(), Failure> {
    let Some(fork) = migrations.forks.first() else { return Ok(()) };
    Err(Failure::new("forked-history", format!("the history forks: {fork}"))
        .hint("two branches made a migration each: `evenkeel rebase` puts the later one behind the other"))
}

/// A migration that is to be written, with the plan that it carries out.
struct Made {
    new: NewMigration,
    plan: Plan,
    proof: Proved,
}

/// The new migration; nothing when there is nothing to do.
async fn make(
    arguments: &Generate,
    work: &Work<'_>,
    migrations: &Migrations,
    bench: &mut Workbench,
    report: &mut Report<'_>,
) -> Result<Option<Made>, Failure> {
    let schema = &work.settings.schema;
    let walk = async |workshop: &Workshop| workshop.replayed(&migrations.list).await;
    let old = bench.beside(schema, migrations, walk, report).await?;
    let old = bench.seen(old);
    let new = bench.state(&Spec::Declared(schema.clone()), report).await?;
    let new = new.keeping(&old.state, report);
    let sources = Pair::of(&old, &new);
    let person = work.person();
    let strictness = arguments.strict.strictness();
    // A script that brings any database home is one transaction.
    let online = match arguments.guarded {
        true => Online::Never,
        false => online(arguments.online.online.unwrap_or(work.settings.online)),
    };
    let planning = Planning { arguments: &arguments.renames, strictness, person: person.as_ref(), online };
    let mut planned = planning.plan(bench, sources, report).await?;
    if planned.plan.is_empty() {
        return Ok(None);
    }
    let title = arguments.name.clone().unwrap_or_else(|| title(&planned.plan, migrations));
    let name = next_name(migrations, &title)?;
    match arguments.keeping.disposal(work.settings.quarantine.use_of) {
        Disposal::Kept => {
            planned
                .keep(&new.state, Label { migration: name.to_string(), stamp: name.stamp().to_owned() })?;
        }
        Disposal::Lost => count_losses(&mut planned.plan, work, report).await,
    }
    let accepted = guarded::settled(arguments, &planned.plan, person.as_ref(), report)?;
    let states = Pair::of(&old.state, &new.state);
    let reverse = planned.reverse(bench, states, report).await.map_err(|failure| failure.message.clone());
    let questions = questions(&planned, bench, states, report).await?;
    let proving = arguments.prove.proving(work.settings.proving);
    let proof = planned.prove(&new.state, reverse.as_ref().ok(), proving, bench, report).await?;
    let writing =
        Writing { name, title: &title, migrations, service: &work.settings.service, accepted, questions };
    let mut new =
        writing.migration(&planned, reverse, states.map(|state| bench.stamp(state)), bench.dialect());
    if arguments.guarded {
        let disposal = arguments.keeping.disposal(work.settings.quarantine.use_of);
        guarded::guard(&mut new, (&title, migrations), (states.new, disposal), bench, report).await?;
    }
    Ok(Some(Made { new, plan: planned.plan, proof }))
}

/// The name of a migration behind all there are.
pub(super) fn next_name(migrations: &Migrations, title: &str) -> Result<MigrationName, Failure> {
    MigrationName::new(&clock::next_stamp(migrations), title)
        .map_err(|error| Failure::usage("bad-migration-name", error.to_string()))
}

/// What a migration is called when nobody says: after what it does first.
fn title(plan: &Plan, migrations: &Migrations) -> String {
    match plan.steps.iter().find(|step| step.object.kind() != "setting") {
        Some(_) if migrations.list.is_empty() => "initial".to_owned(),
        Some(step) => format!("{} {} {}", step.action, step.object.kind(), step.object.name()),
        None => "change".to_owned(),
    }
}

pub(super) struct Writing<'a> {
    pub(super) name: MigrationName,
    pub(super) title: &'a str,
    pub(super) migrations: &'a Migrations,
    pub(super) service: &'a str,
    pub(super) accepted: Vec<String>,
    pub(super) questions: Vec<Question>,
}

impl Writing<'_> {
    pub(super) fn migration(
        self,
        planned: &Planned,
        reverse: Result<Reverse, String>,
        stamps: Pair<String>,
        dialect: Dialect,
    ) -> NewMigration {
        let up = script(self.title, &planned.plan);
        let (down, no_down, preflight) = match reverse {
            Ok(Reverse { plan, preflight, .. }) => {
                let down = script(&format!("takes back: {}", self.title), &plan);
                (Some(down), None, preflight.iter().map(written).collect())
            }
            Err(reason) => (None, Some(reason), Vec::new()),
        };
        let kept = planned.things_kept().into_iter();
        let kept = kept.map(|(object, table)| Kept { object: object.to_string(), table: table.to_owned() });
        let manifest = Manifest {
            version: Version,
            parent: self.migrations.list.last().map(|last| last.name.clone()),
            service: (self.service != DEFAULT_SERVICE).then(|| self.service.to_owned()),
            checksum: checksum::meaning(dialect, &up),
            accepted: self.accepted,
            renames: planned.told_renames(),
            guarded: false,
            note: None,
            no_down,
            locks: Pace::default(),
            fingerprint: Fingerprints { before: stamps.old, after: stamps.new },
            kept: kept.collect(),
            questions: self.questions,
            preflight,
            replaces: Vec::new(),
        };
        NewMigration { name: self.name, up, down, manifest }
    }
}

/// What is asked before the migration is applied, as it stands in the manifest.
pub(super) async fn questions(
    planned: &Planned,
    bench: &mut Workbench,
    states: Pair<&State>,
    report: &mut Report<'_>,
) -> Result<Vec<Question>, Failure> {
    let asked = planned.questions(bench, states, report).await?;
    let dialect = bench.dialect();
    Ok(asked.iter().map(|asked| question(asked, &planned.plan, dialect)).collect())
}

pub(super) fn question(asked: &evenkeel_core::Question, plan: &Plan, dialect: Dialect) -> Question {
    Question {
        object: asked.object.to_string(),
        why: asked.why.clone(),
        tables: asked.tables.iter().map(ObjectId::dotted).collect(),
        statement: planning::statement_of(plan, asked)
            .map(|step| checksum::meaning(dialect, step.statement.sql().as_str())),
        prepare: asked.prepare.as_ref().map(ToString::to_string),
        rows: asked.rows.to_string(),
        mend: asked.mend.as_ref().map(ToString::to_string),
    }
}

/// A question as it stands in the manifest.
pub(super) fn written(asked: &evenkeel_core::Question) -> Preflight {
    Preflight {
        object: asked.object.to_string(),
        why: asked.why.clone(),
        loses: asked.is_loss,
        prepare: asked.prepare.as_ref().map(ToString::to_string),
        rows: asked.rows.to_string(),
    }
}

/// Says how many rows go, where a database is at hand that can tell.
async fn count_losses(plan: &mut Plan, work: &Work<'_>, report: &mut Report<'_>) {
    let mut losses: Vec<&mut Hazard> = plan
        .steps
        .iter_mut()
        .flat_map(|step| &mut step.hazards)
        .filter(|it| it.danger == Danger::DataLoss)
        .collect();
    losses.retain(|hazard| hazard.object.kind() == "table");
    if losses.is_empty() || work.settings.url.is_none() {
        return;
    }
    let Ok(place) = work.place() else { return };
    // What is not there, or may not be read, has no number; the loss is told all the same.
    let Ok(database) = work.open(&place, None, report).await else { return };
    for hazard in losses {
        if let Ok(counts) = database.row_counts(std::slice::from_ref(&hazard.object)).await
            && let [(_, rows)] = counts[..]
        {
            hazard.why = format!("{} ({rows} in this database)", hazard.why);
        }
    }
}

/// Says which rows would stop the migration, where a database is at hand that can tell. `migrate` asks again.
async fn ask_rows(new: &NewMigration, work: &Work<'_>, report: &mut Report<'_>) {
    const AT_ONCE: Duration = Duration::from_secs(2);
    if new.manifest.questions.is_empty() || work.settings.url.is_none() {
        return;
    }
    let Ok(place) = work.place() else { return };
    let Ok(database) = work.open(&place, None, report).await else { return };
    // What this database cannot answer yet, the next one may.
    let Ok(inquiry) = inquire_for_new(&database, new, AT_ONCE).await else { return };
    for finding in &inquiry.findings {
        report.note(&format!("would fail on rows of this database: {finding}"));
    }
}

pub(super) fn script(title: &str, plan: &Plan) -> String {
    headed(title, &render::script(plan))
}

/// Statements under what they are for.
pub(super) fn headed(title: &str, statements: &str) -> String {
    let title: String = title.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    format!("-- {title}\n\n{statements}")
}

fn tell(new: &NewMigration, plan: &Plan, folder: Option<&Path>, report: &mut Report<'_>) {
    match folder {
        Some(folder) => report.say(&format!("wrote {}", folder.display())),
        None => report.result(&new.up),
    }
    if folder.is_some() {
        for hazard in plan.hazards() {
            report.note(&hazard.to_string());
        }
    }
    for repair in &plan.repairs {
        report.detail(repair);
    }
    for Kept { object, table } in &new.manifest.kept {
        report.note(&format!("kept: {object} waits in quarantine as {table} once this is applied"));
    }
    if let Some(reason) = &new.manifest.no_down {
        report.note(&format!("there is no way back, and no down.sql: {reason}"));
    }
}

fn finish(new: &NewMigration, plan: &Plan, proof: &Proved, folder: Option<&Path>, report: &mut Report<'_>) {
    report.finish(&GenerateJson {
        migration: Some(new.name.as_str()),
        folder,
        written: folder.is_some(),
        sql: &new.up,
        accepted: &new.manifest.accepted,
        renames: &new.manifest.renames,
        hazards: plan.hazards().map(ToString::to_string).collect(),
        kept: &new.manifest.kept,
        proof: Some(proof),
    });
}
