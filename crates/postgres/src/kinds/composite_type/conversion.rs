//! How a row value comes to a composite type that is made anew. Must not know columns.

use evenkeel_core::sql::{Ident, Sql};
use evenkeel_core::{ObjectId, Pair, View, sql};

use super::{Attribute, CompositeType};
use crate::dialect::Postgres;

/// The composite type among those that are made anew.
pub(crate) fn remade<'a>(view: &View<'a, Postgres>, rebuilt: &[&ObjectId]) -> Option<Pair<&'a CompositeType>> {
    rebuilt.iter().find_map(|id| {
        let objects = view.objects(id).map(|it| it.and_then(|it| <&CompositeType>::try_from(it).ok()));
        objects.both()
    })
}

/// Whether there is an expression that takes every value along. Elements of an array can be reached by none.
pub(crate) fn converts(shapes: Pair<&CompositeType>, to: &Sql) -> bool {
    has_same_attributes(shapes) || !to.as_str().ends_with("[]")
}

/// By text where both have the same attributes in the same order, else attribute by attribute.
pub(crate) fn conversion(shapes: Pair<&CompositeType>, value: &Sql, to: &Sql) -> Sql {
    if has_same_attributes(shapes) {
        return match to.as_str().ends_with("[]") {
            true => sql!("{}::text[]::{}", value, to),
            false => sql!("{}::text::{}", value, to),
        };
    }
    let attributes = shapes.new.attributes.iter().map(|new| attribute(shapes.old, new, value));
    let row = Sql::join(attributes, ", ");
    sql!("CASE WHEN {} IS DISTINCT FROM NULL THEN ROW({})::{} END", value, row, to)
}

fn has_same_attributes(shapes: Pair<&CompositeType>) -> bool {
    let names = shapes.map(|shape| shape.attributes.iter().map(|it| it.name.as_str()).collect::<Vec<_>>());
    !names.differs()
}

fn attribute(old: &CompositeType, new: &Attribute, value: &Sql) -> Sql {
    let Some(before) = old.attribute(&new.name) else { return Sql::raw("NULL") };
    let found = sql!("({}).{}", value, Ident::new(&new.name));
    // A type of the schema's own may be another one by now.
    match before.data_type == new.data_type && !new.data_type.as_str().contains('.') {
        true => found,
        false => sql!("({})::text::{}", found, new.data_type),
    }
}
