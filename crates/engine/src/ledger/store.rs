//! Reading and writing the ledger of an open database. Must not know what the rows mean.

use evenkeel_core::Sql;
use rusqlite::params_from_iter;

use super::{Author, Entry, LedgerView, Postgres, Row, Sqlite, row_of};
use crate::connect::Session;
use crate::database::{Database, Lite};
use crate::error::EngineError;
use crate::packed::unpack;

/// SQLSTATEs that say that there is no ledger yet: no such table, no such schema.
const NO_LEDGER: &[&str] = &["42P01", "3F000"];
/// As [`NO_LEDGER`], or that it is of a version that did not have this column or table.
pub(super) const NOT_YET: &[&str] = &["42P01", "3F000", "42703"];

impl Database {
    /// What the ledger says about the migrations of a service, in one round trip. A database without a ledger is one
    /// on which nothing was run.
    ///
    /// # Errors
    /// The ledger may not be read, or was written by a later version.
    pub async fn ledger(&self, service: &str) -> Result<LedgerView, EngineError> {
        Ok(self.ledger_if_any(service).await?.unwrap_or_default())
    }

    /// As [`Database::ledger`], but nothing where there is none.
    pub(crate) async fn ledger_if_any(&self, service: &str) -> Result<Option<LedgerView>, EngineError> {
        let rows = match self {
            Database::Postgres(session) => read_postgres(session, service).await?,
            Database::Sqlite(lite) => read_sqlite(lite, service, None)?,
        };
        Ok(rows.map(LedgerView::of))
    }

    /// Every row of a service, oldest first: the history as it happened.
    ///
    /// # Errors
    /// As for [`Database::ledger`].
    pub async fn ledger_rows(&self, service: &str) -> Result<Vec<Row>, EngineError> {
        let rows = match self {
            Database::Postgres(session) => read_postgres(session, service).await?,
            Database::Sqlite(lite) => read_sqlite(lite, service, None)?,
        };
        Ok(rows.unwrap_or_default())
    }

    /// Makes the ledger where it is missing, and gives one of an earlier version what it lacks. Its rows stay as they
    /// are. On PostgreSQL the caller holds the lock.
    pub(crate) async fn create_ledger(&self) -> Result<(), EngineError> {
        match self {
            Database::Postgres(session) => {
                let made = session.batch(Postgres::create().as_str()).await;
                made.map_err(|error| EngineError::own("making the ledger", &error))?;
                // That the schema was there already is news to nobody.
                session.take_notices();
                self.upgrade_ledger().await
            }
            Database::Sqlite(lite) => {
                lite.execute(Sqlite::CREATE)?;
                self.upgrade_ledger().await
            }
        }
    }

    /// As [`Database::create_ledger`], for a ledger that is there.
    pub(crate) async fn upgrade_ledger(&self) -> Result<(), EngineError> {
        match self {
            Database::Postgres(session) => {
                let failed = |error| EngineError::own("bringing the ledger up to date", &error);
                let rows = session.rows(Postgres::IS_CURRENT).await.map_err(failed)?;
                match rows.first().and_then(|row| row.first()?.as_deref()) {
                    Some("t") => Ok(()),
                    Some(_) | None => {
                        session.batch(Postgres::upgrade().as_str()).await.map_err(failed)?;
                        session.take_notices();
                        Ok(())
                    }
                }
            }
            Database::Sqlite(lite) => upgrade_sqlite(lite),
        }
    }

    /// Adds rows, all or none.
    pub(crate) async fn add_to_ledger(
        &self,
        author: &Author,
        entries: &[Entry<'_>],
    ) -> Result<(), EngineError> {
        match self {
            Database::Postgres(session) => add_postgres(session, author, entries).await,
            Database::Sqlite(lite) => entries.iter().try_for_each(|entry| add_sqlite(lite, author, entry)),
        }
    }
}

pub(crate) async fn add_postgres(
    session: &Session,
    author: &Author,
    entries: &[Entry<'_>],
) -> Result<(), EngineError> {
    let rows: Vec<Sql> = entries.iter().flat_map(|entry| author.rows(entry)).collect();
    let added = session.batch(Sql::join(rows, ";\n").as_str()).await;
    added.map_err(|error| EngineError::own("writing the ledger", &error))
}

pub(crate) fn add_sqlite(lite: &Lite, author: &Author, entry: &Entry<'_>) -> Result<(), EngineError> {
    let values = params_from_iter(Sqlite::values(author, entry));
    let added = lite.connection().execute(Sqlite::INSERT, values);
    added.map_err(|error| EngineError::own("writing the ledger", &error))?;
    author.told_beside(entry).iter().try_for_each(|statement| lite.execute(statement.as_str()))
}

/// Gives a ledger of an earlier version what it lacks.
pub(crate) fn upgrade_sqlite(lite: &Lite) -> Result<(), EngineError> {
    let there = lite.rows(Sqlite::COLUMNS)?;
    let has = |column: &str| {
        there.iter().any(|row| row.first().is_some_and(|name| name.as_deref() == Some(column)))
    };
    for (column, statement) in Sqlite::ADDED {
        if !has(column) {
            lite.execute(statement)?;
        }
    }
    Ok(())
}

/// The text of a migration as it was last run; nothing where the ledger is of a version that did not keep it.
pub(super) fn text_of(cell: Option<&str>) -> Option<String> {
    String::from_utf8(unpack(cell?)?).ok()
}

impl Database {
    /// The text of a migration as it was last run; nothing where it is not known any more.
    ///
    /// # Errors
    /// The ledger may not be read.
    pub async fn text_run(&self, service: &str, migration: &str) -> Result<Option<String>, EngineError> {
        match self {
            Database::Postgres(session) => {
                match session.rows(Postgres::script(service, migration).as_str()).await {
                    Ok(rows) => Ok(text_of(rows.first().and_then(|row| row.first()?.as_deref()))),
                    Err(error) if error.sqlstate().is_some_and(|state| NOT_YET.contains(&state)) => Ok(None),
                    Err(error) => Err(EngineError::own("reading the ledger", &error)),
                }
            }
            Database::Sqlite(lite) => {
                let connection = lite.connection();
                let found =
                    connection.query_row(Sqlite::SCRIPT, [service, migration], |row| row.get::<_, String>(0));
                // A ledger of an earlier version has no such column.
                Ok(text_of(found.ok().as_deref()))
            }
        }
    }
}

async fn read_postgres(session: &Session, service: &str) -> Result<Option<Vec<Row>>, EngineError> {
    match session.rows(Postgres::read(service).as_str()).await {
        Ok(rows) => {
            let mut rows =
                rows.iter().map(|cells| parse(cells)).collect::<Result<Vec<Row>, EngineError>>()?;
            rows.sort_by_key(|row| row.id);
            rows.iter_mut().for_each(|row| row.at = Postgres::moment(&row.at));
            Ok(Some(rows))
        }
        Err(error) if error.sqlstate().is_some_and(|state| NO_LEDGER.contains(&state)) => Ok(None),
        Err(error) => Err(EngineError::own("reading the ledger", &error)),
    }
}

/// All rows of a service, or of one migration of it; nothing where there is no ledger.
pub(crate) fn read_sqlite(
    lite: &Lite,
    service: &str,
    migration: Option<&str>,
) -> Result<Option<Vec<Row>>, EngineError> {
    let failed = |error: rusqlite::Error| EngineError::own("reading the ledger", &error);
    let connection = lite.connection();
    let there: i64 =
        connection.query_row(Sqlite::EXISTS, [Sqlite::TABLE], |row| row.get(0)).map_err(failed)?;
    if there == 0 {
        return Ok(None);
    }
    let mut statement = connection.prepare(Sqlite::READ).map_err(failed)?;
    let columns = statement.column_count();
    let mut rows = statement.query((service, migration)).map_err(failed)?;
    let mut found = Vec::new();
    while let Some(row) = rows.next().map_err(failed)? {
        let cells: rusqlite::Result<Vec<Option<String>>> =
            (0..columns).map(|column| row.get(column)).collect();
        found.push(parse(&cells.map_err(failed)?)?);
    }
    Ok(Some(found))
}

fn parse(cells: &[Option<String>]) -> Result<Row, EngineError> {
    let cells: Vec<Option<&str>> = cells.iter().map(Option::as_deref).collect();
    Ok(row_of(&cells)?)
}
