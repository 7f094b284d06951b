//! Knex: every file that it can load, in the order of names; the ledger has the whole name.

use super::programs::Rules;
use crate::folder::Tool;

pub(super) const RULES: Rules = Rules {
    tool: Tool::Knex,
    endings: &["js", "cjs", "mjs", "ts", "cts", "mts"],
    key: |file| Some(file.to_owned()),
};
