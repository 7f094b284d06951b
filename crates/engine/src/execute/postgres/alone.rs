//! A statement that cannot run in a transaction: written down before and after, and when nobody knows how it ended,
//! the catalog is asked. Must not know statements that can.

use evenkeel_sources::Statement;
use evenkeel_sources::statement::Reason;

use super::super::material::{Material, Part};
use super::super::promise::Promise;
use super::super::resume::Start;
use super::super::watch::{Event, Finding, Point};
use super::Runner;
use super::question::{self, Answer};
use super::transaction::{Stopped, worth_another_try};
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
        let mut before: Batch<usize> = Batch::new();
        super::write_down(&mut before, self.author, &self.book.before(material, part));
        before.own(self.lock_timeout("SET ").as_str(), 1);
        let journalled = self.session.batch(before.sql()).await;
        journalled.map_err(|error| EngineError::own("writing the ledger", &error))?;
        self.reached(Point::AfterJournal, material);
        let ran = self.try_alone(material, part, statement, reason).await;
        let reset = self.session.batch("RESET lock_timeout").await;
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
    ) -> Result<(), EngineError> {
        let mut attempt = 1;
        loop {
            let Err(stopped) = self.send(material.sql(statement)).await else { return Ok(()) };
            let Stopped { error, blockers, completed: _ } = stopped;
            if !worth_another_try(&error) || attempt >= self.patience.tries {
                let offset = byte_offset(material.sql(statement), &error);
                return Err(self.failed(material, part.first, statement, offset, &error).await);
            }
            self.rest(material, part.first, attempt, blockers).await;
            match self.settle(material, statement, reason).await? {
                Finding::Done => return Ok(()),
                Finding::Undone | Finding::Broken => attempt += 1,
            }
        }
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

fn one_line(sql: &str) -> String {
    sql.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn byte_offset(sql: &str, error: &crate::connect::ServerError) -> Option<usize> {
    let at = error.report()?.position?;
    sql.char_indices().nth(at).map(|(byte, _)| byte)
}
