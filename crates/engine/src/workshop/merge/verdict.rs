//! Three catalogs of one database: before two branches parted, and at the end of each. Says which facts both changed, and
//! whether a fourth catalog is what both intend. Must not know how any of them came about.

use std::collections::BTreeSet;
use std::fmt;

use evenkeel_core::ObjectId;
use serde_json::Value;

use super::settle::{self, Fact, facet_of, facets};
use crate::state::State;

/// The catalogs that are merged.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sides<'a> {
    pub(super) base: &'a State,
    pub(super) ours: &'a State,
    pub(super) theirs: &'a State,
}

/// A fact that both branches changed, each in its own way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    pub object: ObjectId,
    /// The facet; nothing where it is whether the object is there at all.
    pub fact: Option<String>,
    /// What the branch that stays makes of it.
    pub ours: String,
    /// What the branch that is put behind it makes of it.
    pub theirs: String,
}

impl fmt::Display for Conflict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.fact {
            Some(fact) => write!(f, "{}: {fact}: {} or {}", self.object, self.ours, self.theirs),
            None => write!(f, "{}: {}, or {}", self.object, self.ours, self.theirs),
        }
    }
}

/// What one side did, and what the other did with something that it hangs on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Touch([(ObjectId, String); 2]);

impl fmt::Display for Touch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [(one, did), (other, did_there)] = &self.0;
        write!(f, "{one} {did}, and {other} {did_there}")
    }
}

/// An object in all catalogs.
struct Versions {
    base: Option<Value>,
    ours: Option<Value>,
    theirs: Option<Value>,
}

fn disagreeing(id: &ObjectId, ours: String, theirs: String) -> Conflict {
    Conflict { object: id.clone(), fact: None, ours, theirs }
}

impl Sides<'_> {
    /// The facts that both sides changed, and the objects of one side that need what the other one dropped.
    pub(super) fn conflicts(&self) -> Vec<Conflict> {
        let mut found: Vec<Conflict> = Vec::new();
        for id in self.ids() {
            let versions = self.versions(id);
            found.extend(disputed(id, &versions, None));
            found.extend(self.needs_what_is_gone(id, &versions));
        }
        found
    }

    /// Where a catalog is not what both sides intend.
    pub(super) fn missed_by(&self, result: &State) -> Vec<Conflict> {
        let mut ids = self.ids();
        ids.extend(result.objects());
        let missed = |id: &ObjectId| {
            let found = disputed(id, &self.versions(id), Some(result.definition(id).as_ref()));
            if found.is_empty() || self.speaks_of_both(id, result) { Vec::new() } else { found }
        };
        ids.into_iter().flat_map(missed).collect()
    }

    /// What both sides intend, where facts alone can tell; what the database makes of it is another question.
    pub(super) fn joined(&self) -> Option<State> {
        self.ours.joined(self.base, self.theirs, settle::joined)
    }

    /// The objects of one side that hang on what the other one changed, which is where to look when the database does not
    /// take both.
    pub(super) fn touching(&self) -> Vec<Touch> {
        let sides = [(self.ours, self.theirs), (self.theirs, self.ours)];
        let mut found = BTreeSet::new();
        for (own, other) in sides {
            for id in own.objects() {
                let Some(did) = self.deed(id, own, other) else { continue };
                let on = own.hangs_on(id).into_iter().chain([id.clone()]);
                found.extend(on.filter_map(|on| {
                    let did_there = self.deed(&on, other, own)?;
                    let mut both = [(id.clone(), did.clone()), (on, did_there)];
                    both.sort();
                    Some(Touch(both))
                }));
            }
        }
        found.into_iter().collect()
    }

    /// What one side alone did with an object, in words.
    fn deed(&self, id: &ObjectId, own: &State, other: &State) -> Option<String> {
        let [base, own, other] = [self.base, own, other].map(|state| state.definition(id));
        if own == base || own == other {
            return None;
        }
        let (Some(base), Some(own)) = (&base, &own) else {
            return Some(if own.is_none() { "is dropped" } else { "is made" }.to_owned());
        };
        let mut changed = facets([Some(base), Some(own), None]);
        changed.retain(|facet| facet_of(base, facet) != facet_of(own, facet));
        Some(format!("changes in {}", changed.into_iter().collect::<Vec<_>>().join(" and ")))
    }

    fn ids(&self) -> BTreeSet<&ObjectId> {
        [self.base, self.ours, self.theirs].into_iter().flat_map(|state| state.objects()).collect()
    }

    fn versions(&self, id: &ObjectId) -> Versions {
        Versions {
            base: self.base.definition(id),
            ours: self.ours.definition(id),
            theirs: self.theirs.definition(id),
        }
    }

    /// The definition of what one side made new, in terms of something that the other side changed, is told by the
    /// database in other words than either side knows.
    fn speaks_of_both(&self, id: &ObjectId, result: &State) -> bool {
        let changed = |other: &State, on: &ObjectId| self.base.definition(on) != other.definition(on);
        let (by_ours, by_theirs) = (changed(self.ours, id), changed(self.theirs, id));
        let other = match (by_ours, by_theirs) {
            (true, false) => self.theirs,
            (false, true) => self.ours,
            (true, true) | (false, false) => return false,
        };
        result.contains(id) && result.hangs_on(id).iter().any(|on| changed(other, on))
    }

    fn needs_what_is_gone(&self, id: &ObjectId, versions: &Versions) -> Option<Conflict> {
        let gone = |here: &State, there: &State| {
            let needs = here.hangs_on(id);
            needs.into_iter().find(|on| self.base.contains(on) && here.contains(on) && !there.contains(on))
        };
        if versions.theirs.is_some()
            && versions.theirs != versions.base
            && let Some(on) = gone(self.theirs, self.ours)
        {
            return Some(disagreeing(
                id,
                format!("{on} is dropped"),
                "it is made or changed, and needs that".to_owned(),
            ));
        }
        if versions.ours.is_some()
            && versions.ours != versions.base
            && let Some(on) = gone(self.ours, self.theirs)
        {
            return Some(disagreeing(
                id,
                "it is made or changed".to_owned(),
                format!("{on} is dropped, which it needs"),
            ));
        }
        None
    }
}

/// The facts of one object on which the sides differ, or on which the result is on nobody's side.
fn disputed(id: &ObjectId, versions: &Versions, result: Option<Option<&Value>>) -> Vec<Conflict> {
    let Versions { base, ours, theirs } = versions;
    let dispute = |fact: Option<&str>, ours: Option<&Value>, theirs: Option<&Value>| Conflict {
        object: id.clone(),
        fact: fact.map(str::to_owned),
        ours: said(ours),
        theirs: said(theirs),
    };
    let (Some(one), Some(other)) = (ours, theirs) else {
        // One side has dropped it, or never had it.
        let fact = Fact { base: base.as_ref(), ours: ours.as_ref(), theirs: theirs.as_ref() };
        let agreed = fact.settled_by(result);
        return if agreed { Vec::new() } else { vec![dispute(None, ours.as_ref(), theirs.as_ref())] };
    };
    let mut found = Vec::new();
    for facet in facets([base.as_ref(), Some(one), Some(other)]) {
        let of = |value: Option<&Value>| value.and_then(|value| facet_of(value, &facet)).cloned();
        let result = result.map(of);
        let (base, one, other) = (of(base.as_ref()), of(Some(one)), of(Some(other)));
        let result = result.as_ref().map(Option::as_ref);
        let fact = Fact { base: base.as_ref(), ours: one.as_ref(), theirs: other.as_ref() };
        if !fact.settled_by(result) {
            found.push(dispute(Some(&facet), one.as_ref(), other.as_ref()));
        }
    }
    found
}

fn said(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => "nothing".to_owned(),
        Some(Value::String(text)) => text.clone(),
        Some(value @ (Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_))) => {
            value.to_string()
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn dispute(base: Value, ours: Value, theirs: Value, result: Option<&Value>) -> Vec<String> {
        let some = |value: Value| (!value.is_null()).then_some(value);
        let versions = Versions { base: some(base), ours: some(ours), theirs: some(theirs) };
        let id = ObjectId::new("column", &["public", "t", "c"]);
        let found = disputed(&id, &versions, result.map(Some));
        found.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn each_fact_is_settled_for_itself() {
        let base = json!({ "type": "text", "not_null": false });
        let ours = json!({ "type": "citext", "not_null": false });
        let theirs = json!({ "type": "text", "not_null": true });
        let both = json!({ "type": "citext", "not_null": true });
        assert!(dispute(base.clone(), ours.clone(), theirs.clone(), None).is_empty());
        assert!(dispute(base.clone(), ours.clone(), theirs.clone(), Some(&both)).is_empty());
        let lost = dispute(base.clone(), ours.clone(), theirs, Some(&ours));
        assert_eq!(lost, ["column public.t.c: not_null: false or true"]);
        let other = json!({ "type": "bytea", "not_null": false });
        assert_eq!(dispute(base, ours, other, None), ["column public.t.c: type: citext or bytea"]);
    }

    #[test]
    fn what_one_drops_the_other_may_not_change() {
        let (base, changed) = (json!({ "type": "text" }), json!({ "type": "citext" }));
        assert!(dispute(base.clone(), Value::Null, base.clone(), None).is_empty());
        let told = dispute(base, Value::Null, changed, None);
        assert_eq!(told, ["column public.t.c: nothing, or {\"type\":\"citext\"}"]);
    }

    #[test]
    fn lists_take_what_both_add() {
        let of = |list: &[&str]| json!({ "labels": list });
        let (base, ours, theirs) = (of(&["a", "b"]), of(&["a", "b", "x"]), of(&["y", "a", "b"]));
        let fits = |result: &[&str]| {
            dispute(base.clone(), ours.clone(), theirs.clone(), Some(&of(result))).is_empty()
        };
        assert!(fits(&["y", "a", "b", "x"]));
        assert!(!fits(&["y", "b", "a", "x"]) && !fits(&["a", "b", "x"]) && !fits(&["y", "a", "b", "x", "z"]));
    }
}
