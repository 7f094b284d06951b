//! Which database is meant, before anything is opened. Must not know what is in it.

use std::fmt;
use std::path::{Path, PathBuf};

use crate::connect::{Environment, Target};
use crate::error::EngineError;
use evenkeel_sources::lexer::Dialect;

/// A database. Neither `Display` nor `Debug` shows a password.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::large_enum_variant, reason = "a program has one or two of them")]
pub enum Place {
    Postgres(Target),
    Sqlite(PathBuf),
}

/// Endings by which a file is known to be an SQLite database.
const ENDINGS: &[&str] = &["db", "sqlite", "sqlite3"];

impl Place {
    /// Reads `postgres://…`, a keyword list, `sqlite:FILE`, `file:FILE` or a path with the ending of a database.
    ///
    /// # Errors
    /// Says which part of a URL is malformed or missing.
    pub fn resolve(text: &str, environment: &Environment) -> Result<Place, EngineError> {
        let text = text.trim();
        if let Some(path) = sqlite_path(text) {
            return match path.as_os_str().is_empty() {
                true => {
                    Err(EngineError::Place { text: text.to_owned(), problem: "it names no file".to_owned() })
                }
                false => Ok(Place::Sqlite(path)),
            };
        }
        Ok(Place::Postgres(Target::resolve(text, environment)?))
    }

    /// The SQL that is spoken there.
    pub fn dialect(&self) -> Dialect {
        match self {
            Place::Postgres(_) => Dialect::Postgres,
            Place::Sqlite(_) => Dialect::Sqlite,
        }
    }
}

fn sqlite_path(text: &str) -> Option<PathBuf> {
    for scheme in ["sqlite://", "sqlite3://", "sqlite:", "sqlite3:", "file:"] {
        if let Some(path) = text.strip_prefix(scheme) {
            // What follows a question mark is for other programs that read the same URL.
            return Some(PathBuf::from(path.split('?').next().unwrap_or(path)));
        }
    }
    let ending = Path::new(text).extension()?.to_str()?.to_ascii_lowercase();
    let looks_like_url = text.contains("://") || text.contains('=');
    (ENDINGS.contains(&ending.as_str()) && !looks_like_url).then(|| PathBuf::from(text))
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::Postgres(target) => write!(f, "{target}"),
            Place::Sqlite(path) => write!(f, "sqlite:{}", path.display()),
        }
    }
}
