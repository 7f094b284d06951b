//! The process that is hit, and the one that is run again. Must not know which database they work on.

use std::io::{BufRead, BufReader, Lines, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::cells::Reached;
use crate::binary::{self, Profile};
use crate::failure::Failure;
use crate::process::{self, Ended, STEP_LIMIT};

/// How often a process is asked whether it has ended.
const GLANCE: Duration = Duration::from_millis(5);

/// The program that stops at points.
#[derive(Clone, Debug)]
pub(super) struct Victim {
    program: PathBuf,
}

impl Victim {
    /// Builds it.
    pub(super) fn build() -> Result<Victim, Failure> {
        Ok(Victim { program: binary::built("victim", Profile::Debug)? })
    }

    /// A victim that is built already.
    pub(super) fn stand_in(program: &Path) -> Victim {
        Victim { program: program.to_owned() }
    }

    pub(super) fn program(&self) -> &Path {
        &self.program
    }

    /// The same program from another place, which a later build leaves alone.
    pub(super) fn copied(&self, folder: &Path) -> Result<Victim, Failure> {
        let program = folder.join("victim");
        std::fs::copy(&self.program, &program).map_err(Failure::file("write", &program))?;
        Ok(Victim { program })
    }

    pub(super) fn command(&self, project: &Path, url: &str, what: &str) -> Command {
        let mut command = Command::new(&self.program);
        command.args([url, what]).current_dir(project);
        command
    }

    /// The points that an undisturbed run comes to.
    pub(super) fn points(&self, project: &Path, url: &str) -> Result<Vec<Reached>, Failure> {
        let said = process::stdout(&mut self.command(project, url, "list"), STEP_LIMIT)?;
        let points = said.lines().filter_map(|line| line.strip_prefix("point ")?.split_once(' '));
        Ok(points
            .map(|(point, migration)| Reached { point: point.to_owned(), migration: migration.to_owned() })
            .collect())
    }
}

/// A process that stands still at a point.
pub(super) struct Stopped {
    child: Child,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Stopped {
    /// Starts it and waits until it stands still.
    pub(super) fn start(command: &mut Command) -> Result<Stopped, Failure> {
        let program = process::name(command);
        let start = |source| Failure::Start { program: program.clone(), source };
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().map_err(start)?;
        let mut lines = BufReader::new(child.stdout.take().expect("the stream was asked for")).lines();
        for line in lines.by_ref() {
            if line.map_err(start)?.starts_with("stopped at ") {
                return Ok(Stopped { child, lines });
            }
        }
        let _ = child.wait();
        Err(Failure::Malformed { path: program.into(), why: "it ended before it came to the point".into() })
    }

    /// Lets it go on.
    pub(super) fn go(&mut self) {
        if let Some(input) = &mut self.child.stdin {
            // It may be gone already, which is for others to see.
            let _ = writeln!(input, "go");
        }
    }

    pub(super) fn kill(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    /// Whether it has ended within that time.
    pub(super) fn ends_within(&mut self, limit: Duration) -> bool {
        ends_within(&mut self.child, limit).is_some()
    }

    /// Waits for its end; one that hangs is killed, and that is said.
    pub(super) fn end(mut self) -> Result<String, Failure> {
        if ends_within(&mut self.child, STEP_LIMIT).is_none() {
            self.kill();
            return Err(Failure::Timeout { program: "victim".to_owned(), seconds: STEP_LIMIT.as_secs() });
        }
        Ok(self.lines.by_ref().map_while(Result::ok).collect::<Vec<_>>().join("\n"))
    }
}

impl Drop for Stopped {
    fn drop(&mut self) {
        self.kill();
    }
}

/// How it ended, if it did within that time.
pub(super) fn ends_within(child: &mut Child, limit: Duration) -> Option<ExitStatus> {
    let begun = Instant::now();
    loop {
        if let Ok(Some(status)) = child.try_wait() {
            return Some(status);
        }
        if begun.elapsed() >= limit {
            return None;
        }
        thread::sleep(GLANCE);
    }
}

/// A run of evenkeel itself that goes on while something else is done.
pub(super) struct Running {
    child: Child,
}

impl Running {
    pub(super) fn start(command: &mut Command) -> Result<Running, Failure> {
        let program = process::name(command);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let child = command.spawn().map_err(|source| Failure::Start { program, source })?;
        Ok(Running { child })
    }

    pub(super) fn ends_within(&mut self, limit: Duration) -> bool {
        ends_within(&mut self.child, limit).is_some()
    }

    pub(super) fn kill(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    pub(super) fn end(mut self) -> Result<Ended, Failure> {
        if ends_within(&mut self.child, STEP_LIMIT).is_none() {
            self.kill();
            return Err(Failure::Timeout { program: "evenkeel".to_owned(), seconds: STEP_LIMIT.as_secs() });
        }
        let output = self.child.wait_with_output();
        output.map(Ended::from).map_err(|source| Failure::Start { program: "evenkeel".to_owned(), source })
    }
}
