//! Copies of whole folders. Must not know what is in them.

use std::fs::{self, DirBuilder};
use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;

use super::account::Account;

/// Makes a folder that only its owner may enter.
pub(super) fn make_private(path: &Path) -> io::Result<()> {
    DirBuilder::new().mode(0o700).create(path)
}

/// Copies files and folders below `from` to `to`, which must not exist, and gives them to `account`.
pub(super) fn copy(from: &Path, to: &Path, account: Account) -> io::Result<()> {
    make_private(to)?;
    account.give(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target, account)?;
        } else {
            fs::copy(entry.path(), &target)?;
            account.give(&target)?;
        }
    }
    Ok(())
}

/// A short name that no other process makes up at the same time.
pub(super) fn unique() -> String {
    use std::hash::{BuildHasher, Hasher, RandomState};
    // The standard library seeds its hashers from the operating system's randomness.
    let number = RandomState::new().build_hasher().finish();
    format!("{}_{:012x}", std::process::id(), number & 0xffff_ffff_ffff)
}
