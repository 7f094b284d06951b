//! A run is cut off at each point at which it may die, by ending its connections as a crash would; the next run has to
//! end with the same database.

use evenkeel_sources::Migrations;

use crate::connect::Session;
use crate::execute::{Back, Event, MigrateOptions, Point, Unwatched, Watch, migrate, rollback};
use crate::place::Place;
use crate::scratch::Scratch;
use crate::testing::{ask, events, folder, load, open, run, scratch, write};

const TEXT: &str = "CREATE TABLE a (id int);\n\
    CREATE INDEX CONCURRENTLY a_id ON a (id);\n\
    INSERT INTO a VALUES (1);\n\
    DROP INDEX CONCURRENTLY a_id;\n\
    INSERT INTO a VALUES (2);";

/// Stops at the n-th time a point is reached: a panic unwinds and drops every connection, as the end of a process
/// would.
struct Stop {
    at: Point,
    times: usize,
}

impl Watch for Stop {
    fn event(&mut self, event: Event) {
        if matches!(event, Event::Reached { point, .. } if point == self.at) {
            self.times -= 1;
            assert!(self.times > 0, "stopped on purpose");
        }
    }
}

/// Begins a run that ends when it has come to a point so often.
pub(super) fn cut(scratch: &Scratch, migrations: &Migrations, at: Point, times: usize) {
    let cut = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        run(async {
            let database = open(scratch).await;
            let mut stop = Stop { at, times };
            migrate(&database, migrations, &MigrateOptions::default(), &mut stop).await.unwrap();
        });
    }));
    assert!(cut.is_err(), "{at:?} is reached {times} times");
}

fn stops() -> Vec<(Point, usize)> {
    let often = |point: Point, times: usize| (1..=times).map(move |time| (point, time));
    [
        (Point::Locked, 1),
        (Point::LedgerRead, 1),
        (Point::BeforeSegment, 5),
        (Point::AfterSegment, 5),
        (Point::AfterJournal, 2),
        (Point::BeforeLedger, 2),
        (Point::BeforeUnlock, 1),
    ]
    .into_iter()
    .flat_map(|(point, times)| often(point, times))
    .collect()
}

/// The server notices the end of a connection a little later, and then gives back what it held.
pub(super) async fn until_alone(session: &Session) {
    let others = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() \
                  AND pid <> pg_backend_pid() AND backend_type = 'client backend'";
    while session.rows(others).await.unwrap()[0][0].as_deref() != Some("0") {
        tokio::task::yield_now().await;
    }
}

#[test]
fn every_cut_is_mended_by_the_next_run() {
    let folder = folder(&[("0001_a.sql", TEXT)]);
    let migrations = load(&folder);
    for (at, times) in stops() {
        let scratch = run(scratch());
        cut(&scratch, &migrations, at, times);
        run(async {
            let session = scratch.session().await.unwrap();
            until_alone(&session).await;
            let database = open(&scratch).await;
            migrate(&database, &migrations, &MigrateOptions::default(), &mut Unwatched).await.unwrap();
            assert_eq!(ask(&database, "SELECT id FROM a ORDER BY 1").await, ["1", "2"], "{at:?} {times}");
            assert_eq!(ask(&database, "SELECT to_regclass('a_id') IS NULL").await, ["t"]);
            let segments: Vec<String> =
                events(&database).await.into_iter().filter(|event| event.contains(" segment ")).collect();
            assert_eq!(segments, ["0001_a segment 0", "0001_a segment 2"], "{at:?} {times}");
            drop((session, database));
            scratch.close().await.unwrap();
        });
    }
}

#[test]
fn an_index_that_was_refused_is_made_once_rows_allow_it() {
    run(async {
        let text = "CREATE UNIQUE INDEX CONCURRENTLY a_id ON a (id);";
        let folder = folder(&[("0001_a.sql", text)]);
        let scratch = scratch().await;
        let database = open(&scratch).await;
        let session = scratch.session().await.unwrap();
        session.batch("CREATE TABLE a (id int); INSERT INTO a VALUES (1), (1)").await.unwrap();
        let migrations = load(&folder);
        let options = MigrateOptions::default();
        let error = migrate(&database, &migrations, &options, &mut Unwatched).await.unwrap_err();
        assert_eq!(error.sqlstate(), Some("23505"));
        assert_eq!(ask(&database, "SELECT to_regclass('a_id') IS NULL").await, ["t"]);
        session.batch("DELETE FROM a").await.unwrap();
        let mut told = Vec::new();
        migrate(&database, &migrations, &options, &mut told).await.unwrap();
        assert!(!told.iter().any(|event| matches!(event, Event::Settled { .. })), "{told:?}");
        assert_eq!(
            ask(&database, "SELECT indisvalid FROM pg_index WHERE indexrelid = 'a_id'::regclass").await,
            ["t"]
        );
        scratch.close().await.unwrap();
    });
}

/// Ends the session that runs such a statement, as soon as there is one.
fn end_whoever_runs(place: &Place, like: &str) {
    run(async {
        let Place::Postgres(target) = place else { panic!("{place}") };
        let session = Session::connect(target).await.unwrap();
        let end = format!(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
             WHERE state = 'active' AND query LIKE '%{like}%' AND pid <> pg_backend_pid()"
        );
        while session.rows(&end).await.unwrap().is_empty() {
            tokio::task::yield_now().await;
        }
    });
}

#[test]
fn a_session_that_the_server_ends_leaves_nothing() {
    let folder = folder(&[("0001_a.sql", "CREATE TABLE a (); SELECT pg_sleep(60);")]);
    let scratch = run(scratch());
    let place = Place::Postgres(scratch.target().clone());
    let options = MigrateOptions::default();
    std::thread::scope(|scope| {
        scope.spawn(|| end_whoever_runs(&place, "pg_sleep(60)"));
        run(async {
            let database = open(&scratch).await;
            let error = migrate(&database, &load(&folder), &options, &mut Unwatched).await.unwrap_err();
            assert_eq!(error.code(), "connection-lost", "{error}");
        });
    });
    write(&folder, "0001_a.sql", "CREATE TABLE a ();");
    run(async {
        let database = open(&scratch).await;
        assert_eq!(ask(&database, "SELECT to_regclass('a') IS NULL").await, ["t"]);
        migrate(&database, &load(&folder), &options, &mut Unwatched).await.unwrap();
        drop(database);
        scratch.close().await.unwrap();
    });
}

/// The way back is journalled as the way there is.
#[test]
fn a_way_back_that_is_cut_off_is_gone_on_with() {
    const BACK: &str = "CREATE INDEX CONCURRENTLY a_id ON a (id);\n\
        INSERT INTO a VALUES (1);\n\
        DROP INDEX CONCURRENTLY a_id;\n\
        INSERT INTO a VALUES (2);";
    let folder = folder(&[("0001_a.up.sql", "CREATE TABLE a (id int);"), ("0001_a.down.sql", BACK)]);
    let migrations = load(&folder);
    let options = MigrateOptions::default();
    let one = Back::Steps(1);
    for (at, times) in [
        (Point::BeforeSegment, 2),
        (Point::AfterSegment, 1),
        (Point::AfterSegment, 2),
        (Point::AfterSegment, 4),
        (Point::AfterJournal, 1),
        (Point::AfterJournal, 2),
        (Point::BeforeLedger, 1),
        (Point::BeforeLedger, 2),
    ] {
        let scratch = run(scratch());
        let cut = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            run(async {
                let database = open(&scratch).await;
                migrate(&database, &migrations, &options, &mut Unwatched).await.unwrap();
                rollback(&database, &migrations, &one, &options, &mut Stop { at, times }).await.unwrap();
            });
        }));
        assert!(cut.is_err(), "{at:?} is reached {times} times");
        run(async {
            let session = scratch.session().await.unwrap();
            until_alone(&session).await;
            let database = open(&scratch).await;
            let ledger = database.ledger("default").await.unwrap();
            if ledger.half_taken_back().is_some() {
                let error = migrate(&database, &migrations, &options, &mut Unwatched).await.unwrap_err();
                assert_eq!(error.code(), "half-taken-back", "{at:?} {times}");
            }
            if !ledger.records().any(|record| record.phase == crate::ledger::Phase::RolledBack) {
                rollback(&database, &migrations, &one, &options, &mut Unwatched).await.unwrap();
            }
            assert_eq!(ask(&database, "SELECT id FROM a ORDER BY 1").await, ["1", "2"], "{at:?} {times}");
            assert_eq!(ask(&database, "SELECT to_regclass('a_id') IS NULL").await, ["t"]);
            let events = events(&database).await;
            let backs = events.iter().filter(|event| event.contains("rolled-back")).count();
            assert_eq!(backs, 1, "{at:?} {times}: {events:?}");
            drop((session, database));
            scratch.close().await.unwrap();
        });
    }
}
