//! Which rows refer to nothing. Must not know what is done about them.

use evenkeel_core::sql::Sql;
use evenkeel_core::{Action, ObjectId, sql};

use super::ForeignKey;
use crate::kinds::{Kind, table_of};
use crate::preflight::text::{items, parenthesised};
use crate::preflight::{Asker, Direction, Question};

pub(super) fn about(new: Option<&ForeignKey>, asker: &Asker<'_>) -> Option<Question> {
    let key = new.filter(|key| key.validated)?;
    let (id, target) = (key.id(), key.target_id());
    let table = table_of(&id);
    let (_, behind) = key.definition.as_str().split_once("FOREIGN KEY ")?;
    let (own, behind) = parenthesised(behind)?;
    let (_, behind) = behind.split_once(" REFERENCES ")?;
    let (others, behind) = parenthesised(behind)?;
    if own.contains("PERIOD ") {
        return None;
    }
    let source = asker.source(&table, own)?;
    let known = sql!("ROW({}) IS NOT NULL", columns("t", own));
    let new_target = asker.direction == Direction::There && asker.view.acts(&target, Action::Create);
    let alone = match new_target {
        // It has no row yet.
        true => known,
        false => {
            let same = items(own).into_iter().zip(items(others));
            let same = same.map(|(own, other)| sql!("{} = {}", column("r", other), column("t", own)));
            let found = sql!(
                "SELECT FROM {} AS r WHERE {}",
                asker.source(&target, others)?,
                Sql::join(same, " AND ")
            );
            sql!("{} AND NOT EXISTS ({})", known, found)
        }
    };
    let condition = match behind.contains("MATCH FULL") {
        true => {
            let row = columns("t", own);
            sql!("(({}) OR NOT (ROW({}) IS NULL OR ROW({}) IS NOT NULL))", alone, row, row)
        }
        false => alone,
    };
    let rows = sql!("SELECT {} FROM {} AS t WHERE {}", asker.shown_with(&table, &columns("t", own)), source, condition);
    let ids: Vec<ObjectId> = items(own).into_iter().filter_map(|name| named(asker, &table, name)).collect();
    let question = Question::misfit(&id, "refers to rows that are not there", rows);
    Some(question.mended(asker.emptied(&ids, &condition)).of([&table, &target]))
}

fn column(alias: &'static str, written: &str) -> Sql {
    sql!("{}.{}", Sql::raw(alias), Sql::from_database(written))
}

fn columns(alias: &'static str, list: &str) -> Sql {
    Sql::join(items(list).into_iter().map(|item| column(alias, item)), ", ")
}

/// The column that is written so.
fn named(asker: &Asker<'_>, table: &ObjectId, written: &str) -> Option<ObjectId> {
    let mut columns = asker.view.catalogs.new.below("column", table).map(|(id, _)| id);
    columns.find(|id| evenkeel_core::Ident::new(id.name()).to_string() == written).cloned()
}
