//! Ledgers that earlier versions made are read, get what they lack, and keep their rows.

use crate::execute::{MigrateOptions, Unwatched, migrate};
use crate::testing::{ask, folder, lite, load, open, run, scratch};

/// The ledger as version 0.1.0 made it at first.
const FIRST: &str = "\
CREATE SCHEMA evenkeel;
CREATE TABLE evenkeel.ledger (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    service text NOT NULL DEFAULT 'default',
    migration text NOT NULL,
    event text NOT NULL,
    segment integer,
    statement integer,
    checksum text,
    bytes text,
    fingerprint text,
    sqlstate text,
    message text,
    duration_ms bigint,
    tool text NOT NULL,
    role text NOT NULL DEFAULT session_user,
    host text,
    at timestamptz NOT NULL DEFAULT clock_timestamp()
);";

const FIRST_OF_SQLITE: &str = "\
CREATE TABLE evenkeel_ledger (
    id INTEGER PRIMARY KEY,
    service TEXT NOT NULL DEFAULT 'default',
    migration TEXT NOT NULL,
    event TEXT NOT NULL,
    segment INTEGER,
    statement INTEGER,
    checksum TEXT,
    bytes TEXT,
    fingerprint TEXT,
    sqlstate TEXT,
    message TEXT,
    duration_ms INTEGER,
    tool TEXT NOT NULL,
    role TEXT,
    host TEXT,
    at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
);";

/// What it held: a failure, a second try that was applied, and a second row that adds the fingerprint.
const ROWS: &str = "\
INSERT INTO LEDGER (migration, event, message, tool) VALUES ('0001_a', 'failed', 'no', 'evenkeel 0.1.0');
INSERT INTO LEDGER (migration, event, duration_ms, tool) VALUES ('0001_a', 'applied', 7, 'evenkeel 0.1.0');
INSERT INTO LEDGER (migration, event, fingerprint, tool) VALUES ('0001_a', 'applied', '1:ab', 'evenkeel 0.1.0');";

/// Every column that the first shape had.
const OLD: &str = "SELECT id, service, migration, event, segment, statement, checksum, bytes, fingerprint, sqlstate, \
     message, duration_ms, tool, role, host, at FROM LEDGER WHERE id <= 3 ORDER BY id";
const NEW: &str = "SELECT event, statements FROM LEDGER WHERE migration = '0002_b' AND event = 'applied'";

const MIGRATIONS: &[(&str, &str)] = &[
    ("m/0001_a.sql", "CREATE TABLE a (x integer);"),
    ("m/0002_b.sql", "CREATE TABLE b (x integer);\nDROP TABLE b;"),
];

async fn goes_on(database: &crate::database::Database, ledger: &str, folder: &tempfile::TempDir) {
    let of = |text: &str| text.replace("LEDGER", ledger);
    ask(database, &of(ROWS)).await;
    let before = ask(database, &of(OLD)).await;
    assert_eq!(before.len(), 3);
    let migrations = evenkeel_sources::Migrations::load(&folder.path().join("m")).unwrap();
    let done = migrate(database, &migrations, &MigrateOptions::default(), &mut Unwatched).await.unwrap();
    assert_eq!(done.applied, ["0002_b"]);
    assert_eq!(ask(database, &of(OLD)).await, before);
    assert_eq!(ask(database, &of(NEW)).await, ["applied|2"]);
    let record = database.ledger("default").await.unwrap().record("0001_a").unwrap().clone();
    assert_eq!(
        (record.attempts, record.duration_ms, record.fingerprint.as_deref()),
        (1, Some(7), Some("1:ab"))
    );
}

#[test]
fn the_first_shape_goes_on() {
    run(async {
        let folder = folder(MIGRATIONS);
        let scratch = scratch().await;
        let database = open(&scratch).await;
        ask(&database, FIRST).await;
        goes_on(&database, "evenkeel.ledger", &folder).await;
        drop(database);
        scratch.close().await.unwrap();
    });
}

#[test]
fn the_first_shape_of_sqlite_goes_on() {
    run(async {
        let folder = folder(MIGRATIONS);
        let database = lite(&folder).await;
        ask(&database, FIRST_OF_SQLITE).await;
        goes_on(&database, "evenkeel_ledger", &folder).await;
    });
}

#[test]
fn a_row_tells_who_did_how_much_and_for_how_long() {
    run(async {
        let text = "CREATE TABLE t (a int);\nINSERT INTO t VALUES (1);\nVACUUM t;\nSELECT 1/0;";
        let folder = folder(&[("0001_a.sql", text)]);
        let scratch = scratch().await;
        let database = open(&scratch).await;
        migrate(&database, &load(&folder), &MigrateOptions::default(), &mut Unwatched).await.unwrap_err();
        let told = "SELECT event, statement, statements, sqlstate, duration_ms IS NOT NULL, role = session_user, \
             host IS NOT NULL, tool LIKE 'evenkeel %' FROM evenkeel.ledger ORDER BY id";
        let expected = [
            "started||||f|t|t|t",
            "segment|1|2||t|t|t|t",
            "journal-before|3|||f|t|t|t",
            "journal-after|3|1||t|t|t|t",
            "failed|4||22012|t|t|t|t",
        ];
        assert_eq!(ask(&database, told).await, expected);
        drop(database);
        scratch.close().await.unwrap();
    });
}
