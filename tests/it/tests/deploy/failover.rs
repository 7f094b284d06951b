//! Servers that come up late, go down in the middle, or are followed by another.

use super::cluster::{Member, Park};
use super::{SECOND, USERS, end, start, until};
use crate::program::Project;

const APPLIED: &str =
    "SELECT migration, count(*) FROM evenkeel.ledger WHERE event = 'applied' GROUP BY 1 ORDER BY 1";
const BOTH: [&str; 2] = ["20260101000001_users|1", "20260101000002_second|1"];
const AT_WORK: &str = "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' \
     AND application_name = 'evenkeel: 20260101000002_second'";

fn project(url: String) -> Project {
    let project = Project::at(url);
    project.write("migrations/20260101000001_users/migration.sql", USERS);
    let slow = "ALTER TABLE users ADD COLUMN age integer;\nSELECT pg_sleep(2);\n";
    project.write(SECOND, slow);
    project
}

#[test]
fn a_server_that_crashes_in_the_middle_and_comes_back_ends_well() {
    let park = Park::open();
    let server = park.primary();
    let project = project(server.url());
    let run = start(&project, &["migrate", "--wait", "60s"]);
    until("the second migration", || server.rows(AT_WORK) == ["1"]);
    server.crash();
    server.start();
    let ran = project.ran(end(run));
    assert_eq!(ran.code, 0, "{ran}");
    assert!(ran.stderr.contains("connecting again"), "{ran}");
    assert_eq!(server.rows(APPLIED), BOTH);
}

#[test]
fn without_wait_it_stops_and_the_next_run_goes_on() {
    let park = Park::open();
    let server = park.primary();
    let project = project(server.url());
    let run = start(&project, &["migrate"]);
    until("the second migration", || server.rows(AT_WORK) == ["1"]);
    server.crash();
    let ran = project.ran(end(run));
    assert_eq!(ran.code, 1, "{ran}");
    assert!(
        ran.stderr.contains(
            "error[connection-lost]: the connection was lost while migration 20260101000002_second ran"
        ),
        "{ran}"
    );
    server.start();
    project.done(&["migrate"]);
    assert_eq!(server.rows(APPLIED), BOTH);
}

#[test]
fn a_server_that_is_not_up_yet_is_waited_for() {
    let park = Park::open();
    let server = park.primary();
    server.crash();
    let project = project(server.url());
    let run = start(&project, &["migrate", "--wait", "60s"]);
    server.start();
    let ran = project.ran(end(run));
    assert_eq!(ran.code, 0, "{ran}");
    let late = project.run(&["migrate", "--wait", "1s", "--url", "postgres://postgres@127.0.0.1:1/none"]);
    assert_eq!(late.code, 1, "{late}");
    assert!(late.stderr.contains("error[cannot-connect]: nobody listens at 127.0.0.1:1"), "{late}");
}

#[test]
fn a_replica_is_refused_with_a_way_out() {
    let park = Park::open();
    let primary = park.primary();
    let standby = park.standby(&primary);
    let ran = project(standby.url()).run(&["migrate"]);
    assert_eq!(ran.code, 1, "{ran}");
    assert!(ran.stderr.contains("error[read-only]"), "{ran}");
    assert!(ran.stderr.contains("takes no changes: the server is a replica of another one"), "{ran}");
    assert!(ran.stderr.contains("hint: name the primary"), "{ran}");
    // With both in the URL the primary is found.
    let both = Member::url_of(&[&standby, &primary], "&target_session_attrs=read-write");
    project(both).done(&["migrate"]);
    assert_eq!(primary.rows(APPLIED), BOTH);
}

#[test]
fn a_standby_that_is_promoted_in_the_middle_gets_the_rest() {
    let park = Park::open();
    let primary = park.primary();
    let standby = park.standby(&primary);
    let both = Member::url_of(&[&primary, &standby], "&target_session_attrs=read-write");
    let project = project(both);
    let run = start(&project, &["migrate", "--wait", "120s"]);
    until("the second migration", || primary.rows(AT_WORK) == ["1"]);
    until("the standby to have the first", || {
        standby.rows("SELECT to_regclass('users') IS NOT NULL AND to_regclass('evenkeel.ledger') IS NOT NULL")
            == ["t"]
    });
    primary.crash();
    standby.promote();
    let ran = project.ran(end(run));
    assert_eq!(ran.code, 0, "{ran}");
    assert_eq!(standby.rows(APPLIED), BOTH);
    assert_eq!(standby.rows("SELECT count(*), count(age) FROM users"), ["1000|0"]);
}
