//! node-pg-migrate, with migrations in SQL.

use std::process::Command;

use super::{Asked, Peer, Project};

pub(super) struct NodePgMigrate;

impl Peer for NodePgMigrate {
    fn name(&self) -> &'static str {
        "node-pg-migrate"
    }

    fn packages(&self) -> &'static [&'static str] {
        &["node-pg-migrate@9.0.0", "pg@8"]
    }

    fn told(&self) -> &'static str {
        "`node-pg-migrate up` on .sql files"
    }

    fn asked(&self) -> Asked {
        Asked::ByRunning
    }

    fn migration(&self, number: usize, sql: &str) -> (String, String) {
        (
            format!("17000000{number:05}_m{number}.sql"),
            format!("-- Up Migration\n{sql}\n-- Down Migration\nDROP TABLE t{number};\n"),
        )
    }

    fn applying(&self, project: &Project) -> Command {
        project.tool("node-pg-migrate", &["up"])
    }

    fn asking(&self, project: &Project) -> Command {
        self.applying(project)
    }

    fn is_done(&self, said: &str) -> bool {
        said.contains("No migrations to run!")
    }
}
