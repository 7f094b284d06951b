//! The machine that this process runs on. Must not know who asks.

use std::path::Path;

/// The machine's name where the system tells it through a file or the environment.
pub(crate) fn host_name() -> Option<String> {
    let from_file = || std::fs::read_to_string("/proc/sys/kernel/hostname").ok();
    let from_environment = || std::env::var("HOSTNAME").or_else(|_| std::env::var("COMPUTERNAME")).ok();
    let name = from_file().or_else(from_environment)?;
    let name = name.trim();
    (!name.is_empty()).then(|| name.to_owned())
}

/// How many bytes of the file system below a path this user may still fill; nothing where that is not told.
pub(crate) fn free_space(path: &Path) -> Option<u64> {
    let about = rustix::fs::statvfs(path).ok()?;
    Some(about.f_bavail.saturating_mul(about.f_frsize))
}
