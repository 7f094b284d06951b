//! Scratch databases on real servers, which the module itself finds or starts.

use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};

use super::binaries::{Binaries, parse_version, pick};
use super::*;
use crate::connect::{Host, create_database};

/// Runs a test's steps as the program does: on one thread.
pub(crate) fn run<F: Future>(steps: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(steps)
}

/// A request as the program makes it, sharing its cluster with the other tests of this process.
pub(crate) fn request() -> ScratchRequest {
    ScratchRequest::new(&Environment::of_process())
}

/// A folder in memory that any user may enter.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::Builder::new().prefix("ek").tempdir_in(request().memory).unwrap();
    std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
    folder
}

/// A request whose clusters are its own.
fn private_request(memory: &Path) -> ScratchRequest {
    ScratchRequest { memory: memory.to_owned(), ..request() }
}

fn names_in(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

async fn databases(target: &Target) -> Vec<String> {
    let session = Session::connect(target).await.unwrap();
    let rows = session
        .rows("SELECT datname FROM pg_database WHERE datname LIKE 'evenkeel%' ORDER BY 1")
        .await
        .unwrap();
    rows.into_iter().flatten().flatten().collect()
}

#[test]
fn versions_and_preferences_of_binaries() {
    assert_eq!(parse_version("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)\n"), Some(15));
    assert_eq!(parse_version("postgres (PostgreSQL) 18beta1"), Some(18));
    assert_eq!(parse_version("something else"), None);
    let binaries = |folder: &str, major| Binaries { folder: PathBuf::from(folder), major };
    let found = [binaries("/a", 15), binaries("/b", 17), binaries("/c", 17)];
    assert_eq!(pick(&found, None), Some(binaries("/b", 17)));
    assert_eq!(pick(&found, Some(15)), Some(binaries("/a", 15)));
    assert_eq!(pick(&found, Some(16)), None);
}

#[test]
fn a_cluster_serves_several_databases_and_leaves_nothing() {
    let memory = folder();
    let request = private_request(memory.path());
    run(async {
        let one = Scratch::acquire(&request).await.unwrap();
        let two = Scratch::acquire(&request).await.unwrap();
        let three = two.another_database().await.unwrap();
        assert!(one.how().contains("throw-away PostgreSQL"), "{}", one.how());
        assert_eq!(one.target().hosts(), three.target().hosts());
        let session = one.session().await.unwrap();
        assert_eq!(session.server_version().major(), one.major());
        session.batch("CREATE TABLE t (a int)").await.unwrap();
        let elsewhere = three.session().await.unwrap().batch("SELECT * FROM t").await.unwrap_err();
        assert!(elsewhere.is_undefined_object());
        assert_eq!(names_in(memory.path()).len(), 1);
        for scratch in [one, three, two] {
            scratch.close().await.unwrap();
        }
    });
    assert_eq!(names_in(memory.path()), [""; 0]);
}

#[test]
fn a_dropped_cluster_is_gone_at_once() {
    let memory = folder();
    run(async { drop(Scratch::acquire(&private_request(memory.path())).await.unwrap()) });
    assert_eq!(names_in(memory.path()), [""; 0]);
}

#[test]
fn the_server_at_hand_is_used_kept_from_others_and_swept() {
    let memory = folder();
    run(async {
        let server = Scratch::acquire(&private_request(memory.path())).await.unwrap();
        let admin = server.session().await.unwrap();
        let [left, unmarked, by_hand] = [
            "evenkeel_scratch_1_00000000000f",
            "evenkeel_scratch_0_00000000000f",
            "evenkeel_scratch_by_hand",
        ];
        for name in [left, unmarked, by_hand] {
            create_database(&admin, name, "template0").await.unwrap();
        }
        let marks = format!(
            "COMMENT ON DATABASE {left} IS 'evenkeel scratch of elsewhere, pid 1'; \
             COMMENT ON DATABASE {unmarked} IS 'the data of our scratch card game'; \
             COMMENT ON DATABASE {by_hand} IS 'evenkeel scratch of somebody, who keeps it under another name'"
        );
        admin.batch(&marks).await.unwrap();
        let request = ScratchRequest { server_at_hand: Some(server.target().clone()), ..request() };
        let first = Scratch::acquire(&request).await.unwrap();
        let second = Scratch::acquire(&request).await.unwrap();
        assert!(first.how().starts_with("the temporary database evenkeel_scratch_"), "{}", first.how());
        let there = databases(server.target()).await;
        assert!(!there.contains(&left.to_owned()), "{there:?}");
        for kept in [first.target().database(), second.target().database(), unmarked, by_hand] {
            assert!(there.iter().any(|name| name == kept), "{kept} of {there:?}");
        }
        let other = first.session().await.unwrap();
        first.close().await.unwrap();
        assert!(other.batch("SELECT 1").await.unwrap_err().is_lost());
        second.close().await.unwrap();
        assert_eq!(databases(server.target()).await, [unmarked, server.target().database(), by_hand]);
        server.close().await.unwrap();
    });
}

#[test]
fn a_database_on_a_server_dropped_without_close_is_swept_by_the_next_run() {
    let memory = folder();
    run(async {
        let server = Scratch::acquire(&private_request(memory.path())).await.unwrap();
        let request = ScratchRequest { url: Some(server.target().clone()), ..request() };
        let lost = Scratch::acquire(&request).await.unwrap();
        let (name, pid) = match &lost.place {
            Place::Server { keeper, .. } => {
                (lost.target().database().to_owned(), keeper.backend_pid().await.unwrap())
            }
            Place::Cluster(_) => panic!("the server at the URL was not used"),
        };
        drop(lost);
        // The server notices in its own time that the keeper is gone.
        let admin = server.session().await.unwrap();
        let gone = format!(
            "DO $$ BEGIN WHILE EXISTS (SELECT FROM pg_stat_activity WHERE pid = {pid}) LOOP \
                            PERFORM pg_stat_clear_snapshot(); END LOOP; END $$"
        );
        admin.batch(&gone).await.unwrap();
        let next = Scratch::acquire(&request).await.unwrap();
        assert!(!databases(server.target()).await.contains(&name));
        next.close().await.unwrap();
        server.close().await.unwrap();
    });
}

#[test]
fn a_role_without_createdb_gets_a_cluster_and_is_told() {
    let memory = folder();
    run(async {
        let server = Scratch::acquire(&private_request(memory.path())).await.unwrap();
        server.session().await.unwrap().batch("CREATE ROLE modest LOGIN").await.unwrap();
        let Host::Socket { folder, port } = &server.target().hosts()[0] else { panic!("a socket") };
        let url = format!("host={} port={port} user=modest dbname=postgres", folder.display());
        let modest = Target::resolve(&url, &Environment::default()).unwrap();
        let scratch = Scratch::acquire(&ScratchRequest { server_at_hand: Some(modest.clone()), ..request() })
            .await
            .unwrap();
        assert_eq!(
            scratch.passed_over(),
            ["the server at hand: the role `modest` may not create databases there"]
        );
        let refused = Scratch::acquire(&ScratchRequest { url: Some(modest), ..request() }).await;
        assert!(matches!(refused, Err(ScratchError::NotAllowed { user }) if user == "modest"));
        scratch.close().await.unwrap();
        server.close().await.unwrap();
    });
}

#[test]
fn the_major_version_has_to_fit() {
    run(async {
        let scratch = Scratch::acquire(&request()).await.unwrap();
        let found = scratch.major();
        let same = Scratch::acquire(&ScratchRequest { major: Some(found), ..request() }).await.unwrap();
        assert_eq!(same.major(), found);
        let named = ScratchRequest { url: Some(scratch.target().clone()), major: Some(99), ..request() };
        let error = Scratch::acquire(&named).await.err().unwrap();
        assert!(
            matches!(error, ScratchError::WrongMajor { wanted: 99, found: is, .. } if is == found),
            "{error}"
        );
        let error = Scratch::acquire(&ScratchRequest { major: Some(99), ..request() }).await.err().unwrap();
        assert!(
            matches!(&error, ScratchError::NoSuchMajor { wanted: 99, found: is } if is.contains(&found)),
            "{error}"
        );
        for scratch in [scratch, same] {
            scratch.close().await.unwrap();
        }
    });
}

#[test]
fn a_wrong_hint_is_an_error_not_a_detour() {
    let empty = folder();
    let request = ScratchRequest { binaries_hint: vec![empty.path().to_owned()], ..request() };
    let error = run(Scratch::acquire(&request)).err().unwrap();
    assert!(matches!(&error, ScratchError::Binaries { folder, .. } if folder == empty.path()), "{error}");
    assert!(error.hint().unwrap().contains("EVENKEEL_PG_BIN"));
}

fn script(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    std::fs::write(&path, format!("#!/bin/sh\n{text}\n")).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn a_server_that_does_not_start_shows_its_log_and_leaves_nothing() {
    let (binaries, memory, cache) = (folder(), folder(), folder());
    script(binaries.path(), "initdb", "mkdir \"$2\" && echo 15 > \"$2/PG_VERSION\"");
    script(
        binaries.path(),
        "postgres",
        "[ \"$1\" = --version ] && echo 'postgres (PostgreSQL) 15.0' && exit 0\necho out of luck >&2; exit 1",
    );
    let request = ScratchRequest {
        binaries_hint: vec![binaries.path().to_owned()],
        cache: cache.path().to_owned(),
        ..private_request(memory.path())
    };
    let error = run(Scratch::acquire(&request)).err().unwrap();
    assert!(matches!(&error, ScratchError::Start { log, .. } if log == "out of luck"), "{error}");
    assert_eq!(names_in(memory.path()), [""; 0]);
}

#[test]
fn a_spoilt_cache_is_made_anew() {
    let (memory, cache) = (folder(), folder());
    let request = ScratchRequest { cache: cache.path().to_owned(), ..private_request(memory.path()) };
    run(async {
        Scratch::acquire(&request).await.unwrap().close().await.unwrap();
        let name = names_in(cache.path()).into_iter().find(|name| !name.ends_with(".lock")).unwrap();
        let control = cache.path().join(name).join("global/pg_control");
        std::fs::write(&control, "").unwrap();
        Scratch::acquire(&request).await.unwrap().close().await.unwrap();
        assert!(std::fs::metadata(&control).unwrap().len() > 0);
    });
    assert_eq!(names_in(memory.path()), [""; 0]);
}

/// This same test in a process of its own, told by the variable to play the other part.
struct Other {
    process: Child,
    lines: std::io::Lines<BufReader<ChildStdout>>,
}

const PART: &str = "EVENKEEL_TEST_SCRATCH_MEMORY";

impl Other {
    fn start(test: &str, memory: &Path) -> Other {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["--exact", &format!("scratch::tests::{test}"), "--nocapture"]).env(PART, memory);
        let mut process = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let lines = BufReader::new(process.stdout.take().unwrap()).lines();
        Other { process, lines }
    }

    /// The first line that begins with `said: `.
    fn says(&mut self) -> String {
        let mut said = self.lines.by_ref().map(Result::unwrap);
        let line = said.find_map(|line| line.split_once("said: ").map(|(_, said)| said.to_owned()));
        line.expect("the other process says something before it ends")
    }
}

fn say(text: &str) {
    println!("said: {text}");
    std::io::stdout().flush().unwrap();
}

#[test]
fn a_killed_run_is_cleaned_up_by_the_next() {
    if let Some(memory) = std::env::var_os(PART) {
        let scratch = run(Scratch::acquire(&private_request(Path::new(&memory)))).unwrap();
        let Host::Socket { folder, .. } = &scratch.target().hosts()[0] else { panic!("a socket") };
        let status = std::fs::read_to_string(folder.join("data/postmaster.pid")).unwrap();
        say(status.lines().next().unwrap());
        // Until the other side kills us.
        let _ = std::io::stdin().read_line(&mut String::new());
        return;
    }
    let memory = folder();
    let mut other = Other::start("a_killed_run_is_cleaned_up_by_the_next", memory.path());
    let pid: i32 = other.says().parse().unwrap();
    let pid = rustix::process::Pid::from_raw(pid).unwrap();
    let left = names_in(memory.path());
    assert_eq!(left.len(), 1);
    // While it lives, its cluster is not touched.
    assert!(leftover::remove(&[memory.path().to_owned()]).is_empty());
    other.process.kill().unwrap();
    other.process.wait().unwrap();
    rustix::process::test_kill_process(pid).expect("the server outlives the process that was killed");
    run(async {
        let next = Scratch::acquire(&private_request(memory.path())).await.unwrap();
        let now = names_in(memory.path());
        assert!(now.len() == 1 && now != left, "{now:?} after {left:?}");
        next.close().await.unwrap();
    });
    assert!(!is_running(pid), "the server is stopped");
}

/// An ended process may still be listed until its parent asks for it.
fn is_running(pid: rustix::process::Pid) -> bool {
    let stat = std::fs::read_to_string(format!("/proc/{}/stat", pid.as_raw_nonzero())).unwrap_or_default();
    stat.rsplit_once(')').is_some_and(|(_, after)| !after.trim_start().starts_with('Z'))
}

#[test]
fn everything_is_closed_on_the_way_out() {
    if let Some(memory) = std::env::var_os(PART) {
        run(async {
            let cluster = Scratch::acquire(&private_request(Path::new(&memory))).await.unwrap();
            let mut line = String::new();
            std::io::stdin().read_line(&mut line).unwrap();
            let target = Target::resolve(line.trim(), &Environment::default()).unwrap();
            let database =
                Scratch::acquire(&ScratchRequest { url: Some(target), ..request() }).await.unwrap();
            say(&format!("{} {}", database.target().database(), close_all().await.len()));
            drop((cluster, database));
        });
        return;
    }
    let (memory, servers) = (folder(), folder());
    run(async {
        let server = Scratch::acquire(&private_request(servers.path())).await.unwrap();
        let mut other = Other::start("everything_is_closed_on_the_way_out", memory.path());
        let url = server.target().to_url_without_password();
        other.process.stdin.take().unwrap().write_all(format!("{url}\n").as_bytes()).unwrap();
        let said = other.says();
        let (name, left) = said.split_once(' ').unwrap();
        assert_eq!(left, "0");
        assert!(!databases(server.target()).await.contains(&name.to_owned()));
        assert!(other.process.wait().unwrap().success());
        server.close().await.unwrap();
    });
    assert_eq!(names_in(memory.path()), [""; 0]);
}
