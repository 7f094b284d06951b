//! Programs of a project that do something for evenkeel: print a schema, or follow what it has done. Must not know what
//! a schema says.

mod line;

pub use line::CommandLine;
pub(crate) use line::{shell, stop};

use std::io;
use std::path::PathBuf;
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use tokio::io::AsyncReadExt;
use tokio::process::Child;
use tokio::time::timeout;

/// A program and how it is run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Command {
    pub line: CommandLine,
    pub folder: PathBuf,
    /// After which time it is ended.
    pub limit: Duration,
}

/// Why there is nothing of what a program should have done.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    #[error("`{command}` cannot be started: {why}")]
    CannotStart { command: CommandLine, why: String },
    #[error("`{command}` ended with {status}")]
    Failed {
        command: CommandLine,
        status: ExitStatus,
        /// The last lines of what it said on standard error.
        said: Vec<String>,
    },
    #[error("`{command}` did not end within {} s", limit.as_secs())]
    TooLong { command: CommandLine, limit: Duration },
    #[error("`{command}` printed what is no UTF-8 text")]
    NotUtf8 { command: CommandLine },
}

/// How many lines of a program that failed are told.
const TOLD: usize = 12;

impl Command {
    /// What it prints on standard output, once it has ended well.
    ///
    /// # Errors
    /// It cannot be started, fails, takes too long, or prints no text.
    pub async fn printed(&self, environment: &[(&str, &str)]) -> Result<String, CommandError> {
        let mut command = self.line.command(&self.folder);
        command.envs(environment.iter().copied());
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let (mut printed, mut said) = (Vec::new(), Vec::new());
        let listen = async |child: &mut Child| {
            let mut out = child.stdout.take().expect("the stream was asked for");
            let mut err = child.stderr.take().expect("the stream was asked for");
            let (out, err) = tokio::join!(out.read_to_end(&mut printed), err.read_to_end(&mut said));
            out.and(err).map(drop)
        };
        let status = self.ended(command, listen).await?;
        if !status.success() {
            return Err(self.failed(status, &said));
        }
        String::from_utf8(printed).map_err(|_| CommandError::NotUtf8 { command: self.line.clone() })
    }

    /// Runs it for what it does; all that it prints goes to standard error, for results are ours.
    ///
    /// # Errors
    /// It cannot be started, fails, or takes too long.
    pub async fn run(&self, environment: &[(&str, &str)]) -> Result<(), CommandError> {
        let mut command = self.line.command(&self.folder);
        command.envs(environment.iter().copied());
        command.stdout(Stdio::from(io::stderr())).stderr(Stdio::inherit());
        let status = self.ended(command, async |_: &mut Child| Ok(())).await?;
        if status.success() { Ok(()) } else { Err(self.failed(status, &[])) }
    }

    /// How it ended, within its time; until then somebody listens.
    async fn ended(
        &self,
        mut command: tokio::process::Command,
        listen: impl AsyncFnOnce(&mut Child) -> io::Result<()>,
    ) -> Result<ExitStatus, CommandError> {
        let cannot = |error: io::Error| CommandError::CannotStart {
            command: self.line.clone(),
            why: error.to_string(),
        };
        let mut child = command.spawn().map_err(cannot)?;
        let whole = async {
            listen(&mut child).await?;
            child.wait().await
        };
        let Ok(ended) = timeout(self.limit, whole).await else {
            stop(&mut child).await;
            return Err(CommandError::TooLong { command: self.line.clone(), limit: self.limit });
        };
        ended.map_err(cannot)
    }

    fn failed(&self, status: ExitStatus, said: &[u8]) -> CommandError {
        let said = String::from_utf8_lossy(said);
        let lines: Vec<&str> = said.lines().filter(|line| !line.trim().is_empty()).collect();
        let last = lines[lines.len().saturating_sub(TOLD)..].iter().map(|line| (*line).to_owned());
        CommandError::Failed { command: self.line.clone(), status, said: last.collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::run;

    fn program(line: &str) -> Command {
        let line = CommandLine::Line(line.to_owned());
        Command { line, folder: PathBuf::new(), limit: Duration::from_secs(60) }
    }

    fn printed(program: &Command) -> Result<String, String> {
        run(program.printed(&[])).map_err(|error| {
            let said = match &error {
                CommandError::Failed { said, .. } => said.join(" / "),
                CommandError::CannotStart { .. }
                | CommandError::TooLong { .. }
                | CommandError::NotUtf8 { .. } => String::new(),
            };
            if said.is_empty() { error.to_string() } else { format!("{error}: {said}") }
        })
    }

    #[test]
    fn what_is_printed_counts_once_the_program_has_ended_well() {
        assert_eq!(printed(&program("echo a; echo b >&2")).unwrap(), "a\n");
        let failed = printed(&program("echo a; echo bad >&2; echo worse >&2; exit 3")).unwrap_err();
        assert!(failed.ends_with("ended with exit status: 3: bad / worse"), "{failed}");
        let missing = CommandLine::Words(vec!["/nowhere/program".to_owned()]);
        let missing = printed(&Command { line: missing, ..program("") }).unwrap_err();
        assert!(missing.starts_with("`/nowhere/program` cannot be started: "), "{missing}");
        assert_eq!(
            printed(&program("printf '\\377'")).unwrap_err(),
            "`printf '\\377'` printed what is no UTF-8 text"
        );
    }

    #[test]
    fn no_shell_reads_words() {
        let words = ["printf", "%s", "$HOME; echo *"].map(str::to_owned).to_vec();
        let words = Command { line: CommandLine::Words(words), ..program("") };
        assert_eq!(printed(&words).unwrap(), "$HOME; echo *");
    }

    #[test]
    fn a_program_that_hangs_is_ended() {
        let hanging = Command { limit: Duration::from_millis(100), ..program("exec sleep 60") };
        assert_eq!(printed(&hanging).unwrap_err(), "`exec sleep 60` did not end within 0 s");
    }

    #[test]
    fn more_than_a_pipe_holds_is_read() {
        let both = "i=0; while [ $i -lt 20000 ]; do echo 0123456789; echo 0123456789 >&2; i=$((i+1)); done";
        assert_eq!(printed(&program(both)).unwrap().len(), 20_000 * 11);
    }
}
