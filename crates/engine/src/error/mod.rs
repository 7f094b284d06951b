//! Why the engine could not do what it was asked: one variant for each thing that somebody can do about it.
//! Must not know how a failure is printed.

mod cause;
mod hint;
mod history;
mod wording;

use std::path::PathBuf;
use std::time::Duration;

use evenkeel_core::ObjectId;

pub use cause::{Cause, Passage, SqlFailure, Stays};
pub use history::{Fault, NoWay};
use wording::{about_changed, held_by, left_by, lines, not_approved, or_before, several, undone};

use crate::adopt::AdoptError;
use crate::backfill::BackfillError;
use crate::connect::ConnectError;
use crate::execute::{Blocker, Crowd, Holder, Unapproved};
use crate::ledger::LedgerRowError;
use crate::plan_file::Unlike;
use crate::planning::PlanningError;
use crate::program::ProgramError;
use crate::scratch::ScratchError;
use crate::state::State;
use crate::stray::Touch;

/// Every way in which the engine fails. Messages are lowercase sentences without a final period and hold no secret.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    #[error(transparent)]
    Connect(#[from] ConnectError),
    #[error(transparent)]
    Scratch(#[from] ScratchError),
    #[error("`{text}` is no database: {problem}")]
    Place { text: String, problem: String },
    #[error("{} cannot be opened: {cause}", file.display())]
    CannotOpen { file: PathBuf, cause: Box<Cause> },
    /// A statement of a file failed.
    #[error("{0}")]
    Sql(Box<SqlFailure>),
    /// Statements of a desired schema failed, each on its own.
    #[error("{}", several(.0))]
    Load(Vec<SqlFailure>),
    /// A file cannot be run as it is: it cannot be cut into statements, or holds one that does not belong there.
    #[error("{}: {problem}", passage.location())]
    Unfit { passage: Box<Passage>, problem: String, hint: Option<String>, code: &'static str },
    /// A statement of evenkeel's own failed.
    #[error("{doing} failed: {cause}")]
    Own { doing: &'static str, cause: Box<Cause> },
    #[error("the catalog cannot be read: {0}")]
    Catalog(String),
    #[error(transparent)]
    Ledger(#[from] LedgerRowError),
    #[error(transparent)]
    Planning(#[from] PlanningError),
    #[error("{} to be renamed is not there: `{old}`", subject)]
    UnknownRename { subject: String, old: String, nearest: Vec<String>, passage: Option<Box<Passage>> },
    #[error("{0} cannot be renamed")]
    NoRename(ObjectId),
    /// The migrations and the ledger do not fit; never empty.
    #[error("{}", lines(.0))]
    History(Vec<Fault>),
    #[error("there is no migration `{name}`")]
    UnknownMigration { name: String, nearest: Vec<String> },
    #[error("the database is not what migration {migration} was made for: it has drifted")]
    Drift {
        migration: String,
        /// What the database is.
        catalog: Box<State>,
    },
    /// Pending migrations are about objects that were changed by hand; never empty.
    #[error("{}", about_changed(.touched))]
    Strayed { touched: Vec<Touch> },
    #[error(
        "migration {migration}{} did not leave the database as it promises{}",
        or_before(*.unseen),
        undone(*.kept)
    )]
    NotAsPromised {
        migration: String,
        /// How many migrations before it, of the same run, were not looked at.
        unseen: usize,
        kept: Kept,
        /// What the database was after it.
        catalog: Box<State>,
    },
    #[error(
        "nobody knows whether `{statement}` of migration {migration} was done before its run was cut off"
    )]
    Undecided { migration: String, statement: String, passage: Box<Passage> },
    #[error("another run holds the lock on this database{}", held_by(.holder.as_deref()))]
    Locked { holder: Option<Box<Holder>>, waited: Duration },
    #[error("the server still runs what a run that is no more had sent it: {orphan}")]
    Orphaned { orphan: Box<Blocker>, waited: Duration },
    #[error("the connection was lost while migration {migration} ran: {reason}")]
    ConnectionLost { migration: String, reason: String },
    #[error("the connection that holds the lock on this database was lost")]
    LockLost,
    #[error(
        "migration {migration}, statement {statement}: the lock was not had in {tries} tries of {timeout:?}"
    )]
    LockTimeout {
        migration: String,
        statement: usize,
        tries: u32,
        timeout: Duration,
        crowd: Box<Crowd>,
        passage: Box<Passage>,
    },
    #[error(
        "migration {migration}, statement {statement}: others have waited {spent:?} for it, and they may not have to \
         wait longer than {budget:?}"
    )]
    BlockedTooLong {
        migration: String,
        statement: usize,
        budget: Duration,
        spent: Duration,
        crowd: Box<Crowd>,
        passage: Box<Passage>,
    },
    #[error("interrupted at statement {statement} of migration {migration}{}", left_by(*.kept))]
    Interrupted { migration: String, statement: usize, kept: Kept },
    #[error(
        "migration {migration} has {what}, and a pooler in transaction mode gives every transaction another session"
    )]
    Pooled { migration: String, what: &'static str, passage: Box<Passage> },
    #[error("there is no backup that can be relied on, so nothing was run: {problem}")]
    Backup { problem: String },
    #[error("the database is not what migration {migration} left: it has drifted")]
    DriftedSince {
        migration: String,
        /// What the database is.
        catalog: Box<State>,
    },
    #[error("the server does not answer while another connection of ours holds the lock")]
    OneConnection,
    #[error("{database} takes no changes: {}", .why.words())]
    ReadOnly { database: String, why: ReadOnly },
    /// Never empty.
    #[error("the database or the files are not what the plan saw, so nothing was run")]
    NotAsPlanned { unlike: Vec<Unlike> },
    /// Never empty.
    #[error("{}", not_approved(.migrations))]
    Unapproved { migrations: Vec<Unapproved> },
    #[error("migration {migration} cannot be taken back: {reason}")]
    NoWayBack { migration: String, reason: NoWay },
    #[error("migration {migration} is half applied")]
    HalfApplied { migration: String },
    #[error("migration {migration} cannot be taken back while there are rows that do not fit")]
    DoesNotFit { migration: String, findings: Vec<crate::execute::Foresight> },
    #[error("migration {migration} would fail on rows that are there, so nothing of it was run")]
    WouldFail { migration: String, findings: Vec<crate::execute::Foresight> },
    #[error("what migration {migration} took away was purged from quarantine: {}", .things.join(", "))]
    Purged { migration: String, things: Vec<String> },
    #[error(transparent)]
    Backfill(#[from] BackfillError),
    #[error(transparent)]
    Adopt(#[from] AdoptError),
    #[error(transparent)]
    Program(#[from] ProgramError),
    #[error("no statement of migration {migration} was left open by a run that was cut off")]
    NothingOpen { migration: String },
}

/// Why a server takes no changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadOnly {
    /// It follows another server.
    Replica,
    /// `default_transaction_read_only` is set for the server, the database or the role.
    Setting,
}

/// Whether what a failed migration did is still there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// It was rolled back.
    Nothing,
    /// It could not run in a transaction, so it is still there.
    All,
}

impl EngineError {
    /// Stable, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            EngineError::Connect(_) => "cannot-connect",
            EngineError::Scratch(_) => "no-scratch",
            EngineError::Place { .. } => "bad-url",
            EngineError::CannotOpen { .. } => "cannot-open",
            EngineError::Sql(_) | EngineError::Load(_) => "sql-failed",
            EngineError::Unfit { code, .. } => code,
            EngineError::Own { .. } => "own-sql-failed",
            EngineError::Catalog(_) => "unreadable-catalog",
            EngineError::Ledger(_) => "unreadable-ledger",
            EngineError::Planning(error) => error.code(),
            EngineError::UnknownRename { .. } => "unknown-rename",
            EngineError::NoRename(_) => "no-rename",
            EngineError::History(faults) => faults.first().map_or("history", Fault::code),
            EngineError::UnknownMigration { .. } => "unknown-migration",
            EngineError::Drift { .. } | EngineError::Strayed { .. } => "drift",
            EngineError::NotAsPromised { .. } => "not-as-promised",
            EngineError::Undecided { .. } => "undecided-statement",
            EngineError::Locked { .. } => "ledger-locked",
            EngineError::Orphaned { .. } => "still-running",
            EngineError::ConnectionLost { .. } => "connection-lost",
            EngineError::LockLost => "lock-lost",
            EngineError::LockTimeout { .. } => "lock-timeout",
            EngineError::BlockedTooLong { .. } => "blocked-too-long",
            EngineError::Interrupted { .. } => "interrupted",
            EngineError::Pooled { .. } => "transaction-pooler",
            EngineError::ReadOnly { .. } => "read-only",
            EngineError::Backup { .. } => "backup-failed",
            EngineError::OneConnection => "one-connection",
            EngineError::DriftedSince { .. } => "drift",
            EngineError::NoWayBack { .. } => "no-way-back",
            EngineError::NotAsPlanned { .. } => "not-as-planned",
            EngineError::Unapproved { .. } => "not-approved",
            EngineError::HalfApplied { .. } => "half-applied",
            EngineError::DoesNotFit { .. } => "rows-do-not-fit",
            EngineError::WouldFail { .. } => "rows-in-the-way",
            EngineError::Purged { .. } => "purged",
            EngineError::NothingOpen { .. } => "nothing-open",
            EngineError::Backfill(error) => error.code(),
            EngineError::Adopt(error) => error.code(),
            EngineError::Program(error) => error.code(),
        }
    }

    /// The same, with the SQL of a desired schema shown where somebody wrote what it was made from.
    #[must_use]
    pub fn originating(mut self, origin: &dyn Fn(&Passage) -> Option<Passage>) -> Self {
        let replace = |passage: &mut Passage| {
            if let Some(found) = origin(passage) {
                *passage = found;
            }
        };
        if let EngineError::Sql(failure) = &mut self {
            replace(&mut failure.passage);
        } else if let EngineError::Load(failures) = &mut self {
            failures.iter_mut().for_each(|failure| replace(&mut failure.passage));
        } else if let EngineError::Unfit { passage, .. }
        | EngineError::UnknownRename { passage: Some(passage), .. } = &mut self
        {
            replace(passage);
        }
        self
    }

    /// The SQL to be shown.
    pub fn place(&self) -> Option<&Passage> {
        match self {
            EngineError::Sql(failure) => Some(&failure.passage),
            EngineError::Load(failures) => failures.first().map(|failure| &failure.passage),
            EngineError::Unfit { passage, .. }
            | EngineError::Undecided { passage, .. }
            | EngineError::Pooled { passage, .. }
            | EngineError::BlockedTooLong { passage, .. }
            | EngineError::LockTimeout { passage, .. } => Some(passage),
            EngineError::UnknownRename { passage, .. } => passage.as_deref(),
            EngineError::Program(error) => error.place(),
            EngineError::Connect(_)
            | EngineError::Scratch(_)
            | EngineError::Place { .. }
            | EngineError::CannotOpen { .. }
            | EngineError::Own { .. }
            | EngineError::Catalog(_)
            | EngineError::Ledger(_)
            | EngineError::Planning(_)
            | EngineError::NoRename(_)
            | EngineError::History(_)
            | EngineError::UnknownMigration { .. }
            | EngineError::Drift { .. }
            | EngineError::Strayed { .. }
            | EngineError::NotAsPromised { .. }
            | EngineError::Locked { .. }
            | EngineError::Interrupted { .. }
            | EngineError::ReadOnly { .. }
            | EngineError::Backup { .. }
            | EngineError::OneConnection
            | EngineError::DriftedSince { .. }
            | EngineError::ConnectionLost { .. }
            | EngineError::LockLost
            | EngineError::Orphaned { .. }
            | EngineError::NothingOpen { .. }
            | EngineError::Backfill(_)
            | EngineError::Adopt(_)
            | EngineError::NoWayBack { .. }
            | EngineError::NotAsPlanned { .. }
            | EngineError::Unapproved { .. }
            | EngineError::HalfApplied { .. }
            | EngineError::DoesNotFit { .. }
            | EngineError::WouldFail { .. }
            | EngineError::Purged { .. } => None,
        }
    }

    /// The SQLSTATE that PostgreSQL sent.
    pub fn sqlstate(&self) -> Option<&str> {
        self.cause()?.sqlstate.as_deref()
    }

    /// What the database said.
    pub fn cause(&self) -> Option<&Cause> {
        match self {
            EngineError::Sql(failure) => Some(&failure.cause),
            EngineError::Load(failures) => failures.first().map(|failure| &failure.cause),
            EngineError::Own { cause, .. } => Some(cause),
            EngineError::CannotOpen { cause, .. } => Some(cause),
            EngineError::Program(error) => error.cause(),
            EngineError::Connect(_)
            | EngineError::Scratch(_)
            | EngineError::Place { .. }
            | EngineError::Unfit { .. }
            | EngineError::Catalog(_)
            | EngineError::Ledger(_)
            | EngineError::Planning(_)
            | EngineError::UnknownRename { .. }
            | EngineError::NoRename(_)
            | EngineError::History(_)
            | EngineError::UnknownMigration { .. }
            | EngineError::Drift { .. }
            | EngineError::Strayed { .. }
            | EngineError::NotAsPromised { .. }
            | EngineError::Undecided { .. }
            | EngineError::Locked { .. }
            | EngineError::ConnectionLost { .. }
            | EngineError::LockLost
            | EngineError::LockTimeout { .. }
            | EngineError::BlockedTooLong { .. }
            | EngineError::Interrupted { .. }
            | EngineError::Pooled { .. }
            | EngineError::ReadOnly { .. }
            | EngineError::Backup { .. }
            | EngineError::OneConnection
            | EngineError::DriftedSince { .. }
            | EngineError::Orphaned { .. }
            | EngineError::NothingOpen { .. }
            | EngineError::Backfill(_)
            | EngineError::Adopt(_)
            | EngineError::NoWayBack { .. }
            | EngineError::NotAsPlanned { .. }
            | EngineError::Unapproved { .. }
            | EngineError::HalfApplied { .. }
            | EngineError::DoesNotFit { .. }
            | EngineError::WouldFail { .. }
            | EngineError::Purged { .. } => None,
        }
    }

    /// Whether the answer is "not without your yes": exit code 4.
    pub fn is_refusal(&self) -> bool {
        matches!(
            self,
            EngineError::Planning(PlanningError::Ambiguous(_))
                | EngineError::WouldFail { .. }
                | EngineError::NotAsPlanned { .. }
                | EngineError::Unapproved { .. }
        )
    }

    /// Whether another connection may do better: the one there was is lost, or its server has become a replica.
    pub fn is_passing(&self) -> bool {
        let gone = matches!(
            self,
            EngineError::ConnectionLost { .. }
                | EngineError::LockLost
                | EngineError::ReadOnly { why: ReadOnly::Replica, .. }
        );
        gone || self.cause().is_some_and(Cause::is_passing)
    }

    pub(crate) fn own(doing: &'static str, cause: impl Into<Cause>) -> Self {
        EngineError::Own { doing, cause: Box::new(cause.into()) }
    }
}
