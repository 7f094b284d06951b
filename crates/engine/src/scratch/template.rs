//! Initialised data folders, kept between runs because `initdb` takes ten times as long as a copy. Must not know how
//! a server is started.

use std::fs::{self, File};
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::process::{Command, Stdio};

use sha2::{Digest, Sha256};

use super::account::{self, Account};
use super::binaries::Binaries;
use super::{ScratchError, tree};

/// Whether a data folder came out of the cache, and may therefore be spoilt, or is new.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    Cache,
    Fresh,
}

/// Makes the data folder `data`, from the cache where it can.
pub(super) fn prepare(
    binaries: &Binaries,
    cache: &Path,
    data: &Path,
    account: Account,
) -> Result<Origin, ScratchError> {
    let copied = |kept: &Path| tree::copy(kept, data, account).map_err(ScratchError::file(data));
    let Some(kept) = usable(cache).and_then(|cache| Some(cache.join(name(&binaries.folder)?))) else {
        initialise(binaries, data, account)?;
        return Ok(Origin::Fresh);
    };
    if is_whole(&kept) {
        return copied(&kept).map(|()| Origin::Cache);
    }
    // Of several first runs at once, one does the work and the others wait for it.
    let lock = File::create(kept.with_extension("lock")).and_then(|file| file.lock().map(|()| file));
    let lock = lock.map_err(ScratchError::file(&kept))?;
    if is_whole(&kept) {
        return copied(&kept).map(|()| Origin::Cache);
    }
    initialise(binaries, data, account)?;
    // A cache that cannot be written only costs time.
    if keep(data, &kept).is_ok() {
        drop_older(&kept);
    }
    drop(lock);
    Ok(Origin::Fresh)
}

/// Throws the cached folder of these binaries away.
pub(super) fn forget(binaries: &Binaries, cache: &Path) {
    if let Some(name) = name(&binaries.folder) {
        // Whoever is copying it right now fails and says so; there is nothing better to do with a spoilt folder.
        let _ = fs::remove_dir_all(cache.join(name));
    }
}

/// The major version of binaries that have been used before, without running them.
pub(super) fn cached_major(cache: &Path, folder: &Path) -> Option<u32> {
    let kept = cache.join(name(folder)?);
    fs::read_to_string(kept.join("PG_VERSION")).ok()?.trim().parse().ok()
}

fn is_whole(kept: &Path) -> bool {
    kept.join("PG_VERSION").is_file()
}

fn usable(cache: &Path) -> Option<&Path> {
    (account::is_ours(cache) && fs::create_dir_all(cache).is_ok() && account::is_ours(cache)).then_some(cache)
}

/// `cluster-<folder>-<program>`: another program in the same folder, after an upgrade, has another name.
fn name(folder: &Path) -> Option<String> {
    let about = fs::metadata(folder.join("postgres")).ok()?;
    let stamp = format!("{}.{} {}", about.mtime(), about.mtime_nsec(), about.len());
    Some(format!(
        "cluster-{}-{}",
        short_hash(folder.as_os_str().as_encoded_bytes()),
        short_hash(stamp.as_bytes())
    ))
}

fn short_hash(bytes: &[u8]) -> String {
    hex::encode(&Sha256::digest(bytes)[..6])
}

fn keep(data: &Path, kept: &Path) -> io::Result<()> {
    let unfinished = kept.with_extension(tree::unique());
    tree::copy(data, &unfinished, Account::Own)
        .and_then(|()| fs::rename(&unfinished, kept))
        .inspect_err(|_| drop(fs::remove_dir_all(&unfinished)))
}

/// Removes what was kept for programs that stood in the same folder before.
fn drop_older(kept: &Path) {
    let (Some(cache), Some(name)) = (kept.parent(), kept.file_name().and_then(|name| name.to_str())) else {
        return;
    };
    let Some((same_folder, _)) = name.rsplit_once('-') else { return };
    let Ok(entries) = fs::read_dir(cache) else { return };
    for entry in entries.flatten() {
        let other = entry.file_name();
        let is_older =
            other.to_str().is_some_and(|other| other.starts_with(same_folder) && !other.starts_with(name));
        if is_older && entry.path().is_dir() {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

fn initialise(binaries: &Binaries, data: &Path, account: Account) -> Result<(), ScratchError> {
    let first = run_initdb(binaries, data, account, "C.UTF-8");
    match first {
        // Not every system has a C.UTF-8.
        Err(ScratchError::Initialise { .. }) => {
            let _ = fs::remove_dir_all(data);
            run_initdb(binaries, data, account, "C")
        }
        other => other,
    }
}

fn run_initdb(binaries: &Binaries, data: &Path, account: Account, locale: &str) -> Result<(), ScratchError> {
    let program = binaries.folder.join("initdb");
    let mut command = Command::new(&program);
    command.arg("--pgdata").arg(data).arg(format!("--locale={locale}"));
    command.args(["--no-sync", "--encoding=UTF8", "--username=postgres", "--auth=trust", "--wal-segsize=1"]);
    // `initdb` takes settings from PG* variables and wants a folder that it may look at.
    command.env_clear().current_dir(data.parent().unwrap_or(data)).stdin(Stdio::null());
    account.apply(&mut command);
    let failed = |log: String| ScratchError::Initialise { program: program.clone(), log };
    let output = command.output().map_err(|error| failed(error.to_string()))?;
    match output.status.success() {
        true => Ok(()),
        false => Err(failed(String::from_utf8_lossy(&output.stderr).trim().to_owned())),
    }
}
