//! Many runners at once: each migration is applied once, and everybody ends well.

use std::process::Stdio;

use crate::postgres::Server;
use crate::program::Project;

const RUNNERS: usize = 16;
/// With a connection for each and one for the lock they are more than a server has by default.
const CROWD: usize = 64;

/// How often each migration was applied, and how often anything failed.
const APPLIED: &str = "SELECT migration, count(*) FILTER (WHERE event = 'applied'), \
     count(*) FILTER (WHERE event = 'failed') FROM evenkeel.ledger GROUP BY migration ORDER BY 1";

#[test]
fn a_crowd_on_a_fresh_database_whose_first_migration_takes_four_seconds() {
    let server = Server::alone();
    let project = Project::at(server.url());
    project.write(
        "migrations/20260101000001_slow/migration.sql",
        "CREATE TABLE slow (id integer PRIMARY KEY);\nSELECT pg_sleep(4);\n",
    );
    project.write(
        "migrations/20260101000002_next/migration.sql",
        "CREATE TABLE next (id integer PRIMARY KEY);\n",
    );
    run_all(CROWD, &project, &["migrate"]);
    assert_eq!(server.rows(APPLIED), ["20260101000001_slow|1|0", "20260101000002_next|1|0"]);
}

#[test]
fn sixteen_on_a_database_that_is_not_there() {
    let server = Server::alone();
    let name = format!("{}_new", server.database());
    let project = Project::at(server.url_of(&name));
    let columns = ["id integer PRIMARY KEY", "name text", "note text"];
    for length in 1..=columns.len() {
        project.write("schema.sql", format!("CREATE TABLE t ({});\n", columns[..length].join(", ")));
        project.done(&["generate", &format!("t{length}"), "--dialect", "postgres"]);
    }
    run_all(RUNNERS, &project, &["migrate", "--create-database"]);
    let applied = server.rows_of(&name, APPLIED);
    assert_eq!(applied.len(), columns.len());
    assert!(applied.iter().all(|row| row.ends_with("|1|0")), "{applied:?}");
}

#[test]
fn sixteen_on_one_file() {
    let project = Project::sqlite();
    for number in 1..=5 {
        let sql = format!("CREATE TABLE t{number} (id integer PRIMARY KEY);\n");
        project.write(&format!("migrations/2026010100000{number}_t{number}/migration.sql"), sql);
    }
    run_all(RUNNERS, &project, &["migrate", "--create-database"]);
    let status = project.json(&["status"]);
    assert_eq!(status["pending"], 0);
    assert_eq!(status["migrations"].as_array().unwrap().len(), 5);
}

fn run_all(count: usize, project: &Project, arguments: &[&str]) {
    let start = || {
        let mut command = project.command(arguments);
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    };
    let runners: Vec<_> = (0..count).map(|_| start()).collect();
    let mut applied = 0;
    for runner in runners {
        let ran = project.ran(runner.wait_with_output().unwrap());
        assert_eq!(ran.code, 0, "{ran}");
        applied += ran.stdout.lines().filter(|line| line.starts_with("applied ")).count();
    }
    assert_eq!(applied, project.migrations().len(), "each is told by the one runner that applied it");
}
