//! Who writes into the ledger. Must not know what is written.

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

/// The machine's name where the system tells it through a file or the environment.
fn host_name() -> Option<String> {
    let from_file = || std::fs::read_to_string("/proc/sys/kernel/hostname").ok();
    let from_environment = || std::env::var("HOSTNAME").or_else(|_| std::env::var("COMPUTERNAME")).ok();
    let name = from_file().or_else(from_environment)?;
    let name = name.trim();
    (!name.is_empty()).then(|| name.to_owned())
}
