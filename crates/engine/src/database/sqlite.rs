//! An SQLite database: a file or memory. Must not know migrations.

use std::fmt;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use rusqlite::fallible_iterator::FallibleIterator;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags};

use evenkeel_core::Selection;
use evenkeel_sources::lexer::{Dialect, tokens};

use super::look::{CatalogRows, Keeping, Look};
use crate::error::{Cause, EngineError};
use crate::state::State;

/// How long a statement waits for another process's transaction to end.
const BUSY_TIMEOUT: Duration = Duration::from_secs(30);

/// A connection to an SQLite database, with foreign keys enforced.
pub struct Lite {
    connection: Connection,
    path: Box<Path>,
    selection: Selection,
    deadline: Deadline,
}

/// When a statement is ended that still goes on. The connection asks it now and then.
#[derive(Clone, Debug)]
struct Deadline(Arc<Bound>);

#[derive(Debug)]
struct Bound {
    since: Instant,
    /// In milliseconds since then; zero for none.
    after: AtomicU64,
}

impl Deadline {
    fn none() -> Deadline {
        Deadline(Arc::new(Bound { since: Instant::now(), after: AtomicU64::new(0) }))
    }

    fn set(&self, limit: Option<Duration>) {
        let after = limit.map_or(0, |limit| (self.0.since.elapsed() + limit).as_millis().max(1));
        self.0.after.store(u64::try_from(after).unwrap_or(u64::MAX), Ordering::Relaxed);
    }

    fn is_over(&self) -> bool {
        let after = self.0.after.load(Ordering::Relaxed);
        after > 0 && self.0.since.elapsed().as_millis() > u128::from(after)
    }

    /// Lets the connection ask.
    fn watch(&self, connection: &mut Connection) -> rusqlite::Result<()> {
        /// Of SQLite's machine, between one question and the next: a fraction of a millisecond.
        const INSTRUCTIONS: i32 = 10_000;
        let deadline = self.clone();
        connection.progress_handler(INSTRUCTIONS, Some(move || deadline.is_over()))
    }
}

impl Lite {
    /// The same file, of which only this is looked at.
    #[must_use]
    pub(crate) fn selecting(self, selection: Selection) -> Lite {
        Lite { selection, ..self }
    }

    /// Opens a file that exists. The journal mode stays as it is.
    pub(super) fn open(path: &Path) -> Result<Lite, EngineError> {
        Lite::with(path, OpenFlags::SQLITE_OPEN_READ_WRITE)
    }

    pub(super) fn create(path: &Path) -> Result<Lite, EngineError> {
        let lite = Lite::with(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)?;
        // Only writing makes the file.
        lite.execute("PRAGMA user_version = 0")?;
        Ok(lite)
    }

    /// A database that is gone when it is dropped.
    pub(crate) fn in_memory() -> Result<Lite, EngineError> {
        let opened = Connection::open_in_memory();
        Lite::ready(opened, Path::new(":memory:"))
    }

    fn with(path: &Path, flags: OpenFlags) -> Result<Lite, EngineError> {
        let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
        Lite::ready(Connection::open_with_flags(path, flags), path)
    }

    fn ready(opened: rusqlite::Result<Connection>, path: &Path) -> Result<Lite, EngineError> {
        let failed = |error: rusqlite::Error| EngineError::CannotOpen {
            file: path.to_owned(),
            cause: Box::new(Cause::from(&error)),
        };
        let mut connection = opened.map_err(failed)?;
        let deadline = Deadline::none();
        deadline.watch(&mut connection).map_err(failed)?;
        connection.busy_timeout(BUSY_TIMEOUT).map_err(failed)?;
        let ready = connection.execute_batch("PRAGMA foreign_keys = ON; SELECT count(*) FROM sqlite_master");
        ready.map_err(failed)?;
        Ok(Lite { connection, path: path.into(), selection: Selection::default(), deadline })
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    pub(crate) fn connection(&self) -> &Connection {
        &self.connection
    }

    /// How long each statement waits while another process writes; zero waits for ever.
    pub(crate) fn wait_for_others(&self, limit: Duration) -> Result<(), EngineError> {
        const FOR_EVER: Duration = Duration::from_secs(86_400);
        let limit = if limit.is_zero() { FOR_EVER } else { limit.min(FOR_EVER) };
        let set = self.connection.busy_timeout(limit);
        set.map_err(|error| EngineError::own("setting the session up", &error))
    }

    /// Ends statements that go on for longer than this from now; nothing lets them go on for ever again.
    pub(crate) fn bound(&self, limit: Option<Duration>) {
        self.deadline.set(limit);
    }

    /// Runs statements of evenkeel's own.
    pub(crate) fn execute(&self, sql: &str) -> Result<(), EngineError> {
        self.connection.execute_batch(sql).map_err(|error| EngineError::own("a statement", &error))
    }

    pub(crate) fn selection(&self) -> &Selection {
        &self.selection
    }

    /// Reads the catalog; inside an open transaction, as that sees it.
    pub(crate) fn look(&self, keeping: Keeping) -> Result<Look, EngineError> {
        let mut reader = evenkeel_sqlite::inspect::Reader::new();
        let mut kept = (keeping == Keeping::Rows).then(CatalogRows::default);
        for row in self.rows(evenkeel_sqlite::inspect::script())? {
            let cells: Vec<Option<&str>> = row.iter().map(Option::as_deref).collect();
            reader.row(&cells).map_err(|error| EngineError::Catalog(error.to_string()))?;
            if let Some(kept) = &mut kept {
                kept.push(cells);
            }
        }
        let state = reader.finish().map(State::Sqlite);
        let state = state.map_err(|error| EngineError::Catalog(error.to_string()))?;
        Ok(Look { state: state.selected(&self.selection), rows: kept })
    }

    /// Runs any number of statements and returns the rows of all of them as text, behind one another.
    /// Whether there is a table of this name.
    pub(crate) fn has_table(&self, table: &str) -> Result<bool, EngineError> {
        let found: rusqlite::Result<i64> =
            self.connection().query_row(crate::ledger::Sqlite::EXISTS, [table], |row| row.get(0));
        let found = found.map_err(|error| EngineError::own("looking for a table", &error))?;
        Ok(found > 0)
    }

    pub(crate) fn rows(&self, sql: &str) -> Result<Vec<Vec<Option<String>>>, EngineError> {
        self.try_rows(sql).map_err(|error| EngineError::own("the statement", &error))
    }

    fn try_rows(&self, sql: &str) -> rusqlite::Result<Vec<Vec<Option<String>>>> {
        let mut found = Vec::new();
        let mut batch = rusqlite::Batch::new(&self.connection, sql);
        while let Some(mut statement) = batch.next()? {
            let columns = statement.column_count();
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let cells: rusqlite::Result<Vec<Option<String>>> =
                    (0..columns).map(|column| row.get_ref(column).map(text_of)).collect();
                found.push(cells?);
            }
        }
        Ok(found)
    }
}

/// Where in a statement an error is, in bytes. SQLite tells it for some errors only; for others the name that is
/// missing is looked for.
pub(crate) fn offset_of(sql: &str, error: &rusqlite::Error) -> Option<usize> {
    if let rusqlite::Error::SqlInputError { offset, .. } = error {
        return usize::try_from(*offset).ok();
    }
    let message = Cause::from(error).message;
    let (_, name) = message.split_once("no such ")?.1.split_once(": ")?;
    let name = name.rsplit('.').next().unwrap_or(name);
    let found = tokens(Dialect::Sqlite, sql).ok()?.into_iter().find(|token| {
        let written = token.text(sql).trim_matches(['"', '`', '[', ']']);
        token.is_significant() && written.eq_ignore_ascii_case(name)
    });
    found.map(|token| token.start)
}

fn text_of(value: ValueRef<'_>) -> Option<String> {
    match value {
        ValueRef::Null => None,
        ValueRef::Integer(number) => Some(number.to_string()),
        ValueRef::Real(number) => Some(number.to_string()),
        ValueRef::Text(text) => Some(String::from_utf8_lossy(text).into_owned()),
        ValueRef::Blob(bytes) => Some(hex::encode(bytes)),
    }
}

impl fmt::Debug for Lite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Lite({})", self.path.display())
    }
}
