//! Indexes made by CREATE INDEX. Those of constraints belong to their tables. SQLite cannot alter one.
//! Must not know the table's other parts.

use std::collections::BTreeSet;

use evenkeel_core::plan::Step;
use evenkeel_core::{Action, Danger, Ident, ObjectId, Sql, sql};
use serde::Serialize;

use crate::aside::Aside;
use crate::canon::{Names, canon, closing, expression, folded, listed};
use crate::token::{Token, tokens};

pub const NAME: &str = "index";
pub const INSPECT: &str = include_str!("inspect.sql");

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Index {
    pub name: String,
    /// In lower case.
    pub table: String,
    pub uniqueness: Uniqueness,
    /// Columns and expressions with their collation and direction, in canonical spelling.
    pub parts: Vec<String>,
    /// Behind WHERE.
    pub predicate: Option<String>,
    #[serde(skip)]
    pub text: Aside<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Uniqueness {
    Unique,
    Free,
}

/// Reads CREATE INDEX; `columns` are the keys of the table's columns. None when the text is not understood.
pub fn read(sql: &str, columns: &BTreeSet<String>) -> Option<Index> {
    let all = tokens(sql);
    let on = all.iter().position(|token| token.is("on"))?;
    let name = all[..on].last()?.name()?;
    let uniqueness = match all[..on].iter().any(|token| token.is("unique")) {
        true => Uniqueness::Unique,
        false => Uniqueness::Free,
    };
    let table = folded(&all.get(on + 1)?.name()?);
    let open = on + 2;
    all.get(open).filter(|token| token.is_mark("("))?;
    let close = closing(&all, open)?;
    let names = Names::Columns(columns);
    let predicate = match &all[close + 1..] {
        [] => None,
        [word, rest @ ..] if word.is("where") => Some(expression(rest, names)),
        _ => return None,
    };
    let parts = listed(&all[open + 1..close]).into_iter().map(|part| part_text(part, names)).collect();
    let text = Aside(sql[..all.last()?.end()].to_owned());
    Some(Index { name, table, uniqueness, parts, predicate, text })
}

/// ASC is what is meant when nothing is said.
fn part_text(part: &[Token<'_>], names: Names<'_>) -> String {
    match part {
        [rest @ .., last] if last.is("asc") => canon(rest, names),
        all => canon(all, names),
    }
}

/// What a new index does to those who use its table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rows {
    /// The table is new.
    None,
    /// The rows had the same index before.
    Known,
    /// The rows never had it.
    Unknown,
}

pub fn create(id: &ObjectId, index: &Index, rows: Rows) -> Step {
    let step = Step::new(id, Action::Create, Sql::from_database(index.text.0.as_str()));
    match (rows, index.uniqueness) {
        (Rows::None | Rows::Known, _) => step,
        (Rows::Unknown, Uniqueness::Free) => {
            step.risking(Danger::LongLock, "nobody else can write while the index is built")
        }
        (Rows::Unknown, Uniqueness::Unique) => step
            .risking(Danger::LongLock, "nobody else can write while the index is built")
            .risking(Danger::MayFail, "fails if two rows share the key"),
    }
}

pub fn drop(id: &ObjectId) -> Step {
    Step::new(id, Action::Drop, sql!("DROP INDEX {}", Ident::new(id.name())))
}

#[cfg(test)]
mod tests;
