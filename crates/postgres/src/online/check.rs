//! Checks: added for new rows, then proved for those that are there.

use evenkeel_core::Step;

use super::phases::Sort;
use super::{Phases, Recipes, action, beside, proof, relocked};
use crate::kinds::check::Check;
use crate::kinds::proof::{Proof, validating};
use crate::kinds::table_of;
use crate::locks::Mode;

pub(super) fn made(recipes: &Recipes<'_>, check: &Check, step: &Step) -> Option<Phases> {
    let adds = check.validated && action(step) == Some(&check.adding(Proof::Now));
    if !adds || !recipes.is_in_use(&table_of(&step.object)) {
        return None;
    }
    let add = beside(step, check.adding(Proof::NotYet));
    let prove = proof(step, validating(&check.name), relocked(step, Mode::ShareUpdateExclusive));
    Some(Phases::of(Sort::Constraint, vec![vec![add], vec![prove]]))
}
