//! What two versions of a table need: single columns put on and taken off, or the table made anew.
//! Must not know how that is written.

use evenkeel_core::{Outcome, Pair};

use super::{Column, Constraint, Kept, Rule, Table};
use crate::canon::folded;
use crate::token::{Kind, Token, tokens};

/// The change of a table that stays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// ALTER TABLE can do it. Keys of columns; added ones in the order of the new table.
    Columns { added: Vec<String>, dropped: Vec<String> },
    /// It cannot: a new table is made, filled and put in the old one's place.
    Rebuild,
}

pub fn compare(pair: Pair<&Table>) -> Outcome<Change> {
    if pair.old == pair.new {
        return Outcome::Same;
    }
    let Pair { old, new } = pair;
    let added: Vec<String> = missing(new, old);
    let dropped: Vec<String> = missing(old, new);
    let possible = added.iter().all(|key| can_be_added(new, key))
        && dropped.iter().all(|key| can_be_dropped(old, key))
        && stand_alone(new, &added)
        && stand_alone(old, &dropped)
        && altered(pair, &added, &dropped) == *new;
    match possible {
        true => Outcome::Alter(Change::Columns { added, dropped }),
        false => Outcome::Alter(Change::Rebuild),
    }
}

/// Keys of the columns that only the first table has, in its order.
pub fn missing(table: &Table, from: &Table) -> Vec<String> {
    table.layout.0.iter().filter(|key| !from.columns.contains_key(*key)).cloned().collect()
}

/// Whether none of these columns speaks of another one of them, so that they can come or go one by one.
fn stand_alone(table: &Table, keys: &[String]) -> bool {
    keys.iter().all(|key| {
        let words = tokens(&table.columns[key].text.0);
        let mut names = words.iter().filter_map(Token::name).map(|name| folded(&name));
        !names.any(|name| name != *key && keys.contains(&name))
    })
}

/// The table that ALTER TABLE would leave.
fn altered(pair: Pair<&Table>, added: &[String], dropped: &[String]) -> Table {
    let written_in = |constraint: &Constraint, keys: &[String]| {
        constraint.inline.0.as_ref().is_some_and(|column| keys.contains(column))
    };
    let mut table = pair.old.clone();
    table.columns.retain(|key, _| !dropped.contains(key));
    table.constraints.retain(|constraint| !written_in(constraint, dropped));
    for key in added {
        let column = pair.new.columns.get(key).expect("an added column is in the new table");
        table.columns.insert(key.clone(), column.clone());
    }
    let coming = pair.new.constraints.iter().filter(|constraint| written_in(constraint, added));
    table.constraints.extend(coming.cloned());
    table.constraints.sort();
    table
}

pub fn inline<'t>(table: &'t Table, key: &str) -> impl Iterator<Item = &'t Rule> {
    table
        .constraints
        .iter()
        .filter(move |constraint| constraint.inline.0.as_deref() == Some(key))
        .map(|constraint| &constraint.rule)
}

/// The rules of <https://sqlite.org/lang_altertable.html#altertabaddcol>, read strictly: where SQLite looks at the
/// rows to decide, the answer is no.
fn can_be_added(table: &Table, key: &str) -> bool {
    let Some(column) = table.columns.get(key) else { return false };
    let refers = inline(table, key).any(|rule| matches!(rule, Rule::ForeignKey(_)));
    let has_key =
        inline(table, key).any(|rule| matches!(rule, Rule::PrimaryKey { .. } | Rule::Unique { .. }));
    let value = value_for_old_rows(column);
    match (&column.generated, value) {
        _ if has_key || hides_rowid(key) => false,
        (Some(generated), _) => generated.kept == Kept::Virtual && column.not_null.is_none() && !refers,
        (None, OldRows::Computed) => false,
        (None, OldRows::Null) => column.not_null.is_none(),
        (None, OldRows::Constant) => !refers,
    }
}

/// SQLite neither adds nor drops a column that takes a name of the rowid away (since 3.54).
fn hides_rowid(key: &str) -> bool {
    ["rowid", "_rowid_", "oid"].contains(&key)
}

/// What a new column holds in the rows that were there before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OldRows {
    Null,
    Constant,
    Computed,
}

pub fn value_for_old_rows(column: &Column) -> OldRows {
    let Some(default) = &column.default else { return OldRows::Null };
    let tokens = tokens(default);
    let value = match tokens.as_slice() {
        [value] => value,
        [sign, value] if sign.is_mark("-") || sign.is_mark("+") => value,
        _ => return OldRows::Computed,
    };
    match value.kind {
        Kind::Text | Kind::Number | Kind::Blob => OldRows::Constant,
        Kind::Word if value.is("null") => OldRows::Null,
        Kind::Word if value.is("true") || value.is("false") => OldRows::Constant,
        Kind::Word | Kind::Quoted | Kind::Bracketed | Kind::Variable | Kind::Mark => OldRows::Computed,
    }
}

/// The rules of <https://sqlite.org/lang_altertable.html#altertabdropcol>. What else mentions the column differs
/// between the two tables too, or is an index, view or trigger that is taken away before.
fn can_be_dropped(table: &Table, key: &str) -> bool {
    !hides_rowid(key) && inline(table, key).all(|rule| matches!(rule, Rule::Check { .. }))
}
