//! A column that goes from a table which others write at that time.

use super::locks::{reader, release};
use super::{end, start, until};
use crate::postgres::Server;
use crate::program::Project;

const BEFORE: &str = "CREATE TABLE users (id integer PRIMARY KEY, email text, name text);\n";
const AFTER: &str = "CREATE TABLE users (id integer PRIMARY KEY, name text);\n";

/// By somebody who has no rights in quarantine.
const WRITTEN_MEANWHILE: &str = "GRANT SELECT, INSERT, UPDATE, DELETE ON users TO pg_monitor;
SET ROLE pg_monitor;
UPDATE users SET email = 'changed' WHERE id = 1;
DELETE FROM users WHERE id = 2;
UPDATE users SET id = 30 WHERE id = 3;
UPDATE users SET email = NULL WHERE id = 4;
UPDATE users SET email = 'now there is one' WHERE id = 5;
INSERT INTO users (id, email) VALUES (3, 'another one'), (7, 'new');
RESET ROLE;
";

const ROWS: &str = "SELECT id, email FROM users ORDER BY id";

#[test]
fn what_is_written_meanwhile_is_kept_and_nobody_waits_for_the_copy() {
    let server = Server::start();
    let project = Project::at(server.url());
    project.write("schema.sql", BEFORE);
    project.done(&["generate", "first"]);
    project.done(&["migrate"]);
    server.sql("INSERT INTO users (id, email) SELECT n, 'e' || n FROM generate_series(1, 6) n");
    server.sql("UPDATE users SET email = NULL WHERE id = 5");
    project.write("schema.sql", AFTER);
    project.done(&["generate", "less"]);
    // Who reads keeps the column from going, and not its values from being copied.
    let report = reader(&server);
    let run = start(&project, &["migrate"]);
    until("the copy", || {
        server.rows(
            "SELECT count(*) FROM pg_constraint WHERE contype = 'p' \
             AND connamespace = to_regnamespace('evenkeel_quarantine')",
        ) == ["1"]
    });
    server.sql(WRITTEN_MEANWHILE);
    let rows = server.rows(ROWS);
    release(&report);
    let ran = project.ran(end(run));
    assert_eq!(ran.code, 0, "{ran}");
    let left = "SELECT count(*) FROM pg_class WHERE relnamespace = 'evenkeel_quarantine'::regnamespace AND relkind = 'r' \
                UNION ALL SELECT count(*) FROM pg_proc WHERE pronamespace = 'evenkeel_quarantine'::regnamespace \
                UNION ALL SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal";
    assert_eq!(server.rows(left), ["1", "0", "0"]);
    let listed = project.done(&["quarantine", "list"]);
    assert!(listed.contains("column public.users.email: 6 rows"), "{listed}");
    project.done(&["rollback"]);
    assert_eq!(server.rows(ROWS), rows);
    project.done(&["drift"]);
}
