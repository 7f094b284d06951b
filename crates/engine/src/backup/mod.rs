//! A copy of the database that is made, and found readable, before a run changes anything. Must not know why it runs.

mod dump;
mod place;

pub(crate) use dump::fitting as fitting_pg_dump;

use std::fmt;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use evenkeel_sources::lexer::Dialect;

use crate::command::shell;
use crate::connect::Session;
use crate::database::{Database, Lite};
use crate::error::EngineError;

/// How and where a copy is made.
#[derive(Clone, PartialEq, Eq)]
pub struct Backup {
    pub how: How,
    /// The folder for copies.
    pub folder: PathBuf,
    /// The database as it was named, for commands. May hold a password: never shown as it is.
    pub url: String,
}

/// Who makes the copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum How {
    /// `pg_dump`, or SQLite's own online backup.
    BuiltIn,
    /// A command for the shell. It writes the file that `EVENKEEL_BACKUP` names, or says on its last line where else the
    /// copy is.
    Command(String),
}

/// A copy that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// Where it is: a file, or what the command said.
    pub place: String,
    pub check: Check,
}

/// What is known about a copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Check {
    /// It was read and holds a database.
    Whole { bytes: u64 },
    /// It can be read; what it should look like is not known.
    Readable { bytes: u64 },
    /// It is not on this machine.
    Elsewhere,
}

impl fmt::Display for Made {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.check {
            Check::Whole { bytes } => write!(f, "{}, {bytes} bytes, read back", self.place),
            Check::Readable { bytes } => write!(f, "{}, {bytes} bytes", self.place),
            Check::Elsewhere => write!(f, "{}, not on this machine and so not looked at", self.place),
        }
    }
}

// The URL may hold a password.
impl fmt::Debug for Backup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Backup").field("how", &self.how).field("folder", &self.folder).finish_non_exhaustive()
    }
}

impl Backup {
    /// Makes a copy and looks whether it can be read.
    ///
    /// # Errors
    /// There is none that can be relied on.
    pub(crate) async fn make(&self, database: &Database) -> Result<Made, EngineError> {
        place::make_folder(&self.folder)?;
        let file = place::fresh(&self.folder, database)?;
        match (&self.how, database) {
            (How::Command(command), _) => self.by_command(command, &file, database).await,
            (How::BuiltIn, Database::Postgres(session)) => dump::make(session, &file).await,
            (How::BuiltIn, Database::Sqlite(lite)) => copy(lite, &file),
        }
    }

    async fn by_command(&self, text: &str, file: &Path, database: &Database) -> Result<Made, EngineError> {
        let mut command = shell(text);
        command.env("DATABASE_URL", &self.url).env("EVENKEEL_BACKUP", file);
        if let Database::Postgres(session) = database {
            command.envs(variables(session));
        }
        command.stdin(Stdio::null()).stderr(Stdio::inherit()).kill_on_drop(true);
        let output = command.output().await.map_err(|error| failed(format!("`{text}`: {error}")))?;
        if !output.status.success() {
            return Err(failed(format!("`{text}` ended with {}", output.status)));
        }
        let said = String::from_utf8_lossy(&output.stdout);
        let said = said.lines().map(str::trim).rfind(|line| !line.is_empty());
        match (file.exists(), said) {
            (true, _) => examine(file, database).await,
            (false, Some(said)) if Path::new(said).exists() => examine(Path::new(said), database).await,
            (false, Some(said)) => Ok(Made { place: place::without_password(said), check: Check::Elsewhere }),
            (false, None) => Err(failed(format!(
                "`{text}` wrote no file {} and said nothing of another place",
                file.display()
            ))),
        }
    }
}

/// Looks into a file as far as its kind is known.
async fn examine(file: &Path, database: &Database) -> Result<Made, EngineError> {
    let head = place::head(file)?;
    match database.dialect() {
        Dialect::Postgres if head.starts_with(b"PGDMP") => dump::examine(file).await,
        Dialect::Sqlite if head.starts_with(b"SQLite format 3\0") => examine_copy(file),
        Dialect::Postgres | Dialect::Sqlite => Ok(Made {
            place: file.display().to_string(),
            check: Check::Readable { bytes: place::size(file)? },
        }),
    }
}

/// What libpq reads, so that no command line has to hold a password.
fn variables(session: &Session) -> Vec<(&'static str, String)> {
    session.target().variables()
}

fn copy(lite: &Lite, file: &Path) -> Result<Made, EngineError> {
    let copied = lite.connection().backup(rusqlite::MAIN_DB, file, None::<fn(rusqlite::backup::Progress)>);
    copied.map_err(|error| failed(error.to_string()))?;
    place::keep_private(file)?;
    examine_copy(file)
}

fn examine_copy(file: &Path) -> Result<Made, EngineError> {
    let open = rusqlite::Connection::open_with_flags(file, rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY);
    let verdict =
        open.and_then(|copy| copy.query_row("PRAGMA integrity_check(1)", [], |row| row.get::<_, String>(0)));
    match verdict {
        Ok(verdict) if verdict == "ok" => {
            Ok(Made { place: file.display().to_string(), check: Check::Whole { bytes: place::size(file)? } })
        }
        Ok(verdict) => Err(failed(format!("{} is damaged: {verdict}", file.display()))),
        Err(error) => Err(failed(format!("{} cannot be read: {error}", file.display()))),
    }
}

fn failed(problem: String) -> EngineError {
    EngineError::Backup { problem }
}
