//! TypeORM.

use super::{events, project};
use crate::postgres::Server;
use crate::program::{Project, assert_told};

const SOURCE: &str = "import 'reflect-metadata';
import { DataSource } from 'typeorm';
import { User } from './user';

export const AppDataSource = new DataSource({
  type: 'postgres',
  url: 'postgresql://nobody@nowhere/none',
  ssl: true,
  entities: [User],
  migrations: ['migrations/*.ts'],
  synchronize: true,
});
";
/// Its types are known by what TypeScript says about decorators.
const USER: &str = "import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

@Entity('users')
export class User {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column()
  email!: string;
}
";
const CONFIG: &str = "{ \"compilerOptions\": { \"module\": \"commonjs\", \"target\": \"es2022\", \
    \"experimentalDecorators\": true, \"emitDecoratorMetadata\": true } }\n";
const USERS: &str = "import { MigrationInterface, QueryRunner, Table } from 'typeorm';
import { User } from '../src/user';

export class Users1704067200000 implements MigrationInterface {
  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.createTable(new Table({ name: 'users', columns: [
      { name: 'id', type: 'int', isPrimary: true, isGenerated: true, generationStrategy: 'increment' },
      { name: 'email', type: 'text' },
    ] }));
    await queryRunner.manager.save(User, [{ email: 'a' }, { email: 'b' }]);
    console.log('users', await queryRunner.manager.count(User));
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropTable('users');
  }
}
";
const INDEX: &str = "class ByEmail {
  constructor() {
    this.name = 'ByEmail1704067300000';
    this.transaction = false;
  }

  async up(queryRunner) {
    await queryRunner.query('CREATE INDEX CONCURRENTLY by_email ON users (email)');
  }

  async down(queryRunner) {
    await queryRunner.query('DROP INDEX CONCURRENTLY by_email');
  }
}
exports.ByEmail = ByEmail;
";

fn two(server: &Server) -> Project {
    let project = project(server, "typeorm");
    project.write("tsconfig.json", CONFIG);
    project.write("src/data-source.ts", SOURCE);
    project.write("src/user.ts", USER);
    project.write("migrations/1704067200000-users.ts", USERS);
    project.write("migrations/1704067300000-by-email.js", INDEX);
    project
}

fn ledger(server: &Server) -> Vec<String> {
    server.rows("SELECT \"timestamp\", name FROM migrations ORDER BY id")
}

#[test]
fn up_and_down_in_both_ledgers() {
    let server = Server::start();
    let project = two(&server);
    assert_told!(project.run(&["migrate"]), @r"
    exit 0
    --- stdout
    applied Users1704067200000 in [took]
    applied ByEmail1704067300000 in [took]
    done: 2 migrations applied
    --- stderr
    note: Users1704067200000: users 2
    ");
    assert_eq!(
        events(&server),
        [
            "Users1704067200000 applied",
            "ByEmail1704067300000 started",
            "ByEmail1704067300000 journal-before",
            "ByEmail1704067300000 journal-after",
            "ByEmail1704067300000 applied"
        ]
    );
    assert_eq!(ledger(&server), ["1704067200000|Users1704067200000", "1704067300000|ByEmail1704067300000"]);
    project.done(&["rollback", "--steps", "2"]);
    assert_eq!(ledger(&server), Vec::<String>::new());
    assert_eq!(server.rows("SELECT to_regclass('users') IS NULL"), ["t"]);
}

#[test]
fn the_settings_that_the_projects_commands_name_count() {
    let server = Server::start();
    let project = two(&server);
    project.write(
        "package.json",
        "{ \"scripts\": { \"up\": \"typeorm migration:run -d ./other/source.js\" } }\n",
    );
    project.write(
        "other/source.js",
        "const { DataSource } = require('typeorm');\nmodule.exports = new DataSource({ type: 'postgres', \
         migrationsTransactionMode: 'none' });\n",
    );
    project.write(
        "migrations/1704067200000-users.ts",
        "export class Users1704067200000 {\n  \
         async up(runner: any) { await runner.query('CREATE TABLE users (email text)'); }\n}\n",
    );
    project
        .write("migrations/1704067300000-by-email.js", INDEX.replace("    this.transaction = false;\n", ""));
    project.done(&["migrate"]);
    assert_eq!(server.rows("SELECT indisvalid FROM pg_index WHERE indexrelid = 'by_email'::regclass"), ["t"]);
}

#[test]
fn what_was_applied_is_known_by_the_name_of_the_class() {
    let server = Server::start();
    let project = two(&server);
    server.sql(
        "CREATE TABLE users (id serial PRIMARY KEY, email text); \
         CREATE TABLE migrations (id serial PRIMARY KEY, \"timestamp\" bigint NOT NULL, name varchar NOT NULL); \
         INSERT INTO migrations (\"timestamp\", name) VALUES (1704067200000, 'Users1704067200000')",
    );
    assert_told!(project.run(&["migrate"]), @r"
    exit 0
    --- stdout
    applied ByEmail1704067300000 in [took]
    done: 1 migration applied
    --- stderr
    note: 1 migration, applied by typeorm, counts as applied here
    ");
}

#[test]
fn two_in_one_file_are_refused_before_anything_is_run() {
    let server = Server::start();
    let project = two(&server);
    project.write(
        "migrations/1704067300000-by-email.js",
        "exports.A = class A1704067300000 {};\nexports.B = class B1704067400000 {};\n",
    );
    assert_told!(project.run(&["migrate"]), @r"
    exit 1
    --- stderr
    error[bad-migration]: migrations/1704067300000-by-email.js holds several migrations, A1704067300000 and B1704067400000 among them
    hint: put each of them into a file of its own
    ");
    assert_eq!(server.rows("SELECT to_regclass('users') IS NULL"), ["t"]);
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
    note: 2 migrations of typeorm in migrations
    hint: evenkeel status shows where they stand; evenkeel migrate applies what is pending
    hint: write your CREATE statements into schema.sql, or take them from a database:
          evenkeel inspect --url URL > schema.sql
    ");
    let written = project.read("evenkeel.toml");
    assert!(written.contains("format = \"typeorm\"\n\n[adopt]\nmode = \"guest\""), "{written}");
}
