//! `evenkeel run -- CMD…`: the start of a container. Waits for the database, migrates, looks, and becomes the program.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use evenkeel_engine::execute::{MigrateOptions, Repose, Verify};

use super::hooks;
use super::migrate::{Missing, Told, begin, persist, sentence};
use super::on;
use super::work::Work;
use crate::arguments::Run;
use crate::exit::ExitStatus;
use crate::failure::Failure;
use crate::report::Report;

pub(super) fn run(arguments: &Run, work: &Work<'_>, report: &mut Report<'_>) -> Result<ExitStatus, Failure> {
    let (name, rest) = arguments.command.split_first().expect("the arguments hold at least one");
    // Whoever mistyped it should hear so before the database is changed.
    let program = find(name, work)?;
    on(work, async |work| ready(arguments, work, report).await)?;
    report.tell(
        "starting",
        &format!("starting {}", name.display()),
        serde_json::json!({ "program": name.display().to_string() }),
    );
    let mut command = Command::new(program);
    command.args(rest);
    become_it(name, command)
}

/// Everything before the program may start.
async fn ready(arguments: &Run, work: &Work<'_>, report: &mut Report<'_>) -> Result<(), Failure> {
    let place = work.place()?;
    let wait = Some(arguments.wait.0);
    let missing = match arguments.create_database {
        true => Missing::Made,
        false => Missing::AnError,
    };
    let (migrations, opened) = begin(&place, missing, wait, work, report).await?;
    let usual = work.options(wait);
    let (verify, repose) = match arguments.no_verify {
        true => (Verify::Off, Repose::Rest),
        false => (usual.verify, Repose::Look),
    };
    let locks = arguments.manners.of(usual.locks);
    let preflight = arguments.manners.preflight(usual.preflight);
    let backup = work.backup()?;
    let unasked = arguments.manners.unasked();
    let options = MigrateOptions { verify, repose, locks, preflight, backup, unasked, wait: None, ..usual };
    let (summary, timings) = persist(&place, opened, &migrations, &options, wait, work, report).await?;
    let told = Told { applied: &timings, summary: &summary, total: migrations.list.len() };
    report.tell(
        "ready",
        &sentence(&summary, &migrations, &options),
        serde_json::to_value(told).unwrap_or_default(),
    );
    hooks::after_migrate(&timings, work, report).await
}

/// The file that a shell would run.
fn find(name: &OsStr, work: &Work<'_>) -> Result<PathBuf, Failure> {
    let path = Path::new(name);
    let missing = |why: &str| {
        Failure::usage("no-such-program", format!("{} cannot be started: {why}", name.display()))
            .hint("nothing was done to the database")
    };
    if path.components().count() > 1 {
        return match path.is_file() {
            true => Ok(path.to_owned()),
            false => Err(missing("there is no such file")),
        };
    }
    let folders = work.surroundings.environment.var("PATH").unwrap_or_default();
    let found = std::env::split_paths(folders).map(|folder| folder.join(path)).find(|file| file.is_file());
    match (found, cfg!(windows)) {
        (Some(file), false) => Ok(file),
        // Windows looks for endings of its own.
        (_, true) => Ok(path.to_owned()),
        (None, false) => Err(missing("it is in no folder of PATH")),
    }
}

/// Does not come back: process, signals, streams and exit code are the program's from here on.
#[cfg(unix)]
fn become_it(name: &OsStr, mut command: Command) -> Result<ExitStatus, Failure> {
    use std::os::unix::process::CommandExt;
    command.arg0(name);
    let error = command.exec();
    Err(Failure::new("cannot-start", format!("{} cannot be started: {error}", name.display())))
}

/// Where a process cannot become another, it waits for it and ends as that did.
#[cfg(not(unix))]
fn become_it(name: &OsStr, mut command: Command) -> Result<ExitStatus, Failure> {
    let cannot = |error: std::io::Error| {
        Failure::new("cannot-start", format!("{} cannot be started: {error}", name.display()))
    };
    let status = command.status().map_err(cannot)?;
    std::process::exit(status.code().unwrap_or(1))
}
