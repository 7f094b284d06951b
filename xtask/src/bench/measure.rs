//! Time, processor time and peak memory of one process, taken by a small process of its own: on Linux a child's peak
//! begins with what its parent occupied when it forked, and the reporting parent grows.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};
use wait4::Wait4;

use crate::failure::Failure;
use crate::{Outcome, process, report};

/// Ten minutes are enough for 10,000 tables on a slow machine.
const LIMIT: Duration = Duration::from_secs(600);

/// One run of one program.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(super) struct Sample {
    pub(super) wall_us: u64,
    pub(super) cpu_us: u64,
    pub(super) peak_bytes: u64,
}

/// The hidden command that measures another program from outside.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Where the program's standard output goes
    #[arg(long)]
    stdout: PathBuf,
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, required = true)]
    command: Vec<String>,
}

/// Runs the program to its end and prints one [`Sample`] as JSON. Bad when the program fails.
pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let out = File::create(&arguments.stdout).map_err(Failure::file("write", &arguments.stdout))?;
    let mut command = Command::new(&arguments.command[0]);
    command.args(&arguments.command[1..]).stdin(Stdio::null()).stdout(out);
    let program = process::name(&command);
    let start = |source| Failure::Start { program: program.clone(), source };
    let started = Instant::now();
    let ended = command.spawn().and_then(Wait4::wait4).map_err(start)?;
    let wall = started.elapsed();
    let cpu = ended.rusage.utime + ended.rusage.stime;
    let sample = Sample { wall_us: micros(wall), cpu_us: micros(cpu), peak_bytes: ended.rusage.maxrss };
    report::line(serde_json::to_string(&sample).expect("three numbers"));
    Ok(if ended.status.success() { Outcome::Good } else { Outcome::Bad })
}

/// Measures a command; what it writes goes to `stdout`. A command that fails is a failure, not a sample.
pub(super) fn sample(command: &Command, stdout: &Path) -> Result<Sample, Failure> {
    let myself = std::env::current_exe().map_err(Failure::file("find", Path::new("this program")))?;
    let mut measured = Command::new(myself);
    measured.arg("measure").arg("--stdout").arg(stdout).arg("--").arg(command.get_program());
    measured.args(command.get_args());
    if let Some(folder) = command.get_current_dir() {
        measured.current_dir(folder);
    }
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => measured.env(name, value),
            None => measured.env_remove(name),
        };
    }
    let ended = process::run(&mut measured, LIMIT)?;
    if !ended.status.success() {
        return Err(ended.failure(process::name(command)));
    }
    serde_json::from_str(&ended.stdout).map_err(|error| Failure::Malformed {
        path: "the measuring process's line".into(),
        why: error.to_string(),
    })
}

fn micros(duration: Duration) -> u64 {
    u64::try_from(duration.as_micros()).expect("nothing runs for half a million years")
}
