//! Where a database stands: what was edited, forked or changed by hand, and how it comes home.

use crate::postgres::Server;
use crate::program::{Project, assert_told};

const USERS: &str = "CREATE TABLE users (\n    id integer PRIMARY KEY,\n    email text NOT NULL\n);\n";

fn both() -> (Server, [Project; 2]) {
    let server = Server::start();
    let url = server.url();
    (server, [Project::sqlite(), Project::at(url)])
}

fn migrated(project: Project) -> Project {
    project.write("schema.sql", USERS);
    project.done(&["generate", "users"]);
    project.done(&["migrate", "--create-database"]);
    project
}

fn generated(project: &Project, name: &str, more: &str) -> String {
    project.write("schema.sql", format!("{USERS}{more}"));
    project.done(&["generate", name]);
    project.migrations().pop().unwrap()
}

#[test]
fn what_was_edited_is_shown_line_by_line() {
    let (_server, projects) = both();
    for project in projects.map(migrated) {
        let file = format!("migrations/{}/migration.sql", project.migrations()[0]);
        let text = project.read(&file);
        project.write(&file, text.replace("email", "mail") + "SELECT 1;\n");
        let refused = project.run(&["migrate"]);
        assert_eq!(refused.code, 1, "{refused}");
        let told = project.run(&["status"]);
        for line in ["-     email text NOT NULL", "+     mail text NOT NULL", "+ SELECT 1;\n"] {
            assert!(told.stdout.contains(line), "{told}");
            assert!(refused.stderr.contains(line), "{refused}");
        }
        assert_eq!(project.run(&["status", "--exit-code"]).code, 3);
        project.write(&file, format!("-- only a remark\n{text}"));
        let told = project.run(&["status", "--exit-code"]);
        assert_eq!(told.code, 0, "{told}");
        assert!(told.stdout.contains("only comments or white space differ"), "{told}");
    }
}

#[test]
fn a_ledger_of_an_earlier_version_says_that_it_did_not_keep_the_text() {
    let server = Server::start();
    let project = migrated(Project::at(server.url()));
    server.sql("ALTER TABLE evenkeel.ledger DROP COLUMN script; DROP TABLE evenkeel.catalog");
    assert_eq!(project.run(&["drift", "--exit-code"]).code, 0);
    let file = format!("migrations/{}/migration.sql", project.migrations()[0]);
    let text = project.read(&file);
    project.write(&file, text.replace("email", "mail"));
    let told = project.run(&["status"]);
    assert!(told.stdout.contains("what was applied is not in the ledger"), "{told}");
    project.write(&file, text);
    generated(&project, "posts", "CREATE TABLE posts (id integer PRIMARY KEY);\n");
    project.done(&["migrate"]);
    server.sql("ALTER TABLE users ADD nick text");
    let told = project.run(&["drift", "--verbose", "--exit-code"]);
    assert_eq!(told.code, 3, "{told}");
    assert!(told.stderr.contains("compared with what the ledger remembers"), "{told}");
}

#[test]
fn drift_needs_no_scratch_where_the_ledger_remembers() {
    let (server, projects) = both();
    for project in projects.map(migrated) {
        generated(&project, "posts", "CREATE TABLE posts (id integer PRIMARY KEY);\n");
        project.done(&["migrate"]);
        let told = project.run(&["drift", "--verbose", "--exit-code"]);
        assert_eq!(told.code, 0, "{told}");
        assert!(told.stderr.contains("compared with what the ledger remembers"), "{told}");
        assert!(!told.stderr.contains("scratch: "), "{told}");
        project.done(&["rollback"]);
        let told = project.run(&["drift", "--verbose", "--exit-code"]);
        assert_eq!(told.code, 0, "{told}");
        assert!(told.stderr.contains("compared with what the ledger remembers"), "{told}");
    }
    drop(server);
}

#[test]
fn a_run_goes_on_beside_a_drift() {
    let server = Server::start();
    let project = migrated(Project::at(server.url()));
    server.sql("CREATE TABLE notes (id integer); CREATE INDEX by_email ON users (email)");
    generated(&project, "posts", "CREATE TABLE posts (id integer PRIMARY KEY);\n");
    assert_told!(project.run(&["migrate"]), @r"
    exit 0
    --- stdout
    applied [time]_posts in [took]
    done: 1 migration applied
    --- stderr
    note: changed by hand, and not what any pending migration is about:
      column public.notes.id is in the database, and no migration made it
      index public.by_email is in the database, and no migration made it
      table public.notes is in the database, and no migration made it
    ");
    let told = project.run(&["status", "--exit-code"]);
    assert_eq!(told.code, 3, "{told}");
    assert!(told.stdout.contains("2 migrations applied, "), "{told}");
    assert!(
        told.stdout.contains("drift         the database is not what its last migration left\n"),
        "{told}"
    );
}

#[test]
fn a_migration_about_what_was_changed_by_hand_is_not_run() {
    let (server, projects) = both();
    for project in projects.map(migrated) {
        let more = "CREATE INDEX by_email ON users (email);\n";
        generated(&project, "by email", more);
        match project.url.starts_with("sqlite") {
            true => {
                project.write("schema.sql", format!("{USERS}CREATE INDEX strayed ON users (id);\n"));
                project.done(&["push"]);
            }
            false => server.sql("CREATE INDEX strayed ON users (id)"),
        }
        let refused = project.run(&["migrate"]);
        assert_eq!(refused.code, 1, "{refused}");
        let why = "strayed, which was changed by hand\n  index ";
        assert!(refused.stderr.contains("error[drift]: a pending migration is about index "), "{refused}");
        assert!(refused.stderr.contains(why), "{refused}");
        let told = project.run(&["migrate", "--accept-drift"]);
        assert_eq!(told.code, 0, "{told}");
        assert!(told.stderr.contains("strayed is in the database"), "{told}");
        let drifted = project.run(&["drift", "--exit-code"]);
        assert_eq!(drifted.code, 3, "{drifted}");
        assert!(drifted.stdout.contains("strayed"), "{drifted}");
    }
}

/// Changes that people make by hand, one kind after the other, and whether undoing one loses rows.
const BY_HAND: &[(&str, &[&str])] = &[
    ("CREATE TABLE notes (id integer); COMMENT ON TABLE notes IS 'mine'", &["public.notes"]),
    ("ALTER TABLE users ADD nick text DEFAULT 'x'", &["public.users.nick"]),
    ("ALTER TABLE users ALTER email TYPE varchar(99)", &["public.users.email"]),
    ("ALTER TABLE users ALTER age SET NOT NULL", &[]),
    ("ALTER TABLE users ALTER age SET DEFAULT 7", &[]),
    ("ALTER TABLE users DROP CONSTRAINT grown, ADD CONSTRAINT grown CHECK (age > 3)", &[]),
    ("ALTER TABLE users DROP CONSTRAINT grown", &[]),
    ("ALTER TABLE users ADD CONSTRAINT one_mail UNIQUE (email)", &[]),
    ("CREATE INDEX by_age ON users (age)", &[]),
    ("DROP INDEX by_email; CREATE INDEX by_email ON users (email DESC)", &[]),
    ("CREATE OR REPLACE VIEW elders AS SELECT id FROM users WHERE age > 90", &[]),
    ("DROP VIEW elders", &[]),
    ("CREATE OR REPLACE FUNCTION twice(n integer) RETURNS integer LANGUAGE sql AS 'SELECT n * 3'", &[]),
    ("ALTER TYPE mood ADD VALUE 'odd'", &["public.mood"]),
    ("CREATE SEQUENCE tickets", &["public.tickets"]),
    ("ALTER TABLE users ENABLE ROW LEVEL SECURITY; CREATE POLICY own ON users USING (id > 0)", &[]),
    ("ALTER TABLE users DISABLE TRIGGER stamp", &[]),
    ("DROP TRIGGER stamp ON users", &[]),
    ("COMMENT ON COLUMN users.age IS 'in years'", &[]),
    ("CREATE SCHEMA extra", &["extra"]),
    ("CREATE DOMAIN small AS integer CHECK (VALUE < 10)", &["public.small"]),
];

const MANY_KINDS: &str = "\
CREATE TYPE mood AS ENUM ('good', 'bad');
CREATE FUNCTION twice(n integer) RETURNS integer LANGUAGE sql AS 'SELECT n * 2';
CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TABLE users (
    id integer PRIMARY KEY,
    email text NOT NULL,
    age integer CONSTRAINT grown CHECK (age > 17),
    feels mood
);
CREATE INDEX by_email ON users (email);
CREATE VIEW elders AS SELECT id FROM users WHERE age > 80;
CREATE TRIGGER stamp BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION stamp();
";

fn of_many_kinds(server: &Server) -> Project {
    let project = Project::at(server.url());
    project.write("schema.sql", MANY_KINDS);
    project.done(&["generate", "many kinds"]);
    project.done(&["migrate"]);
    project
}

fn with_acceptance<'a>(command: &[&'a str], lost: &[&'a str]) -> Vec<&'a str> {
    command.iter().copied().chain(lost.iter().flat_map(|name| ["--accept", *name])).collect()
}

#[test]
fn what_was_changed_by_hand_is_undone() {
    let server = Server::start();
    let project = of_many_kinds(&server);
    for (change, lost) in BY_HAND {
        server.sql(change);
        let told = project.run(&["drift", "--exit-code"]);
        assert_eq!(told.code, 3, "{change}\n{told}");
        let unasked = project.run(&["repair", "--revert"]);
        assert_eq!(unasked.code, 4, "{change}\n{unasked}");
        let told = project.run(&with_acceptance(&["repair", "--revert", "--yes"], lost));
        assert_eq!(told.code, 0, "{change}\n{told}");
        assert_eq!(project.run(&["drift", "--exit-code"]).code, 0, "{change}\n{told}");
        assert_eq!(project.run(&["diff", "--exit-code"]).code, 0, "{change}\n{told}");
    }
    assert!(project.done(&["repair", "--revert", "--yes"]).contains("nothing to do"));
}

#[test]
fn rows_that_came_by_hand_wait_when_that_is_undone() {
    let server = Server::start();
    let project = Project::at(server.url());
    project.write("schema.sql", "CREATE TABLE users (id integer PRIMARY KEY, email text);\n");
    project.done(&["generate", "users"]);
    project.done(&["migrate"]);
    server.sql("CREATE TABLE notes (id integer); INSERT INTO notes VALUES (1), (2)");
    let lost = project.run(&["repair", "--revert", "--yes", "--no-quarantine"]);
    assert_eq!(lost.code, 4, "{lost}");
    let told = project.run(&["repair", "--revert", "--yes"]);
    assert_eq!(told.code, 0, "{told}");
    assert!(told.stderr.contains("note: kept: table public.notes waits in quarantine as notes_"), "{told}");
    assert_eq!(project.run(&["drift", "--exit-code"]).code, 0, "{told}");
    let waiting = &project.json(&["quarantine", "list"])["quarantine"][0];
    assert_eq!((&waiting["rows"], &waiting["migration"]), (&2.into(), &"evenkeel repair".into()));
    assert!(waiting["kept_until"].is_string(), "{waiting}");
    project.done(&["quarantine", "restore", waiting["name"].as_str().unwrap()]);
    assert_eq!(server.rows("SELECT id FROM notes ORDER BY id"), ["1", "2"]);
}

#[test]
fn what_was_changed_by_hand_becomes_a_migration() {
    let server = Server::start();
    let project = of_many_kinds(&server);
    let lossy = "ALTER TABLE users DROP COLUMN feels";
    for (change, lost) in BY_HAND.iter().chain(&[(lossy, &["public.users.feels"][..])]) {
        server.sql(change);
        let told = project.run(&with_acceptance(&["repair", "--adopt"], lost));
        assert_eq!(told.code, 0, "{change}\n{told}");
        let status = project.run(&["status", "--exit-code"]);
        assert_eq!(status.code, 0, "{change}\n{status}");
        assert_eq!(project.run(&["drift", "--exit-code"]).code, 0, "{change}");
    }
    // Another database gets all of it by the migrations alone.
    server.sql("CREATE DATABASE other_of_adopt");
    let url = server.url_of("other_of_adopt");
    project.done(&["migrate", "--url", &url]);
    assert_eq!(project.run(&["diff", "--from", &url, "--to", &project.url, "--exit-code"]).code, 0);
}

/// Everything of the project's that would have another number had it been made again.
const NUMBERS: &str = "SELECT string_agg(n::text, ',' ORDER BY n) FROM (SELECT oid FROM pg_class WHERE relnamespace = \
    'public'::regnamespace UNION ALL SELECT oid FROM pg_constraint WHERE connamespace = 'public'::regnamespace UNION ALL \
    SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace UNION ALL SELECT oid FROM pg_trigger UNION ALL \
    SELECT oid FROM pg_policy UNION ALL SELECT oid FROM pg_type WHERE typnamespace = 'public'::regnamespace) numbers(n)";

#[test]
fn one_script_mends_every_database_of_a_project() {
    let server = Server::start();
    let project = of_many_kinds(&server);
    let mended = |database: &str, lost: &[&str]| {
        let script = project.done(&with_acceptance(&["repair", "--script"], lost));
        server.rows_of(database, &script);
        let url = server.url_of(database);
        let told = project.run(&["diff", "--from", &url, "--exit-code"]);
        assert_eq!(told.code, 0, "{database}\n{told}");
        let before = server.rows_of(database, NUMBERS);
        server.rows_of(database, &script);
        assert_eq!(server.rows_of(database, NUMBERS), before, "{database}");
    };
    mended(server.database(), &[]);
    for (change, lost) in
        BY_HAND.iter().filter(|(change, _)| !change.contains("mood") && !change.contains("SCHEMA"))
    {
        server.sql(change);
        mended(server.database(), lost);
    }
    server.sql("CREATE DATABASE fresh_for_script");
    server.sql("CREATE DATABASE behind_for_script");
    mended("fresh_for_script", &[]);
    let behind = server.url_of("behind_for_script");
    project.done(&["migrate", "--url", &behind]);
    server.rows_of("behind_for_script", "INSERT INTO users VALUES (1, 'a@b', 20, 'bad')");
    project.write(
        "schema.sql",
        MANY_KINDS.replace("    feels mood\n", "    mail_again text,\n    feels mood\n"),
    );
    project.done(&["generate", "more"]);
    project.write(
        "schema.sql",
        MANY_KINDS
            .replace("    feels mood\n", "    second_mail text,\n    since date\n")
            .replace("age integer", "age bigint"),
    );
    let rename =
        ["generate", "most", "--rename", "users.mail_again=second_mail", "--accept", "public.users.feels"];
    project.done(&rename);
    mended("behind_for_script", &[]);
    assert_eq!(server.rows_of("behind_for_script", "SELECT id, email, age FROM users"), ["1|a@b|20"]);
    mended("fresh_for_script", &[]);
}

#[test]
fn what_a_script_cannot_mend_it_leaves_as_it_was() {
    let server = Server::start();
    let project = of_many_kinds(&server);
    server.sql("ALTER TYPE mood ADD VALUE 'odd'");
    server.sql("INSERT INTO users VALUES (1, 'a@b', 20, 'odd'); DROP VIEW elders");
    let script = project.done(&["repair", "--script"]);
    let path = project.path("fix.sql");
    std::fs::write(&path, script).unwrap();
    let psql = std::process::Command::new("/usr/lib/postgresql/15/bin/psql")
        .args(["-v", "ON_ERROR_STOP=1", "-f"])
        .arg(&path)
        .arg(server.url())
        .output();
    // Machines that have psql elsewhere hear the same from the driver in the other tests.
    if let Ok(output) = psql {
        let told = String::from_utf8(output.stderr).unwrap();
        let why = "a value in column public.users.feels does not fit the type public.mood: invalid input value for \
                   enum public.mood: \"odd\"";
        assert!(told.contains(why), "{told}");
        assert_eq!(server.rows("SELECT feels FROM users"), ["odd"]);
        assert_eq!(server.rows("SELECT to_regclass('elders') IS NULL"), ["t"]);
    }
}
