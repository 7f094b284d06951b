//! What a database remembers of its migrations: events that are only ever added, and what they add up to.
//!
//! Must not know how migrations are run. A row is never changed or removed; a retry is a new row.

mod author;
mod catalog;
mod fold;
mod postgres;
mod sqlite;
mod store;

pub use author::Author;
pub use catalog::{Gap, Recall};
pub(crate) use fold::NOT_WRITTEN;
pub use fold::{Approval, Done, Failure, LedgerView, Phase, Record};
pub(crate) use postgres::Postgres;
pub(crate) use sqlite::Sqlite;
pub(crate) use store::{add_postgres, add_sqlite, read_sqlite, upgrade_sqlite};

#[cfg(test)]
mod tests;

/// What happened to a migration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EventKind {
    /// The first of several segments is about to run.
    Started,
    /// A segment in a transaction is done.
    Segment,
    /// The whole migration is done.
    Applied,
    /// The catalog was read after an applied migration that does not say itself what it leaves.
    Fingerprint,
    /// An attempt came to nothing; what it did in its transaction is undone.
    Failed,
    /// The first of several segments of its way back is about to run.
    TakingBack,
    /// The migration was taken back.
    RolledBack,
    /// A statement that cannot run in a transaction is about to run.
    JournalBefore,
    /// A statement that cannot run in a transaction is done.
    JournalAfter,
    /// A copy of the database was made before the first statement of a run; the message says where it is.
    Backup,
    /// Somebody found out that such a statement, which a run had left open, is not done.
    JournalUndone,
    /// The rows that a migration made room for are about to be filled.
    BackfillStarted,
    /// They are, and what has to hold at the end does.
    BackfillDone,
    /// An attempt at that stopped; batches before it stay done.
    BackfillFailed,
    /// Somebody approved of the migration as it stood; the message says who.
    Approved,
}

impl EventKind {
    const ALL: [EventKind; 15] = [
        EventKind::Started,
        EventKind::Segment,
        EventKind::Applied,
        EventKind::Fingerprint,
        EventKind::Failed,
        EventKind::TakingBack,
        EventKind::RolledBack,
        EventKind::JournalBefore,
        EventKind::JournalAfter,
        EventKind::Backup,
        EventKind::JournalUndone,
        EventKind::BackfillStarted,
        EventKind::BackfillDone,
        EventKind::BackfillFailed,
        EventKind::Approved,
    ];

    /// The word that stands in the ledger.
    pub fn word(self) -> &'static str {
        match self {
            EventKind::Started => "started",
            EventKind::Segment => "segment",
            EventKind::Applied => "applied",
            EventKind::Fingerprint => "fingerprint",
            EventKind::Failed => "failed",
            EventKind::TakingBack => "taking-back",
            EventKind::RolledBack => "rolled-back",
            EventKind::JournalBefore => "journal-before",
            EventKind::JournalAfter => "journal-after",
            EventKind::Backup => "backup",
            EventKind::JournalUndone => "journal-undone",
            EventKind::BackfillStarted => "backfill-started",
            EventKind::BackfillDone => "backfill-done",
            EventKind::BackfillFailed => "backfill-failed",
            EventKind::Approved => "approved",
        }
    }

    /// Whether it tells of something beside the migration's own statements.
    pub(crate) fn is_aside(self) -> bool {
        matches!(
            self,
            EventKind::Backup
                | EventKind::BackfillStarted
                | EventKind::BackfillDone
                | EventKind::BackfillFailed
                | EventKind::Approved
        )
    }

    pub(crate) fn of_word(word: &str) -> Option<Self> {
        EventKind::ALL.into_iter().find(|event| event.word() == word)
    }
}

/// How long something took, for a row that may be written before it is over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Elapsed {
    #[default]
    Unknown,
    Milliseconds(u64),
    /// The database counts from the start of the transaction in which the row is written.
    SinceTransaction,
}

impl Elapsed {
    pub(crate) fn of(time: std::time::Duration) -> Elapsed {
        Elapsed::Milliseconds(u64::try_from(time.as_millis()).unwrap_or(u64::MAX))
    }
}

/// A row to be added.
#[derive(Clone, Debug)]
pub struct Entry<'a> {
    pub migration: &'a str,
    pub event: EventKind,
    /// Counted from 0.
    pub segment: Option<usize>,
    /// Counted from 1 over the whole migration.
    pub statement: Option<usize>,
    /// How many statements are done: of a segment, or of the migration in the row that ends it.
    pub statements: Option<usize>,
    /// What the text means: of the migration, or of the segment in the rows of one.
    pub checksum: Option<&'a str>,
    /// The exact bytes of the migration.
    pub bytes: Option<&'a str>,
    /// The text of the migration, by which it can be said later what was edited.
    pub script: Option<&'a str>,
    /// The catalog afterwards.
    pub fingerprint: Option<&'a str>,
    pub sqlstate: Option<&'a str>,
    pub message: Option<&'a str>,
    pub elapsed: Elapsed,
}

impl<'a> Entry<'a> {
    pub fn new(migration: &'a str, event: EventKind) -> Self {
        Entry {
            migration,
            event,
            segment: None,
            statement: None,
            statements: None,
            checksum: None,
            bytes: None,
            script: None,
            fingerprint: None,
            sqlstate: None,
            message: None,
            elapsed: Elapsed::Unknown,
        }
    }
}

/// A row as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub id: i64,
    pub migration: String,
    pub event: EventKind,
    pub segment: Option<usize>,
    pub statement: Option<usize>,
    pub checksum: Option<String>,
    pub bytes: Option<String>,
    pub fingerprint: Option<String>,
    pub sqlstate: Option<String>,
    pub message: Option<String>,
    pub duration_ms: Option<u64>,
    pub tool: String,
    pub role: Option<String>,
    pub host: Option<String>,
    /// When, in UTC, as `2026-11-20T10:30:00.123456Z`.
    pub at: String,
}

/// A row of the ledger cannot be understood, so nothing can be said about its migration.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum LedgerRowError {
    #[error("row {id} of the ledger holds the event `{word}`, which this version does not know")]
    Event { id: String, word: String },
    #[error("row {id} of the ledger cannot be read: column {column} is missing or no number")]
    Column { id: String, column: usize },
}

/// Reads one row from its cells.
pub(crate) fn row_of(cells: &[Option<&str>]) -> Result<Row, LedgerRowError> {
    let id = cells.first().copied().flatten().unwrap_or("?");
    let broken = |column: usize| LedgerRowError::Column { id: id.to_owned(), column };
    let text = |column: usize| cells.get(column).copied().flatten().map(str::to_owned);
    let needed = |column: usize| text(column).ok_or_else(|| broken(column));
    let number = |column: usize| match cells.get(column).copied().flatten() {
        Some(digits) => digits.parse::<u64>().map(Some).map_err(|_| broken(column)),
        None => Ok(None),
    };
    let place = |column: usize| {
        number(column)?.map(|value| usize::try_from(value).map_err(|_| broken(column))).transpose()
    };
    let word = needed(2)?;
    Ok(Row {
        id: id.parse().map_err(|_| broken(0))?,
        migration: needed(1)?,
        event: EventKind::of_word(&word).ok_or_else(|| LedgerRowError::Event { id: id.to_owned(), word })?,
        segment: place(3)?,
        statement: place(4)?,
        checksum: text(5),
        bytes: text(6),
        fingerprint: text(7),
        sqlstate: text(8),
        message: text(9),
        duration_ms: number(10)?,
        tool: text(11).unwrap_or_default(),
        role: text(12),
        host: text(13),
        at: needed(14)?,
    })
}
