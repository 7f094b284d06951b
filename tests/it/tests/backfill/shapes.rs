//! Keys and tables of every shape.

use super::{FILL, SQL, TABLE, TOML};
use crate::postgres::Server;
use crate::program::Project;

fn filled(server: &Server, table: &str, toml: &str, sql: &str) -> Project {
    let project = Project::at(server.url());
    project.write(TABLE, table);
    project.write(FILL, "SELECT 1;\n");
    project.write(TOML, format!("{toml}\n[batch]\nrows = 7\nmost_rows = 50\n"));
    project.write(SQL, sql);
    let ran = project.run(&["migrate"]);
    assert_eq!(ran.code, 0, "{ran}");
    project
}

#[test]
fn keys_of_several_columns_and_types() {
    let server = Server::start();
    filled(
        &server,
        "CREATE SCHEMA shop;\n\
         CREATE TABLE shop.\"Line Items\" (place text COLLATE \"C\", at timestamptz, \"No\" numeric(6, 2), done integer DEFAULT 0, \
          PRIMARY KEY (place, at, \"No\"));\n\
         INSERT INTO shop.\"Line Items\" SELECT 'it''s \\ ' || g % 7, '2026-01-01'::timestamptz + g % 11 * interval '1.000001 s', g \
          FROM generate_series(1, 1000) g;\n",
        "table = 'shop.\"Line Items\"'",
        "UPDATE shop.\"Line Items\" SET done = done + 1 WHERE (place, at, \"No\") BETWEEN (:first) AND (:last);\n",
    );
    assert_eq!(server.rows("SELECT done, count(*) FROM shop.\"Line Items\" GROUP BY 1"), ["1|1000"]);
    assert_eq!(server.rows("SELECT rows FROM evenkeel.backfill"), ["1000"]);
}

#[test]
fn partitioned_tables_and_random_keys() {
    let server = Server::start();
    filled(
        &server,
        "CREATE TABLE parts (id uuid PRIMARY KEY, done integer DEFAULT 0) PARTITION BY HASH (id);\n\
         CREATE TABLE parts_0 PARTITION OF parts FOR VALUES WITH (MODULUS 2, REMAINDER 0);\n\
         CREATE TABLE parts_1 PARTITION OF parts FOR VALUES WITH (MODULUS 2, REMAINDER 1);\n\
         INSERT INTO parts SELECT gen_random_uuid() FROM generate_series(1, 1000);\n",
        "table = 'parts'",
        "UPDATE parts SET done = done + 1 WHERE id BETWEEN :first AND :last;\n",
    );
    assert_eq!(server.rows("SELECT done, count(*) FROM parts GROUP BY 1"), ["1|1000"]);
}

#[test]
fn rows_can_go_to_another_table_by_a_key_that_is_not_unique() {
    let server = Server::start();
    filled(
        &server,
        "CREATE TABLE old (day date NOT NULL, n integer);\nCREATE INDEX ON old (day);\n\
         CREATE TABLE sums (day date PRIMARY KEY, n bigint);\n\
         INSERT INTO old SELECT '2026-01-01'::date + g % 30, g FROM generate_series(1, 3000) g;\n",
        "table = 'old'\nkey = ['day']",
        "INSERT INTO sums SELECT day, sum(n) FROM old WHERE day BETWEEN :first AND :last GROUP BY day;\n",
    );
    assert_eq!(server.rows("SELECT count(*), sum(n) FROM sums"), ["30|4501500"]);
}

#[test]
fn sqlite_keys() {
    let project = Project::sqlite();
    project.write(
        TABLE,
        "CREATE TABLE t (a TEXT, b BLOB, done INTEGER DEFAULT 0, PRIMARY KEY (a, b)) WITHOUT ROWID;\n\
         INSERT INTO t (a, b) WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 1000) \
         SELECT 'it''s ' || x % 7, CAST(x AS BLOB) FROM n;\n",
    );
    project.write(FILL, "SELECT 1;\n");
    project.write(TOML, "table = 't'\n[batch]\nrows = 7\nmost_rows = 50\n");
    project.write(SQL, "UPDATE t SET done = done + 1 WHERE (a, b) >= (:first) AND (a, b) <= (:last);\n");
    project.write(super::VERIFY, "SELECT a, done FROM t WHERE done <> 1;\n");
    project.done(&["migrate", "--create-database"]);
    let json = project.json(&["backfill", "--status"]);
    assert_eq!(
        (&json["backfills"][0]["progress"], &json["backfills"][0]["rows"]),
        (&"done".into(), &1000.into())
    );
}
