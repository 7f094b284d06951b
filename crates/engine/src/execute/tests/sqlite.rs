use std::sync::Barrier;

use crate::database::Database;
use crate::execute::{Back, MigrateOptions, Unwatched, migrate, rollback};
use crate::place::Place;
use crate::testing::{ask, events, folder, lite, load, run, write};

fn options() -> MigrateOptions {
    MigrateOptions::default()
}

#[test]
fn applies_fails_and_goes_on() {
    run(async {
        let folder = folder(&[
            ("m/0001_a.sql", "CREATE TABLE a (id INTEGER PRIMARY KEY);"),
            ("m/0002_b.sql", "CREATE TABLE b (x);\nINSERT INTO nowhere VALUES (1);"),
        ]);
        let database = lite(&folder).await;
        let migrations = || evenkeel_sources::Migrations::load(&folder.path().join("m")).unwrap();
        let error = migrate(&database, &migrations(), &options(), &mut Unwatched).await.unwrap_err();
        let place = error.place().unwrap();
        assert_eq!(&place.text[place.range.clone()], "nowhere");
        assert_eq!(events(&database).await, ["0001_a applied", "0002_b failed"]);
        assert_eq!(ask(&database, "SELECT count(*) FROM sqlite_master WHERE name = 'b'").await, ["0"]);
        write(&folder, "m/0002_b.sql", "CREATE TABLE b (x);");
        let summary = migrate(&database, &migrations(), &options(), &mut Unwatched).await.unwrap();
        assert_eq!(summary.applied, ["0002_b"]);
        assert!(summary.fingerprint.is_some());
    });
}

#[test]
fn making_a_table_anew_keeps_the_rows_that_refer_to_it() {
    run(async {
        let rebuild = "CREATE TABLE new_a (id INTEGER PRIMARY KEY, name TEXT);\n\
                       INSERT INTO new_a (id) SELECT id FROM a;\nDROP TABLE a;\nALTER TABLE new_a RENAME TO a;";
        let start = "CREATE TABLE a (id INTEGER PRIMARY KEY);\n\
                     CREATE TABLE b (a INTEGER REFERENCES a ON DELETE CASCADE);\n\
                     INSERT INTO a VALUES (1); INSERT INTO b VALUES (1);";
        let folder = folder(&[("0001_a.sql", start), ("0002_b.sql", rebuild)]);
        let database = lite(&folder).await;
        migrate(&database, &load(&folder), &options(), &mut Unwatched).await.unwrap();
        assert_eq!(ask(&database, "SELECT count(*) FROM b").await, ["1"]);
        assert_eq!(ask(&database, "PRAGMA foreign_keys").await, ["1"]);
        write(&folder, "0003_c.sql", "DROP TABLE a;");
        let error = migrate(&database, &load(&folder), &options(), &mut Unwatched).await.unwrap_err();
        assert!(error.to_string().contains("foreign_key_check"), "{error}");
        assert_eq!(ask(&database, "SELECT count(*) FROM a").await, ["1"]);
    });
}

#[test]
fn several_runners_apply_each_migration_once() {
    let folder = folder(&[
        ("0001_a.sql", "CREATE TABLE a (x);"),
        ("0002_b.sql", "INSERT INTO a VALUES (1);"),
        ("0003_c.sql", "INSERT INTO a VALUES (2);\nPRAGMA foreign_keys = OFF;\nINSERT INTO a VALUES (3);"),
    ]);
    run(async { drop(lite(&folder).await) });
    let place = Place::Sqlite(folder.path().join("test.db"));
    let (migrations, gate) = (load(&folder), Barrier::new(8));
    let one = || {
        run(async {
            let database = Database::open(&place, None).await.unwrap();
            gate.wait();
            migrate(&database, &migrations, &options(), &mut Unwatched).await.unwrap().applied.len()
        })
    };
    let applied: usize = std::thread::scope(|scope| {
        let runners: Vec<_> = (0..8).map(|_| scope.spawn(one)).collect();
        runners.into_iter().map(|runner| runner.join().unwrap()).sum()
    });
    assert!((3..=4).contains(&applied), "{applied}");
    run(async {
        let database = Database::open(&place, None).await.unwrap();
        assert_eq!(ask(&database, "SELECT group_concat(x) FROM a").await, ["1,2,3"]);
    });
}

#[test]
fn takes_back() {
    run(async {
        let folder = folder(&[
            ("20260101000000_a/migration.sql", "CREATE TABLE a (x);"),
            ("20260101000000_a/down.sql", "DROP TABLE a;"),
        ]);
        let database = lite(&folder).await;
        let migrations = load(&folder);
        migrate(&database, &migrations, &options(), &mut Unwatched).await.unwrap();
        rollback(&database, &migrations, &Back::Steps(1), &options(), &mut Unwatched).await.unwrap();
        assert_eq!(ask(&database, "SELECT count(*) FROM sqlite_master WHERE name = 'a'").await, ["0"]);
        migrate(&database, &migrations, &options(), &mut Unwatched).await.unwrap();
    });
}

#[test]
fn a_missing_file_is_not_made_by_looking() {
    run(async {
        let folder = folder(&[]);
        let path = folder.path().join("none.db");
        let Err(error) = Database::open(&Place::Sqlite(path.clone()), None).await else {
            panic!("it opened")
        };
        assert_eq!(error.code(), "cannot-open");
        assert!(!path.exists());
    });
}
