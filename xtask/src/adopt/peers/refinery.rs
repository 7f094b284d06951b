//! refinery with its command line, from crates.io.

use std::path::Path;
use std::process::Command;

use super::{Asked, Peer, Project, WayBack};
use crate::crates::{self, Crate};
use crate::failure::Failure;

pub(super) struct Refinery;

const CLI: Crate = Crate { name: "refinery_cli", version: "0.10.0", features: "postgresql" };

impl Peer for Refinery {
    fn name(&self) -> &'static str {
        "refinery"
    }

    fn packages(&self) -> &'static [&'static str] {
        &[]
    }

    fn version(&self, _: &Path) -> Result<String, Failure> {
        Ok(CLI.version.to_owned())
    }

    fn told(&self) -> &'static str {
        "`refinery migrate` (from crates.io)"
    }

    fn way_back(&self) -> WayBack {
        WayBack::Nowhere
    }

    fn asked(&self) -> Asked {
        Asked::ByRunning
    }

    fn begin(&self, _: &Project) -> Result<(), Failure> {
        crates::install(&CLI).map(drop)
    }

    fn migration(&self, number: usize, sql: &str) -> (String, String) {
        (format!("V{number}__m{number}.sql"), sql.to_owned())
    }

    fn applying(&self, project: &Project) -> Command {
        let program =
            crates::install(&CLI).map_or_else(|_| "refinery".into(), |folder| folder.join("refinery"));
        project.command(&program, &["migrate", "-e", "DATABASE_URL", "-p", "migrations"])
    }

    fn asking(&self, project: &Project) -> Command {
        self.applying(project)
    }

    fn is_done(&self, said: &str) -> bool {
        said.contains("no migrations to apply")
    }
}
