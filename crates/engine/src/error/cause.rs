//! What a database said when a statement failed, in the same words for both dialects, and where the statement
//! stands. Must not know why it was run.

use std::fmt;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use evenkeel_core::Ident;
use evenkeel_sources::position::Location;

use crate::connect::ServerError;

/// What the database said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cause {
    /// PostgreSQL's five characters; nothing where the database has none or did not answer.
    pub sqlstate: Option<String>,
    pub message: String,
    pub detail: Option<String>,
    pub hint: Option<String>,
    /// The call stack of functions, innermost first.
    pub context: Option<String>,
    /// The statement inside a function that failed.
    pub internal_query: Option<String>,
    pub answer: Answer,
}

/// Whether the database said anything.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Answer {
    #[default]
    Given,
    /// The connection was lost.
    Lost,
}

impl From<&ServerError> for Cause {
    fn from(error: &ServerError) -> Self {
        match error.report() {
            Some(report) => {
                let mut cause = Cause {
                    sqlstate: Some(report.sqlstate.clone()),
                    message: report.message.clone(),
                    detail: report.detail.clone(),
                    hint: report.hint.clone(),
                    context: report.context.clone(),
                    internal_query: report.internal_query.clone(),
                    answer: if error.is_lost() { Answer::Lost } else { Answer::Given },
                };
                cause.hint = cause
                    .hint
                    .take()
                    .or_else(|| cause.missing_role().map(role_hint))
                    .or_else(|| cause.way_alone());
                cause
            }
            None => Cause {
                message: error.to_string(),
                answer: if error.is_lost() { Answer::Lost } else { Answer::Given },
                ..Cause::default()
            },
        }
    }
}

const READ_ONLY: &str = "25006";
const UNDEFINED_OBJECT: &str = "42704";
/// A statement that cannot run in a transaction, and code that would commit inside of one.
const NOT_IN_A_TRANSACTION: [&str; 2] = ["25001", "2D000"];

impl Cause {
    /// Whether the same may work in a moment: the server is gone, or has become a replica.
    pub(crate) fn is_passing(&self) -> bool {
        self.answer == Answer::Lost || self.sqlstate.as_deref() == Some(READ_ONLY)
    }

    /// Whether nobody answered.
    pub(crate) fn is_lost(&self) -> bool {
        self.answer == Answer::Lost
    }

    /// The role that is not there, where the server says so in English.
    pub fn missing_role(&self) -> Option<&str> {
        let undefined = self.sqlstate.as_deref() == Some(UNDEFINED_OBJECT);
        let name = self.message.strip_prefix("role \"")?.strip_suffix("\" does not exist");
        name.filter(|_| undefined)
    }

    /// What only the server can tell: that a statement has to stand outside of any transaction.
    fn way_alone(&self) -> Option<String> {
        let refused = self.sqlstate.as_deref().is_some_and(|state| NOT_IN_A_TRANSACTION.contains(&state));
        refused.then(|| {
            "write `-- evenkeel: alone` on a line above the statement, and it is run by itself, outside of any transaction"
                .to_owned()
        })
    }
}

fn role_hint(role: &str) -> String {
    let role = Ident::new(role);
    format!(
        "roles belong to the whole server: make it there, such as with CREATE ROLE {role}, or declare it and name it in \
         [postgres] roles of evenkeel.toml"
    )
}

impl From<&rusqlite::Error> for Cause {
    fn from(error: &rusqlite::Error) -> Self {
        // The driver's own text repeats the statement, which is shown anyway.
        let message = if let rusqlite::Error::SqlInputError { msg, .. } = error {
            msg.clone()
        } else if let rusqlite::Error::SqliteFailure(_, Some(message)) = error {
            message.clone()
        } else {
            error.to_string()
        };
        Cause { message, ..Cause::default() }
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

/// Bytes of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    pub file: PathBuf,
    /// The whole text of the file.
    pub text: Arc<str>,
    pub range: Range<usize>,
}

impl Passage {
    pub fn location(&self) -> Location {
        Location::new(&self.file, &self.text, self.range.start)
    }
}

/// A statement of a file failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SqlFailure {
    pub migration: Option<String>,
    /// Counted from 1 over the whole file.
    pub statement: usize,
    pub passage: Passage,
    pub cause: Cause,
    /// Nothing where it is no statement of a migration's script.
    pub stays: Option<Stays>,
}

/// What stays of a script of which a statement failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stays {
    Nothing,
    /// The statements up to this one, counted from 1.
    UpTo(usize),
    /// No statement before it, and it ran outside of any transaction.
    Unknown,
}

impl fmt::Display for SqlFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(migration) = &self.migration {
            write!(f, "migration {migration}, ")?;
        }
        write!(f, "statement {} at {}: {}", self.statement, self.passage.location(), self.cause)?;
        if let Some(sqlstate) = &self.cause.sqlstate {
            write!(f, " (SQLSTATE {sqlstate})")?;
        }
        Ok(())
    }
}
