//! The way from one state to another, with the renames that people tell, and the way back. Must not know any command.

use evenkeel_core::rename::Candidate;
use evenkeel_core::{ObjectId, Pair, Plan, Question};
use evenkeel_engine::error::{EngineError, Passage};
use evenkeel_engine::planning::{
    Kept, Label, Online, PlanningError, RenamePolicy, plan_back, plan_keeping, plan_online, questions,
};
use evenkeel_engine::state::State;
use evenkeel_engine::workshop::{Rename, Wish, resolve};
use evenkeel_postgres::tell_conversion;
use evenkeel_sources::Explain;
use evenkeel_sources::hints::{RenameArgument, conversions, hints, parse_argument};
use evenkeel_sources::lexer::Dialect;

use super::source::Source;
use super::states::{Workbench, originating};
use crate::arguments::{OnlineMode, RenameArguments, RenameMode, Strictness};
use crate::failure::{Failure, Place as FilePlace};
use crate::report::Report;
use crate::terminal::Person;
use crate::translate::{rename_argument, told_rename};

mod proving;

pub(super) use proving::{Proved, prove};

/// How the way between two states is found.
pub(super) struct Planning<'a> {
    pub(super) arguments: &'a RenameArguments,
    pub(super) strictness: Strictness,
    /// Somebody who can be asked about renames.
    pub(super) person: Option<&'a Person>,
    /// On which tables readers and writers are kept going.
    pub(super) online: Online,
}

/// The way from one state to another: renames, then changes.
pub(super) struct Planned {
    pub(super) plan: Plan,
    renames: Vec<Rename>,
    /// How many of the first steps rename.
    renaming: usize,
    /// The old state once the renames are done.
    renamed: State,
    /// The new state with what its scripts tell of values whose type changes, where they tell any.
    converted: Option<State>,
    kept: Option<Kept>,
    online: Online,
}

/// What a mode means for a plan that runs who knows where and when: every table may hold rows there.
pub(super) fn online(mode: OnlineMode) -> Online {
    match mode {
        OnlineMode::Always | OnlineMode::Auto => Online::everywhere(),
        OnlineMode::Never => Online::Never,
    }
}

/// The way back, and what is asked before it is gone.
pub(super) struct Reverse {
    pub(super) plan: Plan,
    pub(super) preflight: Vec<Question>,
    /// How many of the last steps rename.
    renaming: usize,
}

impl Reverse {
    /// What comes before the renames.
    fn changes(&self) -> Plan {
        let changes = self.plan.steps.len() - self.renaming;
        Plan { steps: self.plan.steps[..changes].to_vec(), repairs: Vec::new() }
    }
}

impl Planned {
    /// In the form of the command line's `--rename`.
    pub(super) fn told_renames(&self) -> Vec<String> {
        self.renames.iter().map(told_rename).collect()
    }

    /// Keeps in quarantine what the plan would lose.
    pub(super) fn keep(&mut self, new: &State, label: Label) -> Result<(), Failure> {
        let new = self.converted.as_ref().unwrap_or(new);
        let (rest, kept) = plan_keeping(Pair::of(&self.renamed, new), label, &self.online)?;
        if !kept.is_empty() {
            self.plan.steps.truncate(self.renaming);
            self.plan.steps.extend(rest.steps);
            self.kept = Some(kept);
        }
        Ok(())
    }

    /// What waits in quarantine once the migration is applied: the objects and their tables.
    pub(super) fn things_kept(&self) -> Vec<(&ObjectId, &str)> {
        self.kept.as_ref().map(Kept::things).unwrap_or_default()
    }

    /// What is asked before the way there is gone, when everything still bears its old name.
    pub(super) async fn questions(
        &self,
        bench: &mut Workbench,
        states: Pair<&State>,
        report: &mut Report<'_>,
    ) -> Result<Vec<Question>, Failure> {
        let new = self.converted.as_ref().unwrap_or(states.new);
        if self.renames.is_empty() || self.converted.is_some() {
            return Ok(questions(Pair::of(&self.renamed, new))?);
        }
        let renames: Vec<Rename> = self.renames.iter().rev().map(undo).collect();
        let (unrenamed, _) = bench.renamed(new, &renames, report).await?;
        Ok(questions(Pair::of(states.old, &unrenamed))?)
    }

    /// The way back: the changes undone, then the renames, last one first.
    pub(super) async fn reverse(
        &self,
        bench: &mut Workbench,
        states: Pair<&State>,
        report: &mut Report<'_>,
    ) -> Result<Reverse, Failure> {
        let kept = self.kept.clone().unwrap_or_default();
        let (changes, preflight) = plan_back(Pair::of(states.new, &self.renamed), &kept, &self.online)?;
        let renames: Vec<Rename> = self.renames.iter().rev().map(undo).collect();
        let (_, steps) = bench.renamed(&self.renamed, &renames, report).await?;
        let renaming = steps.len();
        let plan = Plan { steps: changes.steps.into_iter().chain(steps).collect(), repairs: changes.repairs };
        Ok(Reverse { plan, preflight, renaming })
    }
}

impl Planning<'_> {
    /// Plans the way from the old state to the new one, renames first.
    pub(super) async fn plan(
        &self,
        bench: &mut Workbench,
        sources: Pair<&Source>,
        report: &mut Report<'_>,
    ) -> Result<Planned, Failure> {
        let converted = self.converted(bench.dialect(), sources.new)?;
        let states = Pair::of(&sources.old.state, converted.as_ref().unwrap_or(&sources.new.state));
        self.unmodelled(states, report)?;
        let mut wishes = self.wishes(bench.dialect(), sources.new)?;
        let mut policy = match self.arguments.renames {
            RenameMode::Refuse => RenamePolicy::Refuse,
            RenameMode::Off => RenamePolicy::Off,
        };
        let mut denied: Vec<Candidate> = Vec::new();
        loop {
            let error = match planned(bench, states, &wishes, (policy, &self.online), report).await {
                Ok(planned) => return Ok(Planned { converted, ..planned }),
                Err(error) => error,
            };
            let (
                Unplanned::Engine(EngineError::Planning(PlanningError::Ambiguous(candidates))),
                Some(person),
            ) = (&error, self.person)
            else {
                return Err(error.originating(sources.new).into());
            };
            let Some(open) = candidates.iter().find(|candidate| !denied.contains(candidate)) else {
                policy = RenamePolicy::Off;
                continue;
            };
            match is_rename(person, open)? {
                true => wishes.push(wish(bench.dialect(), &rename_argument(open))?),
                false => denied.push(open.clone()),
            }
        }
    }

    fn wishes<'s>(&self, dialect: Dialect, new: &'s Source) -> Result<Vec<Wish<'s>>, Failure> {
        let mut wishes = Vec::new();
        for argument in &self.arguments.rename {
            wishes.push(wish(dialect, argument)?);
        }
        for script in &new.declared.scripts {
            let found = hints(dialect, &script.text).map_err(|error| {
                let place = error.range();
                let failure = Failure::from(error);
                match place {
                    Some(range) => failure.at(new.place(script, range)),
                    None => failure.at(FilePlace::file(&script.path)),
                }
            })?;
            let of_script = |hint| Wish { argument: RenameArgument::Clear(hint), script: Some(script) };
            wishes.extend(found.into_iter().map(of_script));
        }
        Ok(wishes)
    }

    /// The new state with what its scripts tell of values whose type changes; None where they tell nothing.
    fn converted(&self, dialect: Dialect, new: &Source) -> Result<Option<State>, Failure> {
        let mut state: Option<State> = None;
        for script in &new.declared.scripts {
            let place = |range| new.place(script, range);
            let found = conversions(dialect, &script.text).map_err(|error| match error.range() {
                Some(range) => Failure::from(error).at(place(range)),
                None => Failure::from(error).at(FilePlace::file(&script.path)),
            })?;
            for hint in found {
                let path = (hint.schema.as_deref(), hint.table.as_str(), hint.column.as_str());
                let told = match state.get_or_insert_with(|| new.state.clone()) {
                    State::Postgres(catalog) => tell_conversion(catalog, path, &hint.expression),
                    State::Sqlite(_) => false,
                };
                if !told {
                    return Err(untold(&hint.column).at(place(hint.range)));
                }
            }
        }
        Ok(state)
    }

    /// What cannot be compared is named, or refused under `--strict`.
    fn unmodelled(&self, states: Pair<&State>, report: &mut Report<'_>) -> Result<(), Failure> {
        let (old, new) = (states.old.unmodelled(), states.new.unmodelled());
        match self.strictness {
            Strictness::Refuse => {
                let mut all: Vec<ObjectId> = old.into_iter().chain(new).collect();
                all.sort();
                all.dedup();
                if all.is_empty() { Ok(()) } else { Err(strict(&all)) }
            }
            Strictness::Note => {
                let both: Vec<String> =
                    old.iter().filter(|id| new.contains(id)).map(ToString::to_string).collect();
                if !both.is_empty() {
                    report.note(&format!(
                        "of kinds that are not modelled yet, and left alone: {}",
                        both.join(", ")
                    ));
                }
                Ok(())
            }
        }
    }
}

/// Refuses to go on over objects of kinds that are not modelled.
fn untold(column: &str) -> Failure {
    Failure::usage("bad-conversion", format!("no column {column} is there whose values this could convert"))
        .hint("only PostgreSQL converts values by an expression; its table has to be in the declared schema")
}

pub(super) fn strict(all: &[ObjectId]) -> Failure {
    let message = match all.len() {
        1 => "1 object is of a kind that evenkeel does not model yet".to_owned(),
        many => format!("{many} objects are of kinds that evenkeel does not model yet"),
    };
    let names: Vec<String> = all.iter().map(ToString::to_string).collect();
    Failure::refusal("unmodelled-objects", message)
        .details(names.clone())
        .objects(names)
        .hint("without --strict they are named and left alone while they are equal on both sides")
}

fn wish(dialect: Dialect, argument: &str) -> Result<Wish<'static>, Failure> {
    Ok(Wish { argument: parse_argument(dialect, argument)?, script: None })
}

fn is_rename(person: &Person, Pair { old, new }: &Candidate) -> Result<bool, Failure> {
    let readings = [
        format!("it was renamed to {}", new.name()),
        format!("{} is dropped with what it holds, and {} is new", old.name(), new.name()),
    ];
    Ok(person.chooses(&format!("What became of {old}?"), &readings)? == 0)
}

async fn planned(
    bench: &mut Workbench,
    states: Pair<&State>,
    wishes: &[Wish<'_>],
    (policy, online): (RenamePolicy, &Online),
    report: &mut Report<'_>,
) -> Result<Planned, Unplanned> {
    let renames = resolve_told(states.old, wishes, report)?;
    let (renamed, mut steps) = bench.renamed(states.old, &renames, report).await?;
    let rest = plan_online(Pair::of(&renamed, states.new), policy, online).map_err(EngineError::from)?;
    let renaming = steps.len();
    steps.extend(rest.steps);
    let plan = Plan { steps, repairs: rest.repairs };
    Ok(Planned { plan, renames, renaming, renamed, converted: None, kept: None, online: online.clone() })
}

/// Finds what the wishes mean. A hint in a file stays there for good, so one whose time has not come or is over, because
/// the state knows neither name, renames nothing.
fn resolve_told(
    state: &State,
    wishes: &[Wish<'_>],
    report: &mut Report<'_>,
) -> Result<Vec<Rename>, EngineError> {
    let mut wishes = wishes.to_vec();
    loop {
        let error = match resolve(state, &wishes) {
            Ok(renames) => return Ok(renames),
            Err(error) => error,
        };
        let EngineError::UnknownRename { nearest, passage: Some(passage), .. } = &error else {
            return Err(error);
        };
        let before = wishes.len();
        if nearest.is_empty() {
            wishes.retain(|wish| !stands_at(wish, passage));
        }
        if wishes.len() == before {
            return Err(error);
        }
        if !state.is_empty() {
            report
                .note(&format!("the hint at {} renames nothing: neither name is there", passage.location()));
        }
    }
}

fn stands_at(wish: &Wish<'_>, passage: &Passage) -> bool {
    let offset = match &wish.argument {
        RenameArgument::Clear(hint) => hint.offset,
        RenameArgument::Either { .. } => None,
    };
    let same_file = wish.script.is_some_and(|script| script.path == passage.file);
    same_file && offset == Some(passage.range.start)
}

/// Why there is no plan: something that a person may still answer, or something else.
enum Unplanned {
    Engine(EngineError),
    Other(Failure),
}

impl Unplanned {
    /// Shown where somebody wrote it.
    fn originating(self, new: &Source) -> Unplanned {
        match self {
            Unplanned::Engine(error) => Unplanned::Engine(originating(error, &new.declared)),
            Unplanned::Other(failure) => Unplanned::Other(failure),
        }
    }
}

impl From<EngineError> for Unplanned {
    fn from(error: EngineError) -> Self {
        Unplanned::Engine(error)
    }
}

impl From<Failure> for Unplanned {
    fn from(failure: Failure) -> Self {
        Unplanned::Other(failure)
    }
}

impl From<Unplanned> for Failure {
    fn from(unplanned: Unplanned) -> Self {
        match unplanned {
            Unplanned::Engine(error) => error.into(),
            Unplanned::Other(failure) => failure,
        }
    }
}

fn undo(rename: &Rename) -> Rename {
    match rename {
        Rename::Object { object, to } => {
            let mut parts: Vec<&str> = object.parts().collect();
            parts.pop();
            parts.push(to);
            Rename::Object { object: ObjectId::new(object.kind(), &parts), to: object.name().to_owned() }
        }
        Rename::Label { of, from, to } => {
            Rename::Label { of: of.clone(), from: to.clone(), to: from.clone() }
        }
    }
}
