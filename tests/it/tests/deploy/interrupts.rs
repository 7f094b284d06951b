//! Ctrl-C, and what `docker stop` sends.

use std::process::Child;

use super::{SECOND, applied, at_work, end, start, with_users};
use crate::postgres::Server;
use crate::program::Project;

fn send(child: &Child, signal: &str) {
    let sent = std::process::Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap();
    assert!(sent.success());
}

#[test]
fn the_statement_is_cancelled_and_rolled_back_on_the_server() {
    let server = Server::start();
    let project = with_users(&server);
    project.write(SECOND, "CREATE TABLE t (id integer);\nSELECT pg_sleep(120);\n");
    for signal in ["-INT", "-TERM"] {
        let run = start(&project, &["migrate"]);
        at_work(&server, "20260101000002_second");
        send(&run, signal);
        let ran = project.ran(end(run));
        assert_eq!(ran.code, 1, "{ran}");
        assert!(
            ran.stderr.contains(
                "error[interrupted]: interrupted at statement 2 of migration 20260101000002_second; what its \
                 transaction had done is rolled back"
            ),
            "{ran}"
        );
        assert_eq!(
            server.rows("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'evenkeel:%'"),
            ["0"]
        );
        assert_eq!(server.rows("SELECT to_regclass('t') IS NULL"), ["t"]);
    }
    project.write(SECOND, "CREATE TABLE t (id integer);\n");
    project.done(&["migrate"]);
    assert_eq!(applied(&server).len(), 2);
}

#[test]
fn sqlite_rolls_back_as_well() {
    let project = Project::sqlite();
    let endless = "CREATE TABLE t (id integer PRIMARY KEY);\n\
         CREATE TABLE n AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT max(x) FROM c;\n";
    project.write(SECOND, endless);
    let run = start(&project, &["migrate", "--create-database", "--verbose"]);
    // The file is there before the statement runs.
    super::until("the database", || {
        project.path("app.db-journal").exists() || project.path("app.db-wal").exists()
    });
    send(&run, "-INT");
    let ran = project.ran(end(run));
    assert_eq!(ran.code, 1, "{ran}");
    assert!(ran.stderr.contains("error[interrupted]: interrupted at statement "), "{ran}");
    assert!(ran.stderr.contains("what its transaction had done is rolled back"), "{ran}");
    project.write(SECOND, "CREATE TABLE t (id integer PRIMARY KEY);\n");
    project.done(&["migrate"]);
}
