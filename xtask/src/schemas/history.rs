//! The migrations that a schema's own project wrote, in the order in which its own tool runs them. Must not know how
//! they are run.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::verdict::NotRun;
use crate::failure::Failure;
use crate::paths;

/// A copy of the migrations that needs nothing which a plain server lacks; its files stand in order.
const COPY: &str = "migrations-pg15";
const FOLDER: &str = "migrations";

/// One migration: its name and the file with its way up.
pub(crate) struct Migration {
    pub(crate) name: String,
    pub(crate) file: PathBuf,
}

/// What is to be run, and what is not for reasons that show before anything runs.
pub(crate) struct History {
    pub(crate) migrations: Vec<Migration>,
    pub(crate) left_out: Vec<NotRun>,
}

#[derive(Deserialize)]
struct Journal {
    entries: Vec<JournalEntry>,
}

#[derive(Deserialize)]
struct JournalEntry {
    tag: String,
}

/// The history beside a schema; None where it has none.
pub(crate) fn find(schema: &Path) -> Result<Option<History>, Failure> {
    let original = schema.join(FOLDER);
    if !original.is_dir() {
        return Ok(None);
    }
    let history = in_folder(&original)?;
    let copy = schema.join(COPY);
    if !copy.is_dir() {
        return Ok(Some(history));
    }
    let adapted = in_folder(&copy)?;
    let known: BTreeSet<&str> = adapted.migrations.iter().map(|it| without_number(&it.name)).collect();
    let mut left_out = history.left_out;
    for Migration { name, .. } in history.migrations {
        if !known.contains(name.as_str()) {
            left_out.push(NotRun { name, why: format!("{COPY} does not have it") });
        }
    }
    Ok(Some(History { migrations: adapted.migrations, left_out }))
}

/// Prisma has a folder for each migration, Drizzle a journal of those that count, everybody else numbered files.
fn in_folder(folder: &Path) -> Result<History, Failure> {
    let mut history = History { migrations: Vec::new(), left_out: Vec::new() };
    let journal = folder.join("meta/_journal.json");
    let journal: Option<BTreeSet<String>> = match journal.exists() {
        true => Some(read_journal(&journal)?),
        false => None,
    };
    for entry in paths::entries(folder)? {
        let name = paths::name(&entry);
        let nested = entry.join("migration.sql");
        let listed = |journal: &BTreeSet<String>| journal.contains(name.trim_end_matches(".sql"));
        if nested.exists() {
            history.migrations.push(Migration { name, file: nested });
        } else if entry.extension().is_some_and(|found| found == "sql") {
            match journal.as_ref().is_none_or(listed) {
                true => history.migrations.push(Migration { name, file: entry }),
                false => {
                    let why = "its tool's journal does not list it, so its tool does not run it either";
                    history.left_out.push(NotRun { name, why: why.to_owned() });
                }
            }
        }
    }
    Ok(history)
}

fn read_journal(file: &Path) -> Result<BTreeSet<String>, Failure> {
    let journal: Journal = serde_json::from_str(&paths::text(file)?)
        .map_err(|error| Failure::Malformed { path: file.to_owned(), why: error.to_string() })?;
    Ok(journal.entries.into_iter().map(|entry| entry.tag).collect())
}

/// A name without the number that a copy put before it to keep the order.
fn without_number(name: &str) -> &str {
    match name.split_once('_') {
        Some((number, rest)) if number.bytes().all(|byte| byte.is_ascii_digit()) => rest,
        Some(_) | None => name,
    }
}

#[cfg(test)]
mod tests {
    use super::{find, without_number};
    use crate::paths;

    #[test]
    fn what_is_not_run_is_named() {
        let schema = tempfile::tempdir().unwrap();
        let put = |name: &str, text: &str| paths::write(&schema.path().join(name), text).unwrap();
        put("migrations/0000_a.sql", "");
        put("migrations/0001_b.sql", "");
        put("migrations/0002_c.sql", "");
        put("migrations/meta/_journal.json", r#"{"entries": [{"tag": "0000_a"}, {"tag": "0002_c"}]}"#);
        put("migrations-pg15/0000_0000_a.sql", "");
        let history = find(schema.path()).unwrap().unwrap();
        assert_eq!(history.migrations.len(), 1);
        let not_run: Vec<&str> = history.left_out.iter().map(|it| it.name.as_str()).collect();
        assert_eq!(not_run, ["0001_b.sql", "0002_c.sql"]);
    }

    #[test]
    fn prisma_has_folders() {
        let schema = tempfile::tempdir().unwrap();
        paths::write(&schema.path().join("migrations/2_b/migration.sql"), "").unwrap();
        paths::write(&schema.path().join("migrations/1_a/migration.sql"), "").unwrap();
        paths::write(&schema.path().join("migrations/migration_lock.toml"), "").unwrap();
        let history = find(schema.path()).unwrap().unwrap();
        let names: Vec<&str> = history.migrations.iter().map(|it| it.name.as_str()).collect();
        assert_eq!(names, ["1_a", "2_b"]);
        assert!(find(&schema.path().join("migrations")).unwrap().is_none());
    }

    #[test]
    fn only_a_number_is_put_before_a_name() {
        assert_eq!(without_number("0000_20240115_init.sql"), "20240115_init.sql");
        assert_eq!(without_number("init_all.sql"), "init_all.sql");
    }
}
