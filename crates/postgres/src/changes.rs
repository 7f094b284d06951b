//! How each facet of each kind changes: where it stands, by making the object anew, or not at all. Found by asking the
//! comparisons themselves with one facet altered at a time. Must not know any kind.

use std::collections::{BTreeMap, BTreeSet};

use evenkeel_core::{KindName, Outcome, Pair};
use serde_json::{Map, Value};

use crate::kinds::{self, Object};

/// What becomes of an object when one of its facets differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    InPlace,
    Anew,
    /// Refused, since no statement does it without loss.
    Refused,
}

/// By kind and facet, the ways that were seen; more than one where it depends on the values.
pub type Ways = BTreeMap<(KindName, String), BTreeSet<Way>>;

/// An object's facets by name.
type Facets = Map<String, Value>;

/// How many objects of a kind are altered at least, and how many values of a facet are tried on each.
const OBJECTS: usize = 40;
const VALUES: usize = 8;

/// Alters the facets of the objects one at a time, to the values that other objects of the kind have.
pub fn ways<'a>(objects: impl IntoIterator<Item = &'a Object>) -> Ways {
    let mut by_kind: BTreeMap<KindName, Vec<(&Object, Facets)>> = BTreeMap::new();
    for object in objects {
        if let Ok(Value::Object(facets)) = serde_json::to_value(object) {
            by_kind.entry(object.kind()).or_default().push((object, facets));
        }
    }
    let mut ways = Ways::new();
    for (kind, objects) in by_kind {
        let values = values(objects.iter().map(|(_, facets)| facets));
        for (object, facets) in sample(&objects, &values) {
            for (facet, choices) in &values {
                let outcomes = choices.iter().filter_map(|value| altered(object, facets, facet, value));
                let entry = outcomes.filter_map(|new| way(object, &new));
                ways.entry((kind, (*facet).clone())).or_default().extend(entry);
            }
        }
    }
    ways.retain(|_, ways| !ways.is_empty());
    ways
}

/// Some spread over all that were seen, so that the same few are not asked again and again, and one with each value.
fn sample<'a, 'b>(
    objects: &'b [(&'a Object, Facets)],
    values: &BTreeMap<&String, Vec<&Value>>,
) -> Vec<&'b (&'a Object, Facets)> {
    let has =
        |facet: &str, value: &Value| objects.iter().position(|(_, facets)| facets.get(facet) == Some(value));
    let with_each = values.iter().flat_map(|(facet, all)| all.iter().filter_map(|value| has(facet, value)));
    let spread = (0..objects.len()).step_by(objects.len().div_ceil(OBJECTS));
    let chosen: BTreeSet<usize> = spread.chain(with_each).collect();
    chosen.into_iter().map(|at| &objects[at]).collect()
}

/// A few different values of each facet, and that it has none: to lose a thing is often another change than to alter it.
fn values<'a>(all: impl Iterator<Item = &'a Facets>) -> BTreeMap<&'a String, Vec<&'a Value>> {
    let mut values: BTreeMap<&String, Vec<&Value>> = BTreeMap::new();
    for (facet, value) in all.flatten() {
        let known = values.entry(facet).or_default();
        if (known.len() < VALUES || value.is_null()) && !known.contains(&value) {
            known.push(value);
        }
    }
    values
}

/// The same object with another value of the facet; None where that makes no object, another one, or the same.
fn altered(object: &Object, facets: &Facets, facet: &str, value: &Value) -> Option<Object> {
    if facets.get(facet) == Some(value) {
        return None;
    }
    let mut facets = facets.clone();
    facets.insert(facet.to_owned(), value.clone());
    let mut new = kinds::parse(object.kind(), &Value::Object(facets).to_string())?.ok()?;
    if let Some(target) = new.target_mut() {
        *target = object.clone().target_mut().and_then(|target| target.clone());
    }
    (new.id() == object.id() && new != *object).then_some(new)
}

fn way(old: &Object, new: &Object) -> Option<Way> {
    match Object::compare(Pair::of(old, new)) {
        Outcome::Same => None,
        Outcome::Alter(_) => Some(Way::InPlace),
        Outcome::Recreate => Some(Way::Anew),
        Outcome::Cannot(_) => Some(Way::Refused),
    }
}
