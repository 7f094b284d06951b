use evenkeel_core::{Catalog, Node, ObjectId, Pair};

use super::{column_rename_candidates, rename};
use crate::kinds::Object;
use crate::kinds::table::read::table;

fn catalog(tables: &[&str]) -> Catalog<Object> {
    let entry = |sql: &&str| {
        let table = table(sql).unwrap();
        let id = ObjectId::new("table", &[&table.name]);
        evenkeel_core::Entry { id, position: 0, node: Node::Modelled(Object::Table(table)) }
    };
    Catalog::build(tables.iter().map(entry).collect(), []).unwrap()
}

fn renamed(id: &ObjectId, new_name: &str) -> Option<Vec<String>> {
    let catalog = catalog(&["CREATE TABLE \"my t\" (a, \"b c\")", "CREATE TABLE other (x)"]);
    let steps = rename(id, new_name, &catalog)?;
    Some(steps.iter().map(|step| step.statement.sql().to_string()).collect())
}

#[test]
fn tables_and_columns_are_renamed() {
    let table = ObjectId::new("table", &["my t"]);
    assert_eq!(renamed(&table, "t").unwrap(), ["ALTER TABLE \"my t\" RENAME TO t"]);
    let passing = [
        "ALTER TABLE \"my t\" RENAME TO \"evenkeel_new_My T\"",
        "ALTER TABLE \"evenkeel_new_My T\" RENAME TO \"My T\"",
    ];
    assert_eq!(renamed(&table, "My T").unwrap(), passing);
    let column = table.child("column", "b c");
    assert_eq!(
        renamed(&column, "select").unwrap(),
        ["ALTER TABLE \"my t\" RENAME COLUMN \"b c\" TO \"select\""]
    );
}

#[test]
fn what_is_missing_or_taken_is_refused() {
    let table = ObjectId::new("table", &["my t"]);
    assert_eq!(renamed(&table, "OTHER"), None);
    assert_eq!(renamed(&ObjectId::new("table", &["none"]), "x"), None);
    assert_eq!(renamed(&table.child("column", "b c"), "A"), None);
    assert_eq!(renamed(&table.child("column", "z"), "y"), None);
    assert_eq!(renamed(&ObjectId::new("view", &["my t"]), "y"), None);
}

#[test]
fn a_dropped_and_an_added_column_of_one_type_may_be_a_rename() {
    let old = catalog(&["CREATE TABLE t (a INT, b TEXT, c INT AS (a))", "CREATE TABLE u (x INT)"]);
    let new = catalog(&["CREATE TABLE t (a INT, d text, e INT)", "CREATE TABLE u (x INT)"]);
    let id = ObjectId::new("table", &["t"]);
    assert_eq!(column_rename_candidates(Pair::of(&old, &new)), [(id, "b".to_owned(), "d".to_owned())]);
}
