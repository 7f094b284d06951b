//! What statements took, what they waited for and who waited for them, as `status --timings` tells it afterwards.

use super::locks::{reader, release, visitor};
use super::{SECOND, end, start, until, with_users};
use crate::postgres::Server;
use crate::program::{Project, Ran, assert_told};

const THIRD: &str = "migrations/20260101000003_third/migration.sql";

/// With times and sizes struck out, which differ from run to run.
fn told(project: &Project, arguments: &[&str]) -> Ran {
    let mut told = project.run(arguments);
    let mut plain = String::new();
    for line in told.stdout.lines() {
        let words: Vec<String> = line.split(' ').map(str::to_owned).collect();
        let is_time = |at: usize| {
            let unit = words.get(at + 1).map_or("", |next| next.trim_end_matches([';', ',']));
            matches!(unit, "ms" | "s" | "MB" | "kB") && words[at].parse::<f64>().is_ok()
        };
        let struck = (0..words.len()).map(|at| if is_time(at) { "[n]" } else { words[at].as_str() });
        plain.push_str(&struck.collect::<Vec<_>>().join(" "));
        plain.push('\n');
    }
    told.stdout = plain;
    told
}

#[test]
fn who_waited_for_whom_is_remembered_statement_by_statement() {
    let server = Server::start();
    let project = with_users(&server);
    project.write(SECOND, "ALTER TABLE users ADD COLUMN age integer;\nSELECT pg_sleep(1);\n");
    let report = reader(&server);
    let run = start(&project, &["migrate"]);
    until("the run to have waited for longer than between two looks", || {
        server.rows("SELECT count(*) FROM pg_locks l JOIN pg_stat_activity a USING (pid) WHERE datname = current_database() AND NOT granted AND application_name LIKE 'evenkeel:%' AND clock_timestamp() - waitstart > '600 ms'")
            == ["1"]
    });
    let visit = visitor(&server);
    until("a visitor to wait behind it", || {
        server.rows("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND application_name = 'visitor'")
            == ["1"]
    });
    release(&report);
    visit.join().unwrap();
    let ran = project.ran(end(run));
    assert_eq!(ran.code, 0, "{ran}");
    let json = project.json(&["status", "--timings"]);
    let timings = &json["migrations"][1]["timings"];
    let number = |at: usize, what: &str| timings[at][what].as_u64().unwrap_or_else(|| panic!("{json:#}"));
    assert!(number(0, "waited_ms") >= 300 && number(0, "took_ms") >= 600, "{json:#}");
    assert!(number(0, "held_ms") >= 1000 && number(0, "held_ms") < number(0, "took_ms") + 1000, "{json:#}");
    assert!(number(1, "took_ms") >= 1000 && number(1, "waited_ms") == 0, "{json:#}");
    assert!(number(1, "queued") == 1 && number(1, "blocked_ms") >= 500, "{json:#}");
    // It is told only where that is asked for.
    assert!(project.json(&["status"])["migrations"][1].get("timings").is_none());
}

#[test]
fn what_was_predicted_stands_beside_what_came_and_teaches_the_next_plan() {
    let server = Server::start();
    let project = with_users(&server);
    project.write(
        SECOND,
        "INSERT INTO users SELECT g, repeat('x', 80) FROM generate_series(2000, 300000) g;\n\
         -- hazard long-lock: index public.users.by_name: an index over all rows is built while writers wait\n\
         CREATE INDEX by_name ON users (name);\n",
    );
    project.done(&["migrate"]);
    assert_told!(told(&project, &["status", "--timings"]), @r#"
    exit 0
    --- stdout
    database [url]
      applied       [time]_users  [when]
                    1: CREATE TABLE users (id integer PRIMARY KEY, name text)
                        took [n] ms; held its own for [n] ms
                    2: INSERT INTO users SELECT g, 'x' FROM generate_series(1, 1000) g
                        took [n] ms; held its own for [n] ms
      applied       [time]_second  [when]
                    1: INSERT INTO users SELECT g, repeat('x', 80) FROM generate_series(2000, 300000) g
                        took [n] ms; held its own for [n] ms
                    3: CREATE INDEX by_name ON users (name)
                        predicted long-lock: index public.users.by_name: an index over all rows is built while writers wait
                        took [n] ms; held its own for [n] ms
    up to date: 2 migrations applied
    "#);
    project.write(THIRD, "CREATE INDEX by_both ON users (name, id);\n");
    assert_told!(told(&project, &["plan"]), @r#"
    exit 0
    --- stdout
    1 migration is pending

    [time]_third (migrations/[time]_third/migration.sql)
      1: CREATE INDEX by_both ON users (name, id)
          locks public.users: SHARE (writers wait)
          long-lock: table public.users: the index by_both is built while nobody else writes it: about 299001 rows, [n] MB, 2 indexes
            about [n] ms, at the pace of 1 earlier statement of its kind here
    "#);
    project.done(&["migrate"]);
    let third = &project.json(&["status", "--timings"])["migrations"][2]["timings"][0];
    assert!(third["expected_ms"].as_u64().is_some_and(|expected| expected > 0), "{third:#}");
    assert!(third["bytes"].as_u64().is_some_and(|bytes| bytes > 1 << 20), "{third:#}");
}

#[test]
fn a_begin_in_the_file_is_no_statement_that_takes_time() {
    let server = Server::start();
    let project = with_users(&server);
    project.write(
        SECOND,
        "ALTER TABLE users ADD COLUMN age integer;\n\
         -- hazard may-fail: check public.users.young: rows that break the constraint stop it\n\
         BEGIN;\nALTER TABLE users ADD CONSTRAINT young CHECK (age < 200);\nCOMMIT;\n\
         CREATE INDEX CONCURRENTLY by_name ON users (name);\n",
    );
    project.done(&["migrate"]);
    let json = project.json(&["status", "--timings"]);
    let timings = json["migrations"][1]["timings"].as_array().unwrap();
    let lines: Vec<_> = timings.iter().map(|one| one["line"].as_u64().unwrap()).collect();
    assert_eq!(lines, [1, 4, 6], "{json:#}");
    let predicted = &timings[1]["predicted"];
    assert_eq!(
        *predicted,
        serde_json::json!(["may-fail: check public.users.young: rows that break the constraint stop it"])
    );
    assert!(timings[2]["sql"].as_str().unwrap().starts_with("CREATE INDEX CONCURRENTLY"), "{json:#}");
}

#[test]
fn many_statements_are_timed_together_and_sqlite_has_timings_too() {
    let server = Server::start();
    let project = with_users(&server);
    project.write(SECOND, "INSERT INTO users VALUES (0, 'y') ON CONFLICT DO NOTHING;\n".repeat(100));
    project.done(&["migrate"]);
    assert_told!(told(&project, &["status", "--timings"]), @r#"
    exit 0
    --- stdout
    database [url]
      applied       [time]_users  [when]
                    1: CREATE TABLE users (id integer PRIMARY KEY, name text)
                        took [n] ms; held its own for [n] ms
                    2: INSERT INTO users SELECT g, 'x' FROM generate_series(1, 1000) g
                        took [n] ms; held its own for [n] ms
      applied       [time]_second  [when]
                    1: INSERT INTO users VALUES (0, 'y') ON CONFLICT DO NOTHING (and 99 more, timed together)
                        took [n] ms; held its own for [n] ms
    up to date: 2 migrations applied
    "#);
    let lite = Project::sqlite();
    lite.write("schema.sql", "CREATE TABLE users (id integer PRIMARY KEY, name text);\n");
    lite.done(&["generate", "first"]);
    lite.done(&["migrate", "--create-database"]);
    assert_told!(told(&lite, &["status", "--timings"]), @r#"
    exit 0
    --- stdout
    database [url]
      applied       [time]_first  [when]
                    3: CREATE TABLE users (id integer PRIMARY KEY, name text)
                        took [n] ms; held its own for [n] ms
    up to date: 1 migration applied
    "#);
    lite.done(&["reset", "--yes"]);
}
