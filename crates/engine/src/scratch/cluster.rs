//! A PostgreSQL server of our own, for the time of a run. Must not know what its databases hold.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::ErrorKind;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::thread::sleep;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

use super::account::Account;
use super::binaries::Binaries;
use super::template::{self, Origin};
use super::{ScratchError, ScratchRequest, leftover, tree};
use crate::connect::Target;
use crate::machine::free_space;

const POLL: Duration = Duration::from_millis(2);
const START_LIMIT: Duration = Duration::from_secs(30);
/// A data folder is about 30 MB; containers often have no more than 64 MB of shared memory.
const SPACE_WANTED: u64 = 200 * 1024 * 1024;
/// What fits into a socket's address on every system, less the names of the cluster's folder and of the socket.
const LONGEST_FOLDER: usize = 103 - 38 - 15;

/// Nothing here has to survive a crash. The lock table is large because a whole schema is made in one transaction.
const SETTINGS: &[&str] = &[
    "listen_addresses=",
    "port=5432",
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "wal_level=minimal",
    "max_wal_senders=0",
    "autovacuum=off",
    "jit=off",
    "max_connections=30",
    "max_worker_processes=0",
    "max_locks_per_transaction=2048",
    "shared_buffers=64MB",
    "dynamic_shared_memory_type=mmap",
    "timezone=UTC",
    "log_timezone=UTC",
    "lc_messages=C",
];

/// The clusters of this process by the folders of their programs and of their data, so that one serves all who ask.
static RUNNING: Mutex<BTreeMap<(PathBuf, PathBuf), Weak<Cluster>>> = Mutex::new(BTreeMap::new());

/// A running server. Stopped and removed when dropped.
pub(super) struct Cluster {
    binaries: PathBuf,
    folder: PathBuf,
    server: Mutex<Option<Child>>,
    /// Locked as long as we live; see `leftover`.
    _owner: File,
}

/// The cluster of these binaries, started if it is not running yet. Blocks.
pub(super) fn running(binaries: &Binaries, request: &ScratchRequest) -> Result<Arc<Cluster>, ScratchError> {
    let mut clusters = lock(&RUNNING);
    let key = (binaries.folder.clone(), request.memory.clone());
    if let Some(cluster) = clusters.get(&key).and_then(Weak::upgrade) {
        return Ok(cluster);
    }
    let cluster = Arc::new(start(binaries, request)?);
    clusters.insert(key, Arc::downgrade(&cluster));
    Ok(cluster)
}

/// A cluster of these binaries that serves nobody else who asks. Blocks.
pub(super) fn alone(binaries: &Binaries, request: &ScratchRequest) -> Result<Arc<Cluster>, ScratchError> {
    let cluster = Arc::new(start(binaries, request)?);
    let key = (binaries.folder.clone(), cluster.folder.clone());
    lock(&RUNNING).insert(key, Arc::downgrade(&cluster));
    Ok(cluster)
}

/// Stops every cluster of this process, whoever still uses it.
pub(super) fn stop_all() -> Vec<ScratchError> {
    let clusters: Vec<_> = lock(&RUNNING).values().filter_map(Weak::upgrade).collect();
    clusters.iter().filter_map(|cluster| cluster.end().err()).collect()
}

/// Where clusters of this request may have been put.
pub(super) fn work_folders(request: &ScratchRequest) -> Vec<PathBuf> {
    let mut folders = vec![request.memory.clone(), request.temporary.clone(), PathBuf::from("/tmp")];
    folders.dedup();
    folders
}

impl Cluster {
    pub(super) fn binaries(&self) -> &Path {
        &self.binaries
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    pub(super) fn target(&self, database: &str) -> Target {
        Target::own_cluster(self.folder.clone(), database)
    }

    fn launch(&self, account: Account) -> Result<(), ScratchError> {
        let log = File::create(self.folder.join("log")).map_err(ScratchError::file(&self.folder))?;
        let other = log.try_clone().map_err(ScratchError::file(&self.folder))?;
        let program = self.binaries.join("postgres");
        let mut command = Command::new(&program);
        command.arg("-D").arg(self.folder.join("data"));
        for setting in SETTINGS {
            command.arg("-c").arg(setting);
        }
        command.arg("-c").arg(format!("unix_socket_directories={}", self.folder.display()));
        // Ctrl-C reaches every process of the terminal's group; the server has to outlive our own cleaning up.
        command.env_clear().current_dir(&self.folder).process_group(0);
        command.stdin(Stdio::null()).stdout(log).stderr(other);
        account.apply(&mut command);
        let started = command.spawn();
        let server = started.map_err(|error| ScratchError::Start { program, log: error.to_string() })?;
        *lock(&self.server) = Some(server);
        self.await_ready()
    }

    /// Waits until the server says in its own pid file that it takes sessions.
    fn await_ready(&self) -> Result<(), ScratchError> {
        let deadline = Instant::now() + START_LIMIT;
        let status = self.folder.join("data/postmaster.pid");
        loop {
            let text = fs::read_to_string(&status).unwrap_or_default();
            if text.lines().nth(7).is_some_and(|line| line.trim() == "ready") {
                return Ok(());
            }
            let exited =
                lock(&self.server).as_mut().is_none_or(|server| server.try_wait().is_ok_and(|s| s.is_some()));
            if exited || Instant::now() > deadline {
                return Err(self.did_not_start());
            }
            sleep(POLL);
        }
    }

    fn did_not_start(&self) -> ScratchError {
        let log = fs::read_to_string(self.folder.join("log")).unwrap_or_default();
        let lines: Vec<&str> = log.lines().collect();
        let last = lines[lines.len().saturating_sub(10)..].join("\n");
        ScratchError::Start { program: self.binaries.join("postgres"), log: last }
    }

    /// Stops the server and removes its folder.
    pub(super) fn stop(self) -> Result<(), ScratchError> {
        self.end()
    }

    fn end(&self) -> Result<(), ScratchError> {
        if let Some(mut server) = lock(&self.server).take() {
            // Nobody needs a checkpoint: an immediate shutdown, which also ends the server's children.
            let pid = i32::try_from(server.id()).ok().and_then(Pid::from_raw);
            if pid.is_none_or(|pid| kill_process(pid, Signal::QUIT).is_err()) {
                let _ = server.kill();
            }
            let _ = server.wait();
        }
        match fs::remove_dir_all(&self.folder) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(ScratchError::file(&self.folder)(error)),
            Ok(()) | Err(_) => Ok(()),
        }
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // What cannot be removed now is removed by the next run.
        let _ = self.end();
    }
}

fn start(binaries: &Binaries, request: &ScratchRequest) -> Result<Cluster, ScratchError> {
    let account = Account::for_servers();
    let (cluster, origin) = stage(binaries, request, account)?;
    let problem = match cluster.launch(account) {
        Ok(()) => return Ok(cluster),
        Err(problem) => problem,
    };
    match origin {
        Origin::Fresh => Err(problem),
        Origin::Cache => {
            // The cached folder is not synced to disk when it is made, so a power cut may have spoilt it.
            template::forget(binaries, &request.cache);
            let (cluster, _) = stage(binaries, request, account)?;
            cluster.launch(account).map(|()| cluster)
        }
    }
}

/// A folder with everything but a running server.
fn stage(
    binaries: &Binaries,
    request: &ScratchRequest,
    account: Account,
) -> Result<(Cluster, Origin), ScratchError> {
    let folder = work_folder(request, account)?.join(format!("{}{}", leftover::PREFIX, tree::unique()));
    tree::make_private(&folder).map_err(ScratchError::file(&folder))?;
    let owner = leftover::claim(&folder).map_err(ScratchError::file(&folder))?;
    let cluster =
        Cluster { binaries: binaries.folder.clone(), folder, server: Mutex::new(None), _owner: owner };
    account.give(&cluster.folder).map_err(ScratchError::file(&cluster.folder))?;
    let origin = template::prepare(binaries, &request.cache, &cluster.folder.join("data"), account)?;
    Ok((cluster, origin))
}

/// Shared memory where there is enough of it, else the temporary folder, else /tmp.
fn work_folder(request: &ScratchRequest, account: Account) -> Result<PathBuf, ScratchError> {
    let fits = |folder: &Path| {
        folder.as_os_str().len() <= LONGEST_FOLDER && may_write(folder) && account.may_enter(folder)
    };
    let has_space =
        |folder: &Path| *folder != *request.memory || free_space(folder).unwrap_or(0) > SPACE_WANTED;
    work_folders(request).into_iter().find(|folder| fits(folder) && has_space(folder)).ok_or_else(|| {
        let tried = format!("no folder for a cluster can be written ({})", request.temporary.display());
        ScratchError::NoneFound { tried: vec![tried] }
    })
}

fn may_write(folder: &Path) -> bool {
    rustix::fs::access(folder, rustix::fs::Access::WRITE_OK | rustix::fs::Access::EXEC_OK).is_ok()
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
