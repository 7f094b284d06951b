//! Reads CREATE TABLE (<https://sqlite.org/lang_createtable.html>) into a value.
//!
//! Must not know the database: None is said when the text is not understood, and then the table is reported by
//! name as not modelled.

mod column;
mod constraint;
mod cursor;

use std::collections::{BTreeMap, BTreeSet};

use super::{Direction, Numbering, Rule, Storage, Table, Typing};
use crate::aside::Aside;
use crate::canon::{closing, folded, listed};
use crate::token::{Token, tokens};
pub(super) use column::type_of;
use cursor::Cursor;

/// What is known while one item of the list is read.
struct Context<'s> {
    sql: &'s str,
    /// Keys of all columns, for a name in double quotes that is none of them is a string.
    columns: BTreeSet<String>,
}

/// The table that this statement makes.
pub fn table(sql: &str) -> Option<Table> {
    let all = tokens(sql);
    let mut head = Cursor::new(&all);
    head.eat("create").then_some(())?;
    let _ = head.eat("temp") || head.eat("temporary");
    head.eat("table").then_some(())?;
    if head.eat("if") {
        (head.eat("not") && head.eat("exists")).then_some(())?;
    }
    let mut name = head.name()?;
    if head.eat_mark(".") {
        name = head.name()?;
    }
    let open = head.at();
    let close = closing(&all, open).filter(|_| all[open].is_mark("("))?;
    let mut table = Table {
        name,
        columns: BTreeMap::new(),
        constraints: Vec::new(),
        storage: Storage::Rowid,
        typing: Typing::Flexible,
        layout: Aside::default(),
        text: Aside(sql[..all.last()?.end()].to_owned()),
    };
    options(&all[close + 1..], &mut table)?;
    items(sql, &all[open + 1..close], &mut table)?;
    number(&mut table);
    table.constraints.sort();
    Some(table)
}

fn options(rest: &[Token<'_>], table: &mut Table) -> Option<()> {
    let mut rest = Cursor::new(rest);
    while !rest.is_done() {
        if rest.eat("strict") {
            table.typing = Typing::Strict;
        } else if rest.eat("without") && rest.eat("rowid") {
            table.storage = Storage::WithoutRowid;
        } else {
            return None;
        }
        let _ = rest.eat_mark(",");
    }
    Some(())
}

fn items(sql: &str, body: &[Token<'_>], table: &mut Table) -> Option<()> {
    let items = listed(body);
    let is_column = |item: &&&[Token<'_>]| !item.first().is_some_and(constraint::starts);
    let names: Option<Vec<String>> =
        items.iter().filter(is_column).map(|item| item.first().and_then(Token::name)).collect();
    let context = Context { sql, columns: names?.iter().map(|name| folded(name)).collect() };
    for item in items {
        let mut cursor = Cursor::new(item);
        match item.first().is_some_and(constraint::starts) {
            true => constraint::of_table(&context, &mut cursor, table)?,
            false => column::column(&context, &mut cursor, table)?,
        }
    }
    (!table.columns.is_empty()).then_some(())
}

/// Tells whether the primary key is the rowid: one INTEGER column, of a table that has rowids. By an old mistake
/// that SQLite keeps, `INTEGER PRIMARY KEY DESC` in a column's definition is not, though it is for the table.
fn number(table: &mut Table) {
    let has_rowids = table.storage == Storage::Rowid;
    for constraint in &mut table.constraints {
        let Rule::PrimaryKey { parts, numbering, .. } = &mut constraint.rule else { continue };
        let [part] = parts.as_mut_slice() else { continue };
        let is_integer = table.columns.get(&part.column).is_some_and(|column| column.type_name == "INTEGER");
        let mistaken = part.direction == Direction::Descending && constraint.inline.0.is_some();
        if has_rowids && is_integer && !mistaken {
            // The rowid has one order and compares as numbers do, so neither word means anything for it.
            part.direction = Direction::Ascending;
            part.collation = None;
            if *numbering == Numbering::Own {
                *numbering = Numbering::Rowid;
            }
        }
    }
}
