//! What a run tells while it goes on. Must not know who listens.

use std::fmt;
use std::time::Duration;

use crate::connect::Report;
use crate::planning::Difference;

/// Places in a run at which it may die; a test stops it at each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Point {
    /// The lock is held and nothing is done yet.
    Locked,
    /// The ledger was read again under the lock.
    LedgerRead,
    /// A segment is about to be sent.
    BeforeSegment,
    /// A statement of a transaction is done and the next one is not sent yet. PostgreSQL gets a transaction as one
    /// text, so this is SQLite's alone.
    BetweenStatements,
    /// All statements of a transaction are done, its rows are not in the ledger, nothing is committed.
    BeforeCommit,
    /// A segment and its rows in the ledger are committed.
    AfterSegment,
    /// A statement outside a transaction is journalled and about to be sent.
    AfterJournal,
    /// What an earlier run left of a statement outside a transaction was found out and removed or ended.
    Settled,
    /// What a statement outside a transaction left that the server refused is removed, and the ledger does not say so yet.
    Withdrawn,
    /// A statement outside a transaction is done and not in the ledger yet.
    BeforeLedger,
    /// Everything is done, the lock is still held.
    BeforeUnlock,
}

impl Point {
    pub const ALL: [Point; 11] = [
        Point::Locked,
        Point::LedgerRead,
        Point::BeforeSegment,
        Point::BetweenStatements,
        Point::BeforeCommit,
        Point::AfterSegment,
        Point::AfterJournal,
        Point::Settled,
        Point::Withdrawn,
        Point::BeforeLedger,
        Point::BeforeUnlock,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Point::Locked => "locked",
            Point::LedgerRead => "ledger-read",
            Point::BeforeSegment => "before-segment",
            Point::BetweenStatements => "between-statements",
            Point::BeforeCommit => "before-commit",
            Point::AfterSegment => "after-segment",
            Point::AfterJournal => "after-journal",
            Point::Settled => "settled",
            Point::Withdrawn => "withdrawn",
            Point::BeforeLedger => "before-ledger",
            Point::BeforeUnlock => "before-unlock",
        }
    }
}

/// Who holds the lock on the database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    pub pid: i32,
    pub application: String,
    pub user: String,
    pub address: Option<String>,
    /// For how long it has held the lock.
    pub age: Duration,
    /// The migration it runs, as far as its sessions say.
    pub migration: Option<String>,
}

impl Holder {
    /// Whether another one is somebody else, or does something else.
    pub(crate) fn is_news(&self, other: &Holder) -> bool {
        self.pid != other.pid || self.migration != other.migration
    }
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "pid {}, {} of {}", self.pid, self.application, self.user)?;
        if let Some(address) = &self.address {
            write!(f, " at {address}")?;
        }
        write!(f, ", for {} s", self.age.as_secs())?;
        match &self.migration {
            Some(migration) => write!(f, ", running {migration}"),
            None => Ok(()),
        }
    }
}

/// Who keeps a statement waiting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blocker {
    /// Zero for a prepared transaction, which no process holds.
    pub pid: i32,
    pub application: String,
    pub user: String,
    /// As `pg_stat_activity` says it; empty where only a superuser may know.
    pub state: String,
    pub query: String,
    /// How long its transaction has been open.
    pub age: Duration,
    /// Since when it has run its statement, or since when it has been idle.
    pub query_age: Duration,
}

impl fmt::Display for Blocker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let query = self.query.split_whitespace().collect::<Vec<_>>().join(" ");
        let (age, query_age) = (self.age.as_secs(), self.query_age.as_secs());
        if self.pid == 0 {
            return write!(f, "the prepared transaction '{query}' of {}, {age} s old", self.user);
        }
        write!(f, "pid {} (", self.pid)?;
        if !self.application.is_empty() {
            write!(f, "{} of ", self.application)?;
        }
        match self.state.as_str() {
            "" => write!(f, "{}): {query}", self.user),
            state => {
                write!(f, "{}, {state} for {query_age} s, its transaction {age} s old): {query}", self.user)
            }
        }
    }
}

/// Who is before and behind a statement that waits or works.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Crowd {
    pub blockers: Vec<Blocker>,
    /// How many sessions waited for us, at most.
    pub queued: u64,
}

/// Somebody whose locks a migration may have to wait for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Obstacle {
    pub who: Blocker,
    /// Tables and views that it has locked and that pending migrations name.
    pub relations: Vec<String>,
    pub nature: Nature,
}

/// What keeps an obstacle's locks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nature {
    Transaction,
    /// A vacuum against wraparound, which does not give way to others.
    WraparoundVacuum,
}

/// How far the server is with a statement, where it says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advance {
    /// The table or index it works on.
    pub relation: String,
    /// In the server's words.
    pub phase: String,
    pub done: u64,
    /// Zero where there is no telling.
    pub total: u64,
}

/// What happens during a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// The run has come to a place at which it may die. `migration` is empty outside of any.
    Reached {
        point: Point,
        migration: String,
    },
    /// The server still runs a statement of a run that is no more; told once for each such session.
    WaitingForOrphan {
        orphan: Blocker,
    },
    /// Somebody else holds the lock; told once for each holder.
    WaitingForLock {
        holder: Option<Holder>,
    },
    /// The lock was had after a wait.
    LockHad {
        waited: Duration,
    },
    /// A migration begins; `number` counts from 1.
    Started {
        migration: String,
        number: usize,
        of: usize,
    },
    /// It goes on at a segment, counted from 0, because an earlier run did those before.
    Resumed {
        migration: String,
        segment: usize,
    },
    /// A statement that was under way when an earlier run was cut off, and what the catalog says about it.
    Settled {
        migration: String,
        statement: String,
        finding: Finding,
    },
    Finished {
        migration: String,
        duration: Duration,
    },
    /// Somebody else applied it in the meantime.
    AlreadyDone {
        migration: String,
    },
    /// It was applied and only its comments or white space differ now.
    Reworded {
        migration: String,
    },
    /// A lock was not had in time; the statement is tried again after a pause.
    LockRetry {
        migration: String,
        statement: usize,
        attempt: u32,
        of: u32,
        pause: Duration,
        blockers: Vec<Blocker>,
        /// How many sessions waited behind us, at most.
        queued: u64,
    },
    /// Before the first statement: locks that the run may have to wait for.
    InTheWay {
        obstacle: Obstacle,
    },
    /// A backup was made before the first statement.
    BackedUp {
        backup: String,
        duration: Duration,
    },
    /// Told again and again while statements run. They are counted from 1.
    Underway {
        migration: String,
        first: usize,
        last: usize,
        since: Duration,
        blockers: Vec<Blocker>,
        queued: u64,
        advance: Option<Advance>,
    },
    /// The server sent a notice or warning.
    Notice {
        migration: String,
        report: Box<Report>,
    },
    /// A program said something that works only where no transaction is open, so it is run once more without one.
    WithoutTransaction {
        migration: String,
        statement: String,
    },
    /// A program printed a line.
    Printed {
        migration: String,
        line: String,
    },
    /// Another tool's ledger and ours were made to say the same.
    TakenOver {
        tool: &'static str,
        /// What it had applied, and what it had taken back.
        applied: usize,
        taken_back: usize,
        /// What was written into its ledger, because ours had it.
        handed_on: usize,
    },
    /// Something was not checked, and why.
    Unchecked {
        migration: String,
        why: String,
    },
    /// Objects were changed by hand that no pending migration is about, so that the run goes on.
    Strayed {
        objects: Vec<Difference>,
    },
    /// The catalog after the run could not be kept, so that a drift will take a throw-away database to tell.
    NotRemembered {
        why: String,
    },
    RolledBack {
        migration: String,
        duration: Duration,
    },
    /// The way back of a migration takes rows or values along that were not there before it.
    Loses {
        finding: super::foresight::Finding,
    },
    /// Something about the rows that a migration made room for.
    Backfill {
        migration: String,
        news: News,
    },
}

/// How a backfill goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// It begins; there are about so many rows.
    Begun {
        total: Option<u64>,
    },
    /// It goes on where an earlier run was cut off.
    Resumed {
        rows: u64,
        total: Option<u64>,
    },
    /// A program was started.
    Started {
        command: String,
    },
    /// A batch is committed. The rate is that of the last few, in rows a second.
    Advanced {
        rows: u64,
        total: Option<u64>,
        batch: u64,
        rate: u64,
    },
    /// It waits, and why.
    Held {
        why: String,
    },
    /// It goes on after a wait.
    Released {
        held: Duration,
    },
    /// A limit cannot be looked after, and why.
    Unbraked {
        why: String,
    },
    /// What has to hold at the end is asked.
    Verifying,
    Done {
        rows: u64,
        duration: Duration,
    },
}

/// What became of a statement that was under way when a run was cut off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finding {
    /// It is done.
    Done,
    /// It is not done and is run again.
    Undone,
    /// It left something broken behind, which is removed before it is run again.
    Broken,
    /// It came half way, and was brought to its end.
    Ended,
}

/// Listens to a run.
pub trait Watch {
    fn event(&mut self, event: Event);
}

/// Listens to nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Unwatched;

impl Watch for Unwatched {
    fn event(&mut self, _: Event) {}
}

impl Watch for Vec<Event> {
    fn event(&mut self, event: Event) {
        self.push(event);
    }
}
