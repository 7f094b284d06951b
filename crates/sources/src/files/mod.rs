//! A desired schema on disk: one SQL file, or a folder of them.
//!
//! It must not know what the files say.

mod error;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

pub use error::FilesError;

use crate::explain::{Explain, InFile};

/// A text and the file it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Script {
    /// The file as it was found, below the path that the user named.
    pub path: PathBuf,
    /// All of it.
    pub text: String,
}

impl Script {
    /// Says that an error in the text stands in this file.
    pub fn locate<E: Explain>(&self, error: E) -> InFile<E> {
        InFile::new(&self.path, &self.text, error)
    }
}

/// Reads a `.sql` file, or every `.sql` file below a folder, sorted by path. Hidden files and folders
/// are left out; a folder that symbolic links reach twice is read once. An empty file is an empty script.
pub fn load(path: &Path) -> Result<Vec<Script>, FilesError> {
    let about = fs::metadata(path).map_err(|source| FilesError::from_io(path, source))?;
    if !about.is_dir() {
        return Ok(vec![read(path)?]);
    }
    let paths = below(path, &Wanted { file: &is_sql, hidden: &|_| false, folder: &|_| true })?;
    if paths.is_empty() {
        return Err(FilesError::NoSql { path: path.to_owned() });
    }
    paths.iter().map(|path| read(path)).collect()
}

/// Which files of a folder are looked for, and in which folders.
pub(crate) struct Wanted<'a> {
    pub(crate) file: &'a dyn Fn(&Path) -> bool,
    /// Which files count although they are hidden.
    pub(crate) hidden: &'a dyn Fn(&Path) -> bool,
    pub(crate) folder: &'a dyn Fn(&Path) -> bool,
}

impl Wanted<'_> {
    fn wants(&self, path: &Path) -> bool {
        if is_hidden(path) { (self.hidden)(path) } else { (self.file)(path) }
    }
}

/// The files below a folder, sorted by path, as [`load`] finds them.
pub(crate) fn below(folder: &Path, wanted: &Wanted<'_>) -> Result<Vec<PathBuf>, FilesError> {
    let mut paths = Vec::new();
    collect(folder, wanted, &mut BTreeSet::new(), &mut paths)?;
    paths.sort();
    Ok(paths)
}

/// Reads one file as UTF-8.
pub(crate) fn read(path: &Path) -> Result<Script, FilesError> {
    let bytes = fs::read(path).map_err(|source| FilesError::from_io(path, source))?;
    let text = String::from_utf8(bytes).map_err(|error| FilesError::NotUtf8 {
        path: path.to_owned(),
        offset: error.utf8_error().valid_up_to(),
    })?;
    Ok(Script { path: path.to_owned(), text })
}

/// The entries of a folder that are not hidden, sorted.
pub(crate) fn entries(folder: &Path) -> Result<Vec<PathBuf>, FilesError> {
    let mut paths = all_entries(folder)?;
    paths.retain(|path| !is_hidden(path));
    Ok(paths)
}

fn all_entries(folder: &Path) -> Result<Vec<PathBuf>, FilesError> {
    let failed = |source| FilesError::from_io(folder, source);
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        paths.push(entry.map_err(failed)?.path());
    }
    // They differ in the name alone; to compare whole paths takes them apart.
    paths.sort_unstable_by(|one, two| one.as_os_str().cmp(two.as_os_str()));
    Ok(paths)
}

fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
}

pub(crate) fn is_sql(path: &Path) -> bool {
    has_extension(path, "sql")
}

pub(crate) fn has_extension(path: &Path, wanted: &str) -> bool {
    path.extension().and_then(OsStr::to_str).is_some_and(|extension| extension.eq_ignore_ascii_case(wanted))
}

fn collect(
    folder: &Path,
    wanted: &Wanted<'_>,
    seen: &mut BTreeSet<PathBuf>,
    found: &mut Vec<PathBuf>,
) -> Result<(), FilesError> {
    let real = fs::canonicalize(folder).map_err(|source| FilesError::from_io(folder, source))?;
    if !seen.insert(real) {
        return Ok(());
    }
    for path in all_entries(folder)? {
        let about = match fs::metadata(&path) {
            Ok(about) => about,
            // A link to nowhere is only a mistake when it claims to be what is looked for.
            Err(source) if wanted.wants(&path) => return Err(FilesError::from_io(&path, source)),
            Err(_) => continue,
        };
        if !about.is_dir() {
            if wanted.wants(&path) {
                found.push(path);
            }
        } else if !is_hidden(&path) && (wanted.folder)(&path) {
            collect(&path, wanted, seen, found)?;
        }
    }
    Ok(())
}
