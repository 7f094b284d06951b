//! Which columns of tables hold values of a type, directly or inside other types. Must not know what the type is.

use std::collections::BTreeSet;

use evenkeel_core::{Catalog, Lock, ObjectId, View};

use super::{Object, table_of};
use crate::dialect::Postgres;
use crate::locks::Mode;

/// A column whose values are of the type, or contain such.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Usage {
    pub(crate) column: ObjectId,
    /// Inside an array, a composite type or a range, where PostgreSQL looks for no values.
    pub(crate) enclosed: bool,
}

pub(crate) fn of(catalog: &Catalog<Object>, id: &ObjectId) -> BTreeSet<Usage> {
    let mut found = BTreeSet::new();
    let Some(start) = catalog.index_of(id) else { return found };
    let dependents = catalog.dependents();
    let mut seen = BTreeSet::from([(start, false)]);
    let mut pending = vec![(start, false)];
    while let Some((at, inside)) = pending.pop() {
        for (dependent, _) in dependents.at(at) {
            let entry = &catalog.entries()[*dependent];
            let Some((holder, array)) = entry.node.modelled().and_then(holder) else { continue };
            let enclosed = inside || array;
            match holder {
                Holder::Column => drop(found.insert(Usage { column: entry.id.clone(), enclosed })),
                Holder::Type if seen.insert((*dependent, enclosed)) => pending.push((*dependent, enclosed)),
                Holder::Type => {}
            }
        }
    }
    found
}

enum Holder {
    Column,
    Type,
}

/// What holds values of a type, and whether it encloses them.
#[expect(clippy::wildcard_enum_match_arm, reason = "only types and columns hold values")]
fn holder(object: &Object) -> Option<(Holder, bool)> {
    match object {
        Object::Column(column) => Some((Holder::Column, column.data_type.as_str().ends_with("[]"))),
        Object::Domain(domain) => Some((Holder::Type, domain.base.as_str().ends_with("[]"))),
        Object::CompositeType(_) | Object::RangeType(_) => Some((Holder::Type, true)),
        _ => None,
    }
}

/// The tables whose rows PostgreSQL reads to see whether they fit a domain.
pub(crate) fn read_rows(view: &View<'_, Postgres>, id: &ObjectId) -> Vec<Lock> {
    let usages = [view.catalogs.old, view.catalogs.new].map(|catalog| of(catalog, id));
    let tables: BTreeSet<ObjectId> = usages.iter().flatten().map(|usage| table_of(&usage.column)).collect();
    tables.into_iter().map(|table| Mode::Share.of(table)).collect()
}
