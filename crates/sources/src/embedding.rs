//! Migrations as a part of a program, in Rust. Must not know who compiles it.

use std::fmt::Write;
use std::path::Path;

use crate::backfill::Work;
use crate::folder::{FolderError, Fork, Manifest, Migration, MigrationName, Migrations};

/// Why a folder cannot become part of a program.
#[derive(Debug, thiserror::Error)]
pub enum EmbeddingError {
    #[error(transparent)]
    Folder(#[from] FolderError),
    #[error("the history forks: {0}")]
    Forked(Fork),
    /// What fills rows is a program of its own.
    #[error("the backfill of {name} is the program `{command}`, which cannot be embedded")]
    Program { name: MigrationName, command: String },
}

/// The text of an array of `evenkeel::Embedded`, as it is written in Rust.
///
/// # Errors
/// The folder cannot be read, its history does not hold together, or a part of it cannot be in a program.
pub fn rust(folder: &Path) -> Result<String, EmbeddingError> {
    let migrations = Migrations::load(folder)?;
    if let Some(fork) = migrations.forks.first() {
        return Err(EmbeddingError::Forked(fork.clone()));
    }
    let mut text = "&[\n".to_owned();
    for migration in &migrations.list {
        text.push_str(&entry(migration, &backfill(migration)?));
    }
    text.push_str("]\n");
    Ok(text)
}

/// The backfill as it is written in Rust. A program that fills rows cannot become part of another one.
fn backfill(migration: &Migration) -> Result<String, EmbeddingError> {
    let Some(backfill) = &migration.backfill else { return Ok("None".to_owned()) };
    let sql = match &backfill.work {
        Work::Batches(batches) => &batches.sql.text,
        Work::Script(command) => {
            return Err(EmbeddingError::Program { name: migration.name.clone(), command: command.clone() });
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
    let manifest = migration.manifest.as_ref().map(Manifest::to_toml);
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
