//! One table in plain text, as people know it from psql's `\d`. Must not know where the text goes.

use std::fmt::Write;

use evenkeel_core::{Bond, Catalog, Ident, ObjectId};

use crate::canon::{folded, shown};
use crate::kinds::Object;
use crate::kinds::index::{Index, Uniqueness};
use crate::kinds::table::{
    Column, Constraint, Direction, ForeignKey, Kept, KeyPart, Numbering, Rule, Storage, Table, Timing, Typing,
};

/// The table's columns, keys, indexes, checks, references and triggers. None when there is no such table.
pub fn table(catalog: &Catalog<Object>, id: &ObjectId) -> Option<String> {
    let table = catalog.get(id)?.table()?;
    let mut text = heading(table);
    columns(&mut text, table);
    section(&mut text, "Keys", keys(table));
    section(&mut text, "Indexes", parts(catalog, id, index));
    section(&mut text, "Check constraints", constraints(table, check));
    section(&mut text, "Foreign keys", constraints(table, outgoing));
    section(&mut text, "Referenced by", referenced_by(catalog, table));
    section(&mut text, "Triggers", parts(catalog, id, trigger));
    Some(text)
}

/// What belongs to a table and is an object of its own; its columns are told as its children.
pub fn belongings(catalog: &Catalog<Object>, id: &ObjectId) -> Vec<ObjectId> {
    let table = catalog.get(id).and_then(Object::table);
    let columns = table.into_iter().flat_map(Table::ordered_columns);
    let columns = columns.map(|(_, column)| id.child("column", &column.name));
    let belongs = |part: &ObjectId| catalog.bonds(part).any(|(to, bond)| to == id && bond == Bond::PartOf);
    let others = catalog.modelled().map(|(part, _)| part.clone()).filter(belongs);
    columns.chain(others).collect()
}

fn heading(table: &Table) -> String {
    let mut traits = Vec::new();
    match table.typing {
        Typing::Strict => traits.push("strict"),
        Typing::Flexible => {}
    }
    match table.storage {
        Storage::WithoutRowid => traits.push("without rowid"),
        Storage::Rowid => {}
    }
    let traits = if traits.is_empty() { String::new() } else { format!(" ({})", traits.join(", ")) };
    format!("Table {}{traits}\n", quoted(&table.name))
}

fn quoted(name: &str) -> String {
    Ident::new(name).to_string()
}

const TITLES: [&str; 5] = ["Column", "Type", "Collation", "Nullable", "Default"];

fn columns(text: &mut String, table: &Table) {
    let rows: Vec<[String; 5]> = table.ordered_columns().map(|(_, column)| cells(column)).collect();
    let width = |at: usize| {
        let cells = rows.iter().map(|row| row[at].chars().count());
        cells.chain([TITLES[at].len()]).max().unwrap_or_default()
    };
    let widths: [usize; 5] = std::array::from_fn(width);
    line(text, &TITLES.map(str::to_owned), &widths);
    let rules: Vec<String> = widths.iter().map(|width| "-".repeat(width + 2)).collect();
    writeln!(text, "{}", rules.join("+")).expect("writing to a string does not fail");
    for row in &rows {
        line(text, row, &widths);
    }
}

fn line(text: &mut String, row: &[String; 5], widths: &[usize; 5]) {
    let cells: Vec<String> =
        row.iter().zip(widths).map(|(cell, width)| format!(" {cell:<width$} ")).collect();
    writeln!(text, "{}", cells.join("|").trim_end()).expect("writing to a string does not fail");
}

fn cells(column: &Column) -> [String; 5] {
    let nullable = if column.not_null.is_some() { "not null" } else { "" };
    let default = match &column.generated {
        None => column.default.as_deref().map(shown).unwrap_or_default(),
        Some(generated) => {
            let kept = match generated.kept {
                Kept::Virtual => "virtual",
                Kept::Stored => "stored",
            };
            format!("generated always as ({}) {kept}", shown(&generated.expression))
        }
    };
    let collation = column.collation.clone().unwrap_or_default();
    [quoted(&column.name), column.type_name.clone(), collation, nullable.to_owned(), default]
}

fn section(text: &mut String, title: &str, lines: Vec<String>) {
    if lines.is_empty() {
        return;
    }
    writeln!(text, "{title}:").expect("writing to a string does not fail");
    for line in lines {
        writeln!(text, "    {line}").expect("writing to a string does not fail");
    }
}

fn constraints(table: &Table, told: fn(&Table, &Constraint) -> Option<String>) -> Vec<String> {
    table.constraints.iter().filter_map(|constraint| told(table, constraint)).collect()
}

fn named(constraint: &Constraint) -> String {
    constraint.name.as_ref().map(|name| format!("{} ", quoted(name))).unwrap_or_default()
}

fn keys(table: &Table) -> Vec<String> {
    constraints(table, |table, constraint| {
        let (word, parts, numbering) = match &constraint.rule {
            Rule::PrimaryKey { parts, numbering, .. } => ("PRIMARY KEY", parts, *numbering),
            Rule::Unique { parts, .. } => ("UNIQUE", parts, Numbering::Own),
            Rule::Check { .. } | Rule::ForeignKey(_) => return None,
        };
        let suffix = match numbering {
            Numbering::Own => "",
            Numbering::Rowid => " rowid",
            Numbering::Autoincrement => " autoincrement",
        };
        let list: Vec<String> = parts.iter().map(|part| key_part(table, part)).collect();
        Some(format!("{}{word} ({}){suffix}", named(constraint), list.join(", ")))
    })
}

fn key_part(table: &Table, part: &KeyPart) -> String {
    let name = column_name(table, &part.column);
    match part.direction {
        Direction::Ascending => name,
        Direction::Descending => name + " desc",
    }
}

fn column_name(table: &Table, key: &str) -> String {
    quoted(table.columns.get(key).map_or(key, |column| &column.name))
}

fn check(_: &Table, constraint: &Constraint) -> Option<String> {
    match &constraint.rule {
        Rule::Check { expression } => Some(format!("{}CHECK ({})", named(constraint), shown(expression))),
        Rule::PrimaryKey { .. } | Rule::Unique { .. } | Rule::ForeignKey(_) => None,
    }
}

fn outgoing(table: &Table, constraint: &Constraint) -> Option<String> {
    match &constraint.rule {
        Rule::ForeignKey(key) => Some(format!("{}{}", named(constraint), reference(table, key))),
        Rule::PrimaryKey { .. } | Rule::Unique { .. } | Rule::Check { .. } => None,
    }
}

fn reference(table: &Table, key: &ForeignKey) -> String {
    let from: Vec<String> = key.columns.iter().map(|column| column_name(table, column)).collect();
    let to: Vec<String> = key.to.iter().map(|column| quoted(column)).collect();
    let to = if to.is_empty() { String::new() } else { format!(" ({})", to.join(", ")) };
    let mut text = format!("({}) references {}{to}", from.join(", "), quoted(&key.table));
    for (event, action) in [("delete", &key.on_delete), ("update", &key.on_update)] {
        if action != "no action" {
            write!(text, " on {event} {action}").expect("writing to a string does not fail");
        }
    }
    match key.timing {
        Timing::Immediate => text,
        Timing::Deferred => text + " deferred",
    }
}

fn referenced_by(catalog: &Catalog<Object>, table: &Table) -> Vec<String> {
    let own = folded(&table.name);
    let others = catalog.modelled().filter_map(|(_, object)| object.table());
    others
        .flat_map(|other| other.constraints.iter().map(move |constraint| (other, constraint)))
        .filter_map(|(other, constraint)| match &constraint.rule {
            Rule::ForeignKey(key) if key.table == own => {
                Some(format!("{} {}", quoted(&other.name), reference(other, key)))
            }
            Rule::ForeignKey(_) | Rule::PrimaryKey { .. } | Rule::Unique { .. } | Rule::Check { .. } => None,
        })
        .collect()
}

/// What belongs to the table, told one by one.
fn parts(catalog: &Catalog<Object>, id: &ObjectId, told: fn(&Object) -> Option<String>) -> Vec<String> {
    let belongs = |part: &ObjectId| catalog.bonds(part).any(|(to, bond)| to == id && bond == Bond::PartOf);
    catalog.modelled().filter(|(part, _)| belongs(part)).filter_map(|(_, object)| told(object)).collect()
}

fn index(object: &Object) -> Option<String> {
    let Object::Index(Index { name, uniqueness, parts, predicate, .. }) = object else { return None };
    let unique = match uniqueness {
        Uniqueness::Unique => " UNIQUE",
        Uniqueness::Free => "",
    };
    let filter = predicate.as_ref().map(|text| format!(" WHERE {}", shown(text))).unwrap_or_default();
    let parts: Vec<String> = parts.iter().map(|part| shown(part)).collect();
    Some(format!("{}{unique} ({}){filter}", quoted(name), parts.join(", ")))
}

fn trigger(object: &Object) -> Option<String> {
    let Object::Trigger(trigger) = object else { return None };
    Some(format!("{} {}", quoted(&trigger.name), shown(&trigger.event)))
}

#[cfg(test)]
mod tests;
