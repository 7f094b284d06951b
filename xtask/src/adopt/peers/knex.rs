//! Knex, whose migrations are programs.

use std::process::Command;

use super::{Peer, Project};
use crate::failure::Failure;

pub(super) struct Knex;

const KNEXFILE: &str = "module.exports = {\n  client: 'pg',\n  connection: process.env.DATABASE_URL,\n  \
    migrations: { directory: './migrations' },\n};\n";

impl Peer for Knex {
    fn name(&self) -> &'static str {
        "knex"
    }

    fn packages(&self) -> &'static [&'static str] {
        &["knex@3.3.0", "pg@8"]
    }

    fn told(&self) -> &'static str {
        "`knex migrate:latest`, `knex migrate:list`"
    }

    fn begin(&self, project: &Project) -> Result<(), Failure> {
        project.write("knexfile.js", KNEXFILE)
    }

    fn migration(&self, number: usize, sql: &str) -> (String, String) {
        let text = format!(
            "exports.up = (knex) => knex.raw(`{sql}`);\nexports.down = (knex) => knex.schema.dropTable('t{number}');\n"
        );
        (format!("2024010100{number:04}_m{number}.js"), text)
    }

    fn applying(&self, project: &Project) -> Command {
        project.tool("knex", &["migrate:latest"])
    }

    fn asking(&self, project: &Project) -> Command {
        project.tool("knex", &["migrate:list"])
    }

    fn is_done(&self, said: &str) -> bool {
        said.contains("No Pending Migration files Found.")
    }
}
