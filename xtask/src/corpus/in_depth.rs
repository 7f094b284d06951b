//! Pairs as the project's own cases are run: the locks that are taken, the ways by recipes, there and back with rows. Must not
//! know how any of it is judged: that is the test `cases`.

use super::Arguments;
use super::case::{Case, Side};
use crate::failure::Failure;
use crate::servers::{Place, Stage};
use crate::{Outcome, cases, paths};

/// Bad when anything is wrong with a pair.
pub(super) fn run(arguments: &Arguments, pairs: &[Case]) -> Result<Outcome, Failure> {
    let stage = Stage::open(Place::Memory)?;
    let folder = stage.work("pairs")?;
    for pair in pairs {
        let own = folder.join(pair.title());
        for side in [Side::Old, Side::New] {
            paths::write(&own.join(side.name()).with_extension("sql"), pair.script(side)?)?;
        }
        paths::write(&own.join("data.sql"), pair.seed(Side::Old)?)?;
    }
    let mut cargo = cases::judging();
    cargo.arg("given::").env("EVENKEEL_GIVEN_CASES", &folder);
    cases::judged(cargo, &stage, arguments.pg)
}
