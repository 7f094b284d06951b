//! The folders of migrations that other tools keep, read as those tools read them: their names, their order, their
//! sections. Each tool's rules are in a file of its own, over a listing of files.
//!
//! It must not know what the SQL says, nor what any ledger holds.

mod alembic;
mod dbmate;
mod detect;
mod drizzle;
mod error;
mod flyway;
mod golang_migrate;
mod goose;
mod knex;
mod kysely;
mod liquibase;
mod listing;
mod medusa;
mod mikro_orm;
mod node_pg_migrate;
mod numbered;
mod prisma;
mod programs;
mod refinery;
mod sections;
mod sequelize;
mod sqlx;
#[cfg(test)]
mod tests;
mod typeorm;
mod write;

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

pub use alembic::Revision;
pub use detect::{Surrounding, detect};
pub use error::LayoutError;
pub use medusa::{Module, Outline, read as read_outline};
pub use write::write;

use crate::files::{self, FilesError, Script};
use crate::folder::{Content, FolderError, Manifest, Migration, MigrationName, Migrations};
use drizzle::JOURNAL;
use listing::Listing;

/// By whose rules a folder of migrations is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Layout {
    #[default]
    Evenkeel,
    Prisma,
    /// With a journal as of 0.x, or with folders as of 1.0.
    Drizzle,
    NodePgMigrate,
    Flyway,
    Dbmate,
    Goose,
    GolangMigrate,
    Sqlx,
    Refinery,
    /// Formatted SQL.
    Liquibase,
    Knex,
    Sequelize,
    Kysely,
    /// Up to 6.
    MikroOrm,
    #[serde(rename = "typeorm")]
    TypeOrm,
    Alembic,
    /// From 2 on: the migrations of modules wherever they stand, and the tables of links.
    Medusa,
}

impl Layout {
    pub const ALL: [Layout; 18] = [
        Layout::Evenkeel,
        Layout::Prisma,
        Layout::Drizzle,
        Layout::NodePgMigrate,
        Layout::Flyway,
        Layout::Dbmate,
        Layout::Goose,
        Layout::GolangMigrate,
        Layout::Sqlx,
        Layout::Refinery,
        Layout::Liquibase,
        Layout::Knex,
        Layout::Sequelize,
        Layout::Kysely,
        Layout::MikroOrm,
        Layout::TypeOrm,
        Layout::Alembic,
        Layout::Medusa,
    ];

    /// Itself, where it is another tool's.
    pub fn of_other(self) -> Option<Layout> {
        (self != Layout::Evenkeel).then_some(self)
    }

    /// Whether its tool runs a migration that comes before one that is applied, and thinks nothing of it.
    pub fn runs_late_ones(self) -> bool {
        match self {
            Layout::Knex | Layout::Sequelize | Layout::MikroOrm | Layout::TypeOrm | Layout::Medusa => true,
            Layout::Evenkeel
            | Layout::Prisma
            | Layout::Drizzle
            | Layout::NodePgMigrate
            | Layout::Flyway
            | Layout::Dbmate
            | Layout::Goose
            | Layout::GolangMigrate
            | Layout::Sqlx
            | Layout::Refinery
            | Layout::Liquibase
            | Layout::Kysely
            | Layout::Alembic => false,
        }
    }

    /// The word in evenkeel.toml.
    pub fn word(self) -> &'static str {
        match self {
            Layout::Evenkeel => "evenkeel",
            Layout::Prisma => "prisma",
            Layout::Drizzle => "drizzle",
            Layout::NodePgMigrate => "node-pg-migrate",
            Layout::Flyway => "flyway",
            Layout::Dbmate => "dbmate",
            Layout::Goose => "goose",
            Layout::GolangMigrate => "golang-migrate",
            Layout::Sqlx => "sqlx",
            Layout::Refinery => "refinery",
            Layout::Liquibase => "liquibase",
            Layout::Knex => "knex",
            Layout::Sequelize => "sequelize",
            Layout::Kysely => "kysely",
            Layout::MikroOrm => "mikro-orm",
            Layout::TypeOrm => "typeorm",
            Layout::Alembic => "alembic",
            Layout::Medusa => "medusa",
        }
    }
}

/// What another tool knows one of its migrations by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// What stands for it in the tool's ledger: a version, a tag or a name.
    pub key: String,
    /// What the tool calls it beside that.
    pub title: String,
    /// Its file, from the folder of migrations on.
    pub file: String,
    /// All of the file, where the statements are only a part of it.
    pub whole: Option<String>,
    /// When it was made, where the tool's own index of its migrations says so.
    pub when: Option<i64>,
    pub runs: Runs,
}

/// How often a migration is run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Runs {
    Once,
    /// Again whenever its text has changed, after all others.
    OnChange,
}

/// Reads a folder of migrations by a tool's rules; a folder that is not there holds none.
///
/// # Errors
/// A file cannot be read, or is not as the tool demands.
pub fn read(path: &Path, layout: Layout) -> Result<Migrations, FolderError> {
    let found = match layout {
        Layout::Evenkeel => return Migrations::load(path),
        Layout::Prisma => prisma::read(path)?,
        Layout::Drizzle => drizzle::read(path)?,
        Layout::NodePgMigrate => node_pg_migrate::read(path)?,
        Layout::Flyway => flyway::read(&Listing::deep(path)?)?,
        Layout::Dbmate => dbmate::read(&Listing::flat(path)?)?,
        Layout::Goose => goose::read(&Listing::flat(path)?)?,
        Layout::GolangMigrate => golang_migrate::read(&Listing::flat(path)?)?,
        Layout::Sqlx => sqlx::read(&Listing::flat(path)?)?,
        Layout::Refinery => refinery::read(&Listing::deep(path)?)?,
        Layout::Liquibase => liquibase::read(&Listing::deep(path)?)?,
        Layout::Knex => programs::read(path, &knex::RULES)?,
        Layout::Sequelize => programs::read(path, &sequelize::RULES)?,
        Layout::Kysely => programs::read(path, &kysely::RULES)?,
        Layout::MikroOrm => programs::read(path, &mikro_orm::RULES)?,
        Layout::TypeOrm => programs::read(path, &typeorm::RULES)?,
        Layout::Alembic => alembic::read(path)?,
        Layout::Medusa => return Err(LayoutError::Unasked { tool: "Medusa" }.into()),
    };
    found.migrations(path, layout)
}

/// What a tool's rules make of its files, in the tool's own order.
#[derive(Debug, Default)]
struct Found {
    list: Vec<Migration>,
    /// SQL files that are no migrations to the tool.
    ignored: Vec<PathBuf>,
}

impl Found {
    fn migrations(self, path: &Path, layout: Layout) -> Result<Migrations, FolderError> {
        let mut seen = std::collections::BTreeMap::new();
        for migration in &self.list {
            if let Some(other) = seen.insert(migration.name.clone(), &migration.content.file().path) {
                return Err(FolderError::TwoFiles {
                    first: other.clone(),
                    second: migration.content.file().path.clone(),
                });
            }
        }
        drop(seen);
        let list = self.list.into_iter().map(|migration| with_notes(path, migration));
        Migrations::in_order(path, layout, list.collect::<Result<_, FolderError>>()?, self.ignored)
    }
}

/// The migration with what evenkeel noted when it generated it.
fn with_notes(path: &Path, migration: Migration) -> Result<Migration, FolderError> {
    if migration.manifest.is_some() {
        return Ok(migration);
    }
    match files::read(&write::notes(path, &migration.name)) {
        Ok(script) => {
            let manifest = Manifest::parse(&script.text).map_err(|error| script.locate(error))?;
            Ok(Migration { manifest: Some(manifest), ..migration })
        }
        Err(FilesError::Missing { path: _ }) => Ok(migration),
        Err(error) => Err(error.into()),
    }
}

/// One migration of a tool that has SQL and nothing of ours.
fn migration(name: &str, up: Script, down: Option<Script>, origin: Origin) -> Result<Migration, LayoutError> {
    migration_of(name, Content::Sql { up, down }, origin)
}

/// One migration of a tool that has nothing of ours.
fn migration_of(name: &str, content: Content, origin: Origin) -> Result<Migration, LayoutError> {
    let path = content.file().path.clone();
    let name = MigrationName::of_tool(name).map_err(|_| LayoutError::Name { path: path.clone() })?;
    let dir = path.parent().unwrap_or(&path).to_owned();
    Ok(Migration { name, dir, content, manifest: None, backfill: None, origin: Some(origin) })
}
