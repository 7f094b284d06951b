//! Temporary databases on a server that is running. Must not know whose server it is.

use evenkeel_core::sql::Ident;
use evenkeel_core::{Literal, sql};

use super::{ScratchError, open, tree};
use crate::connect::{ConnectError, ServerError, Session, Target, create_database, drop_database};
use crate::machine::host_name;

/// How the comment on each of our databases begins. A name alone proves nothing: somebody else may like it too.
const MARK: &str = "evenkeel scratch of ";

/// Databases that carry our name and our mark, that nobody is connected to and that this role may drop.
const LEFTOVERS: &str = "SELECT d.datname FROM pg_catalog.pg_database d \
     WHERE d.datname ~ '^evenkeel_scratch_[0-9]+_[0-9a-f]{12}$' AND pg_catalog.pg_has_role(d.datdba, 'USAGE') \
     AND pg_catalog.shobj_description(d.oid, 'pg_database') LIKE 'evenkeel scratch of %' \
     AND NOT EXISTS (SELECT FROM pg_catalog.pg_stat_activity a WHERE a.datid = d.oid)";

/// A session from which databases can be made: in the target's own, or in one that every server has.
pub(super) async fn administer(target: &Target) -> Result<Session, ConnectError> {
    let error = match Session::connect(target).await {
        Err(error @ ConnectError::NoSuchDatabase { .. }) => error,
        other => return other,
    };
    for database in ["postgres", "template1"] {
        if let Ok(session) = Session::connect(&target.with_database(database)).await {
            return Ok(session);
        }
    }
    Err(error)
}

/// Drops what runs that died have left on this server.
pub(super) async fn drop_leftovers(session: &Session) -> Result<(), ScratchError> {
    for name in leftovers(session).await? {
        // Another run may be doing the same, or its owner has just connected: in both cases it is not ours to drop.
        let _ = drop_database(session, &name).await;
    }
    Ok(())
}

/// What runs that died have left on this server and this role may drop.
pub(super) async fn leftovers(session: &Session) -> Result<Vec<String>, ScratchError> {
    let listed = session.rows(LEFTOVERS).await;
    let rows = listed.map_err(|error| failed("pg_database", "listed", error))?;
    Ok(rows.into_iter().flatten().flatten().collect())
}

/// Makes an empty database.
pub(super) async fn create(session: &Session) -> Result<Target, ScratchError> {
    let name = format!("evenkeel_scratch_{}", tree::unique());
    let made = create_database(session, &name, "template0").await;
    made.map_err(|error| match error.is_insufficient_privilege() {
        true => ScratchError::NotAllowed { user: session.target().user().to_owned() },
        false => failed(&name, "made", error),
    })?;
    Ok(session.target().with_database(&name))
}

/// Makes an empty database and a session inside it that keeps other runs from dropping it, and a second one to work in. It
/// gets its mark when the keeper is in it, so that nobody ever sees a marked one that looks left but is not.
pub(super) async fn create_kept(session: &Session) -> Result<(Target, Session, Session), ScratchError> {
    let target = create(session).await?;
    open::remember(session.target(), target.database());
    let first = async { Ok(Session::connect(&target).await?) };
    match tokio::try_join!(keeper(&target), first) {
        Ok((keeper, first)) => Ok((target, keeper, first)),
        Err(error) => {
            remove(session.target(), target.database()).await?;
            Err(error)
        }
    }
}

async fn keeper(target: &Target) -> Result<Session, ScratchError> {
    let keeper = Session::connect(target).await?;
    let host = host_name().unwrap_or_else(|| "an unnamed machine".to_owned());
    let pid = std::process::id();
    let mark = format!("{MARK}{host}, pid {pid}; dropped by the next run once nobody is connected");
    let statement = sql!("COMMENT ON DATABASE {} IS {}", Ident::new(target.database()), Literal(&mark));
    let marked = keeper.batch(statement.as_str()).await;
    marked.map_err(|error| failed(target.database(), "marked", error))?;
    Ok(keeper)
}

/// Drops a database and ends the sessions in it.
pub(super) async fn remove(administration: &Target, name: &str) -> Result<(), ScratchError> {
    let session = administer(administration).await?;
    let statement = sql!("DROP DATABASE IF EXISTS {} WITH (FORCE)", Ident::new(name));
    session.batch(statement.as_str()).await.map_err(|error| failed(name, "dropped", error))?;
    open::forget(name);
    Ok(())
}

fn failed(database: &str, what: &'static str, error: ServerError) -> ScratchError {
    ScratchError::Server { database: database.to_owned(), what, error }
}
