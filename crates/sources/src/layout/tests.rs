use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::listing::Listing;
use super::{Layout, Runs, Surrounding, detect, read, write};
use crate::checksum;
use crate::explain::Explain;
use crate::folder::{Fingerprints, Manifest, Migration, MigrationName, Migrations, NewMigration, Version};
use crate::lexer::Dialect;
use crate::pace::Pace;

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

pub(super) fn migrations(layout: Layout, files: &[(&str, &str)]) -> Migrations {
    read(folder(files).path(), layout).unwrap()
}

/// Key and name of each, in order.
pub(super) fn names(layout: Layout, files: &[(&str, &str)]) -> Vec<(String, String)> {
    let found = migrations(layout, files);
    let named = found.list.into_iter().map(|one| (one.origin.unwrap().key, one.name.as_str().to_owned()));
    named.collect()
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(key, name)| ((*key).to_owned(), (*name).to_owned())).collect()
}

pub(super) fn refused(layout: Layout, files: &[(&str, &str)]) -> (String, Option<String>) {
    let folder = folder(files);
    let error = read(folder.path(), layout).unwrap_err();
    (error.to_string().replace(folder.path().to_str().unwrap(), "[folder]"), error.hint())
}

#[test]
fn each_word_is_its_layouts() {
    for layout in Layout::ALL {
        let written = serde_json::to_string(&layout).unwrap();
        assert_eq!(written, format!("\"{}\"", layout.word()));
    }
}

#[test]
fn prisma_has_folders_under_any_name_in_the_order_of_their_locale() {
    let found = names(
        Layout::Prisma,
        &[
            ("migration_lock.toml", "provider = \"postgresql\"\n"),
            ("20240102000000_b/migration.sql", "b"),
            ("20240101000000_a/migration.sql", "a"),
            ("add_index/migration.sql", "i"),
            ("Zoo/migration.sql", "z"),
            ("0_init/migration.sql", "0"),
            ("20240101_early/migration.sql", "e"),
        ],
    );
    let order = ["0_init", "20240101_early", "20240101000000_a", "20240102000000_b", "add_index", "Zoo"];
    assert_eq!(found, order.map(|name| (name.to_owned(), name.to_owned())));
    let (message, _) = refused(Layout::Prisma, &[("20240101_a/schema.sql", "a")]);
    assert_eq!(
        message,
        "the migration 20240101_a is only half there: [folder]/20240101_a/migration.sql is missing"
    );
}

#[test]
fn drizzle_runs_what_its_journal_lists_in_that_order() {
    let journal = r#"{"version":"7","dialect":"postgresql","entries":[
        {"idx":0,"version":"7","when":20,"tag":"0001_late","breakpoints":true},
        {"idx":1,"version":"7","when":30,"tag":"unnumbered","breakpoints":true}]}"#;
    let found = migrations(
        Layout::Drizzle,
        &[
            ("meta/_journal.json", journal),
            (
                "0001_late.sql",
                "select 1\n--> statement-breakpoint\nselect 2;--> statement-breakpoint\nselect 3",
            ),
            ("unnumbered.sql", "select 4;"),
            ("0000_dropped.sql", "select 5;"),
        ],
    );
    let first = &found.list[0];
    let origin = first.origin.as_ref().unwrap();
    assert_eq!((origin.key.as_str(), origin.when), ("0001_late", Some(20)));
    assert!(origin.whole.as_ref().unwrap().contains("--> statement-breakpoint"));
    assert_eq!(
        first.content.file().text,
        "select 1\n;-- statement-breakpoint\nselect 2;;-- statement-breakpoint\nselect 3"
    );
    assert_eq!(found.list[1].name.as_str(), "unnumbered");
    assert!(found.ignored[0].ends_with("0000_dropped.sql"));
    let missing = refused(Layout::Drizzle, &[("meta/_journal.json", journal)]);
    assert_eq!(missing.0, "[folder]/meta/_journal.json names 0001_late, and 0001_late.sql is missing");
    let broken = refused(Layout::Drizzle, &[("meta/_journal.json", "{}")]);
    assert!(
        broken.0.starts_with("[folder]/meta/_journal.json is no journal that Drizzle writes: missing field")
    );
}

#[test]
fn drizzle_1_has_folders() {
    let found = names(
        Layout::Drizzle,
        &[
            ("20261120164942_init/migration.sql", "a"),
            ("20261120164942_init/snapshot.json", "{}"),
            ("20261119164942_first/migration.sql", "b"),
        ],
    );
    let order = ["20261119164942_first", "20261120164942_init"];
    assert_eq!(found, order.map(|name| (name.to_owned(), name.to_owned())));
}

#[test]
fn sections_keep_their_lines() {
    let text = "-- migrate:up transaction:false\ncreate table a ();\n\n-- migrate:down\ndrop table a;\n";
    let found = migrations(Layout::Dbmate, &[("20240101_a.sql", text)]);
    let one = &found.list[0];
    assert_eq!(one.content.file().text, "-- migrate:up transaction:false\ncreate table a ();\n\n");
    assert_eq!(one.content.back_file().unwrap().text, "\n\n\n-- migrate:down\ndrop table a;\n");
    assert_eq!(one.origin.as_ref().unwrap().key, "20240101");
    let (message, hint) = refused(Layout::Dbmate, &[("1_a.sql", "create table a ();")]);
    assert_eq!(message, "[folder]/1_a.sql has no line `-- migrate:up`");
    assert_eq!(hint.unwrap(), "write `-- migrate:up` above its statements");
    let (message, _) = refused(Layout::Dbmate, &[("1_a.sql", "-- migrate:down\n-- migrate:up\n")]);
    assert_eq!(message, "[folder]/1_a.sql: `-- migrate:up` stands after `-- migrate:down`");
}

#[test]
fn goose_orders_by_number_and_fills_in_nothing() {
    let up = "-- +goose Up\n-- +goose StatementBegin\nselect 1;\n-- +goose StatementEnd\n";
    let found = names(Layout::Goose, &[("10_b.sql", up), ("9_a.sql", up), ("0_none.sql", up)]);
    assert_eq!(found, pairs(&[("9", "9_a"), ("10", "10_b")]));
    let (message, _) = refused(Layout::Goose, &[("1_a.sql", "-- +goose ENVSUB ON\n-- +goose Up\n")]);
    assert_eq!(message, "[folder]/1_a.sql: line 1: variables of the environment are filled in by goose only");
}

#[test]
fn node_pg_migrate_has_the_whole_name_for_a_key() {
    let text = "-- Up Migration\ncreate table a ();\n-- Down Migration\ndrop table a;\n";
    let found = migrations(
        Layout::NodePgMigrate,
        &[("1700000000000_a.sql", text), ("1700000000001_b.sql", "select 1"), ("seed.sql", "")],
    );
    let keys: Vec<&str> = found.list.iter().map(|one| one.origin.as_ref().unwrap().key.as_str()).collect();
    assert_eq!(keys, ["1700000000000_a", "1700000000001_b"]);
    assert_eq!(found.list[0].content.back_file().unwrap().text, "\n\n-- Down Migration\ndrop table a;\n");
    assert_eq!((found.list[1].content.back_file(), found.ignored.len()), (None, 1));
}

#[test]
fn versions_with_a_file_for_each_way() {
    let files = [("2_b.up.sql", "b"), ("2_b.down.sql", "-b"), ("10_c.up.sql", "c"), ("1_a.up.sql", "a")];
    for layout in [Layout::Sqlx, Layout::GolangMigrate] {
        assert_eq!(names(layout, &files), pairs(&[("1", "1_a"), ("2", "2_b"), ("10", "10_c")]));
        assert_eq!(migrations(layout, &files).list[1].content.back_file().unwrap().text, "-b");
        let (message, _) = refused(layout, &[("1_a.down.sql", "")]);
        assert_eq!(message, "[folder]/1_a.down.sql takes back 1, and no file makes it");
    }
    assert_eq!(names(Layout::Sqlx, &[("0001_a_b.sql", "a")]), pairs(&[("1", "0001_a_b")]));
    assert_eq!(migrations(Layout::Sqlx, &[("1_a_b.sql", "")]).list[0].origin.as_ref().unwrap().title, "a b");
    assert_eq!(names(Layout::GolangMigrate, &[("0001_a.sql", "a")]), []);
    assert_eq!(
        names(Layout::Refinery, &[("V10__b.sql", ""), ("V9__a.sql", "")]),
        pairs(&[("9", "V9__a"), ("10", "V10__b")])
    );
}

#[test]
fn flyway_orders_by_the_parts_of_versions_and_repeats_last() {
    let files = [
        ("V1_10__ten.sql", "10"),
        ("V1.9__nine.sql", "9"),
        ("sub/V2__two_words.sql", "2"),
        ("U2__two_words.sql", "-2"),
        ("R__views.sql", "v"),
        ("B5__baseline.sql", ""),
    ];
    let found = migrations(Layout::Flyway, &files);
    let keys: Vec<&str> = found.list.iter().map(|one| one.origin.as_ref().unwrap().key.as_str()).collect();
    assert_eq!(keys, ["1.9", "1.10", "2", ""]);
    let two = &found.list[2];
    assert_eq!(two.origin.as_ref().unwrap().title, "two words");
    assert_eq!(two.origin.as_ref().unwrap().file, "sub/V2__two_words.sql");
    assert_eq!(two.content.back_file().unwrap().text, "-2");
    assert_eq!(found.list[3].origin.as_ref().unwrap().runs, Runs::OnChange);
    assert!(found.ignored[0].ends_with(Path::new("B5__baseline.sql")));
    let (message, hint) = refused(Layout::Flyway, &[("V1__a.sql", "create table ${t} ()")]);
    assert_eq!(message, "[folder]/V1__a.sql: the placeholder ${t} is filled in by Flyway only");
    assert_eq!(hint.unwrap(), "write the value itself into the file");
    let (message, _) = refused(Layout::Flyway, &[("V1__a.sql", ""), ("V1.0__a.sql", "")]);
    assert_eq!(message, "[folder]/V1.0__a.sql and [folder]/V1__a.sql have the same version");
}

#[test]
fn liquibase_has_several_changesets_in_a_file() {
    let text = "--liquibase formatted sql\n\n--changeset ann:1\ncreate table a ();\n--rollback drop table a;\n\
        --changeset bob:views runOnChange:true splitStatements:false\ncreate view v as select 1;\n";
    let found = migrations(Layout::Liquibase, &[("db/a.sql", text), ("plain.sql", "select 1")]);
    let names: Vec<&str> = found.list.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["db:a:ann:1", "db:a:bob:views"]);
    assert_eq!(
        found.list[0].content.file().text,
        "\n\n--changeset ann:1\ncreate table a ();\n--rollback drop table a;\n"
    );
    assert_eq!(found.list[0].content.back_file().unwrap().text.trim(), "drop table a;");
    assert_eq!(
        found.list[0].content.back_file().unwrap().text.lines().position(|line| !line.is_empty()),
        Some(4)
    );
    assert!(found.list[1].is_repeated());
    let head = "--liquibase formatted sql\n";
    let refused = |rest: &str| refused(Layout::Liquibase, &[("a.sql", &[head, rest].concat())]).0;
    assert_eq!(
        refused("--changeset a:1 runAlways:true\n"),
        "[folder]/a.sql: line 2: the attribute runAlways:true is understood by Liquibase only"
    );
    assert_eq!(
        refused("--changeset a:1\n--preconditions onFail:HALT\n"),
        "[folder]/a.sql: line 3: preconditions are asked by Liquibase only"
    );
    assert_eq!(refused("--changeset a\n"), "[folder]/a.sql: line 2: a changeset is called author:id");
}

fn manifest(parent: Option<&str>) -> Manifest {
    Manifest {
        version: Version,
        parent: parent.map(|name| MigrationName::of_tool(name).unwrap()),
        service: None,
        checksum: checksum::meaning(Dialect::Postgres, "select 1"),
        accepted: vec![],
        renames: vec![],
        guarded: false,
        note: None,
        no_down: None,
        locks: Pace::default(),
        fingerprint: Fingerprints { before: "a".into(), after: "b".into() },
        kept: vec![],
        questions: vec![],
        preflight: vec![],
        replaces: vec![],
    }
}

/// What is written behind these files, and what is read then.
fn written(layout: Layout, files: &[(&str, &str)], up: &str) -> (Vec<(String, String)>, Migrations) {
    let folder = folder(files);
    let before = read(folder.path(), layout).unwrap();
    let parent = before.list.last().map(|last| last.name.as_str());
    let name = MigrationName::parse("20261120164942_add_b").unwrap();
    let new = NewMigration {
        name,
        up: up.into(),
        down: Some("drop table b;\n".into()),
        manifest: manifest(parent),
    };
    write(&before, &new, Dialect::Postgres).unwrap();
    let after = read(folder.path(), layout).unwrap();
    let last = after.list.iter().rfind(|one| !one.is_repeated()).unwrap();
    let repeats = after.list.iter().any(Migration::is_repeated);
    let noted = last.manifest.as_ref().map(|manifest| manifest.parent.as_ref().map(MigrationName::as_str));
    assert_eq!(noted, (!repeats).then_some(parent));
    let there = |path: &Path| !files.iter().any(|(name, _)| folder.path().join(name) == path);
    let new = Listing::deep(folder.path()).unwrap().scripts.into_iter().filter(|script| there(&script.path));
    let place = |path: &Path| path.strip_prefix(folder.path()).unwrap().display().to_string();
    (new.map(|script| (place(&script.path), script.text)).collect(), after)
}

#[test]
fn what_is_written_is_what_the_tool_writes() {
    let up = "create table b ();\n";
    let one = |layout: Layout, files: &[(&str, &str)]| written(layout, files, up).0;
    let file = |name: &str, text: &str| (name.to_owned(), text.to_owned());
    let pair =
        [file("20261120164942_add_b.down.sql", "drop table b;\n"), file("20261120164942_add_b.up.sql", up)];
    assert_eq!(one(Layout::GolangMigrate, &[("1_a.up.sql", "a")]), pair);
    assert_eq!(one(Layout::Sqlx, &[]), pair);
    assert_eq!(one(Layout::Sqlx, &[("1_a.sql", "a")]), [file("20261120164942_add_b.sql", up)]);
    assert_eq!(one(Layout::Refinery, &[("V9__a.sql", "a")]), [file("V10__add_b.sql", up)]);
    assert_eq!(
        one(Layout::Flyway, &[("V1_3__a.sql", "a"), ("R__v.sql", "v")]),
        [file("U2__add_b.sql", "drop table b;\n"), file("V2__add_b.sql", up)]
    );
    assert_eq!(
        one(Layout::Dbmate, &[]),
        [file(
            "20261120164942_add_b.sql",
            "-- migrate:up\ncreate table b ();\n\n-- migrate:down\ndrop table b;\n"
        )]
    );
    assert_eq!(
        one(Layout::NodePgMigrate, &[]),
        [file(
            "20261120164942_add_b.sql",
            "-- Up Migration\ncreate table b ();\n\n-- Down Migration\ndrop table b;\n"
        )]
    );
    assert_eq!(
        one(Layout::Prisma, &[]),
        [
            file("20261120164942_add_b/down.sql", "drop table b;\n"),
            file("20261120164942_add_b/migration.sql", up)
        ]
    );
}

#[test]
fn options_of_tools_are_written_where_a_statement_needs_them() {
    let alone = "create index concurrently i on t (a);\n";
    let text = |layout: Layout, up: &str| written(layout, &[], up).0.pop().unwrap().1;
    assert!(text(Layout::Dbmate, alone).starts_with("-- migrate:up transaction:false\n"));
    assert!(text(Layout::Goose, alone).starts_with("-- +goose NO TRANSACTION\n-- +goose Up\n"));
    assert!(text(Layout::Sqlx, alone).starts_with("-- no-transaction\n"));
    let body = "create function f() returns int language sql as $$ select 1; $$;\ncreate table b ();\n";
    assert_eq!(
        text(Layout::Goose, body),
        "-- +goose Up\n-- +goose StatementBegin\ncreate function f() returns int language sql as $$ select 1; $$;\n\
         -- +goose StatementEnd\ncreate table b ();\n\n-- +goose Down\ndrop table b;\n"
    );
}

#[test]
fn drizzles_journal_goes_on() {
    let journal = r#"{"version":"7","dialect":"postgresql","entries":[{"idx":0,"version":"7","when":1795193382001,"tag":"0000_a","breakpoints":true}]}"#;
    let files = [("meta/_journal.json", journal), ("0000_a.sql", "select 1;")];
    let (new, after) = written(Layout::Drizzle, &files, "create table b ();\n");
    assert_eq!(new, [("0001_add_b.sql".to_owned(), "create table b ();\n".to_owned())]);
    let origin = after.list[1].origin.as_ref().unwrap();
    assert_eq!((origin.key.as_str(), origin.when), ("0001_add_b", Some(1_795_193_382_002)));
}

#[test]
fn folders_are_known_by_what_only_their_tool_writes() {
    use Surrounding::{Knex, Kysely, MikroOrm, NodePgMigrate, Prisma, Refinery, Sequelize, Sqlx, TypeOrm};
    type Case<'a> = (&'a [&'a str], &'a str, &'a [Surrounding], Option<Layout>);
    let cases: &[Case<'_>] = &[
        (&["meta/_journal.json", "0000_a.sql"], "a", &[], Some(Layout::Drizzle)),
        (&["1_a/migration.sql", "1_a/snapshot.json"], "a", &[Prisma], Some(Layout::Drizzle)),
        (&["1_a/migration.sql", "migration_lock.toml"], "a", &[], Some(Layout::Prisma)),
        (&["1_a/migration.sql"], "a", &[Prisma], Some(Layout::Prisma)),
        (&["1_a/migration.sql"], "a", &[], None),
        (&["1_a.sql"], "-- migrate:up\na", &[Sqlx], Some(Layout::Dbmate)),
        (&["1_a.sql"], "-- +goose Up\na", &[], Some(Layout::Goose)),
        (&["db/a.sql"], "--liquibase formatted sql\n", &[], Some(Layout::Liquibase)),
        (&["1_a.sql"], "-- Up Migration\na", &[], Some(Layout::NodePgMigrate)),
        (&["1_a.sql"], "a", &[NodePgMigrate], Some(Layout::NodePgMigrate)),
        (&["1_a.sql"], "a", &[Sqlx], Some(Layout::Sqlx)),
        (&["1_a.sql"], "a", &[], None),
        (&["1_a.up.sql", "1_a.down.sql"], "a", &[], Some(Layout::GolangMigrate)),
        (&["V1__a.sql"], "a", &[], Some(Layout::Flyway)),
        (&["V1__a.sql"], "a", &[Refinery], Some(Layout::Refinery)),
        (&["schema.sql"], "a", &[Sqlx], None),
        (&["1_a.js", "2_b.ts"], "a", &[Knex], Some(Layout::Knex)),
        (&["1_a.js"], "a", &[Knex, Sequelize], Some(Layout::Sequelize)),
        (&["1_a.ts"], "export async function up() {}", &[Kysely], Some(Layout::Kysely)),
        (&["shared.ts"], "export const upper = 1", &[Kysely], None),
        (&["Migration20240101000000.ts"], "a", &[MikroOrm], Some(Layout::MikroOrm)),
        (&["1-a.ts"], "class A1704067200000", &[Sequelize, TypeOrm], Some(Layout::TypeOrm)),
        (&["1-a.ts"], "class A170406720", &[TypeOrm], None),
        (&["1_a.js"], "exports.up", &[Kysely, NodePgMigrate], Some(Layout::NodePgMigrate)),
        (&["a.js"], "exports.up", &[NodePgMigrate], None),
        (&["1_a.js", "1_a.d.ts"], "a", &[], None),
        (&["1_a.d.ts"], "a", &[Knex], None),
    ];
    for (names, text, around, expected) in cases {
        let files: Vec<(&str, &str)> = names.iter().map(|name| (*name, *text)).collect();
        assert_eq!(detect(folder(&files).path(), around), *expected, "{names:?} {around:?}");
    }
    assert_eq!(detect(Path::new("no/such/folder"), &[Prisma]), None);
}
