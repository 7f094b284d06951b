//! Migrations that were compiled into a program, which brings its own database up to date with them.

use evenkeel::Migrator;

use crate::postgres::Server;

fn migrator() -> Migrator {
    evenkeel::migrate!("tests/embedded/migrations")
}

fn run<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

#[test]
fn what_was_compiled_in_is_applied_once() {
    let server = Server::start();
    let names = ["20260101000001_users", "20260102000001_note"];
    assert_eq!(run(migrator().pending(&server.url())).unwrap(), names);
    assert_eq!(run(migrator().migrate(&server.url())).unwrap(), names);
    assert_eq!(run(migrator().migrate(&server.url())).unwrap(), [""; 0]);
    server.sql("INSERT INTO users (id) VALUES (1)");
    assert_eq!(server.rows("SELECT name FROM users"), ["\"quoted\" {braces} \\ and 'more'"]);
}
