//! Expressions that PostgreSQL tells in one way when they were typed and in another once they were told and read
//! again. Must not know what an expression means.

mod arrays;
mod chains;
#[cfg(test)]
mod tests;

use evenkeel_core::Sql;
use serde::{Deserialize, Deserializer};

/// Reads an expression in the form in which it stays the same.
pub(crate) fn sql<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Sql, D::Error> {
    String::deserialize(deserializer).map(|text| Sql::from_database(settled(text)))
}

/// As [`sql`], where there may be none.
pub(crate) fn optional<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Sql>, D::Error> {
    let text = Option::<String>::deserialize(deserializer)?;
    Ok(text.map(|text| Sql::from_database(settled(text))))
}

fn settled(text: String) -> String {
    chains::settled(arrays::settled(text))
}
