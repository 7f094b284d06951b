//! What stands about each migration, on disk and in the ledger together. Must not know how either was read.

use std::collections::BTreeSet;

use evenkeel_sources::lexer::Dialect;
use evenkeel_sources::{Migration, Migrations, checksum};

use crate::ledger::{LedgerView, Phase, Record};

/// Where a migration stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    Applied,
    /// Applied, and only comments or white space differ from what was applied.
    Reworded,
    /// Applied, and it means something else now.
    Edited,
    /// Applied, and not on disk any more.
    Missing,
    Pending,
    /// Pending, and sorts before one that is applied.
    OutOfOrder {
        applied: String,
    },
    /// Some of its segments are done.
    HalfApplied {
        done: usize,
    },
    /// Some segments of its way back are done.
    HalfTakenBack {
        done: usize,
    },
    /// The last attempt failed and left nothing behind; it is pending.
    Failed,
    /// It was taken back; it is pending.
    RolledBack,
}

impl Condition {
    /// Stable, for programs and for `status`.
    pub fn name(&self) -> &'static str {
        match self {
            Condition::Applied => "applied",
            Condition::Reworded => "reworded",
            Condition::Edited => "edited",
            Condition::Missing => "missing",
            Condition::Pending => "pending",
            Condition::OutOfOrder { .. } => "out-of-order",
            Condition::HalfApplied { .. } => "half-applied",
            Condition::HalfTakenBack { .. } => "half-back",
            Condition::Failed => "failed",
            Condition::RolledBack => "rolled-back",
        }
    }

    /// Whether `migrate` would have to run it.
    pub fn is_pending(&self) -> bool {
        match self {
            Condition::Applied | Condition::Reworded | Condition::Edited | Condition::Missing => false,
            Condition::Pending
            | Condition::OutOfOrder { .. }
            | Condition::HalfApplied { .. }
            | Condition::HalfTakenBack { .. }
            | Condition::Failed
            | Condition::RolledBack => true,
        }
    }
}

/// One migration and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    pub migration: String,
    pub condition: Condition,
    /// What the ledger says; nothing for one that was never tried.
    pub record: Option<Record>,
}

/// Every migration that is on disk or in the ledger, by name.
pub fn standing(dialect: Dialect, migrations: &Migrations, ledger: &LedgerView) -> Vec<Standing> {
    let on_disk: BTreeSet<&str> = migrations.list.iter().map(|migration| migration.name.as_str()).collect();
    let last_applied = migrations
        .list
        .iter()
        .rev()
        .map(|migration| migration.name.as_str())
        .find(|name| ledger.is_applied(name));
    let mut later = last_applied;
    let mut all: Vec<Standing> = Vec::new();
    for migration in &migrations.list {
        let name = migration.name.as_str();
        if later == Some(name) {
            later = None;
        }
        let record = ledger.record(name);
        all.push(Standing {
            migration: name.to_owned(),
            condition: condition(dialect, migration, record, later),
            record: record.cloned(),
        });
    }
    let gone =
        |record: &&Record| record.phase == Phase::Applied && !on_disk.contains(record.migration.as_str());
    all.extend(ledger.records().filter(gone).map(|record| Standing {
        migration: record.migration.clone(),
        condition: Condition::Missing,
        record: Some(record.clone()),
    }));
    all
}

/// `later` is the last applied migration when it sorts behind this one.
fn condition(
    dialect: Dialect,
    migration: &Migration,
    record: Option<&Record>,
    later: Option<&str>,
) -> Condition {
    let fresh = |condition: Condition| match later {
        Some(applied) => Condition::OutOfOrder { applied: applied.to_owned() },
        None => condition,
    };
    let Some(record) = record else { return fresh(Condition::Pending) };
    match &record.phase {
        Phase::Applied => applied(dialect, migration, record),
        Phase::HalfApplied { done, .. } => Condition::HalfApplied { done: done.len() },
        Phase::HalfTakenBack { done, .. } => Condition::HalfTakenBack { done: done.len() },
        Phase::Failed => fresh(Condition::Failed),
        Phase::RolledBack => fresh(Condition::RolledBack),
    }
}

/// The bytes are compared first, because what a text means costs a reading of it.
fn applied(dialect: Dialect, migration: &Migration, record: &Record) -> Condition {
    let bytes = checksum::bytes(&migration.up.text);
    if record.bytes.as_deref() == Some(bytes.as_str()) {
        return Condition::Applied;
    }
    let meaning = checksum::meaning(dialect, &migration.up.text);
    match record.checksum.as_deref() {
        Some(known) if known != meaning.as_str() => Condition::Edited,
        Some(_) => Condition::Reworded,
        // It was settled by hand, without the text.
        None => Condition::Applied,
    }
}
