//! What the snapshots of other tools say of a PostgreSQL database, in one form for all of them. Must not know how any of
//! them writes it.

use evenkeel_core::sql;
use evenkeel_core::sql::Sql;

use crate::derived::Quoted;

#[derive(Debug, Default)]
pub(super) struct Snapshot {
    pub(super) schemas: Vec<String>,
    /// Statements about things that stand before all tables: types, sequences, roles.
    pub(super) before: Vec<(String, Sql)>,
    pub(super) tables: Vec<Table>,
    /// Views and policies.
    pub(super) after: Vec<(String, Sql)>,
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

    pub(super) fn sql(&self) -> Sql {
        match &self.schema {
            Some(schema) => sql!("{}.{}", Quoted(schema), Quoted(&self.name)),
            None => sql!("{}", Quoted(&self.name)),
        }
    }
}

#[derive(Debug, Default)]
pub(super) struct Table {
    pub(super) target: Target,
    pub(super) columns: Vec<Column>,
    /// Keys and checks, as they stand in the table.
    pub(super) constraints: Vec<(String, Sql)>,
    pub(super) indexes: Vec<(String, Sql)>,
    pub(super) foreign_keys: Vec<(String, Sql)>,
    /// What else is to be said of the table, once it is there.
    pub(super) more: Vec<Sql>,
}

/// A column and its definition behind the name.
#[derive(Debug)]
pub(super) struct Column {
    pub(super) name: String,
    pub(super) definition: Sql,
}
