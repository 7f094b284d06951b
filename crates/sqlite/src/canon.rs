//! One spelling for all spellings of the same tokens: white space, comments, the case of keywords and needless
//! quotes make no difference. Must not know what the tokens mean together.

use std::collections::BTreeSet;

use crate::keywords::{Standing, standing};
use crate::token::{Kind, Token, is_word, tokens};

/// How names are read.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Names<'a> {
    /// Their case is kept: in a view it reaches the names of its columns.
    Verbatim,
    /// They are columns of one table, given in lower case: case makes no difference, and what stands in double
    /// quotes and is no column is a string, as SQLite reads it.
    Columns(&'a BTreeSet<String>),
}

/// The name under which SQLite finds it: it ignores the case of ASCII letters.
pub(crate) fn folded(name: &str) -> String {
    name.to_ascii_lowercase()
}

/// A canonical text as people would write it.
pub(crate) fn shown(text: &str) -> String {
    let all = tokens(text);
    let mut shown = String::new();
    for (at, token) in all.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| &all[before]);
        let call = token.is_mark("(")
            && before.is_some_and(|word| standing(word.raw) == Standing::Name && word.kind == Kind::Word);
        let joined = call
            || [")", ",", "."].iter().any(|mark| token.is_mark(mark))
            || before.is_none_or(|before| before.is_mark("(") || before.is_mark("."));
        if !joined {
            shown.push(' ');
        }
        shown.push_str(token.raw);
    }
    shown
}

/// The tokens in their one spelling, divided by single spaces.
pub(crate) fn canon(tokens: &[Token<'_>], names: Names<'_>) -> String {
    let mut text = String::new();
    for at in 0..tokens.len() {
        if at > 0 {
            text.push(' ');
        }
        text.push_str(&spelled(tokens, at, names));
    }
    text
}

/// As [`canon`] for an expression, without the parentheses around all of it.
pub(crate) fn expression(mut tokens: &[Token<'_>], names: Names<'_>) -> String {
    while let Some(inner) = unwrapped(tokens) {
        tokens = inner;
    }
    canon(tokens, names)
}

/// What is inside when one pair of parentheses holds everything.
fn unwrapped<'t, 'a>(tokens: &'t [Token<'a>]) -> Option<&'t [Token<'a>]> {
    let ([first, .., last], true) = (tokens, tokens.len() > 2) else { return None };
    if !(first.is_mark("(") && last.is_mark(")")) {
        return None;
    }
    (closing(tokens, 0)? == tokens.len() - 1).then(|| &tokens[1..tokens.len() - 1])
}

/// The place of the parenthesis that closes the one at `open`.
pub(crate) fn closing(tokens: &[Token<'_>], open: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, token) in tokens.iter().enumerate().skip(open) {
        if token.is_mark("(") {
            depth += 1;
        } else if token.is_mark(")") {
            depth = depth.checked_sub(1)?;
            if depth == 0 {
                return Some(at);
            }
        }
    }
    None
}

/// The items of the list; commas inside parentheses divide nothing.
pub(crate) fn listed<'t, 'a>(body: &'t [Token<'a>]) -> Vec<&'t [Token<'a>]> {
    let mut depth = 0_usize;
    body.split(|token| {
        if token.is_mark("(") {
            depth += 1;
        } else if token.is_mark(")") {
            depth = depth.saturating_sub(1);
        }
        depth == 0 && token.is_mark(",")
    })
    .collect()
}

fn spelled(tokens: &[Token<'_>], at: usize, names: Names<'_>) -> String {
    let token = &tokens[at];
    match (token.kind, names) {
        (Kind::Word, Names::Columns(_)) => folded(token.raw),
        (Kind::Word, Names::Verbatim) => match standing(token.raw) {
            Standing::Reserved | Standing::Fallback => folded(token.raw),
            Standing::Name if calls(tokens, at) => folded(token.raw),
            Standing::Name => token.raw.to_owned(),
        },
        (Kind::Quoted, Names::Columns(columns)) => {
            let name = folded(&token.content());
            match columns.contains(&name) || must_be_name(tokens, at) {
                true => name_text(&name),
                false => string_text(&token.content()),
            }
        }
        (Kind::Bracketed, Names::Columns(_)) => name_text(&folded(&token.content())),
        (Kind::Quoted | Kind::Bracketed, Names::Verbatim) => match calls(tokens, at) {
            true => name_text(&folded(&token.content())),
            false => name_text(&token.content()),
        },
        (Kind::Text, _) => string_text(&token.content()),
        (Kind::Blob | Kind::Number, _) => folded(token.raw),
        (Kind::Variable | Kind::Mark, _) => token.raw.to_owned(),
    }
}

fn calls(tokens: &[Token<'_>], at: usize) -> bool {
    tokens.get(at + 1).is_some_and(|next| next.is_mark("("))
}

/// Whether a string cannot stand here: before a dot or a call, behind a dot, COLLATE or CAST's AS.
fn must_be_name(tokens: &[Token<'_>], at: usize) -> bool {
    let before = at.checked_sub(1).map(|before| &tokens[before]);
    tokens.get(at + 1).is_some_and(|next| next.is_mark(".") || next.is_mark("("))
        || before.is_some_and(|token| token.is_mark(".") || token.is("collate") || token.is("as"))
}

/// A quoted name as a bare one where that reads the same.
fn name_text(name: &str) -> String {
    let bare = match standing(name) {
        Standing::Reserved => false,
        Standing::Fallback => name == folded(name),
        Standing::Name => is_word(name),
    };
    match bare {
        true => name.to_owned(),
        false => format!("\"{}\"", name.replace('"', "\"\"")),
    }
}

pub(crate) fn string_text(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

#[cfg(test)]
mod tests;
