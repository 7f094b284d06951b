//! One PostgreSQL table in plain text, as people know it from psql's `\d`. Must not know where the text goes.

use std::fmt::Write;

use evenkeel_core::{Catalog, Ident, Name, ObjectId};

use crate::kinds::exclusion::Exclusion;
use crate::kinds::primary_key::PrimaryKey;
use crate::kinds::table::Table;
use crate::kinds::unique::Unique;
use crate::kinds::{self, Object};

/// The table of this id; None when there is none.
pub fn table(catalog: &Catalog<Object>, id: &ObjectId) -> Option<String> {
    let table = catalog.get(id).and_then(|object| <&Table>::try_from(object).ok())?;
    let parts = Parts::of(catalog, id);
    let mut text = String::new();
    writeln!(text, "Table {}{}", id.dotted(), traits(table)).expect("writing to a string does not fail");
    columns(&mut text, &parts.columns());
    for (title, lines) in parts.sections() {
        section(&mut text, title, &lines);
    }
    Some(text)
}

/// What belongs to a table, sorted by name; the table itself is not among it.
pub fn belongings(catalog: &Catalog<Object>, id: &ObjectId) -> Vec<ObjectId> {
    let ours = catalog.modelled().filter(|(_, object)| owner(object).as_ref() == Some(id));
    ours.map(|(_, object)| object.id()).collect()
}

/// What a table is beside its columns, in parentheses.
fn traits(table: &Table) -> String {
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
        let mut own = Vec::new();
        let mut incoming = Vec::new();
        for (_, object) in catalog.modelled() {
            if owner(object).as_ref() == Some(id) {
                own.push(object);
            }
            if let Object::ForeignKey(key) = object
                && id.parts().eq([key.target_schema.as_str(), &key.target])
            {
                let from = Name::new([key.schema.as_str(), &key.table]);
                incoming.push(format!("{from} {} {}", Ident::new(&key.name), key.definition));
            }
        }
        Parts { id, catalog, own, incoming }
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
        let of_default = self.own.iter().find_map(|object| {
            if let Object::Default(default) = object {
                return (default.column == name).then(|| default.expression.to_string());
            }
            let Object::Identity(identity) = object else { return None };
            let when = if identity.always { "always" } else { "by default" };
            (identity.column == name).then(|| format!("generated {when} as identity"))
        });
        let generated = || {
            let Object::Column(column) = column else { return None };
            column
                .generated
                .as_ref()
                .map(|generated| format!("generated always as ({})", generated.expression))
        };
        of_default.or_else(generated).unwrap_or_default()
    }

    fn sections(&self) -> [(&'static str, Vec<String>); 11] {
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
            ("Partitions", self.partitions()),
            ("Triggers", told(trigger)),
            ("Policies", told(policy)),
            ("Comment", self.comment()),
        ]
    }

    /// The tables that hold its rows.
    fn partitions(&self) -> Vec<String> {
        let held = self.catalog.modelled().filter_map(|(_, object)| {
            let Object::Partition(partition) = object else { return None };
            let ours = self.id.parts().eq([partition.parent_schema.as_str(), &partition.parent]);
            ours.then(|| {
                format!("{} {}", Name::new([partition.schema.as_str(), &partition.table]), partition.bound)
            })
        });
        held.collect()
    }

    fn comment(&self) -> Vec<String> {
        let comment = self.catalog.get(&ObjectId::of("comment", self.id));
        let text = comment.and_then(|object| serde_json::to_value(object).ok());
        let text = text.and_then(|value| value.get("text")?.as_str().map(str::to_owned));
        text.into_iter().flat_map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>()).collect()
    }
}

/// The table that an object belongs to.
fn owner(object: &Object) -> Option<ObjectId> {
    if let Object::Index(index) = object {
        return Some(index.table_id());
    }
    let id = object.id();
    let is_tie = matches!(object, Object::Partition(_) | Object::Inheritance(_));
    (is_tie || (id.parts().count() == 3 && id.kind() != "comment")).then(|| kinds::table_of(&id))
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
    let backed = <&PrimaryKey>::try_from(object).map(|key| &key.backed);
    let backed = backed.or_else(|()| <&Unique>::try_from(object).map(|key| &key.backed));
    let backed = backed.or_else(|()| <&Exclusion>::try_from(object).map(|key| &key.backed)).ok()?;
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

/// The statement that makes it says everything; its first words and its name are known.
fn trigger(object: &Object) -> Option<String> {
    let Object::Trigger(trigger) = object else { return None };
    let text = trigger.definition.as_str();
    let rest = text.split_once("TRIGGER ").map_or(text, |(_, rest)| rest);
    Some(rest.trim().to_owned())
}

fn policy(object: &Object) -> Option<String> {
    let Object::Policy(policy) = object else { return None };
    let kind = if policy.permissive { "" } else { "RESTRICTIVE " };
    let roles = if policy.roles.is_empty() { "PUBLIC".to_owned() } else { policy.roles.join(", ") };
    let mut text = format!("{} {kind}FOR {} TO {roles}", Ident::new(&policy.name), policy.command.words());
    for (word, expression) in [(" USING", &policy.using), (" WITH CHECK", &policy.check)] {
        if let Some(expression) = expression {
            write!(text, "{word} ({expression})").expect("writing to a string does not fail");
        }
    }
    Some(text)
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
