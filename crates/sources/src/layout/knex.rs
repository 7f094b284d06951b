//! Knex: every file that it can load, in the order of names; the ledger has the whole name.

use super::programs::{Order, Rules, whole_name};
use crate::folder::Tool;

pub(super) const RULES: Rules = Rules {
    tool: Tool::Knex,
    endings: &["js", "cjs", "mjs", "ts", "cts", "mts"],
    key: whole_name,
    order: Order::File,
};
