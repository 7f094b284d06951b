//! Foreign keys: added for new rows, then proved for those that are there.

use evenkeel_core::Step;

use super::phases::Sort;
use super::{Phases, Recipes, action, beside, proof};
use crate::kinds::foreign_key::ForeignKey;
use crate::kinds::proof::{Proof, validating};
use crate::kinds::{Object, table_of};
use crate::locks::Mode;

pub(super) fn made(recipes: &Recipes<'_>, key: &ForeignKey, step: &Step) -> Option<Phases> {
    let table = table_of(&step.object);
    let adds = key.validated && action(step) == Some(&key.adding(Proof::Now));
    // Before PostgreSQL 18 one of a partitioned table is proved at once; and what a proof finds of one that leads to a
    // partitioned table is not written down for its partitions.
    let spread = [&table, &key.target_id()].into_iter().any(|end| is_partitioned(recipes, end));
    if !adds || spread || !recipes.is_in_use(&table) {
        return None;
    }
    let add = beside(step, key.adding(Proof::NotYet));
    let prove = proof(step, validating(&key.name), vec![Mode::ShareUpdateExclusive.of(table)]);
    Some(Phases::of(Sort::Constraint, vec![vec![add], vec![prove]]))
}

fn is_partitioned(recipes: &Recipes<'_>, table: &evenkeel_core::ObjectId) -> bool {
    matches!(recipes.view.catalogs.new.get(table), Some(Object::Table(table)) if table.partition_key.is_some())
}
