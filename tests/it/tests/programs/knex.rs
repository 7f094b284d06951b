//! Knex.

use std::process::{Command, Stdio};

use super::{events, project};
use crate::deploy::until;
use crate::postgres::Server;
use crate::program::{Project, assert_told};

const USERS: &str = "exports.up = async (knex) => {
  console.log('making users');
  await knex.schema.createTable('users', (t) => { t.increments(); t.string('email').notNullable(); });
  await knex('users').insert([{ email: 'a' }, { email: 'b' }]);
};
exports.down = (knex) => knex.schema.dropTable('users');
";
const INDEX: &str = "exports.config = { transaction: false };
exports.up = (knex) => knex.raw('CREATE INDEX CONCURRENTLY users_email ON users (email)');
exports.down = (knex) => knex.raw('DROP INDEX CONCURRENTLY users_email');
";

/// Statements of programs that sleep.
const SLEEPING: &str = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND state = 'active' \
     AND query LIKE '%pg_sleep(600)%' AND pid <> pg_backend_pid()";

fn two(server: &Server) -> Project {
    let project = project(server, "knex");
    project
        .write("knexfile.js", "module.exports = { client: 'pg', connection: process.env.DATABASE_URL };\n");
    project.write("migrations/1_users.js", USERS);
    project.write("migrations/2_index.js", INDEX);
    project
}

#[test]
fn up_and_down_in_both_ledgers() {
    let server = Server::start();
    let project = two(&server);
    assert_told!(project.run(&["status"]), @r"
    exit 0
    --- stdout
    database [url]
      pending       1_users.js
      pending       2_index.js
    0 migrations applied, 2 pending
    --- stderr
    hint: evenkeel migrate applies what is pending
    ");
    assert_told!(project.run(&["migrate"]), @r"
    exit 0
    --- stdout
    applied 1_users.js in [took]
    applied 2_index.js in [took]
    done: 2 migrations applied
    --- stderr
    note: 1_users.js: making users
    ");
    assert_eq!(
        events(&server),
        [
            "1_users.js applied",
            "2_index.js started",
            "2_index.js journal-before",
            "2_index.js journal-after",
            "2_index.js applied"
        ]
    );
    assert_eq!(
        server.rows("SELECT name, batch FROM knex_migrations ORDER BY id"),
        ["1_users.js|1", "2_index.js|2"]
    );
    assert_eq!(server.rows("SELECT is_locked FROM knex_migrations_lock"), ["0"]);
    assert_eq!(
        server.rows("SELECT indisvalid FROM pg_index WHERE indexrelid = 'users_email'::regclass"),
        ["t"]
    );
    assert_told!(project.run(&["migrate"]), @r"
    exit 0
    --- stdout
    up to date: 2 migrations applied
    ");
    assert_told!(project.run(&["rollback", "--steps", "2"]), @r"
    exit 0
    --- stdout
    rolled back 2_index.js in [took]
    rolled back 1_users.js in [took]
    done: 2 migrations rolled back
    ");
    assert_eq!(server.rows("SELECT count(*) FROM knex_migrations"), ["0"]);
    assert_eq!(server.rows("SELECT to_regclass('users') IS NULL"), ["t"]);
}

#[test]
fn plan_tells_what_programs_say() {
    let server = Server::start();
    let project = two(&server);
    project.done(&["migrate", "--to", "1_users.js"]);
    project.write(
        "migrations/3_name.js",
        "exports.up = (knex) => knex.schema.alterTable('users', (t) => t.text('name'));\n",
    );
    assert_told!(project.run(&["plan"]), @r#"
    exit 0
    --- stdout
    2 migrations are pending

    2_index.js (migrations/2_index.js)
      1: CREATE INDEX CONCURRENTLY users_email ON users (email)   -- by itself, outside a transaction

    3_name.js (migrations/3_name.js)
      1: alter table "users" add column "name" text
          locks public.users: ACCESS EXCLUSIVE (readers and writers wait)
    "#);
    assert_eq!(server.rows("SELECT count(*) FROM knex_migrations"), ["1"]);
}

#[test]
fn one_by_name() {
    let server = Server::start();
    let project = two(&server);
    project.write(
        "migrations/3_tags.js",
        "exports.up = (knex) => knex.schema.createTable('tags', (t) => t.increments());\n",
    );
    project.done(&["migrate", "--only", "3_tags.js"]);
    assert_eq!(server.rows("SELECT name FROM knex_migrations"), ["3_tags.js"]);
    // Knex runs what came late, and so it is done here.
    project.done(&["migrate"]);
    let names = server.rows("SELECT name FROM knex_migrations ORDER BY id");
    assert_eq!(names, ["3_tags.js", "1_users.js", "2_index.js"]);
}

#[test]
fn ctrl_c_cancels_on_the_server_and_rolls_back() {
    let server = Server::start();
    let project = two(&server);
    project.write(
        "migrations/1_users.js",
        "exports.up = async (knex) => {\n  await knex.schema.createTable('half', (t) => t.increments());\n  \
         await knex.raw('SELECT pg_sleep(600)');\n};\n",
    );
    let run = project.command(&["migrate"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    until("the statement", || !server.rows(SLEEPING).is_empty());
    assert!(Command::new("kill").args(["-INT", &run.id().to_string()]).status().unwrap().success());
    assert_told!(project.ran(run.wait_with_output().unwrap()), @r"
    exit 1
    --- stderr
    error[interrupted]: interrupted at statement 1 of migration 1_users.js; what its transaction had done is rolled back
    hint: run the command again; it goes on where it stopped
    ");
    assert_eq!(server.rows(SLEEPING), Vec::<String>::new());
    assert_eq!(server.rows("SELECT to_regclass('half') IS NULL"), ["t"]);
}

#[test]
fn a_lock_that_is_not_had_is_given_back_and_tried_again() {
    let server = Server::start();
    let project = two(&server);
    project.done(&["migrate", "--to", "1_users.js"]);
    project.write(
        "migrations/2_index.js",
        "exports.up = (knex) => knex.schema.alterTable('users', (t) => t.text('name'));\n",
    );
    project.write(
        "evenkeel.toml",
        "[migrations]\nformat = \"knex\"\n[adopt]\nmode = \"guest\"\n[locks]\nlock_timeout = \"50ms\"\ntries = 2\npause = \"10ms\"\n",
    );
    let told = server.with_table_locked("users", || project.run(&["migrate"]));
    assert_eq!(told.code, 1, "{told}");
    assert!(
        told.stderr.contains("note: 2_index.js, statement 1: the lock was not had (try 1 of 2)"),
        "{told}"
    );
    assert!(
        told.stderr.contains(
            "error[lock-timeout]: migration 2_index.js, statement 1: the lock was not had in 2 tries of 50ms"
        ),
        "{told}"
    );
    project.done(&["migrate"]);
}

#[test]
fn an_exception_is_told_at_its_line_with_what_was_said() {
    let server = Server::start();
    let project = two(&server);
    project.write(
        "migrations/2_index.js",
        "exports.up = async (knex) => {\n  await knex.schema.createTable('kept', (t) => t.increments());\n  \
         await knex('nobody').insert({ name: 'x' });\n};\n",
    );
    assert_told!(project.run(&["migrate"]), @r#"
    exit 1
    --- stdout
    applied 1_users.js in [took]
    --- stderr
    note: 1_users.js: making users
    note: what ran before that stays applied: 1 migration
    error[program-failed]: migration 2_index.js failed: relation "nobody" does not exist
     --> migrations/2_index.js:3:9
      |
    3 |   await knex('nobody').insert({ name: 'x' });
      |         ^^^^
      statement: insert into "nobody" ("name") values ($1)
    SQLSTATE 42P01
    hint: once that is mended, run `evenkeel migrate` again
    "#);
    assert_eq!(server.rows("SELECT to_regclass('kept') IS NULL"), ["t"]);
    assert_eq!(events(&server), ["1_users.js applied", "2_index.js failed"]);
    project.write(
        "migrations/2_index.js",
        "exports.up = async () => {\n  throw new TypeError('not today');\n};\n",
    );
    assert_told!(project.run(&["migrate"]), @r"
    exit 1
    --- stderr
    error[program-failed]: migration 2_index.js failed: TypeError: not today
     --> migrations/2_index.js:2:9
      |
    2 |   throw new TypeError('not today');
      |         ^^^
    hint: once that is mended, run `evenkeel migrate` again
    ");
    project.write("migrations/2_index.js", "exports.up = () => process.exit(3);\n");
    assert_told!(project.run(&["migrate"]), @r"
    exit 1
    --- stderr
    error[program-failed]: migration 2_index.js ended node before it was done: exit status: 3
    ");
    project.write("migrations/2_index.js", INDEX);
    project.done(&["migrate"]);
}

#[test]
fn killed_in_a_transaction_nothing_is_left_and_the_next_run_does_it_all() {
    let server = Server::start();
    let project = two(&server);
    project.write(
        "migrations/1_users.js",
        "exports.up = async (knex) => {\n  await knex.schema.createTable('half', (t) => t.increments());\n  \
         if (require('fs').existsSync('slow')) await knex.raw('SELECT pg_sleep(600)');\n};\n",
    );
    project.write("slow", "");
    kill_at_sleep(&server, &project);
    assert_eq!(server.rows("SELECT to_regclass('half') IS NULL"), ["t"]);
    std::fs::remove_file(project.path("slow")).unwrap();
    project.write("migrations/2_index.js", "exports.up = (knex) => knex.raw('SELECT 1');\n");
    project.done(&["migrate"]);
    assert_eq!(server.rows("SELECT to_regclass('half') IS NULL"), ["f"]);
}

/// Kills a run while one of its programs sleeps on the server, and sees that neither its statement nor its process stays.
fn kill_at_sleep(server: &Server, project: &Project) {
    let mut run = project.command(&["migrate"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    until("the statement", || !server.rows(SLEEPING).is_empty());
    run.kill().unwrap();
    run.wait().unwrap();
    // The server does not look whether somebody still listens while it sleeps.
    server.sql(&format!("SELECT pg_cancel_backend(pid) FROM ({SLEEPING}) AS it"));
    until("the server", || server.rows(SLEEPING).is_empty());
}

#[test]
fn killed_outside_of_one_a_person_has_to_say_how_far_it_came() {
    let server = Server::start();
    let project = two(&server);
    project.done(&["migrate", "--to", "1_users.js"]);
    project.write(
        "migrations/2_index.js",
        "exports.config = { transaction: false };\nexports.up = async (knex) => {\n  \
         await knex.schema.createTable('half', (t) => t.increments());\n  await knex.raw('SELECT pg_sleep(600)');\n};\n",
    );
    kill_at_sleep(&server, &project);
    assert_eq!(server.rows("SELECT to_regclass('half') IS NULL"), ["f"]);
    assert_told!(project.run(&["migrate"]), @r"
    exit 1
    --- stderr
    note: going on with 2_index.js at its part 1, where an earlier run was cut off
    error[undecided-program]: nobody knows how far migration 2_index.js came, which runs outside of a transaction, before its run was cut off
    hint: look what is there; if all of it is, type `evenkeel resolve --done 2_index.js`, and if nothing is, or you have undone what was, `evenkeel resolve --not-done 2_index.js`; then `evenkeel migrate` goes on behind it or runs it again
    ");
    project.done(&["resolve", "--done", "2_index.js"]);
    project.done(&["migrate"]);
    assert_eq!(server.rows("SELECT name FROM knex_migrations ORDER BY id"), ["1_users.js", "2_index.js"]);
}

#[test]
fn a_failure_outside_of_a_transaction_is_begun_anew() {
    let server = Server::start();
    let project = two(&server);
    project.done(&["migrate", "--to", "1_users.js"]);
    let fails = "exports.config = { transaction: false };\nexports.up = async (knex) => {\n  \
         await knex.raw('CREATE TABLE IF NOT EXISTS half ()');\n  await knex.raw('SELECT nothing');\n};\n";
    project.write("migrations/2_index.js", fails);
    assert_eq!(project.run(&["migrate"]).code, 1);
    assert_eq!(
        events(&server)[1..],
        ["2_index.js started", "2_index.js journal-before", "2_index.js journal-undone", "2_index.js failed"]
    );
    project.write("migrations/2_index.js", fails.replace("SELECT nothing", "SELECT 1"));
    project.done(&["migrate"]);
}

#[test]
fn the_row_that_is_locked_is_waited_for_and_named() {
    let server = Server::start();
    let project = two(&server);
    project.done(&["migrate", "--to", "1_users.js"]);
    server.sql("UPDATE knex_migrations_lock SET is_locked = 1");
    assert_told!(project.run(&["migrate", "--wait", "1s"]), @r"
    exit 1
    --- stderr
    note: another run holds the lock on this database; waiting until it is done
    error[ledger-locked]: public.knex_migrations_lock says that a run of the tool whose migrations these are is under way
    hint: run the command again when it has ended; if nobody runs it, knex migrate:unlock frees the row
    ");
    server.sql("UPDATE knex_migrations_lock SET is_locked = 0");
    project.done(&["migrate"]);
    assert_eq!(server.rows("SELECT is_locked FROM knex_migrations_lock"), ["0"]);
}

#[test]
fn a_file_that_was_applied_and_is_gone_stops_the_run_as_it_stops_knex() {
    let server = Server::start();
    let project = two(&server);
    project.done(&["migrate"]);
    std::fs::remove_file(project.path("migrations/1_users.js")).unwrap();
    let ran = project.run(&["migrate"]);
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.starts_with("error[missing-migration]"), "{ran}");
}

#[test]
fn an_edited_program_is_named_line_by_line() {
    let server = Server::start();
    let project = two(&server);
    project.done(&["migrate"]);
    project.write("migrations/1_users.js", USERS.replace("'a'", "'c'"));
    let ran = project.run(&["status"]);
    assert!(ran.stdout.contains("- await knex('users').insert([{ email: 'a' }, { email: 'b' }]);"), "{ran}");
    assert!(ran.stdout.contains("+ await knex('users').insert([{ email: 'c' }, { email: 'b' }]);"), "{ran}");
}

#[test]
fn typescript_is_loaded_by_what_the_project_has() {
    let server = Server::start();
    let project = project(&server, "knex");
    project.write("knexfile.ts", "export default { development: { client: 'pg' } } as const;\n");
    project.write(
        "migrations/1_typed.ts",
        "import type { Knex } from 'knex';\n\
         export async function up(knex: Knex): Promise<void> {\n  await knex.schema.createTable('typed', (t) => t.increments());\n}\n\
         export async function down(knex: Knex): Promise<void> {\n  await knex.schema.dropTable('typed');\n}\n",
    );
    project.done(&["migrate"]);
    assert_eq!(server.rows("SELECT name FROM knex_migrations"), ["1_typed.ts"]);
    project.done(&["rollback"]);
    assert_eq!(server.rows("SELECT to_regclass('typed') IS NULL"), ["t"]);
}
