//! Table constraints and what they share with those of a column. Must not know how columns are typed.

use super::super::{Conflict, Constraint, Direction, ForeignKey, KeyPart, Numbering, Rule, Table, Timing};
use super::{Context, Cursor};
use crate::aside::Aside;
use crate::canon::{Names, expression, folded, listed};
use crate::token::Token;

/// Whether an item of the list that begins so is a constraint. All these words are reserved.
pub(super) fn starts(first: &Token<'_>) -> bool {
    ["constraint", "primary", "unique", "check", "foreign"].iter().any(|word| first.is(word))
}

/// One or several constraints, for SQLite does not insist on commas between them.
pub(super) fn of_table(context: &Context<'_>, cursor: &mut Cursor<'_, '_>, table: &mut Table) -> Option<()> {
    while !cursor.is_done() {
        let mut name = None;
        while cursor.eat("constraint") {
            name = Some(cursor.name()?);
        }
        if cursor.is_done() {
            break;
        }
        let rule = rule(context, cursor)?;
        table.constraints.push(Constraint { name, rule, inline: Aside(None) });
    }
    Some(())
}

fn rule(context: &Context<'_>, cursor: &mut Cursor<'_, '_>) -> Option<Rule> {
    if cursor.eat_all(&["primary", "key"]) {
        let mut inside = cursor.parenthesised()?;
        let mut numbering = Numbering::Own;
        if let [rest @ .., last] = inside
            && last.is("autoincrement")
        {
            inside = rest;
            numbering = Numbering::Autoincrement;
        }
        return Some(Rule::PrimaryKey { parts: parts(inside)?, numbering, conflict: conflict(cursor)? });
    }
    if cursor.eat("unique") {
        let parts = parts(cursor.parenthesised()?)?;
        return Some(Rule::Unique { parts, conflict: conflict(cursor)? });
    }
    if cursor.eat("check") {
        return check(context, cursor);
    }
    cursor.eat_all(&["foreign", "key"]).then_some(())?;
    let columns = names(cursor.parenthesised()?)?;
    cursor.eat("references").then_some(())?;
    let mut key = references(cursor, columns)?;
    if let Some(timing) = timing(cursor) {
        key.timing = timing;
    }
    Some(Rule::ForeignKey(key))
}

/// Behind CHECK. ON CONFLICT is allowed there and means nothing.
pub(super) fn check(context: &Context<'_>, cursor: &mut Cursor<'_, '_>) -> Option<Rule> {
    let inside = cursor.parenthesised()?;
    conflict(cursor)?;
    Some(Rule::Check { expression: expression(inside, Names::Columns(&context.columns)) })
}

/// ON CONFLICT …, if it comes next; None when it says something unknown.
pub(super) fn conflict(cursor: &mut Cursor<'_, '_>) -> Option<Conflict> {
    if !cursor.eat_all(&["on", "conflict"]) {
        return Some(Conflict::Abort);
    }
    match folded(cursor.next()?.raw).as_str() {
        "abort" => Some(Conflict::Abort),
        "rollback" => Some(Conflict::Rollback),
        "fail" => Some(Conflict::Fail),
        "ignore" => Some(Conflict::Ignore),
        "replace" => Some(Conflict::Replace),
        _ => None,
    }
}

fn parts(inside: &[Token<'_>]) -> Option<Vec<KeyPart>> {
    listed(inside).into_iter().map(part).collect()
}

fn part(tokens: &[Token<'_>]) -> Option<KeyPart> {
    let mut cursor = Cursor::new(tokens);
    let column = folded(&cursor.name()?);
    let collation = match cursor.eat("collate") {
        true => Some(folded(&cursor.name()?)),
        false => None,
    };
    let direction = direction(&mut cursor);
    cursor.is_done().then_some(KeyPart { column, collation, direction })
}

/// ASC or DESC, if it comes next.
pub(super) fn direction(cursor: &mut Cursor<'_, '_>) -> Direction {
    let descending = !cursor.eat("asc") && cursor.eat("desc");
    if descending { Direction::Descending } else { Direction::Ascending }
}

fn names(inside: &[Token<'_>]) -> Option<Vec<String>> {
    let one = |tokens: &[Token<'_>]| match tokens {
        [token] => token.name().map(|name| folded(&name)),
        _ => None,
    };
    listed(inside).into_iter().map(one).collect()
}

/// Behind REFERENCES, without the words about deferring.
pub(super) fn references(cursor: &mut Cursor<'_, '_>, columns: Vec<String>) -> Option<ForeignKey> {
    let table = folded(&cursor.name()?);
    let to = match cursor.peek().is_some_and(|token| token.is_mark("(")) {
        true => names(cursor.parenthesised()?)?,
        false => Vec::new(),
    };
    let nothing = || "no action".to_owned();
    let (mut on_delete, mut on_update, mut matching) = (nothing(), nothing(), None);
    loop {
        if cursor.eat_all(&["on", "delete"]) {
            on_delete = action(cursor)?;
        } else if cursor.eat_all(&["on", "update"]) {
            on_update = action(cursor)?;
        } else if cursor.eat("match") {
            matching = Some(folded(&cursor.name()?));
        } else {
            break;
        }
    }
    Some(ForeignKey { columns, table, to, on_delete, on_update, matching, timing: Timing::Immediate })
}

fn action(cursor: &mut Cursor<'_, '_>) -> Option<String> {
    const ACTIONS: [(&[&str], &str); 5] = [
        (&["set", "null"], "set null"),
        (&["set", "default"], "set default"),
        (&["no", "action"], "no action"),
        (&["cascade"], "cascade"),
        (&["restrict"], "restrict"),
    ];
    ACTIONS.iter().find(|(words, _)| cursor.eat_all(words)).map(|(_, action)| (*action).to_owned())
}

/// \[NOT\] DEFERRABLE \[INITIALLY DEFERRED | IMMEDIATE\], if it comes next.
pub(super) fn timing(cursor: &mut Cursor<'_, '_>) -> Option<Timing> {
    let refuses = cursor.eat_all(&["not", "deferrable"]);
    if !refuses && !cursor.eat("deferrable") {
        return None;
    }
    let deferred = cursor.eat_all(&["initially", "deferred"]);
    let _ = cursor.eat_all(&["initially", "immediate"]);
    Some(if deferred && !refuses { Timing::Deferred } else { Timing::Immediate })
}
