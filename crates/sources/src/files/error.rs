//! Why files cannot be read.

use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};

use crate::explain::Explain;

/// A file or folder that cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum FilesError {
    /// Nothing is there.
    #[error("there is no file or folder {}", path.display())]
    Missing {
        /// What was looked for.
        path: PathBuf,
    },
    /// It is there, but cannot be read.
    #[error("{} cannot be read: {source}", path.display())]
    Unreadable {
        /// What was to be read.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// It is no text in UTF-8.
    #[error("{} is not UTF-8 text: byte {offset} is wrong", path.display())]
    NotUtf8 {
        /// The file.
        path: PathBuf,
        /// Offset of the first byte that is wrong.
        offset: usize,
    },
    /// The folder holds no SQL.
    #[error("there is no .sql file in the folder {}", path.display())]
    NoSql {
        /// The folder.
        path: PathBuf,
    },
}

impl FilesError {
    pub(crate) fn from_io(path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        if source.kind() == io::ErrorKind::NotFound {
            Self::Missing { path }
        } else {
            Self::Unreadable { path, source }
        }
    }

    /// The file or folder.
    pub fn path(&self) -> &Path {
        match self {
            Self::Missing { path } | Self::NoSql { path } => path,
            Self::Unreadable { path, source: _ } | Self::NotUtf8 { path, offset: _ } => path,
        }
    }
}

impl Explain for FilesError {
    fn range(&self) -> Option<Range<usize>> {
        match self {
            Self::NotUtf8 { path: _, offset } => Some(*offset..offset + 1),
            Self::Missing { .. } | Self::Unreadable { .. } | Self::NoSql { .. } => None,
        }
    }

    fn hint(&self) -> Option<String> {
        Some(match self {
            Self::Missing { .. } => "check the path; it is read from the folder you are in".into(),
            Self::Unreadable { .. } => "make it readable for the user who runs evenkeel".into(),
            Self::NotUtf8 { .. } => "save the file as UTF-8".into(),
            Self::NoSql { .. } => {
                "put the CREATE statements of your schema in a file ending in .sql there".into()
            }
        })
    }
}
