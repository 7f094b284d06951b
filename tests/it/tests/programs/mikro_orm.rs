//! MikroORM.

use super::{events, project};
use crate::postgres::Server;
use crate::program::{Project, assert_told};

const CONFIG: &str = "import { EntitySchema } from '@mikro-orm/core';
import { defineConfig } from '@mikro-orm/postgresql';

const User = new EntitySchema({ name: 'User', tableName: 'users', properties: {
  id: { type: 'number', primary: true },
  email: { type: 'string' },
} });

export default defineConfig({ clientUrl: 'postgresql://nobody@nowhere/none', entities: [User] });
";
const USERS: &str = "import { Migration } from '@mikro-orm/migrations';

export class Migration20240101000000 extends Migration {
  override async up(): Promise<void> {
    this.addSql('CREATE TABLE users (id serial PRIMARY KEY, email text)');
    this.addSql(`INSERT INTO users (email) VALUES ('a'), ('b')`);
  }

  override async down(): Promise<void> {
    this.addSql('DROP TABLE users');
  }
}
";
const INDEX: &str = "const { Migration } = require('@mikro-orm/migrations');

exports.Migration20240102000000 = class extends Migration {
  isTransactional() {
    return false;
  }

  async up() {
    console.log('users', await this.getEntityManager().count('User'));
    this.addSql(this.getKnex().raw('CREATE INDEX CONCURRENTLY ?? ON users (email)', ['by_email']));
  }
};
";

fn two(server: &Server) -> Project {
    let project = project(server, "mikro-orm");
    project.write("mikro-orm.config.ts", CONFIG);
    // What this file says about the server must not count either.
    project.write(".env", "MIKRO_ORM_HOST=nowhere\nMIKRO_ORM_CLIENT_URL=postgresql://nobody@nowhere/none\n");
    project.write("migrations/Migration20240101000000.ts", USERS);
    project.write("migrations/Migration20240102000000.js", INDEX);
    project.write("migrations/.snapshot-none.json", "{}");
    project
}

fn ledger(server: &Server) -> Vec<String> {
    server.rows("SELECT name, executed_at IS NOT NULL FROM mikro_orm_migrations ORDER BY id")
}

#[test]
fn up_and_down_in_both_ledgers() {
    let server = Server::start();
    let project = two(&server);
    assert_told!(project.run(&["migrate"]), @r"
    exit 0
    --- stdout
    applied Migration20240101000000 in [took]
    applied Migration20240102000000 in [took]
    done: 2 migrations applied
    --- stderr
    note: Migration20240102000000: users 2
    ");
    assert_eq!(
        events(&server),
        [
            "Migration20240101000000 applied",
            "Migration20240102000000 started",
            "Migration20240102000000 journal-before",
            "Migration20240102000000 journal-after",
            "Migration20240102000000 applied"
        ]
    );
    assert_eq!(ledger(&server), ["Migration20240101000000|t", "Migration20240102000000|t"]);
    assert_eq!(server.rows("SELECT indisvalid FROM pg_index WHERE indexrelid = 'by_email'::regclass"), ["t"]);
    assert_told!(project.run(&["rollback"]), @r"
    exit 1
    --- stderr
    error[no-way-back]: migration Migration20240102000000 has no `down` that could be called
    hint: nothing was touched; go forward with a new migration
    ");
    project.write(
        "migrations/Migration20240102000000.js",
        INDEX.replace("};\n", "\n  async down() {\n    this.addSql('DROP INDEX by_email');\n  }\n};\n"),
    );
    server
        .sql("DELETE FROM mikro_orm_migrations WHERE name = 'Migration20240102000000'; DROP INDEX by_email");
    project.done(&["migrate"]);
    project.done(&["rollback", "--steps", "2"]);
    assert_eq!(ledger(&server), Vec::<String>::new());
    assert_eq!(server.rows("SELECT to_regclass('users') IS NULL"), ["t"]);
}

#[test]
fn names_with_their_ending_are_old_ones() {
    let server = Server::start();
    let project = two(&server);
    server.sql(
        "CREATE TABLE users (id serial PRIMARY KEY, email text); \
         CREATE TABLE mikro_orm_migrations (id serial PRIMARY KEY, name varchar(255), \
         executed_at timestamptz DEFAULT CURRENT_TIMESTAMP); \
         INSERT INTO mikro_orm_migrations (name) VALUES ('Migration20240101000000.ts')",
    );
    assert_told!(project.run(&["migrate"]), @r"
    exit 0
    --- stdout
    applied Migration20240102000000 in [took]
    done: 1 migration applied
    --- stderr
    note: 1 migration, applied by mikro-orm, counts as applied here
    note: Migration20240102000000: users 0
    ");
}

#[test]
fn plan_tells_the_sql_that_they_say() {
    let server = Server::start();
    let project = two(&server);
    assert_told!(project.run(&["plan"]), @r#"
    exit 0
    --- stdout
    2 migrations are pending

    Migration20240101000000 (migrations/Migration20240101000000.ts)
      1: CREATE TABLE users (id serial PRIMARY KEY, email text)
      2: INSERT INTO users (email) VALUES ('a'), ('b')

    Migration20240102000000 (migrations/Migration20240102000000.js)
      1: CREATE INDEX CONCURRENTLY "by_email" ON users (email)   -- by itself, outside a transaction
    "#);
}

#[test]
fn an_exception_is_told_at_its_line() {
    let server = Server::start();
    let project = two(&server);
    project.write(
        "migrations/Migration20240102000000.js",
        "const { Migration } = require('@mikro-orm/migrations');\n\nexports.It = class extends Migration {\n  async up() {\n    \
         await this.execute('SELECT nothing');\n  }\n};\n",
    );
    assert_told!(project.run(&["migrate"]), @r#"
    exit 1
    --- stdout
    applied Migration20240101000000 in [took]
    --- stderr
    note: what ran before that stays applied: 1 migration
    error[program-failed]: migration Migration20240102000000 failed: column "nothing" does not exist
     --> migrations/Migration20240102000000.js:5:5
      |
    5 |     await this.execute('SELECT nothing');
      |     ^^^^^
      statement: SELECT nothing
    SQLSTATE 42703
    hint: once that is mended, run `evenkeel migrate` again
    "#);
    assert_eq!(ledger(&server), ["Migration20240101000000|t"]);
}

#[test]
fn init_finds_them() {
    let server = Server::start();
    let project = two(&server);
    std::fs::remove_file(project.path("evenkeel.toml")).unwrap();
    assert_told!(project.run(&["init"]), @r"
    exit 0
    --- stdout
    wrote evenkeel.toml: postgres in schema.sql
    --- stderr
    note: 2 migrations of mikro-orm in migrations
    hint: evenkeel status shows where they stand; evenkeel migrate applies what is pending
    hint: write your CREATE statements into schema.sql, or take them from a database:
          evenkeel inspect --url URL > schema.sql
    ");
    let written = project.read("evenkeel.toml");
    assert!(written.contains("format = \"mikro-orm\"\n\n[adopt]\nmode = \"guest\""), "{written}");
}
