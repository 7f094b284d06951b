//! Who writes into the ledger. Must not know what is written.

use std::sync::Arc;

use evenkeel_core::Sql;

use super::{Entry, Postgres};
use crate::adopt::Companion;
use crate::machine::host_name;

/// The program and the machine in whose name rows are added, and whose migrations they are about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Author {
    pub service: String,
    /// Name and version of the program.
    pub tool: String,
    pub host: Option<String>,
    /// Another tool's ledger that is told the same.
    pub beside: Option<Arc<Companion>>,
}

/// The service of a project that has only one.
const DEFAULT_SERVICE: &str = "default";

impl Author {
    /// This process, for the given service.
    pub fn of_process(service: &str) -> Self {
        Author {
            service: service.to_owned(),
            tool: concat!("evenkeel ", env!("CARGO_PKG_VERSION")).to_owned(),
            host: host_name(),
            beside: None,
        }
    }
}

impl Author {
    /// The same, who tells another tool's ledger too.
    pub(crate) fn beside(&self, companion: Option<Arc<Companion>>) -> Author {
        Author { beside: companion, ..self.clone() }
    }

    /// What another tool's ledger is told of a row of ours.
    pub(crate) fn told_beside(&self, entry: &Entry<'_>) -> Vec<Sql> {
        self.beside.as_ref().map_or_else(Vec::new, |companion| companion.beside(entry))
    }

    /// A row of ours, and what another tool's ledger is told of it: one statement each.
    pub(crate) fn rows(&self, entry: &Entry<'_>) -> Vec<Sql> {
        std::iter::once(Postgres::insert(self, entry)).chain(self.told_beside(entry)).collect()
    }
}

impl Default for Author {
    fn default() -> Self {
        Author::of_process(DEFAULT_SERVICE)
    }
}
