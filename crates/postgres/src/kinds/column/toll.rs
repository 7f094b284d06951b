//! What a change of a column's type costs beyond the lock: rows and indexes that are written anew, checks that are asked
//! again. Must not know how a value is converted.

use evenkeel_core::{Bond, Catalog, Danger, ObjectId, Pair, View};

use super::conversion::{Route, ground};
use super::{Column, Family};
use crate::casts::{self, Toll};
use crate::dialect::Postgres;
use crate::kinds::Object;

/// What the cast between both types costs.
pub(super) fn of(pair: Pair<&Column>, view: &View<'_, Postgres>) -> Toll {
    let grounds = Pair::of(ground(view.catalogs.old, pair.old), ground(view.catalogs.new, pair.new));
    let through_domain = pair.old.family.0 == Family::Domain && grounds.old.name != grounds.new.name;
    let limited = grounds.new.name.as_str().contains('(');
    let citext = grounds.as_ref().map(|ground| casts::toll::is_citext(ground.name.as_str()));
    let extension = ObjectId::new("extension", &["citext"]);
    let known = !(citext.old || citext.new) || view.catalogs.new.contains(&extension);
    match grounds.new.is_bound || (through_domain && limited) || !known {
        true => Toll::Rows,
        false => casts::toll(&grounds.old.name, &grounds.new.name),
    }
}

pub(super) fn hazards(
    pair: Pair<&Column>,
    route: Route,
    view: &View<'_, Postgres>,
) -> Vec<(Danger, String)> {
    let converted =
        || ["its values are converted from ", pair.old.data_type.as_str(), " to ", pair.new.data_type.as_str()].concat();
    let toll = match route {
        Route::Stays => Toll::Nothing,
        Route::Cast => of(pair, view),
        Route::Computed => Toll::Rows,
    };
    let recollated = pair.map(|column| &column.collation).differs();
    match toll {
        Toll::Rows => vec![(Danger::Rewrite, converted())],
        Toll::RowsUnlessUtc => vec![(Danger::Rewrite, converted() + ", unless TimeZone is UTC")],
        Toll::Indexes => again(pair.new, view, Index::Any),
        Toll::Nothing if recollated => again(pair.new, view, Index::Any),
        Toll::Nothing => again(pair.new, view, Index::Computed),
    }
}

/// Which indexes are built anew.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Index {
    Any,
    /// Those with an expression or a predicate, which PostgreSQL holds to be others.
    Computed,
}

/// What is done over all rows although none is written anew.
fn again(column: &Column, view: &View<'_, Postgres>, which: Index) -> Vec<(Danger, String)> {
    let old = view.catalogs.old;
    let columns = with_heirs(old, super::Kind::id(column));
    let stays = |object: &Object| view.delta.of(&object.id()).is_none();
    let concerned =
        |object: &Object| old.bonds(&object.id()).any(|(on, _)| columns.contains(on));
    let found: Vec<&Object> =
        old.modelled().map(|(_, object)| object).filter(|object| stays(object) && concerned(object)).collect();
    let is_key =
        |object: &Object| matches!(object, Object::PrimaryKey(_) | Object::Unique(_) | Object::Exclusion(_));
    let is_computed = |object: &Object| matches!(object, Object::Index(index) if index.is_computed());
    let is_rebuilt = |object: &&Object| match which {
        Index::Any => is_key(object) || matches!(object, Object::Index(_)),
        Index::Computed => is_computed(object),
    };
    let mut hazards = Vec::new();
    if found.iter().any(is_rebuilt) {
        hazards.push((Danger::LongLock, "its indexes are built anew while everyone waits".to_owned()));
    }
    if found.iter().any(|object| matches!(object, Object::Check(check) if check.validated)) {
        hazards.push((Danger::LongLock, "all rows are held against its checks while everyone waits".to_owned()));
    }
    hazards
}

/// The column, and those of the tables below that have it from there.
fn with_heirs(catalog: &Catalog<Object>, column: ObjectId) -> Vec<ObjectId> {
    let mut found = vec![column];
    let mut at = 0;
    while let Some(above) = found.get(at).cloned() {
        let all = catalog.of_kind("column").iter().map(|entry| &entry.id);
        let inherits = |id: &&ObjectId| {
            catalog.bonds(id).any(|(on, bond)| *on == above && bond == Bond::Inherits) && !found.contains(id)
        };
        let heirs: Vec<ObjectId> = all.filter(inherits).cloned().collect();
        found.extend(heirs);
        at += 1;
    }
    found
}
