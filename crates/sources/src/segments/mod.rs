//! A migration's statements grouped by what commits together.
//!
//! It must not know how a segment is run. Statements that share a transaction stand in one segment; a
//! statement that cannot share one stands alone; the file's own BEGIN and COMMIT draw the border of a
//! segment and are left out of what is sent.

mod error;
mod temporary;
#[cfg(test)]
mod tests;

use std::ops::Range;

pub use error::{Fault, SegmentError};
pub use temporary::temporary_across;

use crate::checksum::{Checksum, statements_meaning};
use crate::folder::Migration;
use crate::lexer::Dialect;
use crate::split::{Statement, split};
use crate::statement::{Class, Control, InBlock, Reason, classify};

/// Statements that commit together; never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// What it consists of.
    pub body: Body,
    /// From its first to its last word in the script, with BEGIN and COMMIT where the file has them.
    pub range: Range<usize>,
    /// The checksum of what its statements mean.
    pub checksum: Checksum,
}

/// What a segment consists of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// Runs in one transaction, in this order.
    Transaction {
        /// At least one.
        statements: Vec<Statement>,
    },
    /// Runs by itself, for a reason. Where [`Reason::in_block`] says that it works in a block, it may
    /// be run in a transaction of its own.
    Alone {
        /// The statement.
        statement: Statement,
        /// Why.
        reason: Reason,
    },
}

impl Segment {
    /// The statements in the order in which they run.
    pub fn statements(&self) -> &[Statement] {
        match &self.body {
            Body::Transaction { statements } => statements,
            Body::Alone { statement, reason: _ } => std::slice::from_ref(statement),
        }
    }
}

/// Groups the statements of a script; an empty script has no segments.
pub fn segments(
    dialect: Dialect,
    script: &str,
    lone_commit: LoneCommit,
) -> Result<Vec<Segment>, SegmentError> {
    let statements = split(dialect, script).map_err(SegmentError::Split)?;
    let mut grouping =
        Grouping { dialect, script, lone_commit, segments: Vec::new(), open: Vec::new(), begin: None };
    for statement in statements {
        grouping.add(statement)?;
    }
    grouping.finish()
}

/// What a COMMIT without a BEGIN before it means, and a BEGIN without a COMMIT behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoneCommit {
    Refused,
    /// Other tools run a whole file in a transaction that the file does not show, and people end it early with a
    /// COMMIT of its own, and open another one for the tool to end; there these are borders.
    EndsTransaction,
}

impl LoneCommit {
    /// What it means in a migration.
    pub fn of(migration: &Migration) -> LoneCommit {
        match (&migration.origin, &migration.manifest) {
            (Some(_), None) => LoneCommit::EndsTransaction,
            (None, _) | (_, Some(_)) => LoneCommit::Refused,
        }
    }
}

struct Grouping<'a> {
    dialect: Dialect,
    script: &'a str,
    lone_commit: LoneCommit,
    segments: Vec<Segment>,
    open: Vec<Statement>,
    /// The file's own BEGIN, while it is open.
    begin: Option<Range<usize>>,
}

impl Grouping<'_> {
    fn add(&mut self, statement: Statement) -> Result<(), SegmentError> {
        match classify(self.dialect, self.script, &statement) {
            Class::TransactionControl(control) => self.control(control, statement),
            Class::CopyFromStdin => Err(error::at(Fault::CopyFromStdin, &statement)),
            Class::OwnTransaction(reason) => self.alone(reason, statement),
            Class::Schema | Class::Data | Class::Query | Class::Code | Class::Session | Class::Unknown => {
                self.open.push(statement);
                Ok(())
            }
        }
    }

    fn control(&mut self, control: Control, statement: Statement) -> Result<(), SegmentError> {
        let inside = self.begin.is_some();
        let fault = match control {
            Control::Begin if inside => Fault::NestedBegin,
            Control::Begin => {
                self.close_transaction(None);
                self.begin = Some(statement.range);
                return Ok(());
            }
            Control::Commit if inside || self.lone_commit == LoneCommit::EndsTransaction => {
                self.close_transaction(Some(statement.range));
                return Ok(());
            }
            Control::Savepoint | Control::Release | Control::RollbackTo if inside => {
                self.open.push(statement);
                return Ok(());
            }
            Control::Commit => Fault::CommitWithoutBegin,
            Control::Savepoint | Control::Release | Control::RollbackTo => Fault::SavepointOutside,
            Control::BeginWithModes => Fault::Modes,
            Control::Rollback => Fault::Rollback,
            Control::Chain => Fault::Chain,
            Control::TwoPhase => Fault::TwoPhase,
        };
        Err(error::at(fault, &statement))
    }

    fn alone(&mut self, reason: Reason, statement: Statement) -> Result<(), SegmentError> {
        match (&self.begin, reason.in_block()) {
            (Some(_), InBlock::Fails) => Err(error::at(Fault::InBlock(reason), &statement)),
            (Some(_), InBlock::Depends | InBlock::Works) => {
                self.open.push(statement);
                Ok(())
            }
            (None, InBlock::Fails | InBlock::Depends | InBlock::Works) => {
                self.close_transaction(None);
                let range = statement.range.clone();
                self.push(Body::Alone { statement, reason }, range);
                Ok(())
            }
        }
    }

    /// Ends the open transaction, at the file's own COMMIT if there is one; an empty one is nothing.
    fn close_transaction(&mut self, commit: Option<Range<usize>>) {
        let begin = self.begin.take();
        let statements = std::mem::take(&mut self.open);
        let (Some(first), Some(last)) = (statements.first(), statements.last()) else { return };
        let start = begin.map_or(first.range.start, |begin| begin.start);
        let end = commit.map_or(last.range.end, |commit| commit.end);
        self.push(Body::Transaction { statements }, start..end);
    }

    fn push(&mut self, body: Body, range: Range<usize>) {
        let checksum = match &body {
            Body::Transaction { statements } => statements_meaning(self.dialect, self.script, statements),
            Body::Alone { statement, reason: _ } => {
                statements_meaning(self.dialect, self.script, std::slice::from_ref(statement))
            }
        };
        self.segments.push(Segment { body, range, checksum });
    }

    fn finish(mut self) -> Result<Vec<Segment>, SegmentError> {
        if let Some(range) = self.begin.take_if(|_| self.lone_commit == LoneCommit::Refused) {
            return Err(SegmentError::Fault { fault: Fault::UnclosedBegin, range });
        }
        self.close_transaction(None);
        Ok(self.segments)
    }
}
