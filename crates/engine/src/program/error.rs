//! Why a program could not be run, or what came out of it.

use std::path::PathBuf;

use evenkeel_sources::folder::Tool;

use crate::error::{Cause, Passage};

/// What keeps a migration that is a program from being run.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProgramError {
    #[error("the migrations are {}'s programs, and there is no node to run them", tool.name())]
    NoNode { tool: Tool },
    #[error("the migrations are {}'s programs, and no package.json stands in {} or above it", tool.name(), folder.display())]
    NoProject { tool: Tool, folder: PathBuf },
    #[error("{} cannot be found from {}", package, folder.display())]
    NoPackage { tool: Tool, package: String, folder: PathBuf },
    #[error("the migrations are {}'s programs, and no {file} stands in {} or above it", tool.name(), folder.display())]
    NoSettings { tool: Tool, file: &'static str, folder: PathBuf },
    /// Its tool prints what it does, and could not.
    #[error("{} cannot be had as SQL: {why}", file.display())]
    NotAsSql { revision: String, file: PathBuf, why: String },
    #[error("{} is TypeScript, and neither Node {node} nor any package of the project can load it", file.display())]
    NoLoader { file: PathBuf, node: String },
    #[error("{} cannot be read as settings of {}: {problem}", file.display(), tool.name())]
    Settings { tool: Tool, file: PathBuf, problem: String },
    #[error("which migrations there are {} cannot say: {problem}", tool.name())]
    Untold { tool: Tool, problem: String },
    #[error("the module {module} {problem}, which only {} itself can run", tool.name())]
    Module { tool: Tool, module: String, problem: String },
    #[error("{}", links(drops, alters))]
    Links { drops: Vec<String>, alters: Vec<String> },
    #[error("{}'s programs are run on PostgreSQL only: evenkeel cannot lend them an SQLite file", tool.name())]
    Sqlite { tool: Tool },
    #[error("node cannot be made to run {}'s programs: {problem}", tool.name())]
    Start { tool: Tool, problem: String },
    #[error("migration {migration} ended node before it was done: {how}")]
    Died { migration: String, how: String },
    #[error("migration {migration} has no `{way}` that could be called")]
    NoWay { migration: String, way: &'static str },
    #[error(
        "nobody knows how far migration {migration} came, which runs outside of a transaction, before its run was cut off"
    )]
    CutOff { migration: String },
    #[error("migration {migration} failed: {}", thrown.said)]
    Threw { migration: String, thrown: Box<Thrown> },
}

/// What a program threw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thrown {
    /// Its message, in one line.
    pub said: String,
    /// The line of the project that it came from.
    pub passage: Option<Passage>,
    /// What was said to the server last, where the server refused it.
    pub sql: Option<String>,
    /// What the server had against it.
    pub cause: Option<Cause>,
}

impl ProgramError {
    /// Stable, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            ProgramError::NoNode { .. } => "no-node",
            ProgramError::NoProject { .. } => "no-package-json",
            ProgramError::NoPackage { .. } => "no-package",
            ProgramError::NoSettings { .. } => "no-tool-settings",
            ProgramError::NotAsSql { .. } => "not-as-sql",
            ProgramError::NoLoader { .. } => "no-typescript",
            ProgramError::Settings { .. } => "bad-tool-settings",
            ProgramError::Untold { .. } => "no-outline",
            ProgramError::Module { .. } => "module-apart",
            ProgramError::Links { .. } => "links-go",
            ProgramError::Sqlite { .. } => "programs-on-sqlite",
            ProgramError::Start { .. } => "node-failed",
            ProgramError::Died { .. } | ProgramError::Threw { .. } => "program-failed",
            ProgramError::NoWay { .. } => "no-way-back",
            ProgramError::CutOff { .. } => "undecided-program",
        }
    }

    /// What to do about it.
    pub fn hint(&self) -> Option<String> {
        match self {
            ProgramError::NoNode { .. } => Some(
                "install Node.js, or put it on the PATH: evenkeel runs the project's migrations with the project's node"
                    .to_owned(),
            ),
            ProgramError::NoProject { .. } => {
                Some("migrations belong into the project whose packages they use; see `dir` under [migrations]".to_owned())
            }
            ProgramError::NoPackage { tool: Tool::Alembic, .. } => Some(
                "evenkeel looks for it in .venv, venv and env there and above, in the active environment, and on the PATH: \
                 pip install alembic"
                    .to_owned(),
            ),
            ProgramError::NoPackage { tool, package, folder } if package == "pg" => Some(format!(
                "evenkeel runs {}'s programs with this driver, whatever the project itself uses: cd {} && npm install \
                 --save-dev pg",
                tool.name(),
                folder.display()
            )),
            ProgramError::NoSettings { file, .. } => {
                Some(format!("migrations belong into the project that has their {file}; see `dir` under [migrations]"))
            }
            ProgramError::NotAsSql { revision, .. } => Some(format!(
                "evenkeel runs what `alembic upgrade --sql` prints; what has to see the database is run by alembic itself: \
                 alembic upgrade {revision}, and then evenkeel migrate takes it over"
            )),
            ProgramError::NoPackage { tool: _, package, folder } => {
                Some(format!("install the project's packages: cd {} && npm install ({package} among them)", folder.display()))
            }
            ProgramError::NoLoader { .. } => Some(
                "install one of tsx, ts-node or @swc-node/register in the project (npm install --save-dev tsx), or use Node \
                 22.18 or newer, which loads TypeScript by itself"
                    .to_owned(),
            ),
            ProgramError::Untold { tool, .. } => Some(format!(
                "{} loads the project's settings and modules to say so; it has to be able to start",
                tool.name()
            )),
            ProgramError::Links { .. } => Some(
                "nothing was touched; --links all does it, --links safe leaves these tables as they are and makes the others"
                    .to_owned(),
            ),
            ProgramError::Sqlite { tool } => Some(format!("run them with {} itself", tool.name())),
            ProgramError::NoWay { way: "down", .. } => {
                Some("nothing was touched; go forward with a new migration".to_owned())
            }
            ProgramError::CutOff { migration } => Some(format!(
                "look what is there; if all of it is, type `evenkeel resolve --done {migration}`, and if nothing is, or you \
                 have undone what was, `evenkeel resolve --not-done {migration}`; then `evenkeel migrate` goes on behind it \
                 or runs it again"
            )),
            ProgramError::Threw { thrown, .. } => thrown.cause.as_ref().and_then(|cause| cause.hint.clone()),
            ProgramError::Settings { .. }
            | ProgramError::Module { .. }
            | ProgramError::Start { .. }
            | ProgramError::Died { .. }
            | ProgramError::NoWay { .. } => None,
        }
    }

    /// What the program itself said, where it said anything.
    pub(crate) fn said(&self) -> String {
        if let ProgramError::Threw { thrown, .. } = self { thrown.said.clone() } else { self.to_string() }
    }

    pub(crate) fn cause(&self) -> Option<&Cause> {
        self.thrown()?.cause.as_ref()
    }

    pub(crate) fn place(&self) -> Option<&Passage> {
        self.thrown()?.passage.as_ref()
    }

    fn thrown(&self) -> Option<&Thrown> {
        match self {
            ProgramError::Threw { thrown, .. } => Some(thrown),
            ProgramError::NoNode { .. }
            | ProgramError::NoProject { .. }
            | ProgramError::NoPackage { .. }
            | ProgramError::NoSettings { .. }
            | ProgramError::NotAsSql { .. }
            | ProgramError::NoLoader { .. }
            | ProgramError::Settings { .. }
            | ProgramError::Untold { .. }
            | ProgramError::Module { .. }
            | ProgramError::Links { .. }
            | ProgramError::Sqlite { .. }
            | ProgramError::Start { .. }
            | ProgramError::Died { .. }
            | ProgramError::CutOff { .. }
            | ProgramError::NoWay { .. } => None,
        }
    }
}

/// What happens to tables that are there and that the project declares no more, or otherwise.
fn links(drops: &[String], alters: &[String]) -> String {
    let dropped =
        (!drops.is_empty()).then(|| format!("drop {}, which no link needs any more", drops.join(", ")));
    let altered = (!alters.is_empty()).then(|| format!("alter or drop columns of {}", alters.join(", ")));
    let both: Vec<String> = dropped.into_iter().chain(altered).collect();
    format!("to make the links what they are declared to be would {}", both.join(", and "))
}
