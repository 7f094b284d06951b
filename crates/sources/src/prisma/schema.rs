//! What a schema.prisma makes of a database, resolved: nothing here can name what is not there. Must not know how it is
//! written as SQL.

use evenkeel_core::sql;
use evenkeel_core::sql::Sql;

use super::ast::Span;
pub(super) use crate::derived::{Quoted, quoted_list};
use crate::lexer::Dialect;

#[derive(Debug)]
pub(super) struct Schema {
    pub(super) dialect: Dialect,
    /// Schemas to be made, sorted.
    pub(super) schemas: Vec<(String, Span)>,
    pub(super) extensions: Vec<Extension>,
    pub(super) enums: Vec<EnumType>,
    pub(super) tables: Vec<Table>,
}

/// A name and the schema it stands in, where that is said.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Qualified {
    pub(super) schema: Option<String>,
    pub(super) name: String,
}

impl Qualified {
    pub(super) fn sql(&self) -> Sql {
        match &self.schema {
            Some(schema) => sql!("{}.{}", Quoted(schema), Quoted(&self.name)),
            None => sql!("{}", Quoted(&self.name)),
        }
    }

    /// Another name in the same schema.
    pub(super) fn beside(&self, name: String) -> Self {
        Self { schema: self.schema.clone(), name }
    }
}

#[derive(Debug)]
pub(super) struct Extension {
    pub(super) name: String,
    pub(super) schema: Option<String>,
    pub(super) version: Option<String>,
    pub(super) at: Span,
}

#[derive(Debug)]
pub(super) struct EnumType {
    pub(super) name: Qualified,
    pub(super) labels: Vec<EnumLabel>,
    pub(super) at: Span,
    pub(super) remarks: Vec<String>,
}

#[derive(Debug)]
pub(super) struct EnumLabel {
    /// As the schema calls it.
    pub(super) word: String,
    /// As the database does.
    pub(super) name: String,
    pub(super) at: Span,
    pub(super) remarks: Vec<String>,
}

#[derive(Debug)]
pub(super) struct Table {
    pub(super) name: Qualified,
    pub(super) columns: Vec<Column>,
    pub(super) primary: Option<Key>,
    pub(super) indexes: Vec<Index>,
    pub(super) foreign_keys: Vec<ForeignKey>,
    pub(super) at: Span,
    pub(super) remarks: Vec<String>,
}

#[derive(Clone, Debug)]
pub(super) struct Column {
    pub(super) name: String,
    pub(super) of: Sql,
    pub(super) null: Null,
    pub(super) filled: Filled,
    pub(super) at: Span,
    pub(super) remarks: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Null {
    Allowed,
    Refused,
}

/// What a column holds when nobody says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Filled {
    Nothing,
    Default(Sql),
    /// The next number.
    Counted,
}

#[derive(Debug)]
pub(super) struct Key {
    pub(super) name: String,
    pub(super) columns: Vec<String>,
    pub(super) at: Span,
}

#[derive(Debug)]
pub(super) struct Index {
    pub(super) name: String,
    pub(super) rule: Rule,
    /// The access method; none for the usual one.
    pub(super) method: Option<&'static str>,
    pub(super) columns: Vec<IndexColumn>,
    pub(super) condition: Option<Sql>,
    pub(super) at: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rule {
    Any,
    Unique,
    /// Unique by a constraint, which only some databases have.
    Constraint,
}

#[derive(Debug)]
pub(super) struct IndexColumn {
    pub(super) name: String,
    pub(super) order: Order,
    pub(super) operator_class: Option<Sql>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    Ascending,
    Descending,
}

#[derive(Debug)]
pub(super) struct ForeignKey {
    pub(super) name: String,
    pub(super) columns: Vec<String>,
    pub(super) table: Qualified,
    pub(super) references: Vec<String>,
    pub(super) on_delete: Sql,
    pub(super) on_update: Sql,
    pub(super) at: Span,
}
