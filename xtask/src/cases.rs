//! `cargo xtask cases`: writes `plan.sql` of the PostgreSQL cases anew. The diff is what a reviewer reads.

use std::process::Command;

use crate::failure::Failure;
use crate::servers::{Major, Place, Stage};
use crate::{Outcome, binary, process, test};

/// The written plans are those of this major.
const PLANS_OF: Major = Major::V15;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Only the cases whose name contains this: `index::`, `foreign_key::mutual`
    filter: Option<String>,
}

/// Bad when a case fails in anything but its written plan.
pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    judged(updating(arguments), &Stage::open(Place::Memory)?, PLANS_OF)
}

/// The test that judges cases, which takes the names of those to judge behind this.
pub(crate) fn judging() -> Command {
    let mut cargo = binary::cargo();
    cargo.args(["test", "--quiet", "--workspace", "--test", "cases", "--"]);
    cargo
}

/// Runs that test on a server of this major. Bad when a case fails.
pub(crate) fn judged(mut cargo: Command, stage: &Stage, major: Major) -> Result<Outcome, Failure> {
    let cluster = test::start(stage, major)?;
    test::tell_servers(&mut cargo, &[cluster])?;
    let ended = process::inherit(&mut cargo)?;
    Ok(if ended.success() { Outcome::Good } else { Outcome::Bad })
}

fn updating(arguments: &Arguments) -> Command {
    let mut cargo = judging();
    cargo.args(&arguments.filter).env("EVENKEEL_UPDATE_CASES", "1");
    cargo
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cases_are_told_to_write() {
        let cargo = updating(&Arguments { filter: Some("index::".to_owned()) });
        assert!(cargo.get_envs().any(|(name, value)| name == "EVENKEEL_UPDATE_CASES" && value.is_some()));
        assert_eq!(cargo.get_args().last(), Some("index::".as_ref()));
    }
}
