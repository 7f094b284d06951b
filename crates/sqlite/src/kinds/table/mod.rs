//! Tables: columns and constraints are data inside them, for SQLite can change little else where it stands.
//!
//! Must not know other tables. What the database does not tell through its pragmas is read from the CREATE TABLE
//! text ([`read`]), and what it does tell has to agree with that reading ([`agree`]).

pub mod agree;
pub mod diff;
pub mod hazards;
pub mod read;
pub mod rebuild;
pub mod render;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::aside::Aside;
use crate::canon::folded;

pub const NAME: &str = "table";
pub const INSPECT: &str = include_str!("inspect.sql");

/// One table. The order of its columns and the text it was written in make no difference.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Table {
    pub name: String,
    /// By name in lower case, as SQLite finds them.
    pub columns: BTreeMap<String, Column>,
    /// Of columns and of the table alike, sorted.
    pub constraints: Vec<Constraint>,
    pub storage: Storage,
    pub typing: Typing,
    /// Keys of the columns in the order of the table.
    #[serde(skip)]
    pub layout: Aside<Vec<String>>,
    #[serde(skip)]
    pub text: Aside<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Storage {
    Rowid,
    WithoutRowid,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Typing {
    Flexible,
    Strict,
}

/// One column. Expressions are in their canonical spelling.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Column {
    pub name: String,
    /// In upper case; empty when there is none.
    pub type_name: String,
    /// In lower case; none for BINARY, which is the default.
    pub collation: Option<String>,
    pub not_null: Option<NotNull>,
    pub default: Option<String>,
    pub generated: Option<Generated>,
    /// The definition as it was written.
    #[serde(skip)]
    pub text: Aside<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NotNull {
    pub name: Option<String>,
    pub conflict: Conflict,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Generated {
    pub expression: String,
    pub kept: Kept,
}

/// Where the value of a generated column is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kept {
    Virtual,
    Stored,
}

/// What ON CONFLICT says; the default is to abort.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Conflict {
    #[default]
    Abort,
    Rollback,
    Fail,
    Ignore,
    Replace,
}

/// A constraint with its name, wherever it was written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Constraint {
    pub name: Option<String>,
    pub rule: Rule,
    /// Key of the column in whose definition it was written.
    #[serde(skip)]
    pub inline: Aside<Option<String>>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    PrimaryKey { parts: Vec<KeyPart>, numbering: Numbering, conflict: Conflict },
    Unique { parts: Vec<KeyPart>, conflict: Conflict },
    Check { expression: String },
    ForeignKey(ForeignKey),
}

/// One column of a primary key or a unique constraint.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct KeyPart {
    /// Key of the column.
    pub column: String,
    pub collation: Option<String>,
    pub direction: Direction,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    #[default]
    Ascending,
    Descending,
}

/// How a primary key stands to the rowid (<https://sqlite.org/lang_createtable.html#rowid>).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Numbering {
    /// It is a key like another one.
    Own,
    /// It is the rowid by another name.
    Rowid,
    /// And its numbers are never used twice.
    Autoincrement,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct ForeignKey {
    /// Keys of the columns.
    pub columns: Vec<String>,
    /// In lower case.
    pub table: String,
    /// In lower case; empty when the other table's primary key is meant.
    pub to: Vec<String>,
    /// In lower case; "no action" when nothing is said.
    pub on_delete: String,
    pub on_update: String,
    pub matching: Option<String>,
    pub timing: Timing,
}

/// When a foreign key is checked. Only DEFERRABLE INITIALLY DEFERRED is not at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Timing {
    #[default]
    Immediate,
    Deferred,
}

impl Table {
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.get(&folded(name))
    }

    /// In the order of the table.
    pub fn ordered_columns(&self) -> impl Iterator<Item = (&str, &Column)> {
        self.layout.0.iter().filter_map(|key| Some((key.as_str(), self.columns.get(key)?)))
    }

    pub fn primary_key(&self) -> Option<(&[KeyPart], Numbering)> {
        self.constraints.iter().find_map(|constraint| match &constraint.rule {
            Rule::PrimaryKey { parts, numbering, .. } => Some((parts.as_slice(), *numbering)),
            Rule::Unique { .. } | Rule::Check { .. } | Rule::ForeignKey(_) => None,
        })
    }

    /// Key of the column that is the rowid by another name.
    pub fn rowid_alias(&self) -> Option<&str> {
        match self.primary_key()? {
            (_, Numbering::Own) => None,
            (parts, Numbering::Rowid | Numbering::Autoincrement) => Some(&parts.first()?.column),
        }
    }

    pub fn numbering(&self) -> Numbering {
        self.primary_key().map_or(Numbering::Own, |(_, numbering)| numbering)
    }

    /// Keys of all columns.
    pub fn keys(&self) -> BTreeSet<String> {
        self.columns.keys().cloned().collect()
    }
}

#[cfg(test)]
mod tests;
