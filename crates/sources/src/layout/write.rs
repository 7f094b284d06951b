//! Writing a new migration as the tool wants it whose folder it is. What evenkeel notes about a migration that has no
//! folder of its own stands in `.evenkeel/<name>.toml`, where no tool looks.

use std::fs;
use std::path::{Path, PathBuf};

use super::{JOURNAL, Layout, LayoutError};
use crate::files;
use crate::folder::{
    FolderError, Manifest, MigrationName, Migrations, NewMigration, slug, write_file, write_new,
};
use crate::lexer::Dialect;
use crate::segments::{Body, LoneCommit, segments};
use crate::split::split;

const NOTES: &str = ".evenkeel";

/// Writes a migration behind the others of a folder; answers what it is called there and where it stands.
///
/// # Errors
/// The folder cannot be written to, or evenkeel writes no files for this tool.
pub fn write(
    migrations: &Migrations,
    new: &NewMigration,
    dialect: Dialect,
) -> Result<(MigrationName, PathBuf), FolderError> {
    let dir = &migrations.path;
    let journal = dir.join(JOURNAL);
    match migrations.layout {
        Layout::Evenkeel | Layout::Prisma => own_folder(dir, new),
        Layout::Drizzle if !journal.is_file() => own_folder(dir, new),
        Layout::Drizzle => journalled(migrations, new, &journal),
        Layout::Liquibase => Err(LayoutError::NotWritten { tool: "Liquibase" }.into()),
        Layout::Knex => Err(LayoutError::NotWritten { tool: "Knex" }.into()),
        Layout::Sequelize => Err(LayoutError::NotWritten { tool: "Sequelize" }.into()),
        Layout::Kysely => Err(LayoutError::NotWritten { tool: "Kysely" }.into()),
        Layout::MikroOrm => Err(LayoutError::NotWritten { tool: "MikroORM" }.into()),
        Layout::Alembic => Err(LayoutError::NotWritten { tool: "Alembic" }.into()),
        Layout::TypeOrm => Err(LayoutError::NotWritten { tool: "TypeORM" }.into()),
        Layout::Medusa => Err(LayoutError::NotWritten { tool: "Medusa" }.into()),
        Layout::NodePgMigrate
        | Layout::Flyway
        | Layout::Dbmate
        | Layout::Goose
        | Layout::GolangMigrate
        | Layout::Sqlx
        | Layout::Refinery => flat(migrations, new, dialect),
    }
}

fn own_folder(dir: &Path, new: &NewMigration) -> Result<(MigrationName, PathBuf), FolderError> {
    Ok((new.name.clone(), write_new(dir, new)?))
}

/// What evenkeel noted about a migration without a folder of its own.
pub(super) fn notes(dir: &Path, name: &MigrationName) -> PathBuf {
    dir.join(NOTES).join([name.as_str(), ".toml"].concat())
}

fn note(dir: &Path, name: &MigrationName, manifest: &Manifest) -> Result<(), FolderError> {
    let path = notes(dir, name);
    fs::create_dir_all(dir.join(NOTES)).map_err(|source| FolderError::write(&path, source))?;
    write_file(&path, &manifest.to_toml()).map_err(|source| FolderError::write(&path, source))
}

/// One file for both ways, or one for each.
fn flat(
    migrations: &Migrations,
    new: &NewMigration,
    dialect: Dialect,
) -> Result<(MigrationName, PathBuf), FolderError> {
    let dir = &migrations.path;
    let name = name(migrations, new)?;
    fs::create_dir_all(dir).map_err(|source| FolderError::write(dir, source))?;
    let files = texts(migrations, &name, new, dialect);
    // What is run again has no fixed place, so nobody can say what stands before and after a migration.
    if !migrations.list.iter().any(crate::Migration::is_repeated) {
        note(dir, &name, &new.manifest)?;
    }
    for (file, text) in &files {
        let path = dir.join(file);
        write_file(&path, text).map_err(|source| FolderError::write(&path, source))?;
    }
    let first = files.last().map_or_else(|| dir.clone(), |(file, _)| dir.join(file));
    Ok((name, first))
}

/// Versions that are no moments are counted on.
fn name(migrations: &Migrations, new: &NewMigration) -> Result<MigrationName, FolderError> {
    let text = match migrations.layout {
        Layout::Refinery | Layout::Flyway => {
            format!("V{}__{}", next_version(migrations, new.name.stamp()), new.name.title())
        }
        Layout::Evenkeel
        | Layout::Prisma
        | Layout::Drizzle
        | Layout::NodePgMigrate
        | Layout::Dbmate
        | Layout::Goose
        | Layout::GolangMigrate
        | Layout::Sqlx
        | Layout::Liquibase
        | Layout::Knex
        | Layout::Sequelize
        | Layout::Kysely
        | Layout::MikroOrm
        | Layout::TypeOrm
        | Layout::Alembic
        | Layout::Medusa => return Ok(new.name.clone()),
    };
    MigrationName::of_tool(&text).map_err(|_| LayoutError::Name { path: migrations.path.join(text) }.into())
}

fn next_version(migrations: &Migrations, stamp: &str) -> String {
    const MOMENT: u128 = 10_000_000_000_000;
    let once = migrations.list.iter().rfind(|migration| !migration.is_repeated());
    let key = once.and_then(|migration| migration.origin.as_ref()).map(|origin| origin.key.as_str());
    let main = key.and_then(|key| key.split('.').next()?.parse::<u128>().ok());
    match main {
        Some(main) if main < MOMENT => (main + 1).to_string(),
        Some(_) => stamp.to_owned(),
        None => "1".to_owned(),
    }
}

/// The names and texts of the files, the way there last.
fn texts(
    migrations: &Migrations,
    name: &MigrationName,
    new: &NewMigration,
    dialect: Dialect,
) -> Vec<(String, String)> {
    let file = |end: &str| [name.as_str(), end].concat();
    let (up, down) = (new.up.as_str(), new.down.as_deref());
    let outside = runs_outside(dialect, up);
    let both = |first: &str, second: &str, down: &str| format!("{first}\n{up}\n{second}\n{down}");
    match migrations.layout {
        Layout::Dbmate => {
            let option = if outside { " transaction:false" } else { "" };
            vec![(
                file(".sql"),
                both(&format!("-- migrate:up{option}"), "-- migrate:down", down.unwrap_or_default()),
            )]
        }
        Layout::Goose => {
            let option = if outside { "-- +goose NO TRANSACTION\n" } else { "" };
            let (up, down) =
                (whole_statements(dialect, up), whole_statements(dialect, down.unwrap_or_default()));
            vec![(file(".sql"), format!("{option}-- +goose Up\n{up}\n-- +goose Down\n{down}"))]
        }
        Layout::NodePgMigrate => {
            vec![(file(".sql"), both("-- Up Migration", "-- Down Migration", down.unwrap_or_default()))]
        }
        Layout::GolangMigrate => ways(file(".up.sql"), file(".down.sql"), up.to_owned(), down),
        Layout::Sqlx => {
            let up = if outside { ["-- no-transaction\n", up].concat() } else { up.to_owned() };
            let single =
                |one: &crate::Migration| !one.content.file().path.to_string_lossy().ends_with(".up.sql");
            match !migrations.list.is_empty() && migrations.list.iter().all(single) {
                true => vec![(file(".sql"), up)],
                false => ways(file(".up.sql"), file(".down.sql"), up, down),
            }
        }
        Layout::Flyway => ways(file(".sql"), ["U", &file(".sql")[1..]].concat(), up.to_owned(), down),
        Layout::Refinery
        | Layout::Evenkeel
        | Layout::Prisma
        | Layout::Drizzle
        | Layout::Liquibase
        | Layout::Knex
        | Layout::Sequelize
        | Layout::Kysely
        | Layout::MikroOrm
        | Layout::TypeOrm
        | Layout::Alembic
        | Layout::Medusa => vec![(file(".sql"), up.to_owned())],
    }
}

fn ways(there: String, back: String, up: String, down: Option<&str>) -> Vec<(String, String)> {
    let down = down.map(|down| (back, down.to_owned()));
    down.into_iter().chain([(there, up)]).collect()
}

/// Whether a statement cannot run in a transaction.
fn runs_outside(dialect: Dialect, text: &str) -> bool {
    let cut = segments(dialect, text, LoneCommit::Refused).unwrap_or_default();
    cut.iter().any(|segment| matches!(segment.body, Body::Alone { .. }))
}

/// goose ends a statement at each semicolon, unless it is told not to.
fn whole_statements(dialect: Dialect, text: &str) -> String {
    let mut written = String::new();
    let mut from = 0;
    for statement in split(dialect, text).unwrap_or_default() {
        let sql = statement.text(text);
        if sql.contains(';') {
            let end = statement.range.end;
            let end = end + text[end..].find(';').map_or(0, |at| at + 1);
            written.push_str(&text[from..statement.range.start]);
            written.push_str("-- +goose StatementBegin\n");
            written.push_str(&text[statement.range.start..end]);
            written.push_str("\n-- +goose StatementEnd");
            from = end;
        }
    }
    written.push_str(&text[from..]);
    written
}

/// A file and its line in the journal.
fn journalled(
    migrations: &Migrations,
    new: &NewMigration,
    journal: &Path,
) -> Result<(MigrationName, PathBuf), FolderError> {
    let dir = &migrations.path;
    let read = files::read(journal)?;
    let wrong = |problem: String| LayoutError::Journal { path: journal.to_owned(), problem };
    let mut value: serde_json::Value =
        serde_json::from_str(&read.text).map_err(|error| wrong(error.to_string()))?;
    let number = migrations.list.len();
    let tag = format!("{number:04}_{}", slug(new.name.title()));
    let name = MigrationName::of_tool(&tag).map_err(|_| LayoutError::Name { path: dir.join(&tag) })?;
    let last = migrations.list.iter().filter_map(|one| one.origin.as_ref()?.when).max();
    let when = milliseconds(new.name.stamp()).max(last.map_or(0, |last| last + 1));
    let version = value.get("version").cloned().unwrap_or_else(|| "7".into());
    let entries = value.get_mut("entries").and_then(serde_json::Value::as_array_mut);
    let entries = entries.ok_or_else(|| wrong("it has no list `entries`".to_owned()))?;
    entries.push(serde_json::json!({
        "idx": number, "version": version, "when": when, "tag": tag, "breakpoints": true,
    }));
    note(dir, &name, &new.manifest)?;
    let path = dir.join([tag.as_str(), ".sql"].concat());
    write_file(&path, &new.up).map_err(|source| FolderError::write(&path, source))?;
    let text = serde_json::to_string_pretty(&value).expect("a JSON value can be written");
    let beside = dir.join("meta/.journal.new");
    let written = fs::write(&beside, text).and_then(|()| fs::rename(&beside, journal));
    written.map_err(|source| FolderError::write(journal, source))?;
    Ok((name, path))
}

/// A stamp in UTC as milliseconds since 1970.
pub(super) fn milliseconds(stamp: &str) -> i64 {
    let part = |from: usize, to: usize| stamp.get(from..to).and_then(|text| text.parse::<i64>().ok());
    let Some((((year, month), day), ((hour, minute), second))) =
        part(0, 4).zip(part(4, 6)).zip(part(6, 8)).zip(part(8, 10).zip(part(10, 12)).zip(part(12, 14)))
    else {
        return 0;
    };
    // Days since 1970 in the proleptic Gregorian calendar, with March as the first month.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let days = 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day - 1 - 719_468;
    (((days * 24 + hour) * 60 + minute) * 60 + second) * 1000
}

#[cfg(test)]
mod tests {
    use super::milliseconds;

    #[test]
    fn stamps_are_moments() {
        assert_eq!(milliseconds("19700101000000"), 0);
        assert_eq!(milliseconds("20240229235959"), 1_709_251_199_000);
        assert_eq!(milliseconds("20261120164942"), 1_795_193_382_000);
        assert_eq!(milliseconds("17"), 0);
    }
}
