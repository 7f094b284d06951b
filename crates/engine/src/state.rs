//! The catalog of a database of either dialect, as one value. Must not know how it was read.

use evenkeel_core::catalog::{Entry, Node};
use evenkeel_core::fingerprint::fingerprint;
use evenkeel_core::{Catalog, KindName, ObjectId, Pair, Plan, render};
use evenkeel_sources::lexer::Dialect;
use serde::Serialize;
use serde_json::{Value, json};

use crate::planning::{PlanningError, RenamePolicy, plan};

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

    /// Equal for databases that are the same.
    pub fn fingerprint(&self) -> String {
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

    /// Objects of a kind whose own name is this.
    pub fn named(&self, kind: KindName, name: &str) -> Vec<&ObjectId> {
        self.objects().into_iter().filter(|id| id.kind() == kind && id.name() == name).collect()
    }

    /// The table or view as psql's `\d` would show it; nothing where there is no such object.
    pub fn describe(&self, id: &ObjectId) -> Option<String> {
        match self {
            State::Postgres(_) => None,
            State::Sqlite(catalog) => evenkeel_sqlite::describe::table(catalog, id),
        }
    }

    /// As [`State::describe`], for every object whose name or dotted path is `name`.
    pub fn describe_named(&self, name: &str) -> Vec<String> {
        let meant = |id: &&ObjectId| id.name() == name || id.dotted() == name;
        self.objects().into_iter().filter(meant).filter_map(|id| self.describe(id)).collect()
    }

    /// Every object with its definition, versioned.
    pub fn to_json(&self) -> Value {
        let (dialect, objects) = match self {
            State::Postgres(catalog) => ("postgres", objects_of(catalog)),
            State::Sqlite(catalog) => ("sqlite", objects_of(catalog)),
        };
        json!({ "version": JSON_VERSION, "dialect": dialect, "objects": objects })
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

fn objects_of<O: Serialize>(catalog: &Catalog<O>) -> Vec<Value> {
    catalog.entries().iter().map(object_of).collect()
}

fn object_of<O: Serialize>(entry: &Entry<O>) -> Value {
    let definition = match &entry.node {
        Node::Modelled(object) => serde_json::to_value(object).expect("objects are plain values"),
        Node::Unmodelled(unmodelled) => json!({ "unmodelled": unmodelled.definition }),
    };
    json!({ "kind": entry.id.kind(), "name": entry.id.dotted(), "definition": definition })
}
