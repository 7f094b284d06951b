//! Recipes side by side: what several neighbours do first is done together, and so on, so that a table is locked fewer
//! times. Must not know what the recipes are for.

use evenkeel_core::Step;

/// Which recipes may go together: none needs that another one of its sort is through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// Not even with its own sort.
    Single,
    /// Added first, proved afterwards.
    Constraint,
    NotNull,
}

/// The steps of a recipe, in parts that come one after the other.
pub(super) struct Phases {
    sort: Sort,
    phases: Vec<Vec<Step>>,
}

impl Phases {
    pub(super) fn plain(steps: Vec<Step>) -> Self {
        Phases { sort: Sort::Single, phases: vec![steps] }
    }

    pub(super) fn of(sort: Sort, phases: Vec<Vec<Step>>) -> Self {
        Phases { sort, phases }
    }
}

/// All steps; neighbours of one sort go through their phases together.
pub(super) fn side_by_side(recipes: Vec<Phases>) -> Vec<Step> {
    let mut together: Vec<Phases> = Vec::new();
    for recipe in recipes {
        match together.last_mut() {
            Some(last)
                if last.sort == recipe.sort
                    && recipe.sort != Sort::Single
                    && last.phases.len() == recipe.phases.len() =>
            {
                last.phases.iter_mut().zip(recipe.phases).for_each(|(phase, more)| phase.extend(more));
            }
            _ => together.push(recipe),
        }
    }
    together.into_iter().flat_map(|recipe| recipe.phases).flatten().collect()
}
