//! The machine that this process runs on. Must not know who asks.

/// The machine's name where the system tells it through a file or the environment.
pub(crate) fn host_name() -> Option<String> {
    let from_file = || std::fs::read_to_string("/proc/sys/kernel/hostname").ok();
    let from_environment = || std::env::var("HOSTNAME").or_else(|_| std::env::var("COMPUTERNAME")).ok();
    let name = from_file().or_else(from_environment)?;
    let name = name.trim();
    (!name.is_empty()).then(|| name.to_owned())
}
