//! What one and the same schema.prisma has made of databases over the years, and which of it a database has. Must not
//! know databases.

use std::collections::{BTreeMap, BTreeSet};

use super::schema::{EnumType, Index, Null, Order, Rule, Table};

/// Which forms a database has of what Prisma takes for the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Forms {
    /// Tables between two models whose pairs have a unique index, by schema.
    older: BTreeSet<(String, String)>,
    /// Unique keys that are constraints, by schema.
    constraints: BTreeSet<(String, String)>,
    /// Columns without NULL: schema, table and column.
    required: BTreeSet<(String, String, String)>,
    /// The labels of each type in their order, by schema and name.
    labels: BTreeMap<(String, String), Vec<String>>,
}

/// The index that the pairs of an implicit relation had before Prisma 6, where there is a primary key now.
const OLDER_INDEX: &str = "_AB_unique";

/// Where things stand that name no schema.
const USUAL: &str = "public";

impl Forms {
    /// Learns from an index that a database has.
    pub fn learn_index(&mut self, schema: &str, index: &str) {
        if let Some(table) = index.strip_suffix(OLDER_INDEX).filter(|table| table.starts_with('_')) {
            self.older.insert((schema.to_owned(), table.to_owned()));
        }
    }

    /// Learns of a unique constraint, which Prisma takes for a unique index.
    pub fn learn_unique(&mut self, schema: &str, name: &str) {
        self.constraints.insert((schema.to_owned(), name.to_owned()));
    }

    /// Learns of a column that refuses NULL, of which Prisma takes no notice in a list.
    pub fn learn_required(&mut self, schema: &str, table: &str, column: &str) {
        self.required.insert((schema.to_owned(), table.to_owned(), column.to_owned()));
    }

    /// Learns of a type's labels, of whose order Prisma takes no notice.
    pub fn learn_labels(&mut self, schema: &str, name: &str, labels: &[String]) {
        self.labels.insert((schema.to_owned(), name.to_owned()), labels.to_vec());
    }

    /// Labels that the database has in another order stand in its order; then come the new ones.
    pub(super) fn order(&self, found: &mut EnumType) {
        let schema = found.name.schema.as_deref().unwrap_or(USUAL);
        let Some(known) = self.labels.get(&(schema.to_owned(), found.name.name.clone())) else { return };
        let place = |name: &String| known.iter().position(|label| label == name);
        let places: Vec<usize> = found.labels.iter().filter_map(|label| place(&label.name)).collect();
        if !places.is_sorted() {
            found.labels.sort_by_key(|label| place(&label.name).unwrap_or(known.len()));
        }
    }

    pub(super) fn is_older(&self, schema: Option<&str>, table: &str) -> bool {
        // The name of the index is cut where that of the table need not be.
        let known = |(older_schema, older): &(String, String)| {
            older_schema == schema.unwrap_or(USUAL)
                && (older == table || (older.len() + OLDER_INDEX.len() == 63 && table.starts_with(older)))
        };
        self.older.iter().any(known)
    }

    /// Gives a table the form that the database has.
    pub(super) fn shape(&self, table: &mut Table) {
        let schema = || table.name.schema.clone().unwrap_or_else(|| USUAL.to_owned());
        for column in table.columns.iter_mut().filter(|column| column.of.as_str().ends_with("[]")) {
            if self.required.contains(&(schema(), table.name.name.clone(), column.name.clone())) {
                column.null = Null::Refused;
            }
        }
        for index in table.indexes.iter_mut().filter(|index| could_be_constraint(index)) {
            if self.constraints.contains(&(schema(), index.name.clone())) {
                index.rule = Rule::Constraint;
            }
        }
    }
}

fn could_be_constraint(index: &Index) -> bool {
    let plain = index
        .columns
        .iter()
        .all(|column| column.order == Order::Ascending && column.operator_class.is_none());
    index.rule == Rule::Unique && index.method.is_none() && index.condition.is_none() && plain
}
