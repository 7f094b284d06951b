//! What ran, what did not run and why, counted. Reads cargo's words, runs nothing.

use std::process::ExitStatus;

use crate::failure::Failure;
use crate::report;

/// The counts of a whole run. A check of the workspace counts as one test.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    passed: usize,
    failed: usize,
    ignored: usize,
    /// Test programs that ran to their end.
    programs: usize,
    /// Of them, those with a failed test.
    failed_programs: usize,
    ran: Vec<String>,
    failures: Vec<String>,
    skipped: Vec<String>,
}

impl Tally {
    pub(super) fn passed(&mut self, what: &str) {
        self.passed += 1;
        self.ran(what);
    }

    pub(super) fn failed(&mut self, what: &str, why: impl AsRef<str>) {
        self.failed += 1;
        self.failures.push(format!("{what}: {}", why.as_ref()));
    }

    pub(super) fn ran(&mut self, what: &str) {
        self.ran.push(what.to_owned());
    }

    pub(super) fn skipped(&mut self, what: &str, why: &str) {
        self.skipped.push(format!("{what} ({why})"));
    }

    pub(super) fn check(&mut self, what: &str, ended: Result<ExitStatus, Failure>) {
        match ended {
            Ok(status) if status.success() => self.passed(what),
            Ok(status) => self.failed(what, format!("{status}, the reasons stand above")),
            Err(failure) => self.failed(what, failure.to_string()),
        }
    }

    /// Takes in one line of what `cargo test` says.
    pub(super) fn read(&mut self, line: &str) {
        if let Some(counts) = line.strip_prefix("test result: ") {
            self.programs += 1;
            self.failed_programs += usize::from(!counts.starts_with("ok"));
            self.passed += number_before(counts, " passed");
            self.failed += number_before(counts, " failed");
            self.ignored += number_before(counts, " ignored");
        }
        if let Some(name) = line.strip_prefix("test ").and_then(|rest| rest.strip_suffix(" ... FAILED")) {
            self.failures.push(name.to_owned());
        }
    }

    /// Takes in how `cargo test` ended. A run that failed without a failed test did not compile, or crashed.
    pub(super) fn finish(&mut self, what: &str, status: ExitStatus) {
        if !status.success() && self.failed_programs == 0 {
            self.failed(
                what,
                format!("{status} without a failed test: something did not compile, or crashed"),
            );
        }
        match self.programs {
            0 => self.skipped(what, "no test program ran"),
            programs => self.ran(&format!("{what} ({programs} test programs)")),
        }
    }

    pub(super) fn is_good(&self) -> bool {
        self.failed == 0 && self.failures.is_empty()
    }

    pub(super) fn print(&self) {
        report::line("");
        report::line(format!("ran: {}", or_nothing(&self.ran)));
        report::line(format!("did not run: {}", or_nothing(&self.skipped)));
        for failure in &self.failures {
            report::line(format!("failed: {failure}"));
        }
        report::line(self.closing());
    }

    fn closing(&self) -> String {
        let counted = format!("{} passed, {} failed", self.passed, self.failed);
        if self.ignored == 0 { counted } else { format!("{counted}, {} skipped", self.ignored) }
    }
}

fn or_nothing(items: &[String]) -> String {
    if items.is_empty() { "nothing".to_owned() } else { items.join(", ") }
}

fn number_before(text: &str, unit: &str) -> usize {
    let before = text.split(unit).next().unwrap_or_default();
    before.rsplit(' ').next().and_then(|number| number.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use std::os::unix::process::ExitStatusExt;

    use super::*;

    #[test]
    fn counts_come_from_the_result_lines() {
        let mut tally = Tally::default();
        tally.passed("fmt");
        tally.read("test a::b ... FAILED");
        tally.read("test result: FAILED. 5 passed; 1 failed; 2 ignored; 0 measured; 7 filtered out; finished in 0.05s");
        tally.read("test result: ok. 10 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out");
        assert_eq!(tally.closing(), "16 passed, 1 failed, 2 skipped");
        assert!(!tally.is_good());
    }

    #[test]
    fn tests_that_do_not_compile_are_a_failure() {
        let mut tally = Tally::default();
        tally.failed("fmt", "not formatted");
        tally.finish("cargo test", ExitStatus::from_raw(101 << 8));
        assert_eq!(tally.closing(), "0 passed, 2 failed");
    }
}
