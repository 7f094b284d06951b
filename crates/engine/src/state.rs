//! The catalog of a database of either dialect, as one value. Must not know how it was read.

use std::collections::BTreeSet;

use evenkeel_core::Selection;
use evenkeel_core::catalog::{Entry, Node};
use evenkeel_core::fingerprint::{fingerprint, fingerprint_of};
use evenkeel_core::{Catalog, KindName, ObjectId, Outline, Pair, Plan, render};
use evenkeel_sources::lexer::Dialect;
use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};

use crate::bookkeeping;
use crate::nearest::nearest;
use crate::planning::{Difference, PlanningError, RenamePolicy, Side, plan};

/// What a database is: every object of it.
#[derive(Clone, Debug)]
pub enum State {
    Postgres(Catalog<evenkeel_postgres::Object>),
    Sqlite(Catalog<evenkeel_sqlite::Object>),
}

/// Raised when a reader of the JSON would have to change.
const JSON_VERSION: u32 = 1;

impl State {
    /// A database in which nobody has made anything yet.
    pub fn empty(dialect: Dialect) -> State {
        match dialect {
            Dialect::Postgres => State::Postgres(evenkeel_postgres::pristine()),
            Dialect::Sqlite => State::Sqlite(Catalog::default()),
        }
    }

    pub fn dialect(&self) -> Dialect {
        match self {
            State::Postgres(_) => Dialect::Postgres,
            State::Sqlite(_) => Dialect::Sqlite,
        }
    }

    /// Equal for databases that are the same in all that a migration promises: not in owners and privileges, which
    /// servers differ in by nature.
    pub fn fingerprint(&self) -> String {
        let keepers = self.keepers();
        if !keepers.is_empty() {
            return self.clone().without(&keepers).fingerprint();
        }
        match self {
            State::Postgres(catalog) => fingerprint_of(catalog, evenkeel_postgres::Object::counts),
            State::Sqlite(catalog) => fingerprint(catalog),
        }
    }

    /// What other migration tools keep for themselves.
    pub fn keepers(&self) -> Vec<ObjectId> {
        match self {
            State::Postgres(catalog) => bookkeeping::keepers(catalog),
            State::Sqlite(catalog) => bookkeeping::keepers(catalog),
        }
    }

    /// The state without what other migration tools keep and another state does not have.
    #[must_use]
    pub fn leaving_to_other_tools(self, other: &State) -> State {
        let mut kept = self.keepers();
        kept.retain(|id| !other.contains(id));
        if kept.is_empty() { self } else { self.without(&kept) }
    }

    /// The state without these objects and what belongs to them.
    #[must_use]
    pub fn without(self, objects: &[ObjectId]) -> State {
        match self {
            State::Postgres(catalog) => {
                State::Postgres(bookkeeping::without(catalog, objects, evenkeel_postgres::Object::owns))
            }
            State::Sqlite(catalog) => State::Sqlite(bookkeeping::without(catalog, objects, |_| None)),
        }
    }

    /// The state as the reader of another one sees it.
    #[must_use]
    pub(crate) fn seen_as(self, other: &State) -> State {
        match (self, other) {
            (State::Postgres(catalog), State::Postgres(other)) => {
                State::Postgres(catalog.seen_by(other.actor().map(str::to_owned)))
            }
            (state, _) => state,
        }
    }

    /// What of the state is to be looked at.
    #[must_use]
    pub fn selected(self, selection: &Selection) -> State {
        match self {
            State::Postgres(catalog) => {
                let catalog = selection.of_server(catalog, evenkeel_postgres::Object::role);
                State::Postgres(selection.of(catalog, evenkeel_postgres::Object::owns))
            }
            State::Sqlite(catalog) => State::Sqlite(selection.of(catalog, |_| None)),
        }
    }

    /// Equal for databases that are the same in every modelled object.
    pub fn digest(&self) -> String {
        match self {
            State::Postgres(catalog) => fingerprint(catalog),
            State::Sqlite(catalog) => fingerprint(catalog),
        }
    }

    /// Objects of kinds that are not modelled.
    pub fn unmodelled(&self) -> Vec<ObjectId> {
        match self {
            State::Postgres(catalog) => catalog.unmodelled().cloned().collect(),
            State::Sqlite(catalog) => catalog.unmodelled().cloned().collect(),
        }
    }

    /// The same without the objects of kinds that are not modelled.
    #[must_use]
    pub fn modelled(&self) -> State {
        match self {
            State::Postgres(catalog) => State::Postgres(catalog.clone().without(&unmodelled(catalog))),
            State::Sqlite(catalog) => State::Sqlite(catalog.clone().without(&unmodelled(catalog))),
        }
    }

    /// Whether nobody has made anything yet.
    pub fn is_empty(&self) -> bool {
        self.fingerprint() == State::empty(self.dialect()).fingerprint()
    }

    /// All objects, sorted.
    pub fn objects(&self) -> Vec<&ObjectId> {
        match self {
            State::Postgres(catalog) => catalog.entries().iter().map(|entry| &entry.id).collect(),
            State::Sqlite(catalog) => catalog.entries().iter().map(|entry| &entry.id).collect(),
        }
    }

    pub fn contains(&self, id: &ObjectId) -> bool {
        match self {
            State::Postgres(catalog) => catalog.contains(id),
            State::Sqlite(catalog) => catalog.contains(id),
        }
    }

    /// What of it is something else in another state, of all that a migration promises.
    pub(crate) fn strays(&self, now: &State) -> Vec<Difference> {
        match (self, now) {
            (State::Postgres(old), State::Postgres(new)) => {
                strays(Pair::of(old, new), evenkeel_postgres::Object::counts)
            }
            (State::Sqlite(old), State::Sqlite(new)) => strays(Pair::of(old, new), |_| true),
            (State::Postgres(_), State::Sqlite(_)) | (State::Sqlite(_), State::Postgres(_)) => Vec::new(),
        }
    }

    /// The same objects, but of these the versions of another state; without bonds.
    pub(crate) fn with_versions_of(&self, other: &State, ids: &BTreeSet<&ObjectId>) -> State {
        match (self, other) {
            (State::Postgres(now), State::Postgres(other)) => State::Postgres(with_versions(now, other, ids)),
            (State::Sqlite(now), State::Sqlite(other)) => State::Sqlite(with_versions(now, other, ids)),
            (State::Postgres(_), State::Sqlite(_)) | (State::Sqlite(_), State::Postgres(_)) => self.clone(),
        }
    }

    /// This state with what servers differ in by nature, such as owners and privileges, as it is in another one.
    #[must_use]
    pub fn in_the_manner_of(&self, other: &State) -> State {
        match (self, other) {
            (State::Postgres(own), State::Postgres(other)) => {
                State::Postgres(own.taking(other, |object| !object.counts()))
            }
            (state, _) => state.clone(),
        }
    }

    /// What an object hangs on.
    pub(crate) fn hangs_on(&self, id: &ObjectId) -> Vec<ObjectId> {
        match self {
            State::Postgres(catalog) => catalog.bonds(id).map(|(on, _)| on.clone()).collect(),
            State::Sqlite(catalog) => catalog.bonds(id).map(|(on, _)| on.clone()).collect(),
        }
    }

    /// Objects of a kind whose own name is this.
    pub fn named(&self, kind: KindName, name: &str) -> Vec<&ObjectId> {
        self.objects().into_iter().filter(|id| id.kind() == kind && id.name() == name).collect()
    }

    /// What is known of one object, as a value.
    pub fn definition(&self, id: &ObjectId) -> Option<serde_json::Value> {
        match self {
            State::Postgres(catalog) => catalog.entry(id).map(definition_of),
            State::Sqlite(catalog) => catalog.entry(id).map(definition_of),
        }
    }

    /// The table or view as psql's `\d` would show it; nothing where there is no such object.
    pub fn describe(&self, id: &ObjectId) -> Option<String> {
        match self {
            State::Postgres(catalog) => evenkeel_postgres::describe::table(catalog, id),
            State::Sqlite(catalog) => evenkeel_sqlite::describe::table(catalog, id),
        }
    }

    /// Tables, keys, indexes and names, for rules about all of them.
    pub fn outline(&self) -> Outline {
        match self {
            State::Postgres(catalog) => evenkeel_postgres::outline::outline(catalog),
            State::Sqlite(catalog) => evenkeel_sqlite::outline::outline(catalog),
        }
    }

    /// Tables and views whose name or dotted path is `name`.
    pub fn relations_named(&self, name: &str) -> Vec<ObjectId> {
        let meant = |id: &&ObjectId| id.name() == name || id.dotted() == name;
        let found = self.objects().into_iter().filter(meant);
        found.filter(|id| self.describe(id).is_some()).cloned().collect()
    }

    /// The names closest to one that no table or view has.
    pub fn relations_near(&self, name: &str) -> Vec<String> {
        let relations = || self.objects().into_iter().filter(|id| self.describe(id).is_some());
        match name.rsplit_once('.') {
            None => {
                let names: Vec<&str> = relations().map(ObjectId::name).collect();
                nearest(name, names.into_iter())
            }
            Some((schema, own)) => {
                let there = relations().filter(|id| id.first() == schema).map(ObjectId::name);
                let near = nearest(own, there.collect::<Vec<_>>().into_iter());
                near.into_iter().map(|name| [schema, &name].join(".")).collect()
            }
        }
    }

    /// What belongs to a table: its columns, constraints, indexes, triggers and whatever else goes with it.
    pub fn belongings(&self, id: &ObjectId) -> Vec<ObjectId> {
        match self {
            State::Postgres(catalog) => evenkeel_postgres::describe::belongings(catalog, id),
            State::Sqlite(catalog) => evenkeel_sqlite::describe::belongings(catalog, id),
        }
    }

    /// As [`State::contains`], also for columns where those are no objects of their own.
    pub(crate) fn has(&self, id: &ObjectId) -> bool {
        match (self, id.kind()) {
            (State::Sqlite(catalog), "column") => {
                let table = ObjectId::new("table", &[id.first()]);
                evenkeel_sqlite::describe::belongings(catalog, &table).contains(id)
            }
            (State::Postgres(_) | State::Sqlite(_), _) => self.contains(id),
        }
    }

    /// Every object with its definition, versioned. Written as it goes: a large catalog is never held twice.
    pub fn described(&self) -> Described<'_> {
        Described(self)
    }

    /// As [`State::described`], held as a value.
    pub fn to_json(&self) -> serde_json::Value {
        serde_json::to_value(self.described()).expect("objects are plain values")
    }

    /// The way from nothing to this state.
    ///
    /// # Errors
    /// Objects of kinds that are not modelled, by name.
    pub fn to_plan(&self) -> Result<Plan, PlanningError> {
        plan(Pair::of(&State::empty(self.dialect()), self), RenamePolicy::Off)
    }

    /// The way from nothing to this state as SQL text.
    ///
    /// # Errors
    /// As for [`State::to_plan`].
    pub fn to_sql(&self) -> Result<String, PlanningError> {
        Ok(render::script(&self.to_plan()?))
    }
}

fn strays<O: Serialize + PartialEq>(catalogs: Pair<&Catalog<O>>, counts: fn(&O) -> bool) -> Vec<Difference> {
    let both = [catalogs.old, catalogs.new];
    let ids: BTreeSet<&ObjectId> =
        both.iter().flat_map(|catalog| catalog.entries().iter().map(|entry| &entry.id)).collect();
    let side = |id: &ObjectId| match (catalogs.old.entry(id), catalogs.new.entry(id)) {
        (Some(old), Some(new)) => differ(old, new).then_some(Side::Both),
        (Some(_), None) => Some(Side::OnlyOld),
        (None, Some(_)) => Some(Side::OnlyNew),
        (None, None) => None,
    };
    let matters = |id: &ObjectId| both.iter().filter_map(|catalog| catalog.get(id)).all(counts);
    let found = ids.into_iter().filter(|id| matters(id)).filter_map(|id| Some((id, side(id)?)));
    found.map(|(object, side)| Difference { object: object.clone(), side }).collect()
}

/// As fingerprints tell them apart.
fn differ<O: Serialize + PartialEq>(old: &Entry<O>, new: &Entry<O>) -> bool {
    old.node != new.node && definition_of(old) != definition_of(new)
}

fn with_versions<O: Clone>(now: &Catalog<O>, other: &Catalog<O>, ids: &BTreeSet<&ObjectId>) -> Catalog<O> {
    let kept = now.entries().iter().filter(|entry| !ids.contains(&entry.id));
    let replaced = ids.iter().filter_map(|id| other.entry(id));
    let entries = kept.chain(replaced).cloned().collect();
    Catalog::build(entries, []).expect("no object is in both parts")
}

fn definition_of<O: Serialize>(entry: &Entry<O>) -> serde_json::Value {
    let described = object_of(entry);
    match (described.definition, described.unmodelled) {
        (Some(object), _) => serde_json::to_value(object).expect("objects are plain values"),
        (None, text) => text.into(),
    }
}

fn unmodelled<O>(catalog: &Catalog<O>) -> Vec<bool> {
    catalog.entries().iter().map(|entry| entry.node.modelled().is_none()).collect()
}

/// A state as JSON: its version, its dialect and its objects.
pub struct Described<'a>(&'a State);

impl Serialize for Described<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("State", 3)?;
        out.serialize_field("version", &JSON_VERSION)?;
        match self.0 {
            State::Postgres(catalog) => {
                out.serialize_field("dialect", "postgres")?;
                out.serialize_field("objects", &Objects(catalog))?;
            }
            State::Sqlite(catalog) => {
                out.serialize_field("dialect", "sqlite")?;
                out.serialize_field("objects", &Objects(catalog))?;
            }
        }
        out.end()
    }
}

struct Objects<'a, O>(&'a Catalog<O>);

impl<O: Serialize> Serialize for Objects<'_, O> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.entries().iter().map(object_of))
    }
}

#[derive(Serialize)]
struct ObjectJson<'a, O> {
    kind: &'a str,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    definition: Option<&'a O>,
    /// What could be read of an object whose kind is not modelled.
    #[serde(skip_serializing_if = "Option::is_none")]
    unmodelled: Option<&'a str>,
}

fn object_of<O>(entry: &Entry<O>) -> ObjectJson<'_, O> {
    let (definition, unmodelled) = match &entry.node {
        Node::Modelled(object) => (Some(object), None),
        Node::Unmodelled(unmodelled) => (None, Some(unmodelled.definition.as_str())),
    };
    ObjectJson { kind: entry.id.kind(), name: entry.id.dotted(), definition, unmodelled }
}
