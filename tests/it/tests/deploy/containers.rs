//! `run -- CMD`: the start of a container.

use std::process::Stdio;

use super::{FIRST, SECOND, USERS, applied, end, start, until, with_users};
use crate::postgres::Server;
use crate::program::Project;

#[test]
fn it_becomes_the_program_and_streams_stay_apart() {
    let server = Server::start();
    let project = Project::at(server.url());
    project.write(FIRST, USERS);
    let ran = project.run(&["run", "--", "sh", "-c", "echo out; echo err >&2; exit 7"]);
    assert_eq!(ran.code, 7, "{ran}");
    assert_eq!(ran.stdout, "out\n");
    let lines: Vec<&str> = ran.stderr.lines().collect();
    assert!(lines[0].starts_with("evenkeel: applied 20260101000001_users in "), "{ran}");
    assert_eq!(lines[1..], ["evenkeel: done: 1 migration applied", "evenkeel: starting sh", "err"], "{ran}");
}

#[test]
fn json_is_one_object_a_line() {
    let server = Server::start();
    let project = Project::at(server.url());
    project.write(FIRST, USERS);
    let ran = project.run(&["run", "--json", "--", "true"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (0, ""), "{ran}");
    let entries: Vec<serde_json::Value> =
        ran.stderr.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let events: Vec<&str> = entries.iter().map(|entry| entry["event"].as_str().unwrap()).collect();
    assert_eq!(events, ["applied", "ready", "starting"]);
    assert_eq!(entries[0]["facts"]["migration"], "20260101000001_users");
    assert_eq!(entries[1]["facts"]["total"], 1);
    project.write(SECOND, "nonsense;\n");
    let ran = project.run(&["run", "--json", "--", "true"]);
    assert_eq!(ran.code, 1, "{ran}");
    let last: serde_json::Value = serde_json::from_str(ran.stderr.lines().last().unwrap()).unwrap();
    assert_eq!((&last["event"], &last["error"]["code"]), (&"failed".into(), &"sql-failed".into()));
    assert_eq!(last["error"]["place"]["line"], 1);
}

#[test]
fn signals_reach_the_program() {
    let server = Server::start();
    let project = with_users(&server);
    let script = "trap 'exit 42' TERM; touch started; while true; do sleep 0.05; done";
    let run = start(&project, &["run", "--", "sh", "-c", script]);
    until("the program", || project.path("started").exists());
    let pid = run.id().to_string();
    assert!(std::process::Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
    assert_eq!(project.ran(end(run)).code, 42);
}

#[test]
fn whatever_is_wrong_keeps_the_program_from_starting() {
    let server = Server::start();
    let project = with_users(&server);
    let starts = |arguments: &[&str]| {
        let mut all = vec!["run"];
        all.extend_from_slice(arguments);
        all.extend_from_slice(&["--", "touch", "started"]);
        let ran = project.run(&all);
        let started = std::fs::remove_file(project.path("started")).is_ok();
        assert_eq!(started, ran.code == 0, "{ran}");
        ran
    };
    assert_eq!(starts(&[]).code, 0);
    server.sql("ALTER TABLE users ADD COLUMN by_hand integer");
    let ran = starts(&[]);
    assert_eq!(ran.code, 1, "{ran}");
    assert!(
        ran.stderr.contains("error[drift]: the database is not what migration 20260101000001_users left"),
        "{ran}"
    );
    assert!(
        ran.stderr.contains("column public.users.by_hand is in the database, and no migration made it"),
        "{ran}"
    );
    assert_eq!(starts(&["--no-verify"]).code, 0);
    project.write(SECOND, "ALTER TABLE nobody ADD COLUMN age integer;\n");
    assert_eq!(starts(&["--no-verify"]).code, 1);
    let ran = project.run(&["run", "--", "no-such-program"]);
    assert_eq!(ran.code, 2, "{ran}");
}

#[test]
fn several_replicas_start_together() {
    let server = Server::alone();
    let project = Project::at(server.url());
    project.write(FIRST, format!("{USERS}SELECT pg_sleep(1);\n"));
    let one = || {
        let mut command = project.command(&["run", "--", "echo", "up"]);
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    };
    let replicas: Vec<_> = (0..8).map(|_| one()).collect();
    for replica in replicas {
        let ran = project.ran(end(replica));
        assert_eq!((ran.code, ran.stdout.as_str()), (0, "up\n"), "{ran}");
    }
    assert_eq!(applied(&server), ["20260101000001_users|1"]);
}
