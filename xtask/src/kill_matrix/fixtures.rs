//! The projects of the matrix: three migrations of one kind, or one of each. Must not know how they are run.

use std::path::{Path, PathBuf};

use super::cells::Kind;
use crate::failure::Failure;
use crate::paths;

/// What a database holds before the first migration.
pub(super) const BASE: &str = include_str!("base.sql");

/// The folder of a migration that stands at this place, from 1.
pub(super) fn name(number: usize) -> String {
    format!("2026010100000{number}_m{number}")
}

/// Writes the migrations of a project, without manifests.
pub(super) fn write(folder: &Path, texts: &[String]) -> Result<(), Failure> {
    // A folder that no repository begins in is looked for above.
    std::fs::create_dir_all(folder.join(".git")).map_err(Failure::file("make", folder))?;
    for (at, text) in texts.iter().enumerate() {
        paths::write(&migration(folder, at + 1).join("migration.sql"), text)?;
    }
    Ok(())
}

/// Writes a manifest beside each migration: what the catalog is after it, and so before the next.
pub(super) fn promise(folder: &Path, fingerprints: &[String]) -> Result<(), Failure> {
    for (at, after) in fingerprints.iter().enumerate() {
        let before = at.checked_sub(1).map_or("", |before| fingerprints[before].as_str());
        let parent = if at == 0 { String::new() } else { format!("parent = \"{}\"\n", name(at)) };
        let checksum = "0".repeat(64);
        let text = format!(
            "version = 1\n{parent}checksum = \"{checksum}\"\n[fingerprint]\nbefore = \"{before}\"\nafter = \"{after}\"\n"
        );
        paths::write(&migration(folder, at + 1).join("migration.toml"), text)?;
    }
    Ok(())
}

fn migration(folder: &Path, number: usize) -> PathBuf {
    folder.join("migrations").join(name(number))
}

/// Three migrations of one kind for PostgreSQL.
pub(super) fn postgres(kind: Kind) -> Vec<String> {
    (1..=3).map(|number| postgres_text(kind, number)).collect()
}

/// One migration of each kind for PostgreSQL.
pub(super) fn mixed() -> Vec<String> {
    Kind::of(super::cells::Engine::Postgres).iter().map(|kind| postgres_text(*kind, 1)).collect()
}

fn postgres_text(kind: Kind, k: usize) -> String {
    match kind {
        Kind::Transactional => format!(
            "INSERT INTO log VALUES ('transactional {k}');\n\
             CREATE TABLE made_{k} (id integer PRIMARY KEY);\n\
             ALTER TABLE t ADD COLUMN c_{k} text NOT NULL DEFAULT 'x';\n\
             ALTER TABLE t ADD CONSTRAINT ck_{k} CHECK (id > 0);\n\
             INSERT INTO made_{k} SELECT id FROM t WHERE id <= {k};\n"
        ),
        Kind::Concurrently => format!(
            "INSERT INTO log VALUES ('before {k}');\n\
             CREATE INDEX CONCURRENTLY new_{k} ON t (name, id);\n\
             INSERT INTO log VALUES ('between {k}');\n\
             REINDEX INDEX CONCURRENTLY new_{k};\n\
             DROP INDEX CONCURRENTLY old_{k};\n\
             INSERT INTO log VALUES ('after {k}');\n"
        ),
        Kind::EnumValue => format!(
            "INSERT INTO log VALUES ('before label {k}');\n\
             ALTER TYPE mood ADD VALUE 'mood {k}';\n\
             INSERT INTO moods VALUES ('mood {k}');\n\
             INSERT INTO log VALUES ('label {k}');\n"
        ),
        Kind::Detach => format!(
            "INSERT INTO log VALUES ('before detach {k}');\n\
             ALTER TABLE p DETACH PARTITION p_{k} CONCURRENTLY;\n\
             ALTER TABLE p_{k} ADD COLUMN kept integer;\n\
             INSERT INTO log VALUES ('detached {k}');\n"
        ),
        Kind::Data | Kind::Vacuum => format!(
            "INSERT INTO log VALUES ('data {k}');\n\
             UPDATE t SET n = n + 1;\n\
             DELETE FROM t WHERE id = {k};\n\
             INSERT INTO t (id, name) VALUES (1000 + {k}, 'more {k}');\n"
        ),
    }
}

/// Three migrations of one kind for SQLite, whose first one makes the tables.
pub(super) fn sqlite(kind: Kind) -> Vec<String> {
    (1..=3).map(|number| sqlite_text(kind, number)).collect()
}

fn sqlite_text(kind: Kind, k: usize) -> String {
    let first = match k {
        1 => {
            "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT NOT NULL, n INTEGER NOT NULL DEFAULT 0);\n\
             CREATE TABLE u (t INTEGER REFERENCES t ON DELETE CASCADE);\n\
             CREATE TABLE log (what TEXT NOT NULL);\n\
             WITH RECURSIVE i (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM i WHERE x < 200)\n\
             INSERT INTO t SELECT x, 'name ' || x, 0 FROM i;\n\
             INSERT INTO u SELECT id FROM t;\n"
        }
        _ => "",
    };
    let rest = match kind {
        Kind::Transactional => format!(
            "CREATE TABLE made_{k} (id INTEGER PRIMARY KEY);\n\
             ALTER TABLE t ADD COLUMN c_{k} TEXT NOT NULL DEFAULT 'x';\n\
             CREATE TABLE new_u (t INTEGER REFERENCES t ON DELETE CASCADE, d_{k} TEXT);\n\
             INSERT INTO new_u (t) SELECT t FROM u;\n\
             DROP TABLE u;\n\
             ALTER TABLE new_u RENAME TO u;\n\
             INSERT INTO log VALUES ('transactional {k}');\n"
        ),
        Kind::Vacuum => format!(
            "INSERT INTO log VALUES ('before {k}');\n\
             VACUUM;\n\
             INSERT INTO log VALUES ('after {k}');\n"
        ),
        Kind::Data | Kind::Concurrently | Kind::EnumValue | Kind::Detach => format!(
            "UPDATE t SET n = n + 1;\n\
             DELETE FROM u WHERE t = {k};\n\
             INSERT INTO t (id, name) VALUES (1000 + {k}, 'more {k}');\n\
             INSERT INTO log VALUES ('data {k}');\n"
        ),
    };
    [first, &rest].concat()
}
