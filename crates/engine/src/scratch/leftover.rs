//! Clusters of runs that died. Must not know how a cluster is started.
//!
//! The proof of life is a lock on the folder's `owner` file. It vanishes with the process, also where process
//! numbers are reused or belong to another container.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

/// How the folders of clusters are named.
pub(super) const PREFIX: &str = "evenkeel-scratch-";

const OWNER: &str = "owner";
const POLL: Duration = Duration::from_millis(2);
const STOP_LIMIT: Duration = Duration::from_secs(10);
/// A folder without an owner is one whose making was interrupted, or is under way right now.
const UNOWNED_LIMIT: Duration = Duration::from_secs(600);

/// Marks a folder as ours for as long as the file is open. Its text is for people.
pub(super) fn claim(folder: &Path) -> io::Result<File> {
    let unfinished = folder.join("owner.new");
    let mut file = File::create_new(&unfinished)?;
    file.lock()?;
    writeln!(file, "pid {}\nstarted {}", std::process::id(), started())?;
    // It gets its name after it is locked, so that nobody ever sees an owner that looks dead but is not.
    fs::rename(&unfinished, folder.join(OWNER))?;
    Ok(file)
}

/// When this process started, in the kernel's own count; empty where that is not told.
fn started() -> String {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The program's name stands in brackets and may hold anything; 20 fields follow it.
    let after = stat.rsplit_once(')').map_or("", |(_, after)| after);
    after.split_whitespace().nth(19).unwrap_or_default().to_owned()
}

/// Stops and removes the clusters below these folders whose owner is gone, and returns their folders. What belongs
/// to other users is not touched.
pub(super) fn remove(folders: &[PathBuf]) -> Vec<PathBuf> {
    let mut removed = list(folders);
    removed.retain(|folder| {
        stop_server(folder);
        fs::remove_dir_all(folder).is_ok()
    });
    removed
}

/// The clusters below these folders whose owner is gone.
pub(super) fn list(folders: &[PathBuf]) -> Vec<PathBuf> {
    let entries = folders.iter().filter_map(|folder| fs::read_dir(folder).ok()).flatten().flatten();
    let named =
        entries.filter(|entry| entry.file_name().to_str().is_some_and(|name| name.starts_with(PREFIX)));
    named.map(|entry| entry.path()).filter(|folder| is_left(folder)).collect()
}

fn is_left(folder: &Path) -> bool {
    match File::open(folder.join(OWNER)) {
        Ok(owner) => owner.try_lock().is_ok(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => is_old(folder),
        Err(_) => false,
    }
}

fn is_old(folder: &Path) -> bool {
    let changed = fs::metadata(folder).and_then(|about| about.modified());
    changed.ok().and_then(|at| at.elapsed().ok()).is_some_and(|age| age > UNOWNED_LIMIT)
}

/// Ends the server of a folder. One that cannot be seen from here ends by itself within a minute of losing its
/// folder, as PostgreSQL looks for its pid file that often.
fn stop_server(folder: &Path) {
    let status = fs::read_to_string(folder.join("data/postmaster.pid")).unwrap_or_default();
    let Some(number) = status.lines().next().and_then(|line| line.trim().parse().ok()) else { return };
    let Some(pid) = Pid::from_raw(number) else { return };
    if !serves(number, folder) || kill_process(pid, Signal::QUIT).is_err() {
        return;
    }
    let deadline = Instant::now() + STOP_LIMIT;
    while serves(number, folder) && Instant::now() < deadline {
        sleep(POLL);
    }
}

/// Whether this process is the server of this folder; the number alone may belong to anybody by now.
fn serves(pid: i32, folder: &Path) -> bool {
    let text = match cfg!(target_os = "linux") {
        true => fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default(),
        false => {
            let listing =
                std::process::Command::new("ps").args(["-o", "command=", "-p", &pid.to_string()]).output();
            listing.map(|output| output.stdout).unwrap_or_default()
        }
    };
    String::from_utf8_lossy(&text).contains(&*folder.to_string_lossy())
}
