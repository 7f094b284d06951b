//! Runs one program after the other: those of Node in one process, those of Alembic by what it prints of them. Must not know
//! what a run is part of.

use std::path::{Path, PathBuf};
use std::time::Duration;

use evenkeel_sources::Program;
use evenkeel_sources::folder::{Tool, Way};
use serde::{Deserialize, Serialize};

use super::alembic::{self, Alembic};
use super::error::{ProgramError, Thrown};
use super::host::{Gone, Host, NotStarted, Rooms, private_folder};
use super::place;
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

#[derive(Serialize)]
struct Facts<'a> {
    folder: &'a Path,
    root: &'a Path,
    tool: &'static str,
    user: &'a str,
    database: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
enum Order<'a> {
    Load { file: &'a Path, way: &'static str },
    Run {},
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Answer {
    Hello { node: String },
    Loaded { transaction: bool },
    Done {},
    Refused(Refusal),
}

#[derive(Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
enum Refusal {
    NoPackage { package: String },
    NoLoader { file: PathBuf },
    Settings { file: PathBuf, problem: String },
    NoWay,
    Threw(Exception),
}

#[derive(Deserialize)]
struct Exception {
    name: Option<String>,
    message: String,
    stack: String,
    sqlstate: Option<String>,
}

impl Bridge {
    /// Starts what runs such programs.
    ///
    /// # Errors
    /// There is nothing that could, or no project.
    pub(super) async fn start(target: &Target, program: &Program) -> Result<Bridge, ProgramError> {
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
            | Tool::NodePgMigrate => {
                let rooms = Rooms::make().map_err(|error| failed(&error))?;
                let endpoint = Endpoint::open(rooms.path()).map_err(|error| failed(&error))?;
                (node(target, tool, rooms, &project).await?, endpoint)
            }
        };
        Ok(Bridge { speaker, endpoint, tool, project, state: State::Running })
    }

    /// Whether it runs such programs.
    pub(super) fn suits(&self, program: &Program) -> bool {
        self.state == State::Running
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
            Ok(Answer::Hello { .. } | Answer::Done {}) => Err(self.died(migration, "it lost its thread")),
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
            Ok(Answer::Hello { .. } | Answer::Loaded { .. }) => {
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
            Refusal::NoPackage { package } => {
                ProgramError::NoPackage { tool: self.tool, package, folder: self.project.clone() }
            }
            Refusal::NoLoader { file } => ProgramError::NoLoader { file, node: self.version() },
            Refusal::Settings { file, problem } => ProgramError::Settings { tool: self.tool, file, problem },
            Refusal::NoWay => ProgramError::NoWay { migration, way: way(program) },
            Refusal::Threw(exception) => {
                let file = std::path::absolute(&program.file.path).unwrap_or_default();
                let passage = place::of(&exception.stack, &file, &self.project).map(|mut passage| {
                    if passage.file == file {
                        passage.file.clone_from(&program.file.path);
                    }
                    passage
                });
                ProgramError::Threw { migration, thrown: Box::new(thrown(&exception, passage, passed)) }
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

impl Exception {
    fn of(error: &tokio_postgres::Error) -> Exception {
        Exception {
            name: None,
            message: error.as_db_error().map_or_else(|| error.to_string(), |said| said.message().to_owned()),
            stack: String::new(),
            sqlstate: error.code().map(|state| state.code().to_owned()),
        }
    }
}

/// Starts the project's node.
async fn node(target: &Target, tool: Tool, rooms: Rooms, project: &Path) -> Result<Speaker, ProgramError> {
    let folder = rooms.path().to_owned();
    let facts = Facts {
        folder: &folder,
        root: project,
        tool: word(tool),
        user: target.user(),
        database: target.database(),
    };
    let failed = |problem: String| ProgramError::Start { tool, problem };
    let mut host = rooms.start(project, &facts).await.map_err(|error| match error {
        NotStarted::NotFound => ProgramError::NoNode { tool },
        NotStarted::Other(problem) => failed(problem),
    })?;
    match host.hear().await {
        Ok(Answer::Hello { node }) => {
            Ok(Speaker::Node { host: Box::new(host), version: node.trim_start_matches('v').to_owned() })
        }
        Ok(Answer::Loaded { .. } | Answer::Done {} | Answer::Refused(_)) => {
            Err(failed("it does not answer".to_owned()))
        }
        Err(Gone { how }) => Err(failed(how)),
    }
}

/// What the server said stands in its own words.
fn thrown(exception: &Exception, passage: Option<crate::error::Passage>, passed: &[Passed]) -> Thrown {
    let state = exception.sqlstate.as_deref();
    let refused = passed.iter().rev().find_map(|one| {
        let report = one.refused.as_ref()?;
        (Some(report.sqlstate.as_str()) == state).then_some((one, report))
    });
    let line = exception.message.lines().next().unwrap_or_default().trim();
    let said = match exception.name.as_deref() {
        None | Some("Error" | "") => line.to_owned(),
        Some(name) => format!("{name}: {line}"),
    };
    match refused {
        None => Thrown { said, passage, sql: None, cause: None },
        Some((one, report)) => {
            let cause = Cause::from(&ServerError::Refused(Box::new(report.clone())));
            Thrown { said: report.message.clone(), passage, sql: Some(one.sql.clone()), cause: Some(cause) }
        }
    }
}

fn word(tool: Tool) -> &'static str {
    match tool {
        Tool::Knex => "knex",
        Tool::Sequelize => "sequelize",
        Tool::Kysely => "kysely",
        Tool::MikroOrm => "mikro-orm",
        Tool::TypeOrm => "typeorm",
        Tool::NodePgMigrate => "node-pg-migrate",
        Tool::Alembic => "alembic",
    }
}

fn way(program: &Program) -> &'static str {
    match program.way {
        Way::There => "up",
        Way::Back => "down",
    }
}

/// The folder of the package that a program belongs to.
fn project(program: &Program) -> Result<PathBuf, ProgramError> {
    if program.tool == Tool::Alembic {
        return alembic::project(program);
    }
    let file = std::path::absolute(&program.file.path).unwrap_or_else(|_| program.file.path.clone());
    let above = file.ancestors().skip(1).find(|folder| folder.join("package.json").is_file());
    above.map(Path::to_owned).ok_or_else(|| {
        let folder = program.file.path.parent().unwrap_or(Path::new(".")).to_owned();
        ProgramError::NoProject { tool: program.tool, folder }
    })
}
