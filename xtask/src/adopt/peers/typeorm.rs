//! TypeORM, whose migrations are programs.

use std::process::Command;

use super::{Peer, Project};
use crate::failure::Failure;

pub(super) struct TypeOrm;

const SOURCE: &str = "const { DataSource } = require('typeorm');\n\nexports.AppDataSource = new DataSource({\n  type: \
    'postgres',\n  url: process.env.DATABASE_URL,\n  migrations: ['migrations/*.js'],\n});\n";

impl Peer for TypeOrm {
    fn name(&self) -> &'static str {
        "typeorm"
    }

    fn packages(&self) -> &'static [&'static str] {
        &["typeorm@0.3.31", "pg@8"]
    }

    fn told(&self) -> &'static str {
        "`typeorm migration:run`, `typeorm migration:show`"
    }

    fn begin(&self, project: &Project) -> Result<(), Failure> {
        project.write("data-source.js", SOURCE)
    }

    fn migration(&self, number: usize, sql: &str) -> (String, String) {
        let moment = 1_704_067_200_000 + number;
        let text = format!(
            "exports.M{number} = class M{moment} {{\n  async up(queryRunner) {{\n    await queryRunner.query(`{sql}`);\n  }}\n\n  \
             async down(queryRunner) {{\n    await queryRunner.dropTable('t{number}');\n  }}\n}};\n"
        );
        (format!("{moment}-m{number}.js"), text)
    }

    fn applying(&self, project: &Project) -> Command {
        project.tool("typeorm", &["migration:run", "-d", "data-source.js"])
    }

    fn asking(&self, project: &Project) -> Command {
        project.tool("typeorm", &["migration:show", "-d", "data-source.js"])
    }

    fn is_done(&self, said: &str) -> bool {
        said.contains("[X]") && !said.contains("[ ]")
    }
}
