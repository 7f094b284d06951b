//! Snapshots in which other tools keep what their models declare, as a source: Drizzle Kit's. They become SQL that knows its
//! places in the snapshot.
//!
//! It must not read files or know a database.

mod drizzle;
mod model;
mod ordered;
#[cfg(test)]
mod tests;
mod write;

use std::ops::Range;

use serde::Deserialize;

use crate::derived::Derived;
use crate::explain::{Explain, InFile};
use crate::files::Script;
use crate::lexer::Dialect;

/// A snapshot that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{problem}")]
pub struct SnapshotFault {
    problem: Problem,
    range: Range<usize>,
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
enum Problem {
    #[error("the snapshot cannot be read: {0}")]
    Json(String),
    #[error("this is no snapshot that evenkeel knows")]
    Unknown,
    #[error("only version 7 of Drizzle's snapshots is read here, and this is version {0}")]
    Version(String),
    #[error("only Drizzle's snapshots of PostgreSQL are read here, and this is one of {0}")]
    Dialect(String),
    #[error("the snapshot is of PostgreSQL, and the database is one of SQLite")]
    Wanted,
}

impl Explain for SnapshotFault {
    fn range(&self) -> Option<Range<usize>> {
        Some(self.range.clone())
    }

    fn hint(&self) -> Option<String> {
        Some(match self.problem {
            Problem::Json(_) | Problem::Unknown => {
                "name a snapshot of Drizzle Kit, such as drizzle/meta/0000_snapshot.json".into()
            }
            Problem::Version(_) => {
                "drizzle-kit up brings older ones to version 7; drizzle-kit export prints any as SQL".into()
            }
            Problem::Dialect(_) => {
                "drizzle-kit export prints the schema as SQL, which can be declared".into()
            }
            Problem::Wanted => "name a database of PostgreSQL: --url, or DATABASE_URL".into(),
        })
    }
}

/// What says which snapshot it is.
#[derive(Deserialize)]
struct Head {
    version: Option<String>,
    dialect: Option<String>,
}

/// The SQL that makes what a snapshot holds.
///
/// # Errors
/// It is none, or one of another kind than evenkeel knows.
pub fn derive(file: &Script, wanted: Dialect) -> Result<Derived, InFile<SnapshotFault>> {
    let snapshot = read(&file.text, wanted).map_err(|fault| file.locate(fault))?;
    Ok(Derived::new(vec![file.clone()], write::write(&snapshot, &file.text)))
}

fn read(json: &str, wanted: Dialect) -> Result<model::Snapshot, SnapshotFault> {
    let head: Head = parsed(json)?;
    let at = |word: &str| {
        let quoted = format!("\"{word}\"");
        json.find(&quoted).map_or(0..0, |start| start..start + quoted.len())
    };
    let problem = match (head.dialect.as_deref(), head.version.as_deref()) {
        (Some("postgresql" | "pg"), Some("7")) if wanted == Dialect::Postgres => {
            return parsed::<drizzle::Seven>(json).map(|seven| seven.snapshot());
        }
        (Some("postgresql" | "pg"), Some("7")) => (Problem::Wanted, "dialect"),
        (Some("postgresql" | "postgres" | "pg"), Some(version)) => {
            (Problem::Version(version.to_owned()), "version")
        }
        (Some(dialect), Some(_)) => (Problem::Dialect(dialect.to_owned()), "dialect"),
        (None, _) | (_, None) => (Problem::Unknown, ""),
    };
    Err(SnapshotFault { range: at(problem.1), problem: problem.0 })
}

fn parsed<'de, T: Deserialize<'de>>(json: &'de str) -> Result<T, SnapshotFault> {
    serde_json::from_str(json).map_err(|error| {
        let line_start =
            json.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum::<usize>();
        let at = json.floor_char_boundary(line_start + error.column().saturating_sub(1));
        let said = error.to_string();
        let said = said.split(" at line ").next().unwrap_or_default().to_owned();
        SnapshotFault { problem: Problem::Json(said), range: at..json.len().min(at + 1) }
    })
}
