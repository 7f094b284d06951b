//! PostgreSQL databases that live as long as the test that asked for them. Must not know what any test expects.

use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

use evenkeel_engine::connect::{Environment, Host, Session, Target, create_database};
use evenkeel_engine::scratch::{Scratch, ScratchRequest};
use tempfile::TempDir;
use tokio::runtime::Runtime;

static NUMBER: AtomicUsize = AtomicUsize::new(0);

/// A database of its own on a throw-away server, which tests that run at the same time share.
pub(crate) struct Server {
    runtime: Runtime,
    scratch: Option<Scratch>,
    /// Not named like a scratch database, because it is none to the program under test.
    target: Target,
    /// Where a server that nobody shares lives.
    _memory: Option<TempDir>,
}

impl Server {
    /// Starts the server or joins the one that runs. A machine without PostgreSQL fails the test and says what to do.
    pub(crate) fn start() -> Server {
        Server::of(&ScratchRequest::new(&Environment::of_process()), "it", None)
    }

    /// On a server that has an address, for programs that know no sockets.
    pub(crate) fn with_an_address() -> Server {
        let urls = std::env::var("EVENKEEL_TEST_PG_URLS").unwrap_or_default();
        let first = urls.split(',').next().and_then(|one| one.split_once('='));
        let (_, url) = first.expect("`cargo xtask test` says which servers there are");
        let environment = Environment::of_process();
        let url = Some(Target::resolve(url, &environment).unwrap());
        let request = ScratchRequest { url, ..ScratchRequest::new(&environment) };
        // Others may be there.
        Server::of(&request, &format!("it_{}", std::process::id()), None)
    }

    /// A server that no other test uses: for one that needs more connections than its share.
    pub(crate) fn alone() -> Server {
        let request = ScratchRequest::new(&Environment::of_process());
        let memory = tempfile::Builder::new().prefix("ek").tempdir_in(&request.memory).unwrap();
        // The server may run as another user.
        std::fs::set_permissions(memory.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
        Server::of(&ScratchRequest { memory: memory.path().to_owned(), ..request }, "it", Some(memory))
    }

    fn of(request: &ScratchRequest, name: &str, memory: Option<TempDir>) -> Server {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let scratch = runtime.block_on(Scratch::acquire(request)).unwrap_or_else(|error| {
            panic!("these tests need PostgreSQL: {error}\n`cargo xtask test` finds or installs one")
        });
        let name = format!("{name}_{}", NUMBER.fetch_add(1, Ordering::Relaxed));
        runtime.block_on(async {
            let session = scratch.session().await.unwrap();
            create_database(&session, &name, "template0").await.unwrap();
        });
        let target = scratch.target().with_database(&name);
        Server { runtime, scratch: Some(scratch), target, _memory: memory }
    }

    /// The URL of the database, as a superuser.
    pub(crate) fn url(&self) -> String {
        self.target.to_url_without_password()
    }

    /// The URL of the database as another role, who may have a password.
    pub(crate) fn url_as(&self, login: &str) -> String {
        self.url().replacen("postgres://postgres@", &format!("postgres://{login}@"), 1)
    }

    /// The URL of another database on the same server.
    pub(crate) fn url_of(&self, database: &str) -> String {
        self.target.with_database(database).to_url_without_password()
    }

    pub(crate) fn database(&self) -> &str {
        self.target.database()
    }

    /// Runs statements as a superuser.
    pub(crate) fn sql(&self, sql: &str) {
        self.rows(sql);
    }

    /// Runs statements and answers the rows, their columns joined by `|`.
    pub(crate) fn rows(&self, sql: &str) -> Vec<String> {
        self.rows_of(self.database(), sql)
    }

    /// As [`Server::rows`], in another database on the same server.
    pub(crate) fn rows_of(&self, database: &str, sql: &str) -> Vec<String> {
        let rows = self.runtime.block_on(async {
            let session = Session::connect(&self.target.with_database(database)).await.unwrap();
            session.rows(sql).await.unwrap()
        });
        let cell = |cell: &Option<String>| cell.clone().unwrap_or_default();
        rows.iter().map(|row| row.iter().map(cell).collect::<Vec<_>>().join("|")).collect()
    }

    /// What comes of something that is done while somebody else has a table for itself.
    pub(crate) fn with_table_locked<T>(&self, table: &str, done: impl FnOnce() -> T) -> T {
        self.while_somebody_has(&format!("BEGIN; LOCK TABLE {table}"), done)
    }

    /// What comes of something that is done while somebody else has what these statements give, for as long as a
    /// transaction or a session lasts.
    pub(crate) fn while_somebody_has<T>(&self, sql: &str, done: impl FnOnce() -> T) -> T {
        let session = self.runtime.block_on(async {
            let session = Session::connect(&self.target).await.unwrap();
            session.batch(sql).await.unwrap();
            session
        });
        let done = done();
        self.runtime.block_on(async { session.batch("ROLLBACK").await.unwrap() });
        done
    }

    /// Makes this role prove itself with its password from now on.
    pub(crate) fn demand_password(&self, role: &str) {
        self.let_in(role, "scram-sha-256");
    }

    /// How this role is let in from now on.
    pub(crate) fn let_in(&self, role: &str, method: &str) {
        let settings = self.folder().join("data/pg_hba.conf");
        let lines = std::fs::read_to_string(&settings).unwrap();
        std::fs::write(&settings, format!("local all {role} {method}\n{lines}")).unwrap();
        self.sql("SELECT pg_reload_conf()");
        // A reload is asynchronous; the server says when it has read the file.
        let read = format!(
            "SELECT count(*) FROM pg_hba_file_rules WHERE auth_method = '{method}' AND user_name = '{{{role}}}'"
        );
        while self.rows(&read) == ["0"] {
            std::thread::yield_now();
        }
    }

    /// Where the server's socket is.
    pub(crate) fn socket_folder(&self) -> PathBuf {
        self.folder()
    }

    pub(crate) fn folder(&self) -> PathBuf {
        match &self.target.hosts()[0] {
            Host::Socket { folder, .. } => folder.clone(),
            other => panic!("a throw-away server has a socket, not {other}"),
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(scratch) = self.scratch.take() {
            let closed = self.runtime.block_on(scratch.close());
            if !std::thread::panicking() {
                closed.unwrap();
            }
        }
    }
}
