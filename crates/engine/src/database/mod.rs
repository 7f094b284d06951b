//! An open database of either dialect. Must not know migrations or what is run on it.

pub(crate) mod look;
pub(crate) mod postgres;
mod rows;
mod sqlite;

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use evenkeel_core::{ObjectId, Selection};
use evenkeel_sources::lexer::Dialect;
use tokio::time::sleep;

pub use sqlite::Lite;
pub(crate) use sqlite::offset_of;

use crate::connect::{ConnectError, Session, Target, create_database, wait_for};
use crate::error::EngineError;
use crate::pause::jittered;
use crate::place::Place;
use crate::state::State;
use look::{Keeping, Look};

/// A connection to a database. Has to be used inside a tokio runtime.
pub enum Database {
    Postgres(Box<Session>),
    Sqlite(Lite),
}

/// How long a server without a free connection is asked again, and about how often.
const IN_TURN: Duration = Duration::from_secs(120);
const TURN: Duration = Duration::from_millis(400);

/// SQLSTATEs that say that a database is there already: found at once, or met at the end by somebody who made it at
/// the same time.
const EXISTS: &[&str] = &["42P04", "23505"];

/// A result of statements: rows of text, the columns of the last statement that had any.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    pub rows: Vec<Vec<Option<String>>>,
}

impl Database {
    /// Opens a database that exists; `wait` is how long to wait for a server that is on its way up.
    ///
    /// # Errors
    /// One variant for each thing that can be done about it; an SQLite file that is missing is not made.
    pub async fn open(place: &Place, wait: Option<Duration>) -> Result<Database, EngineError> {
        match (place, wait) {
            (Place::Postgres(target), wait) => Ok(Database::of(connect(target, wait).await?)),
            (Place::Sqlite(path), _) => Ok(Database::Sqlite(Lite::open(path)?)),
        }
    }

    /// As [`Database::open`], but a server that has no connection left is waited for in any case: it will be other runs
    /// that have them, and they end.
    ///
    /// # Errors
    /// As for [`Database::open`].
    pub async fn open_in_turn(place: &Place, wait: Option<Duration>) -> Result<Database, EngineError> {
        let begun = Instant::now();
        loop {
            match Database::open(place, wait).await {
                Err(EngineError::Connect(ConnectError::TooManyConnections { .. }))
                    if begun.elapsed() < IN_TURN =>
                {
                    sleep(jittered(TURN)).await;
                }
                other => return other,
            }
        }
    }

    /// Makes the database where it is missing, and says whether it did.
    ///
    /// # Errors
    /// The server cannot be reached or does not let this role make one; the file cannot be made.
    pub async fn create(place: &Place) -> Result<Created, EngineError> {
        Database::create_within(place, None).await
    }

    /// As [`Database::create`]; `wait` is how long to wait for a server that is on its way up.
    ///
    /// # Errors
    /// As for [`Database::create`].
    pub async fn create_within(place: &Place, wait: Option<Duration>) -> Result<Created, EngineError> {
        match place {
            Place::Postgres(target) => match connect(target, wait).await {
                Ok(_) => Ok(Created::WasThere),
                Err(ConnectError::NoSuchDatabase { .. }) => {
                    let session = postgres::administration(target).await?;
                    match create_database(&session, target.database(), "template1").await {
                        Ok(()) => Ok(Created::Now),
                        Err(error) if error.sqlstate().is_some_and(|state| EXISTS.contains(&state)) => {
                            Ok(Created::WasThere)
                        }
                        Err(error) => Err(EngineError::own("making the database", &error)),
                    }
                }
                Err(error) => Err(error.into()),
            },
            Place::Sqlite(path) if path.exists() => Ok(Created::WasThere),
            Place::Sqlite(path) => Lite::create(path).map(|_| Created::Now),
        }
    }

    /// The database of a session that is open already.
    pub fn of(session: Session) -> Database {
        Database::Postgres(Box::new(session))
    }

    /// The same database, of which only this is looked at.
    #[must_use]
    pub fn selecting(self, selection: &Selection) -> Database {
        match self {
            Database::Postgres(session) => Database::of(session.selecting(selection.clone())),
            Database::Sqlite(lite) => Database::Sqlite(lite.selecting(selection.clone())),
        }
    }

    pub fn dialect(&self) -> Dialect {
        match self {
            Database::Postgres(_) => Dialect::Postgres,
            Database::Sqlite(_) => Dialect::Sqlite,
        }
    }

    /// What of it is looked at.
    pub(crate) fn selection(&self) -> &Selection {
        match self {
            Database::Postgres(session) => session.selection(),
            Database::Sqlite(lite) => lite.selection(),
        }
    }

    /// The server's major version; SQLite has none that would matter.
    pub fn major(&self) -> Option<u32> {
        match self {
            Database::Postgres(session) => Some(session.server_version().major()),
            Database::Sqlite(_) => None,
        }
    }

    /// Reads the catalog, in one round trip.
    ///
    /// # Errors
    /// The connection is lost, or the catalog holds something that cannot be told apart.
    pub async fn inspect(&self) -> Result<State, EngineError> {
        Ok(self.look(Keeping::State).await?.state)
    }

    pub(crate) async fn look(&self, keeping: Keeping) -> Result<Look, EngineError> {
        match self {
            Database::Postgres(session) => postgres::look(session, keeping).await,
            Database::Sqlite(lite) => lite.look(keeping),
        }
    }

    /// Runs any number of statements and returns their rows.
    ///
    /// # Errors
    /// The first statement that fails.
    pub async fn run(&self, sql: &str) -> Result<Answer, EngineError> {
        match self {
            Database::Postgres(session) => {
                let rows =
                    session.rows(sql).await.map_err(|error| EngineError::own("the statement", &error))?;
                Ok(Answer { rows })
            }
            Database::Sqlite(lite) => lite.rows(sql).map(|rows| Answer { rows }),
        }
    }

    /// How many rows each of these tables has, counted one by one.
    ///
    /// # Errors
    /// A table is not there, or may not be read.
    pub async fn row_counts(&self, tables: &[ObjectId]) -> Result<Vec<(ObjectId, u64)>, EngineError> {
        let Some(sql) = rows::counting(tables) else { return Ok(Vec::new()) };
        let answer = self.run(sql.as_str()).await?;
        rows::counted(tables, &answer.rows)
    }

    /// The tables and materialized views of a catalog that hold no rows here.
    ///
    /// # Errors
    /// One of them is not there, or may not be read.
    pub async fn empty_tables(&self, state: &State) -> Result<BTreeSet<ObjectId>, EngineError> {
        let State::Postgres(catalog) = state else { return Ok(BTreeSet::new()) };
        let kinds = ["table", "materialized_view"].into_iter();
        let tables: Vec<ObjectId> =
            kinds.flat_map(|kind| catalog.of_kind(kind)).map(|entry| entry.id.clone()).collect();
        let Some(sql) = rows::seeking_empty(&tables) else { return Ok(BTreeSet::new()) };
        Ok(rows::found_empty(&tables, &self.run(sql.as_str()).await?.rows))
    }
}

async fn connect(target: &Target, wait: Option<Duration>) -> Result<Session, ConnectError> {
    match wait {
        Some(limit) => wait_for(target, limit).await,
        None => Session::connect(target).await,
    }
}

/// Whether a database had to be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Created {
    Now,
    WasThere,
}
