//! Which files are programs, what they are called and in which order they stand.

use crate::checksum;
use crate::folder::{Content, Program, Way};
use crate::layout::Layout;
use crate::layout::tests::{migrations, names, refused};
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
fn sql_and_programs_of_node_pg_migrate_stand_in_one_order_of_moments() {
    let files = [
        // 2023-11-14T22:13:20.002Z
        ("20231114221320002_c.cjs", "c"),
        ("1700000000001_b.sql", "b"),
        ("1700000000003_d.ts", "d"),
        ("10_a.js", "a"),
        ("9_z.mjs", "z"),
        ("shared.js", "none"),
        ("9_z.d.ts", "none"),
    ];
    let keys = ["9_z", "10_a", "1700000000001_b", "20231114221320002_c", "1700000000003_d"];
    assert_keys(Layout::NodePgMigrate, &files, &keys);
}

/// What each says about itself, in the ways in which people and formatters write it.
const REVISIONS: [(&str, &str); 4] = [
    ("a3_c.py", "revision = 'a3'\ndown_revision = (\n    \"b2\",  # the one before\n)\n"),
    (
        "b2_b.py",
        "revision: str = \"b2\"\ndown_revision: Union[str, Sequence[str], None] = 'c1'\ndepends_on = None\n",
    ),
    ("c1.py", "\"\"\"first\n\nRevision ID: c1\n\"\"\"\nrevision = 'c1'  # ours\ndown_revision = None\n"),
    ("__init__.py", "def revision(): ...\n"),
];

#[test]
fn revisions_stand_in_the_order_in_which_they_name_each_other() {
    let pairs = |pairs: &[(&str, &str)]| -> Vec<(String, String)> {
        pairs.iter().map(|(key, name)| ((*key).to_owned(), (*name).to_owned())).collect()
    };
    let found = names(Layout::Alembic, &REVISIONS);
    assert_eq!(found, pairs(&[("c1", "c1"), ("b2", "b2_b"), ("a3", "a3_c")]));
    let refusals = [
        (
            "revision = 'x'\ndown_revision = 'b2'\n",
            "[folder]/a3_c.py and [folder]/x.py both come next after the same revision",
        ),
        ("revision = 'x'\ndown_revision = 'a3', 'c1'\n", "[folder]/x.py brings branches together: a3 and c1"),
        (
            "revision = 'x'\ndown_revision = 'y'\n",
            "[folder]/x.py comes after y, to which no line of revisions leads",
        ),
        (
            "revision = 'x'\ndown_revision = newest()\n",
            "[folder]/x.py: line 2: `down_revision` is not written down plainly",
        ),
        (
            "revision = 'x'\ndown_revision = 'a3'\ndepends_on = ['y']\n",
            "[folder]/x.py: line 3: what a revision depends on is heeded by Alembic only",
        ),
    ];
    for (text, message) in refusals {
        let files: Vec<(&str, &str)> = REVISIONS.into_iter().chain([("x.py", text)]).collect();
        assert_eq!(refused(Layout::Alembic, &files).0, message);
    }
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
