//! Rows that are made up: puts them into a throw-away database and looks whether they are still there. Must not know how they
//! are made up.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use evenkeel_core::{Filling, ObjectId, Step, Survivor};

use super::Lapse;
use crate::database::Database;
use crate::error::EngineError;

/// A row for which the database looks longer is none.
const LIMIT: Duration = Duration::from_secs(2);

/// What was filled.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Filled {
    /// The statements that made the rows of each table.
    pub(super) statements: BTreeMap<ObjectId, Vec<String>>,
    /// Tables that took no row, with what the database said to the first one.
    pub(super) refused: BTreeMap<ObjectId, String>,
}

impl Filled {
    pub(super) fn rows(&self) -> u64 {
        self.statements.values().map(|statements| statements.len() as u64).sum()
    }

    pub(super) fn tables(&self) -> usize {
        self.statements.len()
    }

    pub(super) fn all(&self) -> BTreeSet<ObjectId> {
        self.statements.keys().cloned().collect()
    }

    /// The tables that a step has to do with.
    pub(super) fn of(&self, step: &Step) -> BTreeSet<ObjectId> {
        let named = |table: &&ObjectId| {
            step.object.is_below(table)
                || step.object == **table
                || step.locks.iter().any(|lock| lock.relation == **table)
        };
        self.statements.keys().filter(named).cloned().collect()
    }
}

/// Puts rows into the tables, but for those that are to stay bare. What no row could be made for is tried once more when all
/// others are filled, for it may refer to them.
pub(super) async fn fill(
    database: &Database,
    fillings: &[Filling],
    bare: &BTreeMap<ObjectId, String>,
) -> Result<Filled, EngineError> {
    let mut filled = Filled::default();
    bound(database, Some(LIMIT)).await?;
    for _ in 0..2 {
        let open = |filling: &&Filling| {
            !bare.contains_key(&filling.table) && !filled.statements.contains_key(&filling.table)
        };
        let open: Vec<&Filling> = fillings.iter().filter(open).collect();
        for filling in open {
            match fill_one(database, filling).await? {
                Ok(statements) => {
                    filled.refused.remove(&filling.table);
                    filled.statements.insert(filling.table.clone(), statements);
                }
                Err(why) => drop(filled.refused.insert(filling.table.clone(), why)),
            }
        }
    }
    bound(database, None).await?;
    Ok(filled)
}

/// The statements that added a row, or why none did.
async fn fill_one(
    database: &Database,
    filling: &Filling,
) -> Result<Result<Vec<String>, String>, EngineError> {
    let mut done = Vec::new();
    let mut refused = None;
    for tries in &filling.rows {
        for sample in tries {
            let statement = sample.statement().to_string();
            let why = match database.run(&statement).await {
                Ok(answer) if !answer.rows.is_empty() => {
                    done.push(statement);
                    break;
                }
                Ok(_) => "no row that was made up meets all its rules".to_owned(),
                Err(EngineError::Own { cause, .. }) if !cause.is_lost() => cause.message.clone(),
                Err(error) => return Err(error),
            };
            refused.get_or_insert(why);
        }
    }
    Ok(match (done.is_empty(), refused) {
        (true, Some(why)) => Err(why),
        (true, None) | (false, _) => Ok(done),
    })
}

async fn bound(database: &Database, limit: Option<Duration>) -> Result<(), EngineError> {
    match (database, limit) {
        (Database::Sqlite(_), _) => Ok(()),
        (Database::Postgres(_), Some(_)) => database.run("SET statement_timeout = '2s'").await.map(drop),
        (Database::Postgres(_), None) => database.run("RESET statement_timeout").await.map(drop),
    }
}

/// Questions whose answers have to stay the same.
pub(super) struct Watched<'a>(Vec<(&'a Survivor, Answer)>);

type Answer = Vec<Vec<Option<String>>>;

impl<'a> Watched<'a> {
    /// What cannot be asked is not watched: an operator may be half defined.
    pub(super) async fn look(
        database: &Database,
        survivors: &'a [Survivor],
    ) -> Result<Watched<'a>, EngineError> {
        let mut found = Vec::new();
        for survivor in survivors {
            match database.run(survivor.before.as_str()).await {
                Ok(answer) => found.push((survivor, answer.rows)),
                Err(EngineError::Own { cause, .. }) if !cause.is_lost() => {}
                Err(error) => return Err(error),
            }
        }
        Ok(Watched(found))
    }

    /// The first that has another answer now.
    pub(super) async fn lapse(&self, database: &Database) -> Result<Option<Lapse>, EngineError> {
        for (survivor, before) in &self.0 {
            let after = match database.run(survivor.after.as_str()).await {
                Ok(answer) => answer.rows,
                Err(EngineError::Own { cause, .. }) if !cause.is_lost() => {
                    vec![vec![Some(cause.message.clone())]]
                }
                Err(error) => return Err(error),
            };
            if *before != after {
                let (before, after) = (before.clone(), after);
                return Ok(Some(Lapse::Rows { object: survivor.object.clone(), before, after }));
            }
        }
        Ok(None)
    }
}
