//! A catalog: every object of a database as plain values, with what depends on what.
//! Must not know where it was read from.

use std::fmt;
use std::sync::OnceLock;

use crate::object::{KindName, ObjectId};

mod links;
mod mixed;
mod sorting;
mod three_way;

pub use links::Links;
pub use three_way::{ThreeWay, Versions};

/// How an object hangs on another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Bond {
    /// It cannot exist without the other one.
    Needs,
    /// It belongs to the other one and goes when that goes.
    PartOf,
    /// It is another table's column or constraint, handed down.
    Inherits,
}

/// An object of a kind that is not modelled: known by name and by what little could be read of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unmodelled {
    /// Equal text means that nothing was seen to differ.
    pub definition: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node<O> {
    Modelled(O),
    Unmodelled(Unmodelled),
}

impl<O> Node<O> {
    pub fn modelled(&self) -> Option<&O> {
        match self {
            Node::Modelled(object) => Some(object),
            Node::Unmodelled(_) => None,
        }
    }
}

#[derive(Clone, Debug)]
pub struct Entry<O> {
    pub id: ObjectId,
    /// Where it stands among its siblings; a wish for new objects, never a difference.
    pub position: i32,
    pub node: Node<O>,
}

/// All objects of one database, sorted by id, and the bonds between them.
#[derive(Clone, Debug)]
pub struct Catalog<O> {
    entries: Vec<Entry<O>>,
    /// For each entry, what it hangs on.
    bonds: Links,
    /// The same bonds from the other end, once somebody asks.
    dependents: OnceLock<Links>,
    actor: Option<String>,
}

/// Two objects were read under one name, so the catalog cannot be told apart.
#[derive(Debug, PartialEq, Eq)]
pub struct DuplicateObject(pub ObjectId);

impl fmt::Display for DuplicateObject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the catalog holds {} twice", self.0)
    }
}

impl std::error::Error for DuplicateObject {}

impl<O> Default for Catalog<O> {
    fn default() -> Self {
        Catalog { entries: Vec::new(), bonds: Links::default(), dependents: OnceLock::new(), actor: None }
    }
}

impl<O> Catalog<O> {
    /// `bonds` are (dependent, dependency, bond) as indexes into `entries`.
    pub fn build(
        entries: Vec<Entry<O>>,
        bonds: impl IntoIterator<Item = (usize, usize, Bond)>,
    ) -> Result<Self, DuplicateObject> {
        let order = sorting::order(&entries);
        if let Some(twins) = order.windows(2).find(|two| entries[two[0]].id == entries[two[1]].id) {
            return Err(DuplicateObject(entries[twins[0]].id.clone()));
        }
        let mut place = vec![0; order.len()];
        for (now, before) in order.iter().enumerate() {
            place[*before] = now;
        }
        let bonds = bonds.into_iter().filter(|(dependent, dependency, _)| dependent != dependency);
        let bonds = bonds.map(|(dependent, dependency, bond)| (place[dependent], place[dependency], bond));
        let bonds = Links::new(order.len(), &bonds.collect::<Vec<_>>());
        let mut taken: Vec<Option<Entry<O>>> = entries.into_iter().map(Some).collect();
        let entries = order.into_iter().filter_map(|before| taken[before].take()).collect();
        Ok(Catalog { entries, bonds, dependents: OnceLock::new(), actor: None })
    }

    /// The same catalog as this role sees it, who is also the one to change it.
    #[must_use]
    pub fn seen_by(self, actor: Option<String>) -> Self {
        Catalog { actor, ..self }
    }

    /// The role that read it: what is simply its own bears no mark of that.
    pub fn actor(&self) -> Option<&str> {
        self.actor.as_deref()
    }

    pub fn entries(&self) -> &[Entry<O>] {
        &self.entries
    }

    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    pub fn index_of(&self, id: &ObjectId) -> Option<usize> {
        self.entries.binary_search_by(|entry| entry.id.cmp(id)).ok()
    }

    pub fn entry(&self, id: &ObjectId) -> Option<&Entry<O>> {
        self.index_of(id).map(|at| &self.entries[at])
    }

    pub fn get(&self, id: &ObjectId) -> Option<&O> {
        self.entry(id).and_then(|entry| entry.node.modelled())
    }

    /// Changes what is known of one object; its id has to stay.
    pub fn update(&mut self, id: &ObjectId, change: impl FnOnce(&mut O)) {
        let entry = self.index_of(id).map(|at| &mut self.entries[at]);
        if let Some(Entry { node: Node::Modelled(object), .. }) = entry {
            change(object);
        }
    }

    pub fn contains(&self, id: &ObjectId) -> bool {
        self.index_of(id).is_some()
    }

    pub fn modelled(&self) -> impl Iterator<Item = (&ObjectId, &O)> {
        self.entries.iter().filter_map(|entry| Some((&entry.id, entry.node.modelled()?)))
    }

    /// The objects of a kind one path leads to, such as the checks of a table.
    pub fn below<'a>(
        &'a self,
        kind: KindName,
        above: &'a ObjectId,
    ) -> impl Iterator<Item = (&'a ObjectId, &'a O)> {
        let first = above.child(kind, "");
        let start = self.entries.partition_point(|entry| entry.id < first);
        let of_kind = move |entry: &&Entry<O>| entry.id.kind() == kind && entry.id.is_below(above);
        let found = self.entries[start..].iter().take_while(of_kind);
        found.filter_map(|entry| Some((&entry.id, entry.node.modelled()?)))
    }

    /// The entries of one kind, which stand together.
    pub fn of_kind(&self, kind: KindName) -> &[Entry<O>] {
        let start = self.entries.partition_point(|entry| entry.id.kind() < kind);
        let end = self.entries.partition_point(|entry| entry.id.kind() <= kind);
        &self.entries[start..end]
    }

    pub fn unmodelled(&self) -> impl Iterator<Item = &ObjectId> {
        self.entries.iter().filter(|entry| entry.node.modelled().is_none()).map(|entry| &entry.id)
    }

    /// What the entry at `index` hangs on, as indexes.
    pub fn bonds_at(&self, index: usize) -> &[(usize, Bond)] {
        self.bonds.at(index)
    }

    /// What this object hangs on.
    pub fn bonds(&self, id: &ObjectId) -> impl Iterator<Item = (&ObjectId, Bond)> {
        let list = self.index_of(id).map_or(&[][..], |at| self.bonds.at(at));
        list.iter().map(|(to, bond)| (&self.entries[*to].id, *bond))
    }

    /// For each entry, who hangs on it.
    pub fn dependents(&self) -> &Links {
        self.dependents.get_or_init(|| {
            let turned = self.bonds.iter().map(|(dependent, on, bond)| (on, dependent, bond));
            Links::new(self.entries.len(), &turned.collect::<Vec<_>>())
        })
    }

    /// The same catalog without the marked entries, nor the bonds to them.
    #[must_use]
    pub fn without(self, marked: &[bool]) -> Self {
        let mut place = vec![None; self.entries.len()];
        let mut entries = Vec::new();
        for (at, entry) in self.entries.into_iter().enumerate() {
            if !marked[at] {
                place[at] = Some(entries.len());
                entries.push(entry);
            }
        }
        let kept = |(from, to, bond): (usize, usize, Bond)| Some((place[from]?, place[to]?, bond));
        let bonds = Links::new(entries.len(), &self.bonds.iter().filter_map(kept).collect::<Vec<_>>());
        Catalog { entries, bonds, dependents: OnceLock::new(), actor: self.actor }
    }
}
