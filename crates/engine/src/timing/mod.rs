//! What statements of migrations took and whom they kept waiting, as it was seen. Must not know how a statement is sent, or
//! who asks.

mod shape;
mod store;
#[cfg(test)]
mod tests;

use std::cell::RefCell;
use std::time::Duration;

pub use shape::shape;
pub(crate) use store::CREATE_POSTGRES;
pub use store::{Known, Pace};

/// What was seen of a statement, or of several that cannot be told apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timing {
    pub migration: String,
    /// Counted from 1 over the whole migration.
    pub first: usize,
    pub last: usize,
    /// From when it was sent until it was done, with its last try for a lock and without the ones before.
    pub took: Duration,
    pub waits: Waits,
    /// From when it had its locks until they were let go.
    pub held: Duration,
}

/// Who waited for whom, as far as was seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waits {
    /// How long it waited for locks that others held.
    pub waited: Duration,
    /// How many sessions waited for its own at once.
    pub queued: u64,
    /// For how long any did.
    pub blocked: Duration,
}

impl Waits {
    pub(crate) fn add(&mut self, more: Waits) {
        self.waited += more.waited;
        self.queued = self.queued.max(more.queued);
        self.blocked += more.blocked;
    }
}

/// What was seen of a time, and when that began, from the beginning of the work.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Glance {
    pub(crate) at: Duration,
    pub(crate) waits: Waits,
}

/// More statements than this that are sent together are timed together.
pub(crate) const TOLD_APART: usize = 64;

/// How statements that were sent together went.
#[derive(Debug, Default)]
pub(crate) struct Course {
    /// By the server's clock, in seconds: when the first one began and when each was done. Empty where nobody asked.
    pub(crate) moments: Vec<f64>,
    /// Until the answer was there.
    pub(crate) took: Duration,
    pub(crate) glances: Vec<Glance>,
}

impl Course {
    /// When each of so many statements began and ended; one span for all where nobody knows.
    fn spans(&self, statements: usize) -> Vec<(Duration, Duration)> {
        let Some(begun) = self.moments.first().filter(|_| self.moments.len() == statements + 1) else {
            return vec![(Duration::ZERO, self.took)];
        };
        let since = |moment: f64| Duration::try_from_secs_f64(moment - begun).unwrap_or_default();
        self.moments.array_windows().map(|[from, to]| (since(*from), since(*to))).collect()
    }
}

/// The statements of a part, of which the last is done.
pub(crate) struct Sight<'a> {
    pub(crate) migration: &'a str,
    /// The number of the first one, from 1.
    pub(crate) first: usize,
    pub(crate) statements: usize,
    pub(crate) course: Course,
    /// What was seen of tries that came to nothing, by the statement at which each stopped.
    pub(crate) tries: &'a [(usize, Waits)],
    /// From when they were sent until their locks were let go.
    pub(crate) until_free: Duration,
}

/// What was seen of each statement.
pub(crate) fn timings(sight: &Sight<'_>) -> Vec<Timing> {
    let spans = sight.course.spans(sight.statements);
    let together = spans.len() != sight.statements;
    let numbers = |at: usize| match together {
        true => (sight.first, sight.first + sight.statements.max(1) - 1),
        false => (sight.first + at, sight.first + at),
    };
    let mut found: Vec<Timing> = spans
        .iter()
        .enumerate()
        .map(|(at, (from, to))| Timing {
            migration: sight.migration.to_owned(),
            first: numbers(at).0,
            last: numbers(at).1,
            took: to.saturating_sub(*from),
            waits: Waits::default(),
            held: sight.until_free.saturating_sub(*from),
        })
        .collect();
    for glance in &sight.course.glances {
        // What is seen behind the last statement is seen while its transaction ends.
        let at = spans.iter().position(|(_, to)| glance.at <= *to).unwrap_or(spans.len().saturating_sub(1));
        // A wait is over before the next statement begins.
        let most = if at + 1 < spans.len() { spans[at].1.saturating_sub(glance.at) } else { Duration::MAX };
        let waits = Waits { waited: glance.waits.waited.min(most), ..glance.waits };
        found[at].waits.add(waits);
        found[at].held = found[at].held.saturating_sub(waits.waited);
    }
    for (number, waits) in sight.tries {
        let met = found.iter_mut().find(|timing| (timing.first..=timing.last).contains(number));
        met.into_iter().for_each(|timing| timing.waits.add(*waits));
    }
    found
}

/// What was seen in a run, for those who write it down at its end.
#[derive(Debug, Default)]
pub(crate) struct Timings(RefCell<Vec<Timing>>);

impl Timings {
    pub(crate) fn add(&self, more: Vec<Timing>) {
        self.0.borrow_mut().extend(more);
    }

    pub(crate) fn take(&self) -> Vec<Timing> {
        self.0.take()
    }
}
