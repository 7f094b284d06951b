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
mod rule;
mod rules;
mod severity;
#[cfg(test)]
mod tests;

use evenkeel_sources::Dialect;
use evenkeel_sources::split::{SplitError, split};

pub use catalogue::{find, rules};
pub use page::page;
pub use rule::{Finding, Rule};
pub use severity::{Levels, Severity};

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
