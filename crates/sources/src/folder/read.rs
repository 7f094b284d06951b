//! Reading a folder of migrations.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::error::FolderError;
use super::{Content, DOWN_FILE, MANIFEST_FILE, Manifest, Migration, MigrationName, Migrations, UP_FILE};
use crate::backfill;
use crate::files::{FilesError, entries, is_sql, read};
use crate::layout::Layout;

/// Fewer digits number the files of a plain schema, more are a migration's.
const NUMBERED_FILE_DIGITS: usize = 4;

/// Reads a folder of migrations one at a time, for who has something else to do in between.
#[derive(Debug)]
pub struct Reading {
    path: PathBuf,
    /// Not read yet.
    left: std::vec::IntoIter<Entry>,
    list: Vec<Migration>,
    ignored: Vec<PathBuf>,
}

#[derive(Debug)]
enum Entry {
    Folder(PathBuf),
    Files(MigrationName, Vec<(Part, PathBuf)>),
}

/// Whether there is more to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rest {
    More,
    Nothing,
}

impl Reading {
    /// Looks at the folder's names.
    ///
    /// # Errors
    /// The folder cannot be read, or holds a migration without a name.
    pub fn begin(path: &Path) -> Result<Reading, FolderError> {
        let mut found = Found::default();
        for entry in entries(path)? {
            found.sort_in(entry)?;
        }
        let files = found.files.into_iter().map(|(name, files)| Entry::Files(name, files));
        let left: Vec<Entry> = found.folders.into_iter().map(Entry::Folder).chain(files).collect();
        Ok(Reading {
            path: path.to_owned(),
            left: left.into_iter(),
            list: Vec::new(),
            ignored: found.ignored,
        })
    }

    /// Reads one migration.
    ///
    /// # Errors
    /// It cannot be read, or is not whole.
    pub fn step(&mut self) -> Result<Rest, FolderError> {
        match self.left.next() {
            None => return Ok(Rest::Nothing),
            Some(Entry::Folder(dir)) => self.list.push(own_folder(dir)?),
            Some(Entry::Files(name, files)) => self.list.push(file_migration(&self.path, name, &files)?),
        }
        Ok(Rest::More)
    }

    /// Reads what is left, and sets all in order.
    ///
    /// # Errors
    /// As for [`Reading::step`], or the migrations make no chain.
    pub fn finish(mut self) -> Result<Migrations, FolderError> {
        while self.step()? == Rest::More {}
        let mut list = self.list;
        list.sort_by(|one, two| one.name.cmp(&two.name));
        check_stamps(&list)?;
        Migrations::in_order(&self.path, Layout::Evenkeel, list, self.ignored)
    }
}

/// Tells a migrations folder from a plain folder of SQL files: it has a migration in a folder of its
/// own, another tool's journal, or numbered files and no other SQL. Numbers of fewer than four digits
/// are taken for the order of a plain schema's files, unless `.up.sql` says otherwise.
pub fn is_migrations_folder(path: &Path) -> bool {
    let Ok(entries) = entries(path) else { return false };
    let journal = path.join("meta/_journal.json").is_file() || path.join("migration_lock.toml").is_file();
    if journal || entries.iter().any(|entry| is_migration_dir(entry)) {
        return true;
    }
    let sql: Vec<&PathBuf> = entries.iter().filter(|entry| is_sql(entry) && entry.is_file()).collect();
    let numbered = |entry: &PathBuf| {
        let Ok((name, part)) = file_name(entry) else { return false };
        name.stamp().len() >= NUMBERED_FILE_DIGITS || part != Part::Only
    };
    !sql.is_empty()
        && sql.into_iter().all(numbered)
        && !entries.iter().any(|entry| entry.is_dir() && has_sql(entry))
}

fn is_migration_dir(path: &Path) -> bool {
    path.is_dir()
        && migration_name(path).is_ok()
        && (path.join(UP_FILE).is_file() || path.join(MANIFEST_FILE).is_file())
}

fn has_sql(folder: &Path) -> bool {
    entries(folder).is_ok_and(|entries| entries.iter().any(|entry| is_sql(entry)))
}

/// What the entries of a folder turned out to be.
#[derive(Default)]
struct Found {
    folders: Vec<PathBuf>,
    files: BTreeMap<MigrationName, Vec<(Part, PathBuf)>>,
    ignored: Vec<PathBuf>,
}

/// What a numbered file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Only,
    Up,
    Down,
}

impl Found {
    fn sort_in(&mut self, entry: PathBuf) -> Result<(), FolderError> {
        if entry.is_dir() {
            if migration_name(&entry).is_ok() {
                self.folders.push(entry);
            } else if entry.join(UP_FILE).is_file() {
                return Err(FolderError::BadName { path: entry });
            }
        } else if is_sql(&entry) {
            match file_name(&entry) {
                Ok((name, part)) => self.files.entry(name).or_default().push((part, entry)),
                Err(()) => self.ignored.push(entry),
            }
        }
        Ok(())
    }
}

fn migration_name(path: &Path) -> Result<MigrationName, ()> {
    let text = path.file_name().and_then(|name| name.to_str()).ok_or(())?;
    MigrationName::parse(text).map_err(|_| ())
}

/// The migration that a numbered file belongs to.
fn file_name(path: &Path) -> Result<(MigrationName, Part), ()> {
    let stem = path.file_stem().and_then(|stem| stem.to_str()).ok_or(())?;
    let (text, part) = match (stem.strip_suffix(".up"), stem.strip_suffix(".down")) {
        (Some(text), _) => (text, Part::Up),
        (None, Some(text)) => (text, Part::Down),
        (None, None) => (stem, Part::Only),
    };
    Ok((MigrationName::parse(text).map_err(|_| ())?, part))
}

fn own_folder(dir: PathBuf) -> Result<Migration, FolderError> {
    let Ok(name) = migration_name(&dir) else { return Err(FolderError::BadName { path: dir }) };
    folder_migration(dir, name)
}

/// A migration that has a folder of its own.
pub(crate) fn folder_migration(dir: PathBuf, name: MigrationName) -> Result<Migration, FolderError> {
    let up = match read(&dir.join(UP_FILE)) {
        Ok(up) => up,
        Err(FilesError::Missing { path: _ }) => {
            return Err(FolderError::HalfWritten { name, missing: dir.join(UP_FILE) });
        }
        Err(error) => return Err(error.into()),
    };
    let down = optional(read(&dir.join(DOWN_FILE)))?;
    let manifest = match optional(read(&dir.join(MANIFEST_FILE)))? {
        Some(script) => Some(Manifest::parse(&script.text).map_err(|error| script.locate(error))?),
        None => None,
    };
    let backfill = backfill::read(&dir)?;
    Ok(Migration { name, dir, content: Content::Sql { up, down }, manifest, backfill, origin: None })
}

fn optional<T>(read: Result<T, FilesError>) -> Result<Option<T>, FilesError> {
    match read {
        Ok(value) => Ok(Some(value)),
        Err(FilesError::Missing { path: _ }) => Ok(None),
        Err(error) => Err(error),
    }
}

fn file_migration(
    dir: &Path,
    name: MigrationName,
    files: &[(Part, PathBuf)],
) -> Result<Migration, FolderError> {
    let ups: Vec<&PathBuf> =
        files.iter().filter(|(part, _)| *part != Part::Down).map(|(_, path)| path).collect();
    let down = files.iter().find(|(part, _)| *part == Part::Down).map(|(_, path)| path);
    match ups.as_slice() {
        [] => {
            Err(FolderError::HalfWritten { missing: dir.join(name.as_str()).with_extension("up.sql"), name })
        }
        [up] => {
            let (up, down) = (read(up)?, down.map(|path| read(path)).transpose()?);
            Ok(Migration {
                name,
                dir: dir.to_owned(),
                content: Content::Sql { up, down },
                manifest: None,
                backfill: None,
                origin: None,
            })
        }
        [first, second, ..] => {
            Err(FolderError::TwoFiles { first: (*first).clone(), second: (*second).clone() })
        }
    }
}

/// Other tools order equal stamps by the rest of the name; a chain must not depend on that.
fn check_stamps(list: &[Migration]) -> Result<(), FolderError> {
    for pair in list.windows(2) {
        let chained = pair.iter().any(|migration| migration.manifest.is_some());
        if pair[0].name == pair[1].name || (chained && pair[0].name.same_stamp(&pair[1].name)) {
            return Err(FolderError::SameStamp { first: pair[0].name.clone(), second: pair[1].name.clone() });
        }
    }
    Ok(())
}
