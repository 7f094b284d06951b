//! The verdicts in words and in a table.

use std::collections::BTreeMap;

use super::verdict::{Record, Weight};
use crate::report;

/// A line for each direction that did not pass, with its reason.
pub(super) fn print_misses(records: &[Record], exceptions: &BTreeMap<String, String>) {
    for record in records {
        let title = format!("{}/{}", record.suite, record.case);
        let mark = match record.verdict.weight() {
            Weight::Passed => continue,
            Weight::Skipped => "skip",
            Weight::Refused | Weight::RefusedOtherwise => "refused",
            Weight::Missed | Weight::MissedSilently if exceptions.contains_key(&title) => "excepted",
            Weight::Missed | Weight::MissedSilently => "MISS",
        };
        report::line(format!("{mark} {title} {}: {}", record.way.name(), record.verdict.explain()));
    }
}

/// Every hundredth judgement is a sign of life.
pub(super) fn print_progress(done: usize, total: usize) {
    if done.is_multiple_of(100) {
        report::note(format!("{done} of {total} directions judged"));
    }
}

#[derive(Clone, Debug, Default)]
struct Counts {
    pairs: usize,
    passed: usize,
    refused: usize,
    refused_otherwise: usize,
    missed: usize,
    excepted: usize,
    skipped: usize,
}

/// The table per suite, the score, what the refusals name, and exceptions that hold no longer.
pub(super) fn print(records: &[Record], exceptions: &BTreeMap<String, String>) {
    let pairs = pairs(records);
    let mut suites: BTreeMap<&str, Counts> = BTreeMap::new();
    let mut all = Counts::default();
    for ((suite, case), weight) in &pairs {
        let excepted = exceptions.contains_key(&format!("{suite}/{case}"));
        suites.entry(suite).or_default().add(*weight, excepted);
        all.add(*weight, excepted);
    }
    let mut rows: Vec<Vec<String>> = suites.iter().map(|(suite, counts)| counts.row(suite)).collect();
    rows.push(all.row("all"));
    report::line("");
    let header = ["suite", "pairs", "passed both ways", "refused", "refused otherwise", "missed", "excepted", "skipped"];
    report::table(&header, &rows);
    report::line("");
    print_refusals(records);
    print_stale_exceptions(&pairs, exceptions);
    let silent = records.iter().filter(|record| record.verdict.weight() == Weight::MissedSilently).count();
    report::line(format!("silent misses: {silent} of {} directions", records.len()));
    report::line(all.score());
}

fn pairs(records: &[Record]) -> BTreeMap<(&str, &str), Weight> {
    let mut pairs: BTreeMap<(&str, &str), Weight> = BTreeMap::new();
    for record in records {
        let pair = pairs.entry((&record.suite, &record.case)).or_insert(Weight::Passed);
        *pair = (*pair).max(record.verdict.weight());
    }
    pairs
}

impl Counts {
    fn add(&mut self, weight: Weight, excepted: bool) {
        self.pairs += 1;
        let counter = match weight {
            Weight::Passed => &mut self.passed,
            Weight::Skipped => &mut self.skipped,
            Weight::Refused => &mut self.refused,
            Weight::RefusedOtherwise | Weight::Missed | Weight::MissedSilently if excepted => &mut self.excepted,
            Weight::RefusedOtherwise => &mut self.refused_otherwise,
            Weight::Missed | Weight::MissedSilently => &mut self.missed,
        };
        *counter += 1;
    }

    fn row(&self, suite: &str) -> Vec<String> {
        let numbers = [
            self.pairs,
            self.passed,
            self.refused,
            self.refused_otherwise,
            self.missed,
            self.excepted,
            self.skipped,
        ];
        [suite.to_owned()].into_iter().chain(numbers.iter().map(ToString::to_string)).collect()
    }

    /// Only a refusal that names an unmodelled kind stands outside; everything else that did not pass is a miss.
    fn score(&self) -> String {
        let missed = self.missed + self.refused_otherwise + self.excepted;
        let judged = self.passed + missed;
        #[expect(clippy::cast_precision_loss, reason = "there are thousands of pairs, not quadrillions")]
        let percent = if judged == 0 { 0.0 } else { 100.0 * self.passed as f64 / judged as f64 };
        format!("score of pairs with modelled kinds only: {}/{judged} = {percent:.1} %", self.passed)
    }
}

fn print_refusals(records: &[Record]) {
    let mut codes: BTreeMap<&str, usize> = BTreeMap::new();
    for record in records {
        if let super::verdict::Verdict::Refused { code, .. } = &record.verdict {
            *codes.entry(code).or_default() += 1;
        }
    }
    for (code, count) in codes {
        report::line(format!("refused with {code}: {count} directions"));
    }
}

fn print_stale_exceptions(
    pairs: &BTreeMap<(&str, &str), Weight>,
    exceptions: &BTreeMap<String, String>,
) {
    for ((suite, case), weight) in pairs {
        if *weight == Weight::Passed && exceptions.contains_key(&format!("{suite}/{case}")) {
            report::line(format!("{suite}/{case} passes: take it off cases/corpus-exceptions.txt"));
        }
    }
}
