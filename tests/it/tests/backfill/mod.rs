//! Data migrations: what a migration made room for is filled in batches, every row once.

mod barrier;
mod brakes;
mod cut_off;
mod refused;
mod script;
mod shapes;
mod verify;

use crate::postgres::Server;
use crate::program::Project;

const TABLE: &str = "migrations/20260101000001_table/migration.sql";
const FILL: &str = "migrations/20260101000002_fill/migration.sql";
const TOML: &str = "migrations/20260101000002_fill/backfill.toml";
const SQL: &str = "migrations/20260101000002_fill/backfill.sql";
const VERIFY: &str = "migrations/20260101000002_fill/verify.sql";
const LATER: &str = "migrations/20260101000003_later/migration.sql";

/// Counts how often each row was done.
const COUNT: &str = "UPDATE t SET done = done + 1 WHERE id BETWEEN :first AND :last;\n";

/// A table with so many rows, and a migration that makes room in it.
fn with_rows(project: &Project, rows: usize) {
    project.write(
        TABLE,
        format!(
            "CREATE TABLE t (id integer PRIMARY KEY, name text);\n\
             INSERT INTO t WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < {rows}) \
             SELECT x, 'Name ' || x FROM n;\n"
        ),
    );
    project.write(FILL, "ALTER TABLE t ADD COLUMN done integer NOT NULL DEFAULT 0;\n");
}

fn project(server: &Server, rows: usize, toml: &str) -> Project {
    let project = Project::at(server.url());
    with_rows(&project, rows);
    project.write(TOML, toml);
    project.write(SQL, COUNT);
    project
}

/// How often rows were done, and how many were.
fn counts(server: &Server) -> Vec<String> {
    server.rows("SELECT done, count(*) FROM t GROUP BY 1 ORDER BY 1")
}

fn events(server: &Server) -> Vec<String> {
    server.rows("SELECT event FROM evenkeel.ledger WHERE event LIKE 'backfill%' ORDER BY id")
}
