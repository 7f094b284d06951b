//! One catalog of two that began as a third. Must not know what the objects are.

use std::collections::{BTreeMap, BTreeSet};

use super::{Bond, Catalog, Entry, Node};
use crate::object::ObjectId;

/// Two catalogs and what both began as.
#[derive(Clone, Copy, Debug)]
pub struct ThreeWay<'a, O> {
    pub base: &'a Catalog<O>,
    pub ours: &'a Catalog<O>,
    pub theirs: &'a Catalog<O>,
}

/// An object that both sides have and both changed, or that each made by itself.
#[derive(Clone, Copy, Debug)]
pub struct Versions<'a, O> {
    pub base: Option<&'a O>,
    pub ours: &'a O,
    pub theirs: &'a O,
}

impl<O: Clone + PartialEq> ThreeWay<'_, O> {
    /// What each side changed, in one catalog. `joined` makes one object of two versions; nothing where it cannot, or
    /// where one side dropped what the other one changed.
    pub fn joined(&self, joined: impl Fn(&Versions<'_, O>) -> Option<O>) -> Option<Catalog<O>> {
        let sides = [self.ours, self.theirs];
        let ids: BTreeSet<&ObjectId> =
            sides.iter().flat_map(|side| side.entries.iter().map(|entry| &entry.id)).collect();
        let mut entries = Vec::new();
        for id in ids {
            entries.extend(self.entry(id, &joined)?);
        }
        let places: BTreeMap<&ObjectId, usize> =
            entries.iter().enumerate().map(|(at, entry)| (&entry.id, at)).collect();
        let bonds =
            places.iter().flat_map(|(id, at)| self.bonds(id).into_iter().map(move |bond| (*at, bond)));
        let bonds: BTreeSet<(usize, usize, Bond)> =
            bonds.filter_map(|(at, (on, bond))| Some((at, *places.get(on)?, bond))).collect();
        let actor = self.ours.actor.clone();
        Catalog::build(entries, bonds).ok().map(|catalog| catalog.seen_by(actor))
    }

    /// The one version that is meant; the outer nothing where nobody can tell.
    fn entry(
        &self,
        id: &ObjectId,
        joined: impl Fn(&Versions<'_, O>) -> Option<O>,
    ) -> Option<Option<Entry<O>>> {
        let (base, ours, theirs) = (self.base.entry(id), self.ours.entry(id), self.theirs.entry(id));
        let [of_base, of_ours, of_theirs] = [base, ours, theirs].map(|entry| entry.map(|entry| &entry.node));
        if of_ours == of_theirs || of_theirs == of_base {
            return Some(ours.cloned());
        }
        if of_ours == of_base {
            return Some(theirs.cloned());
        }
        let base = base.and_then(|entry| entry.node.modelled());
        let versions = Versions { base, ours: ours?.node.modelled()?, theirs: theirs?.node.modelled()? };
        Some(Some(Entry { node: Node::Modelled(joined(&versions)?), ..ours?.clone() }))
    }

    /// What an object hangs on, with what each side added and without what either took away.
    fn bonds(&self, id: &ObjectId) -> Vec<(&ObjectId, Bond)> {
        let [base, ours, theirs] =
            [self.base, self.ours, self.theirs].map(|side| side.bonds(id).collect::<BTreeSet<_>>());
        if !self.ours.contains(id) {
            return theirs.into_iter().collect();
        }
        if !self.theirs.contains(id) {
            return ours.into_iter().collect();
        }
        let meant = |bond: &&(&ObjectId, Bond)| {
            ours.contains(*bond) && theirs.contains(*bond) || !base.contains(*bond)
        };
        ours.union(&theirs).filter(meant).copied().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn catalog(objects: &[(&str, &str)], bonds: &[(usize, usize)]) -> Catalog<String> {
        let entry = |(name, value): &(&str, &str)| Entry {
            id: ObjectId::new("table", &[name]),
            position: 0,
            node: Node::Modelled((*value).to_owned()),
        };
        let bonds = bonds.iter().map(|(from, on)| (*from, *on, Bond::Needs));
        Catalog::build(objects.iter().map(entry).collect(), bonds.collect::<Vec<_>>()).unwrap()
    }

    fn told(catalog: &Catalog<String>) -> Vec<(&str, &str)> {
        catalog.modelled().map(|(id, value)| (id.name(), value.as_str())).collect()
    }

    #[test]
    fn each_side_gives_what_it_changed() {
        let base = catalog(&[("a", "1"), ("b", "1"), ("c", "1")], &[(2, 0)]);
        let ours = catalog(&[("a", "2"), ("c", "2"), ("d", "1")], &[(1, 0), (2, 0)]);
        let theirs = catalog(&[("a", "1"), ("b", "1"), ("c", "3"), ("e", "1")], &[(3, 1)]);
        let sides = ThreeWay { base: &base, ours: &ours, theirs: &theirs };
        let joined = sides.joined(|versions| Some(format!("{}+{}", versions.ours, versions.theirs))).unwrap();
        assert_eq!(told(&joined), [("a", "2"), ("c", "2+3"), ("d", "1"), ("e", "1")]);
        let on = |name| joined.bonds(&ObjectId::new("table", &[name])).count();
        assert_eq!((on("c"), on("d"), on("e")), (0, 1, 0), "theirs let go of c on a, and b is dropped");
    }

    #[test]
    fn nobody_can_tell_what_is_changed_here_and_dropped_there() {
        let (base, changed) = (catalog(&[("a", "1")], &[]), catalog(&[("a", "2")], &[]));
        let (dropped, join) = (Catalog::default(), |_: &Versions<'_, String>| None);
        assert!(ThreeWay { base: &base, ours: &changed, theirs: &dropped }.joined(join).is_none());
        assert!(ThreeWay { base: &base, ours: &dropped, theirs: &changed }.joined(join).is_none());
        let same = ThreeWay { base: &base, ours: &dropped, theirs: &dropped }.joined(join);
        assert!(same.is_some_and(|catalog| catalog.is_empty()));
    }
}
