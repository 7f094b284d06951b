//! Where the program was started, as a value, so that a test can make it up. Must not know what was asked.

use std::io::IsTerminal;
use std::path::PathBuf;

use evenkeel_engine::connect::Environment;

/// What surrounds the process.
#[derive(Debug)]
pub struct Surroundings {
    /// Variables, home directory and login name.
    pub environment: Environment,
    /// The current folder.
    pub here: PathBuf,
    /// Who reads what we ask.
    pub stdin: Stream,
    /// Who reads results.
    pub stdout: Stream,
    /// Who reads errors and notes.
    pub stderr: Stream,
}

/// What a standard stream is connected to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stream {
    /// A person.
    Terminal,
    /// A file, a pipe or nothing.
    Other,
}

impl Surroundings {
    /// The surroundings of this process.
    pub fn of_process() -> Self {
        let stream = |terminal: bool| match terminal {
            true => Stream::Terminal,
            false => Stream::Other,
        };
        Surroundings {
            environment: Environment::of_process(),
            here: std::env::current_dir().unwrap_or_default(),
            stdin: stream(std::io::stdin().is_terminal()),
            stdout: stream(std::io::stdout().is_terminal()),
            stderr: stream(std::io::stderr().is_terminal()),
        }
    }
}
