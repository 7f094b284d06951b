//! Who writes into the ledger. Must not know what is written.

use crate::machine::host_name;

/// The program and the machine in whose name rows are added, and whose migrations they are about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Author {
    pub service: String,
    /// Name and version of the program.
    pub tool: String,
    pub host: Option<String>,
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
        }
    }
}

impl Default for Author {
    fn default() -> Self {
        Author::of_process(DEFAULT_SERVICE)
    }
}
