//! The demo keeps its promises on both databases.

use crate::program::Project;

#[test]
fn on_sqlite() {
    let told = Project::sqlite().done(&["demo"]);
    assert!(told.contains("Every promise held."), "{told}");
}

#[test]
fn on_postgres() {
    let told = Project::sqlite().done(&["demo", "--postgres"]);
    assert!(told.contains("Every promise held."), "{told}");
}
