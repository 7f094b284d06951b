//! What is done beside waiting while the server is at work for us: looking who is in the way and who waits for us, telling
//! it, and ending the work when others have waited long enough or somebody wants the run to end. Must not know what the
//! work is.

use std::pin::pin;
use std::time::Duration;

use tokio::time::{Instant, sleep};

use super::super::watch::{Blocker, Crowd, Event};
use super::Runner;
use super::lock::Lock;
use crate::timing::{Glance, Waits};

/// Which statements are at work, counted from 1.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span<'a> {
    pub(super) migration: &'a str,
    pub(super) first: usize,
    pub(super) last: usize,
}

/// Why work was ended before its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Halt {
    /// Others have waited for as long as they may have to.
    Budget,
    /// Somebody wants the run to end.
    Interrupt,
}

/// What was seen while the server was at work.
#[derive(Clone, Debug, Default)]
pub(super) struct Seen {
    /// Who was in the way at last.
    pub(super) blockers: Vec<Blocker>,
    /// How many waited for us, at most.
    pub(super) queued: u64,
    pub(super) halt: Option<Halt>,
    /// Looks at which anybody waited.
    pub(super) glances: Vec<Glance>,
}

impl Seen {
    pub(super) fn crowd(self) -> Crowd {
        Crowd { blockers: self.blockers, queued: self.queued }
    }

    /// Who waited for whom all the time.
    pub(super) fn waits(&self) -> Waits {
        let mut all = Waits::default();
        self.glances.iter().for_each(|glance| all.add(glance.waits));
        all
    }
}

/// Statements that are over sooner are not worth a look.
const FIRST_LOOK: Duration = Duration::from_millis(30);
const SHORTEST: Duration = Duration::from_millis(5);
const LONGEST: Duration = Duration::from_millis(250);

impl Runner<'_> {
    /// Waits for work of the session and keeps watch meanwhile. Work that is ended fails with SQLSTATE 57014, unless it
    /// was over before that.
    pub(super) async fn attend<T>(&mut self, work: impl Future<Output = T>, span: Span<'_>) -> (T, Seen) {
        let mut seen = Seen::default();
        let Some(lock) = self.lock else { return (work.await, seen) };
        let mut work = pin!(work);
        let begun = Instant::now();
        let mut meter = Meter { lock, begun, looked: begun, queued: 0, ours: Ours::Works };
        let mut pause = FIRST_LOOK.min(self.pause_between_looks());
        loop {
            tokio::select! {
                biased;
                done = &mut work => {
                    seen.glances.extend(meter.close());
                    return (done, seen);
                }
                () = self.interrupt.asked(), if seen.halt.is_none() => seen.halt = Some(Halt::Interrupt),
                () = sleep(pause) => {}
            }
            pause = self.pause_between_looks();
            let asked = Instant::now();
            let look = lock.look().await;
            let answered_in = asked.elapsed();
            seen.glances.extend(meter.read(look.queued, look.oldest, Ours::behind(&look.blockers)));
            seen.queued = seen.queued.max(look.queued);
            if !look.blockers.is_empty() {
                seen.blockers.clone_from(&look.blockers);
            }
            self.watch.event(Event::Underway {
                migration: span.migration.to_owned(),
                first: span.first,
                last: span.last,
                since: begun.elapsed(),
                blockers: look.blockers,
                queued: look.queued,
                advance: look.advance,
            });
            if seen.halt.is_none() && look.queued > 0 && self.is_spent(pause + answered_in * 2) {
                seen.halt = Some(Halt::Budget);
            }
            if seen.halt.is_some() {
                lock.cancel().await;
            }
        }
    }

    /// Often enough to have looked before the server gives up waiting, and before others have waited too long.
    fn pause_between_looks(&self) -> Duration {
        let by_timeout = match self.patience.timeout {
            Duration::ZERO => LONGEST,
            timeout => timeout / 3,
        };
        let by_budget = self.patience.max_blocked.map_or(LONGEST, |budget| budget / 20);
        LONGEST.min(by_timeout).min(by_budget).max(SHORTEST)
    }

    /// Whether others will have waited long enough by the time that work can be ended: a tenth is kept for rolling back.
    fn is_spent(&self, delay: Duration) -> bool {
        let reserve = self.patience.max_blocked.map_or(Duration::ZERO, |budget| budget / 10);
        self.left().is_some_and(|left| left <= delay + reserve)
    }

    /// For how long others may still wait for us.
    pub(super) fn left(&self) -> Option<Duration> {
        let spent = self.lock.map_or(Duration::ZERO, Lock::toll);
        self.patience.max_blocked.map(|budget| budget.saturating_sub(spent))
    }
}

/// Counts the time in which anybody waited for us, each moment once however many they were, and the time in which we waited.
struct Meter<'a> {
    lock: &'a Lock,
    begun: Instant,
    looked: Instant,
    queued: u64,
    ours: Ours,
}

/// What our own statement was doing when it was looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ours {
    Works,
    Waits,
}

impl Ours {
    fn behind<T>(blockers: &[T]) -> Ours {
        match blockers {
            [] => Ours::Works,
            [_, ..] => Ours::Waits,
        }
    }
}

impl Meter<'_> {
    /// What a look tells of the time since the one before: of our own wait, from when that began, and of others'.
    fn read(&mut self, queued: u64, oldest: Duration, ours: Ours) -> impl Iterator<Item = Glance> + use<> {
        let now = Instant::now();
        let since_last = now - self.looked;
        // Who waited at the last look and is gone waited for some of the time, and all of it is counted.
        let blocked = match (self.queued, queued) {
            (0, 0) => Duration::ZERO,
            (0, _) => oldest.min(since_last),
            (_, _) => since_last,
        };
        // Our own wait began or ended somewhere between.
        let (from, waited) = match (self.ours, ours) {
            (Ours::Works, Ours::Works) => (now, Duration::ZERO),
            (Ours::Waits, Ours::Waits) => (self.looked, since_last),
            (Ours::Waits, Ours::Works) => (self.looked, since_last / 2),
            (Ours::Works, Ours::Waits) => (now - since_last / 2, since_last / 2),
        };
        self.lock.add_toll(blocked);
        let glances = [
            Glance { at: from - self.begun, waits: Waits { waited, ..Waits::default() } },
            Glance { at: now - self.begun, waits: Waits { queued, blocked, ..Waits::default() } },
        ];
        (self.looked, self.queued, self.ours) = (now, queued, ours);
        glances.into_iter().filter(|glance| glance.waits != Waits::default())
    }

    fn close(mut self) -> impl Iterator<Item = Glance> {
        self.read(0, Duration::ZERO, Ours::Works)
    }
}
