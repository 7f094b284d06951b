//! Whether the rows that exist are held against a new constraint. Must not know which constraint.

use evenkeel_core::sql;
use evenkeel_core::sql::{Ident, Sql};

/// When rows that exist are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Proof {
    /// By the statement that adds the constraint.
    Now,
    /// By a later one, if at all.
    NotYet,
}

impl Proof {
    pub(crate) fn words(self) -> Sql {
        Sql::raw(match self {
            Proof::Now => "",
            Proof::NotYet => " NOT VALID",
        })
    }
}

/// Holds the rows that exist against a constraint that is not valid yet.
pub(crate) fn validating(constraint: &str) -> Sql {
    sql!("VALIDATE CONSTRAINT {}", Ident::new(constraint))
}
