//! One throw-away cluster: made with `initdb`, started with `pg_ctl`, stopped by the stage that owns its folder.

use std::net::TcpListener;
use std::path::{Path, PathBuf};

use super::account::Account;
use super::{ClientTools, Major, Server};
use crate::failure::Failure;
use crate::process::{self, STEP_LIMIT};

/// The data directory's name in a cluster's folder.
pub(super) const DATA: &str = "data";
const START_TRIES: u32 = 5;

/// Whether commits wait for the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Durability {
    /// A crash may lose everything: for tests.
    Throwaway,
    /// As servers run in earnest: for timings.
    Real,
}

/// A running cluster on loopback and on a Unix socket; everybody may connect as `postgres`.
#[derive(Clone, Debug)]
pub(crate) struct Cluster {
    pub(crate) major: Major,
    pub(crate) tools: ClientTools,
    port: u16,
    launch: Launch,
}

/// How its server is started, the first time and after a crash.
#[derive(Clone, Debug)]
struct Launch {
    account: Account,
    pg_ctl: PathBuf,
    home: PathBuf,
    durability: Durability,
}

impl Launch {
    fn start(&self, port: u16) -> Result<bool, Failure> {
        let mut command = self.account.command(&self.pg_ctl);
        command.arg("start").arg("-w").arg("-D").arg(self.home.join(DATA));
        command
            .arg("-o")
            .arg(options(self.durability, &self.home, port))
            .arg("-l")
            .arg(self.home.join("log"));
        // pg_ctl leaves the server behind with its standard streams; a pipe would never close.
        Ok(process::inherit(command.arg("-s"))?.success())
    }
}

impl Cluster {
    /// The URL of one of its databases; `database` needs no escaping.
    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    pub(crate) fn url(&self, database: &str) -> String {
        format!("postgres://postgres@127.0.0.1:{}/{database}", self.port)
    }

    /// Stops the server as a crash would, and starts it again on the same port.
    pub(crate) fn crash(&self) -> Result<(), Failure> {
        super::stage::stop(&self.launch.home.join(DATA));
        if self.launch.start(self.port)? {
            return Ok(());
        }
        let detail = crate::paths::text_if_there(&self.launch.home.join("log"))?;
        Err(Failure::ServerStart { major: self.major.number(), tries: 1, detail })
    }
}

/// Makes and starts a cluster in `home`.
pub(super) fn start(
    server: &Server,
    tools: ClientTools,
    durability: Durability,
    account: Account,
    home: &Path,
) -> Result<Cluster, Failure> {
    initdb(server, account, home)?;
    let launch = Launch { account, pg_ctl: server.bin.join("pg_ctl"), home: home.to_owned(), durability };
    let mut detail = String::new();
    for _ in 0..START_TRIES {
        let port = free_port()?;
        if launch.start(port)? {
            return Ok(Cluster { major: server.major, tools, port, launch });
        }
        // Somebody may have taken the port between the look and the start.
        detail = crate::paths::text_if_there(&home.join("log"))?;
    }
    Err(Failure::ServerStart { major: server.major.number(), tries: START_TRIES, detail })
}

fn initdb(server: &Server, account: Account, home: &Path) -> Result<(), Failure> {
    let mut command = account.command(&server.bin.join("initdb"));
    command.arg("-D").arg(home.join(DATA)).args(["-U", "postgres", "-A", "trust", "-E", "UTF8"]);
    command.args(["--locale=C.UTF-8", "--no-sync"]);
    process::stdout(&mut command, STEP_LIMIT).map(drop)
}

fn options(durability: Durability, home: &Path, port: u16) -> String {
    let shared = [
        "listen_addresses=127.0.0.1",
        "autovacuum=off",
        "max_locks_per_transaction=1024",
        "max_connections=200",
        "max_prepared_transactions=10",
        "wal_level=logical",
        "max_logical_replication_workers=0",
        "shared_buffers=128MB",
        "max_wal_size=4GB",
        "checkpoint_timeout=1h",
        "jit=off",
        "timezone=UTC",
    ];
    // Segments as files of the data directory go with it, even when the server is killed.
    let fast =
        ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "dynamic_shared_memory_type=mmap"];
    let settings = match durability {
        Durability::Throwaway => shared.iter().chain(&fast),
        Durability::Real => shared.iter().chain(&[]),
    };
    let written: Vec<String> = settings.map(|setting| format!("-c {setting}")).collect();
    format!("-p {port} -k {} {}", home.display(), written.join(" "))
}

fn free_port() -> Result<u16, Failure> {
    let found = TcpListener::bind(("127.0.0.1", 0)).and_then(|listener| listener.local_addr());
    found.map(|address| address.port()).map_err(Failure::file("find a port on", Path::new("127.0.0.1")))
}
