//! Where the states that commands compare are made: the declared schema, the replayed migrations, a database. Must not know
//! any command.

use evenkeel_core::{Pair, Selection, Step};
use evenkeel_engine::database::Database;
use evenkeel_engine::error::{EngineError, Passage};
use evenkeel_engine::place::Place;
use evenkeel_engine::planning::Online;
use evenkeel_engine::scratch::ScratchRequest;
use evenkeel_engine::state::State;
use evenkeel_engine::workshop::{Rename, Workshop};
use evenkeel_sources::lexer::Dialect;
use evenkeel_sources::prisma::Forms;
use evenkeel_sources::{Declared, Migrations, Script};

use super::declaring;
use super::source::{Source, Spec};
use super::work::Work;
use crate::failure::Failure;
use crate::report::Report;
use crate::settings::Declaration;

/// A database as it was found.
struct Read {
    place: String,
    major: Option<u32>,
    state: State,
}

/// Where states are made; the throw-away databases for it are found only when one is needed.
pub(super) struct Workbench {
    dialect: Dialect,
    request: ScratchRequest,
    selection: Selection,
    workshop: Option<Workshop>,
    /// What was made of these scripts before anybody asked.
    early: Option<(Vec<Script>, Result<State, EngineError>)>,
    /// On which tables new migrations keep readers and writers going.
    online: Online,
    /// What the states that were seen so far have.
    forms: Forms,
}

/// How many states are made at the same time.
#[derive(Clone, Copy)]
enum Hands {
    One,
    Two,
}

impl Workbench {
    pub(super) fn online(&self) -> &Online {
        &self.online
    }

    /// For states of the project itself.
    pub(super) fn of_project(work: &Work<'_>) -> Result<Workbench, Failure> {
        let place = work.settings.url.as_ref().map(|_| work.place()).transpose()?;
        Workbench::of(work, work.settings.dialect(), place.as_ref())
    }

    /// For these states: a database among them says which dialect all are.
    pub(super) fn of_specs(work: &Work<'_>, specs: &[&Spec]) -> Result<Workbench, Failure> {
        let databases = specs.iter().filter_map(|spec| match spec {
            Spec::Database(place) => Some(place),
            Spec::Empty | Spec::Declared(_) | Spec::Scripts(_) | Spec::Migrations(_) | Spec::History(_) => {
                None
            }
        });
        match databases.into_iter().next() {
            Some(place) => Workbench::of(work, place.dialect(), Some(place)),
            None => Workbench::of_project(work),
        }
    }

    fn of(work: &Work<'_>, dialect: Dialect, at_hand: Option<&Place>) -> Result<Workbench, Failure> {
        let request = scratch_request(work, dialect, at_hand)?;
        let selection = work.settings.selection.clone();
        let online = super::planning::online(work.settings.online);
        Ok(Workbench {
            dialect,
            request,
            selection,
            workshop: None,
            early: None,
            online,
            forms: Forms::default(),
        })
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
        let Pair { old, new } = match (specs.old, specs.new) {
            (Spec::Database(old), Spec::Database(new)) => {
                // Neither has to wait for the other.
                let (old, new) = tokio::join!(self.read(old), self.read(new));
                Pair::of(self.noted(old?, report), self.noted(new?, report))
            }
            (_, Spec::Database(_)) => {
                let new = self.state(specs.new, report).await?;
                Pair::of(self.state(specs.old, report).await?, new)
            }
            _ => {
                let old = self.state(specs.old, report).await?;
                Pair::of(old, self.state(specs.new, report).await?)
            }
        };
        // What another tool keeps is left alone unless both sides have it.
        let kept = Pair::of(
            old.kept_by_other_tools(specs.old, &new.state),
            new.kept_by_other_tools(specs.new, &old.state),
        );
        let (old, new) = (old.without(&kept.old, report), new.without(&kept.new, report));
        let new = new.keeping(&old.state, report);
        let old = old.keeping(&new.state, report);
        Ok(Pair::of(old, new))
    }

    async fn read(&self, place: &Place) -> Result<Read, Failure> {
        let database = Database::open(place, None).await?.selecting(&self.selection);
        Ok(Read { place: place.to_string(), major: database.major(), state: database.inspect().await? })
    }

    /// What was read is the state; of which version its server is decides about the scratch.
    fn noted(&mut self, read: Read, report: &mut Report<'_>) -> Source {
        report.detail(&format!("database: {}", read.place));
        self.request.major = self.request.major.or(read.major);
        self.seen(read.state)
    }

    pub(super) async fn state(&mut self, spec: &Spec, report: &mut Report<'_>) -> Result<Source, Failure> {
        match spec {
            Spec::Empty => Ok(Source::of(State::empty(self.dialect))),
            Spec::Database(place) => {
                let read = self.read(place).await?;
                Ok(self.noted(read, report))
            }
            Spec::Declared(declaration) => {
                let declared = declaring::load(declaration, self.dialect, &self.forms).await?;
                declaring::refuse_empty(self.dialect, declaration, &declared.scripts)?;
                self.desired(declared, report).await
            }
            Spec::Scripts(declaration) => {
                let declared = declaring::load(declaration, self.dialect, &self.forms).await?;
                self.desired(declared, report).await
            }
            Spec::Migrations(path) => {
                let migrations = Migrations::load(path)?;
                self.replayed(&migrations, report).await
            }
            Spec::History(migrations) => self.replayed(migrations, report).await,
        }
    }

    /// What the files make of an empty database.
    async fn desired(&mut self, declared: Declared, report: &mut Report<'_>) -> Result<Source, Failure> {
        let made = match self.early.take() {
            Some((scripts, made)) if scripts == declared.scripts => made,
            _ => self.workshop(report).await?.desired(&declared.scripts).await,
        };
        let state = made.map_err(|error| originating(error, &declared))?;
        Ok(Source { state, declared })
    }

    /// A state that no file declares, whose forms count for what files declare.
    pub(super) fn seen(&mut self, state: State) -> Source {
        self.forms = state.forms();
        Source::of(state)
    }

    /// Goes through these migrations. Neither they nor what the files declare has to wait for the other: whoever asks for the
    /// declared state next finds it made.
    pub(super) async fn beside<T>(
        &mut self,
        declaration: &Declaration,
        migrations: &Migrations,
        walk: impl AsyncFnOnce(&Workshop) -> Result<T, EngineError>,
        report: &mut Report<'_>,
    ) -> Result<T, Failure> {
        let scripts = self.foreseen(declaration).await;
        self.opened(declaration, report).await?;
        let workshop = self.workshop(report).await?;
        if scripts.is_empty() {
            return Ok(walk(workshop).await?);
        }
        let of_history = migrations.list.iter().filter_map(|migration| migration.content.sql());
        workshop.shield(of_history.chain(&scripts)).await;
        let (walked, made) = tokio::join!(walk(workshop), Box::pin(workshop.desired(&scripts)));
        self.early = Some((scripts, made));
        Ok(walked?)
    }

    /// Has throw-away databases ready for [`Workbench::beside`].
    pub(super) async fn opened(
        &mut self,
        declaration: &Declaration,
        report: &mut Report<'_>,
    ) -> Result<(), Failure> {
        let hands = if is_foreseeable(declaration) { Hands::Two } else { Hands::One };
        self.workshop_for(hands, report).await.map(drop)
    }

    /// What a declaration will most likely say. A program is asked once, and what is wrong is said to whoever asks for it.
    async fn foreseen(&self, declaration: &Declaration) -> Vec<Script> {
        if !is_foreseeable(declaration) {
            return Vec::new();
        }
        let declared = declaring::load(declaration, self.dialect, &self.forms).await;
        declared.map(|declared| declared.scripts).unwrap_or_default()
    }

    /// What the migrations lead to.
    pub(super) async fn replayed(
        &mut self,
        migrations: &Migrations,
        report: &mut Report<'_>,
    ) -> Result<Source, Failure> {
        let state = self.workshop(report).await?.replayed(&migrations.list).await?;
        Ok(self.seen(state))
    }

    /// The text for a manifest by which a state is known again.
    pub(super) fn stamp(&self, state: &State) -> String {
        match &self.workshop {
            Some(workshop) => workshop.stamp(state).to_string(),
            None => state.fingerprint(),
        }
    }

    /// The state once its objects are renamed, and the steps that do it.
    pub(super) async fn renamed(
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

    /// Whether throw-away databases are there already.
    pub(super) fn has_workshop(&self) -> bool {
        self.workshop.is_some()
    }

    pub(super) async fn workshop(&mut self, report: &mut Report<'_>) -> Result<&Workshop, Failure> {
        self.workshop_for(Hands::One, report).await
    }

    async fn workshop_for(&mut self, hands: Hands, report: &mut Report<'_>) -> Result<&Workshop, Failure> {
        if self.workshop.is_none() {
            let workshop = match (self.dialect, hands) {
                (Dialect::Sqlite, Hands::One | Hands::Two) => Workshop::sqlite(),
                (Dialect::Postgres, Hands::One) => Workshop::postgres(&self.request).await?,
                (Dialect::Postgres, Hands::Two) => Workshop::postgres_for_two(&self.request).await?,
            };
            let workshop = workshop.selecting(&self.selection);
            for why in workshop.passed_over() {
                report.detail(&format!("scratch: not {why}"));
            }
            report.detail(&format!("scratch: {}", workshop.how()));
            self.workshop = Some(workshop);
        }
        Ok(self.workshop.as_ref().expect("it was made just above"))
    }

    /// Throw-away databases, where they can be had.
    pub(super) async fn workshop_if_any(&mut self, report: &mut Report<'_>) -> Option<&Workshop> {
        self.workshop(report).await.ok()
    }

    /// Removes what was thrown away; what is left behind is said.
    pub(super) async fn close(self, report: &mut Report<'_>) {
        let Some(workshop) = self.workshop else { return };
        if let Err(error) = workshop.close().await {
            report.note(&format!("a scratch database is left behind ({error}); the next run removes it"));
        }
    }
}

/// Whether what it says is known without running a program.
fn is_foreseeable(declaration: &Declaration) -> bool {
    declaration.commands.is_empty() && declaration.is_there()
}

/// Where throw-away databases are looked for.
pub(super) fn scratch_request(
    work: &Work<'_>,
    dialect: Dialect,
    at_hand: Option<&Place>,
) -> Result<ScratchRequest, Failure> {
    let environment = &work.surroundings.environment;
    let mut request = ScratchRequest::new(environment);
    if let Some(Place::Postgres(target)) = at_hand {
        request.server_at_hand = Some(target.clone());
    }
    if let (Some(url), Dialect::Postgres) = (&work.settings.scratch_url, dialect) {
        match Place::resolve(url, environment)? {
            Place::Postgres(target) => request.url = Some(target),
            Place::Sqlite(path) => {
                let message =
                    format!("the scratch of PostgreSQL cannot be the SQLite file {}", path.display());
                return Err(Failure::usage("bad-url", message));
            }
        }
    }
    Ok(request)
}

/// Shows what is wrong where somebody wrote it.
pub(super) fn originating(error: EngineError, declared: &Declared) -> EngineError {
    error.originating(&|passage: &Passage| {
        let (file, range) = declared.origin(&passage.file, passage.range.start)?;
        Some(Passage { file: file.path.clone(), text: file.text.as_str().into(), range })
    })
}
