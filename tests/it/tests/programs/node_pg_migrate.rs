//! node-pg-migrate, whose migrations are SQL or programs.

use super::{events, project};
use crate::postgres::Server;
use crate::program::{Project, assert_told};

/// In today's kind of module, though nothing in the project says so, as the tool's own template.
const USERS: &str = "export const shorthands = { key: { type: 'integer', primaryKey: true } };

export const up = (pgm) => {
  pgm.createTable('users', { id: 'key', email: { type: 'text', notNull: true } });
};
";
const NAME: &str = "import type { MigrationBuilder } from 'node-pg-migrate';

export const shorthands = undefined;

export async function up(pgm: MigrationBuilder): Promise<void> {
  pgm.createTable('names', { id: 'key' });
  const [{ there }] = await pgm.db.select(`SELECT to_regclass('users') IS NOT NULL AS there`);
  console.log('users', there);
}

export async function down(pgm: MigrationBuilder): Promise<void> {
  pgm.dropTable('names');
}
";
const INDEX: &str = "exports.up = (pgm) => {
  pgm.noTransaction();
  pgm.createIndex('users', 'email', { name: 'by_email', concurrently: true });
};
exports.down = false;
";

fn three(server: &Server) -> Project {
    let project = project(server, "node-pg-migrate");
    project.write("migrations/1_users.js", USERS);
    project.write("migrations/2_name.ts", NAME);
    project.write("migrations/3_plain.sql", "CREATE TABLE plain ();\n-- Down Migration\nDROP TABLE plain;\n");
    // What migrations share is none.
    project.write("migrations/shared.js", "exports.up = 1;\n");
    project
}

fn ledger(server: &Server) -> Vec<String> {
    server.rows("SELECT name FROM pgmigrations ORDER BY run_on, id")
}

#[test]
fn up_and_down_in_both_ledgers() {
    let server = Server::start();
    let project = three(&server);
    assert_told!(project.run(&["migrate"]), @r"
    exit 0
    --- stdout
    applied 1_users in [took]
    applied 2_name in [took]
    applied 3_plain in [took]
    done: 3 migrations applied
    --- stderr
    note: 2_name: users true
    ");
    assert_eq!(events(&server), ["1_users applied", "2_name applied", "3_plain applied"]);
    assert_eq!(ledger(&server), ["1_users", "2_name", "3_plain"]);
    let keys = "SELECT conrelid::regclass FROM pg_constraint WHERE contype = 'p' AND conrelid::regclass::text IN ('users', 'names') ORDER BY 1";
    assert_eq!(server.rows(keys), ["users", "names"]);
    // The first says no way back, and its way there is taken backwards.
    assert_told!(project.run(&["rollback", "--steps", "3"]), @r"
    exit 0
    --- stdout
    rolled back 3_plain in [took]
    rolled back 2_name in [took]
    rolled back 1_users in [took]
    done: 3 migrations rolled back
    ");
    assert_eq!(ledger(&server), Vec::<String>::new());
    assert_eq!(server.rows("SELECT to_regclass('users') IS NULL AND to_regclass('names') IS NULL"), ["t"]);
}

#[test]
fn what_wants_no_transaction_has_none_and_what_has_no_way_back_says_so() {
    let server = Server::start();
    let project = three(&server);
    project.write("migrations/4_index.cjs", INDEX);
    project.done(&["migrate"]);
    assert_eq!(server.rows("SELECT indisvalid FROM pg_index WHERE indexrelid = 'by_email'::regclass"), ["t"]);
    assert_eq!(
        events(&server)[3..],
        ["4_index started", "4_index journal-before", "4_index journal-after", "4_index applied"]
    );
    assert_told!(project.run(&["rollback"]), @r"
    exit 1
    --- stderr
    error[no-way-back]: migration 4_index has no `down` that could be called
    hint: nothing was touched; go forward with a new migration
    ");
    project.write("migrations/5_backwards.js", "exports.up = (pgm) => pgm.sql('CREATE TABLE five ()');\n");
    project.done(&["migrate"]);
    assert_told!(project.run(&["rollback"]), @r#"
    exit 1
    --- stderr
    error[program-failed]: migration 5_backwards failed: Impossible to automatically infer down migration for "pgm.()"
     --> migrations/5_backwards.js:1:27
      |
    1 | exports.up = (pgm) => pgm.sql('CREATE TABLE five ()');
      |                           ^^^
    hint: once that is mended, run `evenkeel rollback` again
    "#);
}

#[test]
fn a_failure_stands_at_its_statement() {
    let server = Server::start();
    let project = three(&server);
    project.write(
        "migrations/4_wrong.js",
        "export const up = (pgm) => {\n  pgm.sql('CREATE TABLE four ()');\n  pgm.dropTable('nowhere');\n};\n",
    );
    assert_told!(project.run(&["migrate"]), @r#"
    exit 1
    --- stdout
    applied 1_users in [took]
    applied 2_name in [took]
    applied 3_plain in [took]
    --- stderr
    note: 2_name: users true
    note: what ran before that stays applied: 3 migrations
    error[program-failed]: migration 4_wrong failed: table "nowhere" does not exist
      statement: DROP TABLE "nowhere";
    SQLSTATE 42P01
    hint: once that is mended, run `evenkeel migrate` again
    "#);
    assert_eq!(ledger(&server), ["1_users", "2_name", "3_plain"]);
    assert_eq!(server.rows("SELECT to_regclass('four') IS NULL"), ["t"]);
}

#[test]
fn the_settings_that_the_projects_commands_name_count() {
    let server = Server::start();
    let project = three(&server);
    server.sql("CREATE SCHEMA app");
    project.write("package.json", "{ \"scripts\": { \"migrate\": \"node-pg-migrate -f settings.json\" } }\n");
    project
        .write("settings.json", "{ \"db\": { \"decamelize\": true, \"schema\": [\"app\", \"public\"] } }\n");
    project.write(
        "migrations/4_people.js",
        "export const up = (pgm) => pgm.createTable('somePeople', { firstName: 'text' });\n",
    );
    project.done(&["migrate"]);
    assert_eq!(
        server.rows("SELECT attrelid::regclass FROM pg_attribute WHERE attname = 'first_name'"),
        ["app.some_people"]
    );
}

#[test]
fn what_comes_late_stops_the_run_as_it_stops_the_tool() {
    let server = Server::start();
    let project = three(&server);
    project.done(&["migrate"]);
    project.write("migrations/1_ago.js", "exports.up = () => {};\n");
    let late = project.run(&["migrate"]);
    assert!(late.stderr.starts_with("error[out-of-order]: migration 1_ago is pending"), "{late}");
}

#[test]
fn three_runs_at_once_leave_one_history() {
    let server = Server::start();
    let project = three(&server);
    let runs: Vec<_> =
        (0..3).map(|_| project.command(&["migrate", "--wait", "120s"]).spawn().unwrap()).collect();
    for mut run in runs {
        assert!(run.wait().unwrap().success());
    }
    assert_eq!(ledger(&server), ["1_users", "2_name", "3_plain"]);
}

#[test]
fn init_finds_them() {
    let server = Server::start();
    let project = project(&server, "node-pg-migrate");
    project.write("migrations/1_users.js", USERS);
    std::fs::remove_file(project.path("evenkeel.toml")).unwrap();
    project.write("package.json", "{ \"devDependencies\": { \"node-pg-migrate\": \"*\" } }\n");
    assert_told!(project.run(&["init"]), @r"
    exit 0
    --- stdout
    wrote evenkeel.toml: postgres in schema.sql
    --- stderr
    note: 1 migration of node-pg-migrate in migrations
    hint: evenkeel status shows where they stand; evenkeel migrate applies what is pending
    hint: write your CREATE statements into schema.sql, or take them from a database:
          evenkeel inspect --url URL > schema.sql
    ");
    project.done(&["migrate"]);
}
