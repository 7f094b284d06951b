use evenkeel_core::fingerprint::fingerprint;
use evenkeel_core::{Catalog, ObjectId};
use rusqlite::Connection;

use super::{ReadError, Reader, script};
use crate::kinds::Object;

fn catalog(sql: &str) -> Catalog<Object> {
    let db = Connection::open_in_memory().unwrap();
    db.execute_batch(sql).unwrap();
    let mut statement = db.prepare(script()).unwrap();
    let mut rows = statement.query([]).unwrap();
    let mut reader = Reader::new();
    while let Some(row) = rows.next().unwrap() {
        let cells: [Option<String>; 3] = std::array::from_fn(|at| row.get(at).unwrap());
        reader.row(&cells.each_ref().map(Option::as_deref)).unwrap();
    }
    reader.finish().unwrap()
}

fn ids(catalog: &Catalog<Object>) -> Vec<String> {
    catalog.entries().iter().map(|entry| entry.id.to_string()).collect()
}

#[test]
fn what_is_somebody_elses_is_left_out() {
    let catalog = catalog(
        "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a TEXT UNIQUE, b TEXT);
         CREATE INDEX i ON t (b);
         INSERT INTO t (a) VALUES (1);
         CREATE VIRTUAL TABLE f USING fts5(body);
         CREATE TABLE evenkeel_ledger (a);
         CREATE INDEX ledger_a ON evenkeel_ledger (a);
         CREATE TABLE evenkeeling (a);
         CREATE TEMP TABLE passing (a);
         ANALYZE;",
    );
    assert_eq!(ids(&catalog), ["index i", "table evenkeeling", "table t", "virtual table f"]);
    assert_eq!(catalog.unmodelled().map(ToString::to_string).collect::<Vec<_>>(), ["virtual table f"]);
}

#[test]
fn bonds_are_found_whatever_the_case_of_names() {
    let catalog = catalog(
        "CREATE TABLE T (a REFERENCES other); CREATE TABLE other (a); CREATE INDEX i ON t (a);
         CREATE VIEW v AS SELECT a FROM \"t\"; CREATE TRIGGER r INSTEAD OF INSERT ON V BEGIN DELETE FROM OTHER; END;",
    );
    let bonds = |kind, name: &str| -> Vec<String> {
        catalog.bonds(&ObjectId::new(kind, &[name])).map(|(id, bond)| format!("{bond:?} {id}")).collect()
    };
    assert_eq!(bonds("index", "i"), ["PartOf table \"T\""]);
    assert_eq!(bonds("view", "v"), ["Needs table \"T\""]);
    assert_eq!(bonds("trigger", "r"), ["Needs table other", "PartOf view v"]);
    assert!(bonds("table", "T").is_empty());
}

#[test]
fn the_fingerprint_stands_for_the_meaning() {
    let one = catalog("CREATE TABLE t (a INT, b TEXT DEFAULT 'x'); CREATE VIEW v AS SELECT a FROM t;");
    let other =
        catalog("CREATE TABLE \"t\" (b text default ('x'), a int); CREATE VIEW v AS select a from [t];");
    let third = catalog("CREATE TABLE t (a INT, b TEXT DEFAULT 'y'); CREATE VIEW v AS SELECT a FROM t;");
    assert_eq!(fingerprint(&one), fingerprint(&other));
    assert_ne!(fingerprint(&one), fingerprint(&third));
}

/// A fingerprint is written into migrations, so it may not change from one version to the next unseen.
#[test]
fn the_fingerprint_is_the_same_for_ever() {
    let catalog = catalog(
        "CREATE TABLE p (id INTEGER PRIMARY KEY AUTOINCREMENT, n TEXT COLLATE NOCASE NOT NULL DEFAULT 'x' UNIQUE);
         CREATE TABLE c (a INT REFERENCES p (id) ON DELETE CASCADE, b INT AS (a * 2) STORED, CHECK (a > 0)) STRICT;
         CREATE INDEX i ON c (a DESC) WHERE b > 1;
         CREATE VIEW v AS SELECT a FROM c;
         CREATE TRIGGER r AFTER INSERT ON c BEGIN DELETE FROM p; END;",
    );
    assert_eq!(fingerprint(&catalog), "1:3fa532f08e8d0ea7b669267d1cbe9dcdd4e2847e30f789dbe520b11753def03f");
}

#[test]
fn rows_that_are_none_of_the_script_are_refused() {
    let mut reader = Reader::new();
    assert!(matches!(reader.row(&[Some("table"), None, None]), Err(ReadError::Cells(3))));
    assert!(matches!(reader.row(&[Some("table")]), Err(ReadError::Cells(1))));
    assert!(matches!(reader.row(&[Some("queue"), Some("q"), Some("{}")]), Err(ReadError::Kind(_))));
    assert!(matches!(reader.row(&[Some("view"), Some("v"), Some("{}")]), Err(ReadError::Facts { .. })));
}

#[test]
fn a_table_whose_text_says_something_else_is_named_as_not_modelled() {
    let mut reader = Reader::new();
    let facts = r#"{"sql": "CREATE TABLE t (a INT)", "position": 1, "without_rowid": 0, "strict": 1,
        "columns": [{"name": "a", "type": "INT", "not_null": 0, "key": 0, "hidden": 0, "has_default": 0}],
        "foreign_keys": [], "unique_keys": []}"#;
    reader.row(&[Some("table"), Some("t"), Some(facts)]).unwrap();
    let odd = reader.finish().unwrap();
    assert_eq!(odd.unmodelled().map(ToString::to_string).collect::<Vec<_>>(), ["table t"]);
}
