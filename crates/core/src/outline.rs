//! What every database's schema has, as far as rules about all of a schema ask: tables with columns, keys and indexes. Made of
//! a catalog by its dialect. Must not know any rule.

use crate::catalog::{Bond, Catalog};
use crate::object::ObjectId;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// Without partitions, which are what the table is whose parts they are.
    pub tables: Vec<Table>,
    /// Types that are lists of labels.
    pub enums: Vec<ObjectId>,
    /// All objects whose names somebody chose, columns among them.
    pub named: Vec<ObjectId>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    pub id: ObjectId,
    /// In their order.
    pub columns: Vec<Column>,
    /// The names of its columns.
    pub primary_key: Option<Vec<String>>,
    pub foreign_keys: Vec<ForeignKey>,
    /// Of each index that knows all rows, those of keys among them, the columns that it leads with.
    pub indexes: Vec<Vec<String>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    pub id: ObjectId,
    /// As the database spells it.
    pub data_type: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForeignKey {
    /// None where it is no object of its own.
    pub id: Option<ObjectId>,
    /// The names of its columns.
    pub columns: Vec<String>,
}

/// The objects of a catalog that are not there only because a parent's are.
pub fn own<O>(catalog: &Catalog<O>) -> impl Iterator<Item = (&ObjectId, &O)> {
    let handed_down = |id: &ObjectId| catalog.bonds(id).any(|(_, bond)| bond == Bond::Inherits);
    catalog.modelled().filter(move |(id, _)| !handed_down(id))
}
