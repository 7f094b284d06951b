//! A schema that is declared by the snapshots of Drizzle Kit and MikroORM.

use serde_json::{Value, json};

use crate::postgres::Server;
use crate::program::{Project, assert_told};

/// A snapshot of Drizzle Kit 1.0 with columns of a table.
fn drizzle(id: &str, previous: &str, table: &str, columns: &[(&str, &str, Value)]) -> String {
    let mut ddl =
        vec![json!({ "entityType": "tables", "schema": "public", "name": table, "isRlsEnabled": false })];
    ddl.extend(columns.iter().map(|(name, of, default)| {
        json!({
            "entityType": "columns", "schema": "public", "table": table, "name": name, "type": of,
            "notNull": false, "dimensions": 0, "default": default,
        })
    }));
    let snapshot = json!({
        "type": "base", "version": "9", "dialect": "postgres", "id": id, "prevIds": [previous], "ddl": ddl,
    });
    serde_json::to_string_pretty(&snapshot).unwrap()
}

#[test]
fn the_newest_snapshot_of_a_folder_counts() {
    let server = Server::start();
    let project = Project::at(server.url());
    project.write("evenkeel.toml", "schema = \"drizzle\"\n");
    let first = drizzle("a", "0", "users", &[("id", "integer", Value::Null)]);
    let second =
        drizzle("b", "a", "users", &[("id", "integer", Value::Null), ("name", "text", json!("'nobody'"))]);
    project.write("drizzle/20260101000000_init/snapshot.json", &first);
    project.write("drizzle/20260101000000_init/migration.sql", "");
    project.write("drizzle/20260102000000_name/snapshot.json", &second);
    assert_told!(project.run(&["diff", "--from", "empty"]), @r#"
    exit 0
    --- stdout
    CREATE TABLE public.users (
        id integer,
        name text DEFAULT 'nobody'::text
    );
    "#);
    project.write("drizzle/20260103000000_other/snapshot.json", first.replace("\"a\"", "\"c\""));
    assert_told!(project.run(&["diff", "--from", "empty"]), @r#"
    exit 1
    --- stderr
    error[bad-snapshot]: this snapshot and drizzle/[time]_other/snapshot.json are both the last one
     --> drizzle/[time]_name/snapshot.json:1:1
      |
    1 | {
      | ^
    hint: two branches made a snapshot each: drizzle-kit generate makes one that follows both; or name the one that counts
    "#);
}

#[test]
fn what_is_wrong_is_shown_where_the_snapshot_says_it() {
    let server = Server::start();
    let project = Project::at(server.url());
    let one =
        drizzle("a", "0", "users", &[("id", "integer", json!("nothing()")), ("made", "datum", Value::Null)]);
    project.write("snapshot.json", one);
    project.write("evenkeel.toml", "schema = \"snapshot.json\"\n");
    assert_told!(project.run(&["diff", "--from", "empty"]), @r#"
    exit 1
    --- stderr
    error[sql-failed]: type "datum" does not exist
      --> snapshot.json:23:15
       |
    23 |       "name": "made",
       |               ^^^^^^
    SQLSTATE 42704
    hint: no statement of these files creates it
    "#);
    project.write("snapshot.json", "{ \"version\": \"6\", \"dialect\": \"sqlite\", \"tables\": {} }\n");
    assert_told!(project.run(&["diff", "--from", "empty"]), @r#"
    exit 1
    --- stderr
    error[bad-snapshot]: only Drizzle's snapshots of PostgreSQL are read here, and this is one of sqlite
     --> snapshot.json:1:19
      |
    1 | { "version": "6", "dialect": "sqlite", "tables": {} }
      |                   ^^^^^^^^^
    hint: a program that prints the schema as SQL can declare it: program = "…" under [schema]
    "#);
}

/// A snapshot of MikroORM with one table.
fn mikro_orm(table: &str, more: &Value) -> String {
    let column = |name: &str, of: &str| {
        json!({
            "name": name, "type": of, "unsigned": false, "autoincrement": false, "primary": name == "id",
            "nullable": false, "default": null, "enumItems": [], "mappedType": of,
        })
    };
    let key = format!("{table}_pkey");
    let snapshot = json!({
        "namespaces": ["public"], "name": "public", "nativeEnums": {},
        "tables": [{
            "name": table, "schema": "public", "columns": { "id": column("id", "text"), "made": column("made", "timestamptz") },
            "indexes": [
                { "keyName": key, "columnNames": ["id"], "composite": false, "constraint": true, "primary": true, "unique": true },
                more,
            ],
            "checks": [], "foreignKeys": {},
        }],
    });
    serde_json::to_string_pretty(&snapshot).unwrap()
}

/// As Medusa has it: a snapshot for each module, beside its migrations.
#[test]
fn the_snapshots_of_all_modules_are_one_schema() {
    let server = Server::start();
    let project = Project::at(server.url());
    project.write("evenkeel.toml", "schema = \"src/modules\"\n");
    let gone = json!({
        "keyName": "IDX_review_made", "columnNames": [], "composite": false, "primary": false, "unique": false,
        "expression": "CREATE INDEX IF NOT EXISTS \"IDX_review_made\" ON \"review\" (made) WHERE made IS NOT NULL",
    });
    let once = json!({
        "keyName": "IDX_wish_once", "columnNames": ["made"], "composite": false, "constraint": true, "primary": false,
        "unique": true,
    });
    project.write("src/modules/review/migrations/.snapshot-review.json", mikro_orm("review", &gone));
    project.write("src/modules/wishlist/migrations/.snapshot-wishlist.json", mikro_orm("wish", &once));
    project.write("src/modules/wishlist/node_modules/other/schema.sql", "CREATE TABLE nobodys ();\n");
    project.done(&["generate", "modules"]);
    project.done(&["migrate"]);
    assert_eq!(project.done(&["diff"]), "");
    let indexes = "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY indexname";
    assert_eq!(
        server.rows(indexes),
        [
            "CREATE INDEX \"IDX_review_made\" ON public.review USING btree (made) WHERE (made IS NOT NULL)",
            "CREATE UNIQUE INDEX \"IDX_wish_once\" ON public.wish USING btree (made)",
            "CREATE UNIQUE INDEX review_pkey ON public.review USING btree (id)",
            "CREATE UNIQUE INDEX wish_pkey ON public.wish USING btree (id)",
        ]
    );
}
