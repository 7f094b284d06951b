//! MikroORM 6, whose migrations are programs.

use std::process::Command;

use super::{Peer, Project};
use crate::failure::Failure;

pub(super) struct MikroOrm;

const CONFIG: &str = "const { defineConfig } = require('@mikro-orm/postgresql');\nconst { Migrator } = \
    require('@mikro-orm/migrations');\n\nmodule.exports = defineConfig({\n  clientUrl: process.env.DATABASE_URL,\n  \
    entities: [],\n  discovery: { warnWhenNoEntities: false },\n  extensions: [Migrator],\n});\n";

const PACKAGE: &str = "{ \"private\": true, \"dependencies\": { \"@mikro-orm/cli\": \"*\" }, \
    \"mikro-orm\": { \"useTsNode\": false } }\n";

impl Peer for MikroOrm {
    fn name(&self) -> &'static str {
        "mikro-orm"
    }

    fn packages(&self) -> &'static [&'static str] {
        &[
            "@mikro-orm/cli@6.6.14",
            "@mikro-orm/core@6.6.14",
            "@mikro-orm/migrations@6.6.14",
            "@mikro-orm/postgresql@6.6.14",
            "pg@8",
        ]
    }

    fn told(&self) -> &'static str {
        "`mikro-orm migration:up`, `mikro-orm migration:pending`"
    }

    fn begin(&self, project: &Project) -> Result<(), Failure> {
        project.write("package.json", PACKAGE)?;
        project.write("mikro-orm.config.js", CONFIG)
    }

    fn migration(&self, number: usize, sql: &str) -> (String, String) {
        let name = format!("Migration2024010100{number:04}");
        let text = format!(
            "const {{ Migration }} = require('@mikro-orm/migrations');\n\nexports.{name} = class {name} extends Migration {{\n  \
             async up() {{\n    this.addSql(`{sql}`);\n  }}\n\n  async down() {{\n    this.addSql('DROP TABLE t{number}');\n  \
             }}\n}};\n"
        );
        (format!("{name}.js"), text)
    }

    fn applying(&self, project: &Project) -> Command {
        project.tool("mikro-orm", &["migration:up"])
    }

    fn asking(&self, project: &Project) -> Command {
        project.tool("mikro-orm", &["migration:pending"])
    }

    fn is_done(&self, said: &str) -> bool {
        said.contains("No pending migrations")
    }
}
