//! What differs between two catalogs, object by object. Must not know in which order it is mended.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use crate::catalog::{Bond, Catalog, Entry, Node};
use crate::dialect::{Cause, Dependent, Dialect, Reaction, View};
use crate::object::ObjectId;
use crate::pair::Pair;

/// What the comparison of two versions of one object found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome<C> {
    Same,
    /// The database can change it where it stands.
    Alter(C),
    /// It has to be dropped and made anew.
    Recreate,
    /// No statement leads there without loss; the reason in a sentence.
    Cannot(&'static str),
}

/// What becomes of one object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Disposition<C> {
    Create,
    Drop,
    Alter(C),
    Recreate,
}

/// An object of an unmodelled kind that differs, or that stands in the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// It is there on one side only.
    OnlyOld(ObjectId),
    OnlyNew(ObjectId),
    /// It is there on both sides and not the same.
    Differs(ObjectId),
    /// No statement leads from the old to the new one.
    Cannot {
        object: ObjectId,
        why: &'static str,
    },
    /// It hangs on something that has to go or to change.
    InTheWay {
        dependent: ObjectId,
        on: ObjectId,
    },
}

impl Obstacle {
    /// Whether its kind is known, and yet nothing leads there.
    pub fn is_impossible(&self) -> bool {
        matches!(self, Obstacle::Cannot { .. })
    }

    pub fn object(&self) -> &ObjectId {
        match self {
            Obstacle::OnlyOld(id) | Obstacle::OnlyNew(id) | Obstacle::Differs(id) => id,
            Obstacle::Cannot { object, .. } => object,
            Obstacle::InTheWay { dependent, .. } => dependent,
        }
    }
}

#[derive(Debug)]
pub struct Delta<C> {
    pub dispositions: BTreeMap<ObjectId, Disposition<C>>,
    pub obstacles: Vec<Obstacle>,
}

impl<C> Delta<C> {
    pub fn of(&self, id: &ObjectId) -> Option<&Disposition<C>> {
        self.dispositions.get(id)
    }

    pub fn is_empty(&self) -> bool {
        self.dispositions.is_empty() && self.obstacles.is_empty()
    }
}

/// Compares the catalogs, then adds what has to be made anew because of it.
pub fn diff<D: Dialect>(dialect: &D, catalogs: Pair<&Catalog<D::Object>>) -> Delta<D::Change> {
    let mut delta = compare(dialect, catalogs);
    let mut pending: Vec<ObjectId> = delta.dispositions.keys().cloned().collect();
    while !pending.is_empty() {
        close(dialect, catalogs, &mut delta, &pending);
        let mut consequences = dialect.consequences(&View { catalogs, delta: &delta });
        consequences
            .retain(|(id, what)| delta.of(id) != Some(what) && delta.of(id) != Some(&Disposition::Recreate));
        pending = consequences.iter().map(|(id, _)| id.clone()).collect();
        delta.dispositions.extend(consequences);
    }
    let obstacles = dialect.obstacles(&View { catalogs, delta: &delta });
    delta.obstacles.extend(obstacles);
    delta
}

fn compare<D: Dialect>(dialect: &D, catalogs: Pair<&Catalog<D::Object>>) -> Delta<D::Change> {
    let mut delta = Delta { dispositions: BTreeMap::new(), obstacles: Vec::new() };
    let mut old = catalogs.old.entries().iter().peekable();
    let mut new = catalogs.new.entries().iter().peekable();
    loop {
        let side = match (old.peek(), new.peek()) {
            (None, None) => return delta,
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some(a), Some(b)) => a.id.cmp(&b.id),
        };
        match side {
            Ordering::Less => {
                let there = old.next().filter(|entry| !needless(dialect, entry, catalogs));
                only(&mut delta, there, Disposition::Drop, Obstacle::OnlyOld);
            }
            Ordering::Greater => {
                let sides = Pair::of(catalogs.new, catalogs.old);
                let there = new.next().filter(|entry| !needless(dialect, entry, sides));
                only(&mut delta, there, Disposition::Create, Obstacle::OnlyNew);
            }
            Ordering::Equal => both(dialect, &mut delta, old.next().zip(new.next())),
        }
    }
}

/// Whether an object that only the first of the catalogs has is as good as there in the other one.
fn needless<D: Dialect>(dialect: &D, entry: &Entry<D::Object>, sides: Pair<&Catalog<D::Object>>) -> bool {
    entry.node.modelled().is_some_and(|object| dialect.goes_without_saying(object, sides.old, sides.new))
}

fn only<O, C>(
    delta: &mut Delta<C>,
    entry: Option<&Entry<O>>,
    disposition: Disposition<C>,
    obstacle: fn(ObjectId) -> Obstacle,
) {
    let Some(Entry { id, node, .. }) = entry else { return };
    match node {
        Node::Modelled(_) => drop(delta.dispositions.insert(id.clone(), disposition)),
        Node::Unmodelled(_) => delta.obstacles.push(obstacle(id.clone())),
    }
}

type Twins<'a, O> = (&'a Entry<O>, &'a Entry<O>);

fn both<D: Dialect>(dialect: &D, delta: &mut Delta<D::Change>, twins: Option<Twins<'_, D::Object>>) {
    let Some((old, new)) = twins else { return };
    match (&old.node, &new.node) {
        (Node::Modelled(a), Node::Modelled(b)) if a != b => {
            let disposition = match dialect.compare(Pair::of(a, b)) {
                Outcome::Same => return,
                Outcome::Alter(change) => Disposition::Alter(change),
                Outcome::Recreate => Disposition::Recreate,
                Outcome::Cannot(why) => {
                    return delta.obstacles.push(Obstacle::Cannot { object: old.id.clone(), why });
                }
            };
            delta.dispositions.insert(old.id.clone(), disposition);
        }
        (Node::Unmodelled(a), Node::Unmodelled(b)) if a == b => {}
        (Node::Modelled(_), Node::Modelled(_)) => {}
        _ => delta.obstacles.push(Obstacle::Differs(old.id.clone())),
    }
}

/// Recreating an object means recreating what hangs on it: a fixpoint over the old bonds.
fn close<D: Dialect>(
    dialect: &D,
    catalogs: Pair<&Catalog<D::Object>>,
    delta: &mut Delta<D::Change>,
    causes: &[ObjectId],
) {
    let old = catalogs.old;
    let dependents = old.dependents();
    let mut pending: Vec<usize> = causes.iter().filter_map(|id| old.index_of(id)).collect();
    while let Some(at) = pending.pop() {
        let cause = &old.entries()[at];
        for (dependent, bond) in dependents.at(at) {
            let entry = &old.entries()[*dependent];
            if reacts(dialect, catalogs, delta, cause, entry, *bond) {
                pending.push(*dependent);
            }
        }
    }
}

/// Whether the cause changed what becomes of the dependent, so that its own dependents have to be asked too.
fn reacts<D: Dialect>(
    dialect: &D,
    catalogs: Pair<&Catalog<D::Object>>,
    delta: &mut Delta<D::Change>,
    cause: &Entry<D::Object>,
    dependent: &Entry<D::Object>,
    bond: Bond,
) -> bool {
    let change = match delta.of(&dependent.id) {
        Some(Disposition::Drop | Disposition::Recreate | Disposition::Create) => return false,
        Some(Disposition::Alter(change)) => Some(change),
        None => None,
    };
    let (Some(what), Some(on)) = (delta.of(&cause.id), cause.node.modelled()) else { return false };
    let new = catalogs.new.entry(&dependent.id).and_then(|entry| entry.node.modelled());
    let objects = Pair::of(dependent.node.modelled(), new);
    let asked = Dependent { id: &dependent.id, objects, change };
    let disposition = match dialect.reaction(&Cause { id: &cause.id, object: on, what, bond }, &asked) {
        Reaction::Keep => return false,
        Reaction::Alter(change) => Disposition::Alter(change),
        Reaction::Recreate => Disposition::Recreate,
    };
    if dependent.node.modelled().is_none() {
        obstruct(delta, &dependent.id, &cause.id);
        return false;
    }
    let news = delta.of(&dependent.id) != Some(&disposition);
    delta.dispositions.insert(dependent.id.clone(), disposition);
    news
}

fn obstruct<C>(delta: &mut Delta<C>, dependent: &ObjectId, on: &ObjectId) {
    if !delta.obstacles.iter().any(|known| known.object() == dependent) {
        delta.obstacles.push(Obstacle::InTheWay { dependent: dependent.clone(), on: on.clone() });
    }
}
