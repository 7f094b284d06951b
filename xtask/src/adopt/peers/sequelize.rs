//! Sequelize 6, whose migrations are programs.

use std::process::Command;

use super::{Peer, Project};
use crate::failure::Failure;

pub(super) struct Sequelize;

const CONFIG: &str =
    "{ \"development\": { \"use_env_variable\": \"DATABASE_URL\", \"dialect\": \"postgres\" } }\n";

impl Peer for Sequelize {
    fn name(&self) -> &'static str {
        "sequelize"
    }

    fn packages(&self) -> &'static [&'static str] {
        &["sequelize@6.37.8", "sequelize-cli@6.6.3", "pg@8"]
    }

    fn told(&self) -> &'static str {
        "`sequelize-cli db:migrate`, `sequelize-cli db:migrate:status`"
    }

    fn begin(&self, project: &Project) -> Result<(), Failure> {
        project.write("config/config.json", CONFIG)
    }

    fn migration(&self, number: usize, sql: &str) -> (String, String) {
        let text = format!(
            "module.exports = {{\n  up: (queryInterface) => queryInterface.sequelize.query(`{sql}`),\n  \
             down: (queryInterface) => queryInterface.dropTable('t{number}'),\n}};\n"
        );
        (format!("2024010100{number:04}-m{number}.js"), text)
    }

    fn applying(&self, project: &Project) -> Command {
        project.tool("sequelize-cli", &["db:migrate"])
    }

    fn asking(&self, project: &Project) -> Command {
        project.tool("sequelize-cli", &["db:migrate:status"])
    }

    fn is_done(&self, said: &str) -> bool {
        said.lines().all(|line| !line.starts_with("down "))
    }
}
