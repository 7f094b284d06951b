//! What stands about each migration, on disk and in the ledger together. Must not know how either was read.

use std::borrow::Cow;
use std::collections::BTreeSet;

use evenkeel_sources::folder::{Fork, Replaced};
use evenkeel_sources::lexer::Dialect;
use evenkeel_sources::{Migration, MigrationName, Migrations, checksum};

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
    /// It stands for others, of which this database has some, and not these.
    HalfFolded {
        lacking: Vec<String>,
    },
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
            Condition::HalfFolded { .. } => "half-folded",
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
            | Condition::RolledBack
            | Condition::HalfFolded { .. } => true,
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

/// Every migration that is on disk or in the ledger, by name. One that stands for others is applied where they all are.
pub fn standing(dialect: Dialect, migrations: &Migrations, ledger: &LedgerView) -> Vec<Standing> {
    let ledger = folded(migrations, ledger);
    let on_disk: BTreeSet<&str> = migrations.list.iter().flat_map(names_of).collect();
    let last_applied = migrations
        .list
        .iter()
        .rev()
        .filter(|migration| !migration.is_repeated())
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
        let condition =
            half_folded(migration, &ledger).unwrap_or_else(|| condition(dialect, migration, record, later));
        all.push(Standing { migration: name.to_owned(), condition, record: record.cloned() });
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

/// The migration on disk that stands for this one and others.
pub(crate) fn stands_for<'a>(migrations: &'a Migrations, name: &str) -> Option<&'a Migration> {
    migrations.list.iter().find(|migration| names_of(migration).any(|one| one == name))
}

/// Its own name and those of all that it stands for.
fn names_of(migration: &Migration) -> impl Iterator<Item = &str> {
    let inner = replaced(migration).iter().flat_map(Replaced::names);
    std::iter::once(&migration.name).chain(inner).map(MigrationName::as_str)
}

fn replaced(migration: &Migration) -> &[Replaced] {
    migration.manifest.as_ref().map_or(&[], |manifest| &manifest.replaces)
}

/// The ledger as it would be had the migrations that stand for others been there from the beginning.
fn folded<'a>(migrations: &Migrations, ledger: &'a LedgerView) -> Cow<'a, LedgerView> {
    if migrations.list.iter().all(|migration| replaced(migration).is_empty()) {
        return Cow::Borrowed(ledger);
    }
    let mut view = ledger.clone();
    for migration in &migrations.list {
        let all = replaced(migration);
        let Some(last) = all.last().filter(|_| !view.is_applied(migration.name.as_str())) else { continue };
        if all.iter().all(|one| has(&view, one)) {
            let record = newest(&view, last).cloned();
            let own = |record: Record| Record {
                migration: migration.name.to_string(),
                checksum: None,
                bytes: None,
                ..record
            };
            view = record.map(own).into_iter().fold(view, LedgerView::with);
        }
    }
    Cow::Owned(view)
}

/// Whether it was applied as it was when it was folded, or all that it stood for was.
fn has(ledger: &LedgerView, one: &Replaced) -> bool {
    let as_it_was = |record: &Record| {
        let same = record.checksum.as_deref().is_none_or(|known| known == one.checksum.as_str());
        record.phase == Phase::Applied && same
    };
    let itself = ledger.record(one.name.as_str()).is_some_and(as_it_was);
    itself || (!one.replaces.is_empty() && one.replaces.iter().all(|inner| has(ledger, inner)))
}

/// What the ledger says about it, or about the last of what it stood for.
fn newest<'a>(ledger: &'a LedgerView, one: &Replaced) -> Option<&'a Record> {
    ledger.record(one.name.as_str()).or_else(|| newest(ledger, one.replaces.last()?))
}

/// A database that has some of what a migration stands for can neither run it nor do without it.
fn half_folded(migration: &Migration, ledger: &LedgerView) -> Option<Condition> {
    let all = replaced(migration);
    let touched = |one: &Replaced| one.names().into_iter().any(|name| ledger.is_applied(name.as_str()));
    if ledger.is_applied(migration.name.as_str()) || !all.iter().any(touched) {
        return None;
    }
    let lacking = all.iter().filter(|one| !has(ledger, one)).map(|one| one.name.to_string()).collect();
    Some(Condition::HalfFolded { lacking })
}

/// The forks of which a branch is still to be run.
pub fn open_forks<'a>(migrations: &'a Migrations, ledger: &LedgerView) -> Vec<&'a Fork> {
    let ledger = folded(migrations, ledger);
    let open = |fork: &&Fork| fork.children.iter().any(|child| !ledger.is_applied(child.as_str()));
    migrations.forks.iter().filter(open).collect()
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
    let bytes = checksum::bytes(&migration.content.file().text);
    if record.bytes.as_deref() == Some(bytes.as_str()) {
        return Condition::Applied;
    }
    let meaning = migration.content.meaning(dialect);
    match record.checksum.as_deref() {
        Some(known) if known != meaning.as_str() && migration.is_repeated() => Condition::Pending,
        Some(known) if known != meaning.as_str() => Condition::Edited,
        Some(_) => Condition::Reworded,
        // It was settled by hand, without the text.
        None => Condition::Applied,
    }
}
