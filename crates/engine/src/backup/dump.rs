//! Copies made by `pg_dump`, and read back by `pg_restore`. Must not know when one is made.

use std::path::{Path, PathBuf};
use std::process::Stdio;

use tokio::process::Command;

use super::{Check, Made, failed, place, variables};
use crate::connect::Session;
use crate::error::EngineError;
use crate::scratch::program_folders;

/// Makes a copy in pg_dump's own format, by a pg_dump that is no older than the server.
pub(super) async fn make(session: &Session, file: &Path) -> Result<Made, EngineError> {
    let pg_dump = fitting(session.server_version().major()).await?;
    let mut command = Command::new(&pg_dump);
    command.args(["--format=custom", "--no-password", "--file"]).arg(file).envs(variables(session));
    let output = command.stdin(Stdio::null()).kill_on_drop(true).output().await;
    let output = output.map_err(|error| failed(format!("{}: {error}", pg_dump.display())))?;
    if !output.status.success() {
        return Err(failed(said(&pg_dump, &output.stderr)));
    }
    place::keep_private(file)?;
    examine_with(&pg_dump.with_file_name("pg_restore"), file).await
}

/// Reads the table of contents of a copy.
pub(super) async fn examine(file: &Path) -> Result<Made, EngineError> {
    let found =
        program_folders().into_iter().map(|folder| folder.join("pg_restore")).find(|path| path.is_file());
    match found {
        Some(pg_restore) => examine_with(&pg_restore, file).await,
        None => Ok(Made {
            place: file.display().to_string(),
            check: Check::Readable { bytes: place::size(file)? },
        }),
    }
}

async fn examine_with(pg_restore: &Path, file: &Path) -> Result<Made, EngineError> {
    let mut command = Command::new(pg_restore);
    // Writing the script of it all to nowhere reads every byte; a list would read the beginning only.
    command.args(["--file=-", "--schema-only"]).arg(file).stdin(Stdio::null()).stdout(Stdio::null());
    let output = command.kill_on_drop(true).output().await;
    let output = output.map_err(|error| failed(format!("{}: {error}", pg_restore.display())))?;
    match output.status.success() {
        true => {
            Ok(Made { place: file.display().to_string(), check: Check::Whole { bytes: place::size(file)? } })
        }
        false => Err(failed(said(pg_restore, &output.stderr))),
    }
}

fn said(program: &Path, stderr: &[u8]) -> String {
    let text = String::from_utf8_lossy(stderr);
    let line = text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or("it said nothing");
    format!("{}: {line}", program.display())
}

/// The oldest pg_dump on this machine that can read the server.
pub(crate) async fn fitting(major: u32) -> Result<PathBuf, EngineError> {
    let mut best: Option<(u32, PathBuf)> = None;
    for folder in program_folders() {
        let program = folder.join("pg_dump");
        let Some(found) = version(&program).await else { continue };
        let better = best.as_ref().is_none_or(|(best, _)| found < *best);
        if found >= major && better {
            best = Some((found, program));
        }
    }
    best.map(|(_, program)| program)
        .ok_or_else(|| failed(format!("no pg_dump of PostgreSQL {major} or later is on this machine")))
}

async fn version(program: &Path) -> Option<u32> {
    if !program.is_file() {
        return None;
    }
    let output = Command::new(program).arg("--version").stdin(Stdio::null()).output().await.ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let (_, version) = text.split_once("(PostgreSQL) ")?;
    version.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}
