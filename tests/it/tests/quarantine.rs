//! What migrations drop waits, and comes back: by `rollback`, by hand, or not at all, and then it is said.

use evenkeel_engine::{Database, Place};

use crate::postgres::Server;
use crate::program::Project;

const BEFORE: &str = "CREATE TYPE mood AS ENUM ('ok', 'sad');
CREATE TABLE users (
    id serial PRIMARY KEY,
    email text NOT NULL,
    nick text NOT NULL DEFAULT 'anon',
    price numeric(10,4),
    mood mood
);
CREATE TABLE notes (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id integer REFERENCES users,
    mood mood,
    body text NOT NULL UNIQUE,
    long integer GENERATED ALWAYS AS (length(body)) STORED
);
CREATE INDEX by_user ON notes (user_id);
ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
ALTER TABLE notes FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON notes USING (user_id > 0);
CREATE VIEW bodies AS SELECT body FROM notes;
";

const AFTER: &str = "CREATE TABLE users (
    id serial PRIMARY KEY,
    price numeric(10,2)
);
";

const ROWS: &str =
    "INSERT INTO users (email, nick, price, mood) VALUES ('ann', 'a', 1.2345, 'ok'), ('bob', 'b', 2, NULL);
INSERT INTO notes (user_id, mood, body) VALUES (1, 'sad', 'one'), (2, NULL, 'two')";

/// Everything that is in the two tables, whatever the order of columns.
const ALL: &str = "SELECT to_jsonb(users) FROM users UNION ALL SELECT to_jsonb(notes) FROM notes ORDER BY 1";

/// A database with rows, from which a migration has dropped most things; answers the migration's name.
fn dropped(server: &Server, project: &Project) -> String {
    project.write("schema.sql", BEFORE);
    project.done(&["generate", "first"]);
    project.done(&["migrate"]);
    server.sql(ROWS);
    project.write("schema.sql", AFTER);
    project.done(&["generate", "less"]);
    project.done(&["migrate"]);
    project.migrations().pop().unwrap()
}

/// Without the digits that every run has others of.
fn stampless(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, digits) = rest.split_at(at);
        let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
        out.push_str(before);
        out.push_str(if end == 14 { "STAMP" } else { &digits[..end] });
        rest = &digits[end..];
    }
    out + rest
}

/// Runs statements on the project's SQLite file and answers the rows, their columns joined by `|`.
fn by_hand(project: &Project, sql: &str) -> Vec<String> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let rows = runtime.block_on(async {
        let database = Database::open(&Place::Sqlite(project.path("app.db")), None).await.unwrap();
        database.run(sql).await.unwrap().rows
    });
    let cell = |cell: &Option<String>| cell.clone().unwrap_or_default();
    rows.iter().map(|row| row.iter().map(cell).collect::<Vec<_>>().join("|")).collect()
}

#[test]
fn what_a_migration_drops_comes_back_with_rows_written_since() {
    let server = Server::start();
    let project = Project::at(server.url());
    dropped(&server, &project);
    assert_eq!(server.rows("SELECT count(*) FROM users"), ["2"]);
    let before = {
        project.done(&["rollback"]);
        server.rows(ALL)
    };
    assert_eq!(before.len(), 4, "{before:?}");
    assert!(before.iter().any(|row| row.contains(r#""price": 1.2345"#)), "{before:?}");
    assert_eq!(server.rows("INSERT INTO notes (user_id, body) VALUES (1, 'x') RETURNING id"), ["3"]);
    server.sql("DELETE FROM notes WHERE body = 'x'");
    project.done(&["migrate"]);
    server.sql("UPDATE users SET price = 7 WHERE id = 2");
    project.done(&["rollback"]);
    let after = server.rows(ALL);
    assert_eq!(after.iter().filter(|row| before.contains(row)).count(), 3, "{after:?}");
    assert!(after.iter().any(|row| row.contains(r#""price": 7.0000"#)), "{after:?}");
    assert_eq!(project.run(&["drift", "--exit-code"]).code, 0);
    assert_eq!(server.rows("SELECT count(*) FROM pg_tables WHERE schemaname = 'evenkeel_quarantine'"), ["0"]);
}

#[test]
fn rows_that_do_not_fit_are_named_before_anything_is_touched() {
    let server = Server::start();
    let project = Project::at(server.url());
    let name = dropped(&server, &project);
    server.sql("INSERT INTO users (price) VALUES (3); DELETE FROM users WHERE id = 1");
    let refused = project.run(&["rollback"]);
    assert_eq!(refused.code, 1, "{refused}");
    let expected = format!(
        "error[rows-do-not-fit]: migration {name} cannot be taken back while there are rows that do not fit\n  \
         column public.users.email may not be empty, and rows that were written since have no value for it: 1 row: (3)\n  \
         foreign_key public.notes.notes_user_id_fkey refers to rows that are not there: 1 row: (1)\n\
         hint: change or delete these rows and roll back again, or go forward with a new migration; nothing was touched\n"
    );
    assert_eq!(refused.stderr, expected);
    let rehearsed = project.run(&["rollback", "--dry-run", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&rehearsed.stdout).unwrap();
    assert_eq!(json["findings"][0]["rows"], 1);
    assert_eq!(json["findings"][0]["first"][0], "(3)");
    assert_eq!(server.rows("SELECT count(*) FROM users"), ["2"]);
    assert_eq!(project.run(&["status", "--exit-code"]).code, 0);
}

#[test]
fn what_waits_is_listed_restored_and_purged() {
    let server = Server::start();
    let project = Project::at(server.url());
    let name = dropped(&server, &project);
    let stamp = name.split('_').next().unwrap();
    let listed = project.done(&["quarantine", "list"]);
    let first: Vec<String> = stampless(&listed).lines().take(2).map(str::to_owned).collect();
    assert_eq!(first, ["notes_STAMP", "  table public.notes: 2 rows, 16 kB"], "{listed}");
    let json: serde_json::Value =
        serde_json::from_str(&project.run(&["quarantine", "list", "--json"]).stdout).unwrap();
    assert_eq!(json["quarantine"].as_array().unwrap().len(), 6, "{json}");
    assert_eq!(json["quarantine"][0]["migration"], name.as_str());
    let status = project.run(&["status", "--exit-code"]);
    assert_eq!(status.code, 0, "{status}");
    let line = status.stdout.lines().find(|line| line.contains("quarantine")).unwrap();
    assert!(line.starts_with("  quarantine    6 tables wait, ") && line.ends_with(" kB"), "{status}");
    assert_eq!(project.json(&["status"])["quarantine"]["things"], 6);
    // Nobody throws away what is to be kept.
    assert!(project.done(&["quarantine", "purge"]).contains("nothing was purged: everything is to be kept"));
    let cannot = project.run(&["quarantine", "restore", &format!("users_email_{stamp}")]);
    assert!(
        cannot.stderr.contains("public.users has no column email; add it, and restore again"),
        "{cannot}"
    );
    let cannot = project.run(&["quarantine", "restore", &format!("notes_{stamp}")]);
    assert!(
        cannot.stderr.contains("table public.notes cannot be restored: type \"public.mood\" does not exist"),
        "{cannot}"
    );
    server.sql("ALTER TABLE users ADD email text; CREATE TYPE mood AS ENUM ('ok', 'sad')");
    project.done(&["quarantine", "restore", &format!("users_email_{stamp}")]);
    assert_eq!(server.rows("SELECT email FROM users ORDER BY id"), ["ann", "bob"]);
    project.done(&["quarantine", "restore", &format!("notes_{stamp}")]);
    assert_eq!(server.rows("SELECT mood, body FROM notes ORDER BY id"), ["sad|one", "|two"]);
    let purged = project.done(&["quarantine", "purge", &format!("users_nick_{stamp}")]);
    assert!(
        stampless(&purged).starts_with("purged users_nick_STAMP: column public.users.nick, 2 rows, "),
        "{purged}"
    );
    let refused = project.run(&["rollback"]);
    assert!(
        refused
            .stderr
            .contains("was purged from quarantine: column public.users.email, column public.users.nick"),
        "{refused}"
    );
    let purged = project.done(&["quarantine", "purge", "--older-than", "0 days"]);
    assert_eq!(purged.lines().count(), 3, "{purged}");
    assert!(project.done(&["quarantine", "list"]).contains("nothing waits in quarantine"));
}

#[test]
fn what_is_kept_is_said_and_what_is_lost_is_counted() {
    let server = Server::start();
    let project = Project::at(server.url());
    project.write(
        "schema.sql",
        "CREATE TABLE a (x integer, y integer); CREATE TABLE b (id integer PRIMARY KEY, z text);",
    );
    project.done(&["generate", "first"]);
    project.done(&["migrate"]);
    server.sql("INSERT INTO b VALUES (1, 'z'), (2, 'z')");
    project.write("schema.sql", "CREATE TABLE a (x integer);");
    let refused = project.run(&["generate"]);
    assert_eq!(refused.code, 4, "{refused}");
    assert!(
        refused.stderr.contains(
            "  column public.a.y: the column and its values are lost: its table has no key that stays as it is, by which \
             they could be found again\n"
        ),
        "{refused}"
    );
    let lost = project.run(&["generate", "--no-quarantine", "--accept", "public.a.y"]);
    assert!(
        lost.stderr.contains("  table public.b: the table and all its rows are lost (2 in this database)\n"),
        "{lost}"
    );
    let kept = project.run(&["generate", "--accept", "public.a.y"]);
    assert_eq!(kept.code, 0, "{kept}");
    assert!(
        stampless(&kept.stderr)
            .contains("note: kept: table public.b waits in quarantine as b_STAMP once this is applied\n"),
        "{kept}"
    );
}

#[test]
fn a_reset_empties_the_quarantine_too() {
    let server = Server::start();
    let project = Project::at(server.url());
    dropped(&server, &project);
    project.done(&["reset", "--yes"]);
    assert_eq!(project.json(&["quarantine", "list"])["quarantine"].as_array().unwrap().len(), 6);
}

#[test]
fn what_sqlite_drops_comes_back_too() {
    let project = Project::sqlite();
    project.write(
        "schema.sql",
        "CREATE TABLE users (id INTEGER PRIMARY KEY AUTOINCREMENT, email TEXT NOT NULL, nick TEXT DEFAULT 'x', size REAL);\n\
         CREATE TABLE notes (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users(id), body TEXT CHECK (body <> ''));\n",
    );
    project.done(&["generate", "first"]);
    project.done(&["migrate", "--create-database"]);
    let rows = "INSERT INTO users (email, nick, size) VALUES ('ann', NULL, 1.5), ('bob', 'b', 2);\n\
                INSERT INTO notes VALUES (7, 1, 'one');\n";
    by_hand(&project, rows);
    project.write("schema.sql", "CREATE TABLE users (id INTEGER PRIMARY KEY AUTOINCREMENT, size INTEGER);\n");
    project.done(&["generate", "less"]);
    project.done(&["migrate"]);
    let all = "SELECT id, email, nick, size FROM users ORDER BY id";
    by_hand(&project, "INSERT INTO users (id, size) VALUES (3, 9)");
    let refused = project.run(&["rollback"]);
    assert!(
        refused.stderr.contains(
            "  column users.email may not be empty, and rows that were written since have no value for it: 1 row: (3)\n"
        ),
        "{refused}"
    );
    by_hand(&project, "DELETE FROM users WHERE id = 3");
    let json = project.json(&["quarantine", "list"]);
    assert_eq!(json["quarantine"].as_array().unwrap().len(), 2, "{json}");
    project.done(&["rollback"]);
    assert_eq!(by_hand(&project, all), ["1|ann||1.5", "2|bob|b|2"]);
    assert_eq!(by_hand(&project, "SELECT * FROM notes"), ["7|1|one"]);
    assert_eq!(project.run(&["drift", "--exit-code"]).code, 0);
    project.done(&["migrate"]);
    let name = project.json(&["quarantine", "list"])["quarantine"][0]["name"].as_str().unwrap().to_owned();
    project.done(&["quarantine", "restore", &name]);
    assert_eq!(by_hand(&project, "SELECT * FROM notes"), ["7|1|one"]);
}

#[test]
fn a_label_that_goes_comes_back_to_the_rows_that_had_it() {
    let server = Server::start();
    let project = Project::at(server.url());
    let table = "CREATE TABLE t (\n    id integer PRIMARY KEY,\n    HINT\n    mood mood NOT NULL\n);\n";
    let schema = |labels: &str, hint: &str| {
        format!("CREATE TYPE mood AS ENUM ({labels});\n{}", table.replace("HINT", hint))
    };
    project.write("schema.sql", schema("'ok', 'sad', 'bad'", ""));
    project.done(&["generate", "first"]);
    project.done(&["migrate"]);
    server.sql("INSERT INTO t VALUES (1, 'ok'), (2, 'bad'), (3, 'bad')");
    let hint = "-- evenkeel: using CASE mood::text WHEN 'bad' THEN 'sad' ELSE mood::text END::mood";
    project.write("schema.sql", schema("'ok', 'sad'", hint));
    project.done(&["generate", "less"]);
    project.done(&["migrate"]);
    assert_eq!(server.rows("SELECT mood FROM t ORDER BY id"), ["ok", "sad", "sad"]);
    server.sql("UPDATE t SET mood = 'ok' WHERE id = 3; INSERT INTO t VALUES (4, 'sad')");
    let waits = project.json(&["quarantine", "list"]);
    assert_eq!(waits["quarantine"][0]["rows"], 2, "{waits}");
    project.done(&["rollback"]);
    assert_eq!(server.rows("SELECT mood FROM t ORDER BY id"), ["ok", "bad", "ok", "sad"]);
}
