//! MikroORM up to 6: every file that it loads, in the order of names; the ledger has the name without the ending.

use super::programs::{Order, Rules, stem};
use crate::folder::Tool;

pub(super) const RULES: Rules =
    Rules { tool: Tool::MikroOrm, endings: &["js", "cjs", "ts"], key: stem, order: Order::File };
