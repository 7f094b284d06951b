//! Migrations on disk: reading a folder of them, and writing a new one.
//!
//! It must not know what the SQL says, and asks no clock: the stamp of a new migration is an argument.
//! Prisma's and Drizzle's folders (`<digits>_<name>/migration.sql`) and plain numbered files
//! (`<digits>_<name>.sql`, also `.up.sql` with `.down.sql`) are read as they are.

mod content;
mod error;
mod history;
mod manifest;
mod name;
mod read;
#[cfg(test)]
mod tests;
mod write;

use std::path::{Path, PathBuf};

pub(crate) use content::program_words;
pub use content::{Content, Home, Program, Tool, Way};
pub use error::FolderError;
pub use history::Fork;
pub use manifest::{Fingerprints, Kept, Manifest, ManifestError, Preflight, Question, Replaced, Version};
pub use name::{MigrationName, NameError, slug};
pub(crate) use read::folder_migration;
pub use read::{Reading, Rest, is_migrations_folder};
pub(crate) use write::write_file;
pub use write::{NewMigration, Successor, replace, write_new};

use crate::backfill::Backfill;
use crate::layout::{Layout, Origin, Runs};

/// The file with the statements of a migration.
pub const UP_FILE: &str = "migration.sql";
/// The file with the statements that take a migration back.
pub const DOWN_FILE: &str = "down.sql";
/// The file that chains a migration to the one before it.
pub const MANIFEST_FILE: &str = "migration.toml";

/// One migration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Migration {
    /// Its name, which also gives its place in the order.
    pub name: MigrationName,
    /// The folder its files stand in.
    pub dir: PathBuf,
    pub content: Content,
    /// What evenkeel noted when it generated the migration; other tools' migrations have none.
    pub manifest: Option<Manifest>,
    /// What is done to rows that exist already, once the statements are applied.
    pub backfill: Option<Backfill>,
    /// What another tool knows it by; nothing where the folder is read by our own rules.
    pub origin: Option<Origin>,
}

impl Migration {
    /// How often it is run.
    pub fn runs(&self) -> Runs {
        self.origin.as_ref().map_or(Runs::Once, |origin| origin.runs)
    }

    /// Of which of the project's modules it is, where its tool tells them apart.
    pub fn module(&self) -> Option<&str> {
        match &self.content {
            Content::Sql { .. } => None,
            Content::Program(program) => program.home.as_ref()?.module.as_deref(),
        }
    }

    /// Whether it leads to the same from whatever a database is.
    pub fn is_guarded(&self) -> bool {
        self.manifest.as_ref().is_some_and(|manifest| manifest.guarded)
    }

    /// Whether it is run again whenever its text has changed.
    pub fn is_repeated(&self) -> bool {
        self.runs() == Runs::OnChange
    }
}

/// All migrations of a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Migrations {
    /// The folder.
    pub path: PathBuf,
    /// By whose rules it was read.
    pub layout: Layout,
    /// In the order in which they are applied.
    pub list: Vec<Migration>,
    /// Where the history forks: several migrations that continue the same one.
    pub forks: Vec<Fork>,
    /// SQL files that stand among the migrations without being one, because no number begins their name.
    pub ignored: Vec<PathBuf>,
}

impl Migrations {
    /// Reads a folder of migrations; one without any is an empty history.
    pub fn load(path: &Path) -> Result<Self, FolderError> {
        Reading::begin(path)?.finish()
    }

    /// A history of which another tool's rules gave the order.
    pub(crate) fn in_order(
        path: &Path,
        layout: Layout,
        list: Vec<Migration>,
        ignored: Vec<PathBuf>,
    ) -> Result<Self, FolderError> {
        history::check_parents(&list)?;
        let forks = history::forks(&list);
        Ok(Migrations { path: path.to_owned(), layout, list, forks, ignored })
    }

    /// The migration of that name.
    pub fn find(&self, name: &MigrationName) -> Option<&Migration> {
        self.list.iter().find(|migration| migration.name == *name)
    }
}
