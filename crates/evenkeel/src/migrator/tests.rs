//! A program that migrates its own database.

use super::{Embedded, Migrator};
use crate::embed::source;

const LIST: &[Embedded] = &[
    Embedded {
        name: "20260101000001_users",
        up: "CREATE TABLE users (id integer PRIMARY KEY);",
        down: Some("DROP TABLE users;"),
        manifest: None,
    },
    Embedded {
        name: "20260101000002_posts",
        up: "CREATE TABLE posts (id integer);",
        down: None,
        manifest: None,
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
        source(folder.path()).unwrap(),
        "&[\n    ::evenkeel::Embedded { name: \"20260101000001_users\", up: \"SELECT '\\\"';\\n\", down: None, \
         manifest: None },\n]\n"
    );
}
