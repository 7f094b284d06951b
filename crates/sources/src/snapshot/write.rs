//! Writes a snapshot as statements. Must not know which tool made it.

use evenkeel_core::sql;
use evenkeel_core::sql::Sql;

use super::model::{Snapshot, Table};
use crate::derived::{Quoted, Span, Text};

/// Where in the snapshot a name stands first: in quotes, as JSON has it.
struct Finder<'a>(&'a str);

impl Finder<'_> {
    fn place(&self, name: &str) -> Span {
        let wanted = format!("\"{name}\"");
        let found = self.0.find(&wanted).map_or(0..0, |at| at..at + wanted.len());
        Span { file: 0, range: found }
    }
}

/// The script that makes everything.
pub(super) fn write(snapshot: &Snapshot, json: &str) -> Text {
    let mut text = Text::default();
    let finder = Finder(json);
    for name in &snapshot.schemas {
        text.statement(&sql!("CREATE SCHEMA {}", Quoted(name)), &finder.place(name));
    }
    for (name, statement) in &snapshot.before {
        text.statement(statement, &finder.place(name));
    }
    for table in &snapshot.tables {
        write_table(table, &finder, &mut text);
    }
    let later = snapshot.tables.iter().flat_map(|table| {
        let all = [&table.indexes, &table.foreign_keys];
        all.into_iter().flatten()
    });
    for (name, statement) in later.chain(&snapshot.after) {
        text.statement(statement, &finder.place(name));
    }
    text
}

fn write_table(table: &Table, finder: &Finder<'_>, text: &mut Text) {
    let at = finder.place(&table.target.name);
    text.line(&sql!("CREATE TABLE {} (", table.target.sql()), &at);
    let columns = table.columns.iter();
    let columns =
        columns.map(|column| (&column.name, sql!("{} {}", Quoted(&column.name), column.definition)));
    let constraints = table.constraints.iter().map(|(name, constraint)| (name, constraint.clone()));
    let parts: Vec<(&String, Sql)> = columns.chain(constraints).collect();
    let last = parts.len().saturating_sub(1);
    for (number, (name, part)) in parts.iter().enumerate() {
        let line = if number < last { sql!("    {},", *part) } else { sql!("    {}", *part) };
        text.line(&line, &finder.place(name));
    }
    text.statement(&Sql::raw(")"), &at);
    for statement in &table.more {
        text.statement(statement, &at);
    }
}
