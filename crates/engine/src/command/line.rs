//! Commands that somebody wrote down for us to run. Must not know what any of them is for.

use std::fmt;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use tokio::process::{Child, Command};
use tokio::time::timeout;

/// After how long a program that was asked to end is ended.
const GRACE: Duration = Duration::from_secs(10);

/// A command as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CommandLine {
    /// A line for the shell.
    Line(String),
    /// A program and its arguments, which no shell reads. Never empty.
    Words(Vec<String>),
}

impl fmt::Display for CommandLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CommandLine::Line(line) => f.write_str(line),
            CommandLine::Words(words) => f.write_str(&words.join(" ")),
        }
    }
}

impl CommandLine {
    /// The command in a folder, with nothing to read.
    pub(crate) fn command(&self, folder: &Path) -> Command {
        let mut command = match self {
            CommandLine::Line(line) => shell(line),
            CommandLine::Words(words) => {
                let mut command = Command::new(words.first().map_or("", String::as_str));
                command.args(words.iter().skip(1));
                command
            }
        };
        // A path without parts is where we are, and no folder to the system.
        if !folder.as_os_str().is_empty() {
            command.current_dir(folder);
        }
        command.stdin(Stdio::null()).kill_on_drop(true);
        command
    }
}

/// A line for the shell of the system.
pub(crate) fn shell(line: &str) -> Command {
    let (shell, flag) = if cfg!(windows) { ("cmd", "/C") } else { ("sh", "-c") };
    let mut command = Command::new(shell);
    command.arg(flag).arg(line);
    command
}

/// Asks a program to end, as a terminal would, and ends it when it does not.
pub(crate) async fn stop(child: &mut Child) {
    let pid = child.id().and_then(|id| i32::try_from(id).ok()).and_then(rustix::process::Pid::from_raw);
    if let Some(pid) = pid {
        let _ = rustix::process::kill_process(pid, rustix::process::Signal::TERM);
    }
    if timeout(GRACE, child.wait()).await.is_err() {
        let _ = child.kill().await;
    }
}
