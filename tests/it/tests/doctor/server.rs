//! The server itself.

use std::io::{Read, Write};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::PathBuf;

use tempfile::TempDir;

use super::{examine, examine_url};
use crate::deploy::cluster::Park;
use crate::deploy::poolers::PgBouncer;
use crate::postgres::Server;
use crate::program::Project;

/// Stands before a server and passes on all it says, but for its version.
struct Disguise {
    folder: TempDir,
}

impl Disguise {
    /// The major version is told to be these two digits.
    fn of(server: &Server, major: &'static [u8; 2]) -> Disguise {
        let folder = tempfile::Builder::new().prefix("ekd").tempdir_in("/tmp").unwrap();
        let listener = UnixListener::bind(folder.path().join(".s.PGSQL.5432")).unwrap();
        let upstream = server.socket_folder().join(".s.PGSQL.5432");
        std::thread::spawn(move || {
            listener.incoming().flatten().for_each(|client| pass_on(client, upstream.clone(), major));
        });
        Disguise { folder }
    }

    fn url(&self, server: &Server, role: &str) -> String {
        let host = self.folder.path().to_str().unwrap().replace('/', "%2F");
        format!("postgres://{role}@/{}?host={host}", server.database())
    }
}

fn pass_on(client: UnixStream, upstream: PathBuf, major: &'static [u8; 2]) {
    let server = UnixStream::connect(upstream).unwrap();
    copy(client.try_clone().unwrap(), server.try_clone().unwrap(), |_| {});
    copy(server, client, move |bytes| {
        const NAME: &[u8] = b"server_version\0";
        let at = bytes.windows(NAME.len()).position(|window| window == NAME);
        if let Some(at) = at.map(|at| at + NAME.len()) {
            bytes[at..at + 2].copy_from_slice(major);
        }
    });
}

fn copy(mut from: UnixStream, mut to: UnixStream, change: impl Fn(&mut [u8]) + Send + 'static) {
    std::thread::spawn(move || {
        let mut buffer = vec![0; 1 << 16];
        while let Ok(count @ 1..) = from.read(&mut buffer) {
            change(&mut buffer[..count]);
            if to.write_all(&buffer[..count]).is_err() {
                break;
            }
        }
        let _ = to.shutdown(std::net::Shutdown::Both);
    });
}

#[test]
fn a_server_of_a_version_that_is_not_supported() {
    let server = Server::start();
    server.sql("CREATE ROLE it_poor LOGIN");
    let old = Disguise::of(&server, b"13");
    let found = examine_url(&old.url(&server, "postgres"));
    found.says("server-too-old", "broken", "PostgreSQL 13.", "pg_upgrade");
    // Nor is there anything on this machine to make a throw-away server of that version with.
    let found = examine_url(&old.url(&server, "it_poor"));
    found.says("no-scratch", "warning", "no scratch of PostgreSQL 13", "ALTER ROLE it_poor CREATEDB;");
    let new = Disguise::of(&server, b"99");
    let found = examine_url(&new.url(&server, "postgres"));
    found.says("server-too-new", "warning", "PostgreSQL 99.", "update evenkeel");
    let project = Project::at(new.url(&server, "postgres"));
    project.write("evenkeel.toml", "[backup]\nwhen = \"always\"\n");
    examine(&project).says("no-pg-dump", "broken", "no pg_dump of PostgreSQL 99", "postgresql-client-99");
    server.sql("DROP ROLE it_poor");
}

#[test]
fn servers_that_take_no_changes() {
    let park = Park::open();
    let primary = park.primary();
    let standby = park.standby(&primary);
    examine_url(&standby.url()).says("replica", "broken", "a replica of another one", "name the primary");
    let server = Server::start();
    server.sql("CREATE ROLE it_looker LOGIN; ALTER ROLE it_looker SET default_transaction_read_only = on");
    let found = examine_url(&server.url_as("it_looker"));
    found.says("read-only", "broken", "default_transaction_read_only is on", "use a role that may write");
    server.sql("DROP ROLE it_looker");
}

#[test]
fn poolers_are_found_out() {
    let server = Server::alone();
    let pooler = PgBouncer::start(&server, "transaction", 20);
    let found = examine_url(&pooler.url(&server));
    found.says("transaction-pooler", "warning", "CONCURRENTLY", "the URL of the server itself");
    let single = PgBouncer::start(&server, "transaction", 1);
    let found = examine_url(&single.url(&server));
    found.says("one-connection", "broken", "one connection only", "default_pool_size");
    let session = PgBouncer::start(&server, "session", 20);
    examine_url(&session.url(&server)).one("no-pooler", "ok");
}

#[test]
fn clocks_that_differ() {
    let server = Server::start();
    examine_url(&server.url()).one("clock", "ok");
    // In this database alone, the server's clock goes wrong.
    server.sql(
        "CREATE OR REPLACE FUNCTION pg_catalog.clock_timestamp() RETURNS timestamptz LANGUAGE sql VOLATILE \
         AS $$ SELECT pg_catalog.statement_timestamp() + interval '90 minutes' $$",
    );
    let found = examine_url(&server.url());
    found.says("clock-skew", "warning", "s ahead of this machine's", "timedatectl set-ntp true");
}
