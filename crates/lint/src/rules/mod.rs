//! How each rule is told. Must not know what is done about it.

mod columns;
pub(crate) mod squawk;
mod statements;

pub(crate) use columns::{json_column, stored_generated_column};
pub(crate) use statements::{
    cascade, concurrently_in_transaction, domain_constraint, exclusion_constraint, rewriting_maintenance,
    transaction_nesting, unread, whole_table_change,
};

use crate::catalogue::rules;
use crate::file::File;
use crate::rule::{Finding, Teller};
use crate::severity::{Levels, Severity};

/// What the rules of our own find.
pub(crate) fn own(file: &File<'_>, levels: &Levels) -> Vec<Finding> {
    let mut found = Vec::new();
    for rule in rules() {
        let severity = levels.of(rule);
        let Teller::Own(tell) = rule.teller else { continue };
        if severity > Severity::Off {
            let spots = tell(file).into_iter();
            found.extend(spots.map(|spot| Finding {
                rule,
                severity,
                message: spot.message,
                range: spot.range,
            }));
        }
    }
    found
}
