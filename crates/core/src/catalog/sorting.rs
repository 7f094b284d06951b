//! Sorting a large catalog by id. Must not know what the ids name.

use super::Entry;
use crate::object::ObjectId;

/// The indexes of the entries in the order of their ids.
///
/// Paths lie all over the memory and begin alike, so that comparing them would be nearly all the work. The part that
/// tells them apart is laid beside the index first.
pub(super) fn order<O>(entries: &[Entry<O>]) -> Vec<usize> {
    let mut kinds: Vec<Kind<'_>> = Vec::new();
    for Entry { id, .. } in entries {
        match kinds.iter_mut().find(|kind| kind.name == id.kind()) {
            Some(kind) => kind.meet(id.path()),
            None => kinds.push(Kind { name: id.kind(), sample: id.path(), shared: id.path().len() }),
        }
    }
    kinds.sort_unstable_by_key(|kind| kind.name);
    let keys = entries.iter().enumerate().map(|(at, entry)| key(at, &entry.id, &kinds));
    let mut keys: Vec<Key<'_>> = keys.collect();
    keys.sort_unstable();
    keys.into_iter().map(|key| key.at).collect()
}

/// All objects of one kind.
struct Kind<'a> {
    name: &'static str,
    sample: &'a str,
    /// With how many bytes all its paths begin alike.
    shared: usize,
}

impl Kind<'_> {
    fn meet(&mut self, path: &str) {
        let alike = self.sample.bytes().zip(path.bytes()).take(self.shared).take_while(|(a, b)| a == b);
        self.shared = alike.count();
    }
}

/// Compared from the first field to the last.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Key<'a> {
    kind: usize,
    /// The first bytes behind those that the kind shares.
    head: u128,
    path: &'a str,
    at: usize,
}

fn key<'a>(at: usize, id: &'a ObjectId, kinds: &[Kind<'_>]) -> Key<'a> {
    let kind = kinds.iter().position(|kind| kind.name == id.kind()).unwrap_or_default();
    let shared = kinds.get(kind).map_or(0, |kind| kind.shared);
    let rest = id.path().as_bytes().get(shared..).unwrap_or_default();
    // Zeros behind the end sort a path before those that it begins.
    let mut head = [0; 16];
    let length = rest.len().min(head.len());
    head[..length].copy_from_slice(&rest[..length]);
    Key { kind, head: u128::from_be_bytes(head), path: id.path(), at }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::{Node, Unmodelled};

    #[test]
    fn the_order_is_that_of_ids() {
        let long = "a_name_that_is_longer_than_the_head_of_its_key";
        let mut ids = Vec::new();
        for kind in ["table", "column", "index"] {
            let paths: [&[&str]; 5] =
                [&["s"], &["s", "t"], &["s", ""], &["s", "t", "\u{1}"], &["s", "ü", "x"]];
            ids.extend(paths.map(|path| ObjectId::new(kind, path)));
            ids.extend((0..40).rev().map(|number| ObjectId::new(kind, &["s", long, &number.to_string()])));
        }
        let nothing = || Node::Unmodelled(Unmodelled { definition: String::new() });
        let entries: Vec<Entry<()>> =
            ids.iter().map(|id| Entry { id: id.clone(), position: 0, node: nothing() }).collect();
        let ordered: Vec<ObjectId> = order(&entries).into_iter().map(|at| ids[at].clone()).collect();
        ids.sort();
        assert_eq!(ordered, ids);
    }
}
