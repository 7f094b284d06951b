//! Migrations that keep readers and writers going: what is written, what happens where rows do not fit, and where tables
//! without rows are left to the short statements.

use crate::postgres::Server;
use crate::program::{Project, assert_told};

const OLD: &str = "CREATE TABLE users (id integer, email text);
CREATE TABLE empty (id integer);
";

const NEW: &str = "CREATE TABLE users (id integer PRIMARY KEY, email text UNIQUE CHECK (email <> ''));
CREATE TABLE empty (id integer PRIMARY KEY);
";

fn at(server: &Server) -> Project {
    let project = Project::at(server.url());
    project.write("schema.sql", OLD);
    project.done(&["generate", "old"]);
    project.done(&["migrate", "--create-database"]);
    server.sql("INSERT INTO users VALUES (1, 'a'), (2, '')");
    project.write("schema.sql", NEW);
    project
}

#[test]
fn a_migration_goes_on_once_the_rows_fit() {
    let server = Server::start();
    let project = at(&server);
    project.done(&["generate", "new"]);
    assert_eq!(project.run(&["migrate"]).code, 4);
    let ran = project.run(&["migrate", "--no-preflight"]);
    assert_eq!(ran.code, 1, "{ran}");
    assert!(ran.stderr.contains("check constraint \"users_email_check\""), "{ran}");
    let proved = "SELECT convalidated FROM pg_constraint WHERE conname = 'users_email_check'";
    assert_eq!(server.rows(proved), ["f"]);
    server.sql("UPDATE users SET email = 'b' WHERE id = 2");
    project.done(&["migrate"]);
    assert_eq!(server.rows(proved), ["t"]);
    project.done(&["status", "--exit-code"]);
    project.done(&["rollback"]);
    project.done(&["migrate"]);
}

#[test]
fn a_plan_that_runs_at_once_leaves_tables_without_rows_alone() {
    let server = Server::start();
    let project = at(&server);
    assert_told!(project.run(&["push", "--dry-run", "--online", "auto"]), @r"
    exit 0
    --- stdout
    -- hazard long-lock: column public.empty.id: all rows are read while everyone waits
    -- hazard may-fail: column public.empty.id: rows where it is null stop it
    -- hazard long-lock: primary_key public.empty.empty_pkey: an index over all rows is built while everyone waits
    -- hazard may-fail: primary_key public.empty.empty_pkey: rows that break the constraint stop it
    ALTER TABLE public.empty ALTER COLUMN id SET NOT NULL,
        ADD CONSTRAINT empty_pkey PRIMARY KEY (id);

    ALTER TABLE public.users ADD CONSTRAINT users_id_is_set CHECK (id IS NOT NULL) NOT VALID;

    -- apart: in a transaction of its own, so that no other lock is held meanwhile
    -- hazard may-fail: column public.users.id: rows where it is null stop it
    BEGIN;
    ALTER TABLE public.users VALIDATE CONSTRAINT users_id_is_set;
    COMMIT;

    ALTER TABLE public.users ALTER COLUMN id SET NOT NULL;

    ALTER TABLE public.users DROP CONSTRAINT users_id_is_set;

    -- alone: cannot run inside a transaction
    -- hazard may-fail: primary_key public.users.users_pkey: rows that break the constraint stop it
    CREATE UNIQUE INDEX CONCURRENTLY users_pkey ON public.users USING btree (id);

    ALTER TABLE public.users ADD CONSTRAINT users_pkey PRIMARY KEY USING INDEX users_pkey;

    -- alone: cannot run inside a transaction
    -- hazard may-fail: unique public.users.users_email_key: rows that break the constraint stop it
    CREATE UNIQUE INDEX CONCURRENTLY users_email_key ON public.users USING btree (email);

    ALTER TABLE public.users ADD CONSTRAINT users_email_key UNIQUE USING INDEX users_email_key,
        ADD CONSTRAINT users_email_check CHECK ((email <> ''::text)) NOT VALID;

    -- apart: in a transaction of its own, so that no other lock is held meanwhile
    -- hazard may-fail: check public.users.users_email_check: rows that break the constraint stop it
    BEGIN;
    ALTER TABLE public.users VALIDATE CONSTRAINT users_email_check;
    COMMIT;
    ");
    let plain = project.done(&["push", "--dry-run"]);
    assert!(!plain.contains("CONCURRENTLY") && !plain.contains("NOT VALID"), "{plain}");
    let always = project.done(&["push", "--dry-run", "--online", "always"]);
    assert_eq!(always.matches("CONCURRENTLY").count(), 3, "{always}");
    let never = project.done(&["generate", "--dry-run", "--online", "never"]);
    assert!(!never.contains("CONCURRENTLY"), "{never}");
}
