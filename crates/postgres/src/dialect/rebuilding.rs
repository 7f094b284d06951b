//! Which types have to be made anew because of what happens around them, and what has to be there before. Must not
//! know how it is done.

use std::collections::{BTreeSet, HashMap};

use evenkeel_core::delta::Obstacle;
use evenkeel_core::{Action, Bond, Catalog, Disposition, ObjectId, Pair, View};

use super::{Deed, Postgres};
use crate::kinds::column::Column;
use crate::kinds::composite_type::{self, CompositeType};
use crate::kinds::rebuild::{is_rebuilt, rebuilt_beneath};
use crate::kinds::table::Table;
use crate::kinds::typed_table::TypedTable;
use crate::kinds::{Change, Kind, Object, column, domain, domain_check, usage};

pub(super) fn consequences(view: &View<'_, Postgres>) -> Vec<(ObjectId, Disposition<Change>)> {
    let domains = unreadable_domains(view).into_iter();
    let domains = domains.map(|id| (id, Disposition::Alter(Change::Domain(domain::Change::Rebuild))));
    let composites = stored_and_retyped(view).into_iter();
    let composites =
        composites.map(|id| (id, Disposition::Alter(Change::CompositeType(composite_type::Change::Rebuild))));
    domains.chain(composites).collect()
}

/// Domains that get a rule while values of theirs stand inside arrays, composite types or ranges: PostgreSQL does not
/// look there, and refuses.
fn unreadable_domains(view: &View<'_, Postgres>) -> Vec<ObjectId> {
    let ruled = view.delta.dispositions.iter().filter_map(|(id, what)| {
        let objects = view.objects(id);
        match (objects.old, objects.new?) {
            (Some(Object::Domain(old)), Object::Domain(new)) => {
                (!old.not_null && new.not_null).then(|| id.clone())
            }
            (_, Object::DomainCheck(check)) => {
                (check.validated && *what != Disposition::Drop).then(|| check.domain_id())
            }
            _ => None,
        }
    });
    let mut domains: Vec<ObjectId> = ruled.filter(|id| stays(view, id) && !is_rebuilt(view, id)).collect();
    domains.sort();
    domains.dedup();
    domains.retain(|id| usage::of(view.catalogs.old, id).iter().any(|usage| usage.enclosed));
    domains
}

fn stays(view: &View<'_, Postgres>, id: &ObjectId) -> bool {
    view.catalogs.old.contains(id) && view.catalogs.new.contains(id)
}

/// Composite types that change the type of an attribute while columns hold them, which PostgreSQL refuses.
fn stored_and_retyped(view: &View<'_, Postgres>) -> Vec<ObjectId> {
    let mended = view.delta.dispositions.iter().filter(|(_, what)| {
        matches!(what, Disposition::Alter(Change::CompositeType(composite_type::Change::Mend)))
    });
    let retyped = mended.map(|(id, _)| id).filter(|id| {
        let pair = view.objects(id).map(|it| it.and_then(|it| <&CompositeType>::try_from(it).ok())).both();
        pair.is_some_and(|pair| composite_type::retyped(pair).next().is_some())
    });
    retyped.filter(|id| !usage::of(view.catalogs.old, id).is_empty()).cloned().collect()
}

pub(super) fn edges(view: &View<'_, Postgres>) -> Vec<(Deed, Deed)> {
    let mut edges = Vec::new();
    for id in view.delta.dispositions.keys() {
        match view.objects(id) {
            Pair { new: Some(Object::Domain(_)), .. } if is_rebuilt(view, id) => {
                edges.extend(checked_first(view, id));
            }
            Pair { old: Some(Object::TypedTable(tie)), .. } if view.acts(id, Action::Drop) => {
                edges.extend(untied_first(view, id, tie));
            }
            _ => {}
        }
    }
    edges
}

/// What the checks call is there before the domain that is made with them.
fn checked_first(view: &View<'_, Postgres>, domain: &ObjectId) -> Vec<(Deed, Deed)> {
    let checks = domain_check::made_inside(view, domain).map(Kind::id);
    let called: Vec<ObjectId> = checks
        .flat_map(|check| view.catalogs.new.bonds(&check).map(|(on, _)| on.clone()).collect::<Vec<_>>())
        .filter(|on| on != domain)
        .collect();
    let first = |on: ObjectId| [(on.clone(), Action::Create), (on, Action::Alter)];
    called.into_iter().flat_map(first).map(|first| (first, (domain.clone(), Action::Alter))).collect()
}

/// A table that is tied to its type takes no columns.
fn untied_first(view: &View<'_, Postgres>, id: &ObjectId, tie: &TypedTable) -> Vec<(Deed, Deed)> {
    let table = tie.table_id();
    let columns = view.delta.dispositions.keys().filter(|column| {
        column.kind() == "column"
            && crate::kinds::table_of(column) == table
            && view.acts(column, Action::Create)
    });
    columns.map(|column| ((id.clone(), Action::Drop), (column.clone(), Action::Create))).collect()
}

const ELEMENTS: &str = "its elements are of a composite type whose attributes come to stand in another order or number \
                        while a type changes, and no expression takes the elements of an array along; add new \
                        attributes last, and change types in a step of their own";
const ORDER: &str =
    "its columns would stand in another order than the attributes of its type; put new attributes last";
const TAKEN: &str = "another kind of thing takes the name of its type; give the new one another name";

const HELD: &str = "another column holds rows of this table, and PostgreSQL does not change them; add a column of the \
                    new type beside it";
const WRITTEN: &str = "another column holds rows of this table, and PostgreSQL does not write it anew then; make a new table, \
                       and copy the rows";
const FILLED: &str = "another column holds rows of this table, and PostgreSQL adds no column with a value to those; add \
                      it without a default first";
const RULED: &str = "another column holds rows of this table, and PostgreSQL adds no column of a domain with a default or \
                     rules to those; use the type that the domain is over";

pub(super) fn obstacles(view: &View<'_, Postgres>) -> Vec<Obstacle> {
    let cannot = |object: &ObjectId, why| Obstacle::Cannot { object: object.clone(), why };
    let mut found = Vec::new();
    for (id, what) in &view.delta.dispositions {
        match (what, view.objects(id).new) {
            (
                Disposition::Alter(Change::Column(column::Change::TypeRebuilt)),
                Some(Object::Column(column)),
            ) => {
                let rebuilt = rebuilt_beneath(view, id);
                let shapes = composite_type::remade(view, &rebuilt);
                if shapes.is_some_and(|shapes| !composite_type::converts(shapes, &column.data_type)) {
                    found.push(cannot(id, ELEMENTS));
                }
            }
            (Disposition::Create | Disposition::Recreate, Some(Object::TypedTable(tie)))
                if misplaced(view, tie) =>
            {
                found.push(cannot(id, ORDER));
            }
            _ => {}
        }
    }
    found.extend(taken(view).iter().map(|id| cannot(id, TAKEN)));
    let held = |id: &ObjectId| match (id.kind(), view.acts(id, Action::Create)) {
        ("table", _) => WRITTEN,
        (_, true) if has_rules(view.catalogs.new, id) => RULED,
        (_, true) => FILLED,
        (_, false) => HELD,
    };
    found.extend(held_as_rows(view).iter().map(|id| cannot(id, held(id))));
    found
}

/// Whether the columns that stay and those that come stand otherwise than the type wants them.
fn misplaced(view: &View<'_, Postgres>, tie: &TypedTable) -> bool {
    let table = tie.table_id();
    if view.acts(&table, Action::Create) {
        return false;
    }
    let position = |name: &str| {
        let id = table.child("column", name);
        let stays = view.catalogs.old.entry(&id).filter(|_| !view.acts(&id, Action::Create));
        stays.map_or((1, view.catalogs.new.entry(&id).map_or(0, |it| it.position)), |it| (0, it.position))
    };
    !tie.columns.0.iter().map(|name| position(name)).is_sorted()
}

/// Columns that keep the name of their type while the type itself is dropped: nothing would hold their values.
fn taken(view: &View<'_, Postgres>) -> Vec<ObjectId> {
    let types = ["composite_type", "domain", "enum", "range_type"];
    let leaving: Vec<&ObjectId> = view
        .delta
        .dispositions
        .keys()
        .filter(|id| types.contains(&id.kind()) && view.acts(id, Action::Drop) && !stays(view, id))
        .collect();
    if leaving.is_empty() {
        return Vec::new();
    }
    let columns = view.catalogs.old.modelled().filter_map(|(id, object)| {
        let column = <&Column>::try_from(object).ok()?;
        column.generated.is_none().then_some((id, column))
    });
    let stuck = columns.filter(|(id, column)| {
        let Some(Object::Column(new)) = view.catalogs.new.get(id) else { return false };
        column::element(&new.data_type) == column::element(&column.data_type)
            && !view.acts(id, Action::Drop)
            && view.catalogs.old.bonds(id).any(|(on, _)| leaving.contains(&on))
    });
    stuck.map(|(id, _)| id.clone()).collect()
}

/// Columns that change their type, or that come with a value for rows that exist, and tables that are written anew, while
/// a column of some table holds whole rows of theirs before and after.
fn held_as_rows(view: &View<'_, Postgres>) -> Vec<ObjectId> {
    let writes = |id: &&ObjectId| {
        use column::Change::{Type, TypeRebuilt};
        let filled = |id: &ObjectId| {
            let brings = |kind| view.acts(&id.as_kind(kind), Action::Create);
            let generated =
                |object| <&Column>::try_from(object).is_ok_and(|column| column.generated.is_some());
            let computed = view.objects(id).new.is_some_and(generated);
            brings("default") || brings("identity") || computed || has_rules(view.catalogs.new, id)
        };
        match view.delta.of(id) {
            Some(Disposition::Alter(Change::Column(Type | TypeRebuilt))) => true,
            Some(Disposition::Alter(Change::Table(_))) => {
                let pair = view.objects(id).map(|it| it.and_then(|it| <&Table>::try_from(it).ok())).both();
                pair.is_some_and(Table::is_written_anew)
            }
            Some(Disposition::Create | Disposition::Recreate) => id.kind() == "column" && filled(id),
            Some(Disposition::Alter(_) | Disposition::Drop) | None => false,
        }
    };
    let written: Vec<&ObjectId> = view.delta.dispositions.keys().filter(writes).collect();
    if written.is_empty() {
        return Vec::new();
    }
    let Pair { old, new } = view.catalogs;
    let stays = |(holder, table): &(&ObjectId, &ObjectId)| {
        let made = view.acts(holder, Action::Drop) || view.acts(holder, Action::Create);
        !made && holds(new, holder, table)
    };
    let held: BTreeSet<&ObjectId> = row_holders(old).filter(stays).map(|(_, table)| table).collect();
    let table = |id: &ObjectId| if id.kind() == "table" { id.clone() } else { crate::kinds::table_of(id) };
    written.into_iter().filter(|id| held.contains(&table(id))).cloned().collect()
}

/// Whether the column is of a domain that has a default or rules, which are asked of rows that are there.
fn has_rules(catalog: &Catalog<Object>, column: &ObjectId) -> bool {
    let mut domains = catalog.bonds(column).map(|(on, _)| on).filter(|on| on.kind() == "domain");
    domains.any(|domain| {
        let is_strict = |it: &Object| matches!(it, Object::Domain(domain) if domain.not_null);
        catalog.contains(&domain.as_kind("domain_default"))
            || catalog.below("domain_check", domain).next().is_some()
            || catalog.get(domain).is_some_and(is_strict)
    })
}

/// Columns that hold whole rows of a table, with the table.
fn row_holders(catalog: &Catalog<Object>) -> impl Iterator<Item = (&ObjectId, &ObjectId)> {
    let columns = catalog.of_kind("column").iter().map(|entry| &entry.id);
    columns.flat_map(|id| {
        let tables = catalog.bonds(id).filter(|(on, bond)| on.kind() == "table" && *bond == Bond::Needs);
        tables.map(move |(table, _)| (id, table))
    })
}

/// Whether the column holds whole rows of the table.
fn holds(catalog: &Catalog<Object>, column: &ObjectId, table: &ObjectId) -> bool {
    catalog.bonds(column).any(|(on, _)| on == table)
}

/// A table changes its columns before others come to hold its rows, and after those that held them are gone.
pub(super) fn wishes(view: &View<'_, Postgres>) -> Vec<(Deed, Deed)> {
    let mut changed: HashMap<ObjectId, Vec<&ObjectId>> = HashMap::new();
    for id in view.delta.dispositions.keys().filter(|id| id.kind() == "column") {
        changed.entry(crate::kinds::table_of(id)).or_default().push(id);
    }
    let deeds = |id: &ObjectId| [Action::Create, Action::Alter].map(|action| (id.clone(), action));
    let Pair { old, new } = view.catalogs;
    let mut wishes = Vec::new();
    for (catalog, other, of) in [(old, new, Action::Drop), (new, old, Action::Create)] {
        for (holder, table) in row_holders(catalog) {
            // One that changes its type begins or ceases to hold them, too.
            let turns = |action| view.acts(holder, action) && (action == of || !holds(other, holder, table));
            let Some(action) = [of, Action::Alter].into_iter().find(|action| turns(*action)) else {
                continue;
            };
            let turning: Deed = (holder.clone(), action);
            let columns = changed.get(table).into_iter().flatten().flat_map(|column| deeds(column));
            wishes.extend(columns.map(|deed| match of == Action::Drop {
                true => (turning.clone(), deed),
                false => (deed, turning.clone()),
            }));
        }
    }
    wishes
}
