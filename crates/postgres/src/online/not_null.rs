//! Columns that come to hold no nulls: a check is proved while rows are read and written, and PostgreSQL takes it for
//! the proof, so that it reads no rows itself.

use evenkeel_core::sql::Ident;
use evenkeel_core::{Disposition, Statement, Step, sql};

use super::phases::Sort;
use super::{Phases, Recipes, action, beside, proof, relocked};
use crate::kinds::column::{self, Column, demanding, holds_rows};
use crate::kinds::proof::{Proof, validating};
use crate::kinds::{Change, Object};
use crate::locks::Mode;
use crate::names;

pub(super) fn demanded(recipes: &Recipes<'_>, column: &Column, step: &Step) -> Option<Phases> {
    let demands = action(step) == Some(&demanding(column));
    let catalog = recipes.view.catalogs.new;
    // Its type is made anew in one piece of work, and nobody may meet the half of that.
    let moves =
        recipes.view.delta.of(&step.object).is_some_and(|what| {
            matches!(what, Disposition::Alter(Change::Column(column::Change::TypeRebuilt)))
        });
    if !demands || moves || holds_rows(catalog, column) || !recipes.is_in_use(&column.table_id()) {
        return None;
    }
    let name = free_name(recipes, column);
    let (check, value) = (Ident::new(&name), Ident::new(&column.name));
    let add = sql!("ADD CONSTRAINT {} CHECK ({} IS NOT NULL){}", check, value, Proof::NotYet.words());
    let prove = proof(step, validating(&name), relocked(step, Mode::ShareUpdateExclusive));
    let demand = beside(step, demanding(column));
    // In one statement with the other it would be gone before it is asked.
    let drop = beside(step, sql!("DROP CONSTRAINT {}", check));
    let drop = Step { statement: Statement::Whole(drop.statement.sql()), ..drop };
    Some(Phases::of(Sort::NotNull, vec![vec![beside(step, add)], vec![prove], vec![demand], vec![drop]]))
}

/// A name that no constraint has before or after, on whatever table, since children get the check too.
fn free_name(recipes: &Recipes<'_>, column: &Column) -> String {
    let catalogs = recipes.view.catalogs;
    let is_constraint = |object: &Object| {
        let backed = matches!(object, Object::PrimaryKey(_) | Object::Unique(_) | Object::Exclusion(_));
        backed || matches!(object, Object::Check(_) | Object::ForeignKey(_))
    };
    let has = |name: &str| {
        let both = catalogs.old.modelled().chain(catalogs.new.modelled());
        both.into_iter().any(|(id, object)| id.name() == name && is_constraint(object))
    };
    let words = [column.table.as_str(), "_", &column.name].concat();
    names::free(&words, "is_set", has)
}
