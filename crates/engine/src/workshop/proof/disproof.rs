//! A plan that does not lead where it says, with all that is needed to find out why. Holds nothing of anybody's rows. Must not
//! know how it is told.

use std::io;
use std::path::{Path, PathBuf};

use evenkeel_core::{Direction, ObjectId, render};

use super::Way;
use super::rows::Filled;
use crate::database::Database;
use crate::error::Cause;
use crate::state::State;

/// What is wrong with a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lapse {
    /// One of its statements fails.
    Fails { statement: String, cause: Box<Cause> },
    /// It leads elsewhere: these objects are not as they should be, and this would be left to do.
    Elsewhere { objects: Vec<ObjectId>, rest: String },
    /// Rows that were made up are not there any more, or are others.
    Rows { object: ObjectId, before: Vec<Vec<Option<String>>>, after: Vec<Vec<Option<String>>> },
}

impl Lapse {
    /// The objects that are not as they should be, as far as it is about objects.
    pub fn objects(&self) -> Vec<String> {
        match self {
            Lapse::Fails { .. } => Vec::new(),
            Lapse::Elsewhere { objects, .. } => objects.iter().map(ToString::to_string).collect(),
            Lapse::Rows { object, .. } => vec![object.to_string()],
        }
    }
}

impl std::fmt::Display for Lapse {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Lapse::Fails { statement, cause } => {
                let line = statement.split_whitespace().collect::<Vec<_>>().join(" ");
                write!(f, "`{line}` fails: {cause}")
            }
            Lapse::Elsewhere { objects, rest } => match objects.split_first() {
                Some((first, [])) => write!(f, "{first} is not as it should be"),
                Some((first, more)) => write!(f, "{first} and {} more are not as they should be", more.len()),
                None => write!(f, "something is left to do: {}", rest.lines().next().unwrap_or_default()),
            },
            Lapse::Rows { object, before, after } if before.len() == after.len() => {
                write!(f, "the rows of {object} are not what they were")
            }
            Lapse::Rows { object, before, after } => {
                write!(f, "{object} had {} rows and has {}", before.len(), after.len())
            }
        }
    }
}

/// A plan that does not lead where it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disproof {
    /// On which way it went wrong.
    pub direction: Direction,
    pub lapse: Lapse,
    /// What is to be reported: names of files and their texts.
    pub files: Vec<(&'static str, String)>,
}

impl Disproof {
    pub(super) fn of(
        way: &Way<'_>,
        direction: Direction,
        lapse: Lapse,
        database: &Database,
        filled: &Filled,
    ) -> Disproof {
        let sql = |state: &State| state.to_sql().unwrap_or_else(|error| error.to_string());
        let rows: Vec<String> =
            filled.statements.values().flatten().map(|one| [one, ";\n"].concat()).collect();
        let mut files = vec![
            ("old.sql", sql(way.states.old)),
            ("new.sql", sql(way.states.new)),
            ("plan.sql", render::explained(way.plan)),
            ("rows.sql", rows.concat()),
            ("difference.txt", difference(direction, &lapse)),
            ("versions.txt", versions(database)),
        ];
        files.extend(way.back.map(|back| ("back.sql", render::explained(back))));
        Disproof { direction, lapse, files }
    }

    /// Writes all of it into a new folder.
    ///
    /// # Errors
    /// The folder or a file cannot be written.
    pub fn write(&self, below: &Path) -> io::Result<PathBuf> {
        let folder = tempfile::Builder::new().prefix("evenkeel-unproved-").tempdir_in(below)?.keep();
        for (name, text) in &self.files {
            std::fs::write(folder.join(name), text)?;
        }
        Ok(folder)
    }
}

fn difference(direction: Direction, lapse: &Lapse) -> String {
    let way = match direction {
        Direction::There => "on the way there",
        Direction::Back => "on the way back",
    };
    let mut lines = vec![format!("{way}: {lapse}")];
    match lapse {
        Lapse::Fails { cause, .. } => {
            lines.extend(cause.sqlstate.iter().map(|state| format!("SQLSTATE {state}")));
            lines.extend([&cause.detail, &cause.hint, &cause.context].into_iter().flatten().cloned());
        }
        Lapse::Elsewhere { objects, rest } => {
            lines.extend(objects.iter().map(ToString::to_string));
            lines.push(format!("\nleft to do:\n{rest}"));
        }
        Lapse::Rows { before, after, .. } => {
            lines.push(format!("\nbefore:\n{}\nafter:\n{}", table(before), table(after)));
        }
    }
    lines.join("\n") + "\n"
}

fn table(rows: &[Vec<Option<String>>]) -> String {
    let cell = |cell: &Option<String>| cell.as_deref().unwrap_or("null").to_owned();
    let line = |row: &Vec<Option<String>>| row.iter().map(cell).collect::<Vec<_>>().join(" | ");
    rows.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn versions(database: &Database) -> String {
    let server = match database {
        Database::Postgres(session) => format!("PostgreSQL {}", session.server_version()),
        Database::Sqlite(_) => format!("SQLite {}", rusqlite::version()),
    };
    let (system, processor) = (std::env::consts::OS, std::env::consts::ARCH);
    format!("evenkeel {}\n{server}\n{system} {processor}\n", env!("CARGO_PKG_VERSION"))
}
