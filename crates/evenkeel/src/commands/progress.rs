//! What a run tells while it goes on, line by line. Must not know which command runs.

use std::time::Duration;

use evenkeel_engine::execute::{Event, Finding, Watch};
use serde::Serialize;

use crate::report::Report;

/// Listens to a run and says what people want to know.
pub(super) struct Progress<'a, 'r> {
    report: &'a mut Report<'r>,
    pub(super) timings: Vec<Timing>,
}

/// How long one migration took.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Timing {
    pub(super) migration: String,
    pub(super) milliseconds: u64,
}

impl<'a, 'r> Progress<'a, 'r> {
    pub(super) fn new(report: &'a mut Report<'r>) -> Self {
        Progress { report, timings: Vec::new() }
    }

    fn done(&mut self, verb: &str, migration: String, duration: Duration) {
        self.report.say(&format!("{verb} {migration} in {}", length(duration)));
        let milliseconds = u64::try_from(duration.as_millis()).unwrap_or(u64::MAX);
        self.timings.push(Timing { migration, milliseconds });
    }
}

impl Watch for Progress<'_, '_> {
    fn event(&mut self, event: Event) {
        match event {
            Event::Reached { .. } => {}
            Event::Started { migration, number, of } => {
                self.report.detail(&format!("{number} of {of}: {migration}"));
            }
            Event::Finished { migration, duration } => self.done("applied", migration, duration),
            Event::RolledBack { migration, duration } => self.done("rolled back", migration, duration),
            Event::Notice { migration, report } => self.notice(&migration, &report),
            Event::WaitingForLock { .. }
            | Event::LockHad { .. }
            | Event::Resumed { .. }
            | Event::Settled { .. }
            | Event::AlreadyDone { .. }
            | Event::Reworded { .. }
            | Event::LockRetry { .. }
            | Event::Unchecked { .. } => self.report.note(&note(event)),
        }
    }
}

impl Progress<'_, '_> {
    fn notice(&mut self, migration: &str, notice: &evenkeel_engine::connect::Report) {
        let said = format!("{migration}: {}: {}", notice.severity.to_lowercase(), notice.message);
        match notice.severity.as_str() {
            "WARNING" => self.report.note(&said),
            _ => self.report.detail(&said),
        }
    }
}

/// What people want to know although it is no result.
fn note(event: Event) -> String {
    match event {
        Event::WaitingForLock { holder: Some(holder) } => {
            format!("another run holds the lock on this database ({holder}); waiting until it is done")
        }
        Event::WaitingForLock { holder: None } => {
            "another run holds the lock on this database; waiting until it is done".to_owned()
        }
        Event::LockHad { waited } => format!("waited {} for the other run", length(waited)),
        Event::Resumed { migration, segment } => {
            format!("going on with {migration} at its part {}, where an earlier run was cut off", segment + 1)
        }
        Event::Settled { migration, statement, finding } => {
            format!(
                "{migration}: `{statement}` was under way when an earlier run was cut off; {}",
                found(finding)
            )
        }
        Event::AlreadyDone { migration } => format!("{migration} was applied by another run in the meantime"),
        Event::Reworded { migration } => {
            format!("only comments or white space of {migration} differ from what was applied")
        }
        Event::LockRetry { migration, statement, attempt, of, pause, blockers } => {
            let who: Vec<String> =
                blockers.iter().map(|blocker| format!("\n  blocked by {blocker}")).collect();
            format!(
                "{migration}, statement {statement}: the lock was not had (try {attempt} of {of}), \
                     next try in {}{}",
                length(pause),
                who.concat()
            )
        }
        Event::Unchecked { migration, why } => format!("{migration} was not checked: {why}"),
        Event::Reached { .. }
        | Event::Started { .. }
        | Event::Finished { .. }
        | Event::RolledBack { .. }
        | Event::Notice { .. } => String::new(),
    }
}

fn found(finding: Finding) -> &'static str {
    match finding {
        Finding::Done => "it is done",
        Finding::Undone => "it is not done and is run again",
        Finding::Broken => "what it left behind is removed, and it is run again",
    }
}

/// A length of time as people say it.
pub(super) fn length(duration: Duration) -> String {
    match duration.as_millis() {
        ms @ 0..10_000 => format!("{ms} ms"),
        _ => format!("{:.1} s", duration.as_secs_f64()),
    }
}
