//! Prisma Migrate 6, with its JavaScript engine.

use std::process::Command;

use super::{Failures, Peer, Project, WayBack};
use crate::failure::Failure;

pub(super) struct Prisma;

/// The adapter of this version does not know the type `name`, which its engine asks for.
const CONFIG: &str = "import { defineConfig } from 'prisma/config'\n\
    import { PrismaPg } from '@prisma/adapter-pg'\n\
    import pg from 'pg'\n\
    ;(pg.types.builtins as any).XML = 19\n\
    export default defineConfig({ experimental: { adapter: true }, engine: 'js', schema: 'schema.prisma',\n  \
    migrations: { path: 'migrations' },\n  \
    adapter: async () => new PrismaPg({ connectionString: process.env.DATABASE_URL }) })\n";

const SCHEMA: &str = "datasource db {\n  provider = \"postgresql\"\n  url = env(\"DATABASE_URL\")\n}\n\
    model t1 {\n  id Int @id\n}\n";

fn prisma(project: &Project, arguments: &[&str]) -> Command {
    let mut command = project.tool("prisma", arguments);
    // It asks for engines that its adapter makes needless; a file in their place keeps it from looking for them.
    let none = project.folder.join("no-engine");
    command.env("PRISMA_QUERY_ENGINE_LIBRARY", &none).env("PRISMA_SCHEMA_ENGINE_BINARY", &none);
    command.env("PRISMA_HIDE_UPDATE_MESSAGE", "1").env("CHECKPOINT_DISABLE", "1");
    command
}

impl Peer for Prisma {
    fn name(&self) -> &'static str {
        "prisma"
    }

    fn packages(&self) -> &'static [&'static str] {
        &["prisma@6.19.3", "@prisma/adapter-pg@6.19.3", "pg@8"]
    }

    fn told(&self) -> &'static str {
        "`prisma migrate deploy`, `prisma migrate status` (`engine: 'js'`, `@prisma/adapter-pg`)"
    }

    fn failures(&self) -> Failures {
        Failures::Kept
    }

    fn way_back(&self) -> WayBack {
        WayBack::Beside("20240101000004_m4/down.sql")
    }

    fn begin(&self, project: &Project) -> Result<(), Failure> {
        project.write("no-engine", "")?;
        project.write("prisma.config.ts", CONFIG)?;
        project.write("schema.prisma", SCHEMA)?;
        project.write("migrations/migration_lock.toml", "provider = \"postgresql\"\n")
    }

    fn migration(&self, number: usize, sql: &str) -> (String, String) {
        (format!("2024010100{number:04}_m{number}/migration.sql"), sql.to_owned())
    }

    fn applying(&self, project: &Project) -> Command {
        prisma(project, &["migrate", "deploy"])
    }

    fn asking(&self, project: &Project) -> Command {
        prisma(project, &["migrate", "status"])
    }

    fn is_done(&self, said: &str) -> bool {
        said.contains("Database schema is up to date!")
    }
}
