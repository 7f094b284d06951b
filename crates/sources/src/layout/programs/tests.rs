//! Which files are programs, what they are called and in which order they stand.

use crate::checksum;
use crate::folder::{Content, Program, Way};
use crate::layout::Layout;
use crate::layout::tests::{migrations, names};
use crate::lexer::Dialect;

const FILES: [(&str, &str); 5] = [
    ("20240102_b.ts", "b"),
    ("20240101_a.js", "a"),
    ("20240101_a.d.ts", "declared"),
    ("helpers.json", "{}"),
    ("B.mjs", "m"),
];

/// What the ledger has is what we call it.
fn assert_keys(layout: Layout, files: &[(&str, &str)], keys: &[&str]) {
    let keys: Vec<(String, String)> = keys.iter().map(|key| ((*key).to_owned(), (*key).to_owned())).collect();
    assert_eq!(names(layout, files), keys);
}

#[test]
fn programs_are_known_by_the_names_of_their_files() {
    assert_keys(Layout::Knex, &FILES, &["20240101_a.js", "20240102_b.ts", "B.mjs"]);
    assert_keys(Layout::Sequelize, &FILES, &["20240101_a.js", "20240102_b.ts"]);
    let found = migrations(Layout::Knex, &FILES);
    assert_eq!(found.list[0].origin.as_ref().unwrap().title, "a");
    let (content, dialect) = (&found.list[0].content, Dialect::Postgres);
    assert_eq!((content.sql(), content.file().text.as_str()), (None, "a"));
    assert_eq!(content.meaning(dialect), checksum::bytes("a"));
    assert!(matches!(content.back(), Some(Content::Program(Program { way: Way::Back, .. }))));
}

#[test]
fn or_without_the_ending() {
    let files = [("b-a.ts", "export const up"), ("b.ts", "exports.up"), ("shared.ts", "export const update")];
    assert_keys(Layout::Kysely, &files, &["b", "b-a"]);
    let files = [("Migration2.ts", "b"), ("Migration1_a.js", "a"), (".snapshot-x.json", "{}")];
    assert_keys(Layout::MikroOrm, &files, &["Migration1_a", "Migration2"]);
}

#[test]
fn or_by_the_names_of_their_classes_whose_end_orders_them() {
    let files = [
        ("2-b.js", "var B1704067300000 = (function () { function B1704067300000() {} … }());"),
        ("1-c.js", "class It { constructor() { this.name = 'C1704067400000' } }"),
        ("3-a.ts", "export class A1704067200000 {\n  name: string = \"A1704067200000\"\n"),
        (
            "4-d.js",
            "class D1704067500000 { up(q) { q.query(`DELETE FROM m WHERE name = 'A1704067200000'`) } }",
        ),
        ("shared.ts", "export class Names {\n  name = 'nobody'\n}"),
    ];
    assert_keys(
        Layout::TypeOrm,
        &files,
        &["A1704067200000", "B1704067300000", "C1704067400000", "D1704067500000"],
    );
}
