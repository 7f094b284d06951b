//! Sequelize: the files that its command line loads, in the order of names; the ledger has the whole name.

use super::programs::{Order, Rules};
use crate::folder::Tool;

pub(super) const RULES: Rules = Rules {
    tool: Tool::Sequelize,
    endings: &["js", "cjs", "ts", "cts"],
    key: |file, _| Some(file.to_owned()),
    order: Order::File,
};
