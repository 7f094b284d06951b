//! The tools as a project uses them: their files, their command, and how they say that nothing is left to do. Must not
//! know evenkeel.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::Failure;
use crate::paths;
use crate::process::{self, Ended, STEP_LIMIT};

/// What npm installs.
pub(super) const PACKAGES: &[&str] = &[
    "prisma@6.19.3",
    "@prisma/adapter-pg@6.19.3",
    "drizzle-orm@0.45.4",
    "node-pg-migrate@9.0.0",
    "dbmate@2",
    "pg@8",
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Peer {
    Prisma,
    Drizzle,
    NodePgMigrate,
    Dbmate,
}

impl Peer {
    pub(super) const ALL: &[Peer] = &[Peer::Prisma, Peer::Drizzle, Peer::NodePgMigrate, Peer::Dbmate];

    /// The word in evenkeel.toml.
    pub(super) fn name(self) -> &'static str {
        match self {
            Peer::Prisma => "prisma",
            Peer::Drizzle => "drizzle",
            Peer::NodePgMigrate => "node-pg-migrate",
            Peer::Dbmate => "dbmate",
        }
    }

    pub(super) fn package(self) -> &'static str {
        match self {
            Peer::Prisma => "prisma",
            Peer::Drizzle => "drizzle-orm",
            Peer::NodePgMigrate => "node-pg-migrate",
            Peer::Dbmate => "dbmate",
        }
    }

    /// What was run, for the page.
    pub(super) fn command(self) -> &'static str {
        match self {
            Peer::Prisma => {
                "`prisma migrate deploy`, `prisma migrate status` (`engine: 'js'`, `@prisma/adapter-pg`)"
            }
            Peer::Drizzle => "`migrate()` of `drizzle-orm/node-postgres/migrator`",
            Peer::NodePgMigrate => "`node-pg-migrate up` on .sql files",
            Peer::Dbmate => "`dbmate migrate`, `dbmate status`",
        }
    }

    /// Whether a migration that fails is kept in the tool's ledger.
    pub(super) fn keeps_failures(self) -> bool {
        match self {
            Peer::Prisma => true,
            Peer::Drizzle | Peer::NodePgMigrate | Peer::Dbmate => false,
        }
    }
}

/// A project of one of them.
pub(super) struct Project {
    pub(super) peer: Peer,
    pub(super) folder: PathBuf,
    /// Where the tools are installed.
    pub(super) packages: PathBuf,
    pub(super) url: String,
}

const MIGRATE_WITH_DRIZZLE: &str = "import { drizzle } from 'drizzle-orm/node-postgres'\n\
    import { migrate } from 'drizzle-orm/node-postgres/migrator'\n\
    const db = drizzle(process.env.DATABASE_URL)\n\
    try { await migrate(db, { migrationsFolder: './migrations' }) } finally { await db.$client.end() }\n";

/// The adapter of this version does not know the type `name`, which its engine asks for.
const PRISMA_CONFIG: &str = "import { defineConfig } from 'prisma/config'\n\
    import { PrismaPg } from '@prisma/adapter-pg'\n\
    import pg from 'pg'\n\
    ;(pg.types.builtins as any).XML = 19\n\
    export default defineConfig({ experimental: { adapter: true }, engine: 'js', schema: 'schema.prisma',\n  \
    migrations: { path: 'migrations' },\n  \
    adapter: async () => new PrismaPg({ connectionString: process.env.DATABASE_URL }) })\n";

const PRISMA_SCHEMA: &str = "datasource db {\n  provider = \"postgresql\"\n  url = env(\"DATABASE_URL\")\n}\n\
    model t1 {\n  id Int @id\n}\n";

impl Project {
    /// The files of a project without migrations.
    pub(super) fn begin(&self) -> Result<(), Failure> {
        let write = |name: &str, text: &str| paths::write(&self.folder.join(name), text);
        write(
            "evenkeel.toml",
            &format!("[migrations]\nformat = \"{}\"\n\n[adopt]\nmode = \"guest\"\n", self.peer.name()),
        )?;
        let modules = self.folder.join("node_modules");
        std::os::unix::fs::symlink(self.packages.join("node_modules"), &modules)
            .map_err(Failure::file("link", &modules))?;
        match self.peer {
            Peer::Prisma => {
                write("prisma.config.ts", PRISMA_CONFIG)?;
                write("schema.prisma", PRISMA_SCHEMA)?;
                write("migrations/migration_lock.toml", "provider = \"postgresql\"\n")
            }
            Peer::Drizzle => write("migrate.mjs", MIGRATE_WITH_DRIZZLE),
            Peer::NodePgMigrate | Peer::Dbmate => Ok(()),
        }
    }

    /// Puts the first `count` migrations on disk; each makes a table `t1`, `t2` …, and runs `more` besides if it is the
    /// last.
    pub(super) fn lay(&self, count: usize, more: &str) -> Result<(), Failure> {
        for number in 1..=count {
            let more = if number == count { more } else { "" };
            self.write(number, &format!("CREATE TABLE t{number} (id integer PRIMARY KEY);\n{more}"))?;
        }
        match self.peer {
            Peer::Drizzle => self.write_journal(count),
            Peer::Prisma | Peer::NodePgMigrate | Peer::Dbmate => Ok(()),
        }
    }

    fn write(&self, number: usize, sql: &str) -> Result<(), Failure> {
        let (file, text) = match self.peer {
            Peer::Prisma => (format!("2024010100000{number}_m{number}/migration.sql"), sql.to_owned()),
            Peer::Drizzle => (format!("000{number}_m.sql"), sql.to_owned()),
            Peer::NodePgMigrate => (
                format!("170000000000{number}_m{number}.sql"),
                format!("-- Up Migration\n{sql}\n-- Down Migration\nDROP TABLE t{number};\n"),
            ),
            Peer::Dbmate => (
                format!("2024010100000{number}_m{number}.sql"),
                format!("-- migrate:up\n{sql}\n-- migrate:down\nDROP TABLE t{number};\n"),
            ),
        };
        paths::write(&self.folder.join("migrations").join(file), text)
    }

    fn write_journal(&self, count: usize) -> Result<(), Failure> {
        let entry = |number: usize| {
            serde_json::json!({
                "idx": number - 1, "version": "7", "when": 1_700_000_000_000_u64 + number as u64,
                "tag": format!("000{number}_m"), "breakpoints": true,
            })
        };
        let entries: Vec<serde_json::Value> = (1..=count).map(entry).collect();
        let journal = serde_json::json!({ "version": "7", "dialect": "postgresql", "entries": entries });
        paths::write(&self.folder.join("migrations/meta/_journal.json"), journal.to_string())
    }

    /// The tool applies what is pending.
    pub(super) fn apply(&self) -> Result<Ended, Failure> {
        process::run(&mut self.applying(), STEP_LIMIT)
    }

    /// The tool, ready to apply what is pending.
    pub(super) fn applying(&self) -> Command {
        match self.peer {
            Peer::Prisma => self.tool("prisma", &["migrate", "deploy"]),
            Peer::Drizzle => self.command(Path::new("node"), &["migrate.mjs"]),
            Peer::NodePgMigrate => self.tool("node-pg-migrate", &["up"]),
            Peer::Dbmate => self.tool("dbmate", &["--no-dump-schema", "-d", "migrations", "migrate"]),
        }
    }

    /// Why the tool does not say that nothing is left to do.
    pub(super) fn not_up_to_date(&self) -> Result<Option<String>, Failure> {
        let (mut command, said) = match self.peer {
            Peer::Prisma => (self.tool("prisma", &["migrate", "status"]), "Database schema is up to date!"),
            Peer::Drizzle => (self.applying(), ""),
            Peer::NodePgMigrate => (self.applying(), "No migrations to run!"),
            Peer::Dbmate => {
                (self.tool("dbmate", &["--no-dump-schema", "-d", "migrations", "status"]), "Pending: 0")
            }
        };
        let ended = process::run(&mut command, STEP_LIMIT)?;
        let told = ended.stdout + &ended.stderr;
        let good = ended.status.success() && told.contains(said);
        Ok((!good).then(|| format!("{} said: {}", self.peer.name(), told.trim())))
    }

    fn tool(&self, name: &str, arguments: &[&str]) -> Command {
        self.command(&self.packages.join("node_modules/.bin").join(name), arguments)
    }

    fn command(&self, program: &Path, arguments: &[&str]) -> Command {
        let mut command = Command::new(program);
        let url = match self.peer {
            Peer::Dbmate => [self.url.as_str(), "?sslmode=disable"].concat(),
            Peer::Prisma | Peer::Drizzle | Peer::NodePgMigrate => self.url.clone(),
        };
        let none = self.packages.join("no-engine");
        command.args(arguments).current_dir(&self.folder).env("DATABASE_URL", url);
        command.env("PRISMA_QUERY_ENGINE_LIBRARY", &none).env("PRISMA_SCHEMA_ENGINE_BINARY", &none);
        command.env("PRISMA_HIDE_UPDATE_MESSAGE", "1").env("CHECKPOINT_DISABLE", "1");
        command
    }
}
