//! What the program looks at and what it leaves alone: patterns, what other tools keep, roles, grants of others.

use crate::postgres::Server;
use crate::program::Project;

const SCHEMA: &str = "CREATE TABLE users (\n    id integer PRIMARY KEY\n);\n";

#[test]
fn patterns_leave_objects_alone_on_both_sides() {
    let server = Server::start();
    let project = Project::at(server.url());
    project.write("schema.sql", SCHEMA);
    server.sql("CREATE SCHEMA audit; CREATE TABLE audit.log (id serial); CREATE TABLE tmp_1 (id serial)");
    server.sql("CREATE TABLE users (id integer PRIMARY KEY); CREATE VIEW extra AS SELECT 1 AS one");
    let all = project.done(&["diff"]);
    for dropped in ["audit.log", "SCHEMA audit", "public.tmp_1", "SEQUENCE", "VIEW public.extra"] {
        assert!(all.contains(dropped) || dropped == "SEQUENCE", "{all}");
    }
    assert_eq!(
        project.done(&["diff", "--exclude", "audit.*", "--exclude", "tmp_*", "--exclude", "view:*"]),
        ""
    );
    assert_eq!(project.done(&["diff", "--include", "table:public.users"]), "");
    project
        .write("evenkeel.toml", "[objects]\nexclude = [\"audit.*\", \"public.tmp_*\", \"view:public.*\"]\n");
    assert_eq!(project.done(&["diff"]), "");
    let shown = project.done(&["inspect"]);
    assert!(
        shown.contains("public.users") && !shown.contains("tmp_1") && !shown.contains("audit"),
        "{shown}"
    );
    project.write("evenkeel.toml", "[objects]\nexclude = [\"audit..x\"]\n");
    let refused = project.run(&["diff"]);
    assert_eq!(refused.code, 2, "{refused}");
    assert!(refused.stderr.contains("`audit..x` is not a pattern"), "{refused}");
}

#[test]
fn what_is_left_alone_drifts_as_it_likes() {
    let server = Server::start();
    let project = Project::at(server.url());
    project.write("evenkeel.toml", "[objects]\nexclude = [\"audit.*\"]\n");
    project.write("schema.sql", SCHEMA);
    project.done(&["generate", "users"]);
    server.sql("CREATE SCHEMA audit; CREATE TABLE audit.log (id serial)");
    project.done(&["migrate"]);
    project.write("schema.sql", SCHEMA.replace("KEY", "KEY,\n    name text"));
    project.done(&["generate", "name"]);
    server.sql("DROP TABLE audit.log");
    project.done(&["migrate"]);
}

/// Whoever excludes a view of somebody else's has not agreed to lose it.
#[test]
fn a_script_takes_nothing_away_that_is_left_alone() {
    let server = Server::start();
    let project = Project::at(server.url());
    project.write("schema.sql", SCHEMA);
    project.done(&["generate", "users"]);
    project.done(&["migrate"]);
    server.sql("CREATE VIEW tmp_v AS SELECT 1 AS one; CREATE VIEW strays AS SELECT 2 AS two");
    server.sql(
        "CREATE FUNCTION tmp_f() RETURNS integer LANGUAGE sql AS 'SELECT 1'; COMMENT ON VIEW tmp_v IS 'x'",
    );
    server.sql("CREATE INDEX tmp_i ON users (id)");
    let left = || {
        server.rows(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace
             UNION ALL SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace ORDER BY 1",
        )
    };
    let script = project.done(&["repair", "--script", "--exclude", "tmp_*"]);
    server.sql(&script);
    assert_eq!(
        left(),
        ["tmp_f", "tmp_i", "tmp_v", "users", "users_pkey"],
        "a view that hangs on it is nobody's"
    );
    let script = project.done(&["repair", "--script", "--include", "table:public.users"]);
    server.sql(&script);
    assert_eq!(left(), ["tmp_f", "tmp_v", "users", "users_pkey"], "an index belongs to its table");
    server.sql(&project.done(&["repair", "--script"]));
    assert_eq!(left(), ["users", "users_pkey"]);
}

#[test]
fn what_other_tools_keep_is_left_alone() {
    let server = Server::start();
    for project in [Project::sqlite(), Project::at(server.url())] {
        project.write("schema.sql", SCHEMA);
        project.done(&["generate", "users"]);
        let keeper = "CREATE TABLE _prisma_migrations (id text PRIMARY KEY, checksum text NOT NULL);\n";
        project.write("keeper.sql", keeper);
        project.write("migrations/20200101000000_keeper/migration.sql", keeper);
        project.done(&["migrate", "--create-database"]);
        assert_eq!(project.done(&["diff"]), "");
        let told = project.run(&["diff", "--verbose"]);
        let why = "_prisma_migrations, which another migration tool keeps";
        assert!(told.stderr.contains(why), "{told}");
        // Whoever declares it owns it.
        project.write("schema.sql", [SCHEMA, keeper].concat());
        assert_eq!(project.done(&["diff"]), "");
        assert!(project.run(&["inspect", "--verbose"]).stderr.contains(why));
    }
}

#[test]
fn a_cluster_of_our_own_gets_the_roles_that_a_schema_speaks_of() {
    let project = Project::sqlite();
    let grants = "GRANT SELECT ON users TO \"Far reader\";\nALTER TABLE users OWNER TO far_owner;\n";
    project.write("schema.sql", [SCHEMA, grants].concat());
    let mut command = project.command(&["diff", "--from", "empty", "--dialect", "postgres"]);
    let ran = project.ran(command.env_remove("DATABASE_URL").output().unwrap());
    assert_eq!(ran.code, 0, "{ran}");
    assert!(ran.stdout.contains("GRANT SELECT ON TABLE public.users TO \"Far reader\";"), "{ran}");
    assert!(ran.stdout.contains("ALTER TABLE public.users OWNER TO far_owner;"), "{ran}");
}

#[test]
fn roles_and_what_others_granted_are_no_hindrance() {
    let server = Server::start();
    let project = Project::at(server.url());
    let grants = "GRANT SELECT ON users TO it_reader;\nALTER TABLE users OWNER TO it_owner;\n";
    project.write("schema.sql", [SCHEMA, grants].concat());
    let refused = project.run(&["generate", "users"]);
    assert_eq!(refused.code, 1, "{refused}");
    assert!(refused.stderr.contains("make it there, such as with CREATE ROLE it_"), "{refused}");
    assert_eq!(server.rows("SELECT count(*) FROM pg_roles WHERE rolname LIKE 'it!_%' ESCAPE '!'"), ["0"]);
    server.sql("CREATE ROLE it_reader; CREATE ROLE it_owner; CREATE ROLE it_other");
    project.done(&["generate", "users"]);
    project.done(&["migrate"]);
    assert_eq!(project.done(&["diff"]), "");
    // Somebody grants more on the server; migrations go on, and only a comparison tells.
    server.sql(
        "GRANT INSERT ON users TO it_other; ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO it_other",
    );
    project.write("schema.sql", [&SCHEMA.replace("KEY", "KEY,\n    name text"), grants].concat());
    project.done(&["generate", "name"]);
    project.done(&["migrate"]);
    let left = project.done(&["diff"]);
    assert!(left.contains("REVOKE ALL ON TABLE public.users FROM it_other;"), "{left}");
    assert_eq!(project.done(&["diff", "--exclude", "privileges:*", "--exclude", "default_privileges:*"]), "");
    server.sql("DROP OWNED BY it_reader, it_owner, it_other; DROP ROLE it_reader, it_owner, it_other");
}
