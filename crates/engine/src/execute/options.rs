//! How a run is to be done, and what came of it. Must not know how it is done.

use std::sync::Arc;
use std::time::Duration;

use evenkeel_core::ObjectId;
use evenkeel_sources::{Migration, Pace};

use super::interrupt::Interrupt;
use crate::adopt::Beside;
use crate::backfill::Address;
use crate::backup::Backup;
use crate::ledger::Author;
use crate::plan_file::PlanFile;
use crate::program::Unasked;

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

/// What is done where nothing is pending.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Repose {
    /// Nothing: it costs one round trip.
    #[default]
    Rest,
    /// The catalog is held against what the last migration left.
    Look,
}

/// Whether the rows are asked before the first statement which of them would stop a migration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preflight {
    /// Each question may take so long.
    Within(Duration),
    Off,
}

impl Default for Preflight {
    fn default() -> Self {
        Preflight::Within(Duration::from_secs(10))
    }
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

/// Which objects that were changed by hand pending migrations may be about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum AcceptedDrift {
    #[default]
    None,
    /// These, by their names.
    Named(Vec<String>),
    All,
}

impl AcceptedDrift {
    pub(crate) fn is_all(&self) -> bool {
        *self == AcceptedDrift::All
    }

    pub(crate) fn holds(&self, object: &ObjectId) -> bool {
        match self {
            AcceptedDrift::None => false,
            AcceptedDrift::Named(names) => names.contains(&object.dotted()),
            AcceptedDrift::All => true,
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

/// How long a statement may wait and take, and what others may have to wait for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LockPatience {
    /// For each wait for a lock; zero waits for ever.
    pub timeout: Duration,
    /// In all, at least 1.
    pub tries: u32,
    /// Before the second try; doubled each time, up to 30 s, and jittered.
    pub pause: Duration,
    /// For how long of a run others may wait for us; then it stops.
    pub max_blocked: Option<Duration>,
    /// For each statement; zero lets it take as long as it takes, also where the role has a limit of its own.
    pub statement_timeout: Duration,
    /// After how long without a word from us the server ends our transaction, so that a machine that froze does not
    /// keep its locks; zero never.
    pub idle_timeout: Duration,
}

impl Default for LockPatience {
    fn default() -> Self {
        LockPatience {
            timeout: Duration::from_secs(5),
            tries: 10,
            pause: Duration::from_millis(200),
            max_blocked: None,
            statement_timeout: Duration::ZERO,
            idle_timeout: Duration::from_secs(60),
        }
    }
}

impl LockPatience {
    /// The same, except for what is said otherwise.
    #[must_use]
    pub fn paced(self, pace: &Pace) -> Self {
        LockPatience {
            timeout: pace.lock_timeout.unwrap_or(self.timeout),
            tries: pace.tries.map_or(self.tries, std::num::NonZeroU32::get),
            pause: pace.pause.unwrap_or(self.pause),
            max_blocked: pace.max_blocked.or(self.max_blocked),
            statement_timeout: pace.statement_timeout.unwrap_or(self.statement_timeout),
            idle_timeout: pace.idle_timeout.unwrap_or(self.idle_timeout),
        }
    }
}

/// How `migrate` is to be done.
#[derive(Clone, Debug)]
pub struct MigrateOptions {
    pub author: Author,
    pub goal: Goal,
    pub out_of_order: OutOfOrder,
    pub verify: Verify,
    pub locks: LockPatience,
    /// How long to wait for another run to end; nothing waits for ever.
    pub wait: Option<Duration>,
    pub repose: Repose,
    pub accepted_drift: AcceptedDrift,
    pub preflight: Preflight,
    /// What is done before the first statement.
    pub backup: Option<Backup>,
    /// Asks the run to end early.
    pub interrupt: Interrupt,
    /// The database as it was named, for programs that fill rows.
    pub address: Option<Address>,
    /// Whose ledger is kept beside ours.
    pub beside: Option<Beside>,
    /// The plan on file that is carried out, and nothing else.
    pub planned: Option<Arc<PlanFile>>,
    pub consent: Consent,
    /// What becomes of what another tool would ask somebody about.
    pub unasked: Unasked,
}

/// Whose yes a run needs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Consent {
    /// How many people have to have approved of each migration as it stands.
    pub required: usize,
    /// Who approves of all of them with this run.
    pub by: Option<String>,
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
            repose: Repose::Rest,
            accepted_drift: AcceptedDrift::None,
            preflight: Preflight::default(),
            backup: None,
            interrupt: Interrupt::default(),
            address: None,
            beside: None,
            planned: None,
            consent: Consent::default(),
            unasked: Unasked::default(),
        }
    }
}

/// The patience of a run with one of its migrations, which may say what it needs.
pub(crate) fn patience(options: &MigrateOptions, migration: &Migration) -> LockPatience {
    match &migration.manifest {
        Some(manifest) => options.locks.paced(&manifest.locks),
        None => options.locks,
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
    /// How many backfills were done.
    pub backfills: usize,
    /// For how long of the run others waited for it, as far as was seen.
    pub blocked: Duration,
}
