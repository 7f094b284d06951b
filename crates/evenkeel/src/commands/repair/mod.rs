//! `evenkeel repair`: brings a database home that was changed by hand, in one of three ways.

mod adopt;
mod revert;
mod script;

use evenkeel_core::{Pair, Plan};
use evenkeel_engine::planning::differences;
use evenkeel_engine::state::State;

use super::drift::against_history;
use super::planning::{Planned, Planning, Proved, Reverse, online};
use super::source::{Source, Spec};
use super::states::Workbench;
use super::work::Work;
use crate::arguments::{Repair, Strictness};
use crate::exit::ExitStatus;
use crate::failure::Failure;
use crate::report::Report;
use crate::settings::Proving;

pub(super) use revert::REPAIR;
pub(super) use script::guards;

/// The ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Adopt,
    Revert,
    Script,
}

pub(super) async fn run(
    arguments: &Repair,
    work: &Work<'_>,
    report: &mut Report<'_>,
) -> Result<ExitStatus, Failure> {
    match way(arguments, work)? {
        Way::Adopt => Box::pin(adopt::run(arguments, work, report)).await,
        Way::Revert => revert::run(arguments, work, report).await,
        Way::Script => script::run(arguments, work, report).await,
    }
}

/// # Errors
/// Nobody has said which way, and nobody can be asked.
fn way(arguments: &Repair, work: &Work<'_>) -> Result<Way, Failure> {
    let said = [
        (arguments.way.adopt, Way::Adopt),
        (arguments.way.revert, Way::Revert),
        (arguments.way.script, Way::Script),
    ];
    if let Some((_, way)) = said.into_iter().find(|(said, _)| *said) {
        return Ok(way);
    }
    let Some(person) = work.person() else {
        return Err(Failure::usage("which-repair", "nobody has said how the database is to be repaired")
            .hint("--adopt makes a migration of what was changed by hand, --revert undoes it")
            .hint(
                "--script prints a script that brings any database of this project to the declared schema",
            ));
    };
    let ways = [
        "make a migration of what was changed by hand, which counts as applied here".to_owned(),
        "undo what was changed by hand".to_owned(),
        "print a script that brings any database of this project to the declared schema".to_owned(),
    ];
    Ok([Way::Adopt, Way::Revert, Way::Script][person.chooses("How is it to be repaired?", &ways)?])
}

/// What the history leads to and what the database is, but for what servers differ in by nature; nothing where they are
/// the same.
async fn drifted(work: &Work<'_>, report: &mut Report<'_>) -> Result<Option<Pair<State>>, Failure> {
    let spec = Spec::Database(Box::new(work.place()?));
    let states = against_history(&spec, work, report).await?;
    if differences(states.as_ref())?.is_empty() {
        return Ok(None);
    }
    let expected = states.old.in_the_manner_of(&states.new);
    Ok(Some(Pair::of(expected, states.new)))
}

/// The way from one to the other, with the renames that were told.
async fn planned(
    arguments: &Repair,
    states: Pair<&State>,
    work: &Work<'_>,
    bench: &mut Workbench,
    report: &mut Report<'_>,
) -> Result<Planned, Failure> {
    let person = work.person();
    let online = online(work.settings.online);
    let strictness = Strictness::Note;
    let planning = Planning { arguments: &arguments.renames, strictness, person: person.as_ref(), online };
    let sources = states.map(|state| Source::of(state.clone()));
    planning.plan(bench, sources.as_ref(), report).await
}

/// Tries the way out, for it changes a database or a history.
async fn proved(
    arguments: &Repair,
    planned: &Planned,
    new: &State,
    back: Option<&Reverse>,
    work: &Work<'_>,
    bench: &mut Workbench,
    report: &mut Report<'_>,
) -> Result<Proved, Failure> {
    let proving = match arguments.prove.proving(work.settings.proving) {
        Proving::Usually => Proving::Always,
        said @ (Proving::Always | Proving::Never) => said,
    };
    planned.prove(new, back, proving, bench, report).await
}

fn nothing_to_do(report: &mut Report<'_>) -> ExitStatus {
    report.say("nothing to do: the database is what its history leads to");
    report.finish(&serde_json::json!({ "repaired": false }));
    ExitStatus::Done
}

/// What each statement did.
fn tell(plan: &Plan, report: &mut Report<'_>) {
    super::push::deeds(plan).iter().for_each(|deed| report.say(deed));
}
