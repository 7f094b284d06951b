//! What the role may do, and extensions.

use super::{examine, examine_url, remedies};
use crate::postgres::Server;
use crate::program::Project;

#[test]
fn what_is_typed_gives_the_rights_that_lack() {
    let server = Server::start();
    server.sql(
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC; REVOKE USAGE ON SCHEMA public FROM PUBLIC; \
         CREATE ROLE \"it Worker\" LOGIN; CREATE ROLE it_owner; \
         CREATE SCHEMA shop; CREATE TABLE shop.orders (id integer PRIMARY KEY); CREATE SEQUENCE shop.numbers; \
         ALTER TABLE shop.orders OWNER TO it_owner; ALTER SEQUENCE shop.numbers OWNER TO it_owner",
    );
    let project = Project::at(server.url_as("it%20Worker"));
    let found = examine(&project);
    let database = server.database();
    for (code, cause, remedy) in [
        (
            "cannot-make-ledger",
            "the ledger needs one",
            format!("GRANT CREATE ON DATABASE {database} TO \"it Worker\";"),
        ),
        (
            "cannot-use-schema",
            "look into the schema public",
            "GRANT USAGE ON SCHEMA public TO \"it Worker\";".to_owned(),
        ),
        (
            "cannot-make-objects",
            "in the schema public",
            "GRANT CREATE ON SCHEMA public TO \"it Worker\";".to_owned(),
        ),
        (
            "not-owner",
            "only it_owner, who owns shop.numbers, shop.orders,",
            "GRANT it_owner TO \"it Worker\";".to_owned(),
        ),
    ] {
        found.says(code, "broken", cause, &remedy);
    }
    // What is left alone needs no rights.
    let outside = super::findings_of(&project.run(&["doctor", "--json", "--exclude", "shop.*"]));
    assert!(!outside.has("not-owner"));
    server.sql("CREATE SCHEMA evenkeel; CREATE TABLE evenkeel.ledger (id integer)");
    examine(&project).says("cannot-use-ledger", "broken", "the ledger", "GRANT USAGE ON SCHEMA evenkeel");
    server.sql("DROP TABLE evenkeel.ledger; DROP SCHEMA evenkeel");
    for finding in found.all.iter().filter(|finding| finding["severity"] == "broken") {
        remedies(finding).iter().for_each(|statement| server.sql(statement));
    }
    let found = examine(&project);
    found.one("rights", "ok");
    assert_eq!(found.code, 0, "{:#?}", found.all);
    project.write(
        "migrations/20260101000001_a/migration.sql",
        "ALTER TABLE shop.orders ADD COLUMN n integer;\n",
    );
    project.done(&["migrate"]);
    server.sql("DROP OWNED BY \"it Worker\", it_owner; DROP ROLE \"it Worker\", it_owner");
}

#[test]
fn the_ledger_of_another_role() {
    let server = Server::start();
    let first = Project::at(server.url()).with_migration("CREATE TABLE a (id integer);\n");
    first.done(&["migrate"]);
    server.sql("CREATE ROLE it_late LOGIN; GRANT USAGE ON SCHEMA evenkeel TO it_late");
    let found = examine_url(&server.url_as("it_late"));
    found.says(
        "cannot-use-ledger",
        "broken",
        "evenkeel.ledger",
        "GRANT SELECT, INSERT ON evenkeel.ledger TO it_late;",
    );
    found.one("ledger-unreadable", "broken");
    server.sql("DROP OWNED BY it_late; DROP ROLE it_late");
}

#[test]
fn extensions_that_files_create() {
    let server = Server::start();
    let project = Project::at(server.url());
    project.write("schema.sql", "CREATE TABLE t (id integer);\nCREATE EXTENSION no_such_thing;\n");
    project.write(
        "migrations/20260101000001_a/migration.sql",
        "CREATE EXTENSION IF NOT EXISTS \"other-thing\";\n",
    );
    let found = examine(&project);
    found.says("extension-missing", "broken", "no_such_thing is created at schema.sql:2:1", "no-such-thing");
    let untrusted = server.rows(
        "SELECT v.name FROM pg_available_extension_versions v WHERE v.superuser AND NOT v.trusted AND NOT v.installed \
         AND v.requires IS NULL ORDER BY v.name = 'pageinspect' DESC, v.name LIMIT 1",
    );
    let [untrusted] = &untrusted[..] else { panic!("the server has no extension for superusers to make") };
    server.sql("CREATE ROLE it_modest LOGIN");
    let modest = Project::at(server.url_as("it_modest"));
    modest.write("schema.sql", format!("CREATE EXTENSION {untrusted};\n"));
    let found = examine(&modest);
    found.says(
        "extension-not-allowed",
        "broken",
        "may not make it",
        &format!("CREATE EXTENSION {untrusted};"),
    );
    server.sql(&format!("CREATE EXTENSION {untrusted}"));
    examine(&modest).one("extensions", "ok");
    server.sql("DROP OWNED BY it_modest; DROP ROLE it_modest");
}
