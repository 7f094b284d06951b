//! Folders of migrations that other tools made, run as they stand.

use crate::postgres::Server;
use crate::program::{Project, assert_told};

fn settings(project: &Project, format: &str, dir: &str) {
    project.write("evenkeel.toml", format!("[migrations]\ndir = \"{dir}\"\nformat = \"{format}\"\n"));
}

#[test]
fn a_prisma_project_is_migrated_and_goes_on_in_its_own_folders() {
    let server = Server::start();
    let project = Project::at(server.url());
    project.write(
        "evenkeel.toml",
        "[schema]\nsource = \"schema.sql\"\n[migrations]\ndir = \"prisma/migrations\"\nformat = \"prisma\"\n",
    );
    project.write("prisma/migrations/migration_lock.toml", "provider = \"postgresql\"\n");
    project.write(
        "prisma/migrations/20240101000000_init/migration.sql",
        "-- CreateEnum\nCREATE TYPE \"Role\" AS ENUM ('a', 'b');\n\n-- CreateTable\nCREATE TABLE \"User\" (\n    \
         \"id\" SERIAL NOT NULL,\n    \"role\" \"Role\" NOT NULL,\n\n    \
         CONSTRAINT \"User_pkey\" PRIMARY KEY (\"id\")\n);\n",
    );
    // As Prisma writes it where a label goes.
    project.write(
        "prisma/migrations/without number/migration.sql",
        "BEGIN;\nCREATE TYPE \"Role_new\" AS ENUM ('a');\nALTER TABLE \"User\" ALTER COLUMN \"role\" TYPE \"Role_new\" \
         USING (\"role\"::text::\"Role_new\");\nALTER TYPE \"Role\" RENAME TO \"Role_old\";\n\
         ALTER TYPE \"Role_new\" RENAME TO \"Role\";\nDROP TYPE \"Role_old\";\nCOMMIT;\n",
    );
    assert_told!(project.run(&["migrate"]), @r"
    exit 0
    --- stdout
    applied [time]_init in [took]
    applied without number in [took]
    done: 2 migrations applied
    ");
    assert_told!(project.run(&["status"]), @r"
    exit 0
    --- stdout
    database [url]
      applied       [time]_init  [when]
      applied       without number  [when]
    up to date: 2 migrations applied
    ");
    project.write(
        "schema.sql",
        "CREATE TYPE \"Role\" AS ENUM ('a');\nCREATE TABLE \"User\" (\"id\" serial, \"role\" \"Role\" NOT NULL, \
         email text, CONSTRAINT \"User_pkey\" PRIMARY KEY (\"id\"));\n",
    );
    project.done(&["generate", "email"]);
    let made = project.list("prisma/migrations");
    let email = made.iter().find(|name| name.ends_with("_email")).unwrap();
    assert_eq!(
        project.list(&format!("prisma/migrations/{email}")),
        ["down.sql", "migration.sql", "migration.toml"]
    );
}

#[test]
fn a_folder_of_dbmates_goes_both_ways_and_on() {
    let project = Project::sqlite();
    project.write("evenkeel.toml", "[migrations]\ndir = \"db/migrations\"\nformat = \"dbmate\"\n");
    project.write(
        "db/migrations/20240101000000_users.sql",
        "-- migrate:up\nCREATE TABLE users (id INTEGER PRIMARY KEY);\n\n-- migrate:down\nDROP TABLE users;\n",
    );
    project.write("db/migrations/notes.sql", "-- nothing");
    assert_told!(project.run(&["migrate", "--create-database"]), @r"
    exit 0
    --- stdout
    made the database [url]
    applied [time]_users in [took]
    done: 1 migration applied
    --- stderr
    note: db/migrations/notes.sql is not run: it is no migration to dbmate
    ");
    project.write("schema.sql", "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);");
    project.done(&["generate", "name"]);
    let made = project.list("db/migrations").into_iter().find(|name| name.ends_with("_name.sql")).unwrap();
    let text = project.read(&format!("db/migrations/{made}"));
    assert!(text.starts_with("-- migrate:up\n") && text.contains("\n-- migrate:down\n"), "{text}");
    project.done(&["migrate"]);
    assert!(project.done(&["drift"]).contains("no drift"));
    project.done(&["rollback", "--steps", "2"]);
    assert_eq!(project.json(&["status"])["pending"], 2);
}

#[test]
fn an_error_stands_at_its_line_below_another_section() {
    let project = Project::sqlite();
    settings(&project, "goose", "migrations");
    project.write(
        "migrations/00001_a.sql",
        "-- +goose NO TRANSACTION\n-- +goose Up\nCREATE TABLE a (id INTEGER);\n\n-- +goose Down\nDROP TABLE nowhere;\n",
    );
    project.done(&["migrate", "--create-database"]);
    assert_told!(project.run(&["rollback"]), @r"
    exit 1
    --- stderr
    error[sql-failed]: migration 00001_a failed at statement 1: no such table: nowhere
     --> migrations/00001_a.sql:6:12
      |
    6 | DROP TABLE nowhere;
      |            ^^^^^^^
    hint: nothing of it was taken back; once that is mended, run `evenkeel rollback` again
    ");
}

#[test]
fn what_is_repeated_is_run_again_when_it_has_changed() {
    let project = Project::sqlite();
    settings(&project, "flyway", "sql");
    project.write("sql/V1__a.sql", "CREATE TABLE a (id INTEGER);");
    project.write("sql/R__v.sql", "DROP VIEW IF EXISTS v; CREATE VIEW v AS SELECT id FROM a;");
    project.done(&["migrate", "--create-database"]);
    assert_told!(project.run(&["migrate"]), @r"
    exit 0
    --- stdout
    up to date: 2 migrations applied
    ");
    project.write("sql/V2__b.sql", "ALTER TABLE a ADD COLUMN b INTEGER;");
    project.write("sql/R__v.sql", "DROP VIEW IF EXISTS v; CREATE VIEW v AS SELECT id, b FROM a;");
    assert_told!(project.run(&["migrate"]), @r"
    exit 0
    --- stdout
    applied V2__b in [took]
    applied R__v in [took]
    done: 2 migrations applied
    ");
}

#[test]
fn what_only_the_tool_itself_can_do_is_said() {
    let project = Project::sqlite();
    settings(&project, "flyway", "sql");
    project.write("sql/V1__a.sql", "CREATE TABLE ${name} (id INTEGER);");
    assert_told!(project.run(&["status"]), @r"
    exit 1
    --- stderr
    error[bad-migration]: sql/V1__a.sql: the placeholder ${name} is filled in by Flyway only
    hint: write the value itself into the file
    ");
    assert_told!(project.run(&["squash", "--to", "V1__a"]), @r"
    exit 2
    --- stderr
    error[foreign-layout]: squash works on folders of evenkeel's own, and these are flyway's
    hint: rewrite the files by hand as flyway wants them, then evenkeel check
    ");
    settings(&project, "rails", "sql");
    assert_told!(project.run(&["status"]), @r#"
    exit 2
    --- stderr
    error[config]: unknown variant `rails`, expected one of `evenkeel`, `prisma`, `drizzle`, `node-pg-migrate`, `flyway`, `dbmate`, `goose`, `golang-migrate`, `sqlx`, `refinery`, `liquibase`, `knex`, `sequelize`, `kysely`, `mikro-orm`, `typeorm`, `alembic`, `medusa`
     --> evenkeel.toml:3:10
      |
    3 | format = "rails"
      |          ^^^^^^^
    "#);
}
