//! What the user names as a state: `--from` and `--to` of `diff`, and the desired schema.
//!
//! It must not open anything; it only asks whether a path is a folder, and of which kind. A database
//! URL never shows its password.

#[cfg(test)]
mod tests;

use std::fmt;
use std::ops::Range;
use std::path::{Path, PathBuf};

use crate::declared::is_schema;
use crate::explain::Explain;
use crate::folder::is_migrations_folder;

/// A state of a schema, by where it is found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StateSpec {
    /// Nothing at all.
    Empty,
    /// What a PostgreSQL database holds.
    Postgres(DatabaseUrl),
    /// What a SQLite database file holds.
    Sqlite(PathBuf),
    /// What a SQL file creates.
    File(PathBuf),
    /// What the SQL files of a folder create.
    Folder(PathBuf),
    /// What a folder of migrations leads to.
    Migrations(PathBuf),
}

/// The URL of a database. Debug and Display leave out the password and all parameters.
#[derive(Clone, PartialEq, Eq)]
pub struct DatabaseUrl(String);

impl DatabaseUrl {
    /// Takes a URL as it is; whoever connects finds out whether it is one.
    pub fn new(url: impl Into<String>) -> Self {
        Self(url.into())
    }

    /// The whole URL, for the driver and for nothing else.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for DatabaseUrl {
    /// Passwords hold any character, so the login ends at the last `@`; where a URL can be read in two
    /// ways, nothing but its scheme is shown.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (scheme, rest) = self.0.split_once("://").unwrap_or(("", &self.0));
        match shown(rest) {
            Some((Some(user), place)) => write!(f, "{scheme}://{user}@{place}"),
            Some((None, place)) => write!(f, "{scheme}://{place}"),
            None => write!(f, "{scheme}://…"),
        }
    }
}

/// The user, and host with path, of what follows `://`; `None` when a password could be among them.
fn shown(rest: &str) -> Option<(Option<&str>, &str)> {
    let (place, parameters) = rest.find(['?', '#']).map_or((rest, ""), |at| rest.split_at(at));
    if parameters.contains('@') {
        return None;
    }
    if let Some((login, place)) = place.rsplit_once('@') {
        return Some((login.split(':').next(), place));
    }
    let hosts = place.split('/').next().unwrap_or_default();
    let is_port = |port: &str| port.bytes().all(|byte| byte.is_ascii_digit());
    let plain =
        |host: &str| host.starts_with('[') || host.split_once(':').is_none_or(|(_, port)| is_port(port));
    hosts.split(',').all(plain).then_some((None, place))
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DatabaseUrl({self})")
    }
}

/// A text that names no state.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SpecError {
    /// A URL of a database that evenkeel does not know; only the scheme is repeated.
    #[error("evenkeel does not know databases of the kind {scheme}://")]
    Scheme {
        /// What stands before `://`.
        scheme: String,
    },
    /// It looks like a path, but nothing is there.
    #[error("there is no file or folder {}", path.display())]
    Missing {
        /// The path.
        path: PathBuf,
    },
    /// A file of another kind.
    #[error("{} is no state that evenkeel can read", path.display())]
    OtherFile {
        /// The file.
        path: PathBuf,
    },
    /// Connection words such as `host=… password=…`, which are not repeated.
    #[error("a database is named by a URL, not by connection words")]
    ConnectionWords,
}

impl Explain for SpecError {
    fn range(&self) -> Option<Range<usize>> {
        None
    }

    fn hint(&self) -> Option<String> {
        Some(
            "name a .sql or .prisma file, a folder of them, a migrations folder, a postgres:// or sqlite: URL, \
             a .db, .sqlite or .sqlite3 file, or `empty`"
                .into(),
        )
    }
}

/// What is found at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum OnDisk {
    Nothing,
    File,
    Folder,
    Migrations,
}

fn look(path: &Path) -> OnDisk {
    match () {
        () if path.is_dir() && is_migrations_folder(path) => OnDisk::Migrations,
        () if path.is_dir() => OnDisk::Folder,
        () if path.exists() => OnDisk::File,
        () => OnDisk::Nothing,
    }
}

impl StateSpec {
    /// Reads what the user wrote. A folder called `empty` is written `./empty`.
    pub fn parse(text: &str) -> Result<Self, SpecError> {
        parse(text, look)
    }
}

fn parse(text: &str, look: fn(&Path) -> OnDisk) -> Result<StateSpec, SpecError> {
    if text == "empty" {
        return Ok(StateSpec::Empty);
    }
    if let Some(path) = text.strip_prefix("sqlite:") {
        return Ok(StateSpec::Sqlite(PathBuf::from(path.strip_prefix("//").unwrap_or(path))));
    }
    if let Some((scheme, _)) = text.split_once("://") {
        let known = matches!(scheme, "postgres" | "postgresql");
        let unknown = || SpecError::Scheme { scheme: scheme.to_owned() };
        return known.then(|| StateSpec::Postgres(DatabaseUrl::new(text))).ok_or_else(unknown);
    }
    if ["host=", "dbname=", "user=", "password="].iter().any(|word| text.contains(word)) {
        return Err(SpecError::ConnectionWords);
    }
    let path = PathBuf::from(text);
    match look(&path) {
        OnDisk::Migrations => Ok(StateSpec::Migrations(path)),
        OnDisk::Folder => Ok(StateSpec::Folder(path)),
        OnDisk::File | OnDisk::Nothing if is_schema(&path) => Ok(StateSpec::File(path)),
        OnDisk::File | OnDisk::Nothing if is_sqlite(&path) => Ok(StateSpec::Sqlite(path)),
        OnDisk::File => Err(SpecError::OtherFile { path }),
        OnDisk::Nothing => Err(SpecError::Missing { path }),
    }
}

fn is_sqlite(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    matches!(extension, Some("db" | "sqlite" | "sqlite3"))
}
