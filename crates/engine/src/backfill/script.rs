//! A program in another language that does the work. Must not know what it does.

use std::process::{ExitStatus, Stdio};

use tokio::process::Child;

use super::BackfillError;
use super::job::Job;
use crate::command::{shell, stop};
use crate::error::EngineError;

/// Starts the program in the migration's folder and waits for it. All that it prints goes to stderr: stdout is for results.
pub(super) async fn run(job: &Job<'_>, command: &str) -> Result<(), EngineError> {
    let mut child = start(job, command)?;
    let status = tokio::select! {
        status = child.wait() => status,
        () = job.options.interrupt.asked() => {
            stop(&mut child).await;
            let (migration, rows, total) = (job.name().to_owned(), 0, None);
            return Err(BackfillError::Paused { migration, rows, total }.into());
        }
    };
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(failed(job, command, status).into()),
        Err(error) => Err(cannot(job, error.to_string()).into()),
    }
}

fn start(job: &Job<'_>, text: &str) -> Result<Child, BackfillError> {
    let Some(address) = &job.options.address else {
        return Err(cannot(job, "there is no URL of the database to give to it".to_owned()));
    };
    let mut command = shell(text);
    command.current_dir(&job.migration.dir);
    command.env("DATABASE_URL", address.reveal()).env("EVENKEEL_MIGRATION", job.name());
    command
        .stdin(Stdio::null())
        .stdout(Stdio::from(std::io::stderr()))
        .stderr(Stdio::inherit())
        .kill_on_drop(true);
    command.spawn().map_err(|error| cannot(job, error.to_string()))
}

fn cannot(job: &Job<'_>, why: String) -> BackfillError {
    BackfillError::NoScript { migration: job.name().to_owned(), why }
}

fn failed(job: &Job<'_>, command: &str, status: ExitStatus) -> BackfillError {
    BackfillError::Script {
        migration: job.name().to_owned(),
        command: command.to_owned(),
        status: status.to_string(),
    }
}
