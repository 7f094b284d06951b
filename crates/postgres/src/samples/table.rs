//! What a table's columns may hold and what it demands of them. Must not know how rows are put together.

use evenkeel_core::sample::{Column as Filled, Constants, Itself, Key, Stand};
use evenkeel_core::sql::{Ident, Sql, mentions};
use evenkeel_core::{Catalog, ObjectId, Pair, sql};

use super::values::{Ground, Types, are_alike, cast, is_text};
use super::{enclosing, keys_of, partitions};
use crate::kinds::column::Column;
use crate::kinds::partition::inside;
use crate::kinds::{Object, check};

/// A column as it is and, where it stays, as it will be.
type Both<'a> = (&'a Column, Option<&'a Column>);

pub(super) fn stand(catalogs: Pair<&Catalog<Object>>, types: Pair<&Types<'_>>, id: &ObjectId) -> Stand {
    let column = |object| <&Column>::try_from(object).ok().filter(|column| column.generated.is_none());
    let there = catalogs.old.below("column", id).filter_map(|(id, object)| Some((id, column(object)?)));
    let columns: Vec<Both<'_>> =
        there.map(|(id, old)| (old, catalogs.new.get(id).and_then(column))).collect();
    let mut rules = Pair::of(demands(catalogs.old, id), Vec::new());
    rules.new = coming(catalogs.new, id, &columns, types);
    rules.new.retain(|rule| !rules.old.contains(rule));
    let computed = catalogs.old.below("column", id).filter(|(_, object)| column(object).is_none());
    let computed: Vec<&str> = computed.map(|(id, _)| id.name()).collect();
    let is_known = |rule: &Sql| !computed.iter().any(|name| mentions(rule.as_str(), name));
    rules.old.retain(is_known);
    rules.new.retain(is_known);
    for (old, new) in &columns {
        let now = types.old.ground(old.data_type.as_str());
        rules.old.extend(domain_rules(&now, old));
        let then = new.map(|new| types.new.ground(new.data_type.as_str()));
        let coming = then.filter(|then| then.name == now.name).map(|then| domain_rules(&then, old));
        rules.new.extend(coming.into_iter().flatten().filter(|rule| !rules.old.contains(rule)));
    }
    let filled = columns.iter().map(|both| filled(*both, catalogs.old, types, &rules)).collect();
    Stand { id: id.clone(), columns: filled, keys: keys(catalogs, id), rules }
}

fn filled(
    both: Both<'_>,
    catalog: &Catalog<Object>,
    types: Pair<&Types<'_>>,
    rules: &Pair<Vec<Sql>>,
) -> Filled {
    let (old, new) = both;
    let ground = types.old.ground(old.data_type.as_str());
    let then = new.map(|new| types.new.ground(new.data_type.as_str()));
    let must = old.not_null || ground.not_null;
    let must = must || new.is_some_and(|new| new.not_null) || then.as_ref().is_some_and(|then| then.not_null);
    let base = Sql::from_database(ground.name.as_str());
    let constants = Constants::about(rules.old.iter().chain(&rules.new), &old.name);
    let texts = texts(&ground, then.as_ref(), types, &constants);
    let stays = then.as_ref().is_none_or(|then| {
        then.name == ground.name
            && types.new.texts(&then.name, &constants) == types.old.texts(&ground.name, &constants)
    });
    Filled {
        name: old.name.clone(),
        values: texts.iter().map(|text| cast(text, &base)).collect(),
        null: (!must).then(|| sql!("NULL::{}", base)),
        itself: match itself(catalog, old) {
            // What it holds by default it may not hold any more.
            Itself::Default if !stays => Itself::Nothing,
            itself @ (Itself::Nothing | Itself::Default | Itself::Number) => itself,
        },
    }
}

/// What a column of texts is to become is what it is filled with; of an enum's labels those that stay.
fn texts(now: &Ground, then: Option<&Ground>, types: Pair<&Types<'_>>, constants: &Constants) -> Vec<String> {
    let Some(then) = then else { return types.old.texts(&now.name, constants) };
    if is_text(&now.name) && !is_text(&then.name) {
        return types.new.texts(&then.name, constants);
    }
    let texts = types.old.texts(&now.name, constants);
    let stay = types.new.texts(&then.name, constants);
    let kept: Vec<String> = texts.iter().filter(|text| stay.contains(text)).cloned().collect();
    if kept.is_empty() { texts } else { kept }
}

fn itself(catalog: &Catalog<Object>, column: &Column) -> Itself {
    let id = ObjectId::new("default", &[&column.schema, &column.table, &column.name]);
    match catalog.get(&id) {
        _ if catalog.contains(&id.as_kind("identity")) => Itself::Number,
        Some(Object::Default(default)) if default.expression.as_str().contains("nextval(") => Itself::Number,
        Some(_) => Itself::Default,
        None => Itself::Nothing,
    }
}

/// What domains demand of a column's values. What they call VALUE is a name like any other in a query.
fn domain_rules(ground: &Ground, column: &Column) -> Vec<Sql> {
    let name = Ident::new(&column.name);
    let rule = |condition| sql!("(SELECT {} FROM (SELECT {} AS value) AS v)", condition, name);
    ground.conditions.iter().map(rule).collect()
}

/// The keys that a table has, and those that come and speak of what is there.
fn keys(catalogs: Pair<&Catalog<Object>>, id: &ObjectId) -> Vec<Key> {
    let mut keys = keys_of(catalogs.old, id);
    let stands = |key: &Key| {
        let column = |name: &String| catalogs.old.contains(&id.child("column", name));
        catalogs.old.contains(&key.target) && key.columns.iter().all(column)
    };
    let coming = keys_of(catalogs.new, id).into_iter().filter(stands);
    let coming: Vec<Key> = coming.filter(|key| !keys.contains(key)).collect();
    keys.extend(coming);
    keys
}

fn checks(catalog: &Catalog<Object>, id: &ObjectId) -> Vec<Sql> {
    let checks = catalog.below("check", id).filter_map(|(_, object)| {
        let Object::Check(check) = object else { return None };
        check::condition(check.definition.as_str())
    });
    checks.map(Sql::from_database).collect()
}

/// What a table, and the partitions that it is in, demand of rows.
fn demands(catalog: &Catalog<Object>, id: &ObjectId) -> Vec<Sql> {
    let mut rules = checks(catalog, id);
    for partition in enclosing(catalog, id) {
        match inside(catalog, partition) {
            Some(condition) => rules.push(condition),
            // A default partition takes what no other one does.
            None => {
                let parent = partition.parent_id();
                let others = partitions(catalog, &parent).filter_map(|other| inside(catalog, other));
                rules.extend(others.map(|other| sql!("({}) IS NOT TRUE", other)));
            }
        }
    }
    rules
}

/// Rules of the table as it will be that speak of nothing but what is there now.
fn coming(new: &Catalog<Object>, id: &ObjectId, columns: &[Both<'_>], types: Pair<&Types<'_>>) -> Vec<Sql> {
    let ground = |types: &Types<'_>, column: &Column| types.ground(column.data_type.as_str()).name;
    let alike = |old, new| are_alike(&ground(types.old, old), &ground(types.new, new));
    let stays = |name: &str| {
        columns.iter().any(|(old, new)| old.name == name && new.is_some_and(|new| alike(old, new)))
    };
    let names: Vec<&str> = new.below("column", id).map(|(id, _)| id.name()).collect();
    let mut rules = demands(new, id);
    // A hash is asked of the partitioned table, which may not be there yet.
    rules.retain(|rule| !rule.as_str().contains("satisfies_hash_partition("));
    rules.retain(|rule| names.iter().all(|name| !mentions(rule.as_str(), name) || stays(name)));
    rules
}
