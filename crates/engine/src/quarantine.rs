//! What waits in a database's quarantine: looked at, put back by hand, and thrown away. Must not know who asks.

use evenkeel_core::sql::{Ident, Literal, Name};
use evenkeel_core::{Action, ObjectId, Sql, Step, sql};
use evenkeel_postgres::quarantine::{Note, Present, Return, SCHEMA, presence};
use evenkeel_sqlite::quarantine as lite;

use crate::database::Database;
use crate::error::EngineError;

/// One table in quarantine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    pub name: String,
    /// What is said about it; none where that is not ours.
    pub note: Option<Said>,
    /// How much room it takes, where the database knows.
    pub bytes: Option<u64>,
    pub rows: u64,
}

/// What a database says about something that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    Postgres(Note),
    Sqlite(lite::Note),
}

impl Said {
    fn object(&self) -> &str {
        match self {
            Said::Postgres(note) => &note.object,
            Said::Sqlite(note) => &note.object,
        }
    }

    fn migration(&self) -> &str {
        match self {
            Said::Postgres(note) => &note.migration,
            Said::Sqlite(note) => &note.migration,
        }
    }
}

impl Waiting {
    /// What it is of, in the words of messages.
    pub fn object(&self) -> &str {
        self.note.as_ref().map_or("something unknown", Said::object)
    }

    pub fn migration(&self) -> Option<&str> {
        self.note.as_ref().map(Said::migration)
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

/// The register tells; what is in it and not there any more was dropped by hand.
const LIST_SQLITE: &str = "SELECT q.name, q.note, NULL FROM evenkeel_quarantine AS q \
    JOIN sqlite_master AS m ON m.type = 'table' AND m.name = q.name ORDER BY q.name";

/// Everything that waits, by name.
///
/// # Errors
/// The connection is lost, or the tables may not be read.
pub async fn list(database: &Database) -> Result<Vec<Waiting>, EngineError> {
    let mut found = Vec::new();
    for row in rows(database).await? {
        let [Some(name), note, bytes] = &row[..] else { continue };
        let counted = database.run(sql!("SELECT count(*) FROM {}", place(database, name)).as_str()).await?;
        let number = |cell: Option<&String>| cell.and_then(|text| text.parse().ok());
        found.push(Waiting {
            name: name.clone(),
            note: note.as_deref().and_then(|text| said(database, text)),
            bytes: number(bytes.as_ref()),
            rows: number(counted.rows.first().and_then(|row| row.first()?.as_ref())).unwrap_or_default(),
        });
    }
    Ok(found)
}

/// How much waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extent {
    pub things: usize,
    /// Where the database knows.
    pub bytes: Option<u64>,
}

/// How much waits, without looking into it.
///
/// # Errors
/// The connection is lost, or the quarantine may not be seen.
pub async fn extent(database: &Database) -> Result<Extent, EngineError> {
    let rows = rows(database).await?;
    let bytes = rows.iter().map(|row| row.get(2)?.as_ref()?.parse::<u64>().ok()).sum();
    Ok(Extent { things: rows.len(), bytes })
}

/// Name, note and size of everything that waits.
async fn rows(database: &Database) -> Result<Vec<Vec<Option<String>>>, EngineError> {
    match database {
        Database::Postgres(_) => Ok(database.run(LIST).await?.rows),
        Database::Sqlite(_) => {
            let there = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'evenkeel_quarantine'";
            match database.run(there).await?.rows.is_empty() {
                true => Ok(Vec::new()),
                false => Ok(database.run(LIST_SQLITE).await?.rows),
            }
        }
    }
}

fn said(database: &Database, text: &str) -> Option<Said> {
    match database {
        Database::Postgres(_) => serde_json::from_str(text).ok().map(Said::Postgres),
        Database::Sqlite(_) => serde_json::from_str(text).ok().map(Said::Sqlite),
    }
}

/// The table in which something waits.
fn place(database: &Database, name: &str) -> Name {
    match database {
        Database::Postgres(_) => Name::new([SCHEMA, name]),
        Database::Sqlite(_) => Name::new([name]),
    }
}

/// The statements after which it does not wait any more.
fn gone(database: &Database, name: &str) -> Vec<Sql> {
    let dropped = sql!("DROP TABLE {}", place(database, name));
    match database {
        Database::Postgres(_) => vec![dropped],
        Database::Sqlite(_) => {
            let noted = sql!("DELETE FROM {} WHERE name = {}", Ident::new(lite::REGISTER), Literal(name));
            vec![dropped, noted]
        }
    }
}

/// Throws one away.
///
/// # Errors
/// Something hangs on it, or it may not be dropped.
pub async fn purge(database: &Database, waiting: &Waiting) -> Result<(), EngineError> {
    for statement in gone(database, &waiting.name) {
        database.run(statement.as_str()).await?;
    }
    Ok(())
}

/// Puts one back, all or nothing where it can tell.
///
/// # Errors
/// The connection is lost; then nothing was done.
pub async fn restore(database: &Database, waiting: &Waiting) -> Result<Restored, EngineError> {
    let way = match &waiting.note {
        None => Err("nothing is said about what it was".to_owned()),
        Some(Said::Postgres(note)) => {
            let rows = database.run(presence(&note.holds).as_str()).await?.rows;
            note.holds.returned(&waiting.name, &Present::of(&rows))
        }
        Some(Said::Sqlite(note)) => {
            let columns = sql!("SELECT name FROM pragma_table_info({})", Literal(note.holds.table()));
            let there = database.run(columns.as_str()).await?.rows;
            let there: Vec<String> = there.into_iter().flatten().flatten().collect();
            let statements = lite::returned(&note.holds, &waiting.name, &there);
            statements.map(|some| Return::Whole([some, gone(database, &waiting.name)].concat()))
        }
    };
    let way = match way {
        Ok(way) => way,
        Err(why) => return Ok(Restored::Not(why)),
    };
    database.run("BEGIN").await?;
    let done = put(database, waiting, way).await;
    let end = if done.is_ok() { "COMMIT" } else { "ROLLBACK" };
    let ended = database.run(end).await;
    match done {
        Ok(done) => ended.map(|_| done),
        // Nothing was done, and the database says why.
        Err(EngineError::Own { cause, .. }) => Ok(Restored::Not(cause.message)),
        Err(error) => Err(error),
    }
}

async fn put(database: &Database, waiting: &Waiting, way: Return) -> Result<Restored, EngineError> {
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
            purge(database, waiting).await?;
            Ok(Restored::Whole)
        }
    }
}

/// The steps that throw everything away, for a database that is emptied.
///
/// # Errors
/// As for [`list`].
pub async fn emptied(database: &Database) -> Result<Vec<Step>, EngineError> {
    let step = |name: &str, sql| Step::new(&ObjectId::new("table", &[SCHEMA, name]), Action::Drop, sql);
    let mut steps = Vec::new();
    for row in rows(database).await? {
        let Some(Some(name)) = row.first() else { continue };
        steps.push(step(name, sql!("DROP TABLE {}", place(database, name))));
    }
    let whole = match database {
        Database::Postgres(_) => sql!("DROP SCHEMA IF EXISTS {}", Ident::new(SCHEMA)),
        Database::Sqlite(_) => sql!("DROP TABLE IF EXISTS {}", Ident::new(lite::REGISTER)),
    };
    steps.push(step("all", whole));
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
        let question = match database {
            Database::Postgres(_) => {
                let place = place(database, name).to_string();
                sql!("SELECT 1 WHERE pg_catalog.to_regclass({}) IS NOT NULL", Literal(&place))
            }
            Database::Sqlite(_) => {
                sql!("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = {}", Literal(name))
            }
        };
        if database.run(question.as_str()).await?.rows.is_empty() {
            gone.push(name.to_owned());
        }
    }
    Ok(gone)
}
