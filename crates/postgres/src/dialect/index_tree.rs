//! Which index of a partitioned table has which parts on its partitions, in the catalog that is to be.
//! Must not know how they are made.

use std::collections::HashMap;

use evenkeel_core::{Catalog, ObjectId};

use crate::kinds::Object;

/// The parts of indexes, by the index and the partition's table.
pub(super) struct IndexTree {
    parts: HashMap<(ObjectId, ObjectId), ObjectId>,
    partitions: HashMap<ObjectId, Vec<ObjectId>>,
}

impl IndexTree {
    #[expect(clippy::wildcard_enum_match_arm, reason = "only the two kinds of ties make up the tree")]
    pub(super) fn of(catalog: &Catalog<Object>) -> Self {
        let mut tree = IndexTree { parts: HashMap::new(), partitions: HashMap::new() };
        for (_, object) in catalog.modelled() {
            match object {
                Object::IndexAttachment(tie) => {
                    let place = (tie.parent_id(), tie.partition_id().as_kind("table"));
                    tree.parts.insert(place, tie.child_id());
                }
                Object::Partition(link) => {
                    tree.partitions.entry(link.parent_id()).or_default().push(link.child_id());
                }
                _ => {}
            }
        }
        tree
    }

    /// Whether the index is to have a part on this partition.
    pub(super) fn reaches(&self, index: &ObjectId, partition: &ObjectId) -> bool {
        self.parts.contains_key(&(index.clone(), partition.clone()))
    }

    /// Whether it reaches this partition and all below. PostgreSQL takes an index with a gap for none when a table is
    /// attached.
    pub(super) fn reaches_wholly(&self, index: &ObjectId, partition: &ObjectId) -> bool {
        let part = self.parts.get(&(index.clone(), partition.clone()));
        part.is_some_and(|part| self.is_whole(part, partition))
    }

    /// Whether the index of this table has a part on everything below it.
    pub(super) fn is_whole(&self, index: &ObjectId, table: &ObjectId) -> bool {
        self.partitions.get(table).into_iter().flatten().all(|below| self.reaches_wholly(index, below))
    }
}
