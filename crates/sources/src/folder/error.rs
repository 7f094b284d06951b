//! What is wrong with a folder of migrations, or keeps one from being written.

use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};

use super::{ManifestError, MigrationName};
use crate::backfill::BackfillError;
use crate::explain::{Explain, InFile};
use crate::files::FilesError;
use crate::layout::LayoutError;

/// A folder of migrations that cannot be read or written.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// A file or the folder cannot be read.
    #[error(transparent)]
    Files(#[from] FilesError),
    /// A `migration.toml` is not understood.
    #[error(transparent)]
    Manifest(#[from] InFile<ManifestError>),
    /// A `backfill.toml` is not understood.
    #[error(transparent)]
    Backfill(#[from] InFile<BackfillError>),
    /// A file of another tool that is not as it has to be.
    #[error(transparent)]
    Layout(#[from] LayoutError),
    /// A migration without its statements.
    #[error("the migration {name} is only half there: {} is missing", missing.display())]
    HalfWritten {
        /// The migration.
        name: MigrationName,
        /// The file that is missing.
        missing: PathBuf,
    },
    /// A folder that holds a migration under a name that has no place in the order.
    #[error("the folder {} holds a migration, but its name begins with no number", path.display())]
    BadName {
        /// The folder.
        path: PathBuf,
    },
    /// Two files for the same migration.
    #[error("{} and {} are the same migration", first.display(), second.display())]
    TwoFiles {
        /// One file.
        first: PathBuf,
        /// The other.
        second: PathBuf,
    },
    /// Two migrations with one stamp.
    #[error("the migrations {first} and {second} have the same stamp")]
    SameStamp {
        /// The first by name.
        first: MigrationName,
        /// The second.
        second: MigrationName,
    },
    /// A parent that is not there.
    #[error("the migration {migration} continues {parent}, which is not there")]
    ParentMissing {
        /// Where it is said.
        file: PathBuf,
        /// The migration.
        migration: MigrationName,
        /// What it continues.
        parent: MigrationName,
    },
    /// A parent that comes later.
    #[error("the migration {migration} continues {parent}, which comes after it")]
    ParentLater {
        /// The migration.
        migration: MigrationName,
        /// What it continues.
        parent: MigrationName,
    },
    /// Migrations that continue each other in a circle.
    #[error("the migrations {} continue each other in a circle", names(members))]
    Cycle {
        /// All of them, in order.
        members: Vec<MigrationName>,
    },
    /// A migration of that name is there.
    #[error("the migration {name} is there already")]
    Exists {
        /// The migration.
        name: MigrationName,
    },
    /// The folder must not be written to.
    #[error("no permission to write in {}", path.display())]
    NoPermission {
        /// The folder.
        path: PathBuf,
    },
    /// Writing failed for another reason.
    #[error("{} cannot be written: {source}", path.display())]
    Write {
        /// What was to be written.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

fn names(members: &[MigrationName]) -> String {
    members.iter().map(MigrationName::as_str).collect::<Vec<_>>().join(", ")
}

impl FolderError {
    pub(crate) fn write(path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        let refused =
            [io::ErrorKind::PermissionDenied, io::ErrorKind::ReadOnlyFilesystem].contains(&source.kind());
        if refused { Self::NoPermission { path } } else { Self::Write { path, source } }
    }
}

impl Explain for FolderError {
    fn range(&self) -> Option<Range<usize>> {
        match self {
            Self::Files(error) => error.range(),
            Self::Manifest(error) => error.range(),
            Self::Backfill(error) => error.range(),
            Self::Layout(error) => error.range(),
            Self::HalfWritten { .. }
            | Self::BadName { .. }
            | Self::TwoFiles { .. }
            | Self::SameStamp { .. } => None,
            Self::ParentMissing { .. } | Self::ParentLater { .. } | Self::Cycle { .. } => None,
            Self::Exists { .. } | Self::NoPermission { .. } | Self::Write { .. } => None,
        }
    }

    fn hint(&self) -> Option<String> {
        Some(match self {
            Self::Files(error) => return error.hint(),
            Self::Manifest(error) => return error.hint(),
            Self::Backfill(error) => return error.hint(),
            Self::Layout(error) => return error.hint(),
            Self::HalfWritten { .. } => {
                "take the file back from version control, or remove the migration".into()
            }
            Self::BadName { .. } => "begin the folder's name with a stamp, such as 20261120103000_".into(),
            Self::TwoFiles { .. } => "keep one of them".into(),
            Self::SameStamp { .. } => "rename one of the folders to give it another stamp".into(),
            Self::ParentMissing { .. } | Self::ParentLater { .. } => {
                "parent in migration.toml has to be the migration before it; take the file back from version control"
                    .into()
            }
            Self::Cycle { .. } => "take the migration.toml files back from version control".into(),
            Self::Exists { .. } => "choose another name".into(),
            Self::NoPermission { path } => {
                format!("make {} writable for the user who runs evenkeel", path.display())
            }
            Self::Write { .. } => "see that the disk has room and the path is a folder".into(),
        })
    }
}
