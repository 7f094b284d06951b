//! What a project's folder tells about its schema: which tools are used, where SQL stands. Must not change anything.

use std::path::Path;

use evenkeel_sources::lexer::Dialect;

/// What was found.
pub(crate) struct Project {
    /// As far as a tool's own settings tell.
    pub(crate) dialect: Option<Dialect>,
    /// A file or folder that declares the schema, or where one should be written.
    pub(crate) schema: String,
    pub(crate) migrations: String,
    pub(crate) other_tools: Vec<OtherTool>,
}

/// Another tool that knows this project's schema.
pub(crate) struct OtherTool {
    pub(crate) name: &'static str,
    /// The file or dependency by which it was known.
    pub(crate) sign: String,
}

/// Where a schema usually is, the likeliest first.
const SCHEMAS: &[&str] = &[
    "schema.sql",
    "db/schema.sql",
    "database/schema.sql",
    "sql/schema.sql",
    "db/structure.sql",
    "schema",
    "sql",
    "db",
];

const MIGRATIONS: &[&str] = &["migrations", "db/migrations", "database/migrations"];

/// Tools by a file that only they have.
const FILES: &[(&str, &str)] = &[
    ("Prisma", "prisma/schema.prisma"),
    ("Prisma", "schema.prisma"),
    ("Drizzle", "drizzle.config.ts"),
    ("Drizzle", "drizzle.config.js"),
    ("Sequelize", ".sequelizerc"),
    ("MikroORM", "mikro-orm.config.ts"),
    ("MikroORM", "mikro-orm.config.js"),
    ("Medusa", "medusa-config.ts"),
    ("Medusa", "medusa-config.js"),
    ("Knex", "knexfile.ts"),
    ("Knex", "knexfile.js"),
];

/// Tools by a package that a project of theirs depends on.
const PACKAGES: &[(&str, &str)] = &[
    ("Prisma", "@prisma/client"),
    ("Drizzle", "drizzle-orm"),
    ("Sequelize", "sequelize"),
    ("MikroORM", "@mikro-orm/core"),
    ("Medusa", "@medusajs/medusa"),
    ("Knex", "knex"),
];

/// Looks at a project's folder.
pub(crate) fn look(folder: &Path) -> Project {
    let first = |candidates: &[&'static str]| {
        candidates.iter().copied().find(|candidate| holds_sql(&folder.join(candidate)))
    };
    let migrations = MIGRATIONS.iter().copied().find(|candidate| folder.join(candidate).is_dir());
    Project {
        dialect: prisma_dialect(folder),
        schema: first(SCHEMAS).unwrap_or("schema.sql").to_owned(),
        migrations: migrations.unwrap_or("migrations").to_owned(),
        other_tools: other_tools(folder),
    }
}

fn holds_sql(path: &Path) -> bool {
    if path.is_file() {
        return true;
    }
    let Ok(entries) = std::fs::read_dir(path) else { return false };
    entries.flatten().any(|entry| entry.path().extension().is_some_and(|extension| extension == "sql"))
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
