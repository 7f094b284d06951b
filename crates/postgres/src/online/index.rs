//! Indexes that no constraint owns: built and dropped while rows are read and written. One in the place of another is
//! built under a name of its own first, so that queries are never without.

use evenkeel_core::sql::{Ident, Name};
use evenkeel_core::{Boundary, Danger, Sql, Step, sql};

use super::replaced::{Replaced, spare_name};
use super::{Phases, Recipes};
use crate::kinds::index::{Building, Index};
use crate::locks::Mode;

pub(super) fn dropped(recipes: &Recipes<'_>, index: &Index, step: &Step) -> Option<Phases> {
    let drops = step.statement.sql() == index.dropping(Building::Locked);
    // That of a partitioned table takes those of the partitions along, which works in no other way.
    let fits = drops && !index.partitioned.0 && recipes.is_in_use(&index.table_id());
    fits.then(|| Phases::plain(vec![concurrent_drop(index, step)]))
}

/// The hazard of waiting does not apply.
pub(super) fn concurrently(step: &Step, sql: Sql) -> Step {
    let statement = evenkeel_core::Statement::Whole(sql);
    let hazards = step.hazards.iter().filter(|hazard| hazard.danger != Danger::LongLock).cloned().collect();
    let locks = super::relocked(step, Mode::ShareUpdateExclusive);
    Step { statement, hazards, locks, boundary: Boundary::Alone, ..step.clone() }
}

fn concurrent_drop(index: &Index, step: &Step) -> Step {
    concurrently(step, index.dropping(Building::Concurrently))
}

pub(super) fn made(
    recipes: &Recipes<'_>,
    index: &Index,
    step: &Step,
    replaced: &mut Replaced,
) -> Option<Phases> {
    let makes = step.statement.sql() == index.making(&index.name, Building::Locked);
    if !makes || index.partitioned.0 || !index.valid || !recipes.is_in_use(&index.table_id()) {
        return None;
    }
    let build = |name: &str| concurrently(step, index.making(name, Building::Concurrently));
    let Some(drop) = replaced.of(&step.object) else {
        return Some(Phases::plain(vec![build(&index.name)]));
    };
    let spare = spare_name(recipes.view, &index.schema, &index.name);
    let rename = sql!(
        "ALTER INDEX {} RENAME TO {}",
        Name::new([index.schema.as_str(), &spare]),
        Ident::new(&index.name)
    );
    let rename =
        Step { statement: evenkeel_core::Statement::Whole(rename), hazards: Vec::new(), ..step.clone() };
    let rename = Step { locks: super::relocked(step, Mode::ShareUpdateExclusive), ..rename };
    let gone = drop.iter().map(|step| drop_in_place(recipes, step));
    Some(Phases::plain(std::iter::once(build(&spare)).chain(gone).chain([rename]).collect()))
}

/// The drop of the old index, where the new one is ready.
fn drop_in_place(recipes: &Recipes<'_>, step: &Step) -> Step {
    match recipes.view.objects(&step.object).old {
        Some(crate::kinds::Object::Index(old)) => concurrent_drop(old, step),
        Some(_) | None => step.clone(),
    }
}
