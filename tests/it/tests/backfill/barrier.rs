//! When backfills run, and what waits for them.

use super::{LATER, SQL, TOML, counts, events, project, with_rows};
use crate::postgres::Server;
use crate::program::Project;

#[test]
fn migrate_fills_before_the_next_migration() {
    let server = Server::start();
    let project = project(&server, 5000, "table = \"t\"\n[batch]\nrows = 100\nmost_rows = 1000\n");
    project.write(LATER, "ALTER TABLE t ADD CHECK (done = 1);\n");
    let said = project.done(&["migrate"]);
    assert!(said.contains("filled 20260101000002_fill in "), "{said}");
    assert!(said.contains(": 5000 rows\n"), "{said}");
    assert_eq!(counts(&server), ["1|5000"]);
    assert_eq!(events(&server), ["backfill-started", "backfill-done"]);
    let order = server.rows("SELECT migration, event FROM evenkeel.ledger WHERE event IN ('applied', 'backfill-done') ORDER BY id");
    assert_eq!(
        order,
        [
            "20260101000001_table|applied",
            "20260101000002_fill|applied",
            "20260101000002_fill|backfill-done",
            "20260101000003_later|applied"
        ]
    );
    assert_eq!(project.done(&["migrate"]), "up to date: 3 migrations applied\n");
    assert_eq!(project.done(&["backfill"]), "nothing to do: every backfill is done\n");
    assert_eq!(project.run(&["status", "--exit-code"]).code, 0);
    assert_eq!(project.run(&["drift", "--exit-code"]).code, 0);
}

#[test]
fn what_is_done_apart_holds_up_what_comes_later() {
    let server = Server::start();
    let project = project(&server, 500, "table = \"t\"\nrun = \"apart\"\n");
    project.write(LATER, "ALTER TABLE t ADD CHECK (done = 1);\n");
    let ran = project.run(&["migrate"]);
    assert_eq!(ran.code, 1, "{ran}");
    assert!(
        ran.stderr.contains(
            "error[backfill-barrier]: the backfill of 20260101000002_fill is not done, and 20260101000003_later has to wait"
        ),
        "{ran}"
    );
    assert!(ran.stderr.contains("hint: `evenkeel backfill 20260101000002_fill` does it"), "{ran}");
    assert_eq!(counts(&server), ["0|500"]);
    let status = project.done(&["backfill", "--status"]);
    assert_eq!(
        status,
        "  pending     20260101000002_fill  not begun, to be run apart; later migrations wait for it\n"
    );
    let status = project.run(&["status", "--exit-code"]);
    assert_eq!(status.code, 3, "{status}");
    let line =
        "  backfill      20260101000002_fill  not begun, to be run apart; later migrations wait for it\n";
    assert!(status.stdout.contains(line), "{status}");
    assert!(status.stdout.ends_with("2 migrations applied, 1 pending, 1 to be filled\n"), "{status}");
    assert!(
        status.stderr.contains("hint: evenkeel backfill goes on with what is not filled yet"),
        "{status}"
    );
    let doctor = project.json(&["doctor"]);
    let found =
        doctor["findings"].as_array().unwrap().iter().find(|one| one["code"] == "backfill-open").unwrap();
    let remedy = "evenkeel backfill 20260101000002_fill";
    assert_eq!((&found["severity"], &found["remedies"][0]), (&"warning".into(), &remedy.into()));
    // What follows the stamp is name enough.
    assert!(project.done(&["backfill", "fill"]).ends_with("done: 1 backfill\n"));
    assert_eq!(counts(&server), ["1|500"]);
    let json = project.json(&["backfill", "--status"]);
    assert_eq!(
        (&json["backfills"][0]["progress"], &json["backfills"][0]["rows"]),
        (&"done".into(), &500.into())
    );
    project.done(&["migrate"]);
}

#[test]
fn a_new_database_has_nothing_to_be_watched_over() {
    let server = Server::start();
    let project = project(&server, 1, "table = \"t\"\nrun = \"apart\"\n");
    project.write(super::TABLE, "CREATE TABLE t (id integer PRIMARY KEY);\n");
    project.write(LATER, "ALTER TABLE t ADD CHECK (done = 1);\n");
    project.done(&["migrate"]);
    assert_eq!(events(&server), ["backfill-started", "backfill-done"]);
}

#[test]
fn what_is_no_barrier_is_done_at_the_end_or_apart() {
    let server = Server::start();
    let project = project(&server, 300, "table = \"t\"\nrun = \"apart\"\nfinalize = false\n");
    project.write(LATER, "CREATE TABLE later (id integer);\n");
    project.done(&["migrate"]);
    assert_eq!(counts(&server), ["0|300"]);
    assert!(project.done(&["migrate"]).starts_with("up to date"));
    project.write(TOML, "table = \"t\"\nfinalize = false\n");
    assert!(project.done(&["migrate"]).ends_with("done: 1 backfill\n"));
    assert_eq!(counts(&server), ["1|300"]);
}

#[test]
fn a_migration_that_is_taken_back_and_applied_again_is_filled_again() {
    let server = Server::start();
    let project = project(&server, 300, "table = \"t\"\n");
    project.write("migrations/20260101000002_fill/down.sql", "ALTER TABLE t DROP COLUMN done;\n");
    project.done(&["migrate"]);
    project.done(&["rollback"]);
    assert!(project.done(&["backfill", "--status"]).contains("waiting"));
    let ran = project.run(&["backfill", "fill"]);
    assert!(ran.stderr.contains("error[not-applied]"), "{ran}");
    project.done(&["migrate"]);
    assert_eq!(counts(&server), ["1|300"]);
}

#[test]
fn on_sqlite_too() {
    let project = Project::sqlite();
    with_rows(&project, 5000);
    project.write(TOML, "table = \"t\"\n[batch]\nrows = 100\n");
    project.write(SQL, super::COUNT);
    project.write(super::VERIFY, "SELECT id FROM t WHERE done <> 1;\n");
    project.write(LATER, "CREATE TABLE later AS SELECT done, count(*) AS n FROM t GROUP BY done;\n");
    project.done(&["migrate", "--create-database"]);
    let json = project.json(&["backfill", "--status"]);
    assert_eq!(
        (&json["backfills"][0]["progress"], &json["backfills"][0]["rows"]),
        (&"done".into(), &5000.into())
    );
    project.write("check/migration.sql", "");
    let told = project.done(&["inspect", "later"]);
    assert!(told.contains("Rows: 1\n"), "{told}");
    assert_eq!(project.run(&["drift", "--exit-code"]).code, 0);
    project.done(&["reset", "--yes"]);
    assert!(project.done(&["backfill"]).contains("every backfill is done"));
}
