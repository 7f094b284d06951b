//! refinery: `refinery_schema_history`, by version, with a SipHash of name, version and text.

use std::hash::{DefaultHasher, Hash, Hasher};

use evenkeel_core::{Literal, Sql, sql};

use super::table::Table;
use super::{Known, Rules};

pub(super) struct Refinery;

impl Rules for Refinery {
    fn usual_place(&self) -> (&'static str, &'static str) {
        ("public", "refinery_schema_history")
    }

    fn columns(&self, _: &Table) -> Sql {
        Sql::raw(
            "(version INT4 PRIMARY KEY, name VARCHAR(255), applied_on VARCHAR(255), checksum VARCHAR(255))",
        )
    }

    fn read(&self, table: &Table) -> Sql {
        sql!("SELECT version FROM {}", table.name())
    }

    fn applied(&self, table: &Table, known: &Known) -> Vec<Sql> {
        let now = table.either(
            "pg_catalog.to_char(pg_catalog.now() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')",
            "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')",
        );
        vec![
            delete(table, known),
            sql!(
                "INSERT INTO {} (version, name, applied_on, checksum) VALUES ({}, {}, {}, {})",
                table.name(),
                version(known),
                Literal(&known.title),
                now,
                Literal(&checksum(known))
            ),
        ]
    }

    fn taken_back(&self, table: &Table, known: &Known) -> Vec<Sql> {
        vec![delete(table, known)]
    }
}

fn delete(table: &Table, known: &Known) -> Sql {
    sql!("DELETE FROM {} WHERE version = {}", table.name(), version(known))
}

fn version(known: &Known) -> i32 {
    known.key.parse().unwrap_or_default()
}

/// refinery's is SipHash 1-3 with keys of zero, which the standard library's is too.
fn checksum(known: &Known) -> String {
    let mut hasher = DefaultHasher::new();
    known.title.hash(&mut hasher);
    version(known).hash(&mut hasher);
    known.text.hash(&mut hasher);
    hasher.finish().to_string()
}
