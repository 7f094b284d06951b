//! A catalog with some of its objects as they are in another one. Must not know which objects those are.

use std::collections::{BTreeMap, BTreeSet};

use super::{Bond, Catalog, Entry, Node};
use crate::object::ObjectId;

impl<O: Clone> Catalog<O> {
    /// This catalog, but what `foreign` means as it is in the other one, wherever both have what that hangs on.
    #[must_use]
    pub fn taking(&self, other: &Catalog<O>, foreign: impl Fn(&O) -> bool) -> Self {
        let is_foreign = |entry: &Entry<O>| entry.node.modelled().is_some_and(&foreign);
        let fits = |here: &Catalog<O>, entry: &Entry<O>, there: &Catalog<O>| {
            here.bonds(&entry.id).all(|(on, _)| there.contains(on))
        };
        let own = self.entries.iter().filter(|entry| !is_foreign(entry) || !fits(self, entry, other));
        let taken = other.entries.iter().filter(|entry| is_foreign(entry) && fits(other, entry, self));
        let mut entries: BTreeMap<&ObjectId, (&Entry<O>, &Catalog<O>)> = BTreeMap::new();
        entries.extend(own.map(|entry| (&entry.id, (entry, self))));
        entries.extend(taken.map(|entry| (&entry.id, (entry, other))));
        mixed(&entries).seen_by(other.actor.clone())
    }

    /// This catalog, but these objects as the other one has them.
    #[must_use]
    pub fn adding(&self, other: &Catalog<O>, wanted: &BTreeSet<ObjectId>) -> Self {
        let own = self.entries.iter().map(|entry| (&entry.id, (entry, self)));
        let taken = other.entries.iter().filter(|entry| wanted.contains(&entry.id));
        let taken = taken.map(|entry| (&entry.id, (entry, other)));
        mixed(&own.chain(taken).collect()).seen_by(self.actor.clone())
    }

    /// This catalog with each object as it is made of what both have.
    #[must_use]
    pub fn adjusted(mut self, other: &Catalog<O>, adjust: impl Fn(&mut O, &O)) -> Self {
        for entry in &mut self.entries {
            let theirs = other.entry(&entry.id).and_then(|theirs| theirs.node.modelled());
            if let (Node::Modelled(own), Some(theirs)) = (&mut entry.node, theirs) {
                adjust(own, theirs);
            }
        }
        self
    }
}

/// Each object with the bonds that it has in its own catalog, as far as what they lead to is there.
fn mixed<O: Clone>(entries: &BTreeMap<&ObjectId, (&Entry<O>, &Catalog<O>)>) -> Catalog<O> {
    let places: BTreeMap<&ObjectId, usize> = entries.keys().enumerate().map(|(at, id)| (*id, at)).collect();
    let bonds: BTreeSet<(usize, usize, Bond)> = entries
        .iter()
        .flat_map(|(id, (_, from))| from.bonds(id).map(move |(on, bond)| (*id, on, bond)))
        .filter_map(|(id, on, bond)| Some((*places.get(id)?, *places.get(on)?, bond)))
        .collect();
    let entries = entries.values().map(|(entry, _)| (*entry).clone()).collect();
    Catalog::build(entries, bonds).expect("each id is there once")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn catalog(objects: &[(&'static str, &str, char)]) -> Catalog<char> {
        let entries: Vec<Entry<char>> = objects
            .iter()
            .map(|(kind, name, value)| Entry {
                id: ObjectId::new(kind, &[name]),
                position: 0,
                node: Node::Modelled(*value),
            })
            .collect();
        let place = |kind: &str, name: &str| objects.iter().position(|one| (one.0, one.1) == (kind, name));
        let bonds = objects.iter().enumerate().filter(|(_, one)| one.0 == "owner");
        let bonds = bonds.filter_map(|(at, one)| Some((at, place("table", one.1)?, Bond::PartOf)));
        Catalog::build(entries, bonds.collect::<Vec<_>>()).unwrap()
    }

    #[test]
    fn what_is_foreign_is_the_others_where_both_have_its_host() {
        let here =
            catalog(&[("table", "a", '1'), ("owner", "a", 'x'), ("table", "b", '2'), ("owner", "b", 'x')]);
        let there =
            catalog(&[("table", "a", '3'), ("owner", "a", 'y'), ("table", "c", '4'), ("owner", "c", 'y')]);
        let mixed = here.taking(&there, |value| value.is_alphabetic());
        let told: Vec<(String, char)> =
            mixed.modelled().map(|(id, value)| (id.to_string(), *value)).collect();
        let of = |id: &str, value| (id.to_owned(), value);
        assert_eq!(told, [of("owner a", 'y'), of("owner b", 'x'), of("table a", '1'), of("table b", '2')]);
        let on: Vec<_> = mixed.bonds(&ObjectId::new("owner", &["a"])).collect();
        assert_eq!(on, [(&ObjectId::new("table", &["a"]), Bond::PartOf)]);
    }
}
