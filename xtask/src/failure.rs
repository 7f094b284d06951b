//! What can go wrong in a developer command, one variant per thing that a developer can do something about.

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitStatus;

#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    #[error("cannot {doing} {}: {source}", path.display())]
    File { doing: &'static str, path: PathBuf, source: io::Error },
    #[error("cannot start {program}: {source}")]
    Start { program: String, source: io::Error },
    #[error("{program} failed ({status}): {detail}")]
    Command { program: String, status: ExitStatus, detail: String },
    #[error("{program} did not finish within {seconds} s")]
    Timeout { program: String, seconds: u64 },
    #[error("{path} is not what it should be: {why}", path = path.display())]
    Malformed { path: PathBuf, why: String },
    #[error("PostgreSQL {major} did not start after {tries} tries: {detail}")]
    ServerStart { major: u8, tries: u32, detail: String },
    #[error("'{given}' is not a PostgreSQL major that evenkeel supports")]
    UnknownMajor { given: String },
    #[error("'{given}' is not a name for a kind")]
    KindName { given: String },
    #[error("{} exists already", path.display())]
    Exists { path: PathBuf },
    #[error("nothing in {} matches", path.display())]
    NoMatch { path: PathBuf },
}

impl Failure {
    /// For `map_err`: puts the file and what was tried beside an IO error.
    pub(crate) fn file(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::File { doing, path, source }
    }

    /// The next thing to try, where there is one.
    pub(crate) fn hint(&self) -> Option<&'static str> {
        match self {
            Self::UnknownMajor { .. } => Some("take some of 14,15,16,17,18"),
            Self::KindName { .. } => {
                Some("lower-case letters, digits and _, beginning with a letter: event_trigger")
            }
            Self::NoMatch { .. } => Some("look at --suite and --only"),
            Self::Start { .. } => Some("is it installed and on PATH?"),
            Self::Exists { .. }
            | Self::File { .. }
            | Self::Command { .. }
            | Self::Timeout { .. }
            | Self::Malformed { .. }
            | Self::ServerStart { .. } => None,
        }
    }
}
