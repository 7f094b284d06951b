//! One fact before two sides changed it and at the end of each: whether they agree, and on what. Must not know what the fact
//! is about.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

/// Three versions of a fact; nothing where there is none.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fact<'a> {
    pub(super) base: Option<&'a Value>,
    pub(super) ours: Option<&'a Value>,
    pub(super) theirs: Option<&'a Value>,
}

/// The facts of an object that both sides changed, each in its own places; nothing where they changed the same one.
pub(super) fn joined(base: Option<&Value>, ours: &Value, theirs: &Value) -> Option<Value> {
    let (Value::Object(_), Value::Object(_)) = (ours, theirs) else { return None };
    let mut all = Map::new();
    for facet in facets([base, Some(ours), Some(theirs)]) {
        let of = |value: &'_ Value| facet_of(value, &facet).cloned();
        let (base, ours, theirs) = (base.and_then(of), of(ours), of(theirs));
        let fact = Fact { base: base.as_ref(), ours: ours.as_ref(), theirs: theirs.as_ref() };
        match fact.wanted() {
            Some(wanted) => all.extend(wanted.cloned().map(|value| (facet, value))),
            None => drop(all.insert(facet, fact.lists()?.joined())),
        }
    }
    Some(Value::Object(all))
}

impl<'a> Fact<'a> {
    /// What both agree on; the outer nothing where each wants something else.
    fn wanted(&self) -> Option<Option<&'a Value>> {
        match () {
            () if self.ours == self.theirs || self.theirs == self.base => Some(self.ours),
            () if self.ours == self.base => Some(self.theirs),
            () => None,
        }
    }

    /// Whether the sides agree, and the result, where there is one, is what they agree on.
    pub(super) fn settled_by(&self, result: Option<Option<&Value>>) -> bool {
        match self.wanted() {
            Some(wanted) => result.is_none_or(|result| result == wanted),
            None => self.lists().is_some_and(|lists| result.is_none_or(|result| lists.settled_by(result))),
        }
    }

    /// Of a list each side may have taken and added what it likes. Where there was none, each side has made the whole of it.
    fn lists(&self) -> Option<Lists<'a>> {
        let lists = Lists { base: list(self.base)?, ours: list(self.ours)?, theirs: list(self.theirs)? };
        (!lists.base.is_empty()).then_some(lists)
    }
}

/// A list that both sides changed.
struct Lists<'a> {
    base: &'a [Value],
    ours: &'a [Value],
    theirs: &'a [Value],
}

fn list(value: Option<&Value>) -> Option<&[Value]> {
    match value {
        None => Some(&[]),
        Some(Value::Array(list)) => Some(list),
        Some(Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Object(_)) => None,
    }
}

impl Lists<'_> {
    fn kept(&self, one: &Value) -> bool {
        self.ours.contains(one) && self.theirs.contains(one) || !self.base.contains(one)
    }

    /// The result has to hold what both want, in the order of each.
    fn settled_by(&self, result: Option<&Value>) -> bool {
        let Some(result) = list(result) else { return false };
        let all = self.base.iter().chain(self.ours).chain(self.theirs);
        let wanted: Vec<&Value> = all.filter(|one| self.kept(one)).collect();
        let same =
            result.iter().all(|one| wanted.contains(&one)) && wanted.iter().all(|one| result.contains(one));
        same && in_order_of(result, self.ours) && in_order_of(result, self.theirs)
    }

    /// What both want; what theirs adds comes behind what ours adds at the same place.
    fn joined(&self) -> Value {
        let mut all: Vec<Value> = self.ours.iter().filter(|one| self.kept(one)).cloned().collect();
        for (at, one) in self.theirs.iter().enumerate() {
            if all.contains(one) || !self.kept(one) {
                continue;
            }
            let next = self.theirs[at..].iter().find_map(|next| all.iter().position(|other| other == next));
            all.insert(next.unwrap_or(all.len()), one.clone());
        }
        all.into()
    }
}

fn in_order_of(list: &[Value], order: &[Value]) -> bool {
    let places: Vec<usize> =
        list.iter().filter_map(|one| order.iter().position(|other| other == one)).collect();
    places.is_sorted()
}

/// The names of an object's facets; one without a name for what has none.
pub(super) fn facets(versions: [Option<&Value>; 3]) -> BTreeSet<String> {
    let names = versions.into_iter().flatten().flat_map(|value| match value {
        Value::Object(facets) => facets.keys().cloned().collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
            vec![WHOLE.to_owned()]
        }
    });
    names.collect()
}

/// Of what is known by its text alone.
const WHOLE: &str = "definition";

pub(super) fn facet_of<'a>(value: &'a Value, name: &str) -> Option<&'a Value> {
    match value {
        Value::Object(facets) => facets.get(name),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => Some(value),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn facts_of_both_sides_come_into_one_object() {
        let base = json!({ "body": "1", "definer": false, "labels": ["a", "b", "c"] });
        let ours = json!({ "body": "2", "definer": false, "labels": ["a", "x", "c"] });
        let theirs =
            json!({ "body": "1", "definer": true, "labels": ["z", "a", "b", "y", "c", "v"], "cost": 5 });
        let both =
            json!({ "body": "2", "definer": true, "labels": ["z", "a", "x", "y", "c", "v"], "cost": 5 });
        assert_eq!(joined(Some(&base), &ours, &theirs), Some(both));
        let other = json!({ "body": "3", "definer": false, "labels": ["a", "b", "c"] });
        assert_eq!(joined(Some(&base), &ours, &other), None, "one body or the other");
        assert_eq!(joined(None, &ours, &theirs), None, "each made its own");
    }
}
