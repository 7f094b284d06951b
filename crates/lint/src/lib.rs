//! What a migration can do to people, told from its text alone: rules with a stable name, a reason, another way and an
//! example of each. It knows PostgreSQL's SQL only. Must not know any database, file or command.
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "a rule is about one of the grammar's many statements, and new ones come with each PostgreSQL"
)]

mod allow;
mod catalogue;
pub mod deploy;
mod file;
mod page;
mod policy;
mod rule;
mod rules;
mod severity;
#[cfg(test)]
mod tests;

use evenkeel_sources::Dialect;
use evenkeel_sources::split::{SplitError, split};

pub use allow::problem;
pub use catalogue::{find, rules};
pub use page::page;
pub use policy::{
    BREAKING_CHANGE_WITHOUT_NOTE, Breach, Demand, NAMED, NameShape, Policies, SWALLOWED_FAILURE, judge,
    policies,
};
pub use rule::{Finding, Rule};
pub use severity::{Levels, Severity};

/// Rules by which a script is found to break code that still runs.
const BREAKING: &[&str] = &[
    "adding-required-field",
    "ban-drop-column",
    "ban-drop-table",
    "changing-column-type",
    "renaming-column",
    "renaming-table",
];

/// What a script does to code that still runs, in the order of the script; what it allows itself is left out.
///
/// # Errors
/// The script cannot be cut into statements.
pub fn breaking(text: &str) -> Result<Vec<Finding>, SplitError> {
    let asked = |rule: &Rule| if BREAKING.contains(&rule.id) { Severity::Note } else { Severity::Off };
    let levels = rules().iter().chain([catalogue::ALLOWANCE]).map(|rule| (rule.id.to_owned(), asked(rule)));
    let levels = Levels(levels.collect());
    let statements = split(Dialect::Postgres, text)?;
    let mut found = rules::squawk::findings(&file::File::read(text), &levels);
    found.sort_by_key(|finding| (finding.range.start, finding.rule.id));
    let renamed = |finding| Finding { rule: BREAKING_CHANGE_WITHOUT_NOTE, ..finding };
    Ok(allow::sift(text, &statements, found.into_iter().map(renamed).collect(), &levels))
}

/// Everything that the rules have to say about a script, in the order of the script; what it allows itself is left out.
///
/// # Errors
/// The script cannot be cut into statements.
pub fn lint(text: &str, levels: &Levels) -> Result<Vec<Finding>, SplitError> {
    let statements = split(Dialect::Postgres, text)?;
    let file = file::File::read(text);
    let mut found: Vec<Finding> = Vec::new();
    found.extend(rules::squawk::findings(&file, levels));
    found.extend(rules::own(&file, levels));
    found.sort_by_key(|finding| (finding.range.start, finding.rule.id));
    Ok(allow::sift(text, &statements, found, levels))
}
