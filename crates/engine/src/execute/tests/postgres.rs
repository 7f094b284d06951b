use std::time::Duration;

use crate::database::Database;
use crate::error::{EngineError, Fault};
use crate::execute::{
    Back, Event, Goal, LockPatience, MigrateOptions, OutOfOrder, Settlement, Unwatched, Verify, migrate,
    pending, rollback, settle,
};
use crate::history::{Condition, standing};
use crate::place::Place;
use crate::testing::{ask, events, folder, load, open, own_cluster, run, scratch, write};
use evenkeel_sources::lexer::Dialect;

fn options() -> MigrateOptions {
    MigrateOptions::default()
}

fn codes(error: &EngineError) -> Vec<&'static str> {
    let EngineError::History(faults) = error else { panic!("{error:?}") };
    faults.iter().map(Fault::code).collect()
}

#[test]
fn applies_in_order_and_then_has_nothing_to_do() {
    run(async {
        let folder = folder(&[
            ("0001_a.sql", "CREATE TABLE a (id int PRIMARY KEY);"),
            ("0002_b.sql", "CREATE TABLE b (a int REFERENCES a); -- no semicolon follows"),
        ]);
        let scratch = scratch().await;
        let database = open(&scratch).await;
        let summary = migrate(&database, &load(&folder), &options(), &mut Unwatched).await.unwrap();
        assert_eq!(summary.applied, ["0001_a", "0002_b"]);
        assert!(summary.fingerprint.is_some());
        assert_eq!(events(&database).await, ["0001_a applied", "0002_b applied", "0002_b fingerprint"]);
        let mut told = Vec::new();
        let again = migrate(&database, &load(&folder), &options(), &mut told).await.unwrap();
        assert_eq!((again.applied.len(), told), (0, Vec::new()));
        scratch.close().await.unwrap();
    });
}

#[test]
fn a_failing_migration_leaves_nothing_and_says_where() {
    run(async {
        let text = "CREATE TABLE a (id int);\n-- ü\nINSERT INTO a VALUES (1), (1);\nCREATE UNIQUE INDEX a_id ON a (id);\n";
        let folder = folder(&[("0001_a.sql", text)]);
        let scratch = scratch().await;
        let database = open(&scratch).await;
        let error = migrate(&database, &load(&folder), &options(), &mut Unwatched).await.unwrap_err();
        let EngineError::Sql(failure) = &error else { panic!("{error:?}") };
        assert_eq!((failure.statement, failure.migration.as_deref()), (3, Some("0001_a")));
        assert_eq!(error.sqlstate(), Some("23505"));
        assert!(text[failure.passage.range.clone()].starts_with("CREATE UNIQUE INDEX"));
        assert_eq!(ask(&database, "SELECT to_regclass('a') IS NULL").await, ["t"]);
        assert_eq!(events(&database).await, ["0001_a failed"]);
        write(&folder, "0001_a.sql", "CREATE TABLE a (id int);");
        migrate(&database, &load(&folder), &options(), &mut Unwatched).await.unwrap();
        let ledger = database.ledger("default").await.unwrap();
        assert_eq!(ledger.record("0001_a").unwrap().attempts, 1 + 1 - 1);
        scratch.close().await.unwrap();
    });
}

#[test]
fn an_unknown_name_is_underlined() {
    run(async {
        let text = "SELECT 1;\n/* ä */ SELECT 'ö', wrong FROM (SELECT 1 AS right) q;\n";
        let folder = folder(&[("0001_a.sql", text)]);
        let scratch = scratch().await;
        let database = open(&scratch).await;
        let error = migrate(&database, &load(&folder), &options(), &mut Unwatched).await.unwrap_err();
        let passage = error.place().unwrap();
        assert_eq!(&text[passage.range.clone()], "wrong");
        assert!(error.to_string().contains("0001_a.sql:2:"), "{error}");
        scratch.close().await.unwrap();
    });
}

#[test]
fn history_that_does_not_fit_is_refused() {
    run(async {
        let folder = folder(&[("0001_a.sql", "CREATE TABLE a ();"), ("0003_c.sql", "CREATE TABLE c ();")]);
        let scratch = scratch().await;
        let database = open(&scratch).await;
        migrate(&database, &load(&folder), &options(), &mut Unwatched).await.unwrap();
        write(&folder, "0001_a.sql", "-- a comment is not a change\ncreate table a ();");
        let mut told = Vec::new();
        migrate(&database, &load(&folder), &options(), &mut told).await.unwrap();
        assert_eq!(told, [Event::Reworded { migration: "0001_a".to_owned() }]);
        write(&folder, "0001_a.sql", "CREATE TABLE a (x int);");
        write(&folder, "0002_b.sql", "CREATE TABLE b ();");
        let error = migrate(&database, &load(&folder), &options(), &mut Unwatched).await.unwrap_err();
        assert_eq!(codes(&error), ["edited-migration", "out-of-order"]);
        write(&folder, "0001_a.sql", "CREATE TABLE a ();");
        let allowed = MigrateOptions { out_of_order: OutOfOrder::Allow, ..options() };
        let summary = migrate(&database, &load(&folder), &allowed, &mut Unwatched).await.unwrap();
        assert_eq!(summary.applied, ["0002_b"]);
        std::fs::remove_file(folder.path().join("0003_c.sql")).unwrap();
        let error = pending(&database, &load(&folder), &options()).await.unwrap_err();
        assert_eq!(codes(&error), ["missing-migration"]);
        scratch.close().await.unwrap();
    });
}

#[test]
fn goals_choose_among_what_is_pending() {
    run(async {
        let folder = folder(&[("0001_a.sql", ""), ("0002_b.sql", "-- nothing"), ("0003_c.sql", "SELECT 1")]);
        let scratch = scratch().await;
        let database = open(&scratch).await;
        let migrations = load(&folder);
        let to = MigrateOptions { goal: Goal::To("0002_b".to_owned()), ..options() };
        let summary = migrate(&database, &migrations, &to, &mut Unwatched).await.unwrap();
        assert_eq!(summary.applied, ["0001_a", "0002_b"]);
        let wrong = MigrateOptions { goal: Goal::Only("0003_d".to_owned()), ..options() };
        let error = migrate(&database, &migrations, &wrong, &mut Unwatched).await.unwrap_err();
        assert_eq!(error.code(), "unknown-migration");
        assert!(error.hint().unwrap().contains("0003_c"), "{:?}", error.hint());
        scratch.close().await.unwrap();
    });
}

#[test]
fn sixteen_runners_apply_each_migration_once() {
    let folder = folder(&[
        ("0001_slow.sql", "CREATE TABLE a (id int); SELECT pg_sleep(2);"),
        ("0002_next.sql", "INSERT INTO a VALUES (1);"),
    ]);
    // They would take the connections of the other tests.
    let (_memory, scratch) = run(own_cluster());
    let (place, migrations) = (Place::Postgres(scratch.target().clone()), load(&folder));
    let runner = || {
        run(async {
            let database = Database::open(&place, None).await.unwrap();
            let mut told = Vec::new();
            let summary = migrate(&database, &migrations, &options(), &mut told).await.unwrap();
            (summary.applied.len(), told)
        })
    };
    let done: Vec<(usize, Vec<Event>)> = std::thread::scope(|scope| {
        let runners: Vec<_> = (0..16).map(|_| scope.spawn(runner)).collect();
        runners.into_iter().map(|runner| runner.join().unwrap()).collect()
    });
    assert_eq!(done.iter().map(|(applied, _)| applied).sum::<usize>(), 2);
    let waited = |told: &[Event]| told.iter().any(|event| matches!(event, Event::WaitingForLock { .. }));
    assert_eq!(done.iter().filter(|(_, told)| waited(told)).count(), 15);
    run(async {
        let database = open(&scratch).await;
        assert_eq!(ask(&database, "SELECT count(*) FROM a").await, ["1"]);
        assert_eq!(
            events(&database).await,
            ["0001_slow applied", "0002_next applied", "0002_next fingerprint"]
        );
        scratch.close().await.unwrap();
    });
}

#[test]
fn an_index_is_built_concurrently_under_the_lock() {
    run(async {
        let text =
            "CREATE TABLE a (id int);\nCREATE INDEX CONCURRENTLY a_id ON a (id);\nALTER TABLE a ADD b int;";
        let folder = folder(&[("0001_a.sql", text)]);
        let scratch = scratch().await;
        let database = open(&scratch).await;
        migrate(&database, &load(&folder), &options(), &mut Unwatched).await.unwrap();
        let expected = [
            "0001_a started",
            "0001_a segment 0",
            "0001_a journal-before 1",
            "0001_a journal-after 1",
            "0001_a applied",
            "0001_a fingerprint",
        ];
        assert_eq!(events(&database).await, expected);
        scratch.close().await.unwrap();
    });
}

#[test]
fn a_label_can_be_used_right_after_it_was_added() {
    run(async {
        let text = "CREATE TYPE mood AS ENUM ('good'); CREATE TABLE a (m mood);\n\
                    ALTER TYPE mood ADD VALUE 'bad';\nINSERT INTO a VALUES ('bad');";
        let folder = folder(&[("0001_a.sql", text)]);
        let scratch = scratch().await;
        let database = open(&scratch).await;
        migrate(&database, &load(&folder), &options(), &mut Unwatched).await.unwrap();
        assert_eq!(ask(&database, "SELECT m FROM a").await, ["bad"]);
        scratch.close().await.unwrap();
    });
}

#[test]
fn settings_of_one_migration_do_not_reach_the_next() {
    run(async {
        let folder = folder(&[
            (
                "0001_a.sql",
                "SELECT pg_catalog.set_config('search_path', '', false); CREATE TABLE public.a ();",
            ),
            ("0002_b.sql", "CREATE TABLE b ();"),
        ]);
        let scratch = scratch().await;
        let database = open(&scratch).await;
        migrate(&database, &load(&folder), &options(), &mut Unwatched).await.unwrap();
        assert_eq!(ask(&database, "SELECT to_regclass('public.b') IS NOT NULL").await, ["t"]);
        scratch.close().await.unwrap();
    });
}

#[test]
fn a_lock_that_is_not_had_is_tried_again_and_named() {
    run(async {
        let folder = folder(&[("0001_a.sql", "ALTER TABLE a ADD b int;")]);
        let scratch = scratch().await;
        let database = open(&scratch).await;
        let blocker = scratch.session().await.unwrap();
        blocker.batch("CREATE TABLE a (id int)").await.unwrap();
        blocker.batch("BEGIN; LOCK TABLE a").await.unwrap();
        let locks = LockPatience {
            timeout: Duration::from_millis(200),
            tries: 2,
            pause: Duration::from_millis(10),
            ..LockPatience::default()
        };
        let hasty = MigrateOptions { locks, ..options() };
        let mut told = Vec::new();
        let error = migrate(&database, &load(&folder), &hasty, &mut told).await.unwrap_err();
        let pid = blocker.backend_pid().await.unwrap();
        let EngineError::LockTimeout { tries: 2, crowd, .. } = &error else { panic!("{error:?}") };
        assert_eq!(crowd.blockers.iter().map(|one| one.pid).collect::<Vec<_>>(), [pid]);
        assert!(crowd.blockers[0].query.contains("LOCK TABLE a"), "{}", crowd.blockers[0]);
        assert!(told.iter().any(|event| matches!(event, Event::LockRetry { attempt: 1, .. })), "{told:?}");
        blocker.batch("COMMIT").await.unwrap();
        migrate(&database, &load(&folder), &hasty, &mut Unwatched).await.unwrap();
        scratch.close().await.unwrap();
    });
}

#[test]
fn the_wait_for_the_lock_has_an_end() {
    run(async {
        let folder = folder(&[("0001_a.sql", "SELECT 1;")]);
        let scratch = scratch().await;
        let database = open(&scratch).await;
        let session = scratch.session().await.unwrap();
        let other = super::super::postgres::Lock::take(&session, None, &mut Unwatched).await.unwrap();
        let hasty = MigrateOptions { wait: Some(Duration::ZERO), ..options() };
        let error = migrate(&database, &load(&folder), &hasty, &mut Unwatched).await.unwrap_err();
        assert!(matches!(&error, EngineError::Locked { holder: Some(_), .. }), "{error:?}");
        other.release().await;
        migrate(&database, &load(&folder), &hasty, &mut Unwatched).await.unwrap();
        scratch.close().await.unwrap();
    });
}

#[test]
fn migrations_are_taken_back_newest_first() {
    run(async {
        let folder = folder(&[
            ("20260101000000_a/migration.sql", "CREATE TABLE a ();"),
            ("20260102000000_b/migration.sql", "CREATE TABLE b ();"),
            ("20260102000000_b/down.sql", "DROP TABLE b;"),
            ("20260103000000_c/migration.sql", "CREATE TABLE c ();"),
            ("20260103000000_c/down.sql", "DROP TABLE c;"),
        ]);
        let scratch = scratch().await;
        let database = open(&scratch).await;
        let migrations = load(&folder);
        migrate(&database, &migrations, &options(), &mut Unwatched).await.unwrap();
        let all = Back::Steps(3);
        let error = rollback(&database, &migrations, &all, &options(), &mut Unwatched).await.unwrap_err();
        assert_eq!(error.code(), "no-way-back");
        let to = Back::To("20260101000000_a".to_owned());
        let names = rollback(&database, &migrations, &to, &options(), &mut Unwatched).await.unwrap();
        assert_eq!(names, ["20260103000000_c", "20260102000000_b"]);
        assert_eq!(
            ask(&database, "SELECT relname FROM pg_class WHERE relname IN ('a', 'b', 'c')").await,
            ["a"]
        );
        let ledger = database.ledger("default").await.unwrap();
        let conditions: Vec<Condition> =
            standing(Dialect::Postgres, &migrations, &ledger).into_iter().map(|one| one.condition).collect();
        assert_eq!(conditions, [Condition::Applied, Condition::RolledBack, Condition::RolledBack]);
        let again = migrate(&database, &migrations, &options(), &mut Unwatched).await.unwrap();
        assert_eq!(again.applied.len(), 2);
        scratch.close().await.unwrap();
    });
}

#[test]
fn history_can_be_settled_by_hand() {
    run(async {
        let folder = folder(&[("0001_a.sql", "CREATE TABLE a ();"), ("0002_b.sql", "CREATE TABLE b ();")]);
        let scratch = scratch().await;
        let database = open(&scratch).await;
        let migrations = load(&folder);
        let names = ["0001_a".to_owned()];
        let applied = Settlement::Applied;
        settle(&database, &migrations, &names, applied, &options(), &mut Unwatched).await.unwrap();
        let summary = pending(&database, &migrations, &options()).await.unwrap();
        assert_eq!(summary.applied, ["0002_b"]);
        scratch.close().await.unwrap();
    });
}

#[test]
fn a_promise_that_is_not_kept_is_taken_back_and_drift_is_refused() {
    run(async {
        let scratch = scratch().await;
        let database = open(&scratch).await;
        let now = format!("{}/{}", scratch.major(), database.inspect().await.unwrap().fingerprint());
        let manifest = |before: &str, after: &str| {
            let checksum = "0".repeat(64);
            format!(
                "version = 1\nchecksum = \"{checksum}\"\n[fingerprint]\nbefore = \"{before}\"\nafter = \"{after}\"\n"
            )
        };
        let folder = folder(&[("20260101000000_a/migration.sql", "CREATE TABLE a ();")]);
        let toml = "20260101000000_a/migration.toml";
        write(&folder, toml, &manifest(&format!("{}/1:other", scratch.major()), "x"));
        let error = migrate(&database, &load(&folder), &options(), &mut Unwatched).await.unwrap_err();
        assert_eq!(error.code(), "drift");
        write(&folder, toml, &manifest(&now, &now));
        let error = migrate(&database, &load(&folder), &options(), &mut Unwatched).await.unwrap_err();
        let EngineError::NotAsPromised { catalog, unseen: 0, .. } = &error else { panic!("{error:?}") };
        assert_eq!(catalog.named("table", "a").len(), 1);
        assert_eq!(ask(&database, "SELECT to_regclass('a') IS NULL").await, ["t"]);
        write(&folder, toml, &manifest("99/1:other", "99/1:other"));
        let mut told = Vec::new();
        migrate(&database, &load(&folder), &options(), &mut told).await.unwrap();
        assert!(told.iter().any(|event| matches!(event, Event::Unchecked { .. })), "{told:?}");
        scratch.close().await.unwrap();
    });
}

#[test]
fn of_many_migrations_the_last_are_looked_at() {
    let looked: Vec<usize> = (0..200).filter(|at| Verify::Sparing.looks_after(*at, 200)).collect();
    assert_eq!(looked, [63, 127, 191, 192, 193, 194, 195, 196, 197, 198, 199]);
    assert!((0..8).all(|at| Verify::Sparing.looks_after(at, 8)));
}
