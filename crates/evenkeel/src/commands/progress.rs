//! What a run tells while it goes on: a line for what is done, and at a terminal one that says what runs now. Must not
//! know which command runs.

use std::time::{Duration, Instant};

use evenkeel_engine::execute::{Advance, Blocker, Event, Finding, Holder, Nature, News, Obstacle, Watch};
use evenkeel_engine::planning::Difference;
use serde::Serialize;
use serde_json::json;

use super::bar::{Bar, Share, rest};
use super::drift::summary;
use super::filling::{self, Told};
use super::migrate::count;
use crate::report::Report;

/// Listens to a run and says what people want to know.
pub(super) struct Progress<'a, 'r> {
    report: &'a mut Report<'r>,
    /// Only where somebody looks.
    bar: Option<Bar>,
    /// After how much time of one statement it is told again that it still runs, where nobody looks.
    patience: Duration,
    /// When the rows began to be filled that are filled now.
    begun: Instant,
    phase: Option<Phase>,
    pub(super) timings: Vec<Timing>,
}

/// A statement comes to its end in phases, each of which counts for itself.
struct Phase {
    name: String,
    begun: Instant,
    done: u64,
}

/// How long one migration took.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Timing {
    pub(super) migration: String,
    pub(super) milliseconds: u64,
}

/// The first time it is told that a statement still runs; then after twice as long, and so on.
const FIRST_WORD: Duration = Duration::from_secs(10);

impl<'a, 'r> Progress<'a, 'r> {
    pub(super) fn new(report: &'a mut Report<'r>) -> Self {
        let bar = report.is_watched().then(Bar::at_terminal);
        Progress {
            report,
            bar,
            patience: FIRST_WORD,
            begun: Instant::now(),
            phase: None,
            timings: Vec::new(),
        }
    }

    /// Something worth knowing that is no event of a run.
    pub(super) fn note(&mut self, event: &'static str, text: &str) {
        self.print(|report| report.remark(event, text, json!(null)));
    }

    pub(super) fn detail(&mut self, text: &str) {
        self.print(|report| report.detail(text));
    }

    fn print(&mut self, print: impl FnOnce(&mut Report<'r>)) {
        match &self.bar {
            Some(bar) => bar.aside(|| print(self.report)),
            None => print(self.report),
        }
    }

    fn done(&mut self, event: &'static str, verb: &str, migration: String, duration: Duration) {
        let timing = Timing { migration, milliseconds: milliseconds(duration) };
        let line = format!("{verb} {} in {}", timing.migration, length(duration));
        self.print(|report| report.tell(event, &line, json!(timing)));
        self.patience = FIRST_WORD;
        self.timings.push(timing);
    }

    /// At a terminal always, elsewhere ever more rarely.
    fn underway(&mut self, now: &Underway<'_>) {
        let estimate = self.estimate(now.advance);
        let text = now.sentence(estimate);
        if let Some(bar) = &self.bar {
            bar.show(text, now.advance.and_then(share));
        } else if now.since >= self.patience {
            self.patience = self.patience.max(now.since) * 2;
            self.report.remark("still-running", &text, now.facts(estimate));
        }
    }

    fn estimate(&mut self, advance: Option<&Advance>) -> Option<Duration> {
        let advance = advance?;
        let phase = self.phase.take_if(|phase| phase.name == advance.phase);
        let phase = phase.unwrap_or_else(|| Phase {
            name: advance.phase.clone(),
            begun: Instant::now(),
            done: advance.done,
        });
        let since_begin = |count: u64| count.saturating_sub(phase.done);
        let share = Share { done: since_begin(advance.done), total: since_begin(advance.total) };
        let left = rest(share, phase.begun.elapsed());
        self.phase = Some(phase);
        left
    }
}

impl Watch for Progress<'_, '_> {
    fn event(&mut self, event: Event) {
        match event {
            Event::Reached { .. } => {}
            Event::Started { migration, number, of } => {
                self.patience = FIRST_WORD;
                self.print(|report| report.detail(&format!("{number} of {of}: {migration}")));
            }
            Event::Finished { migration, duration } => self.done("applied", "applied", migration, duration),
            Event::RolledBack { migration, duration } => {
                self.done("rolled-back", "rolled back", migration, duration);
            }
            Event::Notice { migration, report } => self.notice(&migration, &report),
            Event::Underway { migration, first, last, since, blockers, queued, advance } => {
                let (blockers, advance) = (&blockers, advance.as_ref());
                self.underway(&Underway {
                    migration: &migration,
                    first,
                    last,
                    since,
                    blockers,
                    queued,
                    advance,
                });
            }
            Event::BackedUp { backup, duration } => {
                let line = format!("backed up in {}: {backup}", length(duration));
                self.print(|report| report.tell("backed-up", &line, json!({ "backup": backup })));
            }
            Event::Backfill { migration, news } => self.backfill(&migration, &news),
            Event::WaitingForLock { .. }
            | Event::WaitingForOrphan { .. }
            | Event::LockHad { .. }
            | Event::Resumed { .. }
            | Event::Settled { .. }
            | Event::AlreadyDone { .. }
            | Event::Reworded { .. }
            | Event::LockRetry { .. }
            | Event::InTheWay { .. }
            | Event::Loses { .. }
            | Event::Strayed { .. }
            | Event::NotRemembered { .. }
            | Event::TakenOver { .. }
            | Event::Printed { .. }
            | Event::WithoutTransaction { .. }
            | Event::Unchecked { .. } => {
                let (name, text) = note(event);
                self.note(name, &text);
            }
        }
    }
}

impl Progress<'_, '_> {
    /// At a terminal each batch is seen, elsewhere one is told of ever more rarely.
    fn backfill(&mut self, migration: &str, news: &News) {
        match filling::told(migration, news) {
            Told::Line(event, line, facts) => self.print(|report| report.tell(event, &line, facts)),
            Told::Note(event, line, facts) => self.print(|report| report.remark(event, &line, facts)),
            Told::Underway(line, share, facts) => match &self.bar {
                Some(bar) => bar.show(line, share),
                None if self.begun.elapsed() >= self.patience => {
                    self.patience = self.begun.elapsed() * 2;
                    self.report.remark("filling", &line, facts);
                }
                None => {}
            },
        }
        if matches!(news, News::Begun { .. } | News::Resumed { .. }) {
            (self.begun, self.patience) = (Instant::now(), FIRST_WORD);
        }
    }

    fn notice(&mut self, migration: &str, notice: &evenkeel_engine::connect::Report) {
        let said = format!("{migration}: {}: {}", notice.severity.to_lowercase(), notice.message);
        match notice.severity.as_str() {
            "WARNING" => self.note("warning", &said),
            _ => self.detail(&said),
        }
    }
}

/// What people want to know although it is no result: a word for programs, and a sentence.
fn note(event: Event) -> (&'static str, String) {
    match event {
        Event::WaitingForLock { holder } => ("waiting-for-run", another_run(holder.as_ref())),
        Event::LockHad { waited } => {
            ("waited-for-run", format!("waited {} for the other run", length(waited)))
        }
        Event::WaitingForOrphan { orphan } => (
            "waiting-for-orphan",
            format!(
                "the server still runs what a run that is no more had sent it; waiting until it is done\n  {orphan}"
            ),
        ),
        Event::Resumed { migration, segment } => (
            "resumed",
            format!(
                "going on with {migration} at its part {}, where an earlier run was cut off",
                segment + 1
            ),
        ),
        Event::Settled { migration, statement, finding } => (
            "settled",
            format!(
                "{migration}: `{statement}` was under way when an earlier run was cut off; {}",
                found(finding)
            ),
        ),
        Event::AlreadyDone { migration } => {
            ("already-applied", format!("{migration} was applied by another run in the meantime"))
        }
        Event::Reworded { migration } => {
            ("reworded", format!("only comments or white space of {migration} differ from what was applied"))
        }
        Event::LockRetry { migration, statement, attempt, of, pause, blockers, queued } => (
            "lock-retry",
            format!(
                "{migration}, statement {statement}: the lock was not had (try {attempt} of {of}){}, \
                 next try in {}{}",
                behind_us(queued),
                length(pause),
                list(&blockers)
            ),
        ),
        Event::InTheWay { obstacle } => ("in-the-way", in_the_way(&obstacle)),
        Event::Loses { finding } => ("loses", finding.to_string()),
        Event::Strayed { objects } => ("drift", beside_drift(&objects)),
        Event::NotRemembered { why } => ("not-remembered", format!("the schema is not remembered: {why}")),
        Event::TakenOver { tool, applied, taken_back, handed_on } => {
            ("taken-over", taken_over(tool, applied, taken_back, handed_on))
        }
        Event::WithoutTransaction { migration, statement } => (
            "without-transaction",
            format!(
                "{migration}: `{statement}` works only outside of a transaction, so it is run again without one"
            ),
        ),
        Event::Printed { migration, line } => ("printed", format!("{migration}: {line}")),
        Event::Unchecked { migration, why } => ("unchecked", format!("{migration} was not checked: {why}")),
        Event::Reached { .. }
        | Event::Started { .. }
        | Event::Finished { .. }
        | Event::RolledBack { .. }
        | Event::Underway { .. }
        | Event::BackedUp { .. }
        | Event::Backfill { .. }
        | Event::Notice { .. } => ("", String::new()),
    }
}

/// What the two ledgers had to be told of each other.
fn taken_over(tool: &str, applied: usize, taken_back: usize, handed_on: usize) -> String {
    let counts = |number: usize| if number == 1 { "counts" } else { "count" };
    let said = [(applied, "applied by", "as applied"), (taken_back, "taken back by", "as pending")];
    let over = said.into_iter().filter(|(number, _, _)| *number > 0);
    let told = |(number, by, how): (usize, &str, &str)| {
        format!("{}, {by} {tool}, {} {how} here", count(number), counts(number))
    };
    let mut lines: Vec<String> = over.map(told).collect();
    if handed_on > 0 {
        lines.push(format!("{} written into {tool}'s ledger", count(handed_on)));
    }
    lines.join("; ")
}

fn another_run(holder: Option<&Holder>) -> String {
    let who = holder.map_or_else(String::new, |holder| format!(" ({holder})"));
    format!("another run holds the lock on this database{who}; waiting until it is done")
}

fn beside_drift(objects: &[Difference]) -> String {
    let lines: Vec<String> = summary(objects).into_iter().map(|line| format!("\n  {line}")).collect();
    format!("changed by hand, and not what any pending migration is about:{}", lines.concat())
}

fn in_the_way(obstacle: &Obstacle) -> String {
    let relations = obstacle.relations.join(", ");
    match obstacle.nature {
        Nature::Transaction => {
            format!(
                "a long transaction has locks on {relations}, which may be in the way\n  {}",
                obstacle.who
            )
        }
        Nature::WraparoundVacuum => format!(
            "a vacuum against wraparound works on {relations}; it does not give way and should not be ended\n  {}",
            obstacle.who
        ),
    }
}

/// Who keeps a statement waiting, a line each.
pub(crate) fn list(blockers: &[Blocker]) -> String {
    blockers.iter().map(|blocker| format!("\n  blocked by {blocker}")).collect()
}

/// How many others wait because of us.
pub(crate) fn behind_us(queued: u64) -> String {
    match queued {
        0 => String::new(),
        1 => " while 1 session waited behind it".to_owned(),
        many => format!(" while {many} sessions waited behind it"),
    }
}

fn found(finding: Finding) -> &'static str {
    match finding {
        Finding::Done => "it is done",
        Finding::Undone => "it is not done and is run again",
        Finding::Ended => "it was half done and has been ended",
        Finding::Broken => "what it left behind is removed, and it is run again",
    }
}

/// What runs now.
struct Underway<'a> {
    migration: &'a str,
    first: usize,
    last: usize,
    since: Duration,
    blockers: &'a [Blocker],
    queued: u64,
    advance: Option<&'a Advance>,
}

impl Underway<'_> {
    fn sentence(&self, estimate: Option<Duration>) -> String {
        let what = match self.first == self.last {
            true => format!("statement {}", self.first),
            false => format!("statements {} to {}", self.first, self.last),
        };
        let mut text = format!("{}: {what} for {} s", self.migration, self.since.as_secs());
        if let Some(advance) = self.advance {
            text.push_str(&format!(", {}: {}", advance.relation, advance.phase));
            if let Some(percent) = share(advance).and_then(percent) {
                text.push_str(&format!(" {percent} %"));
            }
        }
        if let Some(left) = estimate {
            text.push_str(&format!(", about {} s left", left.as_secs() + 1));
        }
        if let Some(blocker) = self.blockers.first() {
            text.push_str(&format!(", waiting for {blocker}"));
        }
        if self.queued > 0 {
            text.push_str(&behind_us(self.queued).replace("waited", "wait"));
        }
        text
    }

    fn facts(&self, estimate: Option<Duration>) -> serde_json::Value {
        json!({
            "migration": self.migration,
            "statement": self.first,
            "milliseconds": milliseconds(self.since),
            "blockers": self.blockers.iter().map(|blocker| blocker.pid).collect::<Vec<_>>(),
            "queued": self.queued,
            "left_ms": estimate.map(milliseconds),
        })
    }
}

fn share(advance: &Advance) -> Option<Share> {
    (advance.total > 0).then_some(Share { done: advance.done, total: advance.total })
}

fn percent(share: Share) -> Option<u64> {
    share.done.checked_mul(100)?.checked_div(share.total)
}

pub(super) fn milliseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

/// A length of time as people say it.
pub(super) fn length(duration: Duration) -> String {
    match duration.as_millis() {
        ms @ 0..10_000 => format!("{ms} ms"),
        _ => format!("{:.1} s", duration.as_secs_f64()),
    }
}
