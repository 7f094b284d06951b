//! Asks a database beforehand which rows do not fit a way back, and which it would lose. Must not know how the questions
//! come about: a migration brings them along. Those about the way there are asked in `preflight.rs`.

use evenkeel_core::sql;
use evenkeel_core::sql::Sql;
use evenkeel_sources::Migration;
use evenkeel_sources::folder::Kept;

use crate::database::Database;
use crate::error::EngineError;
use crate::quarantine;

/// How many rows are counted before it is "more than that".
pub const COUNTED: u64 = 100_000;
/// How many rows are named.
const NAMED: usize = 5;

/// Rows that a question found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub migration: String,
    /// What they do not fit, or what goes.
    pub object: String,
    /// What is wrong, as the end of a sentence that begins with the object.
    pub why: String,
    pub is_loss: bool,
    /// At most one more than [`COUNTED`].
    pub rows: u64,
    /// The keys of the first ones.
    pub first: Vec<String>,
    /// The question that finds them all.
    pub query: String,
    /// A statement after which there is none left, as a proposal.
    pub mend: Option<String>,
}

impl std::fmt::Display for Finding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let rows = match self.rows {
            1 => "1 row".to_owned(),
            rows if rows > COUNTED => format!("more than {COUNTED} rows"),
            rows => format!("{rows} rows"),
        };
        let more = if self.rows > self.first.len() as u64 { ", …" } else { "" };
        write!(f, "{} {}: {rows}: {}{more}", self.object, self.why, self.first.join(", "))
    }
}

/// What was found about one way back.
#[derive(Debug, Default)]
pub(crate) struct Foreseen {
    pub(crate) findings: Vec<Finding>,
    /// Questions that cannot be asked of the database as it is, with what the server says about each.
    pub(crate) unasked: Vec<String>,
}

/// Refuses a way back whose rows nobody has any more.
///
/// # Errors
/// What it would put in place was purged.
pub(crate) async fn waits(database: &Database, migration: &Migration) -> Result<(), EngineError> {
    let kept: &[Kept] = migration.manifest.as_ref().map_or(&[], |manifest| &manifest.kept);
    let gone = quarantine::purged(database, kept.iter().map(|kept| kept.table.as_str())).await?;
    match gone.is_empty() {
        true => Ok(()),
        false => {
            let things = kept.iter().filter(|kept| gone.contains(&kept.table));
            let things = things.map(|kept| kept.object.clone()).collect();
            Err(EngineError::Purged { migration: migration.name.to_string(), things })
        }
    }
}

/// Asks what can be asked: a question about what later migrations have changed cannot, and is asked when they are gone.
///
/// # Errors
/// The connection is lost.
pub(crate) async fn foresee(database: &Database, migration: &Migration) -> Result<Foreseen, EngineError> {
    let mut foreseen = Foreseen::default();
    for question in migration.manifest.iter().flat_map(|manifest| &manifest.preflight) {
        database.run("BEGIN").await?;
        let answer = ask(database, question.prepare.as_deref(), &question.rows).await;
        database.run("ROLLBACK").await?;
        let (rows, first) = match answer {
            Ok(answer) => answer,
            Err(EngineError::Own { cause, .. }) if cause.sqlstate.is_some() || database.major().is_none() => {
                foreseen
                    .unasked
                    .push(format!("whether {} {}: {}", question.object, question.why, cause.message));
                continue;
            }
            Err(error) => return Err(error),
        };
        if rows > 0 {
            foreseen.findings.push(Finding {
                migration: migration.name.to_string(),
                object: question.object.clone(),
                why: question.why.clone(),
                is_loss: question.loses,
                rows,
                first,
                query: question.rows.clone(),
                mend: None,
            });
        }
    }
    Ok(foreseen)
}

/// How many rows a question finds, and the keys of the first ones; asked inside a transaction.
pub(crate) async fn ask(
    database: &Database,
    prepare: Option<&str>,
    rows: &str,
) -> Result<(u64, Vec<String>), EngineError> {
    if let Some(prepare) = prepare {
        database.run(prepare).await?;
    }
    let rows = Sql::from_database(rows);
    let counted = sql!("SELECT count(*) FROM ({} LIMIT {}) AS found", rows, COUNTED + 1);
    let counted = database.run(counted.as_str()).await?.rows;
    let count = counted.first().and_then(|row| row.first()?.as_ref()?.parse().ok()).unwrap_or_default();
    if count == 0 {
        return Ok((0, Vec::new()));
    }
    let first = database.run(sql!("{} LIMIT {}", rows, NAMED).as_str()).await?.rows;
    let named = first.iter().map(|row| {
        let cells: Vec<&str> = row.iter().map(|cell| cell.as_deref().unwrap_or("null")).collect();
        format!("({})", cells.join(", "))
    });
    Ok((count, named.collect()))
}
