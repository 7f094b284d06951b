//! What a project's folder tells about its schema: which tools are used, where SQL stands. Must not change anything.

use std::path::Path;

use evenkeel_sources::layout::{self, Layout, Surrounding};
use evenkeel_sources::lexer::Dialect;

use crate::ledger_names::{self, LedgerNames};

/// What was found.
pub(crate) struct Project {
    /// As far as a tool's own settings tell.
    pub(crate) dialect: Option<Dialect>,
    /// A file or folder that declares the schema, or where one should be written.
    pub(crate) schema: String,
    pub(crate) migrations: String,
    /// Whose migrations those are, where they are another tool's.
    pub(crate) layout: Option<Layout>,
    /// What that tool calls its ledger, where its settings call it otherwise than usual.
    pub(crate) ledger: LedgerNames,
    pub(crate) other_tools: Vec<OtherTool>,
}

/// Another tool that knows this project's schema.
pub(crate) struct OtherTool {
    pub(crate) name: &'static str,
    /// The file or dependency by which it was known.
    pub(crate) sign: String,
}

/// Where a schema usually is, the likeliest first: models that are read before SQL that may be no more than queries.
const SCHEMAS: &[&str] = &[
    "schema.sql",
    "prisma/schema.prisma",
    "prisma/schema",
    "schema.prisma",
    "drizzle.config.ts",
    "drizzle.config.js",
    "db/schema.sql",
    "database/schema.sql",
    "sql/schema.sql",
    "db/structure.sql",
    "schema",
    "sql",
    "db",
];

const MIGRATIONS: &[&str] = &["migrations", "db/migrations", "database/migrations"];

/// Where the migrations of other tools usually are.
const OTHERS: &[&str] = &[
    "prisma/migrations",
    "drizzle",
    "migrations",
    "db/migrations",
    "database/migrations",
    "src/migrations",
    "src/migration",
    "src/db/migrations",
    "src/main/resources/db/migration",
    "db/migration",
    "db/changelog",
    "src/main/resources/db/changelog",
    "sql",
];

/// Tools by a file that only they have.
const FILES: &[(&str, &str)] = &[
    ("Prisma", "prisma/schema.prisma"),
    ("Prisma", "schema.prisma"),
    ("Prisma", "prisma.config.ts"),
    ("Drizzle", "drizzle.config.ts"),
    ("Drizzle", "drizzle.config.js"),
    ("Sequelize", ".sequelizerc"),
    ("MikroORM", "mikro-orm.config.ts"),
    ("MikroORM", "mikro-orm.config.js"),
    ("MikroORM", "src/mikro-orm.config.ts"),
    ("Medusa", "medusa-config.ts"),
    ("Medusa", "medusa-config.js"),
    ("Knex", "knexfile.ts"),
    ("Knex", "knexfile.js"),
    ("TypeORM", "ormconfig.json"),
    ("TypeORM", "ormconfig.js"),
    ("TypeORM", "data-source.ts"),
    ("TypeORM", "src/data-source.ts"),
    ("TypeORM", "data-source.js"),
    ("Kysely", "kysely.config.ts"),
    ("Kysely", "kysely.config.js"),
    ("Kysely", ".config/kysely.config.ts"),
    ("Alembic", "alembic.ini"),
];

/// Tools by a package that a project of theirs depends on.
const PACKAGES: &[(&str, &str)] = &[
    ("Prisma", "@prisma/client"),
    ("Drizzle", "drizzle-orm"),
    ("Sequelize", "sequelize"),
    ("MikroORM", "@mikro-orm/core"),
    ("Medusa", "@medusajs/medusa"),
    ("Knex", "knex"),
    ("TypeORM", "typeorm"),
    ("Kysely", "kysely"),
    ("node-pg-migrate", "node-pg-migrate"),
];

/// Looks at a project's folder.
pub(crate) fn look(folder: &Path) -> Project {
    let first = |candidates: &[&'static str]| {
        candidates.iter().copied().find(|candidate| declares(&folder.join(candidate)))
    };
    let other_tools = other_tools(folder);
    let around = surroundings(folder, &other_tools);
    let said: Vec<String> = drizzle_out(folder).into_iter().chain(alembic_versions(folder)).collect();
    let candidates = said.iter().map(String::as_str).chain(OTHERS.iter().copied());
    let mut found = candidates
        .filter_map(|candidate| Some((candidate, layout::detect(&folder.join(candidate), &around)?)));
    let theirs = if is_medusa(folder) { Some((".", Layout::Medusa)) } else { found.next() };
    let own = MIGRATIONS.iter().copied().find(|candidate| folder.join(candidate).is_dir());
    let migrations = theirs.map(|(found, _)| found).or(own);
    Project {
        dialect: prisma_dialect(folder),
        schema: first(SCHEMAS).unwrap_or("schema.sql").to_owned(),
        migrations: migrations.unwrap_or("migrations").to_owned(),
        layout: theirs.map(|(_, layout)| layout),
        ledger: theirs.map(|(_, layout)| ledger_names::of(folder, layout)).unwrap_or_default(),
        other_tools,
    }
}

/// A plugin of Medusa depends on it too, and has no settings that would enable its modules.
fn is_medusa(folder: &Path) -> bool {
    ["medusa-config.ts", "medusa-config.js"].iter().any(|file| folder.join(file).is_file())
}

fn declares(path: &Path) -> bool {
    if path.is_file() {
        return true;
    }
    let Ok(entries) = std::fs::read_dir(path) else { return false };
    let mut endings = entries.flatten().filter_map(|entry| entry.path().extension().map(ToOwned::to_owned));
    endings.any(|ending| ending == "sql" || ending == "prisma")
}

fn other_tools(folder: &Path) -> Vec<OtherTool> {
    let mut found: Vec<OtherTool> = Vec::new();
    let mut add = |name: &'static str, sign: String| {
        if !found.iter().any(|tool| tool.name == name) {
            found.push(OtherTool { name, sign });
        }
    };
    for (name, file) in FILES {
        if folder.join(file).exists() {
            add(name, (*file).to_owned());
        }
    }
    let package = std::fs::read_to_string(folder.join("package.json")).unwrap_or_default();
    let package: serde_json::Value = serde_json::from_str(&package).unwrap_or_default();
    for (name, dependency) in PACKAGES {
        let depends = |list: &str| package.get(list).and_then(|list| list.get(dependency)).is_some();
        if depends("dependencies") || depends("devDependencies") {
            add(name, format!("{dependency} in package.json"));
        }
    }
    found
}

/// What tells whose migrations some are, where their names do not.
fn surroundings(folder: &Path, tools: &[OtherTool]) -> Vec<Surrounding> {
    let manifest = std::fs::read_to_string(folder.join("Cargo.toml")).unwrap_or_default();
    let depends = |package: &str| {
        manifest.lines().any(|line| line.split(['=', '.']).next().is_some_and(|key| key.trim() == package))
    };
    let uses = |name: &str| tools.iter().any(|tool| tool.name == name);
    [
        (uses("Prisma"), Surrounding::Prisma),
        (depends("sqlx"), Surrounding::Sqlx),
        (depends("refinery"), Surrounding::Refinery),
        (uses("node-pg-migrate"), Surrounding::NodePgMigrate),
        (uses("Knex"), Surrounding::Knex),
        (uses("Sequelize"), Surrounding::Sequelize),
        (uses("Kysely"), Surrounding::Kysely),
        (uses("TypeORM"), Surrounding::TypeOrm),
        (uses("Alembic"), Surrounding::Alembic),
        // Medusa's migrations are MikroORM's, in a folder of each module.
        (uses("MikroORM") && !uses("Medusa"), Surrounding::MikroOrm),
    ]
    .into_iter()
    .filter_map(|(is, one)| is.then_some(one))
    .collect()
}

/// Where Drizzle's settings say that its migrations are: `out: "./db"`.
fn drizzle_out(folder: &Path) -> Option<String> {
    let text = ["drizzle.config.ts", "drizzle.config.js", "drizzle.config.mjs"]
        .iter()
        .find_map(|file| std::fs::read_to_string(folder.join(file)).ok())?;
    let (_, rest) = text.split_once("out:")?;
    let rest = rest.trim_start();
    let quote = rest.chars().next().filter(|quote| "\"'`".contains(*quote))?;
    let out = rest[1..].split(quote).next()?;
    Some(out.strip_prefix("./").unwrap_or(out).trim_end_matches('/').to_owned())
}

/// Where Alembic's settings say that its revisions are: `script_location = %(here)s/alembic`.
fn alembic_versions(folder: &Path) -> Option<String> {
    let text = std::fs::read_to_string(folder.join("alembic.ini")).ok()?;
    let said = text.lines().find_map(|line| {
        let value = line.strip_prefix("script_location")?.trim_start().strip_prefix('=')?;
        Some(value.trim())
    })?;
    let location = said.strip_prefix("%(here)s/").or(said.strip_prefix("./")).unwrap_or(said);
    Some([location.trim_end_matches('/'), "/versions"].concat())
}

fn prisma_dialect(folder: &Path) -> Option<Dialect> {
    let text = ["prisma/schema.prisma", "schema.prisma"]
        .iter()
        .find_map(|file| std::fs::read_to_string(folder.join(file)).ok())?;
    let provider = text.lines().map(str::trim).find_map(|line| {
        let value = line.strip_prefix("provider")?.trim_start().strip_prefix('=')?;
        let value = value.trim().trim_matches('"');
        matches!(value, "postgresql" | "postgres" | "sqlite").then(|| value.to_owned())
    })?;
    Some(if provider == "sqlite" { Dialect::Sqlite } else { Dialect::Postgres })
}
