//! Pairs as the project's own cases are run: the locks that are taken, the ways by recipes, there and back with rows. Must not
//! know how any of it is judged: that is the test `cases`.

use super::Arguments;
use super::case::{Case, Side};
use crate::failure::Failure;
use crate::servers::{Place, Stage};
use crate::{Outcome, binary, paths, process, test};

/// Bad when anything is wrong with a pair.
pub(super) fn run(arguments: &Arguments, cases: &[Case]) -> Result<Outcome, Failure> {
    let folder = tempfile::tempdir().map_err(Failure::file("make a folder in", &std::env::temp_dir()))?;
    for case in cases {
        let own = folder.path().join(case.title());
        for side in [Side::Old, Side::New] {
            paths::write(&own.join(side.name()).with_extension("sql"), case.script(side)?)?;
        }
        paths::write(&own.join("data.sql"), case.seed(Side::Old)?)?;
    }
    let stage = Stage::open(Place::Memory)?;
    let cluster = test::start(&stage, arguments.pg)?;
    let mut cargo = binary::cargo();
    cargo.args(["test", "--quiet", "--workspace", "--test", "cases", "--", "given::"]);
    cargo.env("EVENKEEL_GIVEN_CASES", folder.path());
    test::tell_servers(&mut cargo, &[cluster])?;
    let ended = process::inherit(&mut cargo)?;
    Ok(if ended.success() { Outcome::Good } else { Outcome::Bad })
}
