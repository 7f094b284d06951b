//! `evenkeel completions`: what a shell needs to complete commands and flags.

use crate::arguments::{Completions, command_line};
use crate::exit::ExitStatus;
use crate::failure::Failure;
use crate::report::Report;

pub(super) fn run(arguments: &Completions, report: &mut Report<'_>) -> Result<ExitStatus, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut command_line(), "evenkeel", &mut script);
    let script = String::from_utf8_lossy(&script);
    report.result(&script);
    report.finish(&serde_json::json!({ "script": script }));
    Ok(ExitStatus::Done)
}
