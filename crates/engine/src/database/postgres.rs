//! Reading a PostgreSQL catalog through a session. Must not know what the rows mean.

use evenkeel_postgres::inspect::{self as catalog, ReadError, Reader};

use crate::connect::{ConnectError, ServerError, Session, Target};
use crate::error::EngineError;
use crate::state::State;

/// Reads the catalog in a transaction of its own.
pub(crate) async fn inspect(session: &Session) -> Result<State, EngineError> {
    let script = catalog::script(session.server_version().number());
    read(session, &script).await.map_err(Failed::explain)
}

/// Reads the catalog as the open transaction sees it, and leaves the transaction as it was.
pub(crate) async fn inspect_inside(session: &Session) -> Result<State, EngineError> {
    let mut script =
        String::from("SAVEPOINT evenkeel_inspect; SET LOCAL search_path = ''; SET LOCAL jit = off;\n");
    script.push_str(&catalog::query(session.server_version().number()));
    script.push_str(";\nROLLBACK TO SAVEPOINT evenkeel_inspect; RELEASE SAVEPOINT evenkeel_inspect");
    read(session, &script).await.map_err(Failed::explain)
}

enum Failed {
    Server(ServerError),
    Row(ReadError),
}

impl Failed {
    fn explain(self) -> EngineError {
        match self {
            Failed::Server(error) => EngineError::own("reading the catalog", &error),
            Failed::Row(error) => EngineError::Catalog(error.to_string()),
        }
    }
}

async fn read(session: &Session, script: &str) -> Result<State, Failed> {
    let mut reader = Reader::new();
    let mut broken = None;
    let mut feed = |_: usize, row: &tokio_postgres::SimpleQueryRow| {
        let cells: Vec<Option<&str>> = (0..row.len()).map(|column| row.get(column)).collect();
        if broken.is_none() {
            broken = reader.row(&cells).err();
        }
    };
    let sent = session.each_row(script, &mut feed).await;
    if let Some(error) = broken {
        // The transaction that the script opened must not stay open.
        let _ = session.batch("ROLLBACK").await;
        return Err(Failed::Row(error));
    }
    if let Err(error) = sent {
        let _ = session.batch("ROLLBACK").await;
        return Err(Failed::Server(error));
    }
    reader.finish().map(State::Postgres).map_err(Failed::Row)
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
