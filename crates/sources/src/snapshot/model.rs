//! What the snapshots of other tools say of a PostgreSQL database, as statements in one form for all of them. Must not
//! know how any of them writes it.

use evenkeel_core::sql;
use evenkeel_core::sql::Sql;

use super::places::Anchor;
use crate::derived::Quoted;

#[derive(Debug, Default)]
pub(super) struct Snapshot {
    /// Statements about things that stand before all tables: schemas, roles, types, sequences.
    pub(super) before: Vec<Part>,
    pub(super) tables: Vec<Table>,
    /// Statements about things that stand behind all tables: indexes, foreign keys, views, policies, privileges.
    pub(super) after: Vec<Part>,
}

/// A statement or a line of one, and what in the snapshot says it.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) at: Anchor,
    pub(super) sql: Sql,
}

#[derive(Debug)]
pub(super) struct Table {
    pub(super) at: Anchor,
    pub(super) target: Target,
    /// Columns, keys and checks, as they stand in the table.
    pub(super) inside: Vec<Part>,
    /// What else is to be said of the table once it is there.
    pub(super) more: Vec<Part>,
}

impl Table {
    pub(super) fn new(at: Anchor, target: Target) -> Self {
        Self { at, target, inside: Vec::new(), more: Vec::new() }
    }
}

/// A name with the schema it stands in, where that is another one than the usual.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Target {
    schema: Option<String>,
    pub(super) name: String,
}

impl Target {
    /// Nothing and `public` are the usual schema.
    pub(super) fn new(schema: Option<&str>, name: &str) -> Self {
        let schema = schema.filter(|schema| !matches!(*schema, "" | "public"));
        Self { schema: schema.map(str::to_owned), name: name.to_owned() }
    }

    /// Something else in the same schema.
    pub(super) fn beside(&self, name: &str) -> Self {
        Self { schema: self.schema.clone(), name: name.to_owned() }
    }

    pub(super) fn sql(&self) -> Sql {
        match &self.schema {
            Some(schema) => sql!("{}.{}", Quoted(schema), Quoted(&self.name)),
            None => sql!("{}", Quoted(&self.name)),
        }
    }
}
