//! What a child has from its parents only, and whether it can come to have it so. A column or check is handed down
//! when the parent gets it while the tables are linked; whatever the child has before that, and whatever loses its
//! last link, is the child's own from then on, and no statement takes that back.

use std::collections::{HashMap, HashSet};

use evenkeel_core::delta::Obstacle;
use evenkeel_core::{Action, ObjectId, View};

use super::{Postgres, linking};
use crate::kinds::{Object, link_stands, table_of};

const WHY: &str = "it would stay the child's own, and no statement takes that back";

pub(super) fn obstacles(view: &View<'_, Postgres>) -> Vec<Obstacle> {
    let mut parents: HashMap<ObjectId, Vec<ObjectId>> = HashMap::new();
    for (_, object) in view.catalogs.new.modelled().filter(|(id, _)| id.kind() == "inheritance") {
        if let Some((child, parent)) = linking::tied(object).filter(|(child, _)| stays(view, child)) {
            parents.entry(child).or_default().push(parent);
        }
    }
    let known: HashSet<ObjectId> = view.delta.obstacles.iter().map(|known| known.object().clone()).collect();
    let handed_down = view.catalogs.new.modelled().filter(|(id, object)| {
        matches!(id.kind(), "column" | "check")
            && object.is_handed_down()
            && !object.is_local()
            && !known.contains(id)
    });
    handed_down
        .filter_map(|(id, _)| {
            let child = table_of(id);
            let comes = |parent: &ObjectId| comes_from(view, id, &child, parent);
            let stuck = !parents.get(&child)?.iter().any(comes);
            stuck.then(|| Obstacle::Cannot { object: id.clone(), why: WHY })
        })
        .collect()
}

/// Whether the table itself lasts through the plan.
fn stays(view: &View<'_, Postgres>, table: &ObjectId) -> bool {
    view.catalogs.old.contains(table) && !view.acts(table, Action::Create)
}

/// Whether this parent hands the object down, over a link that is never cut, and the child has nothing of its own.
fn comes_from(view: &View<'_, Postgres>, id: &ObjectId, child: &ObjectId, parent: &ObjectId) -> bool {
    let above = parent.child(id.kind(), id.name());
    if !link_stands(view, child, parent) || !view.catalogs.new.contains(&above) {
        return false;
    }
    match view.catalogs.old.get(id).filter(|_| !view.acts(id, Action::Create)) {
        None => true,
        Some(object) => !Object::is_local(object) && view.catalogs.old.contains(&above),
    }
}
