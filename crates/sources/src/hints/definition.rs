//! The definitions of a statement that a hint can stand beside.
//!
//! It reads only names and commas; what stands between them is the database's business.

use std::ops::Range;

use super::Subject;
use crate::cursor::{Cursor, Name, items};
use crate::lexer::{Dialect, Token, TokenKind, name, unquoted};
use crate::split::Statement;

/// A definition and where it stands, in bytes of the script.
pub(super) struct Definition {
    pub(super) range: Range<usize>,
    pub(super) target: Target,
}

/// What a definition defines.
pub(super) enum Target {
    Named {
        subject: Subject,
        schema: Option<String>,
        name: String,
    },
    /// A constraint or index that the database names.
    Unnamed,
    /// Something that hints are not for.
    Other,
}

/// Those of all statements.
pub(super) fn all_definitions(dialect: Dialect, script: &str, statements: &[Statement]) -> Vec<Definition> {
    statements.iter().flat_map(|statement| definitions(dialect, script, statement)).collect()
}

/// The statement itself first, then the parts of it.
fn definitions(dialect: Dialect, script: &str, statement: &Statement) -> Vec<Definition> {
    let mut cursor = Cursor::new(dialect, script, statement.range.clone());
    let mut parts = Vec::new();
    let target = match () {
        () if cursor.eat("create") => create(dialect, &mut cursor, &mut parts),
        () if cursor.eat_all(&["alter", "table"]) => alter_table(dialect, &mut cursor),
        () => Target::Other,
    };
    parts.insert(0, Definition { range: statement.range.clone(), target });
    parts
}

fn create(dialect: Dialect, cursor: &mut Cursor<'_>, parts: &mut Vec<Definition>) -> Target {
    cursor.eat_all(&["or", "replace"]);
    cursor.eat_any(&["global", "local"]);
    cursor.eat_any(&["temp", "temporary", "unlogged", "foreign", "materialized", "unique", "recursive"]);
    cursor.eat("recursive");
    let Some(kind) = cursor.word() else { return Target::Other };
    cursor.take();
    if kind == "index" {
        return index(cursor);
    }
    cursor.eat_all(&["if", "not", "exists"]);
    if kind == "schema" && cursor.is("authorization") {
        return Target::Unnamed;
    }
    let named = cursor.name();
    match kind.as_str() {
        "schema" => target(Subject::Schema, named),
        "view" => target(Subject::View, named),
        "sequence" => target(Subject::Sequence, named),
        "type" | "domain" => {
            if let (Some(name), true) = (&named, cursor.eat_all(&["as", "enum"])) {
                enum_labels(cursor, name, parts);
            }
            target(Subject::Type, named)
        }
        "table" => {
            if let Some(name) = &named {
                table_parts(dialect, cursor, name, parts);
            }
            target(Subject::Table, named)
        }
        _ => Target::Other,
    }
}

fn target(subject: Subject, named: Option<Name>) -> Target {
    match named {
        Some(Name { schema, name }) => Target::Named { subject, schema, name },
        None => Target::Unnamed,
    }
}

/// SQLite writes an index's schema before its name, PostgreSQL only before its table's.
fn index(cursor: &mut Cursor<'_>) -> Target {
    cursor.eat("concurrently");
    cursor.eat_all(&["if", "not", "exists"]);
    if cursor.is("on") {
        return Target::Unnamed;
    }
    let Some(Name { schema, name }) = cursor.name() else { return Target::Unnamed };
    cursor.eat("on");
    cursor.eat("only");
    let table = cursor.name();
    Target::Named { subject: Subject::Index, schema: schema.or(table.and_then(|table| table.schema)), name }
}

fn enum_labels(cursor: &mut Cursor<'_>, owner: &Name, parts: &mut Vec<Definition>) {
    let script = cursor.text();
    let labels = cursor.eat_group().map(items).unwrap_or_default();
    parts.extend(labels.into_iter().map(|label| {
        let named = Some(label[0]).filter(|token| token.kind == TokenKind::String);
        let target = match named.and_then(|token| unquoted(token.text(script))) {
            Some(name) => {
                let subject = Subject::EnumLabel { r#type: owner.name.clone() };
                Target::Named { subject, schema: owner.schema.clone(), name }
            }
            None => Target::Unnamed,
        };
        Definition { range: span(label), target }
    }));
}

fn table_parts(dialect: Dialect, cursor: &mut Cursor<'_>, owner: &Name, parts: &mut Vec<Definition>) {
    if cursor.eat("of") || cursor.eat_all(&["partition", "of"]) {
        cursor.name();
    }
    let script = cursor.text();
    let members = cursor.eat_group().map(items).unwrap_or_default();
    parts.extend(members.into_iter().map(|member| Definition {
        range: span(member),
        target: table_member(dialect, script, member, owner),
    }));
}

/// A column or a constraint. The words that begin an unnamed constraint are reserved, except EXCLUDE,
/// which is one only before USING or a parenthesis.
fn table_member(dialect: Dialect, script: &str, member: &[Token], owner: &Name) -> Target {
    const UNNAMED: &[&str] = &["primary", "unique", "check", "foreign", "like"];
    let first = member[0];
    let second = member.get(1).copied();
    let table = owner.name.clone();
    if first.is_word(script, "constraint") {
        return match second.and_then(|token| name(dialect, script, token)) {
            Some(name) => {
                Target::Named { subject: Subject::Constraint { table }, schema: owner.schema.clone(), name }
            }
            None => Target::Unnamed,
        };
    }
    let excludes = first.is_word(script, "exclude")
        && second.is_some_and(|token| token.kind == TokenKind::Open || token.is_word(script, "using"));
    if excludes || UNNAMED.iter().any(|word| first.is_word(script, word)) {
        return Target::Unnamed;
    }
    match name(dialect, script, first) {
        Some(name) => {
            Target::Named { subject: Subject::Column { table }, schema: owner.schema.clone(), name }
        }
        None => Target::Unnamed,
    }
}

/// `ALTER TABLE t ADD CONSTRAINT c …` and `ALTER TABLE t ADD COLUMN c …`, as pg_dump writes them.
fn alter_table(dialect: Dialect, cursor: &mut Cursor<'_>) -> Target {
    cursor.eat_all(&["if", "exists"]);
    cursor.eat("only");
    let Some(Name { schema, name: table }) = cursor.name() else { return Target::Other };
    if !cursor.eat("add") || cursor.items().len() != 1 {
        return Target::Other;
    }
    cursor.eat("column");
    cursor.eat_all(&["if", "not", "exists"]);
    table_member(dialect, cursor.text(), cursor.rest(), &Name { schema, name: table })
}

fn span(tokens: &[Token]) -> Range<usize> {
    let last = tokens.last().map_or(tokens[0].end, |token| token.end);
    tokens[0].start..last
}
