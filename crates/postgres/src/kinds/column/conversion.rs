//! How the values of a column come to its new type. Must not know how a type is made anew.

use evenkeel_core::sql::{Ident, Sql};
use evenkeel_core::{Catalog, ObjectId, Pair, View, sql};

use super::{Column, Family, toll};
use crate::casts::{self, Toll, Way};
use crate::dialect::Postgres;
use crate::kinds::domain::Domain;
use crate::kinds::enum_type::EnumType;
use crate::kinds::rebuild::rebuilt_beneath;
use crate::kinds::{Kind, Object, composite_type};

/// The expression behind USING, if one is needed, and why a value may not come through.
#[derive(Default)]
pub(super) struct Conversion {
    pub(super) using: Option<Sql>,
    pub(super) doubt: Option<String>,
    pub(super) route: Route,
}

/// How each value comes to the new type.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Route {
    /// Its type is the same.
    #[default]
    Stays,
    /// By the cast between the two types.
    Cast,
    /// Through an expression that PostgreSQL has to evaluate.
    Computed,
}

/// A type below all domains.
pub(super) struct Ground {
    pub(super) name: Sql,
    pub(super) family: Family,
    /// Whether a domain on the way there has rules.
    pub(super) is_bound: bool,
}

pub(super) fn of(pair: Pair<&Column>, view: &View<'_, Postgres>) -> Conversion {
    let mut conversion = by_itself(pair, view);
    if let Some(recalled) = &pair.new.recalled.0 {
        let using = conversion.using.unwrap_or_else(|| Ident::new(&pair.new.name).into());
        // A domain may refuse the null that says that nothing waits; and PostgreSQL reads an expression once for each
        // partition, which IS NULL does not bear.
        let value = sql!("CASE num_nonnulls({}) WHEN 0 THEN {} ELSE {}::{} END", recalled, using, recalled, pair.new.data_type);
        conversion.using = Some(value);
        conversion.route = Route::Computed;
    }
    conversion
}

fn by_itself(pair: Pair<&Column>, view: &View<'_, Postgres>) -> Conversion {
    let id = pair.new.id();
    let rebuilt: Vec<&ObjectId> =
        rebuilt_beneath(view, &id).into_iter().filter(|on| on.kind() != "collation").collect();
    if !pair.map(|column| &column.data_type).differs() && rebuilt.is_empty() {
        return Conversion::default();
    }
    if let Some(told) = &pair.new.told.0 {
        let using = sql!("({})", told);
        let doubt = Some("a value that it does not convert stops it".to_owned());
        return Conversion { using: Some(using), doubt, route: Route::Computed };
    }
    let value = Ident::new(&pair.new.name).into();
    if let Some(shapes) = composite_type::remade(view, &rebuilt) {
        let using = composite_type::conversion(shapes, &value, &pair.new.data_type);
        let doubt = Some("a row value that does not convert stops it".to_owned());
        return Conversion { using: Some(using), doubt, route: Route::Computed };
    }
    let grounds = Pair::of(ground(view.catalogs.old, pair.old), ground(view.catalogs.new, pair.new));
    let through_text = goes_through_text(view, &grounds, &rebuilt);
    let to = &pair.new.data_type;
    let using = match (through_text, pair.map(|column| is_array(&column.data_type))) {
        (false, _) => sql!("{}::{}", value, to),
        (true, Pair { old: true, new: true }) => sql!("{}::text[]::{}", value, to),
        (true, _) => sql!("{}::text::{}", value, to),
    };
    let route = if through_text || !rebuilt.is_empty() { Route::Computed } else { Route::Cast };
    let sure = route == Route::Cast && toll::of(pair, view) < Toll::RowsUnlessUtc;
    let doubt = if sure { None } else { doubt(view, pair, &grounds, &rebuilt) };
    Conversion { using: Some(using), doubt, route }
}

/// Enums, ranges and composite types know few casts but to and from text.
fn goes_through_text(view: &View<'_, Postgres>, grounds: &Pair<Ground>, rebuilt: &[&ObjectId]) -> bool {
    let Pair { old: from, new: to } = grounds;
    if has_cast(view, grounds) {
        return false;
    }
    let arrays = grounds.as_ref().map(|ground| is_array(&ground.name));
    if arrays.differs() {
        let string = |ground: &Ground| casts::is_string(&ground.name) && !is_array(&ground.name);
        return !string(from) && !string(to);
    }
    if casts::is_string(&from.name) || casts::is_string(&to.name) {
        return false;
    }
    let widens = (from.family, to.family) == (Family::Range, Family::Multirange);
    let own = |ground: &Ground| match ground.family {
        Family::Enum | Family::Composite | Family::Range | Family::Multirange => true,
        Family::Base | Family::Domain | Family::Pseudo => false,
    };
    match (own(from) || own(to), from.name == to.name) {
        (true, true) => !rebuilt.is_empty(),
        (true, false) => !widens,
        (false, _) => casts::way(&from.name, &to.name) == Way::ThroughText,
    }
}

fn is_array(name: &Sql) -> bool {
    name.as_str().ends_with("[]")
}

/// A cast that stands throughout.
fn has_cast(view: &View<'_, Postgres>, grounds: &Pair<Ground>) -> bool {
    let id = crate::kinds::cast::id(grounds.old.name.as_str(), grounds.new.name.as_str());
    view.catalogs.old.contains(&id) && view.catalogs.new.contains(&id) && view.delta.of(&id).is_none()
}

pub(super) fn ground(catalog: &Catalog<Object>, column: &Column) -> Ground {
    let mut ground = Ground { name: column.data_type.clone(), family: column.family.0, is_bound: false };
    let mut at = column.id();
    // No domain stands on itself, but what is read may be odd.
    for _ in 0..32 {
        let on = catalog.bonds(&at).map(|(on, _)| on).find_map(|on| <&Domain>::try_from(catalog.get(on)?).ok());
        let (Family::Domain, Some(domain)) = (ground.family, on) else { break };
        let array = if ground.name.as_str().ends_with("[]") { "[]" } else { "" };
        let ruled = domain.not_null || catalog.below("domain_check", &domain.id()).next().is_some();
        let is_bound = ground.is_bound || ruled;
        ground = Ground { name: domain.base.clone().and(array), family: domain.family.0, is_bound };
        at = domain.id();
    }
    ground
}

/// Whether its values are rows, of which `IS NULL` asks for each part.
pub(super) fn holds_rows(catalog: &Catalog<Object>, column: &Column) -> bool {
    let ground = ground(catalog, column);
    ground.family == Family::Composite && !is_array(&ground.name)
}

fn doubt(
    view: &View<'_, Postgres>,
    pair: Pair<&Column>,
    grounds: &Pair<Ground>,
    rebuilt: &[&ObjectId],
) -> Option<String> {
    if grounds.as_ref().map(|ground| is_array(&ground.name)).differs() && (is_array(&grounds.new.name) || !casts::is_string(&grounds.new.name)) {
        return Some(without_cast(pair, grounds));
    }
    let labels = labels(view, pair, grounds);
    match labels {
        Some(Pair { old, new }) => {
            let gone = old.without(new);
            (!gone.is_empty()).then(|| ["rows that hold ", &gone.join(", "), " do not fit the new type"].concat())
        }
        None if grounds.old.family == Family::Enum && casts::is_string(&grounds.new.name) => None,
        None if !rebuilt.is_empty() && grounds.old.name == grounds.new.name => {
            Some("a value that the new type does not allow stops it".to_owned())
        }
        None if casts::way(&grounds.old.name, &grounds.new.name) == Way::ThroughText => Some(without_cast(pair, grounds)),
        None => Some("a value that does not convert stops it".to_owned()),
    }
}

fn without_cast(pair: Pair<&Column>, grounds: &Pair<Ground>) -> String {
    let Pair { old: from, new: to } = grounds.as_ref().map(|ground| ground.name.as_str());
    format!(
        "no cast leads from {from} to {to}, so a value stops it that does not read as the other; say how with \
         `-- evenkeel: using <expression>` above column {}",
        pair.new.name
    )
}

/// The labels of the old enum that the new one does not have.
pub(super) fn labels_gone(pair: Pair<&Column>, view: &View<'_, Postgres>) -> Vec<String> {
    let grounds = Pair::of(ground(view.catalogs.old, pair.old), ground(view.catalogs.new, pair.new));
    let labels = labels(view, pair, &grounds);
    labels.map(|Pair { old, new }| old.without(new).into_iter().map(str::to_owned).collect()).unwrap_or_default()
}

/// The enums on both sides.
fn labels<'a>(
    view: &View<'a, Postgres>,
    pair: Pair<&Column>,
    grounds: &Pair<Ground>,
) -> Option<Pair<&'a EnumType>> {
    let enum_of = |catalog: &'a Catalog<Object>, column: &Column, ground: &Ground| {
        let mut at = column.id();
        for _ in 0..32 {
            if ground.family != Family::Enum {
                return None;
            }
            let on: Vec<&ObjectId> = catalog.bonds(&at).map(|(on, _)| on).collect();
            let mut objects = on.iter().filter_map(|on| catalog.get(on));
            if let Some(found) = objects.find_map(|object| <&EnumType>::try_from(object).ok()) {
                return Some(found);
            }
            at = (*on.iter().find(|on| on.kind() == Domain::NAME)?).clone();
        }
        None
    };
    let old = enum_of(view.catalogs.old, pair.old, &grounds.old)?;
    let new = enum_of(view.catalogs.new, pair.new, &grounds.new)?;
    Some(Pair::of(old, new))
}
