//! A folder that one run owns, with its throw-away clusters and files. It goes when the run ends: normally, by a panic
//! (`Drop`), on Ctrl-C ([`close_all`]); what a killed run left behind goes with the next run ([`reap_leftovers`]).

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, PoisonError};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::{Pid, PidfdFlags, Signal, kill_process, pidfd_open};

use super::account::Account;
use super::cluster::{self, Cluster, Durability};
use super::{ClientTools, Server};
use crate::failure::Failure;
use crate::paths;

const PREFIX: &str = "evenkeel-xtask-";
const OWNER: &str = "owner";

static OPEN: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());
/// Held while a cluster is made, so that nothing is removed under `initdb` and no server starts after the end.
static STARTING: Mutex<()> = Mutex::new(());

/// Where a stage stands.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Place {
    /// Shared memory where there is some: fast, and no disk is worn.
    Memory,
    /// A disk, where fsync costs what it costs.
    Disk,
}

/// The run's folder.
#[derive(Debug)]
pub(crate) struct Stage {
    folder: PathBuf,
    account: Account,
}

impl Stage {
    /// Makes the folder and writes down whose it is.
    pub(crate) fn open(place: Place) -> Result<Self, Failure> {
        let base = base(place);
        let folder = tempfile::Builder::new().prefix(PREFIX).tempdir_in(&base);
        let folder = folder.map_err(Failure::file("make a folder in", &base))?.keep();
        OPEN.lock().unwrap_or_else(PoisonError::into_inner).push(folder.clone());
        let stage = Self { folder, account: Account::find() };
        paths::write(&stage.folder.join(OWNER), me().unwrap_or_default())?;
        let traversable = fs::Permissions::from_mode(0o755);
        fs::set_permissions(&stage.folder, traversable).map_err(Failure::file("open", &stage.folder))?;
        Ok(stage)
    }

    /// A folder of the stage for files, made on first use.
    pub(crate) fn work(&self, name: &str) -> Result<PathBuf, Failure> {
        let folder = self.folder.join(name);
        fs::create_dir_all(&folder).map_err(Failure::file("make", &folder))?;
        Ok(folder)
    }

    /// Makes a folder of the stage the property of the user under whom servers run.
    pub(crate) fn give(&self, folder: &Path) -> Result<(), Failure> {
        self.account.give(folder)
    }

    /// A program that is to run as that user.
    pub(crate) fn command(&self, program: &Path) -> Command {
        self.account.command(program)
    }

    /// Starts a fresh cluster; it runs until the stage goes.
    pub(crate) fn cluster(
        &self,
        server: &Server,
        tools: ClientTools,
        durability: Durability,
    ) -> Result<Cluster, Failure> {
        let _starting = STARTING.lock().unwrap_or_else(PoisonError::into_inner);
        let home = tempfile::Builder::new().prefix("cluster-").tempdir_in(&self.folder);
        let home = home.map_err(Failure::file("make a folder in", &self.folder))?.keep();
        self.account.give(&home)?;
        cluster::start(server, tools, durability, self.account, &home)
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        OPEN.lock().unwrap_or_else(PoisonError::into_inner).retain(|open| *open != self.folder);
        remove(&self.folder);
    }
}

/// Ends every stage of this process, which cannot start another cluster after this and has to exit.
pub(crate) fn close_all() {
    std::mem::forget(STARTING.lock().unwrap_or_else(PoisonError::into_inner));
    let open = std::mem::take(&mut *OPEN.lock().unwrap_or_else(PoisonError::into_inner));
    for folder in open {
        remove(&folder);
    }
}

/// Removes the stages of runs that are no more.
pub(crate) fn reap_leftovers() -> Result<(), Failure> {
    for base in [base(Place::Memory), base(Place::Disk)] {
        for folder in paths::folders(&base)? {
            let Ok(owner) = fs::read_to_string(folder.join(OWNER)) else { continue };
            if paths::name(&folder).starts_with(PREFIX) && !is_alive(&owner) {
                remove(&folder);
            }
        }
    }
    Ok(())
}

fn base(place: Place) -> PathBuf {
    let memory = Path::new("/dev/shm");
    match place {
        Place::Memory if memory.is_dir() => memory.to_owned(),
        Place::Memory | Place::Disk => std::env::temp_dir(),
    }
}

/// This process as text that no later process with the same number shares: its number and its start time.
fn me() -> Option<String> {
    identity(std::process::id())
}

fn identity(pid: u32) -> Option<String> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    // The name in parentheses may hold spaces; the start time is the 20th field after it.
    let (_, after_name) = stat.rsplit_once(')')?;
    Some(format!("{pid} {}", after_name.split_whitespace().nth(19)?))
}

fn is_alive(owner: &str) -> bool {
    let pid = owner.split(' ').next().and_then(|pid| pid.parse().ok());
    pid.and_then(identity).is_some_and(|found| found == owner)
}

/// Stops the clusters in a folder and removes it. What cannot be removed now, the next run finds again.
fn remove(folder: &Path) {
    for entry in paths::folders(folder).unwrap_or_default() {
        stop(&entry.join(cluster::DATA));
    }
    drop(fs::remove_dir_all(folder));
}

/// Stops the server of a data directory at once and waits until it is gone.
pub(super) fn stop(data: &Path) {
    let Some(pid) = postmaster(data) else { return };
    // Taken before the signal, so that the process waited for is the one that was told to go.
    let Ok(handle) = pidfd_open(pid, PidfdFlags::empty()) else { return };
    if kill_process(pid, Signal::QUIT).is_err() {
        return;
    }
    let patience = Timespec { tv_sec: 10, tv_nsec: 0 };
    if poll(&mut [PollFd::new(&handle, PollFlags::IN)], Some(&patience)) == Ok(0) {
        let _ = kill_process(pid, Signal::KILL);
    }
}

/// The running server of a data directory. The command line is asked, because a number alone may be anybody's by now.
fn postmaster(data: &Path) -> Option<Pid> {
    let file = fs::read_to_string(data.join("postmaster.pid")).ok()?;
    let number: i32 = file.lines().next()?.trim().parse().ok()?;
    let command = fs::read_to_string(format!("/proc/{number}/cmdline")).ok()?;
    command.contains(data.to_str()?).then_some(())?;
    Pid::from_raw(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stage_goes_with_its_files() {
        let stage = Stage::open(Place::Disk).unwrap();
        paths::write(&stage.work("files").unwrap().join("a.sql"), "select 1").unwrap();
        let folder = stage.folder.clone();
        drop(stage);
        assert!(!folder.exists());
    }

    #[test]
    fn only_the_living_are_alive() {
        let me = me().unwrap();
        assert!(is_alive(&me));
        assert!(!is_alive(&format!("{me}0")));
        assert!(!is_alive(""));
    }
}
