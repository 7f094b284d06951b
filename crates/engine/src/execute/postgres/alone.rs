//! A statement that cannot run in a transaction: written down before and after, and when nobody knows how it ended,
//! the catalog is asked. Must not know statements that can.

use std::time::Duration;

use evenkeel_core::Sql;
use evenkeel_sources::Statement;
use evenkeel_sources::statement::Reason;

use super::super::book::Book;
use super::super::material::{Lost, Material, Part};
use super::super::promise::{Promise, Seen};
use super::super::resume::Start;
use super::super::watch::{Event, Finding, Point};
use super::fate::{self, Announced, Fate};
use super::orphan::MARK;
use super::transaction::{Going, Stopped, span};
use super::{Lock, Runner, said_before};
use crate::batch::Batch;
use crate::connect::ServerError;
use crate::error::EngineError;

impl Runner<'_> {
    pub(super) async fn alone(
        &mut self,
        material: &Material,
        part: &Part,
        reason: Reason,
        start: Start,
        promise: &Promise,
    ) -> Result<Option<Box<Seen>>, EngineError> {
        let [statement] = &part.statements[..] else { return Ok(None) };
        let finding = match start == Start::Open(part.index) {
            true => self.settle(material, part, statement, reason).await?,
            false => Finding::Undone,
        };
        match finding {
            Finding::Done | Finding::Ended => {}
            Finding::Undone | Finding::Broken => {
                self.journal_and_run(material, part, statement, reason).await?;
            }
        }
        self.reached(Point::BeforeLedger, material);
        self.end_part(material, part, promise).await
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
            lock.step_aside().await;
            before.own(lock.fence().as_str(), 1);
        }
        self.write_as_ourselves(&mut before, material, part, &self.book.before(material, part));
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
        let mut going = Going::default();
        loop {
            let text = [MARK, material.sql(statement)].concat();
            going.begin();
            let stopped = match self.send(&text, span(material, part)).await {
                Ok(course) => {
                    going.went(course);
                    self.note(material, part, going);
                    return Ok(());
                }
                Err(stopped) => stopped,
            };
            going.failed_at(part.first, &stopped.seen);
            if !self.goes_on(&stopped, attempt, tries) {
                return Err(self.explain_alone(material, part, (statement, reason), stopped, attempt).await);
            }
            self.rest(material, part.first, attempt, stopped.seen).await?;
            match self.settle(material, part, statement, reason).await? {
                Finding::Done | Finding::Ended => return Ok(()),
                Finding::Undone | Finding::Broken => attempt += 1,
            }
        }
    }

    async fn explain_alone(
        &mut self,
        material: &Material,
        part: &Part,
        (statement, reason): (&Statement, Reason),
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
            let tries = (attempts, material.pace(number).lock_timeout);
            return self.lock_not_had(material, (number, passage), tries, &error, seen).await;
        }
        if !error.is_lost() {
            self.withdraw(material, part, statement, reason).await;
        }
        self.failed(material, number, statement, offset, &error).await
    }

    /// A statement that the server refused is to be free for mending: what it left broken goes, and it counts as not begun.
    /// What cannot be told or taken away now, the next run asks again. Where nothing is announced, nobody could tell what is its
    /// own from what was there before.
    async fn withdraw(&mut self, material: &Material, part: &Part, statement: &Statement, reason: Reason) {
        if self.book == Book::Nothing {
            return;
        }
        let repairs = match self.fate(material, part, statement, reason).await {
            Ok(Fate::Undone) => Vec::new(),
            Ok(Fate::Broken { repairs }) => repairs,
            Ok(Fate::Done | Fate::Half { .. } | Fate::Unknown) | Err(_) => return,
        };
        if self.each(&repairs).await.is_err() {
            return;
        }
        self.reached(Point::Withdrawn, material);
        let mut undone: Batch<usize> = Batch::new();
        self.write_as_ourselves(&mut undone, material, part, &self.book.undone(material, part));
        let _ = self.session.batch(undone.sql()).await;
    }

    /// The row in which the statement was announced, read by the role that wrote it, whatever the script has set since.
    async fn announced(&self, material: &Material, part: &Part) -> Result<Option<Announced>, EngineError> {
        if self.book == Book::Nothing {
            return Ok(None);
        }
        let question = Announced::question(&self.author.service, &material.migration, part.index);
        let mut text =
            Sql::raw("RESET SESSION AUTHORIZATION; RESET ROLE; ").and(question).as_str().to_owned();
        if let Some((again, _)) = said_before(material, part.index, Lost::Settings) {
            text.push_str(";\n");
            text.push_str(&again);
        }
        let rows = self.session.rows(&text).await;
        let rows = rows.map_err(|error| EngineError::own("reading the ledger", &error))?;
        let xid = rows.first().and_then(|row| row.first()?.as_ref()?.parse().ok());
        Ok(xid.map(|xid| Announced { xid }))
    }

    async fn fate(
        &self,
        material: &Material,
        part: &Part,
        statement: &Statement,
        reason: Reason,
    ) -> Result<Fate, EngineError> {
        let announced = self.announced(material, part).await?;
        fate::ask(self.session, reason, material.sql(statement), announced.as_ref()).await
    }

    /// Statements of ours, each outside of any transaction.
    async fn each(&self, statements: &[Sql]) -> Result<(), ServerError> {
        for statement in statements {
            self.session.batch(&[MARK, statement.as_str()].concat()).await?;
        }
        Ok(())
    }

    /// Asks the catalog what became of the statement, removes what it left broken and ends what it left half done.
    async fn settle(
        &mut self,
        material: &Material,
        part: &Part,
        statement: &Statement,
        reason: Reason,
    ) -> Result<Finding, EngineError> {
        let sql = material.sql(statement);
        let (finding, ways) = match self.fate(material, part, statement, reason).await? {
            Fate::Done => (Finding::Done, Vec::new()),
            Fate::Undone => (Finding::Undone, Vec::new()),
            Fate::Broken { repairs } => (Finding::Broken, repairs),
            Fate::Half { finish } => (Finding::Ended, vec![finish]),
            Fate::Unknown => {
                return Err(EngineError::Undecided {
                    migration: material.migration.clone(),
                    statement: one_line(sql),
                    passage: Box::new(material.passage(statement, None)),
                });
            }
        };
        let done = self.each(&ways).await;
        done.map_err(|error| EngineError::own("mending what a cut-off run left", &error))?;
        self.watch.event(Event::Settled {
            migration: material.migration.clone(),
            statement: one_line(sql),
            finding,
        });
        self.reached(Point::Settled, material);
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

/// The statement in one line, as much of it as fits into a sentence.
pub(super) fn one_line(sql: &str) -> String {
    const LONGEST: usize = 120;
    let line = sql.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

/// Where in the statement the error is, behind the mark.
fn byte_offset(sql: &str, error: &ServerError) -> Option<usize> {
    let at = error.report()?.position?.checked_sub(MARK.len())?;
    sql.char_indices().nth(at).map(|(byte, _)| byte)
}
