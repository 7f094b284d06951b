//! `backfill.toml`: how rows that exist already are brought to what a migration made room for. Must not know a database.

mod brakes;
mod read;
mod template;
#[cfg(test)]
mod tests;

use std::ops::Range;
use std::path::PathBuf;
use std::time::Duration;

pub use brakes::Brakes;
pub use read::of_texts;
pub(crate) use read::read;
pub use template::{Piece, Template, TemplateError};

use crate::checksum::{self, Checksum};
use crate::explain::Explain;
use crate::files::Script;
use crate::lexer::Dialect;

/// The file that says how.
pub const BACKFILL_FILE: &str = "backfill.toml";
/// The statements that are run for each batch.
pub const BATCH_FILE: &str = "backfill.sql";
/// The question whose answer has to be empty at the end.
pub const VERIFY_FILE: &str = "verify.sql";

/// What is done to the rows of a table after a migration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backfill {
    /// The `backfill.toml`.
    pub path: PathBuf,
    /// What stands in it.
    pub text: String,
    pub work: Work,
    pub run: Run,
    pub finalize: Finalize,
    /// A query that answers the rows that are not as they should be.
    pub verify: Option<Script>,
}

/// How it is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Work {
    Batches(Box<Batches>),
    /// A command for the shell, started in the migration's folder.
    Script(String),
}

/// Statements that are run again and again, each time for the next rows of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batches {
    /// The table's name, perhaps with its schema, as it was written.
    pub table: Vec<String>,
    /// The columns in whose order rows are taken; none means the primary key.
    pub key: Vec<String>,
    pub sql: Script,
    pub pace: BatchPace,
    pub brakes: Brakes,
}

/// How large batches are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BatchPace {
    /// How long one should take; the number of rows is fitted to that.
    pub time: Duration,
    /// Rows of the first.
    pub rows: u64,
    /// Rows of the largest.
    pub most_rows: u64,
}

impl Default for BatchPace {
    fn default() -> Self {
        BatchPace { time: Duration::from_millis(250), rows: 1000, most_rows: 100_000 }
    }
}

/// Who does it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Run {
    /// `evenkeel migrate`, as soon as the migration is applied.
    #[default]
    Migrate,
    /// Nobody but `evenkeel backfill`.
    Apart,
}

/// What later migrations have to do with it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Finalize {
    /// They do not run before it is done.
    #[default]
    Barrier,
    /// They may run while it is not done.
    Free,
}

impl Backfill {
    /// What is done to each row: a change of it in the middle would do one thing to some rows and another to the rest.
    pub fn meaning(&self, dialect: Dialect) -> Checksum {
        match &self.work {
            Work::Script(command) => checksum::bytes(command),
            Work::Batches(batches) => {
                let means = checksum::meaning(dialect, &batches.sql.text);
                let parts = [&batches.table[..], &batches.key[..]].concat();
                checksum::bytes(&format!("{} {}", means.as_str(), parts.join("\0")))
            }
        }
    }
}

/// A `backfill.toml` that is not understood, or does not fit the files beside it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct BackfillError {
    /// What is wrong, in one sentence.
    pub message: String,
    /// The bytes at fault, when there are any.
    pub range: Option<Range<usize>>,
}

impl BackfillError {
    fn new(message: impl Into<String>) -> Self {
        BackfillError { message: message.into(), range: None }
    }
}

impl Explain for BackfillError {
    fn range(&self) -> Option<Range<usize>> {
        self.range.clone()
    }

    fn hint(&self) -> Option<String> {
        Some("docs/backfill.md shows every key of backfill.toml and the files that stand beside it".into())
    }
}
