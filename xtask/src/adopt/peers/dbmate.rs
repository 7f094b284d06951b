//! dbmate.

use std::process::Command;

use super::{Peer, Project};

pub(super) struct Dbmate;

fn dbmate(project: &Project, command: &str) -> Command {
    let mut tool = project.tool("dbmate", &["--no-dump-schema", "-d", "migrations", command]);
    tool.env("DATABASE_URL", [project.url.as_str(), "?sslmode=disable"].concat());
    tool
}

impl Peer for Dbmate {
    fn name(&self) -> &'static str {
        "dbmate"
    }

    fn packages(&self) -> &'static [&'static str] {
        &["dbmate@2"]
    }

    fn told(&self) -> &'static str {
        "`dbmate migrate`, `dbmate status`"
    }

    fn migration(&self, number: usize, sql: &str) -> (String, String) {
        (
            format!("2024010100{number:04}_m{number}.sql"),
            format!("-- migrate:up\n{sql}\n-- migrate:down\nDROP TABLE t{number};\n"),
        )
    }

    fn applying(&self, project: &Project) -> Command {
        dbmate(project, "migrate")
    }

    fn asking(&self, project: &Project) -> Command {
        dbmate(project, "status")
    }

    fn is_done(&self, said: &str) -> bool {
        said.contains("Pending: 0")
    }
}
