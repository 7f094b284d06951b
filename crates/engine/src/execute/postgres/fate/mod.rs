//! What became of a statement that was under way when a run was cut off: the catalog knows. Must not know how a
//! statement is run.

mod index;
mod partition;
mod server;
mod words;

use evenkeel_core::{Literal, Sql, sql};
use evenkeel_sources::statement::Reason;

use crate::connect::Session;
use crate::error::EngineError;
use server::Shared;

/// What the catalog says.
#[derive(Debug)]
pub(super) enum Fate {
    Done,
    /// Nothing of it is there, or to run it again does no harm.
    Undone,
    /// It left broken things behind, which these statements remove, each by itself; then it can be run again.
    Broken {
        repairs: Vec<Sql>,
    },
    /// It came half way, and this statement ends it.
    Half {
        finish: Sql,
    },
    /// No catalog can know.
    Unknown,
}

/// The transaction in which the ledger announced the statement. What the statement made is younger.
pub(super) struct Announced {
    pub(super) xid: u32,
}

impl Announced {
    /// Asks the ledger for it.
    pub(super) fn question(service: &str, migration: &str, segment: usize) -> Sql {
        sql!(
            "SELECT l.xmin FROM evenkeel.ledger l WHERE l.service = {} AND l.migration = {} AND l.segment = {} \
             AND l.event = 'journal-before' ORDER BY l.id DESC LIMIT 1",
            Literal(service),
            Literal(migration),
            segment
        )
    }
}

/// Whether something is younger than the announcement; where nothing was announced, everything counts as that.
fn is_younger(announced: Option<&Announced>, xmin: &'static str) -> Sql {
    let than = |announced: &Announced| {
        sql!("(pg_catalog.age({}) < pg_catalog.age('{}'::pg_catalog.xid))", Sql::raw(xmin), announced.xid)
    };
    announced.map_or_else(|| Sql::raw("true"), than)
}

/// Asks. There is one line for each statement that PostgreSQL does not run in a transaction.
pub(super) async fn ask(
    session: &Session,
    reason: Reason,
    statement: &str,
    announced: Option<&Announced>,
) -> Result<Fate, EngineError> {
    match reason {
        Reason::CreateIndexConcurrently => index::created(session, statement, announced).await,
        Reason::DropIndexConcurrently => index::dropped(session, statement).await,
        Reason::ReindexConcurrently => index::reindexed(session, statement).await,
        Reason::DetachPartitionConcurrently => partition::detached(session, statement).await,
        Reason::CreateDatabase => server::made(session, Shared::Database, statement, announced).await,
        Reason::DropDatabase => server::gone(session, Shared::Database, statement).await,
        Reason::CreateTablespace => server::made(session, Shared::Tablespace, statement, announced).await,
        Reason::DropTablespace => server::gone(session, Shared::Tablespace, statement).await,
        Reason::CreateSubscription => server::subscription_made(session, statement).await,
        Reason::AlterSubscription => server::subscription_altered(session, statement).await,
        Reason::DropSubscription => server::subscription_gone(session, statement).await,
        // To do these twice is to do them once.
        Reason::Vacuum
        | Reason::ClusterAll
        | Reason::ReindexMany
        | Reason::AlterSystem
        | Reason::AlterDatabaseTablespace
        | Reason::DiscardAll => Ok(Fate::Undone),
        // Its label and its row in the ledger commit together.
        Reason::AddEnumValue => Ok(Fate::Undone),
        Reason::CommittingCode | Reason::Marked => Ok(Fate::Unknown),
        // SQLite's.
        Reason::Pragma | Reason::Attach | Reason::Detach => Ok(Fate::Unknown),
    }
}

/// The rows of a question to the catalog.
async fn rows(
    session: &Session,
    doing: &'static str,
    question: &Sql,
) -> Result<Vec<Vec<Option<String>>>, EngineError> {
    session.rows(question.as_str()).await.map_err(|error| EngineError::own(doing, &error))
}

fn is_true(cell: Option<&Option<String>>) -> bool {
    cell.and_then(Option::as_deref) == Some("t")
}

/// Whether the one answer to a question is yes.
async fn holds(session: &Session, doing: &'static str, question: &Sql) -> Result<bool, EngineError> {
    Ok(is_true(rows(session, doing, question).await?.first().and_then(|row| row.first())))
}

/// Done when it holds, else undone.
async fn done_if(session: &Session, doing: &'static str, question: &Sql) -> Result<Fate, EngineError> {
    Ok(if holds(session, doing, question).await? { Fate::Done } else { Fate::Undone })
}
