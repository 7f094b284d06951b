//! A session with a PostgreSQL server: where it is, how to get in, what it says when it refuses.
//!
//! Must not know: catalogs, plans, the ledger, or what the statements it carries mean.

mod admin;
mod channel;
mod conninfo;
mod environment;
mod error;
mod hosts;
pub(crate) mod lend;
mod passfile;
mod private;
mod report;
mod service;
mod session;
mod target;
mod tls;
mod verify;
mod wait;
mod wire;

pub use admin::{create_database, drop_database};
pub use environment::Environment;
pub use error::{ConnectError, Encryption};
pub use hosts::Host;
pub use report::{Report, ServerError};
pub use session::{Cancel, ServerVersion, Session};
pub use target::{SslMode, Target};
pub use wait::wait_for;

#[cfg(test)]
mod tests;
