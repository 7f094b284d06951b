//! Projects whose history another tool began, with that tool's ledger kept beside ours. What the tools themselves say
//! to that, `cargo xtask adopt` tells.

use crate::postgres::Server;
use crate::program::{Project, assert_told};

const GUEST: &str = "[adopt]\nmode = \"guest\"\n";
const HOST: &str = "[adopt]\nmode = \"host\"\n";

fn settings(project: &Project, format: &str, adopt: &str) {
    project.write("evenkeel.toml", format!("[migrations]\nformat = \"{format}\"\n{adopt}"));
}

/// As the tool makes it.
const PRISMA: &str = "CREATE TABLE _prisma_migrations (id VARCHAR(36) PRIMARY KEY NOT NULL, \
     checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ, migration_name VARCHAR(255) NOT NULL, logs TEXT, \
     rolled_back_at TIMESTAMPTZ, started_at TIMESTAMPTZ NOT NULL DEFAULT now(), \
     applied_steps_count INTEGER NOT NULL DEFAULT 0);";

/// Two migrations, the first of which Prisma has applied.
fn prisma(server: &Server) -> Project {
    let project = Project::at(server.url());
    settings(&project, "prisma", GUEST);
    project.write("migrations/20240101000000_a/migration.sql", "CREATE TABLE a ();\n");
    project.write("migrations/20240102000000_b/migration.sql", "CREATE TABLE b ();\n");
    server.sql(PRISMA);
    server.sql(
        "CREATE TABLE a (); INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, \
         applied_steps_count) VALUES ('1', 'x', now(), '20240101000000_a', 1)",
    );
    project
}

fn rows(server: &Server) -> Vec<String> {
    server.rows(
        "SELECT migration_name, finished_at IS NOT NULL, rolled_back_at IS NOT NULL, logs, applied_steps_count \
         FROM _prisma_migrations ORDER BY started_at",
    )
}

#[test]
fn a_guest_takes_over_what_was_done_and_goes_on() {
    let server = Server::start();
    let project = prisma(&server);
    assert_told!(project.run(&["status"]), @r"
    exit 0
    --- stdout
    database [url]
      applied       [time]_a  by prisma
      pending       [time]_b
      drift         not known, because the ledger holds no catalog
    1 migration applied, 1 pending
    --- stderr
    hint: evenkeel migrate applies what is pending
    ");
    assert_told!(project.run(&["migrate"]), @r"
    exit 0
    --- stdout
    applied [time]_b in [took]
    done: 1 migration applied
    --- stderr
    note: 1 migration, applied by prisma, counts as applied here
    ");
    assert_eq!(rows(&server), ["20240101000000_a|t|f||1", "20240102000000_b|t|f||1"]);
    let checksum = server.rows("SELECT checksum FROM _prisma_migrations WHERE migration_name LIKE '%_b'");
    assert_eq!(checksum, server.rows("SELECT encode(sha256('CREATE TABLE b ();\n'), 'hex')"));
    assert_told!(project.run(&["migrate"]), @r"
    exit 0
    --- stdout
    up to date: 2 migrations applied
    ");
}

#[test]
fn what_the_tool_took_back_is_pending_again() {
    let server = Server::start();
    let project = prisma(&server);
    project.done(&["migrate"]);
    server.sql(
        "DROP TABLE b; UPDATE _prisma_migrations SET rolled_back_at = now() WHERE migration_name LIKE '%_b'",
    );
    assert_eq!(project.json(&["status"])["pending"], 1);
    assert_told!(project.run(&["migrate"]), @r"
    exit 0
    --- stdout
    applied [time]_b in [took]
    done: 1 migration applied
    --- stderr
    note: 1 migration, taken back by prisma, counts as pending here
    ");
    assert_eq!(
        rows(&server),
        ["20240101000000_a|t|f||1", "20240102000000_b|t|t||1", "20240102000000_b|t|f||1"]
    );
}

#[test]
fn a_failure_of_the_tool_stops_the_run_until_it_is_settled() {
    let server = Server::start();
    let project = prisma(&server);
    server.sql("UPDATE _prisma_migrations SET finished_at = NULL, logs = E'\\n\\nit broke\\nbadly'");
    assert_told!(project.run(&["migrate"]), @r"
    exit 1
    --- stderr
    error[failed-elsewhere]: prisma's ledger says that migration [time]_a failed: it broke
    hint: look at what it left, mend it, and say what became of it: evenkeel resolve --applied [time]_a, or --rolled-back [time]_a
    ");
    project.done(&["resolve", "--applied", "20240101000000_a"]);
    project.done(&["migrate"]);
    assert_eq!(
        server.rows(
            "SELECT count(*) FROM _prisma_migrations WHERE finished_at IS NULL AND rolled_back_at IS NULL"
        ),
        ["0"]
    );
}

#[test]
fn a_failure_of_ours_stands_in_the_tools_ledger() {
    let server = Server::start();
    let project = prisma(&server);
    project.write("migrations/20240102000000_b/migration.sql", "CREATE TABLE b ();\nSELECT nothing;\n");
    assert_eq!(project.run(&["migrate"]).code, 1);
    // It left nothing behind, so that it is pending to the tool too.
    assert_eq!(rows(&server), ["20240101000000_a|t|f||1"]);
    // Half of it stays: now the tool itself would not go on.
    project.write(
        "migrations/20240102000000_b/migration.sql",
        "CREATE TABLE b (i int);\nCREATE INDEX CONCURRENTLY x ON b (i);\nSELECT nothing;\n",
    );
    assert_eq!(project.run(&["migrate"]).code, 1);
    assert_eq!(rows(&server).last().unwrap(), "20240102000000_b|f|f|column \"nothing\" does not exist|0");
    project.write(
        "migrations/20240102000000_b/migration.sql",
        "CREATE TABLE b (i int);\nCREATE INDEX CONCURRENTLY x ON b (i);\nSELECT 1;\n",
    );
    project.done(&["migrate"]);
    assert!(rows(&server).last().unwrap().starts_with("20240102000000_b|t|f|"));
}

#[test]
fn the_tools_lock_is_waited_for() {
    let server = Server::start();
    let project = prisma(&server);
    let told = server.while_somebody_has("SELECT pg_advisory_lock(72707369)", || {
        project.run(&["migrate", "--wait", "1s"])
    });
    assert_told!(told, @r"
    exit 1
    --- stderr
    note: another run holds the lock on this database; waiting until it is done
    error[ledger-locked]: another run holds the lock on this database
    hint: run the command again when the other run has ended
    ");
}

#[test]
fn a_host_writes_into_the_tools_ledger_what_it_lacks() {
    let server = Server::start();
    let project = prisma(&server);
    project.done(&["migrate"]);
    server.sql("DROP TABLE _prisma_migrations");
    assert_told!(project.run(&["migrate"]), @r#"
    exit 1
    --- stderr
    error[ledger-gone]: prisma's ledger public._prisma_migrations is not there, and evenkeel's says that migrations were applied
    hint: if prisma is not to be asked any more, take [adopt] out of evenkeel.toml; with `mode = "host"` there, evenkeel makes the ledger anew
    "#);
    settings(&project, "prisma", HOST);
    assert_told!(project.run(&["migrate"]), @r"
    exit 0
    --- stdout
    up to date: 2 migrations applied
    --- stderr
    note: 2 migrations written into prisma's ledger
    ");
    assert_eq!(rows(&server).len(), 2);
}

#[test]
fn drizzle_has_done_whatever_is_not_younger_than_its_youngest_row() {
    let server = Server::start();
    let project = Project::at(server.url());
    settings(&project, "drizzle", GUEST);
    let entry = |number: usize, when: u64| {
        project.write(&format!("migrations/000{number}_m.sql"), format!("CREATE TABLE t{number} ();"));
        format!(
            "{{\"idx\":{number},\"version\":\"7\",\"when\":{when},\"tag\":\"000{number}_m\",\"breakpoints\":true}}"
        )
    };
    let entries = [entry(0, 10), entry(1, 20), entry(2, 30)].join(",");
    let journal = format!("{{\"version\":\"7\",\"dialect\":\"postgresql\",\"entries\":[{entries}]}}");
    project.write("migrations/meta/_journal.json", journal);
    server.sql(
        "CREATE SCHEMA drizzle; CREATE TABLE drizzle.__drizzle_migrations (id SERIAL PRIMARY KEY, \
         hash text NOT NULL, created_at bigint); INSERT INTO drizzle.__drizzle_migrations (hash, created_at) \
         VALUES ('edited since', 20)",
    );
    assert_told!(project.run(&["migrate"]), @r"
    exit 0
    --- stdout
    applied 0002_m in [took]
    done: 1 migration applied
    --- stderr
    note: 2 migrations, applied by drizzle, count as applied here
    ");
    assert_eq!(
        server.rows("SELECT created_at, hash = encode(sha256('CREATE TABLE t2 ();'), 'hex') FROM drizzle.__drizzle_migrations"),
        ["20|f", "30|t"]
    );
}

/// Drizzle 1.0, with folders of migrations that make a table each.
fn drizzle_1(server: &Server, names: &[&str]) -> Project {
    let project = Project::at(server.url());
    settings(&project, "drizzle", GUEST);
    for name in names {
        let table = &name[15..];
        project.write(&format!("migrations/{name}/migration.sql"), format!("CREATE TABLE {table} ();"));
        project.write(&format!("migrations/{name}/down.sql"), format!("DROP TABLE {table};\n"));
    }
    project
}

const DRIZZLE_0: &str = "CREATE SCHEMA drizzle; CREATE TABLE drizzle.__drizzle_migrations (id SERIAL PRIMARY KEY, \
     hash text NOT NULL, created_at bigint);";

#[test]
fn drizzle_1_knows_its_migrations_by_their_names() {
    let server = Server::start();
    let project = drizzle_1(&server, &["20240101000000_a", "20240102000000_b"]);
    project.done(&["migrate"]);
    let rows = "SELECT name, created_at, hash = encode(sha256(format('CREATE TABLE %s ();', \
        right(name, 1))::bytea), 'hex'), applied_at IS NOT NULL FROM drizzle.__drizzle_migrations ORDER BY name";
    assert_eq!(
        server.rows(rows),
        ["20240101000000_a|1704067200000|t|t", "20240102000000_b|1704153600000|t|t"]
    );
    project.done(&["rollback"]);
    assert_eq!(server.rows(rows).len(), 1);
    // A name counts, whatever its file says by now.
    server.sql(
        "DROP SCHEMA evenkeel CASCADE; UPDATE drizzle.__drizzle_migrations SET hash = 'x', created_at = 1",
    );
    assert_told!(project.run(&["migrate"]), @r"
    exit 0
    --- stdout
    applied [time]_b in [took]
    done: 1 migration applied
    --- stderr
    note: 1 migration, applied by drizzle, counts as applied here
    ");
}

#[test]
fn a_ledger_of_drizzle_0_gets_names_as_drizzle_1_gives_them() {
    let server = Server::start();
    let names =
        ["20240101000000_a", "20240102000000_b", "20240102000000_c", "20240103000000_d", "20240104000000_e"];
    let project = drizzle_1(&server, &names);
    server.sql(DRIZZLE_0);
    // By its second, by its hash among two of that second, and by its hash alone.
    server.sql(
        "CREATE TABLE a (); CREATE TABLE b (); CREATE TABLE c (); CREATE TABLE d (); INSERT INTO drizzle.__drizzle_migrations \
         (hash, created_at) VALUES ('edited since', 1704067200123), \
         (encode(sha256('CREATE TABLE c ();'), 'hex'), 1704153600001), \
         (encode(sha256('CREATE TABLE d ();'), 'hex'), 5), \
         (encode(sha256('CREATE TABLE b ();'), 'hex'), 1704153600999)",
    );
    assert_eq!(project.json(&["status"])["pending"], 1);
    assert_told!(project.run(&["migrate"]), @r"
    exit 0
    --- stdout
    applied [time]_e in [took]
    done: 1 migration applied
    --- stderr
    note: 4 migrations, applied by drizzle, count as applied here
    ");
    assert_eq!(
        server.rows(
            "SELECT name, created_at, applied_at IS NULL FROM drizzle.__drizzle_migrations ORDER BY id"
        ),
        [
            "20240101000000_a|1704067200123|t",
            "20240102000000_c|1704153600001|t",
            "20240103000000_d|5|t",
            "20240102000000_b|1704153600999|t",
            "20240104000000_e|1704326400000|f",
        ]
    );
}

#[test]
fn a_row_that_drizzle_1_would_not_know_stops_the_run_as_it_stops_drizzle() {
    let server = Server::start();
    let project = drizzle_1(&server, &["20240101000000_a"]);
    server.sql(DRIZZLE_0);
    server.sql("INSERT INTO drizzle.__drizzle_migrations (hash, created_at) VALUES ('of another branch', 5)");
    assert_told!(project.run(&["migrate"]), @r"
    exit 1
    --- stderr
    error[missing-migration]: migration of the moment 5 was applied and is not on disk
    hint: bring the folder back from version control; was another branch applied to this database?
    ");
}

/// Each tool that keeps a ledger, with a file for each of two migrations, and what a ledger says about the second.
const TOOLS: &[(&str, [&str; 2], &str, &str)] = &[
    ("node-pg-migrate", ["1_a.sql", "2_b.sql"], "SELECT name FROM pgmigrations", "2_b"),
    ("dbmate", ["1_a.sql", "2_b.sql"], "SELECT version FROM schema_migrations", "2"),
    ("goose", ["1_a.sql", "2_b.sql"], "SELECT version_id FROM goose_db_version ORDER BY id", "2"),
    ("golang-migrate", ["1_a.up.sql", "2_b.up.sql"], "SELECT version FROM schema_migrations", "2"),
    ("sqlx", ["1_a.sql", "2_b.sql"], "SELECT version FROM _sqlx_migrations", "2"),
    ("refinery", ["V1__a.sql", "V2__b.sql"], "SELECT version FROM refinery_schema_history", "2"),
    ("flyway", ["V1__a.sql", "V2__b.sql"], "SELECT version FROM flyway_schema_history", "2"),
];

#[test]
fn each_tools_ledger_is_written_and_read_by_its_own_rules() {
    for (tool, [first, second], question, key) in TOOLS {
        let server = Server::start();
        let project = Project::at(server.url());
        settings(&project, tool, GUEST);
        let section = |table: &str| match *tool {
            "dbmate" => format!("-- migrate:up\nCREATE TABLE {table} ();\n"),
            "goose" => format!("-- +goose Up\nCREATE TABLE {table} ();\n"),
            _ => format!("CREATE TABLE {table} ();\n"),
        };
        project.write(&format!("migrations/{first}"), section("a"));
        project.write(&format!("migrations/{second}"), section("b"));
        project.done(&["migrate"]);
        assert_eq!(server.rows(question).last().map(String::as_str), Some(*key), "{tool}");
        // Our own ledger gone, theirs tells everything.
        server.sql("DROP SCHEMA evenkeel CASCADE");
        assert_eq!(project.json(&["status"])["pending"], 0, "{tool}");
        let ran = project.run(&["migrate"]);
        let note = format!("note: 2 migrations, applied by {tool}, count as applied here\n");
        assert_eq!((ran.code, ran.stderr), (0, note), "{tool}");
    }
}

#[test]
fn sqlx_refuses_an_edited_file_and_so_do_we() {
    let project = Project::sqlite();
    settings(&project, "sqlx", GUEST);
    project.write("migrations/1_a.sql", "CREATE TABLE a (i INTEGER);\n");
    project.done(&["migrate", "--create-database"]);
    project.write("migrations/1_a.sql", "CREATE TABLE a (i TEXT);\n");
    let ran = project.run(&["migrate"]);
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.starts_with("error[edited-migration]"), "{ran}");
}

#[test]
fn a_ledger_is_kept_for_a_tool_that_is_named() {
    let project = Project::sqlite();
    project.write("evenkeel.toml", GUEST);
    assert_told!(project.run(&["status"]), @r#"
    exit 2
    --- stderr
    error[config]: [adopt] keeps another tool's ledger, and the migrations are evenkeel's
     --> evenkeel.toml
    hint: say whose they are: format = "prisma" under [migrations]
    "#);
}

#[test]
fn init_finds_what_a_project_uses() {
    let project = Project::sqlite();
    project.write("prisma/schema.prisma", "datasource db {\n  provider = \"sqlite\"\n}\n");
    project.write("prisma/migrations/migration_lock.toml", "provider = \"sqlite\"\n");
    project.write("prisma/migrations/20240101000000_a/migration.sql", "CREATE TABLE a (i INTEGER);\n");
    assert_told!(project.run(&["adopt"]), @r"
    exit 0
    --- stdout
    wrote evenkeel.toml: sqlite in prisma/schema.prisma
    --- stderr
    note: 1 migration of prisma in prisma/migrations
    hint: evenkeel status shows where they stand; evenkeel migrate applies what is pending
    hint: evenkeel check tells whether they lead to what prisma/schema.prisma declares
    ");
    let written = project.read("evenkeel.toml");
    let (_, end) = written.split_once("[migrations]\n").unwrap();
    assert_eq!(
        end,
        "dir = \"prisma/migrations\"\nformat = \"prisma\"\n\n[adopt]\nmode = \"guest\"              \
         # prisma's ledger is kept; its word counts\n"
    );
    assert_told!(project.run(&["migrate", "--create-database"]), @r"
    exit 0
    --- stdout
    made the database [url]
    applied [time]_a in [took]
    done: 1 migration applied
    ");
}

#[test]
fn init_goes_on_with_what_the_settings_of_an_application_say() {
    let project = Project::sqlite();
    project.write("drizzle.config.ts", "export default { out: './db/out', dialect: 'sqlite' }");
    project.write("db/out/meta/_journal.json", "{\"entries\": []}");
    let found = || {
        let json = project.json(&["init", "--dry-run"]);
        (json["format"].clone(), json["migrations"].clone())
    };
    assert_eq!(found(), ("drizzle".into(), "db/out".into()));
    project.write("medusa-config.ts", "");
    assert_eq!(found(), ("medusa".into(), ".".into()));
}
