//! Questions that find the rows which do not fit a way back, or which it would lose. Must not know how rows are shown.

use evenkeel_core::sql::{Ident, Sql};
use evenkeel_core::{Action, ObjectId, Pair, View, sql};

use super::{Choice, Holds, is_alter, table};
use crate::canon::folded;
use crate::dialect::Sqlite;
use crate::kinds::table::diff::{OldRows, missing, value_for_old_rows};
use crate::kinds::table::{KeyPart, Rule, Table};
use crate::token::{Token, tokens};

/// One question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    pub object: ObjectId,
    /// What is wrong with the rows that it finds, as the end of a sentence that begins with the object.
    pub why: String,
    /// Answers the rows, by their keys.
    pub rows: Sql,
    /// Whether the way back goes on without them.
    pub is_loss: bool,
}

/// All questions about a way back, whose view leads from the new state to the old one.
pub fn checks(view: &View<'_, Sqlite>, choice: &Choice) -> Vec<Check> {
    let mut found = Vec::new();
    for (id, what) in &view.delta.dispositions {
        let (old, new) = (table(view.catalogs.old, id), table(view.catalogs.new, id));
        match (old, new) {
            (Some(old), _) if view.acts(id, Action::Drop) => {
                let rows = sql!("SELECT {} FROM {}", shown(old), Ident::new(&old.name));
                found.push(Check {
                    object: id.clone(),
                    why: "goes with all its rows".to_owned(),
                    rows,
                    is_loss: true,
                });
            }
            (Some(old), Some(new)) if is_alter(Some(what)) => found.extend(altered(id, old, new, choice)),
            _ => {}
        }
    }
    found
}

fn altered(id: &ObjectId, old: &Table, new: &Table, choice: &Choice) -> Vec<Check> {
    let all = sql!("SELECT {} FROM {}", shown(old), Ident::new(&old.name));
    let check = |object: ObjectId, why: &str, rows: Sql, is_loss: bool| Check {
        object,
        why: why.to_owned(),
        rows,
        is_loss,
    };
    let mut found = Vec::new();
    for key in missing(old, new) {
        let column = &old.columns[&key];
        if column.generated.is_none() {
            let rows = sql!("{} WHERE {} IS NOT NULL", all, Ident::new(&column.name));
            found.push(check(id.child("column", &column.name), "goes with its values", rows, true));
        }
    }
    for (key, column) in
        new.ordered_columns().filter(|(_, column)| column.not_null.is_some() && column.generated.is_none())
    {
        let object = id.child("column", &column.name);
        match old.columns.get(key) {
            Some(there) if there.not_null.is_none() => {
                let rows = sql!("{} WHERE {} IS NULL", all, Ident::new(&there.name));
                found.push(check(object, "may not be null again", rows, false));
            }
            None if value_for_old_rows(column) == OldRows::Null => {
                found.push(match waits(id, &column.name, old, choice) {
                    Some(waits) => check(
                        object,
                        "may not be empty, and rows that were written since have no value for it",
                        sql!("{} WHERE NOT EXISTS ({})", all, waits),
                        false,
                    ),
                    None => check(object, "comes back empty and may not be", all.clone(), false),
                });
            }
            Some(_) | None => {}
        }
    }
    let coming = new.constraints.iter().filter(|constraint| !old.constraints.contains(constraint));
    found.extend(coming.filter_map(|constraint| {
        let (why, rows) = broken(id, Pair::of(old, new), &constraint.rule, choice)?;
        Some(check(id.clone(), &why, rows, false))
    }));
    found
}

/// Rows in quarantine that are the same as one of the table.
fn waits(id: &ObjectId, column: &str, table: &Table, choice: &Choice) -> Option<Sql> {
    let keeping = choice.of(id)?;
    let Holds::Values { key, dropped, .. } = &keeping.holds else { return None };
    let same = keeping.same(&table.name, key);
    dropped
        .iter()
        .any(|name| name == column)
        .then(|| sql!("SELECT 1 FROM {} WHERE {}", keeping.place(), same))
}

/// The rows that a constraint would refuse, where its columns are there already.
fn broken(id: &ObjectId, pair: Pair<&Table>, rule: &Rule, choice: &Choice) -> Option<(String, Sql)> {
    let Pair { old, new } = pair;
    let name = Ident::new(&old.name);
    let names = |keys: &[String]| -> Option<Vec<Sql>> {
        keys.iter()
            .map(|key| {
                Some(Ident::new(&old.columns.get(key).filter(|_| new.columns.contains_key(key))?.name).into())
            })
            .collect()
    };
    let of_parts =
        |parts: &[KeyPart]| names(&parts.iter().map(|part| part.column.clone()).collect::<Vec<_>>());
    match rule {
        Rule::PrimaryKey { parts, .. } | Rule::Unique { parts, .. } => {
            let columns = of_parts(parts)?;
            let filled = Sql::join(columns.iter().map(|column| sql!("{} IS NOT NULL", column)), " AND ");
            let list = Sql::join(columns, ", ");
            let rows =
                sql!("SELECT {} FROM {} WHERE {} GROUP BY {} HAVING count(*) > 1", list, name, filled, list);
            Some((format!("would hold values twice in ({list})"), rows))
        }
        Rule::ForeignKey(key) if !key.to.is_empty() => {
            let columns = names(&key.columns)?;
            let same = columns
                .iter()
                .zip(&key.to)
                .map(|(own, to)| sql!("target.{} = {}.{}", Ident::new(to), name, own));
            let same = Sql::join(same, " AND ");
            let filled = Sql::join(columns.iter().map(|column| sql!("{} IS NOT NULL", column)), " AND ");
            let target = Ident::new(&key.table);
            let rows = sql!(
                "SELECT {} FROM {} WHERE {} AND NOT EXISTS (SELECT 1 FROM {} AS target WHERE {})",
                shown(old),
                name,
                filled,
                target,
                same
            );
            Some((format!("refers to rows of {target} that are not there"), rows))
        }
        Rule::Check { expression } => {
            let condition = Sql::from_database(crate::canon::shown(expression));
            let source = source(id, pair, expression, choice);
            let rows = sql!("SELECT {} FROM {} WHERE NOT ({})", shown(old), source, condition);
            Some((format!("has rows that break CHECK ({condition})"), rows))
        }
        Rule::ForeignKey(_) => None,
    }
}

/// The rows of a table with those columns that an expression speaks of and that are not there yet.
fn source(id: &ObjectId, pair: Pair<&Table>, expression: &str, choice: &Choice) -> Sql {
    let name = Ident::new(&pair.old.name);
    let words = tokens(expression);
    let spoken: Vec<String> = words.iter().filter_map(Token::name).map(|name| folded(&name)).collect();
    let coming = missing(pair.new, pair.old).into_iter().filter(|key| spoken.contains(key));
    let values: Vec<Sql> = coming
        .map(|key| {
            let column = &pair.new.columns[&key];
            let recalled = choice.of(id).and_then(|keeping| keeping.recalled(column));
            sql!(", {} AS {}", recalled.unwrap_or_else(|| Sql::raw("NULL")), Ident::new(&column.name))
        })
        .collect();
    match values.is_empty() {
        true => name.into(),
        false => {
            let rowid = match pair.old.primary_key() {
                None => sql!("{}.rowid AS rowid, ", name),
                Some(_) => Sql::default(),
            };
            sql!("(SELECT {}{}.*{} FROM {}) AS {}", rowid, name, Sql::join(values, ""), name, name)
        }
    }
}

/// The columns by which a row is named.
fn shown(table: &Table) -> Sql {
    match table.primary_key() {
        Some((parts, _)) => {
            let columns = parts.iter().filter_map(|part| table.columns.get(&part.column));
            Sql::join(columns.map(|column| Ident::new(&column.name)), ", ")
        }
        None => Sql::raw("rowid"),
    }
}
