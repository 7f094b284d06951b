//! The rules that squawk keeps up, in our words. Must not know our own.

use squawk_linter::{Linter, LinterSettings};

use crate::catalogue::rules;
use crate::file::File;
use crate::rule::{Finding, Rule, Teller, begun_small};
use crate::severity::{Levels, Severity};

const NOT_VALID: &str = "constraint-missing-not-valid";

pub(crate) fn findings(file: &File<'_>, levels: &Levels) -> Vec<Finding> {
    let asked: Vec<(&'static Rule, squawk_linter::Rule, Severity)> = rules()
        .iter()
        .filter_map(|rule| match rule.teller {
            Teller::Squawk(theirs) => Some((rule, theirs, levels.of(rule))),
            Teller::Own(_) | Teller::Allowances | Teller::Schema | Teller::Migration | Teller::Deploy => None,
        })
        .filter(|(_, _, severity)| *severity > Severity::Off)
        .collect();
    let mut linter = Linter::from(asked.iter().map(|(_, theirs, _)| *theirs));
    // A migration runs in one transaction as far as it can; what it makes is nobody else's until that commits.
    linter.settings = LinterSettings { assume_in_transaction: true, ..LinterSettings::default() };
    let violations = linter.lint(&file.parse, file.text).into_iter();
    violations
        .filter_map(|violation| {
            let (rule, _, severity) = asked.iter().find(|(_, theirs, _)| *theirs == violation.code)?;
            let range = usize::from(violation.text_range.start())..usize::from(violation.text_range.end());
            Some(Finding { rule, severity: *severity, message: sentence(&violation.message), range })
        })
        .filter(|finding| !file.is_about_its_own(finding.range.start))
        // They take a BEGIN for no border while they think that a transaction is open already.
        .filter(|finding| finding.rule.id != NOT_VALID || !file.proves_apart(finding.range.start))
        .collect()
}

/// As our own sentences are: one, that begins small, unless with a name, and has no period.
fn sentence(message: &str) -> String {
    let message = message.trim();
    let end = [". ", "! "].iter().filter_map(|end| message.find(end)).min();
    begun_small(end.map_or(message, |end| &message[..end]).trim_end_matches(['.', '!']))
}
