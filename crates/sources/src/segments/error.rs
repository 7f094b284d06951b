//! Why a script cannot be run as a migration.

use std::ops::Range;

use crate::explain::Explain;
use crate::split::{SplitError, Statement};
use crate::statement::Reason;

/// A script that cannot be grouped into segments.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SegmentError {
    /// It cannot even be cut into statements.
    #[error(transparent)]
    Split(SplitError),
    /// A statement that cannot stand where it stands.
    #[error("{fault}")]
    Fault {
        /// What is wrong with it.
        fault: Fault,
        /// The statement, in bytes of the script.
        range: Range<usize>,
    },
}

/// What is wrong with a statement in a migration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// `BEGIN` in an open transaction.
    #[error("this BEGIN stands in a transaction that is already open")]
    NestedBegin,
    /// `BEGIN` without `COMMIT`.
    #[error("this BEGIN has no COMMIT")]
    UnclosedBegin,
    /// `COMMIT` without `BEGIN`.
    #[error("this COMMIT has no BEGIN")]
    CommitWithoutBegin,
    /// `BEGIN` with an isolation level or the like, which would be lost.
    #[error("a migration's BEGIN takes no isolation level or other mode")]
    Modes,
    /// `ROLLBACK`.
    #[error("a migration must not roll itself back")]
    Rollback,
    /// `COMMIT AND CHAIN`.
    #[error("a migration must not chain transactions")]
    Chain,
    /// `SAVEPOINT` and its relatives outside a transaction.
    #[error("savepoints need a BEGIN before them")]
    SavepointOutside,
    /// `PREPARE TRANSACTION` and its relatives.
    #[error("a migration must not use two-phase commit")]
    TwoPhase,
    /// `COPY … FROM STDIN`.
    #[error("COPY FROM STDIN reads rows that are not SQL")]
    CopyFromStdin,
    /// A temporary object that a later segment uses.
    #[error(
        "what is temporary here is used behind a statement that commits, so the run could not be taken up there again"
    )]
    TemporaryAcross,
    /// A statement that refuses to run between BEGIN and COMMIT.
    #[error("{} cannot run between BEGIN and COMMIT", .0.statement())]
    InBlock(Reason),
}

impl Fault {
    fn hint(self) -> &'static str {
        match self {
            Self::NestedBegin => "remove this BEGIN, or end the transaction before it with COMMIT",
            Self::UnclosedBegin => {
                "end it with COMMIT, or remove the BEGIN: statements share a transaction anyway"
            }
            Self::CommitWithoutBegin => "remove the COMMIT, or put BEGIN where the transaction should start",
            Self::Modes => "write plain BEGIN, and SET TRANSACTION as the next statement",
            Self::Rollback => "remove it; the way back belongs in down.sql",
            Self::Chain => "write COMMIT and then BEGIN",
            Self::SavepointOutside => "put BEGIN before and COMMIT after",
            Self::TwoPhase => "remove it; the statements of a migration share a transaction anyway",
            Self::CopyFromStdin => "write the rows with INSERT, or export them with `pg_dump --inserts`",
            Self::TemporaryAcross => {
                "make it an ordinary table and drop it in the end, or move its uses before the statement that commits"
            }
            Self::InBlock(Reason::CommittingCode) => "remove BEGIN and COMMIT around it, or its own COMMIT",
            Self::InBlock(Reason::Pragma) => {
                "move it before BEGIN or after COMMIT; inside a transaction it does nothing"
            }
            Self::InBlock(_) => "move it before BEGIN or after COMMIT",
        }
    }
}

impl Explain for SegmentError {
    fn range(&self) -> Option<Range<usize>> {
        match self {
            Self::Split(error) => error.range(),
            Self::Fault { fault: _, range } => Some(range.clone()),
        }
    }

    fn hint(&self) -> Option<String> {
        match self {
            Self::Split(error) => error.hint(),
            Self::Fault { fault, range: _ } => Some(fault.hint().to_owned()),
        }
    }
}

pub(super) fn at(fault: Fault, statement: &Statement) -> SegmentError {
    SegmentError::Fault { fault, range: statement.range.clone() }
}
