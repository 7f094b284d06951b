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
