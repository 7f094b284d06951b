//! What hangs on what. SQLite keeps no record of it, so it is read from the texts of views and triggers: the names
//! that stand where only a table or view can.
//!
//! Must not know what is done about it. References between tables are no bonds: SQLite lets a foreign key name a table
//! that is not there, cycles are common, and rows are checked when all is done.

use std::collections::{BTreeMap, BTreeSet};

use evenkeel_core::{Bond, Node};

use crate::canon::folded;
use crate::kinds::Object;
use crate::token::{Kind, Token, tokens};

type Entry = evenkeel_core::catalog::Entry<Object>;

/// (dependent, dependency, bond) as indexes into the entries, which stand in the order of creation.
pub(crate) fn bonds(entries: &[Entry]) -> Vec<(usize, usize, Bond)> {
    let relations: BTreeMap<String, usize> = entries
        .iter()
        .enumerate()
        .filter(|(_, entry)| !matches!(entry.id.kind(), "index" | "trigger"))
        .map(|(at, entry)| (folded(entry.id.name()), at))
        .collect();
    let mut bonds = Vec::new();
    let mut views = Views::default();
    for (at, entry) in entries.iter().enumerate() {
        let Some(object) = entry.node.modelled() else { continue };
        let owner = match object {
            Object::Table(_) => continue,
            Object::Index(index) => Some(&index.table),
            Object::Trigger(trigger) => Some(&trigger.on),
            Object::View(_) => None,
        };
        bonds.extend(owner.and_then(|name| relations.get(name)).map(|to| (at, *to, Bond::PartOf)));
        if matches!(object, Object::Index(_)) {
            continue;
        }
        for to in mentioned(object.text()).iter().filter_map(|name| relations.get(name)) {
            let both_views = matches!(object, Object::View(_))
                && matches!(&entries[*to].node, Node::Modelled(Object::View(_)));
            if !both_views || views.accept(at, *to) {
                bonds.push((at, *to, Bond::Needs));
            }
        }
    }
    bonds
}

/// Which view reads from which. A common table expression that bears another view's name can look like a reference
/// to it; what would close a circle is no reference, for SQLite could not run such a view.
#[derive(Default)]
struct Views {
    reads: BTreeMap<usize, Vec<usize>>,
}

impl Views {
    fn accept(&mut self, view: usize, from: usize) -> bool {
        let mut pending = vec![from];
        let mut seen = BTreeSet::new();
        while let Some(next) = pending.pop() {
            if next == view {
                return false;
            }
            if seen.insert(next) {
                pending.extend(self.reads.get(&next).into_iter().flatten());
            }
        }
        self.reads.entry(view).or_default().push(from);
        true
    }
}

/// What the next name would be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Expected {
    Anything,
    /// One of a list of tables, or a list in parentheses.
    Source,
    /// A single table.
    Target,
}

/// What a comma divides.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Listed {
    /// Tables behind FROM.
    Sources,
    Other,
}

/// Names of tables and views in a statement, in lower case. Some may be names of common table expressions.
pub(crate) fn mentioned(sql: &str) -> BTreeSet<String> {
    let all = tokens(sql);
    let mut names = BTreeSet::new();
    let mut expected = Expected::Anything;
    // For each open parenthesis, what commas in it divide.
    let mut lists = vec![Listed::Other];
    for (at, token) in all.iter().enumerate() {
        let list = lists.last_mut().expect("the outermost list is never closed");
        match step(token, expected, *list) {
            Step::Expect(next) => expected = next,
            Step::Sources => (*list, expected) = (Listed::Sources, Expected::Source),
            Step::Clause => (*list, expected) = (Listed::Other, Expected::Anything),
            Step::Open => {
                lists.push(if expected == Expected::Source { Listed::Sources } else { Listed::Other });
                expected = if expected == Expected::Target { Expected::Anything } else { expected };
            }
            Step::Close => {
                lists.truncate((lists.len() - 1).max(1));
                expected = Expected::Anything;
            }
            // The name before a dot is the schema's.
            Step::Name if all.get(at + 1).is_some_and(|next| next.is_mark(".")) => {}
            Step::Name => {
                names.extend(token.name().map(|name| folded(&name)));
                expected = Expected::Anything;
            }
            Step::Nothing => {}
        }
    }
    names
}

enum Step {
    Expect(Expected),
    Sources,
    Clause,
    Open,
    Close,
    Name,
    Nothing,
}

const CLAUSES: [&str; 15] = [
    "where",
    "group",
    "having",
    "order",
    "limit",
    "union",
    "except",
    "intersect",
    "set",
    "values",
    "select",
    "begin",
    "when",
    "returning",
    "of",
];

/// Words between UPDATE and the name.
const ALTERNATIVES: [&str; 6] = ["or", "rollback", "abort", "replace", "fail", "ignore"];

fn step(token: &Token<'_>, expected: Expected, list: Listed) -> Step {
    let is_one_of = |words: &[&str]| words.iter().any(|word| token.is(word));
    match token.kind {
        Kind::Mark if token.raw == "(" => Step::Open,
        Kind::Mark if token.raw == ")" => Step::Close,
        Kind::Mark if token.raw == ";" => Step::Clause,
        Kind::Mark if token.raw == "," && list == Listed::Sources => Step::Expect(Expected::Source),
        Kind::Word if is_one_of(&["from", "join"]) => Step::Sources,
        Kind::Word if is_one_of(&["into", "update", "in"]) => Step::Expect(Expected::Target),
        Kind::Word if is_one_of(&CLAUSES) => Step::Clause,
        Kind::Word if expected == Expected::Target && is_one_of(&ALTERNATIVES) => Step::Nothing,
        Kind::Word | Kind::Quoted | Kind::Bracketed | Kind::Text => match expected {
            Expected::Anything => Step::Nothing,
            Expected::Source | Expected::Target => Step::Name,
        },
        Kind::Mark if token.raw == "." => Step::Nothing,
        Kind::Mark | Kind::Blob | Kind::Number | Kind::Variable => Step::Expect(Expected::Anything),
    }
}

#[cfg(test)]
mod tests;
