//! PostgreSQL as the shared algorithms ask for it: every question goes to the kind it is about.

use std::collections::BTreeSet;

use evenkeel_core::dialect::{Dependent, Rank};
use evenkeel_core::{
    Action, Catalog, Cause, Dialect, Disposition, Home, ObjectId, Outcome, Pair, Reaction, Shape, Slot, Step,
    View, Work,
};

use crate::kinds::{self, Change, Object, Site};

/// The dialect. It has no settings: what versions differ in is read from the server.
#[derive(Clone, Copy, Debug, Default)]
pub struct Postgres;

type Deed = (ObjectId, Action);

impl Dialect for Postgres {
    type Object = Object;
    type Change = Change;

    fn compare(&self, pair: Pair<&Object>) -> Outcome<Change> {
        Object::compare(pair)
    }

    fn reaction(&self, cause: &Cause<'_, Self>, dependent: &Dependent<'_, Self>) -> Reaction<Change> {
        match dependent.objects.both() {
            Some(objects) => Object::reaction(objects, cause, dependent),
            None => unmodelled_reaction(cause),
        }
    }

    fn home(&self, view: &View<'_, Self>, id: &ObjectId, action: Action) -> Home {
        let objects = view.objects(id);
        let object = if action == Action::Drop { objects.old } else { objects.new };
        object.map_or(Home::Apart, |object| object.home(view, action))
    }

    fn rank(&self, id: &ObjectId, action: Action) -> Rank {
        kinds::rank(id, action)
    }

    fn slots(&self, _: &ObjectId, object: &Object) -> Vec<Slot> {
        object.slots()
    }

    fn shape(&self, catalog: &Catalog<Object>, id: &ObjectId) -> Option<Shape> {
        catalog.get(id).and_then(|object| object.shape(catalog))
    }

    fn extra_edges(&self, view: &View<'_, Self>) -> Vec<(Deed, Deed)> {
        let mut edges = Vec::new();
        for link in view.delta.dispositions.keys() {
            let objects = view.objects(link);
            if let Some((child, parent)) = objects.new.and_then(tied) {
                edges.extend(before_linking(view, link, &child, &parent));
            }
        }
        edges
    }

    fn render(&self, view: &View<'_, Self>, work: &Work<'_, Self>) -> Vec<Step> {
        let site = Site { view, work };
        match (work.action, work.objects) {
            (Action::Drop, Pair { old: Some(object), .. }) => object.drop(&site),
            (Action::Create, Pair { new: Some(object), .. }) => object.create(&site),
            (Action::Alter, Pair { old: Some(old), new: Some(new) }) => {
                work.change.map(|change| Object::alter(Pair::of(old, new), change, &site)).unwrap_or_default()
            }
            (Action::Drop | Action::Create | Action::Alter | Action::Rename, _) => Vec::new(),
        }
    }
}

/// PostgreSQL refuses to drop what something hangs on, and to retype a column that a view or rule reads.
fn unmodelled_reaction(cause: &Cause<'_, Postgres>) -> Reaction<Change> {
    use kinds::{column, enum_type};
    match cause.what {
        Disposition::Drop | Disposition::Recreate => Reaction::Recreate,
        Disposition::Alter(Change::Column(column::Change::Type | column::Change::TypeRebuilt)) => {
            Reaction::Recreate
        }
        Disposition::Alter(Change::EnumType(enum_type::Change::Rebuild)) => Reaction::Recreate,
        Disposition::Alter(_) | Disposition::Create => Reaction::Keep,
    }
}

/// Child and parent of a link between tables.
fn tied(object: &Object) -> Option<(ObjectId, ObjectId)> {
    match object {
        Object::Partition(link) => Some((link.child_id(), link.parent_id())),
        Object::Inheritance(link) => Some((link.child_id(), link.parent_id())),
        _ => None,
    }
}

/// Whatever the child gets has to be there before it is linked, and so have the parent's columns and checks:
/// attaching compares them, and would make an index of its own for each that is missing.
fn before_linking(
    view: &View<'_, Postgres>,
    link: &ObjectId,
    child: &ObjectId,
    parent: &ObjectId,
) -> Vec<(Deed, Deed)> {
    if !view.acts(link, Action::Create) {
        return Vec::new();
    }
    let alike: BTreeSet<&str> = ["column", "check", "default", "identity"].into();
    let mut edges = Vec::new();
    for (id, _) in &view.delta.dispositions {
        let table = on_table(view, id);
        let of_child = table.as_ref() == Some(child)
            && !matches!(
                id.kind(),
                "foreign_key" | "partition" | "inheritance" | "index_attachment" | "replica_identity"
            );
        let of_parent = table.as_ref() == Some(parent) && alike.contains(id.kind());
        if of_child || of_parent {
            for action in [Action::Drop, Action::Alter, Action::Create] {
                edges.push(((id.clone(), action), (link.clone(), Action::Create)));
            }
        }
    }
    edges
}

/// The table that an object is on, for an index too.
fn on_table(view: &View<'_, Postgres>, id: &ObjectId) -> Option<ObjectId> {
    match (id.kind(), view.objects(id).new) {
        ("index", Some(Object::Index(index))) => Some(index.table_id()),
        ("index" | "comment" | "sequence_owner" | "table", _) => None,
        _ if id.parts().count() >= 3 => Some(kinds::table_of(id)),
        _ => None,
    }
}

/// The statement that gives an object another name, for kinds that can be renamed.
pub fn rename(id: &ObjectId, to: &str) -> Option<Step> {
    kinds::rename(id, to)
}
