//! The states that commands compare: the declared schema, the replayed migrations, a database; and the way from one
//! to the other with the renames that people tell. Must not know any command.

use std::path::PathBuf;

use evenkeel_core::rename::Candidate;
use evenkeel_core::{ObjectId, Pair, Plan, Step};
use evenkeel_engine::database::Database;
use evenkeel_engine::error::{EngineError, Passage};
use evenkeel_engine::place::Place;
use evenkeel_engine::planning::{PlanningError, RenamePolicy, plan};
use evenkeel_engine::scratch::ScratchRequest;
use evenkeel_engine::state::State;
use evenkeel_engine::workshop::{Rename, Wish, Workshop, resolve};
use evenkeel_sources::hints::{RenameArgument, hints, parse_argument};
use evenkeel_sources::lexer::Dialect;
use evenkeel_sources::split::split;
use evenkeel_sources::{Migrations, Script, StateSpec, files};

use super::work::Work;
use crate::arguments::{RenameArguments, RenameMode};
use crate::failure::{Failure, Place as FilePlace};
use crate::report::Report;
use crate::terminal::Person;
use crate::translate::{rename_argument, told_rename};

/// A state by where it is found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Spec {
    Empty,
    Database(Place),
    /// The project's own schema, which cannot be empty by accident.
    Declared(PathBuf),
    /// SQL files that declare a schema.
    Scripts(PathBuf),
    Migrations(PathBuf),
}

/// A state and the SQL that declares it, if any does.
pub(super) struct Source {
    pub(super) state: State,
    scripts: Vec<Script>,
}

impl Work<'_> {
    /// The named state, or the database.
    pub(super) fn state_or_database(&self, text: Option<&str>) -> Result<Spec, Failure> {
        text.map_or_else(|| Ok(Spec::Database(self.place()?)), |text| self.spec(text))
    }

    /// The named state, or the declared schema.
    pub(super) fn state_or_schema(&self, text: Option<&str>) -> Result<Spec, Failure> {
        text.map_or_else(|| Ok(Spec::Declared(self.settings.schema.clone())), |text| self.spec(text))
    }

    fn spec(&self, text: &str) -> Result<Spec, Failure> {
        let environment = &self.surroundings.environment;
        Ok(match StateSpec::parse(text)? {
            StateSpec::Empty => Spec::Empty,
            StateSpec::Postgres(url) => Spec::Database(Place::resolve(url.reveal(), environment)?),
            StateSpec::Sqlite(path) => Spec::Database(Place::Sqlite(path)),
            StateSpec::File(path) | StateSpec::Folder(path) => Spec::Scripts(path),
            StateSpec::Migrations(path) => Spec::Migrations(path),
        })
    }
}

/// Where states are made; the throw-away databases for it are found only when one is needed.
pub(super) struct Workbench {
    dialect: Dialect,
    request: ScratchRequest,
    workshop: Option<Workshop>,
}

impl Workbench {
    /// For states of the project itself.
    pub(super) fn of_project(work: &Work<'_>) -> Result<Workbench, Failure> {
        let place = work.settings.url.as_ref().map(|_| work.place()).transpose()?;
        Workbench::of(work, work.settings.dialect(), place.as_ref())
    }

    /// For these states: a database among them says which dialect all are.
    pub(super) fn of_specs(work: &Work<'_>, specs: &[&Spec]) -> Result<Workbench, Failure> {
        let databases = specs.iter().filter_map(|spec| match spec {
            Spec::Database(place) => Some(place),
            Spec::Empty | Spec::Declared(_) | Spec::Scripts(_) | Spec::Migrations(_) => None,
        });
        match databases.into_iter().next() {
            Some(place) => Workbench::of(work, place.dialect(), Some(place)),
            None => Workbench::of_project(work),
        }
    }

    fn of(work: &Work<'_>, dialect: Dialect, at_hand: Option<&Place>) -> Result<Workbench, Failure> {
        let environment = &work.surroundings.environment;
        let mut request = ScratchRequest::new(environment);
        if let Some(Place::Postgres(target)) = at_hand {
            request.server_at_hand = Some(target.clone());
        }
        if let (Some(url), Dialect::Postgres) = (&work.settings.scratch_url, dialect) {
            match Place::resolve(url, environment)? {
                Place::Postgres(target) => request.url = Some(target),
                Place::Sqlite(path) => {
                    let message = format!("the scratch of PostgreSQL cannot be the SQLite file {}", path.display());
                    return Err(Failure::usage("bad-url", message));
                }
            }
        }
        Ok(Workbench { dialect, request, workshop: None })
    }

    pub(super) fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// Both states. A database is read first: it says of which major version the scratch has to be.
    pub(super) async fn pair(
        &mut self,
        specs: Pair<&Spec>,
        report: &mut Report<'_>,
    ) -> Result<Pair<Source>, Failure> {
        match (specs.old, specs.new) {
            (_, Spec::Database(_)) => {
                let new = self.state(specs.new, report).await?;
                Ok(Pair::of(self.state(specs.old, report).await?, new))
            }
            _ => {
                let old = self.state(specs.old, report).await?;
                Ok(Pair::of(old, self.state(specs.new, report).await?))
            }
        }
    }

    pub(super) async fn state(&mut self, spec: &Spec, report: &mut Report<'_>) -> Result<Source, Failure> {
        match spec {
            Spec::Empty => Ok(Source { state: State::empty(self.dialect), scripts: Vec::new() }),
            Spec::Database(place) => {
                report.detail(&format!("database: {place}"));
                let database = Database::open(place, None).await?;
                self.request.major = self.request.major.or(database.major());
                Ok(Source { state: database.inspect().await?, scripts: Vec::new() })
            }
            Spec::Declared(path) => {
                let scripts = load(path)?;
                refuse_empty(self.dialect, path, &scripts)?;
                let state = self.workshop(report).await?.desired(&scripts).await?;
                Ok(Source { state, scripts })
            }
            Spec::Scripts(path) => {
                let scripts = load(path)?;
                let state = self.workshop(report).await?.desired(&scripts).await?;
                Ok(Source { state, scripts })
            }
            Spec::Migrations(path) => {
                let migrations = Migrations::load(path)?;
                self.replayed(&migrations, report).await
            }
        }
    }

    /// What the migrations lead to.
    pub(super) async fn replayed(
        &mut self,
        migrations: &Migrations,
        report: &mut Report<'_>,
    ) -> Result<Source, Failure> {
        let state = self.workshop(report).await?.replayed(&migrations.list).await?;
        Ok(Source { state, scripts: Vec::new() })
    }

    /// The text for a manifest by which a state is known again.
    pub(super) fn stamp(&self, state: &State) -> String {
        match &self.workshop {
            Some(workshop) => workshop.stamp(state).to_string(),
            None => state.fingerprint(),
        }
    }

    async fn renamed(
        &mut self,
        state: &State,
        renames: &[Rename],
        report: &mut Report<'_>,
    ) -> Result<(State, Vec<Step>), Failure> {
        if renames.is_empty() {
            return Ok((state.clone(), Vec::new()));
        }
        Ok(self.workshop(report).await?.renamed(state, renames).await?)
    }

    async fn workshop(&mut self, report: &mut Report<'_>) -> Result<&Workshop, Failure> {
        if self.workshop.is_none() {
            let workshop = match self.dialect {
                Dialect::Sqlite => Workshop::sqlite(),
                Dialect::Postgres => Workshop::postgres(&self.request).await?,
            };
            for why in workshop.passed_over() {
                report.detail(&format!("scratch: not {why}"));
            }
            report.detail(&format!("scratch: {}", workshop.how()));
            self.workshop = Some(workshop);
        }
        Ok(self.workshop.as_ref().expect("it was made just above"))
    }

    /// Removes what was thrown away; what is left behind is said.
    pub(super) async fn close(self, report: &mut Report<'_>) {
        let Some(workshop) = self.workshop else { return };
        if let Err(error) = workshop.close().await {
            report.note(&format!("a scratch database is left behind ({error}); the next run removes it"));
        }
    }
}

fn load(path: &std::path::Path) -> Result<Vec<Script>, Failure> {
    files::load(path).map_err(|error| match error {
        files::FilesError::Missing { path } => {
            let shown = path.display();
            Failure::new("missing-file", format!("the declared schema {shown} is missing"))
                .at(FilePlace::file(&path))
                .hint(format!(
                    "write your CREATE statements into {shown}, or take them from a database:\n\
                     evenkeel inspect > {shown}"
                ))
        }
        other => other.into(),
    })
}

/// An empty file would mean that everything has to go, and is far more often a mistake.
fn refuse_empty(dialect: Dialect, path: &std::path::Path, scripts: &[Script]) -> Result<(), Failure> {
    let nothing = |script: &Script| split(dialect, &script.text).is_ok_and(|statements| statements.is_empty());
    match scripts.iter().all(nothing) {
        false => Ok(()),
        true => {
            let message = format!("the declared schema {} holds no statement", path.display());
            Err(Failure::new("empty-schema", message).at(FilePlace::file(path)).hint(
                "write your CREATE statements there; if everything has to go, \
                 evenkeel diff --to empty prints the SQL for it",
            ))
        }
    }
}

/// How the way between two states is found.
pub(super) struct Planning<'a> {
    pub(super) arguments: &'a RenameArguments,
    pub(super) strictness: Strictness,
    /// Somebody who can be asked about renames.
    pub(super) person: Option<&'a Person>,
}

/// What objects of kinds that are not modelled mean while they are equal on both sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Strictness {
    Note,
    Refuse,
}

impl Strictness {
    pub(super) fn of_flag(strict: bool) -> Self {
        if strict { Strictness::Refuse } else { Strictness::Note }
    }
}

/// The way from one state to another: renames, then changes.
pub(super) struct Planned {
    pub(super) plan: Plan,
    renames: Vec<Rename>,
    /// The old state once the renames are done.
    renamed: State,
}

impl Planned {
    /// In the form of the command line's `--rename`.
    pub(super) fn told_renames(&self) -> Vec<String> {
        self.renames.iter().map(told_rename).collect()
    }

    /// The way back: the changes undone, then the renames, last one first.
    pub(super) async fn reverse(
        &self,
        bench: &mut Workbench,
        states: Pair<&State>,
        report: &mut Report<'_>,
    ) -> Result<Plan, Failure> {
        let changes = plan(Pair::of(states.new, &self.renamed), RenamePolicy::Off)?;
        let renames: Vec<Rename> = self.renames.iter().rev().map(undo).collect();
        let (_, steps) = bench.renamed(&self.renamed, &renames, report).await?;
        Ok(Plan { steps: changes.steps.into_iter().chain(steps).collect(), repairs: changes.repairs })
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
        let states = Pair::of(&sources.old.state, &sources.new.state);
        self.unmodelled(states, report)?;
        let mut wishes = self.wishes(bench.dialect, &sources.new.scripts)?;
        let mut policy = match self.arguments.renames {
            RenameMode::Refuse => RenamePolicy::Refuse,
            RenameMode::Off => RenamePolicy::Off,
        };
        let mut denied: Vec<Candidate> = Vec::new();
        loop {
            let error = match planned(bench, states, &wishes, policy, report).await {
                Ok(planned) => return Ok(planned),
                Err(error) => error,
            };
            let (Unplanned::Engine(EngineError::Planning(PlanningError::Ambiguous(candidates))), Some(person)) =
                (&error, self.person)
            else {
                return Err(error.into());
            };
            let Some(open) = candidates.iter().find(|candidate| !denied.contains(candidate)) else {
                policy = RenamePolicy::Off;
                continue;
            };
            match is_rename(person, open)? {
                true => wishes.push(wish(bench.dialect, &rename_argument(open))?),
                false => denied.push(open.clone()),
            }
        }
    }

    fn wishes<'s>(&self, dialect: Dialect, scripts: &'s [Script]) -> Result<Vec<Wish<'s>>, Failure> {
        let mut wishes = Vec::new();
        for argument in &self.arguments.rename {
            wishes.push(wish(dialect, argument)?);
        }
        for script in scripts {
            let found = hints(dialect, &script.text).map_err(|error| {
                let place = evenkeel_sources::Explain::range(&error);
                let failure = Failure::from(error);
                match place {
                    Some(range) => failure.at(FilePlace::within(&script.path, script.text.clone(), range)),
                    None => failure.at(FilePlace::file(&script.path)),
                }
            })?;
            let of_script = |hint| Wish { argument: RenameArgument::Clear(hint), script: Some(script) };
            wishes.extend(found.into_iter().map(of_script));
        }
        Ok(wishes)
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
                let both: Vec<String> = old.iter().filter(|id| new.contains(id)).map(ToString::to_string).collect();
                if !both.is_empty() {
                    report.note(&format!("of kinds that are not modelled yet, and left alone: {}", both.join(", ")));
                }
                Ok(())
            }
        }
    }
}

fn strict(all: &[ObjectId]) -> Failure {
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
    policy: RenamePolicy,
    report: &mut Report<'_>,
) -> Result<Planned, Unplanned> {
    let renames = resolve_told(states.old, wishes, report)?;
    let (renamed, mut steps) = bench.renamed(states.old, &renames, report).await?;
    let rest = plan(Pair::of(&renamed, states.new), policy).map_err(EngineError::from)?;
    steps.extend(rest.steps);
    Ok(Planned { plan: Plan { steps, repairs: rest.repairs }, renames, renamed })
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
        let EngineError::UnknownRename { nearest, passage: Some(passage), .. } = &error else { return Err(error) };
        let before = wishes.len();
        if nearest.is_empty() {
            wishes.retain(|wish| !stands_at(wish, passage));
        }
        if wishes.len() == before {
            return Err(error);
        }
        if !state.is_empty() {
            report.note(&format!("the hint at {} renames nothing: neither name is there", passage.location()));
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
        Rename::Label { of, from, to } => Rename::Label { of: of.clone(), from: to.clone(), to: from.clone() },
    }
}
