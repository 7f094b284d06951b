//! SQLite databases.

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

use super::{examine, examine_url, findings_of};
use crate::program::{Project, as_nobody};

fn project() -> Project {
    let project = Project::sqlite().with_migration("CREATE TABLE a (id INTEGER PRIMARY KEY, name TEXT);\n");
    project.done(&["migrate", "--create-database"]);
    project
}

#[test]
fn a_file_that_is_well() {
    let found = examine(&project());
    for code in ["takes-changes", "whole", "disk", "ledger"] {
        found.one(code, "ok");
    }
    assert_eq!(found.code, 0);
}

#[test]
fn a_file_that_is_not_there_or_no_database() {
    let found = examine_url("sqlite:none.db");
    found.says("no-such-database", "broken", "none.db", "--create-database");
    let project = Project::sqlite();
    project.write("app.db", "this is certainly not a database, however long it is");
    examine(&project).says("cannot-open", "broken", "app.db cannot be opened", "");
}

#[test]
fn a_file_that_is_damaged() {
    let project = project();
    let fill = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < 5000) \
         INSERT INTO a SELECT x, 'some name that takes its room ' || x FROM c;\n";
    project.write("migrations/20260101000009_fill/migration.sql", fill);
    project.done(&["migrate"]);
    let mut bytes = std::fs::read(project.path("app.db")).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 3000].fill(0xAA);
    std::fs::write(project.path("app.db"), bytes).unwrap();
    examine(&project).says("damaged", "broken", "the file is damaged", ".recover");
}

#[test]
fn a_file_on_a_disk_that_is_small_for_it() {
    let project = project();
    let file = std::fs::File::options().write(true).open(project.path("app.db")).unwrap();
    file.set_len(1 << 43).unwrap();
    examine(&project).says("disk-low", "warning", "the database weighs 8.0 TB", "df -h");
}

#[test]
fn a_file_that_another_process_writes() {
    let project = project();
    let mut holder = Command::new(env!("CARGO_BIN_EXE_victim"));
    holder.args(["sqlite:app.db", "hold"]).current_dir(project.path(""));
    let mut holder = holder.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(holder.stdout.take().unwrap()).lines();
    assert_eq!(lines.next().unwrap().unwrap(), "stopped at hold");
    examine(&project).says("database-busy", "warning", "another process is writing", "fuser");
    holder.stdin.take().unwrap().write_all(b"\n").unwrap();
    holder.wait().unwrap();
}

#[test]
fn a_file_or_folder_that_may_not_be_written() {
    let project = project();
    let mut command = project.command(&["doctor", "--json"]);
    as_nobody(&project, &mut command);
    command.env("DATABASE_URL", format!("sqlite:{}", project.path("app.db").display()));
    let found = findings_of(&project.ran(command.output().unwrap()));
    found.says("folder-read-only", "broken", "keeps its journal there", "chmod u+w");
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(project.path(""), std::fs::Permissions::from_mode(0o777)).unwrap();
    let found = findings_of(&project.ran(command.output().unwrap()));
    found.says("read-only", "broken", "takes no changes", "chmod u+w");
}
