//! Which rows a key or an exclusion constraint would refuse. Must not know what is done about them.

use evenkeel_core::sql::{Name, Sql};
use evenkeel_core::{Action, ObjectId, sql};

use super::backed::Backed;
use crate::kinds::table_of;
use crate::preflight::text::{expression, items, parenthesised};
use crate::preflight::{Asker, Question, is_made};

pub(super) fn about(new: Option<&Backed>, kind: &'static str, asker: &Asker<'_>) -> Option<Question> {
    let backed = new?;
    let id = backed.id(kind);
    let table = table_of(&id);
    // What waits was together before.
    if !is_made(asker.view, &id) || asker.view.acts(&table, Action::Create) {
        return None;
    }
    let definition = backed.definition.as_str();
    let (list, behind) = parenthesised(definition)?;
    if definition.starts_with("EXCLUDE") {
        return in_conflict(&id, &table, list, behind, asker);
    }
    let nulls = match definition.contains("NULLS NOT DISTINCT") || kind == "primary_key" {
        true => Nulls::Alike,
        false => Nulls::Distinct,
    };
    let (columns, overlapping) = match list.strip_suffix(" WITHOUT OVERLAPS") {
        Some(columns) => (columns, true),
        None => (list, false),
    };
    match overlapping {
        true => None,
        false => twice(&id, &table, &Sql::from_database(columns), None, nulls, asker),
    }
}

/// Whether rows may be the same where something is null.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Nulls {
    Alike,
    Distinct,
}

/// Values that more than one row holds, among those that meet a condition.
pub(super) fn twice(
    id: &ObjectId,
    table: &ObjectId,
    columns: &Sql,
    condition: Option<&Sql>,
    nulls: Nulls,
    asker: &Asker<'_>,
) -> Option<Question> {
    let known = match nulls {
        Nulls::Alike => None,
        Nulls::Distinct => Some(sql!("ROW({}) IS NOT NULL", columns)),
    };
    let conditions: Vec<&Sql> = known.iter().chain(condition).collect();
    let filter = match conditions.is_empty() {
        true => Sql::default(),
        false => sql!(" WHERE {}", Sql::join(conditions.iter().copied(), " AND ")),
    };
    let about = [columns.as_str(), filter.as_str()].concat();
    let source = asker.source(table, &about)?;
    let rows =
        sql!("SELECT {} FROM {} AS t{} GROUP BY {} HAVING count(*) > 1", columns, source, filter, columns);
    let mend = asker.mendable(table, &about).map(|name| {
        let first = sql!(
            "SELECT DISTINCT ON ({}) t.tableoid, t.ctid FROM {} AS t{} ORDER BY {}, {}",
            columns,
            name,
            filter,
            columns,
            asker.shown(table)
        );
        let also = if conditions.is_empty() {
            Sql::default()
        } else {
            sql!("{} AND ", Sql::join(conditions, " AND "))
        };
        sql!("DELETE FROM {} AS t WHERE {}(t.tableoid, t.ctid) NOT IN ({})", name, also, first)
    });
    Some(Question::misfit(id, "would hold values twice", rows).mended(mend).of([table]))
}

/// Rows that an exclusion constraint keeps apart; its definition pairs each expression with an operator.
fn in_conflict(
    id: &ObjectId,
    table: &ObjectId,
    list: &str,
    behind: &str,
    asker: &Asker<'_>,
) -> Option<Question> {
    let pairs: Option<Vec<(&str, &str)>> =
        items(list).into_iter().map(|item| item.rsplit_once(" WITH ")).collect();
    let pairs = pairs?;
    let condition =
        behind.split_once("WHERE ").and_then(|(_, rest)| parenthesised(rest)).map(|(inner, _)| inner);
    let about = [list, condition.unwrap_or_default()].concat();
    let name = asker.source(table, &about).filter(|source| *source == Sql::from(Name::from(table)))?;
    // The other row's expressions are computed where its columns have no rival of the same name.
    let values = pairs.iter().zip(1..).map(|((item, _), number)| {
        sql!("({}) AS {}", Sql::from_database(expression(item)), evenkeel_core::Ident::new(&label(number)))
    });
    let filter = condition.map(|it| sql!(" WHERE ({})", Sql::from_database(it))).unwrap_or_default();
    let keyed = sql!(
        "(SELECT t.tableoid AS evenkeel_table, t.ctid AS evenkeel_row, {} FROM {} AS t{})",
        Sql::join(values, ", "),
        name,
        filter
    );
    let meet = pairs.iter().zip(1..).map(|((_, operator), number)| {
        let label = label(number);
        let value = evenkeel_core::Ident::new(&label);
        sql!("one.{} {} other.{}", value, Sql::from_database(*operator), value)
    });
    let both = sql!(
        "SELECT one.evenkeel_table, one.evenkeel_row FROM {} AS one JOIN {} AS other ON {} \
         AND (other.evenkeel_table, other.evenkeel_row) < (one.evenkeel_table, one.evenkeel_row)",
        keyed,
        keyed,
        Sql::join(meet, " AND ")
    );
    let condition = sql!("(t.tableoid, t.ctid) IN ({})", both);
    let rows = sql!("SELECT {} FROM {} AS t WHERE {}", asker.shown(table), name, condition);
    let question = Question::misfit(id, "would refuse rows that meet others", rows);
    Some(question.mended(asker.removed(table, &condition)).of([table]))
}

fn label(number: usize) -> String {
    format!("evenkeel_{number}")
}
