//! sqlx with its command line, from crates.io.

use std::path::Path;
use std::process::Command;

use super::{Peer, Project, WayBack};
use crate::crates::{self, Crate};
use crate::failure::Failure;

pub(super) struct Sqlx;

const CLI: Crate = Crate { name: "sqlx-cli", version: "0.9.0", features: "postgres,native-tls" };

fn sqlx(project: &Project, command: &str) -> Command {
    let program = crates::install(&CLI).map_or_else(|_| "sqlx".into(), |folder| folder.join("sqlx"));
    project.command(&program, &["migrate", command, "--source", "migrations"])
}

impl Peer for Sqlx {
    fn name(&self) -> &'static str {
        "sqlx"
    }

    fn packages(&self) -> &'static [&'static str] {
        &[]
    }

    fn version(&self, _: &Path) -> Result<String, Failure> {
        Ok(CLI.version.to_owned())
    }

    fn told(&self) -> &'static str {
        "`sqlx migrate run`, `sqlx migrate info` (from crates.io)"
    }

    fn way_back(&self) -> WayBack {
        WayBack::Beside("20240101000004_m4.down.sql")
    }

    fn begin(&self, _: &Project) -> Result<(), Failure> {
        crates::install(&CLI).map(drop)
    }

    fn migration(&self, number: usize, sql: &str) -> (String, String) {
        (format!("2024010100{number:04}_m{number}.up.sql"), sql.to_owned())
    }

    fn applying(&self, project: &Project) -> Command {
        sqlx(project, "run")
    }

    fn asking(&self, project: &Project) -> Command {
        sqlx(project, "info")
    }

    fn is_done(&self, said: &str) -> bool {
        said.contains("/installed") && !said.contains("/pending")
    }
}
