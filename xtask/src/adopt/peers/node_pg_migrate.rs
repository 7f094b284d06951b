//! node-pg-migrate, with migrations in SQL and with programs.

use std::process::Command;

use super::{Asked, Peer, Project};

pub(super) enum NodePgMigrate {
    Sql,
    Programs,
}

impl Peer for NodePgMigrate {
    fn name(&self) -> &'static str {
        match self {
            NodePgMigrate::Sql => "node-pg-migrate",
            NodePgMigrate::Programs => "node-pg-migrate.js",
        }
    }

    fn format(&self) -> &'static str {
        "node-pg-migrate"
    }

    fn packages(&self) -> &'static [&'static str] {
        &["node-pg-migrate@9.0.0", "pg@8"]
    }

    fn told(&self) -> &'static str {
        match self {
            NodePgMigrate::Sql => "`node-pg-migrate up` on .sql files",
            NodePgMigrate::Programs => "`node-pg-migrate up` on .js files",
        }
    }

    fn asked(&self) -> Asked {
        Asked::ByRunning
    }

    fn migration(&self, number: usize, sql: &str) -> (String, String) {
        let name = format!("17000000{number:05}_m{number}");
        match self {
            NodePgMigrate::Sql => (
                [&name, ".sql"].concat(),
                format!("-- Up Migration\n{sql}\n-- Down Migration\nDROP TABLE t{number};\n"),
            ),
            NodePgMigrate::Programs => (
                [&name, ".js"].concat(),
                format!(
                    "export const up = (pgm) => pgm.sql(`{sql}`);\nexport const down = (pgm) => pgm.dropTable('t{number}');\n"
                ),
            ),
        }
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
