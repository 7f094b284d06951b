//! Locks that others hold, and others who wait for ours.

use super::{SECOND, applied, at_work, end, start, until, with_users};
use crate::postgres::Server;

/// Somebody who reads a table in a transaction that stays open until it is told to end.
pub(super) fn reader(server: &Server) -> tokio_postgres::CancelToken {
    let url = server.url();
    let (told, token) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let (client, connection) = tokio_postgres::connect(&url, tokio_postgres::NoTls).await.unwrap();
            tokio::spawn(connection);
            client
                .batch_execute("SET application_name = 'report'; BEGIN; SELECT * FROM users")
                .await
                .unwrap();
            told.send(client.cancel_token()).unwrap();
            // Ended by a cancel, which is an error; then the connection goes, and the transaction with it.
            let _ = client.batch_execute("SELECT pg_sleep(300)").await;
        });
    });
    token.recv().unwrap()
}

pub(super) fn release(token: &tokio_postgres::CancelToken) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(token.cancel_query(tokio_postgres::NoTls)).unwrap();
}

/// Somebody whose only statement waits for the table for as long as it takes.
pub(super) fn visitor(server: &Server) -> std::thread::JoinHandle<std::time::Duration> {
    let url = server.url();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let (client, connection) = tokio_postgres::connect(&url, tokio_postgres::NoTls).await.unwrap();
            tokio::spawn(connection);
            client.batch_execute("SET application_name = 'visitor'").await.unwrap();
            let begun = std::time::Instant::now();
            client.batch_execute("SELECT count(*) FROM users").await.unwrap();
            begun.elapsed()
        })
    })
}

#[test]
fn who_is_in_the_way_is_named_and_the_queue_is_given_back() {
    let server = Server::start();
    let project = with_users(&server);
    project.write("evenkeel.toml", "[locks]\nlock_timeout = \"300ms\"\ntries = 4\npause = \"50ms\"\n");
    project.write(SECOND, "ALTER TABLE users ADD COLUMN age integer;\n");
    let report = reader(&server);
    // The transaction has to be older than a lock is waited for, to be told before anything is run.
    until("the report to be old", || {
        server.rows("SELECT clock_timestamp() - xact_start > '1 s' FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'report'")
            == ["t"]
    });
    let run = start(&project, &["migrate"]);
    until("the run to wait", || {
        server.rows("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND application_name LIKE 'evenkeel:%'")
            == ["1"]
    });
    let visit = visitor(&server);
    let waited = visit.join().unwrap();
    let ran = project.ran(end(run));
    assert_eq!(ran.code, 1, "{ran}");
    assert!(waited.as_millis() < 5_000, "a visitor waited {waited:?} although a try takes 300 ms");
    for said in [
        "note: a long transaction has locks on users, which may be in the way",
        "(try 1 of 4)",
        "1 session waited behind it",
        "blocked by pid",
        "report of postgres, active for ",
        "error[lock-timeout]: migration 20260101000002_second, statement 1: the lock was not had in 4 tries of 300ms",
        "hint: end what blocks it",
    ] {
        assert!(ran.stderr.contains(said), "{said}\n{ran}");
    }
    release(&report);
    project.done(&["migrate"]);
    assert_eq!(applied(&server), ["20260101000001_users|1", "20260101000002_second|1"]);
}

#[test]
fn others_wait_no_longer_than_they_may_have_to() {
    let server = Server::start();
    let project = with_users(&server);
    // The lock is had at once and kept for longer than others may wait.
    project.write(SECOND, "ALTER TABLE users ADD COLUMN age integer;\nSELECT pg_sleep(60);\n");
    let run = start(&project, &["migrate", "--max-blocked-ms", "1500"]);
    until("the lock", || {
        server.rows("SELECT count(*) FROM pg_locks WHERE relation = 'users'::regclass AND mode = 'AccessExclusiveLock'")
            == ["1"]
    });
    let waited = visitor(&server).join().unwrap();
    let ran = project.ran(end(run));
    assert_eq!(ran.code, 1, "{ran}");
    assert!(ran.stderr.contains("error[blocked-too-long]: migration 20260101000002_second"), "{ran}");
    assert!(
        ran.stderr.contains("1 sessions waited behind it") || ran.stderr.contains("1 session waited"),
        "{ran}"
    );
    assert!(ran.stderr.contains("--max-blocked-ms"), "{ran}");
    assert!(waited.as_millis() < 2_500, "waited {waited:?}");
    assert_eq!(
        server
            .rows("SELECT count(*) FROM pg_attribute WHERE attrelid = 'users'::regclass AND attname = 'age'"),
        ["0"]
    );
    project.write(SECOND, "ALTER TABLE users ADD COLUMN age integer;\n");
    project.done(&["migrate", "--max-blocked-ms", "1500"]);
}

#[test]
fn a_migration_and_a_statement_say_how_long_they_wait() {
    let server = Server::start();
    let project = with_users(&server);
    project.write(
        SECOND,
        "SELECT set_config('it.project', current_setting('lock_timeout'), false);\n\
         -- evenkeel: lock_timeout 3s\n\
         SELECT set_config('it.statement', current_setting('lock_timeout'), false); -- evenkeel: statement_timeout 1m\n\
         CREATE TABLE told AS SELECT current_setting('it.project') AS project, \
         current_setting('it.statement') AS statement, current_setting('lock_timeout') AS after, \
         current_setting('idle_in_transaction_session_timeout') AS idle, \
         current_setting('statement_timeout') AS statement_timeout;\n",
    );
    project.write("evenkeel.toml", "[locks]\nlock_timeout = \"7s\"\nidle_timeout = \"20s\"\n");
    project.done(&["migrate"]);
    assert_eq!(server.rows("SELECT * FROM told"), ["7s|3s|7s|20s|0"]);
    project
        .write("migrations/20260101000003_wrong/migration.sql", "-- evenkeel: lock_timeuot 3s\nSELECT 1;\n");
    let ran = project.run(&["migrate"]);
    assert_eq!(ran.code, 1, "{ran}");
    assert!(ran.stderr.contains("error[bad-comment]: nothing is known of a setting `lock_timeuot`"), "{ran}");
    assert!(ran.stderr.contains("migrations/20260101000003_wrong/migration.sql:1:1"), "{ran}");
}

#[test]
fn a_run_whose_lock_is_gone_commits_nothing() {
    let server = Server::start();
    let project = with_users(&server);
    project.write(SECOND, "CREATE TABLE t (id integer);\nSELECT pg_sleep(5);\n");
    let run = start(&project, &["migrate"]);
    at_work(&server, "20260101000002_second");
    // The session at work holds a lock of its own, and is not meant.
    let lock = "SELECT pg_terminate_backend(pid) FROM (SELECT DISTINCT pid FROM pg_locks JOIN pg_stat_activity \
         USING (pid) WHERE locktype = 'advisory' AND granted AND state LIKE 'idle%' AND database = (SELECT oid \
         FROM pg_database WHERE datname = current_database())) holder";
    // It rests but for the moments in which the run looks around.
    until("the connection that holds the lock", || server.rows(lock) == ["t"]);
    let ran = project.ran(end(run));
    assert_eq!(ran.code, 1, "{ran}");
    assert!(ran.stderr.contains("error[lock-lost]"), "{ran}");
    assert_eq!(server.rows("SELECT to_regclass('t') IS NULL"), ["t"]);
    project.done(&["migrate"]);
    assert_eq!(applied(&server), ["20260101000001_users|1", "20260101000002_second|1"]);
}

#[test]
fn who_waits_for_another_run_hears_what_that_does() {
    let server = Server::start();
    let project = with_users(&server);
    project.write(SECOND, "SELECT pg_sleep(3);\n");
    let first = start(&project, &["migrate"]);
    at_work(&server, "20260101000002_second");
    let second = project.run(&["migrate"]);
    assert_eq!(second.code, 0, "{second}");
    assert!(second.stderr.contains("another run holds the lock on this database (pid "), "{second}");
    assert!(second.stderr.contains("running 20260101000002_second"), "{second}");
    assert_eq!(project.ran(end(first)).code, 0);
    assert_eq!(applied(&server), ["20260101000001_users|1", "20260101000002_second|1"]);
}
