//! What is made anew and counts on the order of a table's columns, where those that come would stand last. Must not know
//! how either is made.

use evenkeel_core::delta::Obstacle;
use evenkeel_core::sql::Name;
use evenkeel_core::{Action, ObjectId, View};

use super::{Postgres, routines};
use crate::kinds::relation::columns_of;

const WHY: &str = "its body names all columns of the table whose rows it returns, and not in the order in which they \
    would stand: a column that is added stands last";

pub(super) fn obstacles<'a>(view: &'a View<'_, Postgres>) -> impl Iterator<Item = Obstacle> + 'a {
    let made = view.delta.dispositions.keys().filter(|id| gets_its_body(view, id));
    made.filter(|id| returned_table(view, id).is_some_and(|table| comes_in_another_order(view, &table)))
        .map(|id| Obstacle::Cannot { object: id.clone(), why: WHY })
}

fn gets_its_body(view: &View<'_, Postgres>, id: &ObjectId) -> bool {
    let bodies = view.objects(id).map(|object| object.and_then(routines::routine).map(|it| &it.sql_body));
    view.acts(id, Action::Create) || (view.acts(id, Action::Alter) && bodies.differs())
}

/// The table whose rows a function returns that PostgreSQL keeps as it understood it.
fn returned_table(view: &View<'_, Postgres>, id: &ObjectId) -> Option<ObjectId> {
    let catalog = view.catalogs.new;
    let routine = routines::routine(catalog.get(id)?)?;
    routine.sql_body.as_ref()?;
    let result = routine.result.as_ref()?.as_str();
    let row = result.strip_prefix("SETOF ").unwrap_or(result);
    let mut tables = catalog.bonds(id).map(|(on, _)| on).filter(|on| on.kind() == "table");
    tables.find(|table| Name::from(*table).to_string() == row).cloned()
}

fn comes_in_another_order(view: &View<'_, Postgres>, table: &ObjectId) -> bool {
    if view.acts(table, Action::Create) {
        return false;
    }
    let comes = |column: &ObjectId| view.acts(column, Action::Create);
    let columns = |catalog| columns_of(catalog, table).into_iter().map(|(id, _)| id);
    let wanted: Vec<&ObjectId> = columns(view.catalogs.new).collect();
    let stay =
        columns(view.catalogs.old).filter(|column| view.catalogs.new.contains(column) && !comes(column));
    !stay.chain(wanted.iter().copied().filter(|column| comes(column))).eq(wanted.iter().copied())
}
