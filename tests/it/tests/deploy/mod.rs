//! Deploys as they go in production: others are at work, connections break, several start together.

mod backups;
pub(crate) mod cluster;
mod containers;
mod dropped_column;
mod failover;
mod interrupts;
mod locks;
pub(crate) mod poolers;
mod rights;
mod timings;

use std::process::{Child, Output, Stdio};
use std::time::{Duration, Instant};

use crate::postgres::Server;
use crate::program::Project;

/// Long enough for anything on a busy machine.
const PATIENCE: Duration = Duration::from_secs(120);

/// Asks again and again until the answer is yes.
#[track_caller]
pub(crate) fn until(what: &str, mut question: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !question() {
        assert!(begun.elapsed() < PATIENCE, "still waiting for {what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Starts the program and lets it run.
fn start(project: &Project, arguments: &[&str]) -> Child {
    project.command(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

fn end(child: Child) -> Output {
    child.wait_with_output().unwrap()
}

/// Waits until a migration of this name is at work on the server.
fn at_work(server: &Server, migration: &str) {
    let question = format!(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state = 'active' \
         AND application_name = 'evenkeel: {migration}'"
    );
    until(migration, || server.rows(&question) == ["1"]);
}

/// How often each migration was applied.
fn applied(server: &Server) -> Vec<String> {
    server
        .rows("SELECT migration, count(*) FROM evenkeel.ledger WHERE event = 'applied' GROUP BY 1 ORDER BY 1")
}

const USERS: &str = "CREATE TABLE users (id integer PRIMARY KEY, name text);\n\
     INSERT INTO users SELECT g, 'x' FROM generate_series(1, 1000) g;\n";
const FIRST: &str = "migrations/20260101000001_users/migration.sql";
const SECOND: &str = "migrations/20260101000002_second/migration.sql";

/// A project of which the table `users` is made already.
fn with_users(server: &Server) -> Project {
    let project = Project::at(server.url());
    project.write(FIRST, USERS);
    project.done(&["migrate"]);
    project
}
