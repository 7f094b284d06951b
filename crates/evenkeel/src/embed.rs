//! For build scripts: makes a folder of migrations part of a program. Must not know any database.

use std::fmt::Write;
use std::path::Path;

use evenkeel_sources::backfill::Work;
use evenkeel_sources::{Migration, Migrations};

use crate::failure::Failure;

/// Writes a Rust file with all migrations of a folder, to be included where they are wanted:
///
/// ```ignore
/// // build.rs
/// evenkeel::embed("migrations").unwrap();
/// // main.rs
/// const MIGRATIONS: &[evenkeel::Embedded] = include!(concat!(env!("OUT_DIR"), "/migrations.rs"));
/// ```
///
/// # Errors
/// The folder cannot be read, its history does not hold together, or this is no build script.
pub fn embed(folder: impl AsRef<Path>) -> Result<(), Failure> {
    let not_a_build = || Failure::usage("no-out-dir", "OUT_DIR is not set, so this is no build script");
    let out = std::env::var_os("OUT_DIR").ok_or_else(not_a_build)?;
    let target = Path::new(&out).join("migrations.rs");
    let text = source(folder.as_ref())?;
    std::fs::write(&target, text).map_err(|error| {
        Failure::new("cannot-write", format!("{} cannot be written: {error}", target.display()))
    })
}

/// The text of an array of [`Embedded`](crate::Embedded).
pub(crate) fn source(folder: &Path) -> Result<String, Failure> {
    let migrations = Migrations::load(folder)?;
    if let Some(fork) = migrations.forks.first() {
        return Err(Failure::new("forked-history", format!("the history forks: {fork}")));
    }
    let mut text = "&[\n".to_owned();
    for migration in &migrations.list {
        text.push_str(&entry(migration, &backfill(migration)?));
    }
    text.push_str("]\n");
    Ok(text)
}

/// The backfill as it is written in Rust. A program that fills rows cannot become part of another one.
fn backfill(migration: &Migration) -> Result<String, Failure> {
    let Some(backfill) = &migration.backfill else { return Ok("None".to_owned()) };
    let sql = match &backfill.work {
        Work::Batches(batches) => &batches.sql.text,
        Work::Script(command) => {
            let message = format!(
                "the backfill of {} is the program `{command}`, which cannot be embedded",
                migration.name
            );
            return Err(Failure::new("embedded-program", message).hint(
                "write it as backfill.sql, or read the migrations from their folder: Migrator::from_folder",
            ));
        }
    };
    let verify = backfill.verify.as_ref().map(|verify| verify.text.as_str());
    Ok(format!(
        "Some(::evenkeel::EmbeddedBackfill {{ toml: {:?}, sql: Some({sql:?}), verify: {verify:?} }})",
        backfill.text
    ))
}

fn entry(migration: &Migration, backfill: &str) -> String {
    let mut text = String::new();
    let down = migration.content.back_file().map(|down| down.text.as_str());
    let manifest = migration.manifest.as_ref().map(evenkeel_sources::folder::Manifest::to_toml);
    writeln!(
        text,
        "    ::evenkeel::Embedded {{ name: {:?}, up: {:?}, down: {down:?}, manifest: {:?}, backfill: {backfill} }},",
        migration.name.as_str(),
        migration.content.file().text,
        manifest.as_deref(),
    )
    .expect("writing to a string does not fail");
    text
}
