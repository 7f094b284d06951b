//! A run is killed at each point at which it may die, and the same command typed again has to end well.
//!
//! `cargo xtask kill-matrix` does this with every sort of failure, migration and statement; this is its sample.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use evenkeel_engine::connect::Environment;
use evenkeel_engine::database::Database;
use evenkeel_engine::execute::{MigrateOptions, Point, Unwatched, migrate};
use evenkeel_engine::place::Place;
use evenkeel_sources::Migrations;

use crate::postgres::Server;
use crate::program::Project;

const VICTIM: &str = env!("CARGO_BIN_EXE_victim");

fn run<F: Future>(steps: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(steps)
}

async fn open(url: &str, folder: &Path) -> Database {
    let place = match url.strip_prefix("sqlite:") {
        Some(file) => Place::Sqlite(folder.join(file)),
        None => Place::resolve(url, &Environment::default()).unwrap(),
    };
    Database::open(&place, None).await.unwrap()
}

fn victim(project: &Project, stop: &str) -> Command {
    let mut victim = Command::new(VICTIM);
    victim.args([&project.url, stop]).current_dir(project.path(""));
    victim
}

/// The points of a run, one after the other.
fn points(project: &Project) -> Vec<Point> {
    let ran = project.ran(victim(project, "list").output().unwrap());
    assert_eq!(ran.code, 0, "{ran}");
    let named = ran.stdout.lines().filter_map(|line| line.strip_prefix("point ")?.split(' ').next());
    let point = |name: &str| Point::ALL.into_iter().find(|point| point.name() == name);
    named.map(|name| point(name).unwrap()).collect()
}

fn kill_at(project: &Project, stop: usize, point: Point) {
    let mut victim = victim(project, &stop.to_string());
    let mut victim = victim.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(victim.stdout.take().unwrap()).lines().map(Result::unwrap);
    let told = lines.find_map(|line| line.strip_prefix("stopped at ").map(str::to_owned));
    assert_eq!(told.as_deref(), Some(point.name()), "the run stops where the others did");
    victim.kill().unwrap();
    assert_eq!(victim.wait().unwrap().code(), None, "ended by a signal");
}

/// What the last migration says it leaves is what is there, and each was applied once.
fn is_as_promised(project: &Project, about: &str) {
    let ran = project.run(&["migrate"]);
    assert_eq!(ran.code, 0, "{about}: {ran}");
    run(async {
        let folder = project.path("");
        let migrations = Migrations::load(&folder.join("migrations")).unwrap();
        let promised = &migrations.list.last().unwrap().manifest.as_ref().unwrap().fingerprint.after;
        let database = open(&project.url, &folder).await;
        let found = database.inspect().await.unwrap().fingerprint();
        assert_eq!(promised.rsplit('/').next(), Some(found.as_str()), "{about}");
        let rows = database.ledger_rows("default").await.unwrap();
        let applied: Vec<&str> = rows
            .iter()
            .filter(|row| row.event.word() == "applied")
            .map(|row| row.migration.as_str())
            .collect();
        let names: Vec<&str> = migrations.list.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(applied, names, "{about}");
        assert!(rows.iter().all(|row| row.event.word() != "failed"), "{about}: {rows:?}");
        let again =
            migrate(&database, &migrations, &MigrateOptions::default(), &mut Unwatched).await.unwrap();
        assert_eq!(again.applied, [""; 0], "{about}");
    });
}

/// A declared schema, and what is changed by hand in the migration that is generated for it.
type Declared<'a> = (&'a str, fn(String) -> String);

/// Declares one schema after the other, and lets what is generated be changed by hand before the next.
fn generate(project: &Project, dialect: &str, steps: &[Declared<'_>]) {
    for (number, (schema, by_hand)) in steps.iter().enumerate() {
        project.write("schema.sql", schema);
        project.done(&["generate", &format!("m{number}"), "--dialect", dialect]);
        let file = format!("migrations/{}/migration.sql", project.migrations().pop().unwrap());
        project.write(&file, by_hand(project.read(&file)));
    }
}

fn all_but(reached: &[Point], not: &[Point]) {
    let expected: BTreeSet<Point> = Point::ALL.into_iter().filter(|point| !not.contains(point)).collect();
    assert_eq!(reached.iter().copied().collect::<BTreeSet<_>>(), expected, "all are reached");
}

#[test]
fn at_every_point_on_postgres() {
    let server = Server::start();
    let mut project = Project::at(server.url());
    generate(
        &project,
        "postgres",
        &[
            (
                "CREATE TYPE mood AS ENUM ('good'); CREATE TABLE t (id integer PRIMARY KEY, name text, m mood);",
                |text| text + "INSERT INTO t VALUES (1, 'a', 'good'), (2, 'b', 'good');\n",
            ),
            // By recipes: an index built while others write, and a check that is proved afterwards.
            (
                "CREATE TYPE mood AS ENUM ('good'); CREATE INDEX t_name ON t (name);\n\
                 CREATE TABLE t (id integer PRIMARY KEY CHECK (id > 0), name text, m mood, note text DEFAULT 'none');",
                |text| text,
            ),
            // An index in the place of another.
            (
                "CREATE TYPE mood AS ENUM ('good', 'bad'); CREATE INDEX t_name ON t (name, id);\n\
                 CREATE TABLE t (id integer PRIMARY KEY CHECK (id > 0), name text, m mood, note text DEFAULT 'none');",
                |text| text + "INSERT INTO t VALUES (3, 'c', 'bad');\n",
            ),
        ],
    );
    let points = points(&project);
    // A transaction is sent as one text; what an earlier run left is settled by the second run only; and nothing is refused.
    all_but(&points, &[Point::BetweenStatements, Point::Settled, Point::Withdrawn]);
    for (stop, point) in points.into_iter().enumerate() {
        let name = format!("{}_{stop}", server.database());
        project.url = server.url_of(&name);
        kill_at(&project, stop, point);
        let about = format!("killed at {} ({stop})", point.name());
        is_as_promised(&project, &about);
        let rows = server.rows_of(&name, "SELECT id, name, m, note FROM t ORDER BY id");
        assert_eq!(rows, ["1|a|good|none", "2|b|good|none", "3|c|bad|none"], "{about}");
        let broken = server.rows_of(&name, "SELECT indexrelid::regclass FROM pg_index WHERE NOT indisvalid");
        assert_eq!(broken, [""; 0], "{about}");
        let locks = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' \
                     AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";
        assert_eq!(server.rows_of(&name, locks), ["0"], "{about}");
    }
}

#[test]
fn at_every_point_on_sqlite() {
    let project = Project::sqlite();
    generate(
        &project,
        "sqlite",
        &[
            (
                "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT);\n\
                 CREATE TABLE u (t INTEGER REFERENCES t ON DELETE CASCADE);",
                |text| {
                    text + "INSERT INTO t VALUES (1, 'a'), (2, 'b');\nINSERT INTO u VALUES (1), (2), (2);\n"
                },
            ),
            (
                "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT NOT NULL CHECK (name <> ''));\n\
                 CREATE TABLE u (t INTEGER REFERENCES t ON DELETE CASCADE);",
                |text| {
                    assert!(text.contains("DROP TABLE"), "the table is made anew: {text}");
                    text
                },
            ),
            (
                "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT NOT NULL CHECK (name <> ''));\n\
                 CREATE TABLE u (t INTEGER REFERENCES t ON DELETE CASCADE);\n\
                 CREATE INDEX t_name ON t (name);",
                |text| text + "VACUUM;\nINSERT INTO t VALUES (3, 'c');\n",
            ),
        ],
    );
    let points = points(&project);
    // The lock is SQLite's own, so there is no point at which it alone is held.
    all_but(&points, &[Point::Locked, Point::BeforeUnlock, Point::Settled, Point::Withdrawn]);
    for (stop, point) in points.into_iter().enumerate() {
        std::fs::remove_file(project.path("app.db")).unwrap();
        kill_at(&project, stop, point);
        let about = format!("killed at {} ({stop})", point.name());
        is_as_promised(&project, &about);
        run(async {
            let database = open(&project.url, &project.path("")).await;
            let sql =
                "SELECT (SELECT group_concat(id || name, ' ') FROM t), (SELECT group_concat(t, ' ') FROM u)";
            let rows = database.run(sql).await.unwrap().rows;
            assert_eq!(rows, [[Some("1a 2b 3c".to_owned()), Some("1 2 2".to_owned())]], "{about}");
            assert!(database.run("PRAGMA foreign_key_check").await.unwrap().rows.is_empty(), "{about}");
            let whole = database.run("PRAGMA integrity_check").await.unwrap().rows;
            assert_eq!(whole, [[Some("ok".to_owned())]], "{about}");
        });
    }
}
