//! Counting rows. Must not know how statements are sent.

use std::collections::BTreeSet;

use evenkeel_core::sql::Name;
use evenkeel_core::{ObjectId, Sql, sql};

use crate::error::EngineError;

/// One statement that answers a row for each table, in order; nothing for no tables.
pub(super) fn counting(tables: &[ObjectId]) -> Option<Sql> {
    if tables.is_empty() {
        return None;
    }
    let one = |(at, table): (usize, &ObjectId)| {
        sql!("SELECT {} AS number, count(*) FROM {}", at, Name::from(table))
    };
    let all = Sql::join(tables.iter().enumerate().map(one), " UNION ALL ");
    Some(all.and(" ORDER BY 1"))
}

/// One statement that answers the number of each table that holds no rows; nothing for no tables.
pub(super) fn seeking_empty(tables: &[ObjectId]) -> Option<Sql> {
    if tables.is_empty() {
        return None;
    }
    let one = |(at, table): (usize, &ObjectId)| {
        sql!("SELECT {} WHERE NOT EXISTS (SELECT FROM {})", at, Name::from(table))
    };
    Some(Sql::join(tables.iter().enumerate().map(one), " UNION ALL "))
}

pub(super) fn found_empty(tables: &[ObjectId], rows: &[Vec<Option<String>>]) -> BTreeSet<ObjectId> {
    let number = |row: &Vec<Option<String>>| row.first()?.as_ref()?.parse::<usize>().ok();
    rows.iter().filter_map(|row| tables.get(number(row)?).cloned()).collect()
}

pub(super) fn counted(
    tables: &[ObjectId],
    rows: &[Vec<Option<String>>],
) -> Result<Vec<(ObjectId, u64)>, EngineError> {
    let count = |row: &Vec<Option<String>>| row.get(1)?.as_ref()?.parse().ok();
    tables
        .iter()
        .zip(rows)
        .map(|(table, row)| {
            let rows = count(row)
                .ok_or_else(|| EngineError::Catalog(format!("the count of {table} is no number")))?;
            Ok((table.clone(), rows))
        })
        .collect()
}
