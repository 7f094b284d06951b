//! Sequelize: the files that its command line loads, in the order of names; the ledger has the whole name.

use super::programs::{Order, Rules, whole_name};
use crate::folder::Tool;

pub(super) const RULES: Rules = Rules {
    tool: Tool::Sequelize,
    endings: &["js", "cjs", "ts", "cts"],
    key: whole_name,
    order: Order::File,
};
