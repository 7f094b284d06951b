//! The SQL files of a folder. Must not know what any tool makes of them.

use std::path::{Path, PathBuf};

use crate::files::{self, FilesError, Script, entries, is_sql};

/// Files below a folder, sorted by path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Listing {
    pub(super) root: PathBuf,
    pub(super) scripts: Vec<Script>,
}

impl Listing {
    /// The folder's own files.
    pub(super) fn flat(root: &Path) -> Result<Listing, FilesError> {
        let own = |entry: &PathBuf| is_sql(entry) && entry.is_file();
        let paths: Vec<PathBuf> = entries(root)?.into_iter().filter(own).collect();
        Listing::of(root, &paths)
    }

    /// The files of the folder and of those below it.
    pub(super) fn deep(root: &Path) -> Result<Listing, FilesError> {
        let mut paths = Vec::new();
        let mut left = vec![root.to_owned()];
        while let Some(folder) = left.pop() {
            for entry in entries(&folder)? {
                match (entry.is_dir(), is_sql(&entry)) {
                    (true, _) => left.push(entry),
                    (false, true) => paths.push(entry),
                    (false, false) => {}
                }
            }
        }
        paths.sort();
        Listing::of(root, &paths)
    }

    fn of(root: &Path, paths: &[PathBuf]) -> Result<Listing, FilesError> {
        let scripts = paths.iter().map(|path| files::read(path)).collect::<Result<_, FilesError>>()?;
        Ok(Listing { root: root.to_owned(), scripts })
    }

    /// Where a file stands, from the folder on, with `/` between.
    pub(super) fn place(&self, script: &Script) -> String {
        let below = script.path.strip_prefix(&self.root).unwrap_or(&script.path);
        let parts = below.components().map(|part| part.as_os_str().to_string_lossy().into_owned());
        parts.collect::<Vec<_>>().join("/")
    }
}

/// The name of a file without its folders.
pub(super) fn file_name(script: &Script) -> &str {
    script.path.file_name().and_then(|name| name.to_str()).unwrap_or_default()
}
