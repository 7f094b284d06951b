//! Drizzle 0.x.

use std::path::Path;
use std::process::Command;

use super::{Asked, Peer, Project, WayBack};
use crate::failure::Failure;

pub(super) struct Drizzle;

const MIGRATE: &str = "import { drizzle } from 'drizzle-orm/node-postgres'\n\
    import { migrate } from 'drizzle-orm/node-postgres/migrator'\n\
    const db = drizzle(process.env.DATABASE_URL)\n\
    try { await migrate(db, { migrationsFolder: './migrations' }) } finally { await db.$client.end() }\n";

impl Peer for Drizzle {
    fn name(&self) -> &'static str {
        "drizzle"
    }

    fn packages(&self) -> &'static [&'static str] {
        &["drizzle-orm@0.45.4", "pg@8"]
    }

    fn told(&self) -> &'static str {
        "`migrate()` of `drizzle-orm/node-postgres/migrator`"
    }

    fn way_back(&self) -> WayBack {
        WayBack::Nowhere
    }

    fn asked(&self) -> Asked {
        Asked::ByRunning
    }

    fn begin(&self, project: &Project) -> Result<(), Failure> {
        project.write("migrate.mjs", MIGRATE)
    }

    fn migration(&self, number: usize, sql: &str) -> (String, String) {
        (format!("{number:04}_m.sql"), sql.to_owned())
    }

    fn list(&self, project: &Project, count: usize) -> Result<(), Failure> {
        let entry = |number: usize| {
            serde_json::json!({
                "idx": number - 1, "version": "7", "when": 1_700_000_000_000_u64 + number as u64,
                "tag": format!("{number:04}_m"), "breakpoints": true,
            })
        };
        let entries: Vec<serde_json::Value> = (1..=count).map(entry).collect();
        let journal = serde_json::json!({ "version": "7", "dialect": "postgresql", "entries": entries });
        project.write("migrations/meta/_journal.json", &journal.to_string())
    }

    fn applying(&self, project: &Project) -> Command {
        project.command(Path::new("node"), &["migrate.mjs"])
    }

    fn asking(&self, project: &Project) -> Command {
        self.applying(project)
    }

    fn is_done(&self, _said: &str) -> bool {
        true
    }
}
