//! Snapshots in which other tools keep what their models declare, as a source: those of Drizzle Kit and MikroORM. They
//! become SQL that knows its places in the snapshot.
//!
//! It must not read files or know a database.

mod drizzle;
mod mikro_orm;
mod model;
mod newest;
mod ordered;
mod parts;
mod places;
#[cfg(test)]
mod tests;
mod write;

use std::ops::Range;
use std::path::PathBuf;

pub(crate) use newest::newest;
use serde::Deserialize;
use serde::de::IgnoredAny;

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
    #[error("only versions 7 and 9 of Drizzle's snapshots are read here, and this is version {0}")]
    Version(String),
    #[error("only Drizzle's snapshots of PostgreSQL are read here, and this is one of {0}")]
    Dialect(String),
    #[error("this snapshot and {} are both the last one", .0.display())]
    Branches(PathBuf),
    #[error("snapshots are read for PostgreSQL, and the database is one of SQLite")]
    Wanted,
}

impl Explain for SnapshotFault {
    fn range(&self) -> Option<Range<usize>> {
        Some(self.range.clone())
    }

    fn hint(&self) -> Option<String> {
        Some(match self.problem {
            Problem::Json(_) | Problem::Unknown => {
                "name a snapshot of Drizzle Kit, such as drizzle/meta/0000_snapshot.json, or of MikroORM, such as \
                 migrations/.snapshot-app.json"
                    .into()
            }
            Problem::Version(_) => "drizzle-kit up brings older ones to the newest version; \
                 source = \"drizzle.config.ts\" asks drizzle-kit itself"
                .into(),
            Problem::Branches(_) => "two branches made a snapshot each: drizzle-kit generate makes one that follows \
                 both; or name the one that counts"
                .into(),
            Problem::Dialect(_) | Problem::Wanted => {
                "a program that prints the schema as SQL can declare it: program = \"…\" under [schema]".into()
            }
        })
    }
}

/// What says which snapshot it is.
#[derive(Deserialize)]
struct Head {
    version: Option<String>,
    dialect: Option<String>,
    /// Only MikroORM has these.
    namespaces: Option<IgnoredAny>,
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
    let fault = |problem: Problem, word: &str| {
        let quoted = format!("\"{word}\"");
        let range = json.find(&quoted).map_or(0..0, |start| start..start + quoted.len());
        Err(SnapshotFault { problem, range })
    };
    match (head.dialect.as_deref(), head.version.as_deref(), wanted) {
        (None, None, Dialect::Postgres) if head.namespaces.is_some() => {
            parsed::<mikro_orm::MikroOrm>(json).map(|found| found.snapshot())
        }
        (None, None, Dialect::Sqlite) if head.namespaces.is_some() => fault(Problem::Wanted, "namespaces"),
        (Some("postgresql" | "pg"), Some("7"), Dialect::Postgres) => {
            parsed::<drizzle::Seven>(json).map(|seven| seven.snapshot())
        }
        // Betas of 1.0 wrote 8, which lacks what only Drizzle Kit itself needs.
        (Some("postgres"), Some("8" | "9"), Dialect::Postgres) => {
            parsed::<drizzle::Nine>(json).map(|nine| nine.snapshot())
        }
        (Some("postgresql" | "pg"), Some("7"), Dialect::Sqlite)
        | (Some("postgres"), Some("8" | "9"), Dialect::Sqlite) => fault(Problem::Wanted, "dialect"),
        (Some("postgresql" | "postgres" | "pg"), Some(version), _) => {
            fault(Problem::Version(version.to_owned()), "version")
        }
        (Some(dialect), Some(_), _) => fault(Problem::Dialect(dialect.to_owned()), "dialect"),
        (None, ..) | (_, None, _) => fault(Problem::Unknown, ""),
    }
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
