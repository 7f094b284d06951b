//! Kysely.

use super::{events, project};
use crate::postgres::Server;
use crate::program::{Project, assert_told};

const USERS: &str = "import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<any>): Promise<void> {
  await db.schema.createTable('users').addColumn('id', 'serial', (c) => c.primaryKey()).addColumn('email', 'text').execute();
  await db.insertInto('users').values([{ email: 'a' }, { email: 'b' }]).execute();
  const { rows } = await sql<{ n: number }>`SELECT count(*)::int AS n FROM users`.execute(db);
  console.log('users', rows[0].n);
}

export async function down(db: Kysely<any>): Promise<void> {
  await db.schema.dropTable('users').execute();
}
";
const NAME: &str = "exports.up = (db) => db.schema.alterTable('users').addColumn('name', 'text').execute();
exports.down = (db) => db.schema.alterTable('users').dropColumn('name').execute();
";

fn two(server: &Server) -> Project {
    let project = project(server, "kysely");
    project.write("migrations/1_users.ts", USERS);
    project.write("migrations/2_name.js", NAME);
    // What migrations share is none.
    project.write("migrations/shared.ts", "export const updated = 'updated';\n");
    project
}

/// In the order in which Kysely believes that they were applied.
fn ledger(server: &Server) -> Vec<String> {
    server.rows("SELECT name FROM kysely_migration ORDER BY \"timestamp\"::timestamptz")
}

#[test]
fn up_and_down_in_both_ledgers() {
    let server = Server::start();
    let project = two(&server);
    assert_told!(project.run(&["migrate"]), @r"
    exit 0
    --- stdout
    applied 1_users in [took]
    applied 2_name in [took]
    done: 2 migrations applied
    --- stderr
    note: 1_users: users 2
    ");
    assert_eq!(events(&server), ["1_users applied", "2_name applied"]);
    assert_eq!(ledger(&server), ["1_users", "2_name"]);
    // As JavaScript writes a moment.
    let moments = "SELECT bool_and(\"timestamp\" ~ '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$') FROM kysely_migration";
    assert_eq!(server.rows(moments), ["t"]);
    assert_eq!(server.rows("SELECT id, is_locked FROM kysely_migration_lock"), ["migration_lock|0"]);
    assert_told!(project.run(&["rollback", "--steps", "2"]), @r"
    exit 0
    --- stdout
    rolled back 2_name in [took]
    rolled back 1_users in [took]
    done: 2 migrations rolled back
    ");
    assert_eq!(ledger(&server), Vec::<String>::new());
    assert_eq!(server.rows("SELECT to_regclass('users') IS NULL"), ["t"]);
}

#[test]
fn what_comes_next_is_later_whatever_the_clocks_of_others_said() {
    let server = Server::start();
    let project = two(&server);
    server.sql(
        "CREATE TABLE users (id serial PRIMARY KEY, email text); \
         CREATE TABLE kysely_migration (name varchar(255) PRIMARY KEY, \"timestamp\" varchar(255) NOT NULL); \
         INSERT INTO kysely_migration VALUES ('1_users', '2999-12-31T23:59:59.999Z')",
    );
    assert_told!(project.run(&["migrate"]), @r"
    exit 0
    --- stdout
    applied 2_name in [took]
    done: 1 migration applied
    --- stderr
    note: 1 migration, applied by kysely, counts as applied here
    ");
    assert_eq!(
        server.rows("SELECT \"timestamp\" FROM kysely_migration WHERE name = '2_name'"),
        ["3000-01-01T00:00:00.000Z"]
    );
}

#[test]
fn what_comes_late_or_is_gone_stops_the_run_as_it_stops_kysely() {
    let server = Server::start();
    let project = two(&server);
    project.done(&["migrate"]);
    project.write("migrations/1_zero.js", "exports.up = async () => {};\n");
    let late = project.run(&["migrate"]);
    assert!(late.stderr.starts_with("error[out-of-order]: migration 1_zero is pending"), "{late}");
    std::fs::remove_file(project.path("migrations/1_zero.js")).unwrap();
    std::fs::remove_file(project.path("migrations/1_users.ts")).unwrap();
    let gone = project.run(&["migrate"]);
    assert!(gone.stderr.starts_with("error[missing-migration]"), "{gone}");
}

#[test]
fn the_lock_that_kysely_takes_is_waited_for() {
    let server = Server::start();
    let project = two(&server);
    let told = server.while_somebody_has("BEGIN; SELECT pg_advisory_xact_lock(3853314791062309107)", || {
        project.run(&["migrate", "--wait", "1s"])
    });
    assert!(
        told.stderr.contains("error[ledger-locked]: another run holds the lock on this database"),
        "{told}"
    );
    project.done(&["migrate"]);
}

#[test]
fn the_settings_of_its_command_line_count() {
    let server = Server::start();
    let project = project(&server, "kysely");
    project.write(
        "evenkeel.toml",
        "[migrations]\nformat = \"kysely\"\n[adopt]\nmode = \"guest\"\nschema = \"books\"\ntable = \"done\"\n",
    );
    project.write(
        "kysely.config.ts",
        "import { CamelCasePlugin } from 'kysely';\nimport { defineConfig } from 'kysely-ctl';\nimport { Pool } from 'pg';\n\n\
         export default defineConfig({\n  dialect: 'pg',\n  dialectConfig: { pool: new Pool({ host: 'nowhere' }) },\n  \
         plugins: [new CamelCasePlugin()],\n  migrations: { disableTransactions: true },\n});\n",
    );
    project.write(
        "migrations/1_people.ts",
        "import { sql, type Kysely } from 'kysely';\n\nexport const up = async (db: Kysely<any>) => {\n  \
         await db.schema.createTable('people').addColumn('firstName', 'text').execute();\n  \
         await sql`CREATE INDEX CONCURRENTLY by_name ON people (first_name)`.execute(db);\n};\n",
    );
    project.done(&["migrate"]);
    assert_eq!(server.rows("SELECT indisvalid FROM pg_index WHERE indexrelid = 'by_name'::regclass"), ["t"]);
    assert_eq!(server.rows("SELECT name FROM books.done"), ["1_people"]);
}

#[test]
fn three_runs_at_once_leave_one_history() {
    let server = Server::start();
    let project = two(&server);
    let runs: Vec<_> =
        (0..3).map(|_| project.command(&["migrate", "--wait", "120s"]).spawn().unwrap()).collect();
    for mut run in runs {
        assert!(run.wait().unwrap().success());
    }
    assert_eq!(events(&server), ["1_users applied", "2_name applied"]);
    assert_eq!(ledger(&server), ["1_users", "2_name"]);
}

#[test]
fn init_finds_them() {
    let server = Server::start();
    let project = two(&server);
    std::fs::remove_file(project.path("evenkeel.toml")).unwrap();
    project.write("package.json", "{ \"dependencies\": { \"kysely\": \"*\" } }\n");
    assert_told!(project.run(&["init"]), @r"
    exit 0
    --- stdout
    wrote evenkeel.toml: postgres in schema.sql
    --- stderr
    note: 2 migrations of kysely in migrations
    hint: evenkeel status shows where they stand; evenkeel migrate applies what is pending
    hint: write your CREATE statements into schema.sql, or take them from a database:
          evenkeel inspect --url URL > schema.sql
    ");
    let written = project.read("evenkeel.toml");
    assert!(written.contains("format = \"kysely\"\n\n[adopt]\nmode = \"guest\""), "{written}");
    project.done(&["migrate"]);
}
