//! Runs that are cut off, and go on where they were.

use std::process::{Child, Stdio};

use super::{SQL, TOML, counts, project, with_rows};
use evenkeel_engine::database::Database;
use evenkeel_engine::place::Place;

use crate::deploy::until;
use crate::postgres::Server;
use crate::program::Project;

const KILLS: u64 = 20;
const ROWS: u64 = 2000;

/// So slow that a run is cut off in the middle of a batch more often than between two.
const SLOW: &str = "CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS \
     'BEGIN PERFORM pg_sleep(0.001); RETURN new; END';\n\
     CREATE TRIGGER slow BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION slow();\n";

fn start(project: &Project) -> Child {
    project.command(&["backfill", "fill"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

fn rows(server: &Server) -> u64 {
    let rows = server.rows("SELECT rows FROM evenkeel.backfill");
    rows.first().map_or(0, |rows| rows.parse().unwrap())
}

#[test]
fn killed_twenty_times_every_row_is_done_once() {
    let server = Server::start();
    let project =
        project(&server, 2000, "table = \"t\"\nrun = \"apart\"\n[batch]\nrows = 20\nmost_rows = 20\n");
    project.done(&["migrate"]);
    server.sql(SLOW);
    let mut first = start(&project);
    until("the table", || server.rows("SELECT to_regclass('evenkeel.backfill') IS NOT NULL") == ["t"]);
    first.kill().unwrap();
    first.wait().unwrap();
    for _ in 1..KILLS {
        let before = rows(&server);
        assert!(before < ROWS, "the whole table is done before the last kill");
        let mut run = start(&project);
        until("some batches", || rows(&server) >= before + 40);
        run.kill().unwrap();
        assert_eq!(run.wait().unwrap().code(), None, "ended by a signal");
    }
    assert!(rows(&server) < ROWS, "there is something left to go on with");
    let ran = project.run(&["backfill", "fill"]);
    assert_eq!(ran.code, 0, "{ran}");
    assert!(ran.stderr.contains("note: going on with the rows of 20260101000002_fill behind "), "{ran}");
    assert_eq!(counts(&server), [format!("1|{ROWS}")]);
    assert_eq!(
        server.rows("SELECT state, rows, batches FROM evenkeel.backfill"),
        [format!("done|{ROWS}|{}", ROWS / 20)]
    );
}

#[test]
fn killed_twenty_times_on_sqlite() {
    let project = Project::sqlite();
    with_rows(&project, 4000);
    let toml = "table = \"t\"\nrun = \"apart\"\n[batch]\nrows = 20\nmost_rows = 20\n[brakes]\nrows_per_second = 1000\n";
    project.write(TOML, toml);
    project.write(SQL, super::COUNT);
    project.done(&["migrate", "--create-database"]);
    let file = project.path("app.db");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let rows = || -> u64 {
        runtime.block_on(async {
            let database = Database::open(&Place::Sqlite(file.clone()), None).await.unwrap();
            let answer = database.run("SELECT rows FROM evenkeel_backfill").await;
            let told = answer.ok().and_then(|answer| answer.rows.first()?.first()?.as_ref()?.parse().ok());
            told.unwrap_or(0)
        })
    };
    for _ in 0..KILLS {
        let before = rows();
        assert!(before < 4000, "the whole table is done before the last kill");
        let mut run = start(&project);
        until("some batches", || rows() > before);
        run.kill().unwrap();
        run.wait().unwrap();
    }
    project.done(&["backfill", "fill"]);
    project.write(
        "migrations/20260101000009_look/migration.sql",
        "CREATE TABLE look AS SELECT * FROM t WHERE done <> 1;\n",
    );
    project.done(&["migrate"]);
    assert!(project.done(&["inspect", "look"]).contains("Rows: 0\n"));
}

#[test]
fn ctrl_c_pauses() {
    let server = Server::start();
    let project = project(&server, 2000, "table = \"t\"\n[batch]\nrows = 20\nmost_rows = 20\n");
    project.write("migrations/20260101000001_table/migration.sql", project.read(super::TABLE) + SLOW);
    let run = project.command(&["migrate"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    until("some batches", || {
        server.rows("SELECT to_regclass('evenkeel.backfill') IS NOT NULL") == ["t"] && rows(&server) >= 100
    });
    assert!(
        std::process::Command::new("kill").args(["-INT", &run.id().to_string()]).status().unwrap().success()
    );
    let ran = project.ran(run.wait_with_output().unwrap());
    assert_eq!(ran.code, 1, "{ran}");
    assert!(
        ran.stderr.contains("error[interrupted]: the backfill of 20260101000002_fill is paused: "),
        "{ran}"
    );
    assert!(ran.stderr.contains("hint: run the command again; it goes on where it stopped"), "{ran}");
    let status = project.done(&["backfill", "--status"]);
    assert!(status.starts_with("  begun       20260101000002_fill  "), "{status}");
    project.done(&["migrate"]);
    assert_eq!(counts(&server), ["1|2000"]);
}

#[test]
fn two_at_once() {
    let server = Server::start();
    let project =
        project(&server, 1000, "table = \"t\"\nrun = \"apart\"\n[batch]\nrows = 20\nmost_rows = 20\n");
    project.done(&["migrate"]);
    server.sql(SLOW);
    let mut run = start(&project);
    until("the first", || {
        server.rows("SELECT to_regclass('evenkeel.backfill') IS NOT NULL") == ["t"] && rows(&server) > 0
    });
    let ran = project.run(&["backfill", "fill"]);
    assert_eq!(ran.code, 1, "{ran}");
    assert!(ran.stderr.contains("error[backfill-taken]: another run is at work"), "{ran}");
    assert!(run.wait().unwrap().success());
    assert_eq!(counts(&server), ["1|1000"]);
}
