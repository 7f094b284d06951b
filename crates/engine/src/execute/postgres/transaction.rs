//! A part that runs in one transaction, in as few round trips as can be: one, unless the catalog is looked at before
//! the commit. Must not know statements that cannot run in a transaction.

use std::pin::pin;
use std::time::Duration;

use tokio::time::{sleep, timeout};

use super::super::material::{Material, Part};
use super::super::promise::{Promise, Seen, keep};
use super::super::watch::{Blocker, Event};
use super::pause::jittered;
use super::{RESET, RESET_STATEMENTS, Runner, write_down};
use crate::batch::Batch;
use crate::connect::ServerError;
use crate::database::postgres::inspect_inside;
use crate::error::{EngineError, Kept};
use crate::stamp::Stamp;

/// A batch that failed: how many statements had completed, why the next one did not, and who was in its way.
pub(super) struct Stopped {
    pub(super) completed: usize,
    pub(super) error: ServerError,
    pub(super) blockers: Vec<Blocker>,
}

const LONGEST_PAUSE: Duration = Duration::from_secs(30);

impl Runner<'_> {
    /// Runs the part and commits it with its ledger rows; a lock that was not had is tried again.
    pub(super) async fn transaction(
        &mut self,
        material: &Material,
        part: &Part,
        promise: &Promise,
    ) -> Result<Option<Stamp>, EngineError> {
        let batch = match promise {
            Promise::None => self.whole(material, part),
            Promise::Leaves { .. } => self.opening(material, part),
        };
        let mut attempt = 1;
        while let Err(stopped) = self.send(batch.sql()).await {
            if !worth_another_try(&stopped.error) || attempt >= self.patience.tries {
                return Err(self.explain(material, part, &batch, stopped, attempt).await);
            }
            let rolled_back = self.session.batch("ROLLBACK").await;
            rolled_back.map_err(|error| EngineError::own("rolling back", &error))?;
            let number = batch.blame(stopped.completed, &stopped.error).map_or(part.first, |blame| blame.tag);
            self.rest(material, number, attempt, stopped.blockers).await;
            attempt += 1;
        }
        match promise {
            Promise::None => Ok(None),
            Promise::Leaves { .. } => self.look_and_commit(material, part, promise).await.map(Some),
        }
    }

    /// Everything in one text.
    fn whole(&self, material: &Material, part: &Part) -> Batch<usize> {
        let mut batch = self.opening(material, part);
        write_down(&mut batch, self.author, &self.book.done(material, part, None));
        batch.own("COMMIT", 1);
        batch
    }

    /// Everything before the ledger rows.
    fn opening(&self, material: &Material, part: &Part) -> Batch<usize> {
        let mut batch = Batch::new();
        batch.own("BEGIN", 1);
        batch.own(self.lock_timeout("SET LOCAL ").as_str(), 1);
        for (at, statement) in part.statements.iter().enumerate() {
            batch.statement(material.sql(statement), part.first + at);
        }
        if material.closing() == Some(part.index) && material.changes_session() {
            batch.own(RESET, RESET_STATEMENTS);
        }
        batch
    }

    /// The transaction is open: looks at the catalog as it would be, then commits or takes everything back.
    async fn look_and_commit(
        &mut self,
        material: &Material,
        part: &Part,
        promise: &Promise,
    ) -> Result<Stamp, EngineError> {
        let state = inspect_inside(self.session).await?;
        let seen = Seen::of(Some(self.session.server_version().major()), state);
        let stamp = match keep(promise, seen, &material.migration, Kept::Nothing, self.watch) {
            Ok(stamp) => stamp,
            Err(error) => {
                self.note_failure(material, None, &error.to_string(), None).await;
                return Err(error);
            }
        };
        let text = stamp.to_string();
        let mut batch = Batch::new();
        write_down(&mut batch, self.author, &self.book.done(material, part, Some(&text)));
        batch.own("COMMIT", 1);
        match self.send(batch.sql()).await {
            Ok(()) => Ok(stamp),
            Err(stopped) => Err(self.explain(material, part, &batch, stopped, 1).await),
        }
    }

    /// Sends a text; while it waits for a lock, asks through the other connection who holds it.
    pub(super) async fn send(&self, sql: &str) -> Result<(), Stopped> {
        let mut blockers = Vec::new();
        let mut sending = pin!(self.session.batch_counting(sql));
        let Some(lock) = self.lock else {
            return sending.await.map_err(|(completed, error)| Stopped { completed, error, blockers });
        };
        // Often enough to have looked before the server gives up.
        let look = (self.patience.timeout / 2).clamp(Duration::from_millis(50), Duration::from_secs(2));
        loop {
            match timeout(look, &mut sending).await {
                Ok(sent) => return sent.map_err(|(completed, error)| Stopped { completed, error, blockers }),
                Err(_) => {
                    let seen = lock.blockers(self.pid).await;
                    blockers = if seen.is_empty() { blockers } else { seen };
                }
            }
        }
    }

    /// Tells that a lock was not had, and waits.
    pub(super) async fn rest(
        &mut self,
        material: &Material,
        number: usize,
        attempt: u32,
        blockers: Vec<Blocker>,
    ) {
        let doubled = self.patience.pause.saturating_mul(1 << attempt.saturating_sub(1).min(16));
        let pause = jittered(doubled.min(LONGEST_PAUSE));
        self.watch.event(Event::LockRetry {
            migration: material.migration.clone(),
            statement: number,
            attempt,
            of: self.patience.tries,
            pause,
            blockers,
        });
        sleep(pause).await;
    }

    /// Says which statement failed, or that it was one of our own.
    async fn explain(
        &mut self,
        material: &Material,
        part: &Part,
        batch: &Batch<usize>,
        stopped: Stopped,
        attempts: u32,
    ) -> EngineError {
        let Stopped { completed, error, blockers } = stopped;
        let blame = batch.blame(completed, &error);
        if blame.is_none() && !batch.is_last(completed) && !error.is_lost() {
            self.note_failure(material, None, &error.to_string(), error.sqlstate()).await;
            return EngineError::own("writing the ledger", &error);
        }
        // What only the commit finds out is told at the last statement: a deferred constraint.
        let last = part.first + part.statements.len() - 1;
        let (number, offset) = blame.map_or((last, None), |blame| (blame.tag, blame.offset));
        let statement = &part.statements[number - part.first];
        if worth_another_try(&error) && attempts > 1 {
            self.note_failure(material, Some(number), &error.to_string(), error.sqlstate()).await;
            return EngineError::LockTimeout {
                migration: material.migration.clone(),
                statement: number,
                tries: attempts,
                timeout: self.patience.timeout,
                blockers,
                passage: Box::new(material.passage(statement, offset)),
            };
        }
        self.failed(material, number, statement, offset, &error).await
    }
}

pub(super) fn worth_another_try(error: &ServerError) -> bool {
    error.is_lock_timeout() || error.is_deadlock()
}
