//! The catalog as the last migration left it, kept beside the ledger: one for each service, the newest in the place of the
//! one before. Must not know what it is compared with.

use super::store::NOT_YET;
use super::{Author, Postgres, Sqlite};
use crate::connect::Session;
use crate::database::look::{CatalogRows, form};
use crate::database::{Database, Lite};
use crate::error::EngineError;
use crate::stamp::{Agreement, Stamp};
use crate::state::State;

/// What is written down.
pub(crate) struct KeptCatalog<'a> {
    pub(crate) form: &'a str,
    pub(crate) stamp: &'a str,
    pub(crate) catalog: &'a str,
}

/// What a database remembers of its catalog.
#[derive(Debug)]
pub enum Recall {
    /// The catalog as the last migration left it.
    Known(Box<State>),
    Unknown(Gap),
}

/// Why a database does not remember its catalog.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    Nothing,
    /// Something was applied or taken back since, and nobody looked.
    Outdated,
    /// Another version of evenkeel kept it, which asks for other things.
    OtherVersion,
    /// The server is of another major version now.
    OtherServer,
    /// A migration is half applied or half taken back, and nobody looked between its parts.
    HalfWay,
}

impl Gap {
    /// In words, behind "it is not compared with what was remembered: ".
    pub fn why(self) -> &'static str {
        match self {
            Gap::Nothing => "the ledger holds no catalog",
            Gap::Outdated => "what the ledger remembers is older than the last change of the history",
            Gap::OtherVersion => "the catalog was remembered by another version of evenkeel",
            Gap::OtherServer => "the catalog was remembered on another major version of the server",
            Gap::HalfWay => "a migration is half way, and what its finished parts left was not looked at",
        }
    }
}

impl Database {
    /// Keeps the catalog as the last migration left it.
    pub(crate) async fn keep_catalog(
        &self,
        author: &Author,
        rows: &CatalogRows,
        stamp: &Stamp,
    ) -> Result<(), EngineError> {
        let (form, stamp, catalog) = (form(self.dialect()), stamp.to_string(), rows.pack());
        let kept = KeptCatalog { form: &form, stamp: &stamp, catalog: &catalog };
        match self {
            Database::Postgres(session) => {
                let done = session.batch(Postgres::keep_catalog(author, &kept).as_str()).await;
                done.map_err(|error| EngineError::own("remembering the catalog", &error))
            }
            Database::Sqlite(lite) => {
                let values = [author.service.as_str(), kept.form, kept.stamp, kept.catalog, &author.tool];
                let done = lite.connection().execute(Sqlite::KEEP_CATALOG, values);
                done.map(drop).map_err(|error| EngineError::own("remembering the catalog", &error))
            }
        }
    }

    /// The catalog as the last migration of the service left it, if the database remembers.
    ///
    /// # Errors
    /// The ledger may not be read.
    pub async fn recalled(&self, service: &str) -> Result<Recall, EngineError> {
        let row = match self {
            Database::Postgres(session) => postgres_row(session, service).await?,
            Database::Sqlite(lite) => sqlite_row(lite, service),
        };
        let Some(row) = row else { return Ok(Recall::Unknown(Gap::Nothing)) };
        Ok(match self.gap(&row) {
            Some(gap) => Recall::Unknown(gap),
            None => self.read_again(&row),
        })
    }

    fn gap(&self, row: &KeptRow) -> Option<Gap> {
        let now = Stamp::new(self.major(), String::new());
        match () {
            () if !row.current => Some(Gap::Outdated),
            () if row.form != form(self.dialect()) => Some(Gap::OtherVersion),
            () if Stamp::from(row.stamp.as_str()).compare(&now) == Agreement::NotComparable => {
                Some(Gap::OtherServer)
            }
            () => None,
        }
    }

    fn read_again(&self, row: &KeptRow) -> Recall {
        let state = CatalogRows::unpack(&row.catalog)
            .and_then(|rows| rows.read(self.dialect(), self.selection()).ok());
        state.map_or(Recall::Unknown(Gap::OtherVersion), |state| Recall::Known(Box::new(state)))
    }
}

struct KeptRow {
    form: String,
    stamp: String,
    catalog: String,
    /// Whether nothing was applied or taken back since.
    current: bool,
}

async fn postgres_row(session: &Session, service: &str) -> Result<Option<KeptRow>, EngineError> {
    let rows = match session.rows(Postgres::catalog(service).as_str()).await {
        Ok(rows) => rows,
        Err(error) if error.sqlstate().is_some_and(|state| NOT_YET.contains(&state)) => return Ok(None),
        Err(error) => return Err(EngineError::own("reading the ledger", &error)),
    };
    let [form, stamp, catalog, current] = match rows.into_iter().next().map(<[Option<String>; 4]>::try_from) {
        Some(Ok(cells)) => cells.map(Option::unwrap_or_default),
        Some(Err(_)) | None => return Ok(None),
    };
    Ok(Some(KeptRow { form, stamp, catalog, current: current == "t" }))
}

/// A ledger of an earlier version has no such table.
fn sqlite_row(lite: &Lite, service: &str) -> Option<KeptRow> {
    let read = |row: &rusqlite::Row<'_>| {
        Ok(KeptRow { form: row.get(0)?, stamp: row.get(1)?, catalog: row.get(2)?, current: row.get(3)? })
    };
    lite.connection().query_row(Sqlite::CATALOG, [service], read).ok()
}
