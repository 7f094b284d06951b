//! Whether the history is one chain, leads to the declared schema, and back again. Must not know how it is told.

use evenkeel_core::Pair;
use evenkeel_engine::error::EngineError;
use evenkeel_engine::planning::{Online, RenamePolicy, plan};
use evenkeel_engine::state::State;
use evenkeel_engine::workshop::Workshop;
use evenkeel_lint::Severity;
use evenkeel_sources::folder::Fork;
use evenkeel_sources::{Content, Migration, Migrations};

use super::Part;
use crate::arguments::{Check, RenameArguments, RenameMode};
use crate::commands::concerns::Concern;
use crate::commands::migrate::count;
use crate::commands::planning::Planning;
use crate::commands::source::{Source, Spec};
use crate::commands::states::Workbench;
use crate::commands::work::Work;
use crate::failure::Failure;
use crate::report::Report;

pub(super) const NAME: &str = "history";
pub(super) const REPLAY: &str = "replay";
pub(super) const WAY_BACK: &str = "way back";
/// More objects than these are only counted.
const NAMED: usize = 8;

/// Whether each migration continues the one before it.
pub(super) fn linear(migrations: &Migrations) -> Part {
    let forks = migrations.forks.iter().map(forked);
    let ignored = migrations.ignored.iter().map(|path| Concern {
        severity: Severity::Warning,
        code: "ignored-file".to_owned(),
        message: format!("{} is not run: its name begins with no number", path.display()),
        hint: None,
        place: None,
    });
    let concerns: Vec<Concern> = forks.chain(ignored).collect();
    match concerns.is_empty() {
        true => Part::good(NAME, format!("{}, one behind the other", count(migrations.list.len()))),
        false => Part::found(NAME, concerns),
    }
}

fn forked(fork: &Fork) -> Concern {
    let last = fork.children.last().map_or("", |last| last.as_str());
    Concern {
        severity: Severity::Error,
        code: "forked-history".to_owned(),
        message: fork.to_string(),
        hint: Some(format!("evenkeel rebase {last}")),
        place: None,
    }
}

/// The states that a history goes through: each of the migrations is run once.
pub(super) struct Course {
    /// All that it leads to.
    pub(super) end: State,
    /// Before its newest migration, and after that was taken back; nothing where it cannot be.
    pub(super) back: Option<Way>,
}

pub(super) struct Way {
    began: State,
    ended: Result<State, EngineError>,
}

impl Course {
    /// # Errors
    /// The first statement that fails on the way there; on the way back it is kept.
    pub(super) async fn of(migrations: &Migrations, workshop: &Workshop) -> Result<Course, EngineError> {
        let newest = migrations.list.last();
        let Some((last, content)) = newest.and_then(|last| Some((last, last.content.back()?))) else {
            return Ok(Course { end: workshop.replayed(&migrations.list).await?, back: None });
        };
        let taken_back = Migration { content, ..last.clone() };
        let way = [migrations.list.as_slice(), &[taken_back]].concat();
        let mut journey = workshop.journey(&way).await?;
        let began = journey.on(migrations.list.len() - 1).await?;
        let end = journey.on(1).await?;
        Ok(Course { end, back: Some(Way { began, ended: journey.on(1).await }) })
    }
}

/// The declared schema, where there is one.
pub(super) async fn declared(
    work: &Work<'_>,
    replayed: &Source,
    bench: &mut Workbench,
    report: &mut Report<'_>,
) -> Result<Option<Source>, Failure> {
    let schema = &work.settings.schema;
    if !schema.is_there() {
        return Ok(None);
    }
    let declared = bench.state(&Spec::Declared(schema.clone()), report).await?;
    Ok(Some(declared.keeping(&replayed.state, report)))
}

/// Whether the migrations, which run from empty, lead to the declared schema.
pub(super) async fn replay(
    arguments: &Check,
    work: &Work<'_>,
    ends: Pair<&Source>,
    bench: &mut Workbench,
    report: &mut Report<'_>,
) -> Result<Part, Failure> {
    let schema = &work.settings.schema;
    let renames = RenameArguments { rename: Vec::new(), renames: RenameMode::Off };
    let planning = Planning {
        arguments: &renames,
        strictness: arguments.strict.strictness(),
        person: None,
        online: Online::Never,
    };
    let planned = planning.plan(bench, ends, report).await?;
    if planned.plan.is_empty() {
        return Ok(Part::good(REPLAY, "they run from empty and lead to the declared schema"));
    }
    let mut objects: Vec<String> =
        planned.plan.steps.iter().map(|step| format!("{} {}", step.action, step.object)).collect();
    objects.dedup();
    let more = objects.len().saturating_sub(NAMED);
    objects.truncate(NAMED);
    let more = if more > 0 { format!(", and {more} more") } else { String::new() };
    Ok(Part::found(
        REPLAY,
        vec![Concern {
            severity: Severity::Error,
            code: "not-generated".to_owned(),
            message: format!("the migrations do not lead to {}: {}{more}", schema, objects.join(", ")),
            hint: Some("evenkeel generate".to_owned()),
            place: None,
        }],
    ))
}

/// Nothing says where the migrations should lead.
pub(super) fn undeclared(work: &Work<'_>) -> Part {
    let schema = &work.settings.schema;
    Part::good(REPLAY, format!("they run from empty; there is no declared schema {schema}"))
}

/// Whether the newest migration leads back to where it began.
pub(super) fn way_back(migrations: &Migrations, back: Option<Way>) -> Result<Part, Failure> {
    let Some(last) = migrations.list.last() else {
        return Ok(Part::good(WAY_BACK, "there is no migration"));
    };
    let (Some(down), Some(Way { began, ended })) = (last.content.back_file(), back) else {
        return Ok(Part::good(WAY_BACK, no_way(last)));
    };
    let rest = plan(Pair::of(&ended?, &began), RenamePolicy::Off)?;
    match rest.steps.first() {
        None => Ok(Part::good(WAY_BACK, format!("{} can be taken back", last.name))),
        Some(step) => Ok(Part::found(
            WAY_BACK,
            vec![Concern {
                severity: Severity::Error,
                code: "no-way-back".to_owned(),
                message: format!(
                    "{} does not lead back to where {} began: it leaves {} to do to {}",
                    down.path.display(),
                    last.name,
                    step.action,
                    step.object
                ),
                hint: Some(mending(&last.content).to_owned()),
                place: None,
            }],
        )),
    }
}

fn mending(content: &Content) -> &'static str {
    match content {
        Content::Sql { .. } => "mend down.sql, or take it out and say why in migration.toml: no_down = \"…\"",
        Content::Program(_) => "let its `down` undo all that its `up` does",
    }
}

fn no_way(last: &Migration) -> String {
    let why = last.manifest.as_ref().and_then(|manifest| manifest.no_down.as_deref());
    format!("{} cannot be taken back: {}", last.name, why.unwrap_or("it has no down.sql"))
}
