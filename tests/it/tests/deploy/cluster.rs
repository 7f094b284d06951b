//! PostgreSQL servers that can be stopped, followed and promoted. Must not know what any test expects.

use std::os::unix::fs::{PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use evenkeel_engine::connect::{Environment, Session, Target};
use tempfile::TempDir;

/// Whom servers belong to when the tests are run as root, which PostgreSQL refuses.
const NOBODY: u32 = 65_534;

/// A folder of servers.
pub(crate) struct Park {
    folder: TempDir,
}

/// One server of it, which is stopped with the park.
pub(crate) struct Member {
    pub(crate) data: PathBuf,
    pub(crate) socket: PathBuf,
    /// Settings beside the usual ones, as `postgres` takes them.
    options: String,
}

fn as_somebody(program: &str) -> Command {
    let bin =
        std::env::var("EVENKEEL_TEST_PG_BIN").unwrap_or_else(|_| "/usr/lib/postgresql/15/bin".to_owned());
    let mut command = Command::new(Path::new(&bin).join(program));
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).current_dir("/");
    if is_root() {
        command.uid(NOBODY).gid(NOBODY);
    }
    command
}

/// A file that the servers can read and nobody else can.
pub(crate) fn give(path: &Path) {
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600)).unwrap();
    if is_root() {
        chown(path, Some(NOBODY), Some(NOBODY)).unwrap();
    }
}

fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata("/proc/self").is_ok_and(|about| about.uid() == 0)
}

#[track_caller]
fn run(command: &mut Command) {
    assert!(command.status().unwrap().success(), "{command:?}");
}

impl Park {
    pub(crate) fn open() -> Park {
        let folder = tempfile::Builder::new().prefix("ekp").tempdir_in("/tmp").unwrap();
        std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
        Park { folder }
    }

    fn folder(&self, name: &str) -> PathBuf {
        let folder = self.folder.path().join(name);
        std::fs::create_dir(&folder).unwrap();
        if is_root() {
            chown(&folder, Some(NOBODY), Some(NOBODY)).unwrap();
        }
        folder
    }

    fn member(&self, name: &str, options: &str) -> Member {
        let (data, socket) = (self.folder(name), self.folder(&format!("{name}.s")));
        std::fs::set_permissions(&data, std::fs::Permissions::from_mode(0o700)).unwrap();
        Member { data, socket, options: options.to_owned() }
    }

    pub(crate) fn primary(&self) -> Member {
        self.primary_with("")
    }

    pub(crate) fn primary_with(&self, options: &str) -> Member {
        let member = self.member("p", options);
        run(as_somebody("initdb").args(["-A", "trust", "-U", "postgres", "-N", "-D"]).arg(&member.data));
        member.start();
        member
    }

    /// A server that follows another.
    pub(crate) fn standby(&self, of: &Member) -> Member {
        self.standby_with(of, "")
    }

    pub(crate) fn standby_with(&self, of: &Member, options: &str) -> Member {
        let member = self.member("s", options);
        let from = of.socket.to_str().unwrap();
        let mut copy = as_somebody("pg_basebackup");
        run(copy.args(["-h", from, "-U", "postgres", "-c", "fast", "-R", "-D"]).arg(&member.data));
        member.start();
        member
    }
}

impl Member {
    pub(crate) fn start(&self) {
        let socket = self.socket.display();
        let options = format!("-c listen_addresses= -c unix_socket_directories={socket} {}", self.options);
        let mut start = as_somebody("pg_ctl");
        run(start
            .args(["-w", "-o", &options, "-l"])
            .arg(self.data.join("log"))
            .arg("-D")
            .arg(&self.data)
            .arg("start"));
    }

    /// As when the power goes.
    pub(crate) fn crash(&self) {
        run(as_somebody("pg_ctl").args(["-w", "-m", "immediate", "-D"]).arg(&self.data).arg("stop"));
    }

    pub(crate) fn promote(&self) {
        run(as_somebody("pg_ctl").args(["-w", "-D"]).arg(&self.data).arg("promote"));
    }

    pub(crate) fn url(&self) -> String {
        Member::url_of(&[self], "")
    }

    /// One URL for several servers.
    pub(crate) fn url_of(members: &[&Member], more: &str) -> String {
        let hosts: Vec<String> =
            members.iter().map(|member| member.socket.to_str().unwrap().replace('/', "%2F")).collect();
        format!("postgres://postgres@/postgres?host={}{more}", hosts.join(","))
    }

    pub(crate) fn rows(&self, sql: &str) -> Vec<String> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let rows = runtime.block_on(async {
            let target = Target::resolve(&self.url(), &Environment::default()).unwrap();
            let session = Session::connect(&target).await.unwrap();
            session.rows(sql).await.unwrap()
        });
        let cell = |cell: &Option<String>| cell.clone().unwrap_or_default();
        rows.iter().map(|row| row.iter().map(cell).collect::<Vec<_>>().join("|")).collect()
    }
}

impl Drop for Member {
    fn drop(&mut self) {
        let mut stop = as_somebody("pg_ctl");
        let _ = stop.args(["-w", "-m", "immediate", "-D"]).arg(&self.data).arg("stop").status();
    }
}
