//! Reading a PostgreSQL catalog through a session. Must not know what the rows mean.

use std::cell::RefCell;

use evenkeel_postgres::inspect::{self as catalog, Holdings, Part, ReadError, Reader};
use tokio_postgres::SimpleQueryRow;

use super::look::{CatalogRows, Keeping, Look};
use crate::connect::{ConnectError, ServerError, Session, Target};
use crate::error::EngineError;
use crate::state::State;

/// Reads the catalog in a transaction of its own.
pub(crate) async fn look(session: &Session, keeping: Keeping) -> Result<Look, EngineError> {
    let read = async {
        let holdings = holdings(session, &catalog::begin()).await?;
        match &holdings.snapshot {
            Some(snapshot) => by_two(session, &holdings, snapshot, keeping).await,
            None => by_one(session, &holdings, "COMMIT", keeping).await,
        }
    };
    let read = read.await;
    if read.is_err() {
        // The transaction must not stay open.
        let _ = session.batch("ROLLBACK").await;
    }
    read.map(|look| selected(look, session)).map_err(Failed::explain)
}

fn selected(look: Look, session: &Session) -> Look {
    Look { state: look.state.selected(session.selection()), ..look }
}

/// Reads the catalog as the open transaction sees it, and leaves the transaction as it was.
pub(crate) async fn look_inside(session: &Session, keeping: Keeping) -> Result<Look, EngineError> {
    let read = async {
        let holdings = holdings(session, &catalog::look_inside()).await?;
        by_one(session, &holdings, catalog::REWIND, keeping).await
    };
    match read.await {
        Ok(look) => Ok(selected(look, session)),
        Err(failed) => {
            // The transaction cannot go on.
            let _ = session.batch("ROLLBACK").await;
            Err(failed.explain())
        }
    }
}

/// What there is to be read of what is looked at.
async fn holdings(session: &Session, survey: &str) -> Result<Holdings, ServerError> {
    let holdings = Holdings::read(&session.rows(survey).await?);
    Ok(match session.selection().roles.is_empty() {
        true => holdings.without_roles(),
        false => holdings,
    })
}

async fn by_one(
    session: &Session,
    holdings: &Holdings,
    afterwards: &str,
    keeping: Keeping,
) -> Result<Look, Failed> {
    let query = catalog::query(session.server_version().number(), Part::Whole, holdings);
    let reading = Reading::of(keeping);
    reading.read(session, &[&query, ";\n", afterwards].concat()).await?;
    reading.finish()
}

/// Two sessions, each with a part of the work; what is left is done by whoever is free first. Where no second one is to
/// be had, one does it all.
async fn by_two(
    session: &Session,
    holdings: &Holdings,
    snapshot: &str,
    keeping: Keeping,
) -> Result<Look, Failed> {
    let query = |part| catalog::query(session.server_version().number(), part, holdings);
    let reading = Reading::of(keeping);
    let left = RefCell::new(vec![query(Part::Others), query(Part::Bonds)]);
    let next = || left.borrow_mut().pop();
    let read = async |session: &Session, part: &str| {
        reading.read(session, part).await?;
        while let Some(part) = next() {
            reading.read(session, &part).await?;
        }
        Ok(())
    };
    let second = async {
        let other = Session::connect(session.target()).await.ok()?;
        Some(read(&other, &[catalog::join(snapshot), query(Part::Rows)].concat()).await)
    };
    let definitions = query(Part::Definitions);
    let (first, second) = tokio::join!(read(session, &definitions), second);
    first?;
    match second {
        Some(Ok(())) => {
            session.batch("COMMIT").await?;
            reading.finish()
        }
        Some(Err(Failed::Row(error))) => Err(Failed::Row(error)),
        // A server may allow no further session, and behind a pooler it may be another server.
        Some(Err(Failed::Server(_))) | None => by_one(session, holdings, "COMMIT", keeping).await,
    }
}

enum Failed {
    Server(ServerError),
    Row(ReadError),
}

impl From<ServerError> for Failed {
    fn from(error: ServerError) -> Self {
        Failed::Server(error)
    }
}

impl Failed {
    fn explain(self) -> EngineError {
        match self {
            Failed::Server(error) => EngineError::own("reading the catalog", &error),
            Failed::Row(error) => EngineError::Catalog(error.to_string()),
        }
    }
}

/// What has come so far, from all sessions that read.
struct Reading {
    reader: RefCell<Reader>,
    kept: RefCell<Option<CatalogRows>>,
}

impl Reading {
    fn of(keeping: Keeping) -> Reading {
        let kept = match keeping {
            Keeping::State => None,
            Keeping::Rows => Some(CatalogRows::default()),
        };
        Reading { reader: RefCell::default(), kept: RefCell::new(kept) }
    }

    async fn read(&self, session: &Session, script: &str) -> Result<(), Failed> {
        let mut broken = None;
        let mut feed = |_: usize, row: &SimpleQueryRow| {
            let cells: [Option<&str>; catalog::CELLS] =
                std::array::from_fn(|cell| if cell < row.len() { row.get(cell) } else { None });
            if let Some(kept) = self.kept.borrow_mut().as_mut() {
                kept.push(cells);
            }
            if broken.is_none() {
                broken = self.reader.borrow_mut().row(&cells).err();
            }
        };
        session.each_row(script, &mut feed).await?;
        broken.map_or(Ok(()), |error| Err(Failed::Row(error)))
    }

    fn finish(self) -> Result<Look, Failed> {
        let state = self.reader.into_inner().finish().map(State::Postgres).map_err(Failed::Row)?;
        Ok(Look { state, rows: self.kept.into_inner() })
    }
}

/// A session in a database that every server has, from which another can be made.
pub(super) async fn administration(target: &Target) -> Result<Session, ConnectError> {
    match Session::connect(&target.with_database("postgres")).await {
        Err(ConnectError::NoSuchDatabase { .. }) => {
            Session::connect(&target.with_database("template1")).await
        }
        other => other,
    }
}
