//! What has to hold at the end: a question whose answer is the rows for which it does not. Must not know what was done.

use evenkeel_sources::Script;
use evenkeel_sources::split::split;
use rusqlite::types::ValueRef;

use super::error::More;
use crate::connect::Session;
use crate::database::{Database, Lite};
use crate::error::{Cause, EngineError, Passage, SqlFailure};
use crate::execute::unfit;

/// How many rows are told.
const TOLD: usize = 10;

/// Rows that are not as they should be.
pub(super) struct Found {
    pub(super) rows: Vec<String>,
    pub(super) more: More,
}

/// Asks, in a transaction that cannot change anything.
pub(super) async fn ask(database: &Database, migration: &str, script: &Script) -> Result<Found, EngineError> {
    let text = question(database, script)?;
    let rows = match database {
        Database::Postgres(session) => postgres(session, text).await,
        Database::Sqlite(lite) => sqlite(lite, text),
    };
    let mut rows = rows.map_err(|cause| failure(migration, script, *cause))?;
    let more = if rows.len() > TOLD { More::Yes } else { More::No };
    rows.truncate(TOLD);
    Ok(Found { rows, more })
}

/// The one statement of the file.
fn question<'a>(database: &Database, script: &'a Script) -> Result<&'a str, EngineError> {
    let statements =
        split(database.dialect(), &script.text).map_err(|error| unfit(script, &error, "unfit-backfill"))?;
    match &statements[..] {
        [one] => Ok(one.text(&script.text)),
        several => Err(EngineError::Unfit {
            passage: Box::new(passage(script)),
            problem: format!("verify.sql holds {} statements, and has to be one question", several.len()),
            hint: Some("write one SELECT that answers the rows that are not as they should be".to_owned()),
            code: "unfit-backfill",
        }),
    }
}

async fn postgres(session: &Session, question: &str) -> Result<Vec<String>, Box<Cause>> {
    let limit = TOLD + 1;
    let text = [
        "BEGIN READ ONLY;\nSET LOCAL statement_timeout = 0;\nSELECT pg_catalog.to_jsonb(found)::text FROM (",
        question,
        &format!("\n) found LIMIT {limit};\nCOMMIT"),
    ]
    .concat();
    match session.rows(&text).await {
        Ok(rows) => Ok(rows.into_iter().filter_map(|row| row.into_iter().next().flatten()).collect()),
        Err(error) => {
            let _ = session.batch("ROLLBACK").await;
            Err(Box::new(Cause::from(&error)))
        }
    }
}

fn sqlite(lite: &Lite, question: &str) -> Result<Vec<String>, Box<Cause>> {
    let ask = || -> rusqlite::Result<Vec<String>> {
        let mut statement = lite.connection().prepare(question)?;
        if !statement.readonly() {
            return Err(rusqlite::Error::InvalidQuery);
        }
        let names: Vec<String> = statement.column_names().map(str::to_owned).collect();
        let mut rows = statement.query([])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let cell = |(at, name): (usize, &String)| Ok(format!("{name}: {}", told(row.get_ref(at)?)));
            let cells: rusqlite::Result<Vec<String>> = names.iter().enumerate().map(cell).collect();
            found.push(cells?.join(", "));
            if found.len() > TOLD {
                break;
            }
        }
        Ok(found)
    };
    ask().map_err(|error| Box::new(Cause::from(&error)))
}

fn told(value: ValueRef<'_>) -> String {
    match value {
        ValueRef::Null => "null".to_owned(),
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Real(number) => number.to_string(),
        ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
        ValueRef::Blob(bytes) => format!("{} bytes", bytes.len()),
    }
}

fn failure(migration: &str, script: &Script, cause: Cause) -> EngineError {
    let (migration, passage) = (Some(migration.to_owned()), passage(script));
    EngineError::Sql(Box::new(SqlFailure { migration, statement: 1, passage, cause, stays: None }))
}

fn passage(script: &Script) -> Passage {
    Passage { file: script.path.clone(), text: script.text.as_str().into(), range: 0..script.text.len() }
}
