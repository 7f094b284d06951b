//! The copy before the first statement of a production run.

use super::{FIRST, SECOND, with_users};
use crate::postgres::Server;
use crate::program::Project;

const LEDGER: &str = "SELECT message FROM evenkeel.ledger WHERE event = 'backup' ORDER BY id";
const PRODUCTION: &str = "[database]\nproduction = true\n[backup]\n";

#[test]
fn pg_dump_makes_it_and_it_can_be_restored() {
    let server = Server::start();
    let project = with_users(&server);
    project.write("evenkeel.toml", PRODUCTION);
    project.write(SECOND, "DROP TABLE users;\n");
    let said = project.done(&["migrate"]);
    let files = project.list("backups");
    assert_eq!(files.len(), 1, "{said}");
    assert!(said.contains(&format!("backups/{}", files[0])), "{said}");
    let told = server.rows(LEDGER);
    assert!(told[0].contains(&files[0]) && told[0].ends_with("bytes, read back"), "{told:?}");
    let name = format!("{}_back", server.database());
    server.sql(&format!("CREATE DATABASE {name}"));
    let restored = std::process::Command::new("pg_restore")
        .args(["-d", &server.url_of(&name)])
        .arg(project.path("backups").join(&files[0]))
        .status()
        .unwrap();
    assert!(restored.success());
    assert_eq!(server.rows_of(&name, "SELECT count(*) FROM users"), ["1000"]);
    // Nothing to do, nothing to keep.
    project.done(&["migrate"]);
    assert_eq!(project.list("backups").len(), 1);
}

#[test]
fn a_backup_that_fails_stops_the_run() {
    let server = Server::start();
    let project = with_users(&server);
    project.write(SECOND, "DROP TABLE users;\n");
    for (command, why) in [
        ("exit 3", "ended with exit status: 3"),
        ("true", "wrote no file"),
        (": > $EVENKEEL_BACKUP", "is empty"),
        ("printf 'PGDMP nonsense' > $EVENKEEL_BACKUP", "pg_restore"),
    ] {
        project.write("evenkeel.toml", format!("{PRODUCTION}command = \"{command}\"\n"));
        let ran = project.run(&["migrate"]);
        assert_eq!(ran.code, 1, "{ran}");
        assert!(
            ran.stderr.contains(
                "error[backup-failed]: there is no backup that can be relied on, so nothing was run"
            ),
            "{ran}"
        );
        assert!(ran.stderr.contains(why), "{ran}");
    }
    assert_eq!(server.rows("SELECT count(*) FROM users"), ["1000"]);
    assert_eq!(server.rows(LEDGER), [""; 0]);
}

#[test]
fn a_command_may_keep_it_elsewhere_and_its_secret_stays_one() {
    let server = Server::start();
    let project = with_users(&server);
    project.write(SECOND, "ALTER TABLE users ADD COLUMN age integer;\n");
    let command = "test -n \\\"$PGHOST$PGDATABASE\\\" && echo s3://key:hush@bucket/app.dump?token=hush";
    project.write("evenkeel.toml", format!("{PRODUCTION}command = \"{command}\"\n"));
    let said = project.done(&["migrate"]);
    assert!(said.contains("s3://bucket/app.dump, not on this machine"), "{said}");
    assert!(!said.contains("hush"), "{said}");
    assert!(!server.rows(LEDGER).concat().contains("hush"));
}

#[test]
fn only_what_is_production_is_kept_unless_it_says_always() {
    let project = Project::sqlite();
    project.write(FIRST, "CREATE TABLE users (id integer PRIMARY KEY);\nINSERT INTO users VALUES (1);\n");
    project.write("evenkeel.toml", "[backup]\ndir = \"kept\"\n");
    project.done(&["migrate", "--create-database"]);
    assert_eq!(project.list("kept"), [""; 0]);
    project.write("evenkeel.toml", "[backup]\ndir = \"kept\"\nwhen = \"always\"\n");
    project.write(SECOND, "DELETE FROM users;\n");
    let said = project.done(&["migrate"]);
    let files = project.list("kept");
    assert_eq!(files.len(), 1, "{said}");
    let copy = Project::at(format!("sqlite:{}", project.path("kept").join(&files[0]).display()));
    assert!(copy.done(&["inspect"]).contains("CREATE TABLE users"), "{said}");
}
