//! Virtual tables: named, not modelled, for what they are is the business of the module behind them. Their shadow
//! tables are left out. Must not know any module.

use crate::canon::{Names, canon};
use crate::token::tokens;

pub const NAME: &str = "virtual table";
pub const INSPECT: &str = include_str!("inspect.sql");

/// The text in canonical spelling: equal when nothing was seen to differ.
pub fn definition(sql: &str) -> String {
    canon(&tokens(sql), Names::Verbatim)
}
