//! Kysely: the files that have a way there, in the order of their names without the ending, which the ledger has.

use super::programs::{Order, Rules, stem};
use crate::folder::{Tool, program_words};

pub(super) const RULES: Rules = Rules {
    tool: Tool::Kysely,
    endings: &["js", "cjs", "mjs", "ts", "cts", "mts"],
    // What stands beside the migrations for them to use exports no `up`.
    key: |script| match program_words(&script.text).any(|word| word == "up") {
        true => stem(script),
        false => Ok(None),
    },
    order: Order::Key,
};
