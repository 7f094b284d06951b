//! A statement that cannot run in a transaction: written down before and after, and when nobody knows how it ended,
//! the catalog is asked. Must not know statements that can.

use std::time::Duration;

use evenkeel_sources::Statement;
use evenkeel_sources::statement::Reason;

use super::super::material::{Material, Part};
use super::super::promise::Promise;
use super::super::resume::Start;
use super::super::watch::{Event, Finding, Point};
use super::question::{self, Answer};
use super::transaction::{Stopped, span};
use super::{Lock, Runner};
use crate::batch::Batch;
use crate::error::EngineError;
use crate::ledger::add_postgres;
use crate::stamp::Stamp;

impl Runner<'_> {
    pub(super) async fn alone(
        &mut self,
        material: &Material,
        part: &Part,
        reason: Reason,
        start: Start,
        promise: &Promise,
    ) -> Result<Option<Stamp>, EngineError> {
        let [statement] = &part.statements[..] else { return Ok(None) };
        let finding = match start == Start::Open(part.index) {
            true => self.settle(material, statement, reason).await?,
            false => Finding::Undone,
        };
        match finding {
            Finding::Done => {}
            Finding::Undone | Finding::Broken => {
                self.journal_and_run(material, part, statement, reason).await?;
            }
        }
        self.reached(Point::BeforeLedger, material);
        let stamp = self.look_outside(material, promise).await?;
        let text = stamp.as_ref().map(ToString::to_string);
        let entries = self.book.done(material, part, text.as_deref());
        if !entries.is_empty() {
            add_postgres(self.session, self.author, &entries).await?;
        }
        if material.closing() == Some(part.index) && material.changes_session() {
            let reset = self.session.batch(super::RESET).await;
            reset.map_err(|error| EngineError::own("resetting the session", &error))?;
        }
        Ok(stamp)
    }

    async fn journal_and_run(
        &mut self,
        material: &Material,
        part: &Part,
        statement: &Statement,
        reason: Reason,
    ) -> Result<(), EngineError> {
        let limits = self.limits(material, 1).paced(material.pace(part.first), |timeout| timeout);
        let patience = patience(reason, self.patience.timeout, self.patience.tries);
        let limits = match material.pace(part.first).lock_timeout {
            Some(_) => limits,
            None => limits.waiting(patience.timeout),
        };
        let mut before: Batch<usize> = Batch::new();
        if let Some(lock) = self.lock {
            before.own(lock.fence().as_str(), 1);
        }
        super::write_down(&mut before, self.author, &self.book.before(material, part));
        limits.write_for_session(&mut before);
        let journalled = self.session.batch(before.sql()).await;
        journalled.map_err(|error| match Lock::is_fenced(&error) {
            true => EngineError::LockLost,
            false => EngineError::own("writing the ledger", &error),
        })?;
        self.reached(Point::AfterJournal, material);
        let ran = self.try_alone(material, part, statement, reason, patience.tries).await;
        let reset = self.session.batch(limits.restore().as_str()).await;
        ran?;
        reset.map_err(|error| EngineError::own("resetting the session", &error))
    }

    /// A statement that did not get its lock may have left something behind, so the catalog is asked before each
    /// further try.
    async fn try_alone(
        &mut self,
        material: &Material,
        part: &Part,
        statement: &Statement,
        reason: Reason,
        tries: u32,
    ) -> Result<(), EngineError> {
        let mut attempt = 1;
        loop {
            let Err(stopped) = self.send(material.sql(statement), span(material, part)).await else {
                return Ok(());
            };
            if !self.goes_on(&stopped, attempt, tries) {
                return Err(self.explain_alone(material, part, statement, stopped, attempt).await);
            }
            self.rest(material, part.first, attempt, stopped.seen).await?;
            match self.settle(material, statement, reason).await? {
                Finding::Done => return Ok(()),
                Finding::Undone | Finding::Broken => attempt += 1,
            }
        }
    }

    async fn explain_alone(
        &mut self,
        material: &Material,
        part: &Part,
        statement: &Statement,
        stopped: Stopped,
        attempts: u32,
    ) -> EngineError {
        let Stopped { error, seen, completed: _ } = stopped;
        let number = part.first;
        if let Some(halt) = seen.halt.filter(|_| error.is_cancelled()) {
            return self.halted(material, number, halt, seen).await;
        }
        let offset = byte_offset(material.sql(statement), &error);
        if error.is_lock_timeout() {
            let passage = material.passage(statement, offset);
            return self.lock_not_had(material, (number, passage), attempts, &error, seen).await;
        }
        self.failed(material, number, statement, offset, &error).await
    }

    /// Asks the catalog what became of the statement, and removes what it left broken.
    async fn settle(
        &mut self,
        material: &Material,
        statement: &Statement,
        reason: Reason,
    ) -> Result<Finding, EngineError> {
        let sql = material.sql(statement);
        let Answer { finding, repair } =
            question::ask(self.session, reason, sql).await?.ok_or_else(|| EngineError::Undecided {
                migration: material.migration.clone(),
                statement: one_line(sql),
                passage: Box::new(material.passage(statement, None)),
            })?;
        if let Some(repair) = repair {
            let repaired = self.session.batch(repair.as_str()).await;
            repaired.map_err(|error| EngineError::own("removing what was left broken", &error))?;
        }
        self.watch.event(Event::Settled {
            migration: material.migration.clone(),
            statement: one_line(sql),
            finding,
        });
        Ok(finding)
    }
}

/// How long one try waits, and how many there are.
struct Patience {
    timeout: Duration,
    tries: u32,
}

/// What works concurrently keeps neither readers nor writers waiting, and a try that is given up throws away all that it
/// has built: one try may wait as long as all tries of another statement.
fn patience(reason: Reason, timeout: Duration, tries: u32) -> Patience {
    let concurrently = matches!(
        reason,
        Reason::CreateIndexConcurrently | Reason::ReindexConcurrently | Reason::DropIndexConcurrently
    );
    match concurrently {
        true => Patience { timeout: timeout.saturating_mul(tries), tries: 1 },
        false => Patience { timeout, tries },
    }
}

fn one_line(sql: &str) -> String {
    sql.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn byte_offset(sql: &str, error: &crate::connect::ServerError) -> Option<usize> {
    let at = error.report()?.position?;
    sql.char_indices().nth(at).map(|(byte, _)| byte)
}
