//! Column definitions. Must not know table constraints.

use super::super::{Column, Constraint, Generated, Kept, KeyPart, NotNull, Numbering, Rule, Table};
use super::constraint::{check, conflict, direction, references, timing};
use super::{Context, Cursor};
use crate::aside::Aside;
use crate::canon::{Names, expression, folded, string_text};
use crate::token::{Kind, Token, tokens};

/// Words that end a column's type and begin a constraint of it. All are reserved.
const CONSTRAINT_WORDS: [&str; 11] = [
    "constraint",
    "primary",
    "not",
    "null",
    "unique",
    "check",
    "default",
    "collate",
    "references",
    "as",
    "deferrable",
];

/// What is being read.
struct Draft<'c> {
    context: &'c Context<'c>,
    key: String,
    column: Column,
    constraints: Vec<Constraint>,
}

pub(super) fn column(context: &Context<'_>, cursor: &mut Cursor<'_, '_>, table: &mut Table) -> Option<()> {
    let name = cursor.name()?;
    let type_name = type_tokens(cursor)?;
    let mut draft = Draft {
        context,
        key: folded(&name),
        column: Column {
            name,
            type_name,
            collation: None,
            not_null: None,
            default: None,
            generated: None,
            text: Aside::default(),
        },
        constraints: Vec::new(),
    };
    while !cursor.is_done() {
        let mut name = None;
        while cursor.eat("constraint") {
            name = Some(cursor.name()?);
        }
        if !cursor.is_done() {
            draft.part(cursor, name)?;
        }
    }
    let (first, last) = (cursor.since(0).first()?, cursor.since(0).last()?);
    draft.column.text = Aside(context.sql[first.start..last.end()].to_owned());
    table.layout.0.push(draft.key.clone());
    table.constraints.extend(draft.constraints);
    table.columns.insert(draft.key, draft.column).is_none().then_some(())
}

fn type_tokens(cursor: &mut Cursor<'_, '_>) -> Option<String> {
    let start = cursor.at();
    while let Some(token) = cursor.peek() {
        if CONSTRAINT_WORDS.iter().any(|word| token.is(word)) {
            break;
        }
        match token.kind {
            Kind::Mark => drop(cursor.parenthesised()?),
            Kind::Word | Kind::Quoted | Kind::Bracketed | Kind::Text => drop(cursor.next()),
            Kind::Blob | Kind::Number | Kind::Variable => return None,
        }
    }
    Some(type_text(cursor.since(start)))
}

/// A type in its one spelling. GENERATED ALWAYS are names to SQLite's grammar and end up behind the type.
fn type_text(mut tokens: &[Token<'_>]) -> String {
    if let [rest @ .., generated, always] = tokens
        && generated.is("generated")
        && always.is("always")
    {
        tokens = rest;
    }
    // SQLite tells some quoted types without their quotes, so these make no difference either.
    let mut text = String::new();
    for token in tokens {
        let name = token.name();
        if name.is_some() && !text.is_empty() {
            text.push(' ');
        }
        text.push_str(name.as_deref().unwrap_or(token.raw));
    }
    text.to_ascii_uppercase()
}

/// The same for a type as the database tells it.
pub(in super::super) fn type_of(text: &str) -> String {
    type_text(&tokens(text))
}

impl Draft<'_> {
    /// One constraint of the column, behind its name.
    fn part(&mut self, cursor: &mut Cursor<'_, '_>, name: Option<String>) -> Option<()> {
        if cursor.eat_all(&["primary", "key"]) {
            let direction = direction(cursor);
            let conflict = conflict(cursor)?;
            let numbering =
                if cursor.eat("autoincrement") { Numbering::Autoincrement } else { Numbering::Own };
            let parts = vec![KeyPart { direction, ..self.key_part() }];
            self.add(name, Rule::PrimaryKey { parts, numbering, conflict });
        } else if cursor.eat("unique") {
            let conflict = conflict(cursor)?;
            self.add(name, Rule::Unique { parts: vec![self.key_part()], conflict });
        } else if cursor.eat("check") {
            let rule = check(self.context, cursor)?;
            self.add(name, rule);
        } else if cursor.eat("references") {
            let rule = Rule::ForeignKey(references(cursor, vec![self.key.clone()])?);
            self.add(name, rule);
        } else if cursor.eat_all(&["not", "null"]) {
            self.column.not_null = Some(NotNull { name, conflict: conflict(cursor)? });
        } else if cursor.eat("null") {
            conflict(cursor)?;
        } else if let Some(timing) = timing(cursor) {
            if let Some(Rule::ForeignKey(key)) = self.constraints.last_mut().map(|last| &mut last.rule) {
                key.timing = timing;
            }
        } else {
            self.property(cursor)?;
        }
        Some(())
    }

    fn property(&mut self, cursor: &mut Cursor<'_, '_>) -> Option<()> {
        if cursor.eat("default") {
            self.column.default = Some(self.default(cursor)?);
        } else if cursor.eat("collate") {
            self.column.collation = Some(folded(&cursor.name()?)).filter(|name| name != "binary");
        } else {
            let _ = cursor.eat_all(&["generated", "always"]);
            cursor.eat("as").then_some(())?;
            let expression = self.expression(cursor.parenthesised()?);
            let kept = if cursor.eat("stored") { Kept::Stored } else { Kept::Virtual };
            let _ = cursor.eat("virtual");
            self.column.generated = Some(Generated { expression, kept });
        }
        Some(())
    }

    fn key_part(&self) -> KeyPart {
        KeyPart { column: self.key.clone(), collation: None, direction: super::Direction::Ascending }
    }

    fn add(&mut self, name: Option<String>, rule: Rule) {
        self.constraints.push(Constraint { name, rule, inline: Aside(Some(self.key.clone())) });
    }

    fn expression(&self, tokens: &[Token<'_>]) -> String {
        expression(tokens, Names::Columns(&self.context.columns))
    }

    /// Behind DEFAULT: a value with a sign, an expression in parentheses, or a bare name, which is a string.
    fn default(&self, cursor: &mut Cursor<'_, '_>) -> Option<String> {
        if cursor.peek()?.is_mark("(") {
            return Some(self.expression(cursor.parenthesised()?));
        }
        let start = cursor.at();
        let signed = cursor.eat_mark("+") || cursor.eat_mark("-");
        let value = cursor.next()?;
        Some(match value.kind {
            Kind::Word if !signed && !is_value(value) => string_text(value.raw),
            Kind::Quoted | Kind::Bracketed => string_text(&value.content()),
            Kind::Word | Kind::Text | Kind::Blob | Kind::Number | Kind::Variable | Kind::Mark => {
                self.expression(cursor.since(start))
            }
        })
    }
}

fn is_value(word: &Token<'_>) -> bool {
    ["null", "true", "false", "current_date", "current_time", "current_timestamp"]
        .iter()
        .any(|value| word.is(value))
}
