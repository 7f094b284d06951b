//! Writing a new migration so that it is there whole or not at all.
//!
//! The files are written into a hidden folder beside the final one, brought to the disk, and renamed.
//! What a crash leaves behind is hidden from readers and removed by the next write.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::{Content, DOWN_FILE, FolderError, MANIFEST_FILE, Manifest, Migration, MigrationName, UP_FILE};
use crate::files::{FilesError, Script};

const TEMPORARY: &str = ".evenkeel-tmp-";
/// Before the name of a migration in whose place another one comes.
const ASIDE: &str = ".evenkeel-old-";

/// A migration that is to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewMigration {
    /// Its name.
    pub name: MigrationName,
    /// The text of `migration.sql`.
    pub up: String,
    /// The text of `down.sql`; without one the manifest says why.
    pub down: Option<String>,
    /// What `migration.toml` says.
    pub manifest: Manifest,
}

impl NewMigration {
    /// As it will be read from the folder of migrations `dir`.
    pub fn on_disk(&self, dir: &Path) -> Migration {
        let dir = dir.join(self.name.as_str());
        let script = |file: &str, text: &String| Script { path: dir.join(file), text: text.clone() };
        let up = script(UP_FILE, &self.up);
        let down = self.down.as_ref().map(|down| script(DOWN_FILE, down));
        Migration {
            name: self.name.clone(),
            content: Content::Sql { up, down },
            manifest: Some(self.manifest.clone()),
            backfill: None,
            origin: None,
            dir,
        }
    }
}

/// Writes a migration into the folder of migrations `dir`, which is made when it is not there; answers
/// the new migration's folder. When it fails, nothing of the migration is left.
pub fn write_new(dir: &Path, new: &NewMigration) -> Result<PathBuf, FolderError> {
    fs::create_dir_all(dir).map_err(|source| FolderError::write(dir, source))?;
    remove_leftovers(dir)?;
    refuse_taken(dir, &new.name)?;
    let temporary = dir.join(format!("{TEMPORARY}{}", new.name));
    let target = dir.join(new.name.as_str());
    let written = write_files(&temporary, new)
        .and_then(|()| fs::rename(&temporary, &target))
        .and_then(|()| sync_folder(dir))
        .map_err(|source| FolderError::write(dir, source));
    if let Err(error) = written {
        // The first failure is the one to tell; a leftover is removed by the next write.
        let _ = fs::remove_dir_all(&temporary);
        return Err(error);
    }
    Ok(target)
}

/// Puts new migrations in the place of old ones, which are moved aside first and removed last: a crash in between leaves
/// each of them somewhere in the folder. One that comes of an old one takes along whatever else stands in its folder.
pub fn replace(dir: &Path, old: &[&Migration], new: &[Successor<'_>]) -> Result<(), FolderError> {
    remove_leftovers(dir)?;
    let taken = |name: &MigrationName| old.iter().any(|migration| migration.name == *name);
    for Successor { new: one, .. } in new {
        match refuse_taken(dir, &one.name) {
            Err(FolderError::Exists { name }) if taken(&name) => {}
            Err(FolderError::SameStamp { first, .. }) if taken(&first) => {}
            other => other?,
        }
    }
    let temporary = |name: &MigrationName| dir.join(format!("{TEMPORARY}{name}"));
    let aside = |name: &MigrationName| dir.join(format!("{ASIDE}{name}"));
    let written = new.iter().try_for_each(|one| {
        write_files(&temporary(&one.new.name), &one.new)?;
        match one.of.filter(|of| of.dir != dir) {
            Some(of) => take_along(&of.dir, &temporary(&one.new.name)),
            None => Ok(()),
        }
    });
    let moved = written
        .and_then(|()| {
            old.iter().try_for_each(|migration| move_aside(dir, migration, &aside(&migration.name)))
        })
        .and_then(|()| {
            new.iter()
                .try_for_each(|one| fs::rename(temporary(&one.new.name), dir.join(one.new.name.as_str())))
        })
        .and_then(|()| sync_folder(dir))
        .and_then(|()| old.iter().try_for_each(|migration| fs::remove_dir_all(aside(&migration.name))));
    moved.map_err(|source| FolderError::write(dir, source))
}

/// A migration that is to be written in the place of others.
pub struct Successor<'a> {
    pub new: NewMigration,
    /// The one that it is, in another place.
    pub of: Option<&'a Migration>,
}

/// Copies what the new folder does not have yet.
fn take_along(from: &Path, to: &Path) -> io::Result<()> {
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (name, target) = (entry.file_name(), to.join(entry.file_name()));
        let written = [UP_FILE, DOWN_FILE, MANIFEST_FILE].iter().any(|own| name == *own);
        if entry.file_type()?.is_dir() {
            fs::create_dir_all(&target)?;
            take_along(&entry.path(), &target)?;
        } else if !written {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

/// A migration has a folder of its own, or files beside others.
fn move_aside(dir: &Path, migration: &Migration, aside: &Path) -> io::Result<()> {
    if migration.dir != dir {
        return fs::rename(&migration.dir, aside);
    }
    fs::create_dir(aside)?;
    migration.content.files().try_for_each(|script| match script.path.file_name() {
        Some(name) => fs::rename(&script.path, aside.join(name)),
        None => Ok(()),
    })
}

fn remove_leftovers(dir: &Path) -> Result<(), FolderError> {
    for path in names(dir)?.filter(|name| name.starts_with(TEMPORARY)).map(|name| dir.join(name)) {
        fs::remove_dir_all(&path).map_err(|source| FolderError::write(&path, source))?;
    }
    Ok(())
}

fn refuse_taken(dir: &Path, new: &MigrationName) -> Result<(), FolderError> {
    let there = names(dir)?.filter_map(|name| MigrationName::parse(&name).ok());
    match there.into_iter().find(|there| there.same_stamp(new)) {
        None => Ok(()),
        Some(there) if there == *new => Err(FolderError::Exists { name: there }),
        Some(there) => Err(FolderError::SameStamp { first: there, second: new.clone() }),
    }
}

fn names(dir: &Path) -> Result<impl Iterator<Item = String>, FolderError> {
    let entries = fs::read_dir(dir).and_then(Iterator::collect::<io::Result<Vec<_>>>);
    let entries = entries.map_err(|source| FilesError::from_io(dir, source))?;
    Ok(entries.into_iter().filter_map(|entry| entry.file_name().into_string().ok()))
}

fn write_files(folder: &Path, new: &NewMigration) -> io::Result<()> {
    fs::create_dir(folder)?;
    write_file(&folder.join(UP_FILE), &new.up)?;
    if let Some(down) = &new.down {
        write_file(&folder.join(DOWN_FILE), down)?;
    }
    write_file(&folder.join(MANIFEST_FILE), &new.manifest.to_toml())?;
    sync_folder(folder)
}

/// Writes a file that is not there yet, down to the disk.
pub(crate) fn write_file(path: &Path, text: &str) -> io::Result<()> {
    let mut file = File::create_new(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

/// Brings the names in a folder to the disk; only Unix knows how.
fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}
