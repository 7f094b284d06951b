//! On which cases the trials run that take long: a part that stands for all, or each of them where `EVENKEEL_EVERY_CASE` says
//! so, as `cargo xtask test --all` does. Must not know the trials.

use std::collections::BTreeSet;

use crate::folder::Case;

/// One of so many is proved, so that all tests end within half an hour on two cores.
const PROVED: usize = 8;
/// And a case of one kind of so many strays, which takes seven runs of the program.
const STRAYED: usize = 12;

fn every() -> bool {
    std::env::var_os("EVENKEEL_EVERY_CASE").is_some()
}

/// The first case of each kind.
pub(crate) fn of_each_kind(cases: &[Case], major: u32) -> Vec<Case> {
    match every() {
        true => cases.iter().filter(|case| case.fits(major)).cloned().collect(),
        false => firsts(cases, major),
    }
}

/// The first case of some kinds, and never more than the first of each.
pub(crate) fn some_kinds(cases: &[Case], major: u32) -> Vec<Case> {
    let step = if every() { 1 } else { STRAYED };
    firsts(cases, major).into_iter().step_by(step).collect()
}

fn firsts(cases: &[Case], major: u32) -> Vec<Case> {
    let mut kinds = BTreeSet::new();
    let fitting = cases.iter().filter(|case| case.fits(major));
    fitting.filter(|case| kinds.insert(case.name.split("::").next())).cloned().collect()
}

/// One case of so many.
pub(crate) fn spread(cases: &[Case], major: u32) -> Vec<Case> {
    let step = if every() { 1 } else { PROVED };
    cases.iter().filter(|case| case.fits(major)).step_by(step).cloned().collect()
}
