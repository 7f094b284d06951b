use std::collections::BTreeSet;

use super::{Names, canon, expression};
use crate::token::tokens;

fn verbatim(sql: &str) -> String {
    canon(&tokens(sql), Names::Verbatim)
}

fn of_table(sql: &str) -> String {
    let columns = BTreeSet::from(["a".to_owned(), "key".to_owned(), "my col".to_owned()]);
    expression(&tokens(sql), Names::Columns(&columns))
}

#[test]
fn formatting_makes_no_difference() {
    assert_eq!(verbatim("SELECT a,b -- x\nFROM [t]"), verbatim("select \"a\" , `b`\tfrom/**/t"));
    assert_eq!(verbatim("SELECT Count(*) FROM t"), verbatim("select COUNT ( * ) from \"t\""));
    assert_eq!(of_table("((A > 1))"), of_table("a>1"));
    assert_eq!(of_table("(a) > (1)"), "( a ) > ( 1 )");
    assert_eq!(of_table("[KEY] = \"key\""), "key = key");
}

#[test]
fn meaning_makes_a_difference() {
    assert_ne!(verbatim("SELECT 1 AS a"), verbatim("SELECT 1 AS A"));
    assert_ne!(verbatim("SELECT \"a b\""), verbatim("SELECT a b"));
    assert_ne!(verbatim("SELECT \"null\""), verbatim("SELECT null"));
    assert_ne!(verbatim("SELECT 'a'"), verbatim("SELECT a"));
    assert_ne!(verbatim("SELECT \"Desc\""), verbatim("SELECT \"desc\""));
    assert_ne!(of_table("a = \"X\""), of_table("a = \"x\""));
    assert_ne!(of_table("a = \"true\""), of_table("a = true"));
}

#[test]
fn a_quoted_word_that_is_no_column_is_a_string() {
    assert_eq!(of_table("a IN (\"x\", \"it's\")"), of_table("a IN ('x', 'it''s')"));
    assert_eq!(of_table("\"t\".a > \"abs\"(1) COLLATE \"nocase\""), "t . a > abs ( 1 ) collate nocase");
    assert_eq!(of_table("\"My Col\" = 1"), "\"my col\" = 1");
}
