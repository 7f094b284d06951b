//! Prisma Migrate up to 7: a folder for each migration, in the order in which JavaScript's `localeCompare` puts names.
//! Our own files may stand beside `migration.sql`; Prisma reads no other.

use std::cmp::Ordering;
use std::path::Path;

use super::{Found, LayoutError, Origin, Runs};
use crate::files::entries;
use crate::folder::{FolderError, MigrationName, folder_migration};

pub(super) fn read(path: &Path) -> Result<Found, FolderError> {
    let mut found = Found::default();
    for entry in entries(path)? {
        if !entry.is_dir() {
            continue;
        }
        let text = entry.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        let name = MigrationName::of_tool(&text).map_err(|_| LayoutError::Name { path: entry.clone() })?;
        let mut migration = folder_migration(entry, name)?;
        migration.origin = Some(Origin {
            key: text.clone(),
            title: migration.name.title().to_owned(),
            file: [text.as_str(), "/", crate::folder::UP_FILE].concat(),
            whole: None,
            when: None,
            runs: Runs::Once,
        });
        found.list.push(migration);
    }
    found.list.sort_by(|one, two| by_locale(one.name.as_str(), two.name.as_str()));
    Ok(found)
}

/// As `localeCompare` orders them in the root locale, for the characters that names are made of: punctuation before
/// digits before letters, and of two names that differ in nothing but case the one in lower case first.
pub(super) fn by_locale(one: &str, two: &str) -> Ordering {
    let class = |letter: char| match letter {
        _ if letter.is_alphabetic() => 2,
        _ if letter.is_numeric() => 1,
        _ => 0,
    };
    let weights = |text: &str| -> Vec<(i32, usize, String)> {
        let place = |letter: char| match class(letter) {
            0 => PUNCTUATION.find(letter).unwrap_or(PUNCTUATION.len()),
            _ => 0,
        };
        text.chars().map(|letter| (class(letter), place(letter), letter.to_lowercase().collect())).collect()
    };
    weights(one).cmp(&weights(two)).then_with(|| two.cmp(one))
}

/// In the order of the Unicode collation algorithm's root table.
const PUNCTUATION: &str = "_-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$";
