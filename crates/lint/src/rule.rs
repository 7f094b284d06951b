//! A rule and what it finds. Must not know the rules there are.

use std::ops::Range;

use squawk_linter as squawk;

use crate::file::File;
use crate::severity::Severity;

/// Something that migrations should not do, or not so.
#[derive(Debug)]
pub struct Rule {
    /// Stable, such as `require-concurrent-index-creation`.
    pub id: &'static str,
    /// Where a project does not say otherwise.
    pub severity: Severity,
    /// What it does to people.
    pub why: &'static str,
    /// What to do.
    pub instead: &'static str,
    /// A script that breaks the rule, and one that gets the same done and keeps it.
    pub bad: &'static str,
    pub good: &'static str,
    pub(crate) teller: Teller,
}

impl Rule {
    /// Whether a schema keeps it or not, whatever its migrations say.
    pub(crate) fn is_of_schema(&self) -> bool {
        matches!(self.teller, Teller::Schema)
    }

    /// In what its examples are written.
    pub(crate) fn language(&self) -> &'static str {
        match self.teller {
            Teller::Deploy => "dockerfile",
            Teller::Squawk(_) | Teller::Own(_) | Teller::Allowances | Teller::Schema | Teller::Migration => {
                "sql"
            }
        }
    }

    /// What to do, as a hint under a message says it.
    pub fn hint(&self) -> String {
        begun_small(self.instead.trim_end_matches('.'))
    }
}

/// A sentence without its capital letter; a word that is all capitals keeps them.
pub(crate) fn begun_small(sentence: &str) -> String {
    let mut letters = sentence.chars();
    match (letters.next(), letters.next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => {
            first.to_lowercase().chain(sentence.chars().skip(1)).collect()
        }
        _ => sentence.to_owned(),
    }
}

/// Who knows whether the rule is kept.
#[derive(Debug)]
pub(crate) enum Teller {
    Squawk(squawk::Rule),
    Own(fn(&File<'_>) -> Vec<Spot>),
    /// The comments that allow things; see `allow.rs`.
    Allowances,
    /// A schema's catalog; see `policy`.
    Schema,
    /// What a migration changes, and what is said beside it.
    Migration,
    /// Scripts that deploy; see `deploy.rs`.
    Deploy,
}

/// A place in a script and what is wrong with it.
#[derive(Debug)]
pub(crate) struct Spot {
    pub(crate) range: Range<usize>,
    pub(crate) message: String,
}

/// A rule that is not kept.
#[derive(Clone, Debug)]
pub struct Finding {
    pub rule: &'static Rule,
    pub severity: Severity,
    /// A lowercase sentence without a final period.
    pub message: String,
    /// In bytes of the script.
    pub range: Range<usize>,
}
