//! Hints in comments: which definition each one stands beside.
//!
//! A hint with something before it on its line belongs to that; any other hint belongs to the
//! definition that begins right after it.

use std::ops::Range;

use super::definition::{Definition, Target, all_definitions};
use super::error::{HintError, Problem, at};
use super::permission::allowed;
use super::{ConversionHint, RenameHint, Subject};
use crate::lexer::{Dialect, Lexer, Token, TokenKind, name, tokens, unquoted};
use crate::split::{SplitError, Statement, split};

const MARK: &str = "evenkeel";

/// Every rename hint of a script, in order.
pub fn hints(dialect: Dialect, script: &str) -> Result<Vec<RenameHint>, HintError> {
    let told = |comment: Token| {
        let of_another = expression(dialect, script, comment).is_some()
            || said(script, comment).and_then(allowed).is_some();
        (!of_another).then_some(())
    };
    read(dialect, script, told, |(), comment, definition| {
        let old = old_name(dialect, script, comment)?;
        let definition = definition.ok_or_else(|| at(Problem::NothingFollows, comment.range()))?;
        hint(dialect, &old, definition, comment)
    })
}

/// Every hint of a script that tells how values are converted, in order.
pub fn conversions(dialect: Dialect, script: &str) -> Result<Vec<ConversionHint>, HintError> {
    let told = |comment: Token| expression(dialect, script, comment);
    read(dialect, script, told, |expression, comment, definition| {
        let expression = expression.ok_or_else(|| at(Problem::NoExpression, comment.range()))?;
        match definition.map(|definition| &definition.target) {
            Some(Target::Named { subject: Subject::Column { table }, schema, name }) => Ok(ConversionHint {
                schema: schema.clone(),
                table: table.clone(),
                column: name.clone(),
                expression: expression.to_owned(),
                range: comment.range(),
            }),
            Some(_) | None => Err(at(Problem::NoColumn, comment.range())),
        }
    })
}

/// What stands behind `evenkeel:`.
pub(super) fn said(script: &str, comment: Token) -> Option<&str> {
    Some(after_mark(content(script, comment))?.trim_start().strip_prefix(':')?.trim())
}

/// The hints of one sort, each with the definition that it stands beside and no other does.
fn read<S, T>(
    dialect: Dialect,
    script: &str,
    told: impl Fn(Token) -> Option<S>,
    understand: impl Fn(S, Token, Option<&Definition>) -> Result<T, HintError>,
) -> Result<Vec<T>, HintError> {
    let mut used: Vec<Range<usize>> = Vec::new();
    beside_each(dialect, script, told, |said, comment, definition| {
        let hint = understand(said, comment, definition)?;
        let place = definition.map(|definition| definition.range.clone());
        if place.as_ref().is_some_and(|place| used.contains(place)) {
            return Err(at(Problem::Twice, comment.range()));
        }
        used.extend(place);
        Ok(hint)
    })
}

/// What comes of each comment that tells something, and of the definition that it stands beside, in order.
pub(super) fn beside_each<S, T, E: From<SplitError>>(
    dialect: Dialect,
    script: &str,
    told: impl Fn(Token) -> Option<S>,
    mut understand: impl FnMut(S, Token, Option<&Definition>) -> Result<T, E>,
) -> Result<Vec<T>, E> {
    let statements = split(dialect, script)?;
    let tokens = all_tokens(dialect, script, &statements);
    let ours = (0..tokens.len()).filter(|&index| is_hint(script, tokens[index]));
    let telling: Vec<(usize, S)> = ours.filter_map(|index| Some((index, told(tokens[index])?))).collect();
    if telling.is_empty() {
        return Ok(Vec::new());
    }
    let definitions = all_definitions(dialect, script, &statements);
    let understood = telling
        .into_iter()
        .map(|(index, said)| understand(said, tokens[index], beside(script, &tokens, index, &definitions)));
    understood.collect()
}

/// What stands after `using`, where a hint says that: nothing if it is no whole expression.
fn expression(dialect: Dialect, script: &str, comment: Token) -> Option<Option<&str>> {
    let rest = said(script, comment)?;
    let (word, text) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    word.eq_ignore_ascii_case("using").then(|| Some(text.trim()).filter(|text| is_whole(dialect, text)))
}

/// Whether it can stand between parentheses: it opens what it closes and ends nothing.
fn is_whole(dialect: Dialect, text: &str) -> bool {
    let Ok(tokens) = tokens(dialect, text) else { return false };
    let mut depth = 0_usize;
    for kind in tokens.iter().map(|token| token.kind) {
        if matches!(kind, TokenKind::Semicolon | TokenKind::LineComment | TokenKind::Backslash) {
            return false;
        }
        depth += usize::from(kind == TokenKind::Open);
        if kind == TokenKind::Close {
            let Some(outside) = depth.checked_sub(1) else { return false };
            depth = outside;
        }
    }
    depth == 0 && !tokens.is_empty()
}

/// The tokens of all SQL in the script; the data after COPY is none.
fn all_tokens(dialect: Dialect, script: &str, statements: &[Statement]) -> Vec<Token> {
    let tail = statements.last().map_or(0, |statement| statement.end);
    let parts = statements.iter().map(|statement| statement.leading.start..statement.sql_end());
    parts
        .chain(std::iter::once(tail..script.len()))
        .flat_map(|part| Lexer::new(dialect, &script[..part.end], part.start).map_while(Result::ok))
        .collect()
}

fn content(script: &str, comment: Token) -> &str {
    let written = comment.text(script);
    let inner = written.strip_prefix("--").or_else(|| written.strip_prefix("/*")?.strip_suffix("*/"));
    inner.unwrap_or_default().trim()
}

/// `evenkeel:` begins a hint, and so does `evenkeel rename`, whose colon was forgotten.
fn is_hint(script: &str, token: Token) -> bool {
    if !matches!(token.kind, TokenKind::LineComment | TokenKind::BlockComment) {
        return false;
    }
    after_mark(content(script, token)).is_some_and(|rest| {
        let rest = rest.trim_start().to_ascii_lowercase();
        rest.starts_with(':') || rest.starts_with("rename ")
    })
}

fn after_mark(content: &str) -> Option<&str> {
    let mark = content.get(..MARK.len())?;
    mark.eq_ignore_ascii_case(MARK).then(|| &content[MARK.len()..])
}

/// The old name as written in a hint: one token of a text of its own.
struct Written<'a> {
    text: &'a str,
    token: Token,
}

/// What stands after `rename`: exactly one name.
fn old_name(dialect: Dialect, script: &str, comment: Token) -> Result<Written<'_>, HintError> {
    let fault = |problem| at(problem, comment.range());
    let rest = after_mark(content(script, comment)).unwrap_or_default().trim_start();
    let rest = rest.strip_prefix(':').ok_or_else(|| fault(Problem::Malformed))?.trim();
    let (word, rest) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    if word.is_empty() {
        return Err(fault(Problem::Malformed));
    }
    if !word.eq_ignore_ascii_case("rename") {
        return Err(fault(Problem::UnknownWord(word.to_owned())));
    }
    let text = rest.trim();
    let tokens = tokens(dialect, text).map_err(|_| fault(Problem::Malformed))?;
    match tokens.as_slice() {
        [token] => Ok(Written { text, token: *token }),
        _ => Err(fault(Problem::Malformed)),
    }
}

impl Written<'_> {
    /// The name it spells. A label is a string and no name, so its case stays and it may be quoted as one.
    fn spells(&self, dialect: Dialect, subject: &Subject) -> Option<String> {
        match (subject, self.token.kind) {
            (Subject::EnumLabel { r#type: _ }, TokenKind::Word) => Some(self.text.to_owned()),
            (Subject::EnumLabel { r#type: _ }, TokenKind::Quoted | TokenKind::String) => unquoted(self.text),
            _ => name(dialect, self.text, self.token),
        }
    }
}

/// The definition that the comment at `index` stands beside.
fn beside<'a>(
    script: &str,
    tokens: &[Token],
    index: usize,
    definitions: &'a [Definition],
) -> Option<&'a Definition> {
    let before = tokens[..index].iter().rev().find(|token| token.is_significant());
    let same_line = before.filter(|token| !script[token.end..tokens[index].start].contains('\n'));
    if same_line.is_some() {
        let ended = tokens[..index].iter().rev().filter(|token| token.is_significant());
        let last =
            ended.into_iter().find(|token| !matches!(token.kind, TokenKind::Comma | TokenKind::Semicolon))?;
        return innermost(definitions, last.start);
    }
    let next = tokens[index..].iter().find(|token| token.is_significant())?;
    definitions.iter().find(|definition| definition.range.start == next.start)
}

/// The smallest definition around an offset.
fn innermost(definitions: &[Definition], offset: usize) -> Option<&Definition> {
    let around = definitions.iter().filter(|definition| definition.range.contains(&offset));
    around.min_by_key(|definition| definition.range.len())
}

fn hint(
    dialect: Dialect,
    old: &Written<'_>,
    definition: &Definition,
    comment: Token,
) -> Result<RenameHint, HintError> {
    let fault = |problem| at(problem, comment.range());
    let (subject, schema, new) = match &definition.target {
        Target::Named { subject, schema, name } => (subject.clone(), schema.clone(), name.clone()),
        Target::Unnamed => return Err(fault(Problem::NoName)),
        Target::Other => return Err(fault(Problem::NothingFollows)),
    };
    let old = old.spells(dialect, &subject).ok_or_else(|| fault(Problem::Malformed))?;
    if old == new {
        return Err(fault(Problem::SameName(new)));
    }
    Ok(RenameHint { subject, schema, old, new, offset: Some(comment.start) })
}
