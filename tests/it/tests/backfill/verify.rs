//! What has to hold at the end.

use super::{LATER, SQL, VERIFY, counts, events, project};
use crate::postgres::Server;

#[test]
fn rows_that_are_not_right_are_named_and_hold_up_what_comes_later() {
    let server = Server::start();
    let project = project(&server, 1000, "table = \"t\"\n");
    project.write(
        SQL,
        "UPDATE t SET done = done + 1 WHERE id BETWEEN :first AND :last AND id NOT IN (7, 700);\n",
    );
    project.write(
        VERIFY,
        "-- Every row is done once.\nSELECT id, done FROM t WHERE done <> 1 ORDER BY id; -- that is all\n",
    );
    project.write(LATER, "ALTER TABLE t ADD CHECK (done = 1);\n");
    let ran = project.run(&["migrate"]);
    assert_eq!(ran.code, 1, "{ran}");
    for text in [
        "error[backfill-unverified]: the backfill of 20260101000002_fill has come to its end, but 2 rows are not as verify.sql \
         demands\n  {\"id\": 7, \"done\": 0}\n  {\"id\": 700, \"done\": 0}\n",
        "hint: mend these rows and type `evenkeel backfill 20260101000002_fill`, which only asks again",
    ] {
        assert!(ran.stderr.contains(text), "{text}\n{ran}");
    }
    assert!(
        project
            .done(&["backfill", "--status"])
            .starts_with("  unverified  20260101000002_fill  every row was taken")
    );
    let doctor = project.json(&["doctor"]);
    let found =
        doctor["findings"].as_array().unwrap().iter().find(|one| one["code"] == "backfill-unverified");
    assert_eq!(found.unwrap()["remedies"][0], "evenkeel backfill 20260101000002_fill");
    server.sql("UPDATE t SET done = 1 WHERE id IN (7, 700)");
    project.done(&["migrate"]);
    assert_eq!(counts(&server), ["1|1000"]);
    assert_eq!(events(&server), ["backfill-started", "backfill-failed", "backfill-done"]);
}

#[test]
fn only_so_many_are_named_and_nothing_is_changed() {
    let server = Server::start();
    let project = project(&server, 100, "table = \"t\"\n");
    project.write(SQL, "UPDATE t SET done = 0 WHERE id BETWEEN :first AND :last;\n");
    project.write(VERIFY, "SELECT id FROM t WHERE done <> 1");
    let ran = project.run(&["migrate"]);
    assert!(ran.stderr.contains("but more than 10 rows are not as verify.sql demands"), "{ran}");
    project.write(VERIFY, "SELECT id FROM t; DELETE FROM t");
    let ran = project.run(&["backfill"]);
    assert!(ran.stderr.contains("verify.sql holds 2 statements, and has to be one question"), "{ran}");
    assert_eq!(server.rows("SELECT count(*) FROM t"), ["100"]);
}
