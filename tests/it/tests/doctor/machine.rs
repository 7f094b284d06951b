//! This machine: its disks and its programs.

use std::os::unix::fs::PermissionsExt;

use super::{Findings, examine, findings_of};
use crate::postgres::Server;
use crate::program::Project;

fn with(project: &Project, variables: &[(&str, &str)]) -> Findings {
    let mut command = project.command(&["doctor", "--json"]);
    command.envs(variables.iter().copied());
    findings_of(&project.ran(command.output().unwrap()))
}

#[test]
fn folders_in_which_no_throw_away_server_can_live() {
    let server = Server::start();
    server.sql("CREATE ROLE it_small LOGIN");
    let project = Project::at(server.url_as("it_small"));
    let found = with(&project, &[("TMPDIR", "/proc")]);
    found.says("scratch-folder", "broken", "cannot be put into /proc", "TMPDIR=");
    let folder = project.path("left");
    std::fs::create_dir_all(folder.join("evenkeel-scratch-x")).unwrap();
    std::fs::write(folder.join("evenkeel-scratch-x/owner"), "pid 1").unwrap();
    let found = with(&project, &[("TMPDIR", folder.to_str().unwrap())]);
    found.says("orphaned-cluster", "warning", "the next run", "evenkeel-scratch-x");
    assert!(folder.join("evenkeel-scratch-x").exists(), "nothing is changed");
    let found = with(&project, &[("EVENKEEL_PG_BIN", "/nowhere")]);
    found.says("no-scratch", "warning", "/nowhere holds no PostgreSQL", "ALTER ROLE it_small CREATEDB;");
    let named = project.run(&["doctor", "--json", "--scratch-url", "postgres://postgres@127.0.0.1:1/none"]);
    findings_of(&named).says("scratch-url", "broken", "127.0.0.1:1", "is the server running?");
    server.sql("DROP ROLE it_small");
}

#[test]
fn a_server_whose_disk_is_small_for_its_database() {
    let server = Server::alone();
    let oid = server.rows("SELECT oid FROM pg_database WHERE datname = current_database()").remove(0);
    examine(&Project::at(server.url())).one("server-disk", "ok");
    // The server counts a file with a hole in it for what it says it is.
    let file = server.folder().join("data/base").join(oid).join("999999");
    std::fs::File::create(&file).unwrap().set_len(1 << 42).unwrap();
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o644)).unwrap();
    let found = examine(&Project::at(server.url()));
    found.says("disk-low", "warning", "the database weighs 4.0 TB", "df -h");
    server.sql("CREATE ROLE blind LOGIN");
    examine(&Project::at(server.url_as("blind"))).one("server-disk-unseen", "ok");
}

#[test]
fn another_evenkeel_on_the_way() {
    let project = Project::sqlite().with_migration("CREATE TABLE a (id INTEGER);\n");
    project.done(&["migrate", "--create-database"]);
    project.write("bin/evenkeel", "#!/bin/sh\necho evenkeel 0.0.1\n");
    let program = project.path("bin/evenkeel");
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
    let path = format!("{}:/usr/bin:/bin", project.path("bin").display());
    let found = with(&project, &[("PATH", &path)]);
    found.says("other-evenkeel", "warning", "is evenkeel 0.0.1", "bin/evenkeel");
    assert_eq!(found.code, 0);
}
