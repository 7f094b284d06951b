//! Whether the history is one chain, leads to the declared schema, and back again. Must not know how it is told.

use evenkeel_core::Pair;
use evenkeel_engine::planning::{RenamePolicy, plan};
use evenkeel_lint::Severity;
use evenkeel_sources::folder::Fork;
use evenkeel_sources::{Migration, Migrations};

use super::Part;
use crate::arguments::{Check, RenameArguments, RenameMode};
use crate::commands::concerns::Concern;
use crate::commands::migrate::count;
use crate::commands::planning::Planning;
use crate::commands::states::{Spec, Workbench};
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
    let children: Vec<&str> = fork.children.iter().map(evenkeel_sources::MigrationName::as_str).collect();
    let parent = fork.parent.as_ref().map_or("the beginning".to_owned(), ToString::to_string);
    let last = children.last().copied().unwrap_or_default();
    Concern {
        severity: Severity::Error,
        code: "forked-history".to_owned(),
        message: format!("{} all continue {parent}", children.join(" and ")),
        hint: Some(format!("evenkeel rebase {last}")),
        place: None,
    }
}

/// Whether the migrations run from empty, and where they lead.
pub(super) async fn replay(
    arguments: &Check,
    work: &Work<'_>,
    migrations: &Migrations,
    bench: &mut Workbench,
    report: &mut Report<'_>,
) -> Result<Part, Failure> {
    let replayed = bench.replayed(migrations, report).await?;
    let schema = &work.settings.schema;
    if !schema.exists() {
        return Ok(Part::good(
            REPLAY,
            format!("they run from empty; there is no declared schema {}", schema.display()),
        ));
    }
    let declared = bench.state(&Spec::Declared(schema.clone()), report).await?;
    let renames = RenameArguments { rename: Vec::new(), renames: RenameMode::Off };
    let planning = Planning { arguments: &renames, strictness: arguments.strict.strictness(), person: None };
    let planned = planning.plan(bench, Pair::of(&replayed, &declared), report).await?;
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
            message: format!(
                "the migrations do not lead to {}: {}{more}",
                schema.display(),
                objects.join(", ")
            ),
            hint: Some("evenkeel generate".to_owned()),
            place: None,
        }],
    ))
}

/// Whether the newest migration leads back to where it began.
pub(super) async fn way_back(
    migrations: &Migrations,
    bench: &mut Workbench,
    report: &mut Report<'_>,
) -> Result<Part, Failure> {
    let Some((last, before)) = migrations.list.split_last() else {
        return Ok(Part::good(WAY_BACK, "there is no migration"));
    };
    let Some(down) = &last.down else {
        return Ok(Part::good(WAY_BACK, no_way(last)));
    };
    let taken_back = Migration { up: down.clone(), down: None, ..last.clone() };
    let with = |list: Vec<Migration>| Migrations { list, ..migrations.clone() };
    let began = bench.replayed(&with(before.to_vec()), report).await?;
    let ended = bench.replayed(&with([migrations.list.as_slice(), &[taken_back]].concat()), report).await?;
    let rest = plan(Pair::of(&ended.state, &began.state), RenamePolicy::Off)?;
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
                hint: Some(
                    "mend down.sql, or take it out and say why in migration.toml: no_down = \"…\"".to_owned(),
                ),
                place: None,
            }],
        )),
    }
}

fn no_way(last: &Migration) -> String {
    let why = last.manifest.as_ref().and_then(|manifest| manifest.no_down.as_deref());
    format!("{} cannot be taken back: {}", last.name, why.unwrap_or("it has no down.sql"))
}
