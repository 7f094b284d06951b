//! Another tool's lock, taken in the same transaction as ours. Must not know which tool it is.

use std::time::Duration;

use evenkeel_core::{Literal, Name, Sql, sql};
use tokio::time::{Instant, sleep};

use super::super::super::watch::{Event, Watch};
use super::{FIRST_PAUSE, LONGEST_PAUSE, Lock};
use crate::adopt::{AdoptError, TheirLock};
use crate::error::EngineError;
use crate::pause::jittered;

impl Lock {
    /// Takes another tool's lock too, in the same transaction, so that it goes when ours goes.
    ///
    /// # Errors
    /// The wait is over, or the connection is lost.
    pub(crate) async fn take_theirs(
        &mut self,
        lock: TheirLock,
        wait: Option<Duration>,
        watch: &mut dyn Watch,
    ) -> Result<(), EngineError> {
        let (question, locked): (Sql, Option<AdoptError>) = match lock {
            TheirLock::None => return Ok(()),
            TheirLock::Advisory(key) => (sql!("SELECT pg_catalog.pg_try_advisory_xact_lock({})", key), None),
            TheirLock::Words(words) if words.is_empty() => return Ok(()),
            TheirLock::Words(words) => (lock_words(&words), None),
            TheirLock::Row { table, release } => {
                if !self.had(&row_exists(&table)).await? {
                    return Ok(());
                }
                (lock_row(&table), Some(AdoptError::LockedRow { table: table.to_string(), release }))
            }
        };
        let begun = Instant::now();
        let mut pause = FIRST_PAUSE;
        loop {
            if self.had(&question).await? {
                return Ok(());
            }
            if wait.is_some_and(|limit| begun.elapsed() >= limit) {
                let waited = begun.elapsed();
                return Err(locked.map_or(EngineError::Locked { holder: None, waited }, Into::into));
            }
            if pause == FIRST_PAUSE {
                watch.event(Event::WaitingForLock { holder: None });
            }
            sleep(jittered(pause)).await;
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    }

    /// Whether the answer is yes.
    async fn had(&self, question: &Sql) -> Result<bool, EngineError> {
        let rows = self.session.rows(question.as_str()).await;
        let rows = rows.map_err(|error| EngineError::own("taking the other tool's lock", &error))?;
        Ok(rows.first().is_some_and(|row| row.first().is_some_and(|had| had.as_deref() == Some("t"))))
    }
}

/// Whether there is a row to be locked. A tool makes its table when it first runs.
fn row_exists(table: &Name) -> Sql {
    sql!("SELECT pg_catalog.to_regclass({}) IS NOT NULL", Literal(&table.to_string()))
}

/// Locks all of the words, or finds that somebody else has one. What was had of them stays locked meanwhile.
fn lock_words(words: &[String]) -> Sql {
    let words = words.iter().map(|word| sql!("({})", Literal(word)));
    sql!(
        "SELECT pg_catalog.bool_and(pg_catalog.pg_try_advisory_xact_lock(pg_catalog.hashtext(word))) \
         FROM (VALUES {}) AS all_of_them (word)",
        Sql::join(words, ", ")
    )
}

/// Locks the row that says that nobody runs, until the end of the transaction, which undoes that it says so. Where no row is
/// left, nobody runs either.
fn lock_row(table: &Name) -> Sql {
    sql!(
        "WITH had AS (UPDATE {} SET is_locked = 1 WHERE ctid IN (SELECT ctid FROM {} WHERE is_locked = 0 \
         FOR UPDATE SKIP LOCKED) RETURNING 1) SELECT EXISTS (SELECT FROM had) OR NOT EXISTS (SELECT FROM {})",
        table,
        table,
        table
    )
}
