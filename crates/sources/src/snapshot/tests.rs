use std::path::PathBuf;

use super::*;

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
            "2:3: only versions 7 and 9 of Drizzle's snapshots are read here, and this is version 5",
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
    assert!(
        other.ends_with("snapshots are read for PostgreSQL, and the database is one of SQLite"),
        "{other}"
    );
}

/// Two tables with a column of the same name each.
const NINE: &str = r#"{
  "version": "9",
  "dialect": "postgres",
  "footprints": [ { "statementTarget": ["table", "public", "b"] } ],
  "ddl": [
    { "entityType": "tables", "schema": "public", "name": "a", "isRlsEnabled": false },
    { "entityType": "tables", "schema": "public", "name": "b", "isRlsEnabled": false },
    { "entityType": "columns", "schema": "public", "table": "a", "name": "x", "type": "text", "notNull": false },
    { "entityType": "columns", "schema": "public", "table": "b", "name": "x", "type": "date", "notNull": true }
  ]
}"#;

#[test]
fn each_line_knows_its_place() {
    let derived = derive(&script(NINE), Dialect::Postgres).unwrap();
    let text = &derived.script.text;
    let line_of = |part: &str| {
        let (file, range) = derived.origin(text.find(part).unwrap()).unwrap();
        let line = file.text[..range.start].lines().count();
        (line, file.text[range].to_owned())
    };
    assert_eq!(line_of("CREATE TABLE \"b\""), (7, "\"b\"".to_owned()));
    assert_eq!(line_of("\"x\" text"), (8, "\"x\"".to_owned()));
    assert_eq!(line_of("\"x\" date"), (9, "\"x\"".to_owned()));
    assert!(text.contains("\"x\" date NOT NULL\n);"), "{text}");
}

#[test]
fn what_is_of_no_known_kind_is_not_passed_over() {
    let strange = NINE.replace("\"columns\", \"schema\": \"public\", \"table\": \"b\"", "\"rules\"");
    let told = fault(&strange, Dialect::Postgres);
    assert!(told.contains("unknown variant `rules`, expected one of `schemas`, `tables`"), "{told}");
}
