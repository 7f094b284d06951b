//! The order in which tables become logged or unlogged: a logged table must never refer to an unlogged one. Must not
//! know any other order.

use evenkeel_core::{Action, ObjectId, Pair, View};

use super::{Deed, Postgres};
use crate::kinds::table::Table;
use crate::kinds::{self, Object};

pub(super) fn edges(view: &View<'_, Postgres>) -> Vec<(Deed, Deed)> {
    let changed: Vec<&ObjectId> = view.delta.dispositions.keys().filter(|id| changes(view, id)).collect();
    if changed.len() < 2 {
        return Vec::new();
    }
    let mut edges = Vec::new();
    for (id, object) in view.catalogs.new.modelled() {
        let Object::ForeignKey(key) = object else { continue };
        let (from, to) = (kinds::table_of(id), key.target_id());
        if from == to || !changed.contains(&&from) || !changed.contains(&&to) {
            continue;
        }
        let becomes_unlogged = tables(view, &to).new.is_some_and(|table| table.unlogged);
        let (first, then) = if becomes_unlogged { (from, to) } else { (to, from) };
        edges.push(((first, Action::Alter), (then, Action::Alter)));
    }
    edges
}

fn tables<'a>(view: &View<'a, Postgres>, id: &ObjectId) -> Pair<Option<&'a Table>> {
    view.objects(id).map(|object| object.and_then(|object| <&Table>::try_from(object).ok()))
}

fn changes(view: &View<'_, Postgres>, id: &ObjectId) -> bool {
    view.acts(id, Action::Alter)
        && tables(view, id).both().is_some_and(|pair| pair.map(|table| table.unlogged).differs())
}
