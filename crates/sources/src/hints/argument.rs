//! Renames on the command line: `[kind:][[schema.]table.]old=new`.
//!
//! It must not know catalogs: where a text can be read in two ways it answers both.

use super::error::{HintError, Problem, at};
use super::{RenameHint, Subject};
use crate::lexer::{Dialect, Token, TokenKind, name, tokens};

/// What a command-line rename says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RenameArgument {
    /// It can be read in one way.
    Clear(RenameHint),
    /// `a.b=c` without a kind: a column of table `a`, or a table of schema `a`. The one whose old name
    /// exists is meant.
    Either {
        /// Read as column `b` of table `a`.
        column: RenameHint,
        /// Read as table `b` of schema `a`.
        table: RenameHint,
    },
}

/// The kinds that can be written before a colon.
#[derive(Clone, Copy)]
enum Kind {
    Schema,
    Table,
    Column,
    Constraint,
    Index,
    Sequence,
    Type,
    Label,
    View,
}

const KINDS: &[(&str, Kind)] = &[
    ("schema", Kind::Schema),
    ("table", Kind::Table),
    ("column", Kind::Column),
    ("constraint", Kind::Constraint),
    ("index", Kind::Index),
    ("sequence", Kind::Sequence),
    ("type", Kind::Type),
    ("label", Kind::Label),
    ("view", Kind::View),
];

/// Reads a command-line rename. Without a kind, one name is a table, two are a column or a table, three
/// are a column; with a kind (`index:s.old=new`) there is no doubt.
pub fn parse_argument(dialect: Dialect, text: &str) -> Result<RenameArgument, HintError> {
    let fault = || at(Problem::Argument(text.to_owned()), 0..text.len());
    let (kind, rest) = kind_of(text);
    let tokens = tokens(dialect, rest).map_err(|_| fault())?;
    let equals = tokens.iter().position(|token| token.kind == TokenKind::Operator).ok_or_else(fault)?;
    let path = path(dialect, rest, &tokens[..equals]).ok_or_else(fault)?;
    let [new] = tokens[equals + 1..] else { return Err(fault()) };
    let new = name(dialect, rest, new).filter(|_| tokens[equals].text(rest) == "=").ok_or_else(fault)?;
    if path.last() == Some(&new) {
        return Err(at(Problem::SameName(new), 0..text.len()));
    }
    let path: Vec<&str> = path.iter().map(String::as_str).collect();
    let read = |kind| reading(kind, &path, &new).ok_or_else(fault);
    match (kind, path.len()) {
        (Some(kind), _) => Ok(RenameArgument::Clear(read(kind)?)),
        (None, 1) => Ok(RenameArgument::Clear(read(Kind::Table)?)),
        (None, 2) => Ok(RenameArgument::Either { column: read(Kind::Column)?, table: read(Kind::Table)? }),
        (None, _) => Ok(RenameArgument::Clear(read(Kind::Column)?)),
    }
}

fn kind_of(text: &str) -> (Option<Kind>, &str) {
    let found = KINDS.iter().find_map(|(word, kind)| {
        let rest = text.strip_prefix(word)?.strip_prefix(':')?;
        Some((*kind, rest))
    });
    found.map_or((None, text), |(kind, rest)| (Some(kind), rest))
}

/// Names with dots between them.
fn path(dialect: Dialect, text: &str, tokens: &[Token]) -> Option<Vec<String>> {
    let dots = tokens.iter().skip(1).step_by(2).all(|token| token.kind == TokenKind::Dot);
    if !dots || tokens.len().is_multiple_of(2) {
        return None;
    }
    tokens.iter().step_by(2).map(|token| name(dialect, text, *token)).collect()
}

/// Reads the path as a kind demands: `None` when it has too few or too many names.
fn reading(kind: Kind, path: &[&str], new: &str) -> Option<RenameHint> {
    let (subject, schema, old): (Subject, Option<&str>, &str) = match kind {
        Kind::Schema => match path {
            [old] => (Subject::Schema, None, old),
            _ => return None,
        },
        Kind::Column | Kind::Constraint | Kind::Label => {
            let (schema, owner, old) = match path {
                [owner, old] => (None, *owner, old),
                [schema, owner, old] => (Some(*schema), *owner, old),
                _ => return None,
            };
            (owned(kind, owner), schema, old)
        }
        Kind::Table | Kind::Index | Kind::Sequence | Kind::Type | Kind::View => match path {
            [old] => (owned(kind, ""), None, old),
            [schema, old] => (owned(kind, ""), Some(*schema), old),
            _ => return None,
        },
    };
    let schema = schema.map(str::to_owned);
    Some(RenameHint { subject, schema, old: old.to_owned(), new: new.to_owned(), offset: None })
}

fn owned(kind: Kind, owner: &str) -> Subject {
    let owner = owner.to_owned();
    match kind {
        Kind::Schema => Subject::Schema,
        Kind::Table => Subject::Table,
        Kind::Column => Subject::Column { table: owner },
        Kind::Constraint => Subject::Constraint { table: owner },
        Kind::Index => Subject::Index,
        Kind::Sequence => Subject::Sequence,
        Kind::Type => Subject::Type,
        Kind::Label => Subject::EnumLabel { r#type: owner },
        Kind::View => Subject::View,
    }
}
