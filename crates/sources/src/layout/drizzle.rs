//! Drizzle Kit: up to 0.x files in the order of `meta/_journal.json`, from 1.0 on a folder for each migration.

use std::path::Path;

use serde::Deserialize;

use super::prisma::by_locale;
use super::{Found, LayoutError, Origin, Runs, migration};
use crate::files::{self, FilesError, Script, entries, is_sql};
use crate::folder::{Content, FolderError, MigrationName, UP_FILE, folder_migration};

/// The journal, from the folder of migrations on.
pub(super) const JOURNAL: &str = "meta/_journal.json";

/// What Drizzle splits a file at.
const BREAKPOINT: &str = "--> statement-breakpoint";
/// As long as that, and the end of a statement to everybody.
const SEMICOLON: &str = ";-- statement-breakpoint";

#[derive(Deserialize)]
struct Journal {
    entries: Vec<JournalEntry>,
}

#[derive(Deserialize)]
struct JournalEntry {
    tag: String,
    when: i64,
}

pub(super) fn read(path: &Path) -> Result<Found, FolderError> {
    let journal = path.join(JOURNAL);
    match files::read(&journal) {
        Ok(journal) => with_journal(path, &journal),
        Err(FilesError::Missing { path: _ }) => folders(path),
        Err(error) => Err(error.into()),
    }
}

fn with_journal(path: &Path, journal: &Script) -> Result<Found, FolderError> {
    let read: Journal = serde_json::from_str(&journal.text)
        .map_err(|error| LayoutError::Journal { path: journal.path.clone(), problem: error.to_string() })?;
    let mut found = Found::default();
    for JournalEntry { tag, when } in read.entries {
        let file = [tag.as_str(), ".sql"].concat();
        let script = match files::read(&path.join(&file)) {
            Err(FilesError::Missing { path: _ }) => {
                return Err(LayoutError::NotInFolder { path: journal.path.clone(), tag }.into());
            }
            read => read?,
        };
        let title = MigrationName::of_tool(&tag).map_or_else(|_| tag.clone(), |name| name.title().to_owned());
        let (up, whole) = split(script);
        let origin = Origin { key: tag.clone(), title, file, whole, when: Some(when), runs: Runs::Once };
        found.list.push(migration(&tag, up, None, origin)?);
    }
    let listed = |entry: &Path| found.list.iter().any(|migration| migration.content.file().path == entry);
    let beside = entries(path)?.into_iter().filter(|entry| is_sql(entry) && !listed(entry));
    found.ignored = beside.collect();
    Ok(found)
}

fn folders(path: &Path) -> Result<Found, FolderError> {
    let mut found = Found::default();
    for entry in entries(path)? {
        // A folder without statements is none of a migration's to Drizzle.
        if !entry.join(UP_FILE).is_file() {
            continue;
        }
        let text = entry.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        let name = MigrationName::of_tool(&text).map_err(|_| LayoutError::Name { path: entry.clone() })?;
        let mut migration = folder_migration(entry, name)?;
        let mut whole = None;
        if let Content::Sql { up, .. } = &mut migration.content {
            (*up, whole) = split(up.clone());
        }
        migration.origin = Some(Origin {
            key: text.clone(),
            title: migration.name.title().to_owned(),
            file: [text.as_str(), "/", UP_FILE].concat(),
            whole,
            when: None,
            runs: Runs::Once,
        });
        found.list.push(migration);
    }
    found.list.sort_by(|one, two| by_locale(one.name.as_str(), two.name.as_str()));
    Ok(found)
}

/// Drizzle runs each piece between breakpoints by itself, so a piece needs no semicolon at its end.
fn split(script: Script) -> (Script, Option<String>) {
    match script.text.contains(BREAKPOINT) {
        false => (script, None),
        true => {
            let text = script.text.replace(BREAKPOINT, SEMICOLON);
            (Script { path: script.path, text }, Some(script.text))
        }
    }
}
