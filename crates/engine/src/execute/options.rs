//! How a run is to be done, and what came of it. Must not know how it is done.

use std::time::Duration;

use crate::ledger::Author;

/// What a migration that sorts before an applied one means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OutOfOrder {
    #[default]
    Refuse,
    Allow,
}

/// Whether the catalog is compared with what the manifests promise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Verify {
    /// Before the first migration and after the last few; of many before those only now and then, because a look
    /// takes longer than a small migration.
    #[default]
    Sparing,
    /// Before the first and after each migration that has a fingerprint.
    Each,
    Off,
}

/// How many of the last migrations of a run are looked at in any case.
const LAST: usize = 8;
/// Of those before, one of this many.
const ONE_OF: usize = 64;

impl Verify {
    /// Whether the catalog is looked at after a migration of a run, counted from 0.
    pub(crate) fn looks_after(self, at: usize, of: usize) -> bool {
        match self {
            Verify::Sparing => of - at <= LAST || (at + 1).is_multiple_of(ONE_OF),
            Verify::Each => true,
            Verify::Off => false,
        }
    }
}

/// Which pending migrations are run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Goal {
    #[default]
    All,
    /// Up to and with this one.
    To(String),
    /// Only this one.
    Only(String),
}

/// How long a statement may wait for a lock, and how often.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LockPatience {
    /// For each statement; zero waits for ever.
    pub timeout: Duration,
    /// In all, at least 1.
    pub tries: u32,
    /// Before the second try; doubled each time, up to 30 s, and jittered.
    pub pause: Duration,
}

impl Default for LockPatience {
    fn default() -> Self {
        LockPatience { timeout: Duration::from_secs(5), tries: 10, pause: Duration::from_millis(200) }
    }
}

/// How `migrate` is to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MigrateOptions {
    pub author: Author,
    pub goal: Goal,
    pub out_of_order: OutOfOrder,
    pub verify: Verify,
    pub locks: LockPatience,
    /// How long to wait for another run to end; nothing waits for ever.
    pub wait: Option<Duration>,
}

impl Default for MigrateOptions {
    fn default() -> Self {
        MigrateOptions {
            author: Author::default(),
            goal: Goal::All,
            out_of_order: OutOfOrder::Refuse,
            verify: Verify::Sparing,
            locks: LockPatience::default(),
            wait: None,
        }
    }
}

/// What came of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// In the order in which they were run; under a dry run, would be run.
    pub applied: Vec<String>,
    /// Applied before, and only their comments or white space differ now.
    pub reworded: Vec<String>,
    /// The catalog afterwards, where it was looked at.
    pub fingerprint: Option<String>,
}
