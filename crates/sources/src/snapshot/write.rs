//! Writes a snapshot as statements. Must not know which tool made it.

use evenkeel_core::sql;
use evenkeel_core::sql::Sql;

use super::model::{Snapshot, Table};
use super::places::Places;
use crate::derived::Text;

/// The script that makes everything.
pub(super) fn write(snapshot: &Snapshot, json: &str) -> Text {
    let mut text = Text::default();
    let places = Places::of(json);
    for part in &snapshot.before {
        text.statement(&part.sql, &places.find(&part.at));
    }
    for table in &snapshot.tables {
        write_table(table, &places, &mut text);
    }
    for part in &snapshot.after {
        text.statement(&part.sql, &places.find(&part.at));
    }
    text
}

fn write_table(table: &Table, places: &Places<'_>, text: &mut Text) {
    let at = places.find(&table.at);
    text.line(&sql!("CREATE TABLE {} (", table.target.sql()), &at);
    let last = table.inside.len().saturating_sub(1);
    for (number, part) in table.inside.iter().enumerate() {
        let line = if number < last { sql!("    {},", part.sql) } else { sql!("    {}", part.sql) };
        text.line(&line, &places.find(&part.at));
    }
    text.statement(&Sql::raw(")"), &at);
    for part in &table.more {
        text.statement(&part.sql, &places.find(&part.at));
    }
}
