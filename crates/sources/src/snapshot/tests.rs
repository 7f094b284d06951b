use std::path::{Path, PathBuf};

use super::*;
use crate::files;

fn script(text: &str) -> Script {
    Script { path: PathBuf::from("meta/0000_snapshot.json"), text: text.to_owned() }
}

fn fault(text: &str, wanted: Dialect) -> String {
    derive(&script(text), wanted).unwrap_err().to_string()
}

#[test]
fn what_is_no_snapshot_is_said_at_its_place() {
    let table = [
        ("{", "1:1: the snapshot cannot be read: EOF while parsing an object"),
        ("{}", "1:1: this is no snapshot that evenkeel knows"),
        (
            "{\n  \"version\": \"5\",\n  \"dialect\": \"pg\"\n}",
            "2:3: only version 7 of Drizzle's snapshots is read here, and this is version 5",
        ),
        (
            "{\n  \"version\": \"5\",\n  \"dialect\": \"mysql\"\n}",
            "3:3: only Drizzle's snapshots of PostgreSQL are read here, and this is one of mysql",
        ),
        (
            "{\"version\": \"7\", \"dialect\": \"postgresql\"}",
            "1:41: the snapshot cannot be read: missing field `tables`",
        ),
    ];
    for (text, expected) in table {
        assert_eq!(fault(text, Dialect::Postgres), format!("meta/0000_snapshot.json:{expected}"));
    }
    let other = fault("{\"version\": \"7\", \"dialect\": \"postgresql\"}", Dialect::Sqlite);
    assert!(other.ends_with("the snapshot is of PostgreSQL, and the database is one of SQLite"), "{other}");
}

/// Statements without comments, marks of Drizzle and differences in white space; the words that mean nothing are left out.
fn statements(sql: &str) -> Vec<String> {
    let mut found: Vec<String> = sql
        .replace("--> statement-breakpoint", "\n")
        .replace("-- Written by drizzle-kit 0.31.11: generate", "")
        .split(";\n")
        .map(|statement| {
            let words = statement.trim().trim_end_matches(';').split_whitespace();
            let plain = words.collect::<Vec<_>>().join(" ");
            let plain = plain.replace(" (", "(").replace("( ", "(").replace(" )", ")").replace(", ", ",");
            plain
                .replace("\"public\".", "")
                .replace("(sequence name", "(SEQUENCE NAME")
                .replace(" = true", "=true")
        })
        .filter(|statement| !statement.is_empty())
        .collect();
    found.sort();
    found
}

/// Each case holds a snapshot and the SQL that Drizzle Kit wrote beside it.
#[test]
fn what_is_derived_is_what_drizzle_kit_writes() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases/drizzle");
    let cases = files::entries(&folder).unwrap();
    assert!(!cases.is_empty());
    for case in cases {
        let snapshot = files::read(&case.join("snapshot.json")).unwrap();
        let derived = derive(&snapshot, Dialect::Postgres).unwrap_or_else(|fault| panic!("{fault}"));
        let wanted = files::read(&case.join("drizzle.sql")).unwrap();
        assert_eq!(statements(&derived.script.text), statements(&wanted.text), "{}", case.display());
        // Its places are those of the snapshot.
        let table = derived.script.text.find("CREATE TABLE").unwrap();
        let (file, range) = derived.origin(table).unwrap();
        assert!(file.text[range].starts_with('"'));
    }
}
