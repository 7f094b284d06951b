//! SQLite as evenkeel sees it: tables, indexes, views and triggers as plain values, what differs between two of
//! them, and the statements that turn one into the other.
//!
//! Must not know any driver, file or clock: rows come in as text, statements go out as [`Sql`](evenkeel_core::Sql).
//!
//! What has to be done around a plan is told in [`frame`]; how a table is made anew in [`kinds::table::rebuild`].

mod aside;
mod bonds;
mod canon;
pub mod describe;
mod dialect;
pub mod frame;
pub mod inspect;
mod keywords;
pub mod kinds;
pub mod outline;
pub mod preflight;
pub mod quarantine;
mod rename;
pub mod samples;
pub mod survivors;
mod token;

pub use aside::Aside;
pub use dialect::Sqlite;
pub use frame::{checks, rebuilds, script_frame};
pub use kinds::Object;
pub use kinds::index::Index;
pub use kinds::table::diff::Change;
pub use kinds::table::{Column, Constraint, Rule, Table};
pub use kinds::trigger::Trigger;
pub use kinds::view::View;
pub use rename::{column_rename_candidates, rename};
