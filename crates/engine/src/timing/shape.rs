//! Which statements do alike work: those with the same words of the language in the same order, whatever they name. Must
//! not know what the words mean.

use evenkeel_sources::lexer::{Dialect, tokens};

/// Words that tell how much work a statement is.
const TELLING: &[&str] = &[
    "add",
    "alter",
    "analyze",
    "attach",
    "check",
    "cluster",
    "column",
    "concurrently",
    "constraint",
    "create",
    "default",
    "delete",
    "detach",
    "drop",
    "exclude",
    "foreign",
    "full",
    "generated",
    "index",
    "insert",
    "key",
    "materialized",
    "not",
    "null",
    "partition",
    "primary",
    "refresh",
    "reindex",
    "select",
    "set",
    "stored",
    "table",
    "type",
    "unique",
    "update",
    "using",
    "vacuum",
    "valid",
    "validate",
    "view",
];
/// As many of these words as tell statements apart.
const LONGEST: usize = 12;

/// The shape of a statement.
pub fn shape(dialect: Dialect, sql: &str) -> String {
    let all = tokens(dialect, sql).unwrap_or_default();
    let words =
        all.iter().filter(|token| token.is_significant()).map(|token| token.text(sql).to_ascii_lowercase());
    words.filter(|word| TELLING.contains(&word.as_str())).take(LONGEST).collect::<Vec<_>>().join(" ")
}
