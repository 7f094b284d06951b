//! What is written is understood, and what is not is refused at its place.

use std::time::Duration;

use super::read::{Beside, parse};
use super::*;

fn script(path: &str, text: &str) -> Script {
    Script { path: path.into(), text: text.to_owned() }
}

fn with_sql(toml: &str) -> Result<Backfill, BackfillError> {
    let sql = script(BATCH_FILE, "UPDATE t SET a = 1 WHERE id BETWEEN :first AND :last");
    parse(&script(BACKFILL_FILE, toml), Beside { sql: Some(sql), verify: None })
}

fn batches(toml: &str) -> Batches {
    match with_sql(toml).unwrap().work {
        Work::Batches(batches) => *batches,
        Work::Script(command) => panic!("{command}"),
    }
}

#[test]
fn a_table_is_enough() {
    let read = with_sql("table = \"users\"").unwrap();
    assert_eq!((read.run, read.finalize), (Run::Migrate, Finalize::Barrier));
    let batches = batches("table = \"users\"");
    assert_eq!(batches.table, ["users"]);
    assert_eq!((batches.pace, batches.brakes), (BatchPace::default(), Brakes::default()));
}

#[test]
fn everything_can_be_said() {
    let read =
        with_sql("table = 'shop.\"Weird.Name\"'\nkey = ['a', 'b']\nrun = 'apart'\nfinalize = false").unwrap();
    assert_eq!((read.run, read.finalize), (Run::Apart, Finalize::Free));
    let batches = batches(
        "table = 'shop.\"Weird.Name\"'\nkey = ['a', 'b']\n[batch]\ntime = '50ms'\nrows = 7\nmost_rows = 70\n\
         [brakes]\nreplica_lag = 'off'\nlong_transactions = '1h'\nwaiting = '20ms'\nwal_per_second = '16MB'\n\
         rows_per_second = 5000\nshare = '25%'\n",
    );
    assert_eq!(batches.table, ["shop", "Weird.Name"]);
    assert_eq!(batches.key, ["a", "b"]);
    assert_eq!(batches.pace, BatchPace { time: Duration::from_millis(50), rows: 7, most_rows: 70 });
    let brakes = Brakes {
        replica_lag: None,
        long_transactions: Some(Duration::from_secs(3600)),
        waiting: Some(Duration::from_millis(20)),
        wal_per_second: Some(16 << 20),
        rows_per_second: Some(5000),
        share: Some(25),
    };
    assert_eq!(batches.brakes, brakes);
}

#[test]
fn what_does_not_fit_is_refused() {
    for (toml, why) in [
        ("", "neither `table`"),
        ("table = 't'\nscript = 'x'", "either `table` or `script`"),
        ("script = 'x'", "not both"),
        ("tabel = 't'", "unknown field `tabel`"),
        ("table = 'a.b.c'", "not the name of a table"),
        ("table = 't'\nrun = 'later'", "unknown variant `later`"),
        ("table = 't'\n[batch]\ntime = 'soon'", "not a length of time"),
        ("table = 't'\n[brakes]\nshare = '120%'", "is no limit for share"),
        ("table = 't'\n[brakes]\nwal_per_second = '16 parsecs'", "such as \"16MB\""),
    ] {
        let error = with_sql(toml).unwrap_err();
        assert!(error.message.contains(why), "{toml}: {error}");
    }
    let alone = |toml: &str| parse(&script(BACKFILL_FILE, toml), Beside { sql: None, verify: None });
    assert!(alone("table = 't'").unwrap_err().message.contains("there is no backfill.sql"));
    assert_eq!(alone("script = 'node fill.js'").unwrap().work, Work::Script("node fill.js".to_owned()));
}

#[test]
fn the_keys_come_where_they_are_named() {
    let text = "UPDATE t SET a = b::first, c = ':first' /* :last */ WHERE (x, y) BETWEEN (:first) AND (:last);\n\
                DELETE FROM u WHERE id >= :first AND id<=:last -- :first\n;";
    for dialect in [Dialect::Postgres, Dialect::Sqlite] {
        let filled = Template::parse(dialect, text).unwrap().fill("1, 'a'", "9, 'z'");
        let told: Vec<&str> = filled.iter().map(|(_, sql)| sql.trim()).collect();
        assert_eq!(
            told[0],
            "UPDATE t SET a = b::first, c = ':first' /* :last */ WHERE (x, y) BETWEEN (1, 'a') AND (9, 'z')"
        );
        assert!(told[1].starts_with("DELETE FROM u WHERE id >= 1, 'a' AND id<=9, 'z'"), "{told:?}");
    }
}

#[test]
fn batches_that_would_touch_everything_or_commit_by_themselves_are_refused() {
    for (text, why) in [
        ("UPDATE t SET a = 1", "do not say :first and :last"),
        ("UPDATE t SET a = 1 WHERE id > :first", "do not say :first and :last"),
        (
            "BEGIN; UPDATE t SET a = 1 WHERE id BETWEEN :first AND :last; COMMIT",
            "begins or ends a transaction",
        ),
        ("VACUUM t; UPDATE t SET a = 1 WHERE id BETWEEN :first AND :last", "a transaction of its own"),
        (
            "SET work_mem = '1GB'; UPDATE t SET a = 1 WHERE id BETWEEN :first AND :last",
            "a setting of the session",
        ),
    ] {
        let error = Template::parse(Dialect::Postgres, text).unwrap_err();
        assert!(error.message.contains(why), "{text}: {error}");
    }
}
