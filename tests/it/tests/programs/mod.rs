//! Migrations that are programs of other tools, run by the project's own Node with the project's own packages, which
//! `cargo xtask test` installs.

mod alembic;
mod knex;
mod kysely;
mod lacking;
pub(crate) mod medusa;
mod mikro_orm;
mod node_pg_migrate;
mod sequelize;
mod typeorm;

use std::os::unix::fs::symlink;
use std::path::PathBuf;

use crate::postgres::Server;
use crate::program::Project;

/// Where the tools are installed.
fn packages() -> PathBuf {
    let folder = std::env::var_os("EVENKEEL_TEST_PROGRAMS");
    PathBuf::from(folder.expect("these tests need tools from npm: `cargo xtask test` installs them"))
}

/// A project of one of the tools, whose ledger is kept.
fn project(server: &Server, tool: &str) -> Project {
    let project = Project::at(server.url());
    project
        .write("evenkeel.toml", format!("[migrations]\nformat = \"{tool}\"\n\n[adopt]\nmode = \"guest\"\n"));
    project.write("package.json", "{ \"private\": true }\n");
    with_packages(&project);
    project
}

/// The project has the tools.
pub(crate) fn with_packages(project: &Project) {
    symlink(packages().join("node_modules"), project.path("node_modules")).unwrap();
}

/// What our ledger says, a line for each event.
fn events(server: &Server) -> Vec<String> {
    server.rows(
        "SELECT migration || ' ' || event FROM evenkeel.ledger WHERE event <> 'fingerprint' ORDER BY id",
    )
}
