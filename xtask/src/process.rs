//! Running other programs: their output, their failures, a limit on their time. Knows nothing of what they do.

use std::io::Write;
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};

use crate::failure::Failure;

/// Long enough for every single step of a test; what takes longer hangs.
pub(crate) const STEP_LIMIT: Duration = Duration::from_secs(120);
/// Downloads and installations.
pub(crate) const INSTALL_LIMIT: Duration = Duration::from_secs(900);

/// A program that ended, whatever its exit code.
pub(crate) struct Ended {
    pub(crate) status: ExitStatus,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// Runs to the end with everything captured. Fails only where the program cannot start or takes too long.
pub(crate) fn run(command: &mut Command, limit: Duration) -> Result<Ended, Failure> {
    run_with_input(command, "", limit)
}

/// As [`run`], with text on standard input.
pub(crate) fn run_with_input(command: &mut Command, input: &str, limit: Duration) -> Result<Ended, Failure> {
    let program = name(command);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command.stdin(if input.is_empty() { Stdio::null() } else { Stdio::piped() });
    let mut child = command.spawn().map_err(|source| Failure::Start { program: program.clone(), source })?;
    let (done, watch) = watch(&child, limit);
    let writer = child.stdin.take().map(|mut pipe| {
        let text = input.to_owned();
        // A program that stops reading early says why by its exit code; the broken pipe adds nothing.
        thread::spawn(move || drop(pipe.write_all(text.as_bytes())))
    });
    let output = child.wait_with_output();
    drop(done);
    let timed_out = watch.join().expect("the watching thread does not panic");
    if let Some(writer) = writer {
        writer.join().expect("the writing thread does not panic");
    }
    if timed_out {
        return Err(Failure::Timeout { program, seconds: limit.as_secs() });
    }
    output.map(Ended::from).map_err(|source| Failure::Start { program, source })
}

/// Runs to the end; standard output when the exit code is 0.
pub(crate) fn stdout(command: &mut Command, limit: Duration) -> Result<String, Failure> {
    let ended = run(command, limit)?;
    if ended.status.success() {
        return Ok(ended.stdout);
    }
    Err(ended.failure(name(command)))
}

/// Runs to the end with the terminal's own streams.
pub(crate) fn inherit(command: &mut Command) -> Result<ExitStatus, Failure> {
    command.status().map_err(|source| Failure::Start { program: name(command), source })
}

/// The program's name as people know it.
pub(crate) fn name(command: &Command) -> String {
    let path = std::path::Path::new(command.get_program());
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

impl Ended {
    /// The failure that this end is, with the last lines of what the program said.
    pub(crate) fn failure(self, program: String) -> Failure {
        let said = if self.stderr.trim().is_empty() { &self.stdout } else { &self.stderr };
        let lines: Vec<&str> = said.trim().lines().collect();
        let detail = lines[lines.len().saturating_sub(12)..].join("\n");
        Failure::Command { program, status: self.status, detail }
    }
}

impl From<Output> for Ended {
    fn from(output: Output) -> Self {
        Self {
            status: output.status,
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

/// Kills the child when the limit passes before the returned sender is dropped; the thread tells whether it did.
fn watch(child: &Child, limit: Duration) -> (mpsc::Sender<()>, thread::JoinHandle<bool>) {
    let pid = Pid::from_child(child);
    let (done, waiting) = mpsc::channel::<()>();
    let watch = thread::spawn(move || {
        let timed_out = waiting.recv_timeout(limit) == Err(mpsc::RecvTimeoutError::Timeout);
        // The child may have ended in this very moment; then there is nothing left to kill.
        timed_out && kill_process(pid, Signal::KILL).is_ok()
    });
    (done, watch)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_hangs_is_killed() {
        let ended = run(Command::new("sleep").arg("60"), Duration::from_millis(50));
        assert!(matches!(ended, Err(Failure::Timeout { .. })));
    }

    #[test]
    fn input_output_and_exit_code_come_through() {
        let mut command = Command::new("sh");
        command.args(["-c", "cat; echo bad >&2; exit 3"]);
        let ended = run_with_input(&mut command, "given", STEP_LIMIT).unwrap();
        assert_eq!((ended.stdout.as_str(), ended.stderr.as_str()), ("given", "bad\n"));
        assert_eq!(ended.status.code(), Some(3));
    }
}
