//! The verdicts in words and in a table.

use std::collections::BTreeMap;

use super::exceptions::Exceptions;
use super::verdict::{Record, Verdict, Weight};
use crate::report;

/// A line for each direction that did not pass, with its reason.
pub(super) fn print_misses(records: &[Record], exceptions: &Exceptions) {
    for record in records {
        let mark = match exceptions.weigh(record) {
            Weight::Passed => continue,
            Weight::Skipped => "skip",
            Weight::Refused | Weight::RefusedOtherwise => "refused",
            Weight::Missed | Weight::MissedSilently => "MISS",
            Weight::Excepted => "excepted",
        };
        let (suite, case, way) = (&record.suite, &record.case, record.way.name());
        report::line(format!("{mark} {suite}/{case} {way}: {}", record.verdict.explain()));
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
pub(super) fn print(records: &[Record], exceptions: &Exceptions) {
    let pairs = pairs(records, exceptions);
    let mut suites: BTreeMap<&str, Counts> = BTreeMap::new();
    let mut all = Counts::default();
    for ((suite, _), weight) in &pairs {
        suites.entry(suite).or_default().add(*weight);
        all.add(*weight);
    }
    let mut rows: Vec<Vec<String>> = suites.iter().map(|(suite, counts)| counts.row(suite)).collect();
    rows.push(all.row("all"));
    report::line("");
    let header = [
        "suite",
        "pairs",
        "passed both ways",
        "refused",
        "refused otherwise",
        "missed",
        "excepted",
        "skipped",
    ];
    report::table(&header, &rows);
    report::line("");
    print_refusals(records);
    print_stale_exceptions(&pairs, exceptions);
    let silent = records.iter().filter(|record| record.verdict.weight() == Weight::MissedSilently).count();
    report::line(format!("silent misses: {silent} of {} directions", records.len()));
    report::line(all.score());
}

fn pairs<'a>(records: &'a [Record], exceptions: &Exceptions) -> BTreeMap<(&'a str, &'a str), Weight> {
    let mut pairs: BTreeMap<(&str, &str), Weight> = BTreeMap::new();
    for record in records {
        let pair = pairs.entry((&record.suite, &record.case)).or_insert(Weight::Passed);
        *pair = (*pair).max(exceptions.weigh(record));
    }
    pairs
}

impl Counts {
    fn add(&mut self, weight: Weight) {
        self.pairs += 1;
        let counter = match weight {
            Weight::Passed => &mut self.passed,
            Weight::Skipped => &mut self.skipped,
            Weight::Refused => &mut self.refused,
            Weight::RefusedOtherwise => &mut self.refused_otherwise,
            Weight::Missed | Weight::MissedSilently => &mut self.missed,
            Weight::Excepted => &mut self.excepted,
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

    /// What does not load has nothing to judge, and what is on the list is counted by itself; all else is to pass.
    fn score(&self) -> String {
        let judged = self.passed + self.missed + self.refused_otherwise + self.refused;
        if judged == 0 {
            return "score: no pair was judged".to_owned();
        }
        #[expect(clippy::cast_precision_loss, reason = "there are thousands of pairs, not quadrillions")]
        let percent = |part: usize, whole: usize| 100.0 * part as f64 / whole as f64;
        let modelled = judged - self.refused;
        format!(
            "score: {}/{judged} = {:.1} % pass both ways; {:.1} % of those of modelled kinds only; excepted: {:.1} %",
            self.passed,
            percent(self.passed, judged),
            if modelled == 0 { 0.0 } else { percent(self.passed, modelled) },
            percent(self.excepted, self.pairs),
        )
    }
}

fn print_refusals(records: &[Record]) {
    let mut codes: BTreeMap<&str, usize> = BTreeMap::new();
    for record in records {
        if let Verdict::Refused { code, .. } = &record.verdict {
            *codes.entry(code).or_default() += 1;
        }
    }
    for (code, count) in codes {
        report::line(format!("refused with {code}: {count} directions"));
    }
}

fn print_stale_exceptions(pairs: &BTreeMap<(&str, &str), Weight>, exceptions: &Exceptions) {
    for ((suite, case), weight) in pairs {
        if *weight == Weight::Passed && exceptions.has(suite, case) {
            report::line(format!("{suite}/{case} passes: take it off cases/corpus-exceptions.txt"));
        }
    }
}
