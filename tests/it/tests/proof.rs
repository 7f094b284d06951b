//! A plan is tried out before anybody sees it, on rows that are made up, there and back; one that does not lead where it says
//! is not shown.

use std::path::PathBuf;

use crate::postgres::Server;
use crate::program::{Project, Ran, assert_told};

const OLD: &str = "CREATE TYPE mood AS ENUM ('good', 'bad');
CREATE DOMAIN code AS text CHECK (VALUE ~ '^[A-Z]{2}[0-9]$');
CREATE TABLE teams (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL UNIQUE CHECK (length(name) > 40));
CREATE TABLE users (
    id uuid PRIMARY KEY,
    team integer NOT NULL REFERENCES teams,
    boss uuid REFERENCES users,
    mood mood NOT NULL,
    code code NOT NULL,
    since date CHECK (since >= '2020-02-01' AND since < '2020-02-03'),
    note varchar(10)
);
";
const NEW: &str = "CREATE TYPE mood AS ENUM ('good');
CREATE DOMAIN code AS text CHECK (VALUE ~ '^[A-Z]{2}[0-9]$');
CREATE TABLE teams (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL UNIQUE CHECK (length(name) > 40));
CREATE TABLE users (
    id uuid PRIMARY KEY,
    team integer NOT NULL REFERENCES teams,
    boss uuid REFERENCES users,
    mood mood NOT NULL,
    code code NOT NULL CHECK (code <> 'AB1'),
    since date NOT NULL CHECK (since >= '2020-02-01' AND since < '2020-02-03')
);
";

/// What was said about trying out.
fn tried(ran: &Ran) -> String {
    assert_eq!(ran.code, 0, "{ran}");
    let lines: Vec<&str> = ran.stderr.lines().filter(|line| line.contains("tried out")).collect();
    lines.join("\n")
}

#[test]
fn rows_are_made_up_for_all_that_a_plan_has_to_do_with() {
    let server = Server::start();
    let project = Project::at(server.url());
    project.write("schema.sql", OLD);
    assert_eq!(
        tried(&project.run(&["generate", "first", "--verbose"])),
        "tried out without rows: the plan leads where it says"
    );
    project.write("schema.sql", NEW);
    let told = project.run(&["generate", "second", "--verbose"]);
    // Of the texts that are offered one alone is longer than 40, and may be there once: a row of each table is less for that.
    assert_eq!(tried(&told), "tried out with 4 rows in 2 tables: the plan leads where it says");
    project.write("schema.sql", OLD);
    let json = project.json(&["generate", "third", "--dry-run"]);
    assert_eq!(json["proof"]["verdict"], "proved", "{json}");
    assert_eq!(json["proof"]["way_back"], "proved", "{json}");
}

#[test]
fn a_table_that_takes_no_row_is_told() {
    let server = Server::start();
    let project = Project::at(server.url());
    let table = |columns: &str| {
        format!(
            "CREATE FUNCTION never() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'not here'; END $$;
             CREATE TABLE t (id integer PRIMARY KEY{columns});
             CREATE TRIGGER never BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION never();"
        )
    };
    project.write("schema.sql", table(""));
    project.done(&["generate", "first"]);
    project.write("schema.sql", table(", note text"));
    assert_eq!(
        tried(&project.run(&["generate", "second", "--verbose"])),
        "tried out without rows: the plan leads where it says\ntried out without rows of table public.t: not here"
    );
}

#[test]
fn what_the_plan_says_may_fail_is_tried_without_the_rows() {
    let server = Server::start();
    let project = Project::at(server.url());
    project.write(
        "schema.sql",
        "CREATE TABLE t (id integer PRIMARY KEY); CREATE TABLE other (id integer PRIMARY KEY);",
    );
    project.done(&["generate", "first"]);
    project.write(
        "schema.sql",
        "CREATE TABLE t (id integer PRIMARY KEY, needed text NOT NULL); CREATE TABLE other (id bigint PRIMARY KEY);",
    );
    assert_eq!(
        tried(&project.run(&["generate", "second", "--verbose"])),
        "tried out with 3 rows in 1 table: the plan leads where it says\n\
         tried out without rows of table public.t: column \"needed\" of relation \"t\" contains null values"
    );
}

/// A schema in which every new table gets a column that nobody declared.
const MEDDLING: &str = "CREATE FUNCTION meddle() RETURNS event_trigger LANGUAGE plpgsql AS $$ DECLARE made record; BEGIN
    FOR made IN SELECT object_identity AS name FROM pg_event_trigger_ddl_commands() WHERE object_type = 'table' LOOP
        EXECUTE 'ALTER TABLE ' || made.name || ' ADD COLUMN IF NOT EXISTS meddled text';
    END LOOP;
END $$;
CREATE EVENT TRIGGER meddle ON ddl_command_end WHEN TAG IN ('CREATE TABLE') EXECUTE FUNCTION meddle();
";

/// The folder that a failure names.
fn bundle(told: &Ran) -> PathBuf {
    let (_, behind) = told.stderr.split_once("what is in ").unwrap_or_else(|| panic!("{told}"));
    PathBuf::from(behind.split_once(':').unwrap().0)
}

#[test]
fn a_plan_that_leads_elsewhere_is_not_shown_but_can_be_reported() {
    let server = Server::start();
    let project = Project::at(server.url());
    project.write("migrations/20260101000000_meddle/migration.sql", MEDDLING);
    // What is declared is run before the trigger is there.
    project.write("schema.sql", ["CREATE TABLE t (id integer PRIMARY KEY);", MEDDLING].concat());
    let told = project.run(&["generate", "second"]);
    let folder = bundle(&told);
    let told = Ran { stderr: told.stderr.replace(folder.to_str().unwrap(), "[folder]"), ..told };
    assert_told!(told, @r"
    exit 1
    --- stderr
    error[unproved-plan]: the plan does not lead where it says, so it is not shown: column public.t.meddled is not as it should be
    hint: this is a mistake in evenkeel, unless something in the schema changes what statements do; please report it with what is in [folder]: both schemas, the plan and what went wrong, and nothing of your rows
    hint: --no-prove shows the plan all the same
    ");
    assert_eq!(project.migrations(), ["20260101000000_meddle"], "nothing was written");
    let mut files: Vec<String> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    files.sort();
    assert_eq!(
        files,
        ["back.sql", "difference.txt", "new.sql", "old.sql", "plan.sql", "rows.sql", "versions.txt"]
    );
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    assert!(read("plan.sql").contains("CREATE TABLE public.t ("), "{}", read("plan.sql"));
    insta::assert_snapshot!(read("difference.txt"), @r"
    on the way there: column public.t.meddled is not as it should be
    column public.t.meddled

    left to do:
    -- hazard data-loss: column public.t.meddled: the column and its values are lost
    ALTER TABLE public.t DROP COLUMN meddled;
    ");
    std::fs::remove_dir_all(folder).unwrap();
    project.done(&["generate", "second", "--no-prove"]);
}

#[test]
fn nobody_has_to_wait_for_a_proof() {
    let server = Server::start();
    let project = Project::at(server.url());
    project.write("schema.sql", "CREATE TABLE t (id integer PRIMARY KEY);");
    server.sql("CREATE TABLE t (id integer)");
    // What is only looked at is there at once.
    assert_eq!(tried(&project.run(&["diff", "--verbose"])), "");
    assert_eq!(
        tried(&project.run(&["diff", "--verbose", "--prove"])),
        "tried out with 3 rows in 1 table: the plan leads where it says"
    );
    assert_eq!(tried(&project.run(&["push", "--verbose", "--no-prove"])), "");
    server.sql("ALTER TABLE t DROP CONSTRAINT t_pkey, ALTER COLUMN id DROP NOT NULL");
    assert_eq!(
        tried(&project.run(&["diff", "--to", "empty", "--verbose", "--prove"])),
        "tried out with 3 rows in 1 table: the plan leads where it says"
    );
    project.write("evenkeel.toml", "[plan]\nprove = true\n");
    assert_eq!(
        tried(&project.run(&["diff", "--verbose"])),
        "tried out with 3 rows in 1 table: the plan leads where it says"
    );
    project.write("evenkeel.toml", "[plan]\nprove = false\n");
    assert_eq!(tried(&project.run(&["push", "--verbose"])), "");
    let json = project.json(&["diff"]);
    assert_eq!(json["proof"]["verdict"], "untried", "{json}");
}

#[test]
fn sqlite_is_tried_there_and_back() {
    let project = Project::sqlite();
    project.write(
        "schema.sql",
        "CREATE TABLE teams (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
         CREATE TABLE users (id INTEGER PRIMARY KEY, team INTEGER NOT NULL REFERENCES teams, age INTEGER CHECK (age > 17), born TEXT);",
    );
    project.done(&["generate", "first"]);
    project.write(
        "schema.sql",
        "CREATE TABLE teams (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
         CREATE TABLE users (id INTEGER PRIMARY KEY, team INTEGER NOT NULL REFERENCES teams, age INTEGER NOT NULL CHECK (age > 18));",
    );
    let told = project.run(&["generate", "second", "--verbose"]);
    assert_eq!(tried(&told), "tried out with 6 rows in 2 tables: the plan leads where it says");
    let json = project.json(&["generate", "third", "--dry-run"]);
    assert_eq!(json["migration"], serde_json::Value::Null, "{json}");
}
