//! Primary keys and unique constraints: the index is built while rows are read and written, then the constraint is put
//! over it. One in the place of another is built before the old one goes.

use evenkeel_core::{Action, Danger, Step};

use super::index::concurrently;
use super::replaced::{Replaced, spare_name};
use super::{Phases, Recipes, action, beside};
use crate::kinds::backed::Backed;
use crate::kinds::index::Building;
use crate::kinds::table_of;

pub(super) fn made(
    recipes: &Recipes<'_>,
    key: &Backed,
    step: &Step,
    replaced: &mut Replaced,
) -> Option<Phases> {
    let adds = step.action == Action::Create && action(step) == Some(&key.adding());
    if !adds || !recipes.is_in_use(&table_of(&step.object)) {
        return None;
    }
    key.making_index(&key.name, Building::Concurrently)?;
    let old = replaced.of(&step.object);
    let name = match &old {
        Some(_) => spare_name(recipes.view, &key.schema, &key.name),
        None => key.name.clone(),
    };
    let build = concurrently(step, key.making_index(&name, Building::Concurrently)?);
    let add = beside(step, key.adding_over(&name));
    let hazards = step.hazards.iter().filter(|hazard| is_left(hazard.danger)).cloned().collect();
    let add = Step { hazards, ..add };
    Some(Phases::plain(std::iter::once(build).chain(old.into_iter().flatten()).chain([add]).collect()))
}

/// Building the index is what takes long and may fail.
fn is_left(danger: Danger) -> bool {
    match danger {
        Danger::LongLock | Danger::MayFail => false,
        Danger::DataLoss | Danger::Rewrite | Danger::UntrackedDependencies => true,
    }
}
