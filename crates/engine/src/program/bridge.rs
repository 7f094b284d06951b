//! Runs one program after the other: those of Node in one process, those of Alembic by what it prints of them. Must not know
//! what a run is part of.

use std::path::{Path, PathBuf};
use std::time::Duration;

use evenkeel_sources::Program;
use evenkeel_sources::folder::{Home, Tool};
use serde::Serialize;

use super::alembic::{self, Alembic};
use super::answer::{Answer, Exception, Order, Refusal, way, word};
use super::error::{ProgramError, Thrown};
use super::host::{Gone, Host, NotStarted, Rooms, private_folder};
use super::{Unasked, place};
use crate::connect::lend::{Endpoint, Manner, Passed, Passing};
use crate::connect::{ServerError, Session, Target};
use crate::error::Cause;
use crate::execute::Interrupt;

/// Who runs programs, and the socket at which a session is lent to them.
pub(crate) struct Bridge {
    speaker: Speaker,
    endpoint: Endpoint,
    tool: Tool,
    /// Where the project's package.json stands, or what is such to its tool.
    project: PathBuf,
    unasked: Unasked,
    state: State,
}

/// Who says at the socket what a program has to say.
enum Speaker {
    /// The program itself.
    Node { host: Box<Host>, version: String },
    /// We, from what alembic prints of it.
    Alembic(Box<Alembic>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Running,
    Ended,
}

/// How a program ended.
pub(crate) enum Ended {
    Well,
    Badly(ProgramError),
}

/// What the process is told when it is started.
#[derive(Serialize)]
pub(super) struct Facts<'a> {
    pub(super) folder: &'a Path,
    pub(super) root: &'a Path,
    pub(super) tool: &'static str,
    pub(super) user: &'a str,
    pub(super) database: &'a str,
    pub(super) unasked: Unasked,
}

impl Bridge {
    /// Starts what runs such programs.
    ///
    /// # Errors
    /// There is nothing that could, or no project.
    pub(super) async fn start(
        target: &Target,
        program: &Program,
        unasked: Unasked,
    ) -> Result<Bridge, ProgramError> {
        let (tool, project) = (program.tool, project(program)?);
        let failed = |error: &dyn std::fmt::Display| ProgramError::Start { tool, problem: error.to_string() };
        let (speaker, endpoint) = match tool {
            Tool::Alembic => {
                let folder = private_folder().map_err(|error| failed(&error))?;
                let endpoint = Endpoint::open(folder.path()).map_err(|error| failed(&error))?;
                (Speaker::Alembic(Box::new(Alembic::of(&project, folder, target))), endpoint)
            }
            Tool::Knex
            | Tool::Sequelize
            | Tool::Kysely
            | Tool::MikroOrm
            | Tool::TypeOrm
            | Tool::NodePgMigrate
            | Tool::Medusa => {
                let rooms = Rooms::make().map_err(|error| failed(&error))?;
                let endpoint = Endpoint::open(rooms.path()).map_err(|error| failed(&error))?;
                let folder = rooms.path().to_owned();
                let facts = Facts {
                    folder: &folder,
                    root: &project,
                    tool: word(tool),
                    user: target.user(),
                    database: target.database(),
                    unasked,
                };
                let (host, version) = start(rooms, tool, &project, &facts).await?;
                (Speaker::Node { host: Box::new(host), version }, endpoint)
            }
        };
        Ok(Bridge { speaker, endpoint, tool, project, unasked, state: State::Running })
    }

    /// Whether it runs such programs.
    pub(super) fn suits(&self, program: &Program, unasked: Unasked) -> bool {
        self.state == State::Running
            && self.unasked == unasked
            && self.tool == program.tool
            && project(program).as_ref() == Ok(&self.project)
    }

    /// Loads a program, which says nothing to the database yet; in which manner it is to be run.
    ///
    /// # Errors
    /// It cannot be loaded, or has not the way that is asked for.
    pub(crate) async fn load(&mut self, migration: &str, program: &Program) -> Result<Manner, ProgramError> {
        let host = match &mut self.speaker {
            Speaker::Node { host, version: _ } => host,
            Speaker::Alembic(alembic) => return Box::pin(alembic.load(migration, program)).await,
        };
        let file = std::path::absolute(&program.file.path).unwrap_or_else(|_| program.file.path.clone());
        let order = Order::Load { file: &file, way: way(program) };
        match host.ask(&order).await {
            Ok(Answer::Loaded { transaction: true }) => Ok(Manner::Within),
            Ok(Answer::Loaded { transaction: false }) => Ok(Manner::Bare),
            Ok(Answer::Refused(refusal)) => Err(self.explain(migration, program, refusal, &[])),
            Ok(Answer::Lacking(lack)) => Err(lack.explain(self.tool, &self.project, &self.version())),
            Ok(Answer::Hello { .. } | Answer::Outlined(_) | Answer::Done {}) => {
                Err(self.died(migration, "it lost its thread"))
            }
            Err(Gone { how }) => Err(self.died(migration, &how)),
        }
    }

    /// Runs what was loaded, over a session that is lent to it meanwhile.
    ///
    /// # Errors
    /// The server is gone.
    pub(crate) async fn run(
        &mut self,
        (migration, program): (&str, &Program),
        session: &Session,
        (manner, breath): (Manner, Option<Duration>),
        passed: &mut (impl Passing + AsRef<[Passed]>),
        interrupt: &Interrupt,
    ) -> Result<Ended, ServerError> {
        let speaker = &mut self.speaker;
        let work = async {
            let answer = tokio::select! {
                answer = speaker.speak() => Some(answer),
                () = interrupt.asked() => None,
            };
            match answer {
                Some(answer) => answer,
                None => {
                    speaker.end().await;
                    Err(Gone { how: "it was ended".to_owned() })
                }
            }
        };
        let answer = self.endpoint.serve(session, (manner, breath), passed, work).await;
        let answer = answer.inspect_err(|_| self.state = State::Ended)?;
        Ok(match answer {
            Ok(Answer::Done {}) => Ended::Well,
            Ok(Answer::Refused(refusal)) => {
                Ended::Badly(self.explain(migration, program, refusal, passed.as_ref()))
            }
            Ok(Answer::Lacking(lack)) => {
                Ended::Badly(lack.explain(self.tool, &self.project, &self.version()))
            }
            Ok(Answer::Hello { .. } | Answer::Outlined(_) | Answer::Loaded { .. }) => {
                Ended::Badly(self.died(migration, "it lost its thread"))
            }
            Err(Gone { how }) => Ended::Badly(self.died(migration, &how)),
        })
    }

    /// What programs have printed since the last time.
    pub(crate) fn printed(&mut self) -> Vec<String> {
        match &mut self.speaker {
            Speaker::Node { host, version: _ } => host.printed(),
            Speaker::Alembic(_) => Vec::new(),
        }
    }

    pub(super) async fn close(mut self) {
        self.speaker.end().await;
    }

    /// Of Node.
    fn version(&self) -> String {
        match &self.speaker {
            Speaker::Node { host: _, version } => version.clone(),
            Speaker::Alembic(_) => String::new(),
        }
    }

    fn died(&mut self, migration: &str, how: &str) -> ProgramError {
        self.state = State::Ended;
        ProgramError::Died { migration: migration.to_owned(), how: how.to_owned() }
    }

    fn explain(
        &self,
        migration: &str,
        program: &Program,
        refusal: Refusal,
        passed: &[Passed],
    ) -> ProgramError {
        let migration = migration.to_owned();
        match refusal {
            Refusal::NoWay => ProgramError::NoWay { migration, way: way(program) },
            Refusal::Links { drops, alters } => ProgramError::Links { drops, alters },
            Refusal::Threw(exception) => {
                let file = std::path::absolute(&program.file.path).unwrap_or_default();
                let passage = place::of(&exception.stack, &file, &self.project).map(|mut passage| {
                    if passage.file == file {
                        passage.file.clone_from(&program.file.path);
                    }
                    passage
                });
                let mut thrown = thrown(&exception, passage, passed);
                let said = thrown.sql.as_deref().and_then(|sql| place::saying(sql, &program.file));
                thrown.passage = thrown.passage.or(said);
                ProgramError::Threw { migration, thrown: Box::new(thrown) }
            }
        }
    }
}

impl Speaker {
    /// Says what was loaded.
    async fn speak(&mut self) -> Result<Answer, Gone> {
        match self {
            Speaker::Node { host, version: _ } => host.ask(&Order::Run {}).await,
            Speaker::Alembic(alembic) => Ok(match Box::pin(alembic.say()).await {
                Ok(()) => Answer::Done {},
                Err(error) => Answer::Refused(Refusal::Threw(Exception::of(&error))),
            }),
        }
    }

    async fn end(&mut self) {
        match self {
            Speaker::Node { host, version: _ } => host.kill().await,
            Speaker::Alembic(_) => {}
        }
    }
}

/// What the server said stands in its own words.
fn thrown(exception: &Exception, passage: Option<crate::error::Passage>, passed: &[Passed]) -> Thrown {
    let state = exception.sqlstate.as_deref();
    let refused = passed.iter().rev().find_map(|one| {
        let report = one.refused.as_ref()?;
        (Some(report.sqlstate.as_str()) == state).then_some((one, report))
    });
    match refused {
        None => Thrown { said: exception.said(), passage, sql: None, cause: None },
        Some((one, report)) => {
            let cause = Cause::from(&ServerError::Refused(Box::new(report.clone())));
            Thrown { said: report.message.clone(), passage, sql: Some(one.sql.clone()), cause: Some(cause) }
        }
    }
}

/// Starts the project's node; it and its version.
///
/// # Errors
/// There is none, or it does not answer.
pub(super) async fn start(
    rooms: Rooms,
    tool: Tool,
    project: &Path,
    facts: &Facts<'_>,
) -> Result<(Host, String), ProgramError> {
    let failed = |problem: String| ProgramError::Start { tool, problem };
    let mut host = rooms.start(project, facts).await.map_err(|error| match error {
        NotStarted::NotFound => ProgramError::NoNode { tool },
        NotStarted::Other(problem) => failed(problem),
    })?;
    match host.hear().await {
        Ok(Answer::Hello { node }) => Ok((host, node.trim_start_matches('v').to_owned())),
        Ok(
            Answer::Outlined(_)
            | Answer::Loaded { .. }
            | Answer::Done {}
            | Answer::Lacking(_)
            | Answer::Refused(_),
        ) => Err(failed("it does not answer".to_owned())),
        Err(Gone { how }) => Err(failed(how)),
    }
}

/// The folder of the package that a program belongs to.
fn project(program: &Program) -> Result<PathBuf, ProgramError> {
    if program.tool == Tool::Alembic {
        return alembic::project(program);
    }
    if let Some(Home { project, .. }) = &program.home {
        return Ok(std::path::absolute(project).unwrap_or_else(|_| project.clone()));
    }
    above(program, "package.json").map_err(|folder| ProgramError::NoProject { tool: program.tool, folder })
}

/// The nearest folder above a program in which such a file stands.
///
/// # Errors
/// There is none above the program's own folder, which is told.
pub(super) fn above(program: &Program, name: &str) -> Result<PathBuf, PathBuf> {
    let file = std::path::absolute(&program.file.path).unwrap_or_else(|_| program.file.path.clone());
    let found = file.ancestors().skip(1).find(|folder| folder.join(name).is_file());
    found.map(Path::to_owned).ok_or_else(|| program.file.path.parent().unwrap_or(Path::new(".")).to_owned())
}
