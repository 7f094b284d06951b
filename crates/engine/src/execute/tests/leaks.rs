//! What a script says to its session is not heard by the next one, and is heard by its own rest.

use crate::execute::{MigrateOptions, Point, Unwatched, migrate};
use crate::testing::{ask, folder, lite, load, open, run, scratch};

use super::crash::{cut, until_alone};

/// What a migration leaves in the session, and a question whose answer has to be what it is in a new session.
const LEAKS: &[(&str, &str, &str)] = &[
    ("SET search_path = ''", "SHOW search_path", "\"$user\", public"),
    ("SET ROLE leaky", "SELECT current_user = session_user", "t"),
    ("SET SESSION AUTHORIZATION leaky", "SELECT current_user", "postgres"),
    ("SET LOCAL statement_timeout = '1h'", "SHOW statement_timeout", "0"),
    ("SET statement_timeout = '1h'; CREATE TABLE x (); VACUUM x", "SHOW statement_timeout", "0"),
    ("SELECT set_config('work_mem', '1MB', false)", "SHOW work_mem", "4MB"),
    ("DO $$ BEGIN PERFORM set_config('work_mem', '1MB', false); END $$", "SHOW work_mem", "4MB"),
    ("SET app.tenant = 'x'", "SELECT coalesce(current_setting('app.tenant', true), '')", ""),
    ("CREATE TEMP TABLE leak (a int)", "SELECT to_regclass('leak') IS NULL", "t"),
    ("PREPARE leak AS SELECT 1", "SELECT count(*) FROM pg_prepared_statements", "0"),
    ("DECLARE leak CURSOR WITH HOLD FOR SELECT 1", "SELECT count(*) FROM pg_cursors", "0"),
    (
        "SELECT pg_advisory_lock(7)",
        "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = 7",
        "0",
    ),
    ("LISTEN leak", "SELECT count(*) FROM pg_listening_channels()", "0"),
    ("SET session_replication_role = replica", "SHOW session_replication_role", "origin"),
    ("SET default_transaction_read_only = on", "SHOW default_transaction_read_only", "off"),
    ("SET client_min_messages = error", "SHOW client_min_messages", "notice"),
];

#[test]
fn nothing_of_a_session_reaches_the_next_migration() {
    run(async {
        let scratch = scratch().await;
        let session = scratch.session().await.unwrap();
        let role = "DO $$ BEGIN CREATE ROLE leaky; EXCEPTION WHEN duplicate_object THEN NULL; END $$";
        session.batch(role).await.unwrap();
        for (number, (leak, question, answer)) in LEAKS.iter().enumerate() {
            session
                .batch("DROP SCHEMA IF EXISTS evenkeel CASCADE; DROP TABLE IF EXISTS x, seen")
                .await
                .unwrap();
            let next = match question.strip_prefix("SHOW ") {
                Some(setting) => format!("CREATE TABLE seen AS SELECT current_setting('{setting}') AS a"),
                None => format!("CREATE TABLE seen AS SELECT ({question})::text AS a"),
            };
            let folder = folder(&[("0001_a.sql", leak), ("0002_b.sql", &next)]);
            let database = open(&scratch).await;
            let done = migrate(&database, &load(&folder), &MigrateOptions::default(), &mut Unwatched).await;
            done.unwrap_or_else(|error| panic!("{number} {leak}: {error}"));
            let seen = ask(&database, "SELECT a FROM seen").await;
            let seen = if seen == ["true"] { vec!["t".to_owned()] } else { seen };
            assert_eq!(seen, [*answer], "{leak}");
        }
        drop(session);
        scratch.close().await.unwrap();
    });
}

#[test]
fn a_role_without_rights_on_the_ledger_may_do_the_work() {
    let text = "CREATE TABLE t (a int); ALTER TABLE t OWNER TO leaky2; SET ROLE leaky2;\nINSERT INTO t VALUES (1);\n\
                CREATE INDEX CONCURRENTLY i ON t (a);\nINSERT INTO t VALUES (2);\n\
                CREATE INDEX CONCURRENTLY j ON t (a);\nINSERT INTO t SELECT 3 WHERE current_user = 'leaky2';";
    let folder = folder(&[("0001_a.sql", text)]);
    let migrations = load(&folder);
    for (point, times) in [(Point::BeforeUnlock, 1), (Point::AfterSegment, 1), (Point::AfterJournal, 2)] {
        let scratch = run(scratch());
        run(async {
            let session = scratch.session().await.unwrap();
            let role = "DO $$ BEGIN CREATE ROLE leaky2; EXCEPTION WHEN duplicate_object THEN NULL; END $$";
            session.batch(role).await.unwrap();
            session.batch("GRANT ALL ON SCHEMA public TO leaky2").await.unwrap();
        });
        cut(&scratch, &migrations, point, times);
        run(async {
            let session = scratch.session().await.unwrap();
            until_alone(&session).await;
            let database = open(&scratch).await;
            migrate(&database, &migrations, &MigrateOptions::default(), &mut Unwatched).await.unwrap();
            assert_eq!(ask(&database, "SELECT a FROM t ORDER BY a").await, ["1", "2", "3"], "{point:?}");
            let roles = "SELECT DISTINCT role FROM evenkeel.ledger";
            assert_eq!(ask(&database, roles).await, ["postgres"]);
            session.batch("DROP OWNED BY leaky2").await.unwrap();
            drop((session, database));
            scratch.close().await.unwrap();
        });
    }
}

#[test]
fn what_does_something_is_not_said_again() {
    let text = "CREATE TABLE t (a int);\nPREPARE p AS INSERT INTO t VALUES (1);\nEXECUTE p;\nLOCK TABLE t;\n\
                SET LOCAL work_mem = '1MB';\nCREATE INDEX CONCURRENTLY i ON t (a);\nEXECUTE p;";
    let folder = folder(&[("0001_a.sql", text)]);
    let migrations = load(&folder);
    for times in 1..=3 {
        let scratch = run(scratch());
        cut(&scratch, &migrations, Point::BeforeSegment, times);
        run(async {
            let session = scratch.session().await.unwrap();
            until_alone(&session).await;
            let database = open(&scratch).await;
            migrate(&database, &migrations, &MigrateOptions::default(), &mut Unwatched).await.unwrap();
            assert_eq!(ask(&database, "SELECT count(*) FROM t").await, ["2"], "{times}");
            drop((session, database));
            scratch.close().await.unwrap();
        });
    }
}

#[test]
fn what_cannot_be_run_is_refused_before_anything_is() {
    run(async {
        let folder = folder(&[
            ("0001_a.sql", "CREATE TABLE a ();"),
            ("0002_b.sql", "CREATE TEMP TABLE x (a int);\nVACUUM;\nDROP TABLE x;"),
        ]);
        let scratch = scratch().await;
        let database = open(&scratch).await;
        let error = migrate(&database, &load(&folder), &MigrateOptions::default(), &mut Unwatched).await;
        let error = error.unwrap_err();
        assert_eq!(error.code(), "unfit-migration");
        assert!(error.to_string().contains("0002_b.sql:1:1: what is temporary here"), "{error}");
        assert_eq!(ask(&database, "SELECT to_regclass('a') IS NULL").await, ["t"]);
        scratch.close().await.unwrap();
    });
}

#[test]
fn nothing_of_an_sqlite_session_reaches_the_next_migration() {
    let leaks = [
        ("CREATE TEMP TABLE leak (a)", "SELECT count(*) FROM sqlite_temp_master"),
        ("ATTACH ':memory:' AS leak", "SELECT count(*) FROM pragma_database_list WHERE name = 'leak'"),
        ("PRAGMA recursive_triggers = ON", "SELECT recursive_triggers FROM pragma_recursive_triggers"),
        ("PRAGMA ignore_check_constraints = ON", "SELECT * FROM pragma_ignore_check_constraints"),
        ("PRAGMA foreign_keys = OFF", "SELECT 1 - foreign_keys FROM pragma_foreign_keys"),
        ("PRAGMA legacy_alter_table = ON", "SELECT legacy_alter_table FROM pragma_legacy_alter_table"),
    ];
    for (leak, question) in leaks {
        run(async {
            let folder = folder(&[
                ("m/0001_a.sql", leak),
                ("m/0002_b.sql", &format!("CREATE TABLE seen (a);\nINSERT INTO seen {question};")),
            ]);
            let database = lite(&folder).await;
            let migrations = evenkeel_sources::Migrations::load(&folder.path().join("m")).unwrap();
            migrate(&database, &migrations, &MigrateOptions::default(), &mut Unwatched).await.unwrap();
            assert_eq!(ask(&database, "SELECT a FROM seen").await, ["0"], "{leak}");
        });
    }
}
