//! Many runners at once: each migration is applied once, and everybody ends well.

use std::process::Stdio;

use crate::postgres::Server;
use crate::program::Project;

const RUNNERS: usize = 16;

#[test]
fn sixteen_on_a_fresh_database() {
    let server = Server::start();
    let project = Project::at(server.url());
    project.write(
        "migrations/20260101000001_slow/migration.sql",
        "CREATE TABLE slow (id integer PRIMARY KEY);\nSELECT pg_sleep(4);\n",
    );
    project.write(
        "migrations/20260101000002_next/migration.sql",
        "CREATE TABLE next (id integer PRIMARY KEY);\n",
    );
    run_all(&project);
    let applied =
        server.rows("SELECT DISTINCT migration FROM evenkeel.ledger WHERE event = 'applied' ORDER BY 1");
    assert_eq!(applied, ["20260101000001_slow", "20260101000002_next"]);
}

#[test]
fn sixteen_on_one_file() {
    let project = Project::sqlite();
    for number in 1..=5 {
        let sql = format!("CREATE TABLE t{number} (id integer PRIMARY KEY);\n");
        project.write(&format!("migrations/2026010100000{number}_t{number}/migration.sql"), sql);
    }
    run_all(&project);
    let status = project.json(&["status"]);
    assert_eq!(status["pending"], 0);
    assert_eq!(status["migrations"].as_array().unwrap().len(), 5);
}

fn run_all(project: &Project) {
    let start = || {
        let mut command = project.command(&["migrate", "--create-database"]);
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    };
    let runners: Vec<_> = (0..RUNNERS).map(|_| start()).collect();
    let mut applied = 0;
    for runner in runners {
        let ran = project.ran(runner.wait_with_output().unwrap());
        assert_eq!(ran.code, 0, "{ran}");
        applied += ran.stdout.lines().filter(|line| line.starts_with("applied ")).count();
    }
    assert_eq!(applied, project.migrations().len(), "each is told by the one runner that applied it");
}
