//! What the server says about a statement: errors and notices as plain values. Must not know which statement it was.

use std::fmt;

use tokio_postgres::error::{DbError, ErrorPosition};

/// A message of the server with everything it told. `Display` is the message alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// `ERROR`, `FATAL`, `WARNING`, `NOTICE` …, never translated.
    pub severity: String,
    /// Five characters; see the PostgreSQL documentation, appendix A.
    pub sqlstate: String,
    pub message: String,
    pub detail: Option<String>,
    pub hint: Option<String>,
    /// Where in the text that was sent, in characters from 0.
    pub position: Option<usize>,
    /// The statement inside a function that failed.
    pub internal_query: Option<String>,
    /// Where in `internal_query`, in characters from 0.
    pub internal_position: Option<usize>,
    /// The call stack of functions, innermost first.
    pub context: Option<String>,
    pub schema: Option<String>,
    pub table: Option<String>,
    pub column: Option<String>,
    pub data_type: Option<String>,
    pub constraint: Option<String>,
    /// The server's own function that raised it; the one thing that tells apart what shares an SQLSTATE.
    pub(crate) routine: Option<String>,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl Report {
    /// From the fields of the protocol, each with its letter.
    pub(super) fn of_fields(fields: impl Iterator<Item = (u8, String)>) -> Report {
        let from_zero = |text: &str| text.parse::<usize>().ok().and_then(|at| at.checked_sub(1));
        let mut report = Report::default();
        for (letter, value) in fields {
            match letter {
                b'S' if report.severity.is_empty() => report.severity = value,
                b'V' => report.severity = value,
                b'C' => report.sqlstate = value,
                b'M' => report.message = value,
                b'D' => report.detail = Some(value),
                b'H' => report.hint = Some(value),
                b'P' => report.position = from_zero(&value),
                b'p' => report.internal_position = from_zero(&value),
                b'q' => report.internal_query = Some(value),
                b'W' => report.context = Some(value),
                b's' => report.schema = Some(value),
                b't' => report.table = Some(value),
                b'c' => report.column = Some(value),
                b'd' => report.data_type = Some(value),
                b'n' => report.constraint = Some(value),
                b'R' => report.routine = Some(value),
                _ => {}
            }
        }
        report
    }
}

impl From<&DbError> for Report {
    fn from(error: &DbError) -> Report {
        let owned = |text: Option<&str>| text.map(str::to_owned);
        let from_zero = |position: u32| usize::try_from(position).ok().and_then(|at| at.checked_sub(1));
        let (position, internal_position, internal_query) = match error.position() {
            Some(ErrorPosition::Original(at)) => (from_zero(*at), None, None),
            Some(ErrorPosition::Internal { position, query }) => {
                (None, from_zero(*position), Some(query.clone()))
            }
            None => (None, None, None),
        };
        let severity = error.parsed_severity().map(|severity| severity.to_string());
        Report {
            severity: severity.unwrap_or_else(|| error.severity().to_owned()),
            sqlstate: error.code().code().to_owned(),
            message: error.message().to_owned(),
            detail: owned(error.detail()),
            hint: owned(error.hint()),
            position,
            internal_query,
            internal_position,
            context: owned(error.where_()),
            schema: owned(error.schema()),
            table: owned(error.table()),
            column: owned(error.column()),
            data_type: owned(error.datatype()),
            constraint: owned(error.constraint()),
            routine: owned(error.routine()),
        }
    }
}

/// Why a statement brought no result.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ServerError {
    /// The server refused the statement.
    #[error("{0}")]
    Refused(Box<Report>),
    /// There is no connection any more. What was sent last may or may not have happened.
    #[error("the connection to the server was lost: {reason}")]
    Lost { reason: String },
    /// The server answered with something that was not asked for, such as the wish for `COPY` data, or a value does
    /// not fit its column. The session is not fit for use after the former.
    #[error("the answer of the server was not expected: {reason}")]
    Unexpected { reason: String },
}

impl ServerError {
    pub(super) fn of(error: &tokio_postgres::Error) -> ServerError {
        if let Some(report) = error.as_db_error() {
            return ServerError::Refused(Box::new(Report::from(report)));
        }
        let cause = std::error::Error::source(error);
        let reason = cause.map_or_else(|| error.to_string(), |cause| format!("{error}: {cause}"));
        match error.is_closed() || cause.is_some_and(<dyn std::error::Error>::is::<std::io::Error>) {
            true => ServerError::Lost { reason },
            false => ServerError::Unexpected { reason },
        }
    }

    /// What the server said, unless the connection is to blame.
    pub fn report(&self) -> Option<&Report> {
        match self {
            ServerError::Refused(report) => Some(report),
            ServerError::Lost { .. } | ServerError::Unexpected { .. } => None,
        }
    }

    /// The SQLSTATE, or nothing where no server answered.
    pub fn sqlstate(&self) -> Option<&str> {
        self.report().map(|report| report.sqlstate.as_str())
    }

    /// Something that the statement names is not there (yet): a table, column, type, function, schema, or the unique
    /// key that a foreign key or an `ON CONFLICT` needs. Worth another try after other statements have run.
    pub fn is_undefined_object(&self) -> bool {
        const MISSING: &[&str] = &["42P01", "42703", "42704", "42883", "3F000", "42830", "42P10"];
        self.is_one_of(MISSING)
    }

    /// A role or another object without a schema is there already.
    pub fn is_duplicate_object(&self) -> bool {
        self.is_one_of(&["42710"])
    }

    /// A lock was not had within `lock_timeout`, or at once under NOWAIT.
    pub fn is_lock_timeout(&self) -> bool {
        self.is_one_of(&["55P03"])
    }

    pub fn is_deadlock(&self) -> bool {
        self.is_one_of(&["40P01"])
    }

    /// `statement_timeout` or somebody's request ended the statement.
    pub fn is_cancelled(&self) -> bool {
        self.is_one_of(&["57014"])
    }

    pub fn is_insufficient_privilege(&self) -> bool {
        self.is_one_of(&["42501"])
    }

    /// The session is gone: nobody answers, or the server ended it (shutdown, crash, `pg_terminate_backend`).
    pub fn is_lost(&self) -> bool {
        matches!(self, ServerError::Lost { .. })
            || self.report().is_some_and(|report| matches!(report.severity.as_str(), "FATAL" | "PANIC"))
    }

    fn is_one_of(&self, states: &[&str]) -> bool {
        self.sqlstate().is_some_and(|state| states.contains(&state))
    }
}
