//! What a child has from its parents only, and whether it can come to have it so. A column or check is handed down
//! when the parent gets it while the tables are linked; whatever the child has before that, and whatever loses its
//! last link, is the child's own from then on, and no statement takes that back.

use std::collections::{HashMap, HashSet};

use evenkeel_core::delta::Obstacle;
use evenkeel_core::{Action, Bond, Disposition, ObjectId, Pair, View};

use super::{Deed, Postgres, linking};
use crate::kinds::{Change, Object, column, link_stands, table_of};

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

pub(super) fn edges(view: &View<'_, Postgres>) -> Vec<(Deed, Deed)> {
    let mut edges = before_retyping(view);
    edges.extend(before_adding(view));
    edges
}

/// A new column of a parent would be the child's too, which may have one of that name, or get another from another parent:
/// a child that leaves does so before.
fn before_adding(view: &View<'_, Postgres>) -> Vec<(Deed, Deed)> {
    let Pair { old, new } = view.catalogs;
    let is_added = |column: &ObjectId| view.acts(column, Action::Create) && !old.contains(column);
    let mut edges = Vec::new();
    for id in view.delta.dispositions.keys().filter(|id| view.acts(id, Action::Drop)) {
        let Some((child, parent)) = old.get(id).and_then(linking::tied) else { continue };
        let has_others = linking::parents(old, &child).len() > 1;
        let is_met = |column: &ObjectId| has_others || old.contains(&child.child("column", column.name()));
        let mut above = vec![parent];
        let mut looked_at = 0;
        while let Some(table) = above.get(looked_at).cloned() {
            looked_at += 1;
            let columns = new.below("column", &table).map(|(column, _)| column);
            let columns = columns.filter(|column| is_added(column) && is_met(column));
            edges
                .extend(columns.map(|column| ((id.clone(), Action::Drop), (column.clone(), Action::Create))));
            above.extend(linking::parents(old, &table));
        }
    }
    edges
}

/// The parent's column takes the child's along to another type: what has to let go of the child's does so before.
fn before_retyping(view: &View<'_, Postgres>) -> Vec<(Deed, Deed)> {
    let retyped = |id: &ObjectId| {
        use column::Change::{Type, TypeRebuilt};
        matches!(view.delta.of(id), Some(Disposition::Alter(Change::Column(Type | TypeRebuilt))))
    };
    let old = view.catalogs.old;
    let parents = |id: &ObjectId| {
        let above = old.bonds(id).filter(|(above, bond)| *bond == Bond::Inherits && retyped(above));
        above.map(|(above, _)| above).collect::<Vec<_>>()
    };
    let mut edges = Vec::new();
    for id in view.delta.dispositions.keys().filter(|id| retyped(id)) {
        let Some(at) = old.index_of(id) else { continue };
        let mut above = parents(id);
        let mut looked_at = 0;
        while let Some(next) = above.get(looked_at) {
            looked_at += 1;
            above.extend(parents(next).into_iter().filter(|it| !above.contains(it)).collect::<Vec<_>>());
        }
        for (dependent, bond) in old.dependents().at(at) {
            let dependent = &old.entries()[*dependent].id;
            if *bond != Bond::Inherits {
                let gone: Deed = (dependent.clone(), Action::Drop);
                edges.extend(above.iter().map(|above| (gone.clone(), ((*above).clone(), Action::Alter))));
            }
        }
    }
    edges
}

/// Whether a child whose link to the parent stands declares a column or check itself.
pub(super) fn has_its_own(view: &View<'_, Postgres>, heir: &ObjectId, parent: &ObjectId) -> bool {
    let objects = view.objects(heir);
    matches!(heir.kind(), "column" | "check")
        && objects.new.or(objects.old).is_some_and(Object::is_local)
        && link_stands(view, &table_of(heir), &table_of(parent))
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
