//! The words by which a script looks for an object. Must not know what is done when it is found.

use evenkeel_core::sql::{Literal, Name, Sql};
use evenkeel_core::{KindName, ObjectId, sql};

use crate::kinds::Object;

/// An object as the inventory tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) kind: KindName,
    pub(super) name: String,
}

impl Entry {
    pub(super) fn lacks(&self) -> Sql {
        sql!("pg_temp.lacks({}, {})", Literal(self.kind), Literal(&self.name))
    }

    pub(super) fn renew(&self) -> Sql {
        renew(self.kind, &self.name)
    }
}

pub(super) fn renew(kind: &str, name: &str) -> Sql {
    sql!("PERFORM pg_temp.renew({}, {});", Literal(kind), Literal(name))
}

/// Nothing for kinds that no inventory lists.
pub(super) fn entry(id: &ObjectId) -> Option<Entry> {
    let kind = match id.kind() {
        kind @ ("table" | "column" | "default" | "identity" | "index" | "view" | "trigger" | "rule"
        | "policy" | "sequence" | "enum" | "domain" | "statistics" | "partition" | "schema") => kind,
        "primary_key" | "unique" | "check" | "exclusion" | "foreign_key" => "constraint",
        "materialized_view" => "view",
        "composite_type" => "composite type",
        "function" | "procedure" | "aggregate" => "routine",
        _ => return None,
    };
    let name = match id.signature() {
        // As regprocedure prints it.
        Some(signature) => sql!("{}({})", Name::from(id), Sql::from_database(signature.replace(", ", ","))),
        None => Name::from(id).into(),
    };
    Some(Entry { kind, name: name.as_str().to_owned() })
}

/// Statements that add the labels of an enum where they are missing, each in its place.
pub(super) fn labels(id: &ObjectId, object: &Object) -> Vec<String> {
    let Ok(of) = <&crate::kinds::enum_type::EnumType>::try_from(object) else { return Vec::new() };
    let mut before: Option<&String> = None;
    let mut all = Vec::new();
    for label in &of.labels {
        let place = before.map_or_else(Sql::default, |before| sql!(" AFTER {}", Literal(before)));
        let statement =
            sql!("ALTER TYPE {} ADD VALUE IF NOT EXISTS {}{}", Name::from(id), Literal(label), place);
        all.push(format!("{statement};"));
        before = Some(label);
    }
    all
}
