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
pub(super) struct Park {
    folder: TempDir,
}

/// One server of it, which is stopped with the park.
pub(super) struct Member {
    data: PathBuf,
    pub(super) socket: PathBuf,
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

fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata("/proc/self").is_ok_and(|about| about.uid() == 0)
}

#[track_caller]
fn run(command: &mut Command) {
    assert!(command.status().unwrap().success(), "{command:?}");
}

impl Park {
    pub(super) fn open() -> Park {
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

    fn member(&self, name: &str) -> Member {
        let (data, socket) = (self.folder(name), self.folder(&format!("{name}.s")));
        std::fs::set_permissions(&data, std::fs::Permissions::from_mode(0o700)).unwrap();
        Member { data, socket }
    }

    pub(super) fn primary(&self) -> Member {
        let member = self.member("p");
        run(as_somebody("initdb").args(["-A", "trust", "-U", "postgres", "-N", "-D"]).arg(&member.data));
        member.start();
        member
    }

    /// A server that follows another.
    pub(super) fn standby(&self, of: &Member) -> Member {
        let member = self.member("s");
        let from = of.socket.to_str().unwrap();
        let mut copy = as_somebody("pg_basebackup");
        run(copy.args(["-h", from, "-U", "postgres", "-c", "fast", "-R", "-D"]).arg(&member.data));
        member.start();
        member
    }
}

impl Member {
    pub(super) fn start(&self) {
        let options = format!("-c listen_addresses= -c unix_socket_directories={}", self.socket.display());
        let mut start = as_somebody("pg_ctl");
        run(start
            .args(["-w", "-o", &options, "-l"])
            .arg(self.data.join("log"))
            .arg("-D")
            .arg(&self.data)
            .arg("start"));
    }

    /// As when the power goes.
    pub(super) fn crash(&self) {
        run(as_somebody("pg_ctl").args(["-w", "-m", "immediate", "-D"]).arg(&self.data).arg("stop"));
    }

    pub(super) fn promote(&self) {
        run(as_somebody("pg_ctl").args(["-w", "-D"]).arg(&self.data).arg("promote"));
    }

    pub(super) fn url(&self) -> String {
        Member::url_of(&[self], "")
    }

    /// One URL for several servers.
    pub(super) fn url_of(members: &[&Member], more: &str) -> String {
        let hosts: Vec<String> =
            members.iter().map(|member| member.socket.to_str().unwrap().replace('/', "%2F")).collect();
        format!("postgres://postgres@/postgres?host={}{more}", hosts.join(","))
    }

    pub(super) fn rows(&self, sql: &str) -> Vec<String> {
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
