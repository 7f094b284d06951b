//! The story of README.md from an empty folder to a migration taken back, on both databases.

use crate::postgres::Server;
use crate::program::{Project, assert_told};

const FIRST: &str = "\
CREATE TABLE users (
    id bigint PRIMARY KEY,
    email text NOT NULL
);
";

const SECOND: &str = "\
CREATE TABLE users (
    id bigint PRIMARY KEY,
    email text NOT NULL,
    phone text
);
CREATE UNIQUE INDEX users_email ON users (email);
";

const THIRD: &str = "\
CREATE TABLE users (
    id bigint PRIMARY KEY,
    email text NOT NULL,
    -- evenkeel: rename phone
    mobile text
);
CREATE UNIQUE INDEX users_email ON users (email);
";

#[test]
fn sqlite() {
    tell(&Project::sqlite());
}

#[test]
fn postgres() {
    let server = Server::start();
    tell(&Project::at(server.url()));
}

fn tell(project: &Project) {
    project.write("schema.sql", FIRST);
    project.done(&["generate", "users"]);
    project.done(&["migrate", "--create-database"]);
    assert_told!(project.run(&["status"]), @r"
    exit 0
    --- stdout
    database [url]
      applied       [time]_users  [when]
    up to date: 1 migration applied
    ");

    project.write("schema.sql", SECOND);
    project.done(&["generate", "add phone"]);
    project.done(&["migrate"]);
    project.write("schema.sql", THIRD);
    project.done(&["generate", "phone is mobile"]);
    project.done(&["migrate"]);
    assert_told!(project.run(&["generate"]), @r"
    exit 0
    --- stdout
    nothing to do: the migrations already lead to the declared schema
    ");
    assert_told!(project.run(&["migrate"]), @r"
    exit 0
    --- stdout
    up to date: 3 migrations applied
    ");
    assert_told!(project.run(&["diff", "--exit-code"]), @"exit 0");
    project.done(&["rollback", "--steps", "2"]);
    assert_eq!(project.run(&["diff", "--exit-code"]).code, 3);
    assert_told!(project.run(&["status", "--exit-code"]), @r"
    exit 3
    --- stdout
    database [url]
      applied       [time]_users  [when]
      rolled-back   [time]_add_phone
      rolled-back   [time]_phone_is_mobile
    1 migration applied, 2 pending
    --- stderr
    hint: evenkeel migrate applies what is pending
    ");
    assert_eq!(project.migrations().len(), 3);
}
