//! The ledger, and what runs that died left in the database.

use super::{examine, remedies};
use crate::deploy::until;
use crate::postgres::Server;
use crate::program::Project;

const ONE: &str = "migrations/20260101000001_one/migration.sql";
const TWO: &str = "migrations/20260101000002_two/migration.sql";

fn project(server: &Server) -> Project {
    let project = Project::at(server.url());
    project.write(ONE, "CREATE TABLE one (id integer);\nINSERT INTO one VALUES (1), (1);\n");
    project.done(&["migrate"]);
    project
}

#[test]
fn a_healthy_project_is_called_that() {
    let server = Server::start();
    let project = project(&server);
    let ran = project.run(&["doctor"]);
    assert_eq!(ran.code, 0, "{ran}");
    assert!(ran.stdout.contains("tells of 1 applied"), "{ran}");
    assert!(ran.stdout.contains("\nhealthy"), "{ran}");
}

#[test]
fn attempts_that_came_to_nothing() {
    let server = Server::start();
    let project = project(&server);
    project.write(TWO, "SELECT 1 / 0;\n");
    assert_eq!(project.run(&["migrate"]).code, 1);
    examine(&project).says("failed-migration", "broken", "division by zero", "evenkeel migrate");
    project
        .write(TWO, "CREATE TABLE two (id integer);\nCREATE UNIQUE INDEX CONCURRENTLY one_id ON one (id);\n");
    assert_eq!(project.run(&["migrate"]).code, 1);
    // As somebody leaves it who builds an index by hand.
    server.sql("CREATE INDEX by_hand ON one (id)");
    server.sql("UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'by_hand'::regclass");
    let found = examine(&project);
    found.says("half-applied", "broken", "1 of its parts are done", "evenkeel migrate");
    found.says(
        "invalid-index",
        "broken",
        "public.by_hand is not valid",
        "REINDEX INDEX CONCURRENTLY public.by_hand;",
    );
    server.sql(&remedies(&found.one("invalid-index", "broken"))[1]);
    server.sql("DELETE FROM one");
    project.done(&["migrate"]);
    assert_eq!(examine(&project).code, 0);
}

#[test]
fn histories_that_do_not_fit() {
    let server = Server::start();
    let project = project(&server);
    project.write("migrations/20250101000000_late/migration.sql", "SELECT 1;\n");
    examine(&project).says("out-of-order", "broken", "20250101000000_late", "evenkeel status");
    std::fs::remove_dir_all(project.path("migrations/20250101000000_late")).unwrap();
    project.write(ONE, "CREATE TABLE other (id integer);\n");
    examine(&project).says("edited-migration", "broken", "20260101000001_one", "evenkeel status");
    std::fs::remove_dir_all(project.path("migrations/20260101000001_one")).unwrap();
    examine(&project).says("missing-migration", "broken", "20260101000001_one", "evenkeel status");
    project.write("migrations/20260101000001_half/down.sql", "SELECT 1;\n");
    examine(&project).one("half-written-migration", "broken");
}

#[test]
fn branches_that_continue_the_same_migration() {
    let project = Project::sqlite();
    project.write("schema.sql", "CREATE TABLE a (id INTEGER PRIMARY KEY);\n");
    project.done(&["generate", "a"]);
    project.done(&["migrate", "--create-database"]);
    let first = project.migrations();
    project.write(
        "schema.sql",
        "CREATE TABLE a (id INTEGER PRIMARY KEY);\nCREATE TABLE b (id INTEGER PRIMARY KEY);\n",
    );
    project.done(&["generate", "b"]);
    let second = project.migrations().pop().unwrap();
    let aside = project.path("aside");
    std::fs::rename(project.path(&format!("migrations/{second}")), &aside).unwrap();
    project.write(
        "schema.sql",
        "CREATE TABLE a (id INTEGER PRIMARY KEY);\nCREATE TABLE c (id INTEGER PRIMARY KEY);\n",
    );
    project.done(&["generate", "c"]);
    std::fs::rename(&aside, project.path(&format!("migrations/{}_b", "20990101000000"))).unwrap();
    assert_eq!(project.migrations().len(), first.len() + 2);
    examine(&project).says("forked-history", "broken", "all continue", "evenkeel rebase");
}

#[test]
fn a_ledger_of_another_version() {
    let server = Server::start();
    let project = project(&server);
    server.sql("UPDATE evenkeel.ledger SET tool = 'evenkeel 99.0.0'");
    examine(&project).says(
        "old-evenkeel",
        "warning",
        "evenkeel 99.0.0 has written",
        "update to evenkeel 99.0.0",
    );
    server.sql("UPDATE evenkeel.ledger SET event = 'dreamt'");
    examine(&project).says("ledger-unreadable", "broken", "`dreamt`", "newer version");
}

/// The number of the runners' lock, as ARCHITECTURE.md has it in words.
const KEY: &str = "-6512089342575821509";

#[test]
fn a_lock_under_which_nobody_works() {
    let server = Server::start();
    let project = project(&server);
    let held = format!("BEGIN; SELECT pg_advisory_xact_lock({KEY}); SELECT pg_sleep(600)");
    let url = server.url();
    let keeper = std::thread::spawn(move || {
        std::process::Command::new(env!("CARGO_BIN_EXE_victim")).args([&url, "ask", &held]).status()
    });
    until("the lock", || {
        server.rows("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())") == ["1"]
    });
    examine(&project).one("run-under-way", "warning");
    let ran = project.run(&["doctor", "--json", "--stale-after", "0s"]);
    let found = super::findings_of(&ran);
    found.says("stale-lock", "broken", "nobody works under it", "SELECT pg_terminate_backend(");
    server.sql(remedies(&found.one("stale-lock", "broken"))[0].split("    ").next().unwrap());
    keeper.join().unwrap().unwrap();
    assert_eq!(examine(&project).code, 0);
}

#[test]
fn what_a_dead_run_left_running() {
    let server = Server::start();
    let project = project(&server);
    let (url, text) = (server.url(), "/* evenkeel migrate */ SELECT pg_sleep(600)");
    let keeper = std::thread::spawn(move || {
        std::process::Command::new(env!("CARGO_BIN_EXE_victim")).args([&url, "ask", text]).status()
    });
    let at_work = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE '/* evenkeel migrate */%'";
    until("the statement", || server.rows(at_work) == ["1"]);
    let found = examine(&project);
    found.says("still-running", "warning", "pg_sleep(600)", "SELECT pg_terminate_backend(");
    server.sql(&remedies(&found.one("still-running", "warning"))[0]);
    keeper.join().unwrap().unwrap();
}

#[test]
fn throw_away_databases_that_are_left() {
    let server = Server::alone();
    let project = project(&server);
    let name = "evenkeel_scratch_1_0123456789ab";
    server.sql(&format!("CREATE DATABASE {name}"));
    server.sql(&format!("COMMENT ON DATABASE {name} IS 'evenkeel scratch of nobody'"));
    let found = examine(&project);
    found.says("orphaned-scratch", "warning", "the next run", &format!("DROP DATABASE {name};"));
    server.sql(&remedies(&found.one("orphaned-scratch", "warning"))[0]);
    assert!(!examine(&project).has("orphaned-scratch"));
}
