//! Which of the things that a plan takes away are kept, and why others cannot be. Must not know how it is done.

use std::collections::BTreeSet;

use evenkeel_core::sql::{Name, Sql};
use evenkeel_core::{Action, Bond, Catalog, Disposition, KindName, ObjectId, Pair, View, sql};

use super::meanwhile::LOG;
use super::{Holds, Keeping, Kept, SCHEMA};
use crate::carry;
use crate::casts;
use crate::dialect::Postgres;
use crate::kinds::backed::key;
use crate::kinds::column::{self, Column, Family};
use crate::kinds::relation::{columns_of, inherited_from, link_stands};
use crate::kinds::sequence::Range;
use crate::kinds::{Aside, Change, Kind, Object, table_of};
use crate::names;

/// By what the tables of one migration are called.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Label {
    /// The migration's full name.
    pub migration: String,
    /// The digits that its name begins with.
    pub stamp: String,
}

/// What is kept, and what is not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    pub label: Label,
    pub keepings: Vec<Keeping>,
    /// Things whose values are lost, with the reason.
    pub lost: Vec<(ObjectId, &'static str)>,
}

impl Choice {
    /// What is kept of an object.
    pub(crate) fn of(&self, id: &ObjectId) -> Option<&Keeping> {
        self.keepings.iter().find(|keeping| keeping.object == *id)
    }
}

const NO_KEY: &str = "its table has no key that stays as it is, by which they could be found again";
const INHERITED: &str = "other tables inherit from its table, which has no key over all of them";

/// Chooses what of a plan's losses is kept.
pub fn choose(view: &View<'_, Postgres>, label: Label) -> Choice {
    let mut choice = Choice { label, keepings: Vec::new(), lost: Vec::new() };
    let mut taken = BTreeSet::new();
    for (object, what) in &view.delta.dispositions {
        match holds(view, object, what) {
            None => {}
            Some(Err(why)) => choice.lost.push((object.clone(), why)),
            Some(Ok(holds)) => {
                let name = name(object, &choice.label.stamp, &taken);
                taken.insert(name.clone());
                choice.keepings.push(Keeping { object: object.clone(), name, holds });
            }
        }
    }
    choice
}

/// A name that says what it is of, with room for [`LOG`] behind it.
fn name(object: &ObjectId, stamp: &str, taken: &BTreeSet<String>) -> String {
    let first = object.parts().next().filter(|schema| *schema != "public");
    let words: Vec<&str> = first.into_iter().chain(object.parts().skip(1)).collect();
    names::free_with_room(&words.join("_"), stamp, LOG.len(), |name| taken.contains(name))
}

/// What there is to keep of an object, if anything.
fn holds(
    view: &View<'_, Postgres>,
    id: &ObjectId,
    what: &Disposition<Change>,
) -> Option<Result<Holds, &'static str>> {
    let old = view.catalogs.old.get(id)?;
    let goes = matches!(what, Disposition::Drop | Disposition::Recreate);
    match (old, what) {
        // What moves on is not lost.
        (Object::Table(_), _) if carry::target(view, id).is_some() => None,
        (Object::Identity(identity), _) if carry::counts_on(view, identity) => None,
        (Object::Table(table), _) if goes && table.partition_key.is_none() && table.foreign.is_none() => {
            let columns = columns(view.catalogs.old, id);
            let (schema, table) = (table.schema.clone(), table.name.clone());
            (!columns.is_empty()).then_some(Ok(Holds::Rows { schema, table, columns }))
        }
        (Object::Column(column), _) if goes => of_column(view, column),
        (Object::Column(column), Disposition::Alter(Change::Column(change))) => match change {
            column::Change::Type | column::Change::TypeRebuilt => of_values(view, column, *change),
            column::Change::Facets => None,
        },
        (Object::Sequence(sequence), _) => {
            let narrower = || match view.catalogs.new.get(id) {
                Some(Object::Sequence(new)) => narrows(Pair::of(&sequence.range, &new.range)),
                Some(_) | None => false,
            };
            (goes || narrower()).then(|| Ok(counter(id)))
        }
        (Object::Identity(identity), _) => {
            let narrower = || match view.catalogs.new.get(id) {
                Some(Object::Identity(new)) => narrows(Pair::of(&identity.range, &new.range)),
                Some(_) | None => false,
            };
            (goes || narrower()).then(|| Ok(counter(&identity.sequence_id())))
        }
        _ => None,
    }
}

fn counter(sequence: &ObjectId) -> Holds {
    Holds::Counter { schema: sequence.first().to_owned(), sequence: sequence.name().to_owned() }
}

fn narrows(ranges: Pair<&Range>) -> bool {
    ranges.new.min > ranges.old.min || ranges.new.max < ranges.old.max
}

/// The columns of a table that hold values of their own, in their order.
fn columns(catalog: &Catalog<Object>, table: &ObjectId) -> Vec<Kept> {
    let columns = columns_of(catalog, table).into_iter().map(|(_, column)| column);
    columns.filter(|column| column.generated.is_none()).map(|column| kept(catalog, column)).collect()
}

/// What a column hangs on that is no type or collation.
pub(crate) const OWN: [KindName; 3] = ["table", "column", "schema"];

/// What somebody made may be dropped while the values wait, so they wait as text.
fn kept(catalog: &Catalog<Object>, column: &Column) -> Kept {
    waiting(catalog, column, |_| true)
}

/// As it waits while what somebody made, and of which this says so, may be dropped.
pub(crate) fn waiting(
    catalog: &Catalog<Object>,
    column: &Column,
    may_go: impl Fn(&ObjectId) -> bool,
) -> Kept {
    let id = column.id();
    let table = column.table_id();
    let made = |on: &ObjectId| !OWN.contains(&on.kind()) || (on.kind() == "table" && *on != table);
    let as_text = catalog.bonds(&id).any(|(on, bond)| bond == Bond::Needs && made(on) && may_go(on));
    Kept { name: column.name.clone(), data_type: column.data_type.clone(), as_text }
}

fn of_column(view: &View<'_, Postgres>, column: &Column) -> Option<Result<Holds, &'static str>> {
    let table = column.table_id();
    let needless = column.generated.is_some() || column.in_foreign_table.0;
    if needless || view.acts(&table, Action::Drop) || comes_from_above(view, column, Action::Drop) {
        return None;
    }
    let kept = kept(view.catalogs.old, column);
    Some(keyed(view, &table).map(|key| {
        let (schema, table) = (column.schema.clone(), column.table.clone());
        Holds::Column { schema, table, key, column: kept }
    }))
}

fn of_values(
    view: &View<'_, Postgres>,
    column: &Column,
    change: column::Change,
) -> Option<Result<Holds, &'static str>> {
    let new = <&Column>::try_from(view.catalogs.new.get(&column.id())?).ok()?;
    let needless = column.generated.is_some() || new.generated.is_some() || column.in_foreign_table.0;
    if needless || comes_from_above(view, column, Action::Alter) {
        return None;
    }
    let pair = Pair::of(column, new);
    column::conversion(pair, view)?;
    let told = new.told.0.is_some();
    let (may_alter, alters) = match change {
        // A value of an enum has its label or does not fit.
        column::Change::TypeRebuilt => (told || column.family.0 != Family::Enum, told),
        column::Change::Type | column::Change::Facets => {
            let types = pair.map(|column| &column.data_type);
            (told || !casts::keeps_all(types.old, types.new), told || casts::alters(types.old, types.new))
        }
    };
    if !may_alter {
        return None;
    }
    let table = column.table_id();
    let kept = kept(view.catalogs.old, column);
    let (schema, name) = (column.schema.clone(), column.table.clone());
    match keyed(view, &table) {
        Ok(key) => Some(Ok(Holds::Values { schema, table: name, key, column: kept })),
        // What does not fit is refused then, and what fits is as it was.
        Err(_) if !alters => None,
        Err(why) => Some(Err(why)),
    }
}

/// Whether a partitioned table does it for its partitions.
fn comes_from_above(view: &View<'_, Postgres>, column: &Column, action: Action) -> bool {
    let above = inherited_from(view.catalogs.old, &column.id());
    column.in_partition.0
        && above.is_some_and(|above| {
            view.acts(above, action) && link_stands(view, &column.table_id(), &table_of(above))
        })
}

/// The columns of a key that stays as it is throughout.
fn keyed(view: &View<'_, Postgres>, table: &ObjectId) -> Result<Vec<Kept>, &'static str> {
    if inherits(view.catalogs.old, table) || inherits(view.catalogs.new, table) {
        return Err(INHERITED);
    }
    let keys = ["primary_key", "unique"].into_iter().flat_map(|kind| view.catalogs.old.below(kind, table));
    keys.filter(|(id, object)| stays(view, id) && is_plain(object))
        .find_map(|(id, _)| key_columns(view, id))
        .ok_or(NO_KEY)
}

/// Whether it has a parent or children that are no partitions.
fn inherits(catalog: &Catalog<Object>, table: &ObjectId) -> bool {
    catalog.of_kind("inheritance").iter().any(|entry| match entry.node.modelled() {
        Some(Object::Inheritance(link)) => link.child_id() == *table || link.parent_id() == *table,
        Some(_) | None => false,
    })
}

fn stays(view: &View<'_, Postgres>, id: &ObjectId) -> bool {
    view.delta.of(id).is_none() && view.catalogs.new.contains(id)
}

/// Only columns, and each value once.
fn is_plain(object: &Object) -> bool {
    let Some(key) = key(object) else { return false };
    let more = [" INCLUDE (", " WITHOUT OVERLAPS", "NULLS NOT DISTINCT"];
    !more.iter().any(|word| key.definition.as_str().contains(word))
}

fn key_columns(view: &View<'_, Postgres>, key: &ObjectId) -> Option<Vec<Kept>> {
    let old = view.catalogs.old;
    let columns = old.bonds(key).map(|(on, _)| on).filter(|on| on.kind() == Column::NAME);
    let columns: Option<Vec<Kept>> = columns
        .map(|id| {
            let column = <&Column>::try_from(old.get(id)?).ok()?;
            let fixed = stays(view, id) && column.not_null && column.generated.is_none();
            fixed.then(|| kept(old, column))
        })
        .collect();
    columns.filter(|columns| !columns.is_empty())
}

/// Tells the columns of a catalog to which the way back leads what to look up while their type changes back.
pub fn recall(catalog: &mut Catalog<Object>, choice: &Choice) {
    for keeping in &choice.keepings {
        let Holds::Values { key, column, .. } = &keeping.holds else { continue };
        let became = sql!("{}::text", column.ident());
        let arguments = key.iter().map(|part| part.put_away(part.ident())).chain([became]);
        let looked_up = sql!("{}({})", Name::new([SCHEMA, &keeping.name]), Sql::join(arguments, ", "));
        catalog.update(&keeping.object, |object| {
            if let Object::Column(column) = object {
                column.recalled = Aside(Some(looked_up));
            }
        });
    }
}
