//! The real PgBouncer between the program and the server.

use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

use super::{SECOND, USERS, applied, at_work, end, start, until};
use crate::postgres::Server;
use crate::program::Project;

pub(crate) struct PgBouncer {
    child: Child,
    folder: TempDir,
}

impl PgBouncer {
    /// Debian's; `cargo xtask test` installs it where it is missing.
    pub(crate) fn start(server: &Server, mode: &str, size: u32) -> PgBouncer {
        let folder = tempfile::Builder::new().prefix("ekb").tempdir_in("/tmp").unwrap();
        std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o777)).unwrap();
        let (path, upstream) = (folder.path().display(), server.socket_folder());
        let settings = format!(
            "[databases]\n* = host={} port=5432 user=postgres\n[pgbouncer]\nlisten_addr =\nlisten_port = 6432\n\
             unix_socket_dir = {path}\nauth_type = any\npool_mode = {mode}\ndefault_pool_size = {size}\n",
            upstream.display()
        );
        let file = folder.path().join("pgbouncer.ini");
        std::fs::write(&file, settings).unwrap();
        let program = ["/usr/sbin/pgbouncer", "/usr/bin/pgbouncer"]
            .into_iter()
            .find(|path| std::path::Path::new(path).exists());
        let program = program.expect("this test needs PgBouncer; `cargo xtask test` installs it");
        let mut command = Command::new(program);
        command.arg("-q").arg(&file).stdout(Stdio::null()).stderr(Stdio::null()).stdin(Stdio::null());
        // Whoever may enter the folder of the server's socket.
        let owner = std::fs::metadata(&upstream).unwrap();
        command.uid(owner.uid()).gid(owner.gid());
        let child = command.spawn().unwrap();
        until("PgBouncer", || folder.path().join(".s.PGSQL.6432").exists());
        PgBouncer { child, folder }
    }

    pub(crate) fn url(&self, server: &Server) -> String {
        let host = self.folder.path().to_str().unwrap().replace('/', "%2F");
        format!("postgres://postgres@/{}?host={host}&port=6432", server.database())
    }
}

impl Drop for PgBouncer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn project(url: String) -> Project {
    let project = Project::at(url);
    project.write("migrations/20260101000001_users/migration.sql", USERS);
    project.write(SECOND, "SET LOCAL search_path = public;\nALTER TABLE users ADD COLUMN age integer;\n");
    project
}

#[test]
fn in_transaction_mode_what_fits_into_transactions_is_run_right() {
    let server = Server::alone();
    let pooler = PgBouncer::start(&server, "transaction", 20);
    let project = project(pooler.url(&server));
    project.done(&["migrate"]);
    assert_eq!(applied(&server), ["20260101000001_users|1", "20260101000002_second|1"]);
    project.write("migrations/20260101000003_slow/migration.sql", "SELECT pg_sleep(2);\n");
    let runners: Vec<_> = (0..6).map(|_| start(&project, &["migrate"])).collect();
    for runner in runners {
        let ran = project.ran(end(runner));
        assert_eq!(ran.code, 0, "{ran}");
    }
    assert_eq!(applied(&server).last().unwrap(), "20260101000003_slow|1");
    // Nothing is left in the sessions that others get next.
    let direct = server.rows("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'");
    assert_eq!(direct, ["0"]);
}

#[test]
fn in_transaction_mode_what_needs_a_session_is_refused_before_anything_is_run() {
    let server = Server::alone();
    let pooler = PgBouncer::start(&server, "transaction", 20);
    let project = project(pooler.url(&server));
    project.write(
        "migrations/20260101000003_index/migration.sql",
        "CREATE INDEX CONCURRENTLY users_name ON users (name);\n",
    );
    let ran = project.run(&["migrate"]);
    assert_eq!(ran.code, 1, "{ran}");
    assert!(
        ran.stderr.contains(
            "error[transaction-pooler]: migration 20260101000003_index has CREATE INDEX CONCURRENTLY"
        ),
        "{ran}"
    );
    assert!(ran.stderr.contains("hint: give the URL of the server itself"), "{ran}");
    assert_eq!(server.rows("SELECT to_regclass('users') IS NULL"), ["t"]);
    let direct = project.run(&["migrate", "--url", &server.url()]);
    assert_eq!(direct.code, 0, "{direct}");
}

#[test]
fn in_transaction_mode_ctrl_c_cancels_the_right_statement() {
    let server = Server::alone();
    let pooler = PgBouncer::start(&server, "transaction", 20);
    let project = Project::at(pooler.url(&server));
    project.write(SECOND, "SELECT pg_sleep(120);\n");
    let run = start(&project, &["migrate"]);
    at_work(&server, "20260101000002_second");
    assert!(Command::new("kill").args(["-INT", &run.id().to_string()]).status().unwrap().success());
    let ran = project.ran(end(run));
    assert!(ran.stderr.contains("error[interrupted]"), "{ran}");
    assert_eq!(server.rows("SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(120)%' AND datname = current_database() AND state = 'active' AND pid <> pg_backend_pid()"), ["0"]);
}

#[test]
fn a_pooler_with_one_connection_is_refused() {
    let server = Server::alone();
    let pooler = PgBouncer::start(&server, "transaction", 1);
    let ran = project(pooler.url(&server)).run(&["migrate"]);
    assert_eq!(ran.code, 1, "{ran}");
    assert!(ran.stderr.contains("error[one-connection]"), "{ran}");
}

#[test]
fn in_session_mode_everything_is_run_right() {
    let server = Server::alone();
    let pooler = PgBouncer::start(&server, "session", 20);
    let project = project(pooler.url(&server));
    project.write(
        "migrations/20260101000003_index/migration.sql",
        "SET search_path = public;\nCREATE INDEX CONCURRENTLY users_name ON users (name);\n",
    );
    project.done(&["migrate"]);
    assert_eq!(applied(&server).len(), 3);
}
