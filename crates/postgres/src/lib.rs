//! PostgreSQL's objects: how they are read, compared, and written as SQL.
//!
//! Must not know a driver, a file or a clock: rows come in as text, statements go out as text.

mod canonical;
mod carry;
pub mod casts;
pub mod changes;
pub mod describe;
mod dialect;
pub mod inspect;
mod kinds;
mod locks;
pub mod mend;
mod names;
pub mod online;
pub mod outline;
pub mod preflight;
mod pristine;
pub mod quarantine;
pub mod samples;
pub mod survivors;

pub use dialect::{Postgres, rename};
pub use kinds::column::tell_conversion;
pub use kinds::{Change, Object};
pub use pristine::pristine;
