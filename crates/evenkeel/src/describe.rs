//! One PostgreSQL table in plain text, as people know it from psql's `\d`. Must not know where the text goes.
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "a new kind that does not belong to tables changes nothing here"
)]

use std::fmt::Write;

use evenkeel_core::{Catalog, Ident, Name, ObjectId};
use evenkeel_postgres::Object;

/// The tables of this name, or of this dotted path.
pub(crate) fn named(catalog: &Catalog<Object>, name: &str) -> Vec<String> {
    let ids = catalog.modelled().filter(|(_, object)| matches!(object, Object::Table(_))).map(|(id, _)| id);
    ids.filter(|id| id.name() == name || id.dotted() == name).map(|id| table(catalog, id)).collect()
}

fn table(catalog: &Catalog<Object>, id: &ObjectId) -> String {
    let parts = Parts::of(catalog, id);
    let mut text = format!("Table {}{}\n", id.dotted(), parts.traits());
    columns(&mut text, &parts.columns());
    for (title, lines) in parts.sections() {
        section(&mut text, title, &lines);
    }
    text
}

/// A table, what belongs to it and who refers to it.
struct Parts<'a> {
    id: &'a ObjectId,
    catalog: &'a Catalog<Object>,
    own: Vec<&'a Object>,
    /// Foreign keys of other tables.
    incoming: Vec<String>,
}

const TITLES: [&str; 5] = ["Column", "Type", "Collation", "Nullable", "Default"];

impl<'a> Parts<'a> {
    fn of(catalog: &'a Catalog<Object>, id: &'a ObjectId) -> Self {
        let is_own = |schema: &str, table: &str| id.first() == schema && id.name() == table;
        let mut own = Vec::new();
        let mut incoming = Vec::new();
        for (_, object) in catalog.modelled() {
            if owner(object).is_some_and(|(schema, table)| is_own(schema, table)) {
                own.push(object);
            }
            if let Object::ForeignKey(key) = object
                && is_own(&key.target_schema, &key.target)
            {
                let from = Name::new([key.schema.as_str(), &key.table]);
                incoming.push(format!("{from} {} {}", Ident::new(&key.name), key.definition));
            }
        }
        Parts { id, catalog, own, incoming }
    }

    fn traits(&self) -> String {
        let Some(Object::Table(table)) = self.catalog.get(self.id) else { return String::new() };
        let mut traits = Vec::new();
        if table.unlogged {
            traits.push("unlogged".to_owned());
        }
        if let Some(key) = &table.partition_key {
            traits.push(format!("partitioned by {key}"));
        }
        if table.row_security {
            traits.push("row security".to_owned());
        }
        traits.extend(table.options.iter().cloned());
        if traits.is_empty() { String::new() } else { format!(" ({})", traits.join(", ")) }
    }

    fn columns(&self) -> Vec<[String; 5]> {
        let mut found: Vec<(i32, [String; 5])> = Vec::new();
        for object in &self.own {
            let Object::Column(column) = object else { continue };
            let position = self.catalog.entry(&object.id()).map_or(0, |entry| entry.position);
            let collation = column.collation.as_ref().map(ToString::to_string).unwrap_or_default();
            let nullable = if column.not_null { "not null" } else { "" };
            let cells = [
                Ident::new(&column.name).to_string(),
                column.data_type.to_string(),
                collation,
                nullable.to_owned(),
                self.filled_with(&column.name, object),
            ];
            found.push((position, cells));
        }
        found.sort_by_key(|(position, _)| *position);
        found.into_iter().map(|(_, cells)| cells).collect()
    }

    /// What a column gets when nobody says: its default, its identity or what it is computed from.
    fn filled_with(&self, name: &str, column: &Object) -> String {
        let of_default = self.own.iter().find_map(|object| match object {
            Object::Default(default) if default.column == name => Some(default.expression.to_string()),
            Object::Identity(identity) if identity.column == name => {
                let when = if identity.always { "always" } else { "by default" };
                Some(format!("generated {when} as identity"))
            }
            _ => None,
        });
        let generated = || match column {
            Object::Column(column) => column
                .generated
                .as_ref()
                .map(|generated| format!("generated always as ({})", generated.expression)),
            _ => None,
        };
        of_default.or_else(generated).unwrap_or_default()
    }

    fn sections(&self) -> [(&'static str, Vec<String>); 8] {
        let told =
            |tell: fn(&Object) -> Option<String>| self.own.iter().filter_map(|one| tell(one)).collect();
        [
            ("Partition of", told(partition)),
            ("Inherits", told(inheritance)),
            ("Keys", told(key)),
            ("Indexes", told(index)),
            ("Check constraints", told(check)),
            ("Foreign keys", told(foreign_key)),
            ("Referenced by", self.incoming.clone()),
            ("Comment", self.comment()),
        ]
    }

    fn comment(&self) -> Vec<String> {
        let comment = self.catalog.get(&ObjectId::of("comment", self.id));
        let text = comment.and_then(|object| serde_json::to_value(object).ok());
        let text = text.and_then(|value| value.get("text")?.as_str().map(str::to_owned));
        text.into_iter().flat_map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>()).collect()
    }
}

/// Schema and name of the table that an object belongs to.
fn owner(object: &Object) -> Option<(&str, &str)> {
    Some(match object {
        Object::Column(it) => (&it.schema, &it.table),
        Object::Default(it) => (&it.schema, &it.table),
        Object::Identity(it) => (&it.schema, &it.table),
        Object::PrimaryKey(it) => (&it.backed.schema, &it.backed.table),
        Object::Unique(it) => (&it.backed.schema, &it.backed.table),
        Object::Exclusion(it) => (&it.backed.schema, &it.backed.table),
        Object::Check(it) => (&it.schema, &it.table),
        Object::ForeignKey(it) => (&it.schema, &it.table),
        Object::Index(it) => (&it.schema, &it.table),
        Object::Partition(it) => (&it.schema, &it.table),
        Object::Inheritance(it) => (&it.schema, &it.table),
        _ => return None,
    })
}

fn partition(object: &Object) -> Option<String> {
    let Object::Partition(partition) = object else { return None };
    Some(format!("{} {}", Name::new([partition.parent_schema.as_str(), &partition.parent]), partition.bound))
}

fn inheritance(object: &Object) -> Option<String> {
    let Object::Inheritance(inheritance) = object else { return None };
    Some(Name::new([inheritance.parent_schema.as_str(), &inheritance.parent]).to_string())
}

fn key(object: &Object) -> Option<String> {
    let backed = match object {
        Object::PrimaryKey(key) => &key.backed,
        Object::Unique(key) => &key.backed,
        Object::Exclusion(key) => &key.backed,
        _ => return None,
    };
    Some(format!("{} {}", Ident::new(&backed.name), backed.definition))
}

fn index(object: &Object) -> Option<String> {
    let Object::Index(index) = object else { return None };
    let unique = if index.unique { "UNIQUE " } else { "" };
    let invalid = if index.valid { "" } else { " INVALID" };
    Some(format!("{} {unique}{} {}{invalid}", Ident::new(&index.name), index.method, index.definition))
}

fn check(object: &Object) -> Option<String> {
    let Object::Check(check) = object else { return None };
    Some(format!("{} {}", Ident::new(&check.name), check.definition))
}

fn foreign_key(object: &Object) -> Option<String> {
    let Object::ForeignKey(key) = object else { return None };
    let unproved = if key.validated { "" } else { " NOT VALID" };
    Some(format!("{} {}{unproved}", Ident::new(&key.name), key.definition))
}

fn columns(text: &mut String, rows: &[[String; 5]]) {
    let width = |at: usize| {
        let cells = rows.iter().map(|row| row[at].chars().count());
        cells.chain([TITLES[at].len()]).max().unwrap_or_default()
    };
    let widths: [usize; 5] = std::array::from_fn(width);
    line(text, &TITLES.map(str::to_owned), &widths);
    let rules: Vec<String> = widths.iter().map(|width| "-".repeat(width + 2)).collect();
    writeln!(text, "{}", rules.join("+")).expect("writing to a string does not fail");
    for row in rows {
        line(text, row, &widths);
    }
}

fn line(text: &mut String, row: &[String; 5], widths: &[usize; 5]) {
    let cells: Vec<String> =
        row.iter().zip(widths).map(|(cell, width)| format!(" {cell:<width$} ")).collect();
    writeln!(text, "{}", cells.join("|").trim_end()).expect("writing to a string does not fail");
}

fn section(text: &mut String, title: &str, lines: &[String]) {
    if lines.is_empty() {
        return;
    }
    writeln!(text, "{title}:").expect("writing to a string does not fail");
    for line in lines {
        writeln!(text, "    {line}").expect("writing to a string does not fail");
    }
}
