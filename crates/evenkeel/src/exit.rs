//! The ways in which the program can end. Must not know why.

use std::process::ExitCode;

/// What the exit code tells whoever started the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExitStatus {
    /// What was asked for is done and was checked.
    Done = 0,
    /// It could not be done.
    Failed = 1,
    /// The program was used wrongly: arguments, settings.
    Usage = 2,
    /// The answer is "they differ" or "pending", and `--exit-code` was given.
    Differs = 3,
    /// It can be done, but somebody has to say yes first.
    Refused = 4,
}

impl From<ExitStatus> for ExitCode {
    fn from(status: ExitStatus) -> Self {
        ExitCode::from(status as u8)
    }
}
