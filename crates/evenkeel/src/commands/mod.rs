//! One command per file. Each takes settings and arguments, calls the engine and hands the report what came of it.

mod completions;

use crate::arguments::Command;
use crate::exit::ExitStatus;
use crate::failure::Failure;
use crate::report::Report;
use crate::settings::Settings;
use crate::surroundings::Surroundings;

/// Does what was asked.
pub(crate) fn run(
    command: &Command,
    settings: Settings,
    surroundings: &Surroundings,
    report: &mut Report<'_>,
) -> Result<ExitStatus, Failure> {
    match command {
        Command::Completions(arguments) => completions::run(arguments, report),
        _ => Ok(ExitStatus::Done),
    }
}
