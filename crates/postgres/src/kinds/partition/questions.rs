//! Which rows a partition's bound would refuse. Must not know what is done about them.

use evenkeel_core::sql::{Literal, Name, Sql};
use evenkeel_core::{Action, Catalog, ObjectId, View, sql};

use super::Partition;
use crate::dialect::Postgres;
use crate::kinds::{Kind, Object};
use crate::preflight::text::{expression, items, parenthesised};
use crate::preflight::{Asker, Direction, Question, is_made};

pub(super) fn about(new: Option<&Partition>, asker: &Asker<'_>) -> Vec<Question> {
    let Some(partition) = new.filter(|it| is_made(asker.view, &it.id())) else { return Vec::new() };
    let Some(inside) = stands_as_hashed(asker.view, partition).then(|| inside(asker.view.catalogs.new, partition)).flatten()
    else {
        return Vec::new();
    };
    let child = partition.child_id();
    let stands = |table: &ObjectId| asker.view.catalogs.old.contains(table) && !asker.view.acts(table, Action::Create);
    let mut found = Vec::new();
    if stands(&child) {
        let outside = sql!("({}) IS NOT TRUE", inside);
        found.extend(rows(asker, partition, &child, "has rows outside its bound", &outside));
    }
    if asker.direction == Direction::There
        && let Some(default) = default_of(asker.view, partition).filter(|it| stands(it) && *it != child)
    {
        let why = format!("would hold rows that are in the default partition {}", default.dotted());
        found.extend(rows(asker, partition, &default, &why, &inside));
    }
    found
}

fn rows(
    asker: &Asker<'_>,
    partition: &Partition,
    table: &ObjectId,
    why: &str,
    condition: &Sql,
) -> Option<Question> {
    let source = asker.source(table, condition.as_str())?;
    let rows = sql!("SELECT {} FROM {} AS t WHERE {}", asker.shown(table), source, condition);
    let question = Question::misfit(&partition.id(), why, rows);
    Some(question.mended(asker.removed(table, condition)).of([table, &partition.parent_id()]))
}

/// The default partition that the parent has and keeps.
fn default_of(view: &View<'_, Postgres>, partition: &Partition) -> Option<ObjectId> {
    let mut others = view.catalogs.old.modelled().filter_map(|(_, it)| <&Partition>::try_from(it).ok());
    let default = others.find(|it| it.parent_id() == partition.parent_id() && it.bound.as_str() == "DEFAULT")?;
    view.delta.of(&default.id()).is_none().then(|| default.child_id())
}

/// Whether a server that has the old catalog can tell which rows belong into the partition: by a hash only where the
/// partitioned table is there as it will be.
fn stands_as_hashed(view: &View<'_, Postgres>, partition: &Partition) -> bool {
    let parent = partition.parent_id();
    !partition.bound.as_str().starts_with("FOR VALUES WITH")
        || view.catalogs.old.contains(&parent) && view.delta.of(&parent).is_none()
}

/// The condition that all rows of a partition meet; None for a default one, whose rows are what is left.
pub(crate) fn inside(catalog: &Catalog<Object>, partition: &Partition) -> Option<Sql> {
    let parent = partition.parent_id();
    let Some(Object::Table(table)) = catalog.get(&parent) else { return None };
    let (list, _) = parenthesised(table.partition_key.as_ref()?.as_str())?;
    let keys: Vec<&str> = items(list).into_iter().map(expression).collect();
    let bound = partition.bound.as_str().strip_prefix("FOR VALUES ")?;
    let (values, behind) = parenthesised(bound)?;
    match bound.split_once(' ')?.0 {
        "IN" => Some(one_of(keys.first()?, &items(values))),
        "FROM" => {
            let (end, _) = parenthesised(behind)?;
            let known = Sql::join(keys.iter().map(|key| sql!("{} IS NOT NULL", text(key))), " AND ");
            let (low, high) = (edge(&keys, values, Edge::Low), edge(&keys, end, Edge::High));
            Some(Sql::join([Some(known), low, high].into_iter().flatten(), " AND "))
        }
        "WITH" => {
            let numbers: Vec<&str> = items(values).iter().filter_map(|it| it.rsplit(' ').next()).collect();
            let [modulus, remainder] = numbers[..] else { return None };
            Some(sql!(
                "satisfies_hash_partition({}::regclass, {}, {}, {})",
                Literal(&Name::from(&parent).to_string()),
                text(modulus),
                text(remainder),
                text(list)
            ))
        }
        _ => None,
    }
}

fn text(written: &str) -> Sql {
    Sql::from_database(written)
}

fn one_of(key: &str, values: &[&str]) -> Sql {
    let known: Vec<Sql> = values.iter().filter(|value| **value != "NULL").map(|value| text(value)).collect();
    let among = (!known.is_empty()).then(|| sql!("{} IN ({})", text(key), Sql::join(known, ", ")));
    let null = values.contains(&"NULL").then(|| sql!("{} IS NULL", text(key)));
    sql!("({})", Sql::join([among, null].into_iter().flatten(), " OR "))
}

/// An end of a range.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Edge {
    /// Belongs to it.
    Low,
    /// Does not.
    High,
}

/// Rows compare as PostgreSQL compares the bounds, up to the first value that is endless.
fn edge(keys: &[&str], values: &str, edge: Edge) -> Option<Sql> {
    let values = items(values);
    let endless = values.iter().position(|value| ["MINVALUE", "MAXVALUE"].contains(value));
    let ends = endless.unwrap_or(values.len());
    if ends == 0 {
        return None;
    }
    let operator = match (edge, endless.map(|at| values[at])) {
        (Edge::Low, Some("MAXVALUE")) => ">",
        (Edge::Low, _) => ">=",
        (Edge::High, Some("MAXVALUE")) => "<=",
        (Edge::High, _) => "<",
    };
    let row = |items: &[&str]| sql!("ROW({})", Sql::join(items[..ends].iter().map(|it| text(it)), ", "));
    Some(sql!("{} {} {}", row(keys), Sql::raw(operator), row(&values)))
}
