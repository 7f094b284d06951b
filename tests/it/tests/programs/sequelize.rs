//! Sequelize.

use super::{events, project};
use crate::postgres::Server;
use crate::program::{Project, assert_told};

const USERS: &str = "module.exports = {
  async up(queryInterface, Sequelize) {
    await queryInterface.createTable('users', {
      id: { type: Sequelize.INTEGER, primaryKey: true, autoIncrement: true },
      role: { type: Sequelize.ENUM('a', 'b'), allowNull: false, defaultValue: 'a' },
    });
  },
  async down(queryInterface) {
    await queryInterface.dropTable('users');
  },
};
";

fn users(server: &Server) -> Project {
    let project = project(server, "sequelize");
    project.write(
        "config/config.json",
        "{ \"development\": { \"use_env_variable\": \"X\", \"dialect\": \"postgres\" } }",
    );
    project.write("migrations/1-users.js", USERS);
    project
}

#[test]
fn up_and_down_in_both_ledgers() {
    let server = Server::start();
    let project = users(&server);
    project.done(&["migrate"]);
    assert_eq!(server.rows("SELECT name FROM \"SequelizeMeta\""), ["1-users.js"]);
    server.sql("INSERT INTO users DEFAULT VALUES");
    // Sequelize leaves the type of an enum behind, and so it does here.
    project.done(&["rollback"]);
    assert_eq!(server.rows("SELECT count(*) FROM \"SequelizeMeta\""), ["0"]);
    assert_eq!(server.rows("SELECT to_regclass('users') IS NULL"), ["t"]);
}

#[test]
fn a_transaction_of_its_own_and_a_query_beside_it_share_ours() {
    let server = Server::start();
    let project = users(&server);
    project.write(
        "migrations/2-own.js",
        "exports.up = async ({ sequelize, ...queryInterface }) => {
  await sequelize.transaction(async (transaction) => {
    await sequelize.query(\"INSERT INTO users (role) VALUES ('b')\", { transaction });
    const [row] = await sequelize.query('SELECT count(*)::int AS n FROM users', { type: 'SELECT' });
    console.log('beside it', row.n);
  });
  await sequelize.transaction(async (transaction) => {
    await sequelize.query('DELETE FROM users', { transaction });
    throw new Error('changed my mind');
  }).catch((error) => console.log(error.message));
  await sequelize.query('SELECT nothing').catch((error) => console.log(error.message));
};
",
    );
    assert_told!(project.run(&["migrate"]), @r#"
    exit 0
    --- stdout
    applied 1-users.js in [took]
    applied 2-own.js in [took]
    done: 2 migrations applied
    --- stderr
    note: 2-own.js: beside it 1
    note: 2-own.js: changed my mind
    note: 2-own.js: column "nothing" does not exist
    "#);
    assert_eq!(server.rows("SELECT role FROM users"), ["b"]);
    assert_eq!(events(&server), ["1-users.js applied", "2-own.js applied"]);
}

#[test]
fn what_works_only_outside_of_a_transaction_is_run_without_one() {
    let server = Server::start();
    let project = users(&server);
    project.write(
        "migrations/2-index.js",
        "exports.up = (queryInterface) => queryInterface.addIndex('users', ['role'], { name: 'by_role', concurrently: true });\n",
    );
    assert_told!(project.run(&["migrate"]), @r#"
    exit 0
    --- stdout
    applied 1-users.js in [took]
    applied 2-index.js in [took]
    done: 2 migrations applied
    --- stderr
    note: 2-index.js: `CREATE INDEX CONCURRENTLY "by_role" ON "users" ("role")` works only outside of a transaction, so it is run again without one
    "#);
    assert_eq!(server.rows("SELECT indisvalid FROM pg_index WHERE indexrelid = 'by_role'::regclass"), ["t"]);
}

#[test]
fn a_ledger_with_moments_gets_them() {
    let server = Server::start();
    let project = users(&server);
    server.sql(
        "CREATE TABLE \"SequelizeMeta\" (name varchar(255) PRIMARY KEY, \"createdAt\" timestamptz NOT NULL, \
         \"updatedAt\" timestamptz NOT NULL)",
    );
    project.done(&["migrate"]);
    assert_eq!(
        server.rows("SELECT name, \"createdAt\" IS NOT NULL FROM \"SequelizeMeta\""),
        ["1-users.js|t"]
    );
}

#[test]
fn three_runs_at_once_leave_one_history() {
    let server = Server::start();
    let project = users(&server);
    let runs: Vec<_> =
        (0..3).map(|_| project.command(&["migrate", "--wait", "120s"]).spawn().unwrap()).collect();
    for mut run in runs {
        assert!(run.wait().unwrap().success());
    }
    assert_eq!(events(&server), ["1-users.js applied"]);
}
