//! What keeps a project and its database from working together, each with its cause and what to type. Nothing is changed.
//!
//! Must not know how findings are shown.

mod books;
mod disk;
mod extensions;
mod lite;
mod place;
mod programs;
mod rights;
mod scratch;
mod server;

use std::path::PathBuf;
use std::time::Duration;

use evenkeel_core::Selection;
use evenkeel_sources::Migrations;

use crate::connect::{Session, Target};
use crate::place::Place;
use crate::scratch::ScratchRequest;

pub use extensions::Wanted;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// It was looked at and is as it should be.
    Fine,
    /// It works, and somebody should know.
    Warning,
    /// Something does not work until somebody does something.
    Broken,
}

impl Severity {
    /// Stable, for programs.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Fine => "ok",
            Severity::Warning => "warning",
            Severity::Broken => "broken",
        }
    }
}

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Stable, for programs.
    pub code: &'static str,
    pub severity: Severity,
    /// A lowercase sentence without a final period; holds no secret.
    pub cause: String,
    /// What to type, likeliest first: commands for a shell, statements that end in a semicolon, or advice.
    pub remedies: Vec<String>,
}

impl Finding {
    fn new(code: &'static str, severity: Severity, cause: impl Into<String>) -> Self {
        Finding { code, severity, cause: cause.into(), remedies: Vec::new() }
    }

    fn fine(code: &'static str, cause: impl Into<String>) -> Self {
        Finding::new(code, Severity::Fine, cause)
    }

    fn warning(code: &'static str, cause: impl Into<String>) -> Self {
        Finding::new(code, Severity::Warning, cause)
    }

    fn broken(code: &'static str, cause: impl Into<String>) -> Self {
        Finding::new(code, Severity::Broken, cause)
    }

    fn remedy(mut self, remedy: impl Into<String>) -> Self {
        self.remedies.push(remedy.into());
        self
    }

    fn remedies(mut self, remedies: impl IntoIterator<Item = String>) -> Self {
        self.remedies.extend(remedies);
        self
    }
}

/// A statement as it is typed.
fn typed(sql: &evenkeel_core::Sql) -> String {
    sql.as_str().to_owned() + ";"
}

/// What is examined.
#[derive(Clone, Debug)]
pub struct Subject {
    pub place: Place,
    pub service: String,
    /// Those on disk.
    pub migrations: Option<Migrations>,
    /// Extensions that the project's files create.
    pub extensions: Vec<Wanted>,
    pub selection: Selection,
    /// How a throw-away database would be looked for.
    pub scratch: ScratchRequest,
    /// Whether runs make a copy of the database with programs of this machine.
    pub copies: Copies,
    /// After how long a lock under which nobody works belongs to a run that is no more.
    pub stale_after: Duration,
    /// The folders of PATH and the program that runs now.
    pub programs: Programs,
}

/// Who makes copies of the database before a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Copies {
    Nobody,
    /// `pg_dump`.
    Ourselves,
}

/// Where other copies of this program may be found.
#[derive(Clone, Debug, Default)]
pub struct Programs {
    pub path: Vec<PathBuf>,
    pub own: Option<PathBuf>,
    pub version: String,
}

/// Looks at everything that can be looked at: where no session comes about, that is all there is to say of the server.
pub async fn examine(subject: &Subject) -> Vec<Finding> {
    let mut findings = match &subject.place {
        Place::Postgres(target) => postgres(subject, target).await,
        Place::Sqlite(path) => lite::examine(subject, path).await,
    };
    findings.extend(programs::others(&subject.programs).await);
    findings
}

async fn postgres(subject: &Subject, target: &Target) -> Vec<Finding> {
    let (mut findings, session) = place::reach(target).await;
    let Some(session) = session else {
        findings.extend(scratch::examine(subject, None).await);
        return findings;
    };
    findings.extend(server::examine(&session).await);
    findings.extend(on_session(subject, session).await);
    findings
}

async fn on_session(subject: &Subject, session: Session) -> Vec<Finding> {
    let mut findings = rights::examine(&session, &subject.selection).await;
    findings.extend(extensions::examine(&session, &subject.extensions).await);
    findings.extend(disk::of_server(&session).await);
    findings.extend(scratch::examine(subject, Some(&session)).await);
    findings.extend(programs::pg_dump(subject.copies, &session).await);
    findings.extend(books::on_server(subject, &session).await);
    findings.extend(books::ledger(subject, crate::Database::of(session)).await);
    findings
}

/// A question of our own that the server did not answer: nothing is known, and that is said.
fn unanswered(what: &str, error: &dyn std::fmt::Display) -> Finding {
    Finding::warning("not-examined", format!("{what} could not be looked at: {error}"))
}

/// A number of bytes as people say it.
fn bytes(count: u64) -> String {
    const UNITS: [(&str, u64); 4] = [("TB", 1 << 40), ("GB", 1 << 30), ("MB", 1 << 20), ("kB", 1 << 10)];
    match UNITS.iter().find(|(_, size)| count >= *size) {
        Some((unit, size)) => format!("{}.{} {unit}", count / size, count % size * 10 / size),
        None => format!("{count} bytes"),
    }
}
