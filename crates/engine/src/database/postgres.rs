//! Reading a PostgreSQL catalog through a session. Must not know what the rows mean.

use std::cell::RefCell;

use evenkeel_postgres::inspect::{self as catalog, Part, ReadError, Reader};
use tokio_postgres::SimpleQueryRow;

use crate::connect::{ConnectError, ServerError, Session, Target};
use crate::error::EngineError;
use crate::state::State;

/// Reads the catalog in a transaction of its own.
pub(crate) async fn inspect(session: &Session) -> Result<State, EngineError> {
    let read = match session.rows(catalog::BEGIN).await {
        Ok(rows) => match rows.into_iter().flatten().flatten().next() {
            Some(snapshot) => by_two(session, &snapshot).await,
            None => by_one(session).await,
        },
        Err(error) => Err(error.into()),
    };
    if read.is_err() {
        // The transaction must not stay open.
        let _ = session.batch("ROLLBACK").await;
    }
    read.map(|state| state.selected(session.selection())).map_err(Failed::explain)
}

/// Reads the catalog as the open transaction sees it, and leaves the transaction as it was.
pub(crate) async fn inspect_inside(session: &Session) -> Result<State, EngineError> {
    let mut script =
        String::from("SAVEPOINT evenkeel_inspect; SET LOCAL search_path = ''; SET LOCAL jit = off;\n");
    script.push_str(&catalog::query(session.server_version().number(), Part::Whole));
    script.push_str(";\nROLLBACK TO SAVEPOINT evenkeel_inspect; RELEASE SAVEPOINT evenkeel_inspect");
    let reading = Reading::default();
    match reading.read(session, &script).await.and_then(|()| reading.finish()) {
        Ok(state) => Ok(state.selected(session.selection())),
        Err(failed) => {
            // The transaction cannot go on.
            let _ = session.batch("ROLLBACK").await;
            Err(failed.explain())
        }
    }
}

async fn by_one(session: &Session) -> Result<State, Failed> {
    let mut script = catalog::query(session.server_version().number(), Part::Whole);
    script.push_str(";\nCOMMIT");
    let reading = Reading::default();
    reading.read(session, &script).await?;
    reading.finish()
}

/// Two sessions, each with half of the work. Where no second one is to be had, one does it all.
async fn by_two(session: &Session, snapshot: &str) -> Result<State, Failed> {
    let version = session.server_version().number();
    let reading = Reading::default();
    let definitions = catalog::query(version, Part::Definitions);
    let rows = [catalog::join(snapshot).as_str(), ";\n", &catalog::query(version, Part::Rows)].concat();
    let second = async {
        let other = Session::connect(session.target()).await.ok()?;
        Some(reading.read(&other, &rows).await)
    };
    let (first, second) = tokio::join!(reading.read(session, &definitions), second);
    first?;
    match second {
        Some(Ok(())) => {
            session.batch("COMMIT").await?;
            reading.finish()
        }
        Some(Err(Failed::Row(error))) => Err(Failed::Row(error)),
        // A server may allow no further session, and behind a pooler it may be another server.
        Some(Err(Failed::Server(_))) | None => by_one(session).await,
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
#[derive(Default)]
struct Reading {
    reader: RefCell<Reader>,
}

impl Reading {
    async fn read(&self, session: &Session, script: &str) -> Result<(), Failed> {
        let mut broken = None;
        let mut feed = |_: usize, row: &SimpleQueryRow| {
            let cells: [Option<&str>; catalog::CELLS] =
                std::array::from_fn(|cell| if cell < row.len() { row.get(cell) } else { None });
            if broken.is_none() {
                broken = self.reader.borrow_mut().row(&cells).err();
            }
        };
        session.each_row(script, &mut feed).await?;
        broken.map_or(Ok(()), |error| Err(Failed::Row(error)))
    }

    fn finish(self) -> Result<State, Failed> {
        self.reader.into_inner().finish().map(State::Postgres).map_err(Failed::Row)
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
