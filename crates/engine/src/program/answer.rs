//! What is said between us and the process that runs programs. Must not know how it is said.

use std::path::{Path, PathBuf};

use evenkeel_sources::Program;
use evenkeel_sources::folder::{Tool, Way};
use evenkeel_sources::layout::Outline;
use serde::{Deserialize, Serialize};

use super::error::ProgramError;

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Order<'a> {
    /// Say what migrations there are.
    Outline {},
    Load {
        file: &'a Path,
        way: &'static str,
    },
    Run {},
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Answer {
    Hello { node: String },
    Outlined(Outline),
    Loaded { transaction: bool },
    Done {},
    Lacking(Lack),
    Refused(Refusal),
}

/// What a project lacks for any of its programs to be run.
#[derive(Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(super) enum Lack {
    NoPackage { package: String },
    NoLoader { file: PathBuf },
    Settings { file: PathBuf, problem: String },
    Module { module: String, problem: String },
}

/// Why one program was not run to its end.
#[derive(Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(super) enum Refusal {
    NoWay,
    Links { drops: Vec<String>, alters: Vec<String> },
    Threw(Exception),
}

#[derive(Deserialize)]
pub(super) struct Exception {
    pub(super) name: Option<String>,
    pub(super) message: String,
    pub(super) stack: String,
    pub(super) sqlstate: Option<String>,
}

impl Lack {
    pub(super) fn explain(self, tool: Tool, project: &Path, node: &str) -> ProgramError {
        match self {
            Lack::NoPackage { package } => {
                ProgramError::NoPackage { tool, package, folder: project.to_owned() }
            }
            Lack::NoLoader { file } => ProgramError::NoLoader { file, node: node.to_owned() },
            Lack::Settings { file, problem } => ProgramError::Settings { tool, file, problem },
            Lack::Module { module, problem } => ProgramError::Module { tool, module, problem },
        }
    }
}

impl Exception {
    /// What a server refused.
    pub(super) fn of(error: &tokio_postgres::Error) -> Exception {
        Exception {
            name: None,
            message: error.as_db_error().map_or_else(|| error.to_string(), |said| said.message().to_owned()),
            stack: String::new(),
            sqlstate: error.code().map(|state| state.code().to_owned()),
        }
    }

    /// In one line.
    pub(super) fn said(&self) -> String {
        let line = self.message.lines().next().unwrap_or_default().trim();
        match self.name.as_deref() {
            None | Some("Error" | "") => line.to_owned(),
            Some(name) => format!("{name}: {line}"),
        }
    }
}

pub(super) fn word(tool: Tool) -> &'static str {
    match tool {
        Tool::Knex => "knex",
        Tool::Sequelize => "sequelize",
        Tool::Kysely => "kysely",
        Tool::MikroOrm => "mikro-orm",
        Tool::TypeOrm => "typeorm",
        Tool::NodePgMigrate => "node-pg-migrate",
        Tool::Alembic => "alembic",
        Tool::Medusa => "medusa",
    }
}

pub(super) fn way(program: &Program) -> &'static str {
    match program.way {
        Way::There => "up",
        Way::Back => "down",
    }
}
