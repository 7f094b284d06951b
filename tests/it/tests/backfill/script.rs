//! Programs in other languages.

use super::{FILL, TOML, counts, events, with_rows};
use crate::postgres::Server;
use crate::program::Project;

fn project(server: &Server) -> Project {
    let project = Project::at(server.url());
    with_rows(&project, 100);
    project
}

#[test]
fn a_program_does_it_and_its_exit_code_decides() {
    let server = Server::start();
    let project = project(&server);
    project.write(TOML, "script = \"sh fill.sh\"\n");
    let script = FILL.replace("migration.sql", "fill.sh");
    project.write(&script, "echo \"working on $EVENKEEL_MIGRATION\"\nexit 3\n");
    let ran = project.run(&["migrate"]);
    assert_eq!(ran.code, 1, "{ran}");
    assert!(ran.stderr.contains("working on 20260101000002_fill"), "{ran}");
    assert!(ran.stderr.contains("error[backfill-script]: the program of the backfill of 20260101000002_fill failed: `sh fill.sh` ended with exit status: 3"), "{ran}");
    assert!(!ran.stdout.contains("working on"), "{ran}");
    project.write("migrations/20260101000003_later/migration.sql", "ALTER TABLE t ADD CHECK (done = 1);\n");
    // It gets the URL of the database, and may take as many tries as it needs.
    let victim = env!("CARGO_BIN_EXE_victim");
    project.write(
        &script,
        format!("'{victim}' \"$DATABASE_URL\" ask 'UPDATE t SET done = done + 1 WHERE done = 0'\n"),
    );
    project.done(&["migrate"]);
    assert_eq!(counts(&server), ["1|100"]);
    assert_eq!(events(&server), ["backfill-started", "backfill-failed", "backfill-done"]);
    assert_eq!(project.done(&["migrate"]), "up to date: 3 migrations applied\n");
}

#[test]
fn what_has_to_hold_at_the_end_is_asked_of_programs_too() {
    let server = Server::start();
    let project = project(&server);
    project.write(TOML, "script = \"true\"\nrun = \"apart\"\n");
    project.write(super::VERIFY, "SELECT id FROM t WHERE done <> 1 AND id < 3 ORDER BY id;\n");
    project.done(&["migrate"]);
    let ran = project.run(&["backfill", "fill"]);
    assert!(ran.stderr.contains("error[backfill-unverified]"), "{ran}");
    assert!(ran.stderr.contains("2 rows are not as verify.sql demands"), "{ran}");
}
