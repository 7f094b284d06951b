//! A program that migrates its own database.

use evenkeel_sources::embedding::rust;

use super::{Embedded, EmbeddedBackfill, Migrator};
use crate::failure::Failure;

const LIST: &[Embedded] = &[
    Embedded {
        name: "20260101000001_users",
        up: "CREATE TABLE users (id integer PRIMARY KEY);",
        down: Some("DROP TABLE users;"),
        manifest: None,
        backfill: None,
    },
    Embedded {
        name: "20260101000002_posts",
        up: "CREATE TABLE posts (id integer);",
        down: None,
        manifest: None,
        backfill: None,
    },
];

fn run<T>(future: impl Future<Output = T>) -> T {
    crate::runtime().unwrap().block_on(future)
}

#[test]
fn embedded_migrations_are_applied_once() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("app.db").display());
    let migrator = Migrator::embedded(LIST).unwrap().create_database();
    assert_eq!(run(migrator.pending(&url)).unwrap().len(), 2);
    assert_eq!(run(migrator.migrate(&url)).unwrap(), ["20260101000001_users", "20260101000002_posts"]);
    assert_eq!(run(migrator.migrate(&url)).unwrap(), [""; 0]);
    let other = Migrator::embedded(&LIST[..1]).unwrap();
    let failure = run(other.migrate(&url)).unwrap_err();
    assert_eq!(failure.to_string(), "migration 20260101000002_posts was applied and is not on disk");
}

#[test]
fn a_missing_database_is_not_made_unasked() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("app.db");
    let failure = run(Migrator::embedded(LIST).unwrap().migrate(file.to_str().unwrap())).unwrap_err();
    assert_eq!(failure.code, "no-such-database");
    assert!(!file.exists());
}

#[test]
fn what_embed_writes_is_rust() {
    let folder = tempfile::tempdir().unwrap();
    let migration = folder.path().join("20260101000001_users");
    std::fs::create_dir(&migration).unwrap();
    std::fs::write(migration.join("migration.sql"), "SELECT '\"';\n").unwrap();
    assert_eq!(
        rust(folder.path()).unwrap(),
        "&[\n    ::evenkeel::Embedded { name: \"20260101000001_users\", up: \"SELECT '\\\"';\\n\", down: None, \
         manifest: None, backfill: None },\n]\n"
    );
}

#[test]
fn embedded_backfills_are_done() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("app.db").display());
    let list = [Embedded {
        up: "CREATE TABLE t (id INTEGER PRIMARY KEY, n INTEGER DEFAULT 0);\nINSERT INTO t (id) VALUES (1), (2);",
        backfill: Some(EmbeddedBackfill {
            toml: "table = \"t\"",
            sql: Some("UPDATE t SET n = n + 1 WHERE id BETWEEN :first AND :last"),
            verify: Some("SELECT * FROM t WHERE n <> 1"),
        }),
        ..LIST[0]
    }];
    run(Migrator::embedded(&list).unwrap().create_database().migrate(&url)).unwrap();
    let told = run(async {
        let place = evenkeel_engine::place::Place::Sqlite(folder.path().join("app.db"));
        let database = evenkeel_engine::Database::open(&place, None).await.unwrap();
        database.run("SELECT sum(n) FROM t").await.unwrap().rows
    });
    assert_eq!(told, [[Some("2".to_owned())]]);
    let bad = Embedded {
        backfill: Some(EmbeddedBackfill { toml: "tabel = 1", sql: None, verify: None }),
        ..LIST[0]
    };
    assert!(Migrator::embedded(&[bad]).unwrap_err().to_string().contains("unknown field `tabel`"));
}

#[test]
fn embed_writes_backfills_and_refuses_programs() {
    let folder = tempfile::tempdir().unwrap();
    let migration = folder.path().join("20260101000001_fill");
    std::fs::create_dir(&migration).unwrap();
    for (file, text) in [
        ("migration.sql", "SELECT 1;"),
        ("backfill.toml", "table = 't'"),
        ("backfill.sql", "DELETE FROM t WHERE id BETWEEN :first AND :last"),
    ] {
        std::fs::write(migration.join(file), text).unwrap();
    }
    let written = rust(folder.path()).unwrap();
    assert!(
        written.contains("backfill: Some(::evenkeel::EmbeddedBackfill { toml: \"table = 't'\", sql: Some("),
        "{written}"
    );
    std::fs::remove_file(migration.join("backfill.sql")).unwrap();
    std::fs::write(migration.join("backfill.toml"), "script = 'node fill.js'").unwrap();
    assert_eq!(Failure::from(rust(folder.path()).unwrap_err()).code, "embedded-program");
}
