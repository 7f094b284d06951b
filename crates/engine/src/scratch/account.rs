//! Who a cluster runs as. PostgreSQL refuses to run as root. Must not know what is run.

use std::fs;
use std::io;
use std::os::unix::fs::{MetadataExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The user that a server process gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Account {
    Own,
    Other { uid: u32, gid: u32 },
}

impl Account {
    /// Our own account, or an unprivileged one when we are root: `postgres` where it exists, else `nobody`.
    pub(super) fn for_servers() -> Account {
        const NOBODY: Account = Account::Other { uid: 65534, gid: 65534 };
        match rustix::process::geteuid().is_root() {
            false => Account::Own,
            true => account_of("postgres").or_else(|| account_of("nobody")).unwrap_or(NOBODY),
        }
    }

    pub(super) fn apply(self, command: &mut Command) {
        match self {
            Account::Own => {}
            Account::Other { uid, gid } => {
                command.uid(uid).gid(gid);
            }
        }
    }

    /// Whether this user can get to what is below a folder. For our own account the folder's mode is not the whole
    /// truth, so it is tried instead.
    pub(super) fn may_enter(self, folder: &Path) -> bool {
        match self {
            Account::Own => true,
            Account::Other { .. } => {
                folder.ancestors().all(|part| fs::metadata(part).is_ok_and(|about| about.mode() & 0o001 != 0))
            }
        }
    }

    pub(super) fn give(self, path: &Path) -> io::Result<()> {
        match self {
            Account::Own => Ok(()),
            Account::Other { uid, gid } => chown(path, Some(uid), Some(gid)),
        }
    }
}

fn account_of(name: &str) -> Option<Account> {
    let passwd = fs::read_to_string("/etc/passwd").ok()?;
    passwd.lines().find_map(|line| {
        let fields: Vec<&str> = line.split(':').collect();
        let [user, _, uid, gid, ..] = fields[..] else { return None };
        let (uid, gid) = (uid.parse().ok()?, gid.parse().ok()?);
        (user == name && uid != 0).then_some(Account::Other { uid, gid })
    })
}

/// A cache for users without a home.
pub(super) fn private_cache(temporary: &Path) -> PathBuf {
    temporary.join(format!("evenkeel-cache-{}", rustix::process::geteuid().as_raw()))
}

/// Whether what is there, or the nearest folder above that is, belongs to us. Under sudo the home may be another's,
/// and files of root in it would be in that user's way.
pub(super) fn is_ours(path: &Path) -> bool {
    let nearest = path.ancestors().find_map(|folder| fs::metadata(folder).ok());
    let shared = |about: &fs::Metadata| about.mode() & 0o1000 != 0;
    nearest.is_some_and(|about| about.uid() == rustix::process::geteuid().as_raw() || shared(&about))
}
