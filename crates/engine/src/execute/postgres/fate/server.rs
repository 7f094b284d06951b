//! What became of databases, tablespaces and subscriptions. Must not know what is inside a database.

use evenkeel_core::{Literal, Sql, sql};

use super::words::Words;
use super::{Announced, Fate, done_if, holds, is_younger};
use crate::connect::Session;
use crate::error::EngineError;

const SUBSCRIPTION: &str = "asking for the subscription";

/// What a whole server has by name, in one row of its catalog.
#[derive(Clone, Copy)]
pub(super) enum Shared {
    Database,
    Tablespace,
}

impl Shared {
    fn doing(self) -> &'static str {
        match self {
            Shared::Database => "asking for the database",
            Shared::Tablespace => "asking for the tablespace",
        }
    }

    /// The row of this name, called `r`.
    fn row(self, name: &str) -> Sql {
        match self {
            Shared::Database => sql!("FROM pg_catalog.pg_database r WHERE r.datname = {}", Literal(name)),
            Shared::Tablespace => sql!("FROM pg_catalog.pg_tablespace r WHERE r.spcname = {}", Literal(name)),
        }
    }
}

/// Its row in the catalog comes last of all.
pub(super) async fn made(
    session: &Session,
    what: Shared,
    statement: &str,
    announced: Option<&Announced>,
) -> Result<Fate, EngineError> {
    let Some(name) = subject(statement) else { return Ok(Fate::Unknown) };
    let there = sql!("SELECT EXISTS (SELECT {} AND {})", what.row(&name), is_younger(announced, "r.xmin"));
    done_if(session, what.doing(), &there).await
}

/// A database that is half dropped nobody can connect to, but it can be dropped again.
pub(super) async fn gone(session: &Session, what: Shared, statement: &str) -> Result<Fate, EngineError> {
    let Some(name) = subject(statement) else { return Ok(Fate::Unknown) };
    done_if(session, what.doing(), &sql!("SELECT NOT EXISTS (SELECT {})", what.row(&name))).await
}

/// Not everybody may read when its row was written, so being there is enough.
pub(super) async fn subscription_made(session: &Session, statement: &str) -> Result<Fate, EngineError> {
    let Some(name) = subject(statement) else { return Ok(Fate::Unknown) };
    done_if(session, SUBSCRIPTION, &subscription_is_there(&name)).await
}

pub(super) async fn subscription_gone(session: &Session, statement: &str) -> Result<Fate, EngineError> {
    let Some(name) = subject(statement) else { return Ok(Fate::Unknown) };
    let there = holds(session, SUBSCRIPTION, &subscription_is_there(&name)).await?;
    Ok(if there { Fate::Undone } else { Fate::Done })
}

/// To set publications or to refresh twice is to do it once; added and dropped ones are looked for.
pub(super) async fn subscription_altered(session: &Session, statement: &str) -> Result<Fate, EngineError> {
    let Some((name, change)) = Words::of(statement).as_ref().and_then(altered) else {
        return Ok(Fate::Unknown);
    };
    let (publications, wanted) = match change {
        Change::Again => return Ok(Fate::Undone),
        Change::Add(publications) => (publications, "t"),
        Change::Drop(publications) => (publications, "f"),
    };
    let listed = publications.iter().map(|name| Literal(name));
    let question = sql!(
        "SELECT count(*) = 0 FROM pg_catalog.unnest(ARRAY[{}]::text[]) AS w (name) WHERE (w.name = ANY (SELECT \
         pg_catalog.unnest(s.subpublications) FROM pg_catalog.pg_subscription s WHERE s.subname = {} AND s.subdbid = \
         (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = current_database()))) <> {}::boolean",
        Sql::join(listed, ", "),
        Literal(&name),
        Literal(wanted)
    );
    done_if(session, SUBSCRIPTION, &question).await
}

fn subscription_is_there(name: &str) -> Sql {
    sql!(
        "SELECT EXISTS (SELECT FROM pg_catalog.pg_subscription s WHERE s.subname = {} AND s.subdbid = \
         (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = current_database()))",
        Literal(name)
    )
}

#[derive(Debug, PartialEq, Eq)]
enum Change {
    Again,
    Add(Vec<String>),
    Drop(Vec<String>),
}

fn altered(words: &Words<'_>) -> Option<(String, Change)> {
    let name = words.name(2)?;
    let publications = || words.names(words.skip(4, &["publication"]));
    Some((
        name,
        match () {
            () if words.is(3, "add") => Change::Add(publications()),
            () if words.is(3, "drop") => Change::Drop(publications()),
            () => Change::Again,
        },
    ))
}

/// The name behind `CREATE DATABASE`, `DROP TABLESPACE IF EXISTS` and the like.
fn subject(statement: &str) -> Option<String> {
    let words = Words::of(statement)?;
    words.name(words.skip(2, &["if", "exists"]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subjects_and_changes_are_found() {
        assert_eq!(subject("drop database if exists \"D\" with (force)").unwrap(), "D");
        let change = |statement: &str| altered(&Words::of(statement).unwrap()).unwrap();
        let add = change("alter subscription s add publication a, b with (refresh = true)");
        assert_eq!(add, ("s".to_owned(), Change::Add(vec!["a".to_owned(), "b".to_owned()])));
        let drop = change("alter subscription s drop publication a");
        assert_eq!(drop.1, Change::Drop(vec!["a".to_owned()]));
        assert_eq!(change("alter subscription s refresh publication").1, Change::Again);
    }
}
