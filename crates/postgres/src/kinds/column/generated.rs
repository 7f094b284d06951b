//! Generated expressions (manual, 5.4). Must not know other facets.

use evenkeel_core::sql::Sql;
use evenkeel_core::{Pair, sql};
use serde::{Deserialize, Serialize};

use super::Column;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Generated {
    #[serde(deserialize_with = "crate::canonical::sql")]
    pub expression: Sql,
    /// Otherwise virtual, from PostgreSQL 18 on.
    pub stored: bool,
}

impl Generated {
    pub(super) fn clause(&self) -> Sql {
        let kind = Sql::raw(if self.stored { "STORED" } else { "VIRTUAL" });
        sql!(" GENERATED ALWAYS AS ({}) {}", self.expression, kind)
    }
}

/// An expression can be dropped and its values kept, as long as they are stored; nothing else is possible before
/// PostgreSQL 17, whose SET EXPRESSION writes the table anew just as a new column does.
pub(super) fn needs_new_column(pair: Pair<&Column>) -> bool {
    match (&pair.old.generated, &pair.new.generated) {
        (None, None) => false,
        (Some(old), None) => !old.stored,
        (None, Some(_)) => true,
        (Some(old), Some(new)) => old != new,
    }
}
