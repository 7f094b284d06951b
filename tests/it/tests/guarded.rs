//! Migrations whose statements look before they act: databases of which nobody knows what they are come to one schema.

use crate::postgres::Server;
use crate::program::{Project, assert_told};

const OLD: &str = "CREATE TABLE users (id integer PRIMARY KEY, email text, age integer CONSTRAINT grown CHECK (age > 17));\n";
const NEW: &str = "CREATE TYPE mood AS ENUM ('good', 'bad');\n\
    CREATE TABLE users (id integer PRIMARY KEY, email text NOT NULL, nick text, feels mood);\n\
    CREATE INDEX by_nick ON users (nick);\n\
    CREATE VIEW mails AS SELECT id, email FROM users;\n";

#[test]
fn a_guarded_migration_brings_home_what_strayed() {
    let server = Server::start();
    let project = Project::at(server.url());
    project.write("schema.sql", OLD);
    project.done(&["generate", "users"]);
    project.done(&["migrate"]);
    server.sql("INSERT INTO users VALUES (1, 'a@b', 20)");
    server.sql("ALTER TABLE users ADD nick varchar(5); CREATE INDEX by_nick ON users (email)");
    server.sql("CREATE TYPE mood AS ENUM ('good')");
    project.write("schema.sql", NEW);
    assert_told!(project.run(&["generate", "more", "--guarded"]), @r"
    exit 0
    --- stdout
    wrote migrations/[time]_more
    --- stderr
    note: long-lock: column public.users.age: everyone waits while its values are copied, so that nobody writes in between
    note: long-lock: column public.users.email: all rows are read while everyone waits
    note: may-fail: column public.users.email: rows where it is null stop it
    note: long-lock: index public.by_nick: writers wait while it is built
    note: there is no way back, and no down.sql: each database gives a name of its own to what waits in quarantine; evenkeel quarantine list tells them, and evenkeel quarantine restore brings it back
    ");
    let name = project.migrations().pop().unwrap();
    assert!(project.read(&format!("migrations/{name}/migration.toml")).contains("guarded = true\n"));
    assert_told!(project.run(&["migrate"]), @r"
    exit 0
    --- stdout
    applied [time]_more in [took]
    done: 1 migration applied
    ");
    assert_eq!(project.run(&["diff", "--exit-code"]).code, 0);
    assert_eq!(project.run(&["status", "--exit-code"]).code, 0);
    assert_eq!(server.rows("SELECT id, email FROM users"), ["1|a@b"]);
    let waiting = &project.json(&["quarantine", "list"])["quarantine"][0];
    assert_eq!((&waiting["rows"], &waiting["migration"]), (&1.into(), &name.as_str().into()), "{waiting}");
    server.sql("ALTER TABLE users ADD age integer");
    project.done(&["quarantine", "restore", waiting["name"].as_str().unwrap()]);
    assert_eq!(server.rows("SELECT id, age FROM users"), ["1|20"]);
    server.sql("CREATE DATABASE fresh_for_guarded");
    let fresh = server.url_of("fresh_for_guarded");
    project.done(&["migrate", "--url", &fresh]);
    assert_eq!(project.run(&["diff", "--from", &fresh, "--exit-code"]).code, 0);
}

#[test]
fn what_nobody_declared_stays_until_somebody_lets_it_go() {
    let server = Server::start();
    let project = Project::at(server.url());
    server.sql("CREATE TABLE logs (line text); INSERT INTO logs VALUES ('x')");
    server
        .sql("CREATE TABLE users (id integer PRIMARY KEY, email text); INSERT INTO users VALUES (1, 'a@b')");
    project.write("schema.sql", NEW);
    project.done(&["generate", "initial", "--guarded"]);
    assert_told!(project.run(&["migrate"]), @r"
    exit 1
    --- stderr
    note: [time]_initial: warning: these are not declared and hold rows or belong to others, so they stay: table public.logs
    error[not-as-promised]: migration [time]_initial did not leave the database as it promises, so it was rolled back
      column public.logs.line is in the database, and no migration made it
      table public.logs is in the database, and no migration made it
    hint: declare what stays, leave it out by exclude in [objects] of evenkeel.toml, or let the migration take it away: evenkeel generate --guarded --accept NAME
    ");
    assert_eq!(server.rows("SELECT line FROM logs"), ["x"]);
    std::fs::remove_dir_all(project.path("migrations")).unwrap();
    server.sql("DROP SCHEMA evenkeel CASCADE");
    project.done(&["generate", "initial", "--guarded", "--accept", "public.logs"]);
    project.done(&["migrate"]);
    assert_eq!(project.run(&["diff", "--exit-code"]).code, 0);
    assert_eq!(server.rows("SELECT id, email FROM users"), ["1|a@b"]);
}

#[test]
fn sqlite_has_no_guards() {
    let project = Project::sqlite();
    project.write("schema.sql", "CREATE TABLE users (id integer PRIMARY KEY);\n");
    assert_told!(project.run(&["generate", "users", "--guarded"]), @r"
    exit 2
    --- stderr
    error[no-guards]: SQLite has no statements that look before they act
    hint: leave out --guarded
    ");
    assert!(project.migrations().is_empty());
}
