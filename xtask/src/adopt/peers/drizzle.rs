//! Drizzle: 0.x with a journal, and 1.0 with folders, side by side.

use std::path::Path;
use std::process::Command;

use super::{Asked, Peer, Project, WayBack};
use crate::failure::Failure;

pub(super) enum Drizzle {
    Journal,
    Folders,
}

impl Drizzle {
    fn migrate(&self) -> String {
        let orm = match self {
            Drizzle::Journal => "drizzle-orm",
            Drizzle::Folders => "drizzle-orm-1",
        };
        format!(
            "import {{ drizzle }} from '{orm}/node-postgres'\n\
             import {{ migrate }} from '{orm}/node-postgres/migrator'\n\
             const db = drizzle(process.env.DATABASE_URL)\n\
             try {{ await migrate(db, {{ migrationsFolder: './migrations' }}) }} finally {{ await db.$client.end() }}\n"
        )
    }
}

impl Peer for Drizzle {
    fn name(&self) -> &'static str {
        match self {
            Drizzle::Journal => "drizzle",
            Drizzle::Folders => "drizzle-1",
        }
    }

    fn format(&self) -> &'static str {
        "drizzle"
    }

    fn packages(&self) -> &'static [&'static str] {
        match self {
            Drizzle::Journal => &["drizzle-orm@0.45.4", "pg@8"],
            Drizzle::Folders => &["drizzle-orm-1@npm:drizzle-orm@1.0.0-rc.5", "pg@8"],
        }
    }

    fn told(&self) -> &'static str {
        "`migrate()` of `drizzle-orm/node-postgres/migrator`"
    }

    fn way_back(&self) -> WayBack {
        match self {
            Drizzle::Journal => WayBack::Nowhere,
            Drizzle::Folders => WayBack::Beside("20240101000004_m4/down.sql"),
        }
    }

    fn asked(&self) -> Asked {
        Asked::ByRunning
    }

    fn begin(&self, project: &Project) -> Result<(), Failure> {
        project.write("migrate.mjs", &self.migrate())
    }

    fn migration(&self, number: usize, sql: &str) -> (String, String) {
        let file = match self {
            Drizzle::Journal => format!("{number:04}_m.sql"),
            Drizzle::Folders => format!("2024010100{number:04}_m{number}/migration.sql"),
        };
        (file, sql.to_owned())
    }

    fn list(&self, project: &Project, count: usize) -> Result<(), Failure> {
        match self {
            Drizzle::Journal => journal(project, count),
            Drizzle::Folders => Ok(()),
        }
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

fn journal(project: &Project, count: usize) -> Result<(), Failure> {
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
