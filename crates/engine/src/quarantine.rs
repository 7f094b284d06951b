//! What waits in a database's quarantine: looked at, put back by hand, and thrown away. Must not know who asks.

use evenkeel_core::sql::{Ident, Literal, Name};
use evenkeel_core::{Action, ObjectId, Sql, Step, sql};
use evenkeel_postgres::quarantine::{Note, Present, Return, SCHEMA, presence};

use crate::database::Database;
use crate::error::EngineError;

/// One table in quarantine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    pub name: String,
    /// What its comment says; none where that is not ours.
    pub note: Option<Note>,
    pub bytes: u64,
    pub rows: u64,
}

impl Waiting {
    /// What it is of, in the words of messages.
    pub fn object(&self) -> &str {
        self.note.as_ref().map_or("something unknown", |note| &note.object)
    }

    pub fn migration(&self) -> Option<&str> {
        self.note.as_ref().map(|note| note.migration.as_str())
    }
}

/// What came of putting one thing back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Restored {
    /// All of it is in place, and nothing waits any more.
    Whole,
    /// This many of its rows or values are in place; it waits as before.
    Part { put: u64, of: u64 },
    /// Why nothing was done.
    Not(String),
}

const LIST: &str = "SELECT c.relname, pg_catalog.obj_description(c.oid, 'pg_class'), pg_catalog.pg_total_relation_size(c.oid) \
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace \
    WHERE n.nspname = 'evenkeel_quarantine' AND c.relkind = 'r' ORDER BY c.relname";

/// Everything that waits, by name.
///
/// # Errors
/// The connection is lost, or the tables may not be read.
pub async fn list(database: &Database) -> Result<Vec<Waiting>, EngineError> {
    let mut found = Vec::new();
    if let Database::Sqlite(_) = database {
        return Ok(found);
    }
    for row in database.run(LIST).await?.rows {
        let [Some(name), note, bytes] = &row[..] else { continue };
        let counted =
            database.run(sql!("SELECT count(*) FROM {}", Name::new([SCHEMA, name])).as_str()).await?;
        let number = |cell: Option<&String>| cell.and_then(|text| text.parse().ok()).unwrap_or_default();
        found.push(Waiting {
            name: name.clone(),
            note: note.as_deref().and_then(|text| serde_json::from_str(text).ok()),
            bytes: number(bytes.as_ref()),
            rows: number(counted.rows.first().and_then(|row| row.first()?.as_ref())),
        });
    }
    Ok(found)
}

/// Throws one away.
///
/// # Errors
/// Something hangs on it, or it may not be dropped.
pub async fn purge(database: &Database, waiting: &Waiting) -> Result<(), EngineError> {
    database.run(sql!("DROP TABLE {}", Name::new([SCHEMA, &waiting.name])).as_str()).await.map(drop)
}

/// Puts one back, all or nothing where it can tell.
///
/// # Errors
/// A statement fails; then nothing was done.
pub async fn restore(database: &Database, waiting: &Waiting) -> Result<Restored, EngineError> {
    let Some(note) = &waiting.note else {
        return Ok(Restored::Not("its comment does not say what it was".to_owned()));
    };
    let rows = database.run(presence(&note.holds).as_str()).await?.rows;
    let way = match note.holds.returned(&waiting.name, &Present::of(&rows)) {
        Ok(way) => way,
        Err(why) => return Ok(Restored::Not(why)),
    };
    database.run("BEGIN").await?;
    let done = put(database, waiting, way).await;
    let end = if done.is_ok() { "COMMIT" } else { "ROLLBACK" };
    let ended = database.run(end).await;
    match done {
        Ok(done) => ended.map(|_| done),
        // Nothing was done, and the server says why.
        Err(EngineError::Own { cause, .. }) if cause.sqlstate.is_some() => Ok(Restored::Not(cause.message)),
        Err(error) => Err(error),
    }
}

async fn put(database: &Database, waiting: &Waiting, way: Return) -> Result<Restored, EngineError> {
    let gone = sql!("DROP TABLE {}", Name::new([SCHEMA, &waiting.name]));
    match way {
        Return::Whole(statements) => {
            for statement in statements {
                database.run(statement.as_str()).await?;
            }
            Ok(Restored::Whole)
        }
        Return::Counted(statement) => {
            let rows = database.run(statement.as_str()).await?.rows;
            let put = rows.first().and_then(|row| row.first()?.as_ref()?.parse().ok()).unwrap_or_default();
            if put < waiting.rows {
                return Ok(Restored::Part { put, of: waiting.rows });
            }
            database.run(gone.as_str()).await?;
            Ok(Restored::Whole)
        }
    }
}

/// The steps that throw everything away, for a database that is emptied.
///
/// # Errors
/// As for [`list`].
pub async fn emptied(database: &Database) -> Result<Vec<Step>, EngineError> {
    let Database::Postgres(_) = database else { return Ok(Vec::new()) };
    let step = |name: &str, sql| Step::new(&ObjectId::new("table", &[SCHEMA, name]), Action::Drop, sql);
    let mut steps = Vec::new();
    for row in database.run(LIST).await?.rows {
        let Some(Some(name)) = row.first() else { continue };
        steps.push(step(name, sql!("DROP TABLE {}", Name::new([SCHEMA, name]))));
    }
    steps.push(step("", sql!("DROP SCHEMA IF EXISTS {}", Ident::new(SCHEMA))));
    Ok(steps)
}

/// Which of these tables do not wait any more.
///
/// # Errors
/// The connection is lost.
pub async fn purged<'a>(
    database: &Database,
    names: impl IntoIterator<Item = &'a str>,
) -> Result<Vec<String>, EngineError> {
    let mut gone = Vec::new();
    for name in names {
        let place = Name::new([SCHEMA, name]).to_string();
        let question: Sql = sql!("SELECT pg_catalog.to_regclass({}) IS NULL", Literal(&place));
        let rows = database.run(question.as_str()).await?.rows;
        if rows.first().and_then(|row| row.first()?.as_deref()) == Some("t") {
            gone.push(name.to_owned());
        }
    }
    Ok(gone)
}
