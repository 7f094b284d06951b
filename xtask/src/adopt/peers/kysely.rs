//! Kysely with its command line, whose migrations are programs.

use std::process::Command;

use super::{Peer, Project};
use crate::failure::Failure;

pub(super) struct Kysely;

const CONFIG: &str = "import { defineConfig } from 'kysely-ctl';\nimport { Pool } from 'pg';\n\nexport default \
    defineConfig({\n  dialect: 'pg',\n  dialectConfig: { pool: new Pool({ connectionString: process.env.DATABASE_URL }) },\n});\n";

impl Peer for Kysely {
    fn name(&self) -> &'static str {
        "kysely"
    }

    fn packages(&self) -> &'static [&'static str] {
        &["kysely@0.28.8", "kysely-ctl@0.20.0", "pg@8", "tsx@4.20.6"]
    }

    fn told(&self) -> &'static str {
        "`kysely migrate:latest`, `kysely migrate:list`"
    }

    fn begin(&self, project: &Project) -> Result<(), Failure> {
        project.write("kysely.config.ts", CONFIG)
    }

    fn migration(&self, number: usize, sql: &str) -> (String, String) {
        let text = format!(
            "import {{ sql, type Kysely }} from 'kysely';\n\n\
             export async function up(db: Kysely<unknown>): Promise<void> {{\n  await sql`{sql}`.execute(db);\n}}\n\n\
             export async function down(db: Kysely<unknown>): Promise<void> {{\n  \
             await db.schema.dropTable('t{number}').execute();\n}}\n"
        );
        (format!("2024010100{number:04}_m{number}.ts"), text)
    }

    fn applying(&self, project: &Project) -> Command {
        project.tool("kysely", &["migrate:latest", "--no-outdated-check"])
    }

    fn asking(&self, project: &Project) -> Command {
        project.tool("kysely", &["migrate:list", "--fail-on-pending", "--no-outdated-check"])
    }

    fn is_done(&self, said: &str) -> bool {
        said.contains("[✓]") && !said.contains("[ ]")
    }
}
