//! What a project may lack of what its programs need.

use std::os::unix::fs::symlink;

use super::{packages, project};
use crate::postgres::Server;
use crate::program::{Project, assert_told};

const EMPTY: &str = "exports.up = async () => {};\n";

#[test]
fn node() {
    let server = Server::start();
    let project = project(&server, "knex");
    project.write("migrations/1_a.js", EMPTY);
    let mut command = project.command(&["migrate"]);
    command.env("PATH", project.path("bin"));
    assert_told!(project.ran(command.output().unwrap()), @r"
    exit 1
    --- stderr
    error[no-node]: the migrations are Knex's programs, and there is no node to run them
    hint: install Node.js, or put it on the PATH: evenkeel runs the project's migrations with the project's node
    ");
}

#[test]
fn packages_of_its_own() {
    let server = Server::start();
    let project = project(&server, "sequelize");
    std::fs::remove_file(project.path("node_modules")).unwrap();
    project.write("migrations/1_a.js", EMPTY);
    assert_told!(project.run(&["migrate"]), @r"
    exit 1
    --- stderr
    error[no-package]: sequelize cannot be found from [project]
    hint: install the project's packages: cd [project] && npm install (sequelize among them)
    ");
    std::fs::remove_file(project.path("package.json")).unwrap();
    assert_told!(project.run(&["migrate"]), @r"
    exit 1
    --- stderr
    error[no-package-json]: the migrations are Sequelize's programs, and no package.json stands in migrations or above it
    hint: migrations belong into the project whose packages they use; see `dir` under [migrations]
    ");
}

/// Kysely itself can do without it: other drivers speak for it too.
#[test]
fn the_driver_that_speaks_over_our_session() {
    let server = Server::start();
    let project = project(&server, "kysely");
    std::fs::remove_file(project.path("node_modules")).unwrap();
    std::fs::create_dir(project.path("node_modules")).unwrap();
    symlink(packages().join("node_modules/kysely"), project.path("node_modules/kysely")).unwrap();
    project.write("migrations/1_a.js", EMPTY);
    assert_told!(project.run(&["migrate"]), @r"
    exit 1
    --- stderr
    error[no-package]: pg cannot be found from [project]
    hint: evenkeel runs Kysely's programs with this driver, whatever the project itself uses: cd [project] && npm install --save-dev pg
    ");
}

#[test]
fn a_loader_of_typescript() {
    let server = Server::start();
    let project = project(&server, "knex");
    std::fs::remove_file(project.path("node_modules")).unwrap();
    std::fs::create_dir(project.path("node_modules")).unwrap();
    for package in ["knex", "pg"] {
        let there = packages().join("node_modules").join(package);
        symlink(there, project.path("node_modules").join(package)).unwrap();
    }
    project.write("migrations/1_a.ts", "export const up = async (): Promise<void> => {};\n");
    let mut command = project.command(&["migrate"]);
    command.env("NODE_OPTIONS", no_types());
    let ran = project.ran(command.output().unwrap());
    assert_eq!(ran.code, 1, "{ran}");
    assert!(
        ran.stderr.starts_with(
            "error[no-typescript]: [project]/migrations/1_a.ts is TypeScript, and neither Node "
        ),
        "{ran}"
    );
    assert!(
        ran.stderr.contains("hint: install one of tsx, ts-node or @swc-node/register in the project"),
        "{ran}"
    );
}

/// Newer versions load TypeScript by themselves unless they are told not to.
fn no_types() -> &'static str {
    let version = std::process::Command::new("node").arg("--version").output().unwrap().stdout;
    let version = String::from_utf8(version).unwrap();
    let major: u32 = version.trim_start_matches('v').split('.').next().unwrap().parse().unwrap();
    if major >= 22 { "--no-experimental-strip-types" } else { "" }
}

#[test]
fn a_way_back() {
    let server = Server::start();
    let project = project(&server, "knex");
    project.write("migrations/1_a.js", EMPTY);
    project.done(&["migrate"]);
    assert_told!(project.run(&["rollback"]), @r"
    exit 1
    --- stderr
    error[no-way-back]: migration 1_a.js has no `down` that could be called
    hint: nothing was touched; go forward with a new migration
    ");
}

#[test]
fn settings_that_can_be_read() {
    let server = Server::start();
    let project = project(&server, "knex");
    project.write("knexfile.js", "module.exports = require('./nowhere');\n");
    project.write("migrations/1_a.js", EMPTY);
    assert_told!(project.run(&["migrate"]), @r"
    exit 1
    --- stderr
    error[bad-tool-settings]: [project]/knexfile.js cannot be read as settings of Knex: Cannot find module './nowhere'
    ");
}

#[test]
fn a_server() {
    let project = Project::sqlite();
    project.write("evenkeel.toml", "[migrations]\nformat = \"knex\"\n");
    project.write("migrations/1_a.js", EMPTY);
    assert_told!(project.run(&["migrate", "--create-database"]), @r"
    exit 1
    --- stdout
    made the database [url]
    --- stderr
    error[programs-on-sqlite]: Knex's programs are run on PostgreSQL only: evenkeel cannot lend them an SQLite file
    hint: run them with Knex itself
    ");
}
