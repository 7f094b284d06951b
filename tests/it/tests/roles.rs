//! Roles, which belong to the whole server: left alone unless they are named, and made on no server of others by the way.

use crate::postgres::Server;
use crate::program::Project;

const ROLES: &str = "CREATE ROLE it_group CREATEDB;
CREATE ROLE it_app LOGIN NOINHERIT CONNECTION LIMIT 5 VALID UNTIL '2030-01-01 00:00:00+00';
ALTER ROLE it_app SET search_path = app, public;
GRANT it_group TO it_app WITH ADMIN OPTION;
GRANT pg_read_all_data TO it_app;
COMMENT ON ROLE it_app IS 'the application';
";
const TABLE: &str = "CREATE TABLE t (id integer PRIMARY KEY);
ALTER TABLE t OWNER TO it_group;
GRANT SELECT ON t TO it_app;
";
const NAMED: &str = "[postgres]\nroles = [\"it_*\"]\n";
const THERE: &str = "SELECT rolname FROM pg_roles WHERE rolname LIKE 'it!_%' ESCAPE '!' ORDER BY 1";

#[test]
fn what_a_schema_makes_for_the_whole_server_stays_off_it() {
    let server = Server::alone();
    let project = Project::at(server.url());
    project.write("schema.sql", [ROLES, TABLE].concat());
    project.done(&["generate", "t"]);
    assert!(server.rows(THERE).is_empty());
    let made = project.done(&["diff"]);
    assert!(!made.contains("CREATE ROLE") && made.contains("OWNER TO it_group"), "{made}");
    let refused = project.run(&["migrate"]);
    assert!(refused.stderr.contains("name it in [postgres] roles"), "{refused}");
    // Migrations that make roles are replayed elsewhere too, also where code does it.
    project.write(
        "migrations/20200101000000_r/migration.sql",
        "DO $$ BEGIN CREATE ROLE it_group; END $$;\nCREATE ROLE it_app;\n",
    );
    project.write("schema.sql", [ROLES, TABLE, "CREATE VIEW v AS SELECT 1 AS one;\n"].concat());
    project.done(&["generate", "v"]);
    assert!(server.rows(THERE).is_empty());
}

#[test]
fn roles_that_are_named_are_planned_for() {
    let server = Server::alone();
    let project = Project::at(server.url());
    project.write("evenkeel.toml", NAMED);
    project.write("schema.sql", [ROLES, TABLE].concat());
    project.done(&["generate", "roles"]);
    assert!(server.rows(THERE).is_empty());
    project.done(&["migrate"]);
    assert_eq!(project.done(&["diff"]), "");
    assert_eq!(server.rows(THERE), ["it_app", "it_group"]);
    let told = "SELECT rolcanlogin, rolinherit, rolconnlimit, rolconfig, shobj_description(oid, 'pg_authid') \
                FROM pg_roles WHERE rolname = 'it_app'";
    assert_eq!(server.rows(told), ["t|f|5|{\"search_path=app, public\"}|the application"]);
    server.sql("ALTER ROLE it_app PASSWORD 'hidden'; CREATE ROLE outsider");
    for format in ["sql", "json"] {
        let shown = project.done(&["inspect", "--format", format]);
        assert!(shown.contains("it_app") && !shown.contains("outsider"), "{shown}");
        assert!(!shown.contains("hidden") && !shown.contains("SCRAM") && !shown.contains("***"), "{shown}");
    }
    let less = ROLES.replace("NOINHERIT CONNECTION LIMIT 5", "INHERIT").replace(" WITH ADMIN OPTION", "");
    project.write(
        "schema.sql",
        [&less.replace("SET search_path = app, public", "SET work_mem = '8MB'"), TABLE].concat(),
    );
    let plan = project.done(&["diff"]);
    for step in [
        "ALTER ROLE it_app INHERIT CONNECTION LIMIT -1;",
        "ALTER ROLE it_app RESET search_path;",
        "ALTER ROLE it_app SET work_mem TO '8MB';",
        "REVOKE ADMIN OPTION FOR it_group FROM it_app;",
    ] {
        assert!(plan.contains(step), "{plan}");
    }
    project.done(&["generate", "less"]);
    project.done(&["migrate"]);
    assert_eq!(project.done(&["diff"]), "");
    // What hangs on a role lets it go first.
    project.write("schema.sql", "CREATE TABLE t (id integer PRIMARY KEY);\n");
    project.done(&["generate", "none"]);
    project.done(&["migrate"]);
    assert!(server.rows(THERE).is_empty());
}

#[test]
fn a_role_that_is_named_and_not_declared_is_told() {
    let server = Server::alone();
    let project = Project::at(server.url());
    project.write("evenkeel.toml", NAMED);
    project.write("schema.sql", TABLE);
    let refused = project.run(&["generate", "t"]);
    assert_eq!(refused.code, 1, "{refused}");
    assert!(refused.stderr.contains("role \"it_group\" does not exist"), "{refused}");
    assert!(refused.stderr.contains("schema.sql:2:"), "{refused}");
}

#[test]
fn a_security_label_is_named() {
    let server = Server::alone();
    let project = Project::at(server.url());
    server.sql("CREATE TABLE t (id integer PRIMARY KEY)");
    // No provider of labels comes with PostgreSQL that any machine could load.
    server.sql(
        "SET allow_system_table_mods = on; INSERT INTO pg_seclabel VALUES \
         ('t'::regclass, 'pg_class'::regclass, 0, 'guard', 'classified'), \
         ((SELECT reltype FROM pg_class WHERE relname = 't'), 'pg_type'::regclass, 0, 'guard', 'secret')",
    );
    project.write("schema.sql", "CREATE TABLE t (id integer PRIMARY KEY);\n");
    let refused = project.run(&["diff"]);
    assert_eq!(refused.code, 4, "{refused}");
    assert!(refused.stderr.contains("security label guard.\"table\".\"public.t\""), "{refused}");
    assert!(refused.stderr.contains("security label guard.type.\"public.t\""), "{refused}");
}
