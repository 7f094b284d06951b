//! What a migration consists of: statements, or a program of another tool. Must not know how either is run.

use std::path::PathBuf;

use crate::checksum::{self, Checksum};
use crate::files::Script;
use crate::lexer::Dialect;

/// What a migration consists of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    Sql {
        /// The statements that take the schema one step further.
        up: Script,
        /// The statements that take it back.
        down: Option<Script>,
    },
    /// One file that knows both ways.
    Program(Program),
}

/// A migration in a language that its tool runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Program {
    pub tool: Tool,
    pub file: Script,
    pub way: Way,
    /// Nothing where it belongs to the nearest package above its file.
    pub home: Option<Home>,
}

/// Where a program belongs, wherever its file stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Home {
    /// The folder of the project.
    pub project: PathBuf,
    /// The part of the project, where its tool tells parts apart.
    pub module: Option<String>,
}

/// The tools whose programs can be run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tool {
    Knex,
    Sequelize,
    Kysely,
    MikroOrm,
    TypeOrm,
    NodePgMigrate,
    Alembic,
    /// From 2 on.
    Medusa,
}

/// Whether a program takes the schema further or back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    There,
    Back,
}

impl Tool {
    /// As the tool calls itself.
    pub fn name(self) -> &'static str {
        match self {
            Tool::Knex => "Knex",
            Tool::Sequelize => "Sequelize",
            Tool::Kysely => "Kysely",
            Tool::MikroOrm => "MikroORM",
            Tool::TypeOrm => "TypeORM",
            Tool::NodePgMigrate => "node-pg-migrate",
            Tool::Alembic => "Alembic",
            Tool::Medusa => "Medusa",
        }
    }
}

impl Content {
    /// The file that somebody wrote, whatever its language.
    pub fn file(&self) -> &Script {
        match self {
            Content::Sql { up, down: _ } => up,
            Content::Program(program) => &program.file,
        }
    }

    /// The statements that take the schema one step further, where they stand in the file.
    pub fn sql(&self) -> Option<&Script> {
        match self {
            Content::Sql { up, down: _ } => Some(up),
            Content::Program(_) => None,
        }
    }

    /// What takes the schema back; nothing where nothing does. Whether a program has a way back only its tool knows.
    pub fn back(&self) -> Option<Content> {
        match self {
            Content::Sql { up: _, down } => down.clone().map(|up| Content::Sql { up, down: None }),
            Content::Program(program) => {
                Some(Content::Program(Program { way: Way::Back, ..program.clone() }))
            }
        }
    }

    /// The file with what takes the schema back.
    pub fn back_file(&self) -> Option<&Script> {
        match self {
            Content::Sql { up: _, down } => down.as_ref(),
            Content::Program(program) => Some(&program.file),
        }
    }

    /// All of its files.
    pub fn files(&self) -> impl Iterator<Item = &Script> {
        let (first, second) = match self {
            Content::Sql { up, down } => (up, down.as_ref()),
            Content::Program(program) => (&program.file, None),
        };
        std::iter::once(first).chain(second)
    }

    /// What it means. A program means its text, letter by letter.
    pub fn meaning(&self, dialect: Dialect) -> Checksum {
        match self {
            Content::Sql { up, down: _ } => checksum::meaning(dialect, &up.text),
            Content::Program(program) => checksum::bytes(&program.file.text),
        }
    }

    /// The words of it that may be names of what it works on.
    pub fn words(&self, dialect: Dialect) -> Vec<String> {
        match self {
            Content::Sql { up, down: _ } => crate::lexer::names(dialect, &up.text),
            Content::Program(program) => program_words(&program.file.text).map(str::to_owned).collect(),
        }
    }
}

/// Names, keywords and numbers of a program, wherever they stand.
pub(crate) fn program_words(text: &str) -> impl Iterator<Item = &str> {
    let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
    text.split(move |c: char| !is_part(c)).filter(|word| !word.is_empty())
}
