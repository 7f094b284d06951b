//! A run is cut off after it announced a statement that cannot run in a transaction; what the server may have made of
//! that statement is then done by hand, and the next run has to find it out.

use super::crash::{cut, until_alone};
use crate::connect::Session;
use crate::database::Database;
use crate::error::{EngineError, Stays};
use crate::execute::{Event, Finding, MigrateOptions, Outcome, Point, Unwatched, decide, migrate};
use crate::testing::{ask, events, folder, load, open, run, scratch, write};

struct Case {
    name: &'static str,
    before: &'static str,
    migration: &'static str,
    /// Statements as the server may have run them, each by itself; those that begin with `!` fail.
    server: &'static [&'static str],
    finding: Finding,
    /// Holds in the end.
    check: &'static str,
}

const INDEX: &str = "CREATE UNIQUE INDEX CONCURRENTLY i ON t (a);";
const VALID: &str = "SELECT count(*) FROM pg_index WHERE indrelid = 't'::regclass AND indisvalid HAVING count(*) = 1 \
     AND 0 = (SELECT count(*) FROM pg_index WHERE NOT indisvalid)";

const CASES: &[Case] = &[
    Case {
        name: "an index not begun",
        before: "CREATE TABLE t (a int)",
        migration: INDEX,
        server: &[],
        finding: Finding::Undone,
        check: VALID,
    },
    Case {
        name: "an index that is there",
        before: "CREATE TABLE t (a int)",
        migration: INDEX,
        server: &[INDEX],
        finding: Finding::Done,
        check: VALID,
    },
    Case {
        name: "an index that is broken",
        before: "CREATE TABLE t (a int); INSERT INTO t VALUES (1), (1)",
        migration: INDEX,
        server: &["!CREATE UNIQUE INDEX CONCURRENTLY i ON t (a)", "DELETE FROM t"],
        finding: Finding::Broken,
        check: VALID,
    },
    Case {
        name: "an index without a name that is there",
        before: "CREATE TABLE t (a int)",
        migration: "CREATE INDEX CONCURRENTLY ON t (a);",
        server: &["CREATE INDEX CONCURRENTLY ON t (a)"],
        finding: Finding::Done,
        check: VALID,
    },
    Case {
        name: "an index without a name that is broken",
        before: "CREATE TABLE t (a int); INSERT INTO t VALUES (1), (1)",
        migration: "CREATE UNIQUE INDEX CONCURRENTLY ON t (a);",
        server: &["!CREATE UNIQUE INDEX CONCURRENTLY ON t (a)", "DELETE FROM t"],
        finding: Finding::Broken,
        check: VALID,
    },
    Case {
        name: "an index that is dropped",
        before: "CREATE TABLE t (a int); CREATE INDEX i ON t (a)",
        migration: "DROP INDEX CONCURRENTLY i;",
        server: &["DROP INDEX i"],
        finding: Finding::Done,
        check: "SELECT 1 WHERE to_regclass('i') IS NULL",
    },
    Case {
        name: "an index that is half dropped",
        before: "CREATE TABLE t (a int); CREATE INDEX i ON t (a)",
        migration: "DROP INDEX CONCURRENTLY i;",
        server: &["UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'i'::regclass"],
        finding: Finding::Undone,
        check: "SELECT 1 WHERE to_regclass('i') IS NULL",
    },
    Case {
        name: "a copy that was not ready",
        before: "CREATE TABLE t (a text); CREATE INDEX i ON t (a)",
        migration: "REINDEX (VERBOSE) TABLE CONCURRENTLY t;",
        server: &[
            "CREATE INDEX i_ccnew ON t (a)",
            "UPDATE pg_index SET indisvalid = false, indisready = false WHERE indexrelid = 'i_ccnew'::regclass",
        ],
        finding: Finding::Broken,
        check: VALID,
    },
    Case {
        name: "a copy that was replaced",
        before: "CREATE TABLE t (a int); CREATE INDEX i ON t (a)",
        migration: "REINDEX INDEX CONCURRENTLY i;",
        server: &[
            "CREATE INDEX i_ccold1 ON t (a)",
            "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'i_ccold1'::regclass",
        ],
        finding: Finding::Broken,
        check: VALID,
    },
    Case {
        name: "a schema made anew",
        before: "CREATE TABLE t (a int); CREATE INDEX i ON t (a); CREATE SCHEMA s; CREATE TABLE s.t (); ",
        migration: "REINDEX SCHEMA CONCURRENTLY public;",
        server: &[],
        finding: Finding::Undone,
        check: VALID,
    },
    Case {
        name: "a partition that is detached",
        before: PARTITIONED,
        migration: "ALTER TABLE p DETACH PARTITION q CONCURRENTLY;",
        server: &["ALTER TABLE p DETACH PARTITION q"],
        finding: Finding::Done,
        check: DETACHED,
    },
    Case {
        name: "a partition that is half detached",
        before: PARTITIONED,
        migration: "ALTER TABLE p DETACH PARTITION q CONCURRENTLY;",
        server: &["?ALTER TABLE p DETACH PARTITION q CONCURRENTLY"],
        finding: Finding::Ended,
        check: DETACHED,
    },
    Case {
        name: "a partition that is not detached",
        before: PARTITIONED,
        migration: "ALTER TABLE p DETACH PARTITION q CONCURRENTLY;",
        server: &[],
        finding: Finding::Undone,
        check: DETACHED,
    },
    Case {
        name: "a database that is there",
        before: "SELECT 1",
        migration: "CREATE DATABASE fate_there;",
        server: &["CREATE DATABASE fate_there"],
        finding: Finding::Done,
        check: "SELECT 1 FROM pg_database WHERE datname = 'fate_there'",
    },
    Case {
        name: "a database that is gone",
        before: "SELECT 1",
        migration: "DROP DATABASE fate_there;",
        server: &["DROP DATABASE fate_there"],
        finding: Finding::Done,
        check: "SELECT 1 WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'fate_there')",
    },
    Case {
        name: "a tablespace that is there, with settings said again",
        before: "SELECT 1",
        migration: "SET allow_in_place_tablespaces = on;\nCREATE TABLESPACE fate_space LOCATION '';\nDROP TABLESPACE fate_space;",
        server: &["SET allow_in_place_tablespaces = on", "CREATE TABLESPACE fate_space LOCATION ''"],
        finding: Finding::Done,
        check: "SELECT 1 WHERE NOT EXISTS (SELECT FROM pg_tablespace WHERE spcname = 'fate_space')",
    },
    Case {
        name: "a subscription that is there",
        before: "SELECT 1",
        migration: "CREATE SUBSCRIPTION fate CONNECTION 'dbname=nowhere' PUBLICATION p;",
        server: &[
            "CREATE SUBSCRIPTION fate CONNECTION 'dbname=nowhere' PUBLICATION p WITH (connect = false, slot_name = NONE)",
        ],
        finding: Finding::Done,
        check: "SELECT 1 FROM pg_subscription WHERE subname = 'fate'",
    },
    Case {
        name: "a subscription with another publication",
        before: "CREATE SUBSCRIPTION fate2 CONNECTION 'dbname=nowhere' PUBLICATION p WITH (connect = false, slot_name = NONE)",
        migration: "ALTER SUBSCRIPTION fate2 ADD PUBLICATION q;",
        server: &["ALTER SUBSCRIPTION fate2 ADD PUBLICATION q WITH (refresh = false)"],
        finding: Finding::Done,
        check: "SELECT 1 FROM pg_subscription WHERE subname = 'fate2' AND subpublications = '{p,q}'",
    },
    Case {
        name: "a subscription with fewer publications",
        before: "CREATE SUBSCRIPTION fate3 CONNECTION 'dbname=nowhere' PUBLICATION p, q WITH (connect = false, slot_name = NONE)",
        migration: "ALTER SUBSCRIPTION fate3 DROP PUBLICATION q;",
        server: &["ALTER SUBSCRIPTION fate3 DROP PUBLICATION q WITH (refresh = false)"],
        finding: Finding::Done,
        check: "SELECT 1 FROM pg_subscription WHERE subname = 'fate3' AND subpublications = '{p}'",
    },
    Case {
        name: "a subscription that is gone",
        before: "SELECT 1",
        migration: "DROP SUBSCRIPTION fate4;",
        server: &[],
        finding: Finding::Done,
        check: "SELECT 1",
    },
    Case {
        name: "a vacuum",
        before: "CREATE TABLE t (a int)",
        migration: "VACUUM (ANALYZE) t;",
        server: &["VACUUM t"],
        finding: Finding::Undone,
        check: "SELECT 1",
    },
    Case {
        name: "a setting of the system",
        before: "SELECT 1",
        migration: "ALTER SYSTEM SET log_min_duration_statement = -1;",
        server: &[],
        finding: Finding::Undone,
        check: "SELECT 1",
    },
];

const PARTITIONED: &str =
    "CREATE TABLE p (a int) PARTITION BY LIST (a); CREATE TABLE q PARTITION OF p FOR VALUES IN (1)";
const DETACHED: &str = "SELECT 1 WHERE NOT EXISTS (SELECT FROM pg_inherits) AND to_regclass('q') IS NOT NULL";

/// What the server may have done with the statement before the run was cut off.
async fn do_by_hand(scratch: &crate::scratch::Scratch, session: &Session, statement: &str) {
    if let Some(failing) = statement.strip_prefix('!') {
        assert!(session.batch(failing).await.is_err(), "{failing}");
    } else if let Some(waiting) = statement.strip_prefix('?') {
        // It stops half way, because somebody still reads the table.
        let reader = scratch.session().await.unwrap();
        reader.batch("BEGIN; SELECT * FROM p").await.unwrap();
        session.batch("SET lock_timeout = 100").await.unwrap();
        assert!(session.batch(waiting).await.is_err(), "{waiting}");
    } else {
        session.batch(statement).await.unwrap_or_else(|error| panic!("{statement}: {error}"));
    }
}

#[test]
fn the_catalog_knows_what_became_of_each_statement() {
    // The server lives as long as somebody has it, and one case leaves a database to the next.
    let _server = run(scratch());
    for case in CASES {
        let folder = folder(&[("0001_a.sql", case.migration)]);
        let migrations = load(&folder);
        let scratch = run(scratch());
        run(async {
            let session = scratch.session().await.unwrap();
            session.batch(case.before).await.unwrap();
        });
        if case.name == "a database that is gone" {
            run(async { while scratch.session().await.unwrap().batch("SELECT 1").await.is_err() {} });
        }
        cut(&scratch, &migrations, Point::AfterJournal, 1);
        run(async {
            let session = scratch.session().await.unwrap();
            until_alone(&session).await;
            for statement in case.server {
                do_by_hand(&scratch, &session, statement).await;
            }
            let database = open(&scratch).await;
            let mut told = Vec::new();
            let done = migrate(&database, &migrations, &MigrateOptions::default(), &mut told).await;
            done.unwrap_or_else(|error| panic!("{}: {error}", case.name));
            let finding = told.iter().find_map(|event| {
                if let Event::Settled { finding, .. } = event { Some(*finding) } else { None }
            });
            assert_eq!(finding, Some(case.finding), "{}", case.name);
            assert_eq!(ask(&database, case.check).await.len(), 1, "{}", case.name);
            for left in ask(&database, "SELECT subname FROM pg_subscription").await {
                session
                    .batch(&format!(
                        "ALTER SUBSCRIPTION {left} SET (slot_name = NONE); DROP SUBSCRIPTION {left}"
                    ))
                    .await
                    .unwrap();
            }
            drop((session, database));
            scratch.close().await.unwrap();
        });
    }
}

#[test]
fn an_index_that_was_there_before_is_not_taken_for_the_new_one() {
    run(async {
        let folder = folder(&[("0001_a.sql", "CREATE INDEX CONCURRENTLY i ON t (a);")]);
        let scratch = scratch().await;
        let database = open(&scratch).await;
        ask(&database, "CREATE TABLE t (a int, b int); CREATE INDEX i ON t (b)").await;
        for _ in 0..2 {
            let error = migrate(&database, &load(&folder), &MigrateOptions::default(), &mut Unwatched).await;
            assert_eq!(error.unwrap_err().sqlstate(), Some("42P07"));
        }
        ask(&database, "DROP INDEX i").await;
        migrate(&database, &load(&folder), &MigrateOptions::default(), &mut Unwatched).await.unwrap();
        assert!(ask(&database, "SELECT pg_get_indexdef('i'::regclass)").await[0].ends_with("(a)"));
        scratch.close().await.unwrap();
    });
}

/// Whether the run stops because nobody knows.
async fn is_undecided(database: &Database, migrations: &evenkeel_sources::Migrations) -> bool {
    let ran = migrate(database, migrations, &MigrateOptions::default(), &mut Unwatched).await;
    matches!(ran, Err(EngineError::Undecided { .. }))
}

#[test]
fn what_nobody_can_know_is_settled_by_hand() {
    let text = "CREATE TABLE t (a int);\nDO $$ BEGIN INSERT INTO t VALUES (1); COMMIT; END $$;\nINSERT INTO t VALUES (2);";
    let folder = folder(&[("0001_a.sql", text)]);
    let migrations = load(&folder);
    for (outcome, rows) in [(Outcome::Done, "2"), (Outcome::NotDone, "1,2")] {
        let scratch = run(scratch());
        cut(&scratch, &migrations, Point::AfterJournal, 1);
        run(async {
            let database = open(&scratch).await;
            let options = MigrateOptions::default();
            assert!(is_undecided(&database, &migrations).await);
            assert!(is_undecided(&database, &migrations).await);
            decide(&database, &migrations, "0001_a", outcome, &options, &mut Unwatched).await.unwrap();
            migrate(&database, &migrations, &options, &mut Unwatched).await.unwrap();
            assert_eq!(ask(&database, "SELECT string_agg(a::text, ',' ORDER BY a) FROM t").await, [rows]);
            let told = events(&database).await;
            assert_eq!(told.iter().filter(|one| one.contains("applied")).count(), 1, "{told:?}");
            let again = decide(&database, &migrations, "0001_a", outcome, &options, &mut Unwatched).await;
            assert_eq!(again.unwrap_err().code(), "nothing-open");
            scratch.close().await.unwrap();
        });
    }
}

#[test]
fn what_a_dead_run_left_running_is_waited_for() {
    let text = "CREATE TABLE IF NOT EXISTS t (a int);\nINSERT INTO t VALUES (1);\nSELECT pg_sleep(1);";
    let folder = folder(&[("0001_a.sql", text)]);
    let migrations = load(&folder);
    let scratch = run(scratch());
    // The process is gone while the server sleeps; what it was sent goes on.
    run(async {
        let database = open(&scratch).await;
        let options = MigrateOptions::default();
        let mut unwatched = Unwatched;
        let running = migrate(&database, &migrations, &options, &mut unwatched);
        let looking = async {
            let session = scratch.session().await.unwrap();
            let asleep = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'";
            while session.rows(asleep).await.unwrap()[0][0].as_deref() != Some("1") {
                tokio::task::yield_now().await;
            }
        };
        tokio::select! {
            _ = running => panic!("it ended before it was cut off"),
            () = looking => {}
        }
    });
    run(async {
        let database = open(&scratch).await;
        let mut told = Vec::new();
        migrate(&database, &migrations, &MigrateOptions::default(), &mut told).await.unwrap();
        assert!(told.iter().any(|event| matches!(event, Event::WaitingForOrphan { .. })), "{told:?}");
        assert_eq!(ask(&database, "SELECT count(*) FROM t").await, ["1"]);
        scratch.close().await.unwrap();
    });
}

const DUPLICATES: &str = "CREATE TABLE t (a int);\nINSERT INTO t VALUES (1), (1);\n";

#[test]
fn a_refused_statement_leaves_nothing_and_may_be_mended() {
    let text = |statement: &str| [DUPLICATES, statement].concat();
    let folder = folder(&[("0001_a.sql", &text(INDEX))]);
    run(async {
        let scratch = scratch().await;
        let database = open(&scratch).await;
        let options = MigrateOptions::default();
        let refused = migrate(&database, &load(&folder), &options, &mut Unwatched).await.unwrap_err();
        let EngineError::Sql(failed) = &refused else { panic!("{refused}") };
        assert_eq!((refused.sqlstate(), failed.stays), (Some("23505"), Some(Stays::UpTo(2))));
        let broken = "SELECT count(*) FROM pg_index WHERE NOT indisvalid";
        assert_eq!(ask(&database, broken).await, ["0"]);
        write(&folder, "0001_a.sql", &text("CREATE INDEX CONCURRENTLY i ON t (a);"));
        migrate(&database, &load(&folder), &options, &mut Unwatched).await.unwrap();
        assert_eq!(ask(&database, VALID).await, ["1"]);
        assert_eq!(ask(&database, "SELECT count(*) FROM t").await, ["2"], "what was done was not done again");
        scratch.close().await.unwrap();
    });
}

#[test]
fn a_run_may_die_while_it_takes_away_what_a_refused_statement_left() {
    let folder = folder(&[("0001_a.sql", &[DUPLICATES, INDEX].concat())]);
    let migrations = load(&folder);
    let scratch = run(scratch());
    cut(&scratch, &migrations, Point::Withdrawn, 1);
    run(async {
        let database = open(&scratch).await;
        ask(&database, "DELETE FROM t WHERE ctid = (SELECT max(ctid) FROM t)").await;
        migrate(&database, &migrations, &MigrateOptions::default(), &mut Unwatched).await.unwrap();
        assert_eq!(ask(&database, VALID).await, ["1"]);
        scratch.close().await.unwrap();
    });
}
