//! Views. SQLite keeps their text and nothing else, and cannot alter one. Must not know what they read from.

use evenkeel_core::plan::Step;
use evenkeel_core::{Action, Ident, ObjectId, Sql, sql};
use serde::Serialize;

use crate::aside::Aside;
use crate::canon::{Names, canon};
use crate::token::tokens;

pub const NAME: &str = "view";
pub const INSPECT: &str = include_str!("inspect.sql");

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct View {
    pub name: String,
    /// From the list of columns on, in canonical spelling.
    pub definition: String,
    #[serde(skip)]
    pub text: Aside<String>,
}

/// Reads CREATE VIEW. None when the text is not understood.
pub fn read(sql: &str) -> Option<View> {
    let all = tokens(sql);
    let word = all.iter().position(|token| token.is("view"))?;
    let mut at = word + 1;
    if all.get(at).is_some_and(|token| token.is("if"))
        && all.get(at + 2).is_some_and(|token| token.is("exists"))
    {
        at += 3;
    }
    if all.get(at + 1).is_some_and(|token| token.is_mark(".")) {
        at += 2;
    }
    let name = all.get(at)?.name()?;
    let definition = canon(&all[at + 1..], Names::Verbatim);
    Some(View { name, definition, text: Aside(sql[..all.last()?.end()].to_owned()) })
}

pub fn create(id: &ObjectId, view: &View) -> Step {
    Step::new(id, Action::Create, Sql::from_database(view.text.0.as_str()))
}

pub fn drop(id: &ObjectId) -> Step {
    Step::new(id, Action::Drop, sql!("DROP VIEW {}", Ident::new(id.name())))
}

#[cfg(test)]
mod tests;
