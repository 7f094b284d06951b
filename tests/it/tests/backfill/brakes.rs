//! What makes batches wait or smaller.

use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use super::{SQL, TOML, counts, project, with_rows};
use crate::deploy::cluster::Park;
use crate::deploy::until;
use crate::postgres::Server;
use crate::program::Project;

fn start(project: &Project, arguments: &[&str]) -> std::process::Child {
    project.command(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

#[test]
fn an_old_transaction_is_waited_for() {
    let server = Server::start();
    let project =
        project(&server, 1000, "table = \"t\"\nrun = \"apart\"\n[brakes]\nlong_transactions = \"1ms\"\n");
    project.done(&["migrate"]);
    let url = server.url();
    let other = std::thread::spawn(move || {
        let old = "BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT 1; SELECT pg_sleep(600)";
        std::process::Command::new(env!("CARGO_BIN_EXE_victim")).args([&url, "ask", old]).output()
    });
    let old = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND query LIKE '%pg_sleep(600)' AND pid <> pg_backend_pid()";
    until("the old transaction", || !server.rows(old).is_empty());
    let run = start(&project, &["backfill", "fill"]);
    until("the table", || server.rows("SELECT to_regclass('evenkeel.backfill') IS NOT NULL") == ["t"]);
    until("the run", || server.rows("SELECT count(*) FROM evenkeel.backfill") == ["1"]);
    // The server is looked at twice a second; held is held.
    std::thread::sleep(Duration::from_millis(700));
    assert_eq!(counts(&server), ["0|1000"]);
    server.sql(&old.replace("SELECT pid", "SELECT pg_terminate_backend(pid)"));
    other.join().unwrap().unwrap();
    let ran = project.ran(run.wait_with_output().unwrap());
    assert_eq!(ran.code, 0, "{ran}");
    assert!(ran.stderr.contains("has had a transaction open for"), "{ran}");
    assert!(ran.stderr.contains("note: 20260101000002_fill goes on after "), "{ran}");
    assert_eq!(counts(&server), ["1|1000"]);
}

#[test]
fn a_replica_that_falls_behind_is_waited_for() {
    let park = Park::open();
    let primary = park.primary();
    let standby = park.standby(&primary);
    let project = Project::at(primary.url());
    with_rows(&project, 2000);
    project.write(SQL, super::COUNT);
    project.write(
        TOML,
        "table = \"t\"\nrun = \"apart\"\n[batch]\nrows = 100\nmost_rows = 100\n\
         [brakes]\nreplica_lag = \"300ms\"\nrows_per_second = 400\n",
    );
    project.done(&["migrate"]);
    until("the replica", || {
        primary.rows("SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming'") == ["1"]
    });
    standby.rows("SELECT pg_wal_replay_pause()");
    let run = start(&project, &["backfill", "fill"]);
    let rows = || -> u64 {
        match primary.rows("SELECT to_regclass('evenkeel.backfill') IS NOT NULL") == ["t"] {
            true => primary.rows("SELECT coalesce(max(rows), 0) FROM evenkeel.backfill")[0].parse().unwrap(),
            false => 0,
        }
    };
    until("some rows", || rows() > 0);
    // Nothing moves while the replica stands still, for longer than two batches take.
    let mut at = (rows(), Instant::now());
    until("the brake", || {
        let now = rows();
        if now != at.0 {
            at = (now, Instant::now());
        }
        at.1.elapsed() > Duration::from_millis(1500)
    });
    assert!(at.0 < 2000, "it was held before the end");
    standby.rows("SELECT pg_wal_replay_resume()");
    let ran = project.ran(run.wait_with_output().unwrap());
    assert_eq!(ran.code, 0, "{ran}");
    assert!(ran.stderr.contains("waits: the replica "), "{ran}");
    assert_eq!(primary.rows("SELECT done, count(*) FROM t GROUP BY 1"), ["1|2000"]);
}

#[test]
fn batches_for_which_others_wait_become_smaller() {
    let server = Server::start();
    let toml = "table = \"t\"\nrun = \"apart\"\n[batch]\ntime = \"10s\"\nrows = 400\nmost_rows = 400\n[brakes]\nwaiting = \"20ms\"\n";
    let project = project(&server, 2000, toml);
    project.done(&["migrate"]);
    server.sql(
        "CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(0.001); RETURN new; END'; \
         CREATE TRIGGER slow BEFORE UPDATE OF done ON t FOR EACH ROW EXECUTE FUNCTION slow()",
    );
    let run = start(&project, &["backfill", "fill"]);
    let url = server.url();
    let over = Arc::new(AtomicBool::new(false));
    let stop = Arc::clone(&over);
    let other = std::thread::spawn(move || {
        let writes = "DO $$ BEGIN FOR i IN 1..2000 BY 20 LOOP UPDATE t SET name = 'x' WHERE id = i; COMMIT; END LOOP; END $$";
        while !stop.load(Ordering::Relaxed) {
            let asked =
                std::process::Command::new(env!("CARGO_BIN_EXE_victim")).args([&url, "ask", writes]).output();
            assert!(asked.is_ok(), "{asked:?}");
        }
    });
    let ran = project.ran(run.wait_with_output().unwrap());
    over.store(true, Ordering::Relaxed);
    assert_eq!(ran.code, 0, "{ran}");
    other.join().unwrap();
    assert_eq!(counts(&server), ["1|2000"]);
    let batches: u64 = server.rows("SELECT batches FROM evenkeel.backfill")[0].parse().unwrap();
    assert!(batches > 5, "{batches} batches: none was made smaller");
}

#[test]
fn a_rate_is_kept() {
    let server = Server::start();
    let toml = "table = \"t\"\nrun = \"apart\"\n[batch]\nrows = 50\nmost_rows = 50\n[brakes]\nrows_per_second = 500\n";
    let project = project(&server, 1000, toml);
    project.done(&["migrate"]);
    let begun = Instant::now();
    project.done(&["backfill"]);
    // The last batch rests too, and a clock is only so exact.
    assert!(begun.elapsed() > Duration::from_millis(1900), "{:?}", begun.elapsed());
    assert_eq!(counts(&server), ["1|1000"]);
}

#[test]
fn the_journal_grows_no_faster_than_it_may() {
    let server = Server::alone();
    let toml = "table = \"t\"\nrun = \"apart\"\n[batch]\nrows = 200\nmost_rows = 200\n\
         [brakes]\nwal_per_second = \"100kB\"\nrows_per_second = 2000\n";
    let project = project(&server, 4000, toml);
    project.done(&["migrate"]);
    let before = server.rows("SELECT pg_current_wal_lsn()").remove(0);
    let begun = Instant::now();
    project.done(&["backfill"]);
    let took = begun.elapsed().as_secs_f64();
    let written = format!("SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '{before}')");
    let written: f64 = server.rows(&written)[0].parse().unwrap();
    assert!(written / took < 2.0 * 102_400.0, "{written} bytes in {took} s");
    assert_eq!(counts(&server), ["1|4000"]);
}
