//! A session lent to others: programs with a driver of their own say over it what they have to say, in the very transaction
//! that is open in it.
//!
//! The endpoint is a socket that speaks PostgreSQL's protocol. It lets its clients in by itself and then passes whole
//! cycles through to the server, one client at a time, each up to the moment at which the server is ready again; between
//! two cycles the session is as usable as any. Must not know who the clients are, or what their statements mean beyond
//! where a transaction begins and ends.

mod client;
mod control;
mod endpoint;
mod frames;
mod message;
mod tap;
#[cfg(test)]
mod tests;
mod turn;

pub(super) use endpoint::PARAMETERS;
pub(crate) use endpoint::{Endpoint, Passing};
pub(super) use tap::{Encrypted, Lent, Loan, Tap};

use super::Report;

/// What clients find when they come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Manner {
    /// Our transaction is open and stays so: theirs are savepoints in it.
    #[default]
    Within,
    /// No transaction of ours is open: what they say is carried out as they say it.
    Bare,
}

/// Something that a client said to the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Passed {
    pub(crate) sql: String,
    /// Whether the client had begun a transaction of its own.
    pub(crate) own_transaction: bool,
    completed: bool,
    /// What the server had against it.
    pub(crate) refused: Option<Report>,
    pub(crate) notices: Vec<Report>,
}

impl Passed {
    /// Whether the server refused it because a transaction was open that the client had not begun.
    pub(crate) fn needs_no_transaction(&self) -> bool {
        let is_ours = |report: &Report| match report.sqlstate.as_str() {
            // What refuses to run in a transaction, and a label of an enum that is used before its commit.
            "25001" | "55P04" => true,
            // Triggers that a commit would have fired.
            "55006" => report.message.contains("pending trigger events"),
            _ => false,
        };
        !self.own_transaction && self.refused.as_ref().is_some_and(is_ours)
    }

    fn is_over(&self) -> bool {
        self.completed || self.refused.is_some()
    }
}
