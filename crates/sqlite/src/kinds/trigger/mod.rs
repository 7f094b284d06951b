//! Triggers. SQLite keeps their text and nothing else, and cannot alter one.
//! Must not know the tables that they write to.

use evenkeel_core::plan::Step;
use evenkeel_core::{Action, Ident, ObjectId, Sql, sql};
use serde::Serialize;

use crate::aside::Aside;
use crate::canon::{Names, canon, folded};
use crate::token::{Token, tokens};

pub const NAME: &str = "trigger";
pub const INSPECT: &str = include_str!("inspect.sql");

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Trigger {
    pub name: String,
    /// Table or view it is on, in lower case.
    pub on: String,
    /// When and upon what it fires, with the words that may be left out.
    pub event: String,
    /// From WHEN or BEGIN on, in canonical spelling.
    pub body: String,
    #[serde(skip)]
    pub text: Aside<String>,
}

/// Reads CREATE TRIGGER. None when the text is not understood.
pub fn read(sql: &str) -> Option<Trigger> {
    let all = tokens(sql);
    let mut at = all.iter().position(|token| token.is("trigger"))? + 1;
    if is_at(&all, at, &["if", "not", "exists"]) {
        at += 3;
    }
    if all.get(at + 1).is_some_and(|token| token.is_mark(".")) {
        at += 2;
    }
    let name = all.get(at)?.name()?;
    let on = at + 1 + all[at + 1..].iter().position(|token| token.is("on"))?;
    let told = canon(&all[at + 1..on], Names::Verbatim);
    let says_when = ["before ", "after ", "instead of "].iter().any(|word| told.starts_with(word));
    let event = if says_when { told } else { ["before", &told].join(" ") };
    let table = folded(&all.get(on + 1)?.name()?);
    let mut body = on + 2;
    if is_at(&all, body, &["for", "each", "row"]) {
        body += 3;
    }
    let text = Aside(sql[..all.last()?.end()].to_owned());
    Some(Trigger { name, on: table, event, body: canon(all.get(body..)?, Names::Verbatim), text })
}

fn is_at(all: &[Token<'_>], at: usize, words: &[&str]) -> bool {
    words.iter().enumerate().all(|(more, word)| all.get(at + more).is_some_and(|token| token.is(word)))
}

pub fn create(id: &ObjectId, trigger: &Trigger) -> Step {
    Step::new(id, Action::Create, Sql::from_database(trigger.text.0.as_str()))
}

pub fn drop(id: &ObjectId) -> Step {
    Step::new(id, Action::Drop, sql!("DROP TRIGGER {}", Ident::new(id.name())))
}

#[cfg(test)]
mod tests;
