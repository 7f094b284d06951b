//! The evenkeel binary under test: built once by the command that needs it, run with an environment of its own.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::Failure;
use crate::process::{self, Ended, STEP_LIMIT};
use crate::{paths, report};

/// How the binary is compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Profile {
    Debug,
    Release,
}

impl Profile {
    /// Below the target folder.
    fn folder(self) -> &'static str {
        match self {
            Profile::Debug => "debug",
            Profile::Release => "release",
        }
    }

    /// What is built. All that is for testing is built together, as the tests are: cargo would build every dependency
    /// once more for whatever asks for other features of it.
    fn packages(self) -> &'static [&'static str] {
        match self {
            Profile::Debug => &["--workspace", "--all-targets"],
            Profile::Release => &["--release", "--package", "evenkeel", "--bin", "evenkeel"],
        }
    }
}

/// Builds a program of the workspace, and says where it stands.
pub(crate) fn built(program: &str, profile: Profile) -> Result<PathBuf, Failure> {
    let mut cargo = cargo();
    cargo.args(["build", "--quiet"]).args(profile.packages());
    let status = process::inherit(&mut cargo)?;
    if status.success() {
        return Ok(target().join(profile.folder()).join(program));
    }
    let detail = "the compiler's messages stand above".to_owned();
    Err(Failure::Command { program: "cargo build".to_owned(), status, detail })
}

/// The program, ready to run.
#[derive(Clone, Debug)]
pub(crate) struct Evenkeel {
    program: PathBuf,
}

impl Evenkeel {
    /// Builds the binary with cargo.
    pub(crate) fn build(profile: Profile) -> Result<Self, Failure> {
        report::note(format!("building evenkeel ({})", profile.folder()));
        Ok(Self { program: built("evenkeel", profile)? })
    }

    /// A program that stands in for evenkeel, for trying out the commands that judge it.
    pub(crate) fn stand_in(program: &Path) -> Self {
        Self { program: program.to_owned() }
    }

    /// A stand-in where one is named, else the built binary.
    pub(crate) fn find(stand_in: Option<&Path>, profile: Profile) -> Result<Self, Failure> {
        stand_in.map_or_else(|| Self::build(profile), |program| Ok(Self::stand_in(program)))
    }

    /// Where the program stands.
    pub(crate) fn program(&self) -> &Path {
        &self.program
    }

    /// The program in a folder, blind to the developer's own database settings.
    pub(crate) fn command(&self, folder: &Path) -> Command {
        let mut command = Command::new(&self.program);
        command.current_dir(folder).env("NO_COLOR", "1");
        let foreign =
            |name: &str| name == "DATABASE_URL" || name.starts_with("PG") || name.starts_with("EVENKEEL_");
        for (name, _) in std::env::vars().filter(|(name, _)| foreign(name)) {
            command.env_remove(name);
        }
        command
    }

    /// Runs to the end within the time of one step.
    pub(crate) fn run(&self, folder: &Path, arguments: &[&str]) -> Result<Ended, Failure> {
        process::run(self.command(folder).args(arguments), STEP_LIMIT)
    }
}

/// The code with which evenkeel names kinds of objects that it does not model.
pub(crate) const UNMODELLED: &str = "unmodelled-objects";

/// A failure with a name: `error[CODE]: …` on standard error, and what follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub(crate) code: String,
    pub(crate) names: String,
}

/// The refusal in what evenkeel said, if it is one.
pub(crate) fn refusal(stderr: &str) -> Option<Refusal> {
    let mut lines = stderr.lines().skip_while(|line| !line.starts_with("error["));
    let (code, first) = lines.next()?.strip_prefix("error[")?.split_once("]:")?;
    let names: Vec<&str> = std::iter::once(first.trim()).chain(lines).collect();
    Some(Refusal { code: code.to_owned(), names: names.join("\n") })
}

/// The cargo that runs this, at the workspace's root. What it has said about xtask is taken back: packages that look at it while
/// they are built would be built anew each time that somebody types `cargo build` in between.
pub(crate) fn cargo() -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(paths::root());
    let said = std::env::vars_os().map(|(name, _)| name);
    for name in said.filter(|name| name.to_string_lossy().starts_with("CARGO_PKG_")) {
        cargo.env_remove(name);
    }
    cargo.env_remove("CARGO_MANIFEST_DIR").env_remove("CARGO_MANIFEST_PATH");
    cargo
}

/// Where cargo puts what it builds.
pub(crate) fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| paths::root().join("target"), PathBuf::from)
}

#[cfg(test)]
mod tests {
    use super::refusal;

    #[test]
    fn a_refusal_has_a_code() {
        let found = refusal("warning: a\nerror[unmodelled-objects]: not modelled\n  aggregate a\n").unwrap();
        assert_eq!(
            (found.code.as_str(), found.names.as_str()),
            ("unmodelled-objects", "not modelled\n  aggregate a")
        );
        assert_eq!(refusal("error: it broke"), None);
    }
}
