//! From the rows of the ledger to what stands about each migration. Must not know the migrations on disk.

use std::collections::BTreeMap;

use super::{EventKind, Row};

/// A segment that is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// Counted from 0.
    pub segment: usize,
    /// What the segment meant when it was run.
    pub checksum: Option<String>,
}

/// How far a migration has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Phase {
    Applied,
    /// Some of its segments are done, and it can be resumed at the next one.
    HalfApplied {
        done: Vec<Done>,
        /// A statement that cannot run in a transaction was begun and nobody knows how it ended.
        open: Option<Done>,
    },
    /// Some of the segments of its way back are done, and it can be resumed at the next one.
    HalfTakenBack {
        done: Vec<Done>,
        open: Option<Done>,
    },
    /// It was tried and left nothing behind.
    Failed,
    RolledBack,
}

/// The last attempt that failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    pub sqlstate: Option<String>,
    pub message: String,
    /// Counted from 1 over the whole migration.
    pub statement: Option<usize>,
    pub at: String,
}

/// Somebody's yes to a migration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approval {
    pub by: String,
    /// The role that wrote it down (PostgreSQL).
    pub role: Option<String>,
    /// When, in UTC.
    pub at: String,
    /// The exact text that was approved.
    pub bytes: Option<String>,
}

/// What the ledger says about one migration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    pub migration: String,
    pub phase: Phase,
    /// What the migration meant when it was run.
    pub checksum: Option<String>,
    pub bytes: Option<String>,
    /// The catalog after it.
    pub fingerprint: Option<String>,
    /// The failure of the last attempt, if that failed.
    pub failure: Option<Failure>,
    pub attempts: usize,
    pub duration_ms: Option<u64>,
    pub tool: String,
    pub role: Option<String>,
    pub host: Option<String>,
    /// When the last event happened, in UTC.
    pub at: String,
    /// The row that made it applied; orders migrations by when they were run.
    pub row: i64,
}

/// The row of what another tool did and our ledger does not say yet: behind all others.
pub(crate) const NOT_WRITTEN: i64 = i64::MAX;

/// What the ledger says about all migrations of one service.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LedgerView {
    records: BTreeMap<String, Record>,
    /// By migration, oldest first; also of those that were never tried.
    approvals: BTreeMap<String, Vec<Approval>>,
}

impl LedgerView {
    /// Adds up rows, which come in the order in which they were written.
    pub fn of(rows: impl IntoIterator<Item = Row>) -> Self {
        let mut view = LedgerView::default();
        for row in rows {
            view.add(row);
        }
        view
    }

    /// Who approved of a migration, oldest first.
    pub fn approvals(&self, migration: &str) -> &[Approval] {
        self.approvals.get(migration).map_or(&[], Vec::as_slice)
    }

    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    pub fn record(&self, migration: &str) -> Option<&Record> {
        self.records.get(migration)
    }

    /// All records, by name of the migration.
    pub fn records(&self) -> impl Iterator<Item = &Record> {
        self.records.values()
    }

    pub fn is_applied(&self, migration: &str) -> bool {
        self.record(migration).is_some_and(|record| record.phase == Phase::Applied)
    }

    /// Applied migrations in the order in which they were applied.
    pub fn applied(&self) -> Vec<&Record> {
        let mut applied: Vec<&Record> =
            self.records.values().filter(|record| record.phase == Phase::Applied).collect();
        applied.sort_by_key(|record| record.row);
        applied
    }

    /// Adds what the rows do not say themselves.
    pub(crate) fn with(mut self, record: Record) -> Self {
        self.records.insert(record.migration.clone(), record);
        self
    }

    /// Whether another tool has done something since that is not written down here yet.
    pub fn is_ahead(&self) -> bool {
        self.records.values().any(|record| record.row == NOT_WRITTEN)
    }

    /// Migrations of which a part is done.
    pub fn half_applied(&self) -> impl Iterator<Item = &Record> {
        self.records.values().filter(|record| matches!(record.phase, Phase::HalfApplied { .. }))
    }

    /// The migration of whose way back a part is done.
    pub fn half_taken_back(&self) -> Option<&Record> {
        self.records.values().find(|record| matches!(record.phase, Phase::HalfTakenBack { .. }))
    }

    /// The catalog after the newest applied migration, as far as it was recorded.
    pub fn fingerprint(&self) -> Option<&str> {
        self.applied().last().and_then(|record| record.fingerprint.as_deref())
    }

    fn add(&mut self, row: Row) {
        // Neither a copy of the database nor what becomes of its rows changes what the migration did.
        if row.event == EventKind::Approved {
            let Row { migration, message, role, at, bytes, .. } = row;
            let approval = Approval { by: message.unwrap_or_default(), role, at, bytes };
            return self.approvals.entry(migration).or_default().push(approval);
        }
        if row.event.is_aside() {
            return;
        }
        let record = self.records.entry(row.migration.clone()).or_insert_with(|| fresh(&row));
        match row.event {
            EventKind::Started => start(record, &row),
            EventKind::Segment | EventKind::JournalAfter => segment_done(record, &row),
            EventKind::TakingBack => {
                record.phase = Phase::HalfTakenBack { done: Vec::new(), open: None };
                record.failure = None;
            }
            EventKind::JournalBefore => {
                let done = take_done(record);
                go_on(record, done, Some(segment_of(&row)));
            }
            EventKind::JournalUndone => {
                let done = take_done(record);
                go_on(record, done, None);
            }
            EventKind::Applied => apply(record, &row),
            EventKind::Fingerprint => fingerprinted(record, &row),
            EventKind::Failed => fail(record, &row),
            EventKind::RolledBack => {
                record.phase = Phase::RolledBack;
                record.failure = None;
                record.fingerprint = None;
            }
            EventKind::Backup
            | EventKind::BackfillStarted
            | EventKind::BackfillDone
            | EventKind::BackfillFailed
            | EventKind::Approved => {}
        }
        record.tool = row.tool;
        record.role = row.role;
        record.host = row.host;
        record.at = row.at;
    }
}

fn fresh(row: &Row) -> Record {
    Record {
        migration: row.migration.clone(),
        phase: Phase::Failed,
        checksum: None,
        bytes: None,
        fingerprint: None,
        failure: None,
        attempts: 0,
        duration_ms: None,
        tool: String::new(),
        role: None,
        host: None,
        at: String::new(),
        row: row.id,
    }
}

fn start(record: &mut Record, row: &Row) {
    record.phase = Phase::HalfApplied { done: Vec::new(), open: None };
    record.checksum.clone_from(&row.checksum);
    record.bytes.clone_from(&row.bytes);
    record.attempts += 1;
    record.duration_ms = None;
}

fn segment_done(record: &mut Record, row: &Row) {
    let mut done = take_done(record);
    done.push(segment_of(row));
    go_on(record, done, None);
    record.failure = None;
    if matches!(record.phase, Phase::HalfApplied { .. }) {
        record.duration_ms = sum(record.duration_ms, row.duration_ms);
    }
}

/// Further in the direction in which it went.
fn go_on(record: &mut Record, done: Vec<Done>, open: Option<Done>) {
    record.phase = match record.phase {
        Phase::HalfTakenBack { .. } => Phase::HalfTakenBack { done, open },
        Phase::Applied | Phase::HalfApplied { .. } | Phase::Failed | Phase::RolledBack => {
            Phase::HalfApplied { done, open }
        }
    };
}

/// The first such row makes a migration applied. Ledgers of earlier versions hold a second one that only adds the
/// fingerprint, so it is no second application.
fn apply(record: &mut Record, row: &Row) {
    let again = record.phase == Phase::Applied;
    if !again {
        record.attempts = record.attempts.max(1);
        record.duration_ms = sum(record.duration_ms, row.duration_ms);
        record.row = row.id;
    }
    record.phase = Phase::Applied;
    record.failure = None;
    for (known, told) in [
        (&mut record.checksum, &row.checksum),
        (&mut record.bytes, &row.bytes),
        (&mut record.fingerprint, &row.fingerprint),
    ] {
        if told.is_some() {
            known.clone_from(told);
        }
    }
}

/// A fingerprint alone makes nothing applied.
fn fingerprinted(record: &mut Record, row: &Row) {
    match record.phase {
        Phase::Applied => record.fingerprint.clone_from(&row.fingerprint),
        Phase::HalfApplied { .. } | Phase::HalfTakenBack { .. } | Phase::Failed | Phase::RolledBack => {}
    }
}

/// What a failed attempt did in its transaction is undone, what earlier segments did is not.
fn fail(record: &mut Record, row: &Row) {
    record.failure = Some(Failure {
        sqlstate: row.sqlstate.clone(),
        message: row.message.clone().unwrap_or_default(),
        statement: row.statement,
        at: row.at.clone(),
    });
    let left_something = match &record.phase {
        Phase::HalfApplied { done, open } => !done.is_empty() || open.is_some(),
        // What is left of its way back is still there.
        Phase::HalfTakenBack { done, open } if done.is_empty() && open.is_none() => {
            record.phase = Phase::Applied;
            true
        }
        Phase::HalfTakenBack { .. } => true,
        // A migration that cannot be taken back stays applied.
        Phase::Applied => true,
        Phase::Failed | Phase::RolledBack => false,
    };
    if !left_something {
        record.phase = Phase::Failed;
        record.attempts += 1;
    }
}

fn take_done(record: &mut Record) -> Vec<Done> {
    match &mut record.phase {
        Phase::HalfApplied { done, .. } | Phase::HalfTakenBack { done, .. } => std::mem::take(done),
        Phase::Applied | Phase::Failed | Phase::RolledBack => Vec::new(),
    }
}

fn segment_of(row: &Row) -> Done {
    Done { segment: row.segment.unwrap_or_default(), checksum: row.checksum.clone() }
}

fn sum(a: Option<u64>, b: Option<u64>) -> Option<u64> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a + b),
        (one, other) => one.or(other),
    }
}
