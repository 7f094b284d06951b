use evenkeel_core::plan::Step;
use evenkeel_core::{Action, Danger, ObjectId, Plan, Sql};

use super::{rebuilds, script_frame};

fn plan(steps: Vec<Step>) -> Plan {
    Plan { steps, repairs: Vec::new() }
}

fn step(kind: &'static str, action: Action) -> Step {
    Step::new(&ObjectId::new(kind, &["x"]), action, Sql::raw("SELECT 1"))
}

#[test]
fn only_what_can_break_rows_is_checked() {
    assert!(!rebuilds(&plan(vec![step("table", Action::Create), step("index", Action::Drop)])));
    assert!(rebuilds(&plan(vec![step("table", Action::Drop)])));
    assert!(rebuilds(&plan(vec![step("table", Action::Alter).risking(Danger::Rewrite, "")])));
}

#[test]
fn nothing_stands_around_nothing() {
    assert_eq!(script_frame(&plan(Vec::new())), ("", ""));
    let (before, after) = script_frame(&plan(vec![step("table", Action::Drop)]));
    assert!(before.contains("PRAGMA foreign_keys = OFF;\n") && before.ends_with("BEGIN IMMEDIATE;\n"));
    assert!(
        after.contains("PRAGMA foreign_key_check;\n")
            && after.ends_with("COMMIT;\nPRAGMA foreign_keys = ON;\n")
    );
}

#[test]
fn a_script_that_breaks_references_changes_nothing() {
    let db = rusqlite::Connection::open_in_memory().unwrap();
    db.execute_batch(
        "CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (p INT REFERENCES p (id));
         INSERT INTO p VALUES (1); INSERT INTO c VALUES (1);",
    )
    .unwrap();
    let (before, after) = script_frame(&plan(vec![step("table", Action::Drop)]));
    db.execute_batch(before).unwrap();
    db.execute_batch("DROP TABLE p").unwrap();
    let error = db.execute_batch(after).unwrap_err();
    assert!(error.to_string().contains("violations = 0"), "{error}");
    assert!(db.is_autocommit(), "the transaction is over");
    let rows: i64 = db.query_row("SELECT count(*) FROM p", [], |row| row.get(0)).unwrap();
    assert_eq!(rows, 1);
}
