//! Everything that can be wrong before, in and around the input: a clear message, a non-zero exit, nothing changed.

use std::io::{Read, Write};
use std::net::TcpListener;

use crate::postgres::Server;
use crate::program::{Project, assert_told};

const USERS: &str = "CREATE TABLE users (\n    id bigint PRIMARY KEY,\n    email text NOT NULL\n);\n";

/// A project whose one migration is applied.
fn migrated(project: Project) -> Project {
    project.write("schema.sql", USERS);
    project.done(&["generate", "users"]);
    project.done(&["migrate", "--create-database"]);
    project
}

#[track_caller]
fn assert_nothing_written(project: &Project) {
    assert_eq!(project.list("migrations"), Vec::<String>::new());
    assert!(!project.path("app.db").exists(), "no database was made");
}

#[test]
fn broken_sql() {
    let project = Project::sqlite();
    project.write("schema.sql", "CREATE TABLE users (id integer);\nCREATE TABEL posts (id integer);\n");
    assert_told!(project.run(&["generate"]), @r#"
    exit 1
    --- stderr
    error[sql-failed]: near "TABEL": syntax error
     --> schema.sql:2:8
      |
    2 | CREATE TABEL posts (id integer);
      |        ^^^^^
    "#);
    assert_nothing_written(&project);
}

#[test]
fn broken_sql_in_postgres() {
    let server = Server::start();
    let project = Project::at(server.url());
    project.write("schema.sql", "CREATE TABLE users (id integer);\nCREATE TABEL posts (id integer);\n");
    assert_told!(project.run(&["generate"]), @r#"
    exit 1
    --- stderr
    error[sql-failed]: syntax error at or near "TABEL"
     --> schema.sql:2:8
      |
    2 | CREATE TABEL posts (id integer);
      |        ^^^^^
    SQLSTATE 42601
    "#);
    assert_nothing_written(&project);
}

#[test]
fn an_unknown_type() {
    let server = Server::start();
    let project = Project::at(server.url());
    project.write("schema.sql", "CREATE TABLE users (\n    id integer,\n    email emial NOT NULL\n);\n");
    assert_told!(project.run(&["generate"]), @r#"
    exit 1
    --- stderr
    error[sql-failed]: type "emial" does not exist
     --> schema.sql:3:11
      |
    3 |     email emial NOT NULL
      |           ^^^^^
    SQLSTATE 42704
    hint: no statement of these files creates it
    "#);
    assert_nothing_written(&project);
}

#[test]
fn an_open_string() {
    let project = Project::sqlite();
    project.write("schema.sql", "CREATE TABLE users (name text DEFAULT 'nobody);\n");
    assert_told!(project.run(&["generate"]), @r"
    exit 1
    --- stderr
    error[unfit-schema]: this string is never closed
     --> schema.sql:1:39
      |
    1 | CREATE TABLE users (name text DEFAULT 'nobody);
      |                                       ^
    hint: close it with a single quote; a quote inside a string is written twice
    ");
    assert_nothing_written(&project);
}

#[test]
fn a_schema_that_became_empty() {
    let project = migrated(Project::sqlite());
    project.write("schema.sql", "");
    assert_told!(project.run(&["generate"]), @r"
    exit 1
    --- stderr
    error[empty-schema]: the declared schema schema.sql holds no statement
     --> schema.sql
    hint: write your CREATE statements there; if everything has to go, evenkeel diff --to empty prints the SQL for it
    ");
    assert_eq!(project.migrations().len(), 1);
}

#[test]
fn an_empty_schema() {
    let project = Project::sqlite();
    project.write("schema.sql", "");
    assert_told!(project.run(&["generate"]), @r"
    exit 1
    --- stderr
    error[empty-schema]: the declared schema schema.sql holds no statement
     --> schema.sql
    hint: write your CREATE statements there; if everything has to go, evenkeel diff --to empty prints the SQL for it
    ");
    assert_nothing_written(&project);
}

#[test]
fn an_empty_migration() {
    let project = Project::sqlite();
    project.write("migrations/20260101000000_nothing/migration.sql", "");
    assert_told!(project.run(&["migrate", "--create-database"]), @r"
    exit 1
    --- stderr
    error[empty-migration]: the migration [time]_nothing is an empty file
     --> migrations/[time]_nothing/migration.sql
    hint: write its statements, or a comment that says why there are none
    ");
}

#[test]
fn ten_megabytes() {
    let project = Project::sqlite();
    let filler = format!("-- {}\n", "long ".repeat(200));
    let mut schema = filler.repeat(10_500);
    assert!(schema.len() > 10_000_000);
    schema.push_str(USERS);
    project.write("schema.sql", &schema);
    project.done(&["generate", "users"]);
    schema.push_str("CREATE TABEL posts (id integer);\n");
    project.write("schema.sql", &schema);
    assert_told!(project.run(&["generate"]), @r#"
    exit 1
    --- stderr
    error[sql-failed]: near "TABEL": syntax error
         --> schema.sql:10505:8
          |
    10505 | CREATE TABEL posts (id integer);
          |        ^^^^^
    "#);
    assert_eq!(project.migrations().len(), 1);
}

#[test]
fn a_line_of_ten_megabytes() {
    let project = Project::sqlite();
    project
        .write("schema.sql", format!("CREATE TABLE a (x text DEFAULT '{}') oops;\n", "a".repeat(10_000_000)));
    let ran = project.run(&["generate"]);
    assert_eq!(ran.code, 1, "{}", ran.stderr.len());
    assert!(ran.stderr.len() < 2_000, "{} bytes of error", ran.stderr.len());
    assert!(ran.stderr.contains("oops"), "{}", ran.stderr);
}

#[test]
fn no_schema() {
    let project = Project::sqlite();
    assert_told!(project.run(&["generate"]), @r"
    exit 1
    --- stderr
    error[missing-file]: the declared schema schema.sql is missing
     --> schema.sql
    hint: write your CREATE statements into schema.sql, or take them from a database:
          evenkeel inspect > schema.sql
    ");
    assert_nothing_written(&project);
}

#[test]
fn no_migrations_folder() {
    let project = Project::sqlite();
    assert_told!(project.run(&["migrate", "--create-database"]), @r"
    exit 1
    --- stderr
    error[missing-file]: there are no migrations: the folder migrations is missing
     --> migrations
    hint: evenkeel generate writes the first migration
    ");
    assert_nothing_written(&project);
}

#[test]
fn no_database_file() {
    let project = migrated(Project::sqlite());
    std::fs::remove_file(project.path("app.db")).unwrap();
    assert_told!(project.run(&["status"]), @r"
    exit 1
    --- stderr
    error[no-such-database]: there is no database app.db
    hint: --create-database makes it (migrate, push and reset)
    ");
    assert_told!(project.run(&["migrate"]), @r"
    exit 1
    --- stderr
    error[no-such-database]: there is no database app.db
    hint: --create-database makes it (migrate, push and reset)
    ");
    assert!(!project.path("app.db").exists());
}

#[test]
fn no_database_on_the_server() {
    let server = Server::start();
    let project = Project::at(server.url_of("evenkeel_nowhere")).with_migration(USERS);
    assert_told!(project.run(&["migrate"]), @r"
    exit 1
    --- stderr
    error[cannot-connect]: there is no database `evenkeel_nowhere` at [server]
    hint: `--create-database` makes it (reset, push and migrate)
    ");
}

#[test]
fn nobody_named_a_database() {
    let project = Project::sqlite();
    let output = project.command(&["status"]).env_remove("DATABASE_URL").output().unwrap();
    assert_told!(project.ran(output), @r"
    exit 2
    --- stderr
    error[no-database]: no database is named
    hint: name it: --url postgres://user@host/name or --url sqlite:app.db
    hint: or set DATABASE_URL, in the environment or in .env
    ");
}

#[test]
fn a_folder_without_write_permission() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    let project = Project::sqlite();
    project.write("schema.sql", USERS);
    std::fs::create_dir(project.path("migrations")).unwrap();
    let only_readable = std::fs::Permissions::from_mode(0o555);
    std::fs::set_permissions(project.path("migrations"), only_readable).unwrap();
    let mut command = project.command(&["generate", "users"]);
    // To root nothing is forbidden, so root becomes somebody else for this one run.
    if std::fs::metadata("/proc/self").unwrap().uid() == 0 {
        crate::program::as_nobody(&project, &mut command);
    }
    assert_told!(project.ran(command.output().unwrap()), @r"
    exit 1
    --- stderr
    error[cannot-write]: no permission to write in migrations
    hint: make migrations writable for the user who runs evenkeel
    ");
    assert_nothing_written(&project);
}

#[test]
fn a_host_that_does_not_resolve() {
    let project = Project::at("postgres://app@no-such-host.invalid/app").with_migration(USERS);
    let ran = project.run(&["status"]);
    assert_eq!(ran.code, 1, "{ran}");
    let first = ran.stderr.lines().next().unwrap();
    assert!(
        first.starts_with("error[cannot-connect]: the host name `no-such-host.invalid` does not resolve"),
        "{ran}"
    );
    assert!(ran.stderr.contains("hint: is the name spelt right"), "{ran}");
}

#[test]
fn a_scheme_that_nobody_knows() {
    let project = Project::at("mysql://root:secret@localhost/app");
    assert_told!(project.run(&["status"]), @r"
    exit 2
    --- stderr
    error[cannot-connect]: the connection string is malformed at its scheme: `mysql` is not one that PostgreSQL answers to; it has to be postgres:// or postgresql://
    hint: write postgres://user:password@host:5432/database; percent-encode / ? @ : and % in names and passwords
    ");
}

#[test]
fn nobody_listens() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let project = Project::at(format!("postgres://app:secret@127.0.0.1:{port}/app")).with_migration(USERS);
    let ran = project.run(&["status"]);
    assert!(!ran.to_string().contains("secret"), "{ran}");
    assert_told!(ran.to_string().replace(&port.to_string(), "[port]"), @r"
    exit 1
    --- stderr
    error[cannot-connect]: nobody listens at 127.0.0.1:[port]
    hint: is the server running? `evenkeel migrate --wait 60s` waits for it
    ");
}

#[test]
fn a_wrong_password() {
    let server = Server::start();
    server.sql("CREATE ROLE locked LOGIN PASSWORD 'right'");
    server.demand_password("locked");
    let wrong = Project::at(server.url_as("locked:wrong")).with_migration(USERS);
    let told = wrong.run(&["status"]);
    let none = Project::at(server.url_as("locked")).with_migration(USERS).run(&["status"]);
    let right = Project::at(server.url_as("locked:right")).run(&["inspect"]);
    server.sql("DROP ROLE locked");
    assert_eq!(right.code, 0, "{right}");
    assert!(!told.to_string().contains("wrong@") && !told.to_string().contains(":wrong"), "{told}");
    assert_told!(told, @r"
    exit 1
    --- stderr
    error[cannot-connect]: the password for user `locked` at [server] is wrong
    hint: put the right password into the URL, PGPASSWORD or ~/.pgpass
    ");
    assert_told!(none, @r"
    exit 1
    --- stderr
    error[cannot-connect]: [server] wants a password for user `locked` and none is given
    hint: put the right password into the URL, PGPASSWORD or ~/.pgpass
    ");
}

/// A server that tells everyone that it is starting up.
fn starting_server() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut buffer = [0; 1024];
            let mut read = stream.read(&mut buffer).unwrap_or(0);
            // The wish for encryption, which is declined; then the real start.
            if read == 8 {
                let _ = stream.write_all(b"N");
                read = stream.read(&mut buffer).unwrap_or(0);
            }
            if read > 8 {
                let fields = b"SFATAL\0VFATAL\0C57P03\0Mthe database system is starting up\0\0";
                let mut message = vec![b'E'];
                message.extend(u32::try_from(fields.len() + 4).unwrap().to_be_bytes());
                message.extend(fields);
                let _ = stream.write_all(&message);
            }
        }
    });
    port
}

#[test]
fn a_database_that_is_starting_up() {
    let port = starting_server();
    let project = Project::at(format!("postgres://app@127.0.0.1:{port}/app")).with_migration(USERS);
    let without_port = |told: String| told.replace(&port.to_string(), "[port]");
    assert_told!(without_port(project.run(&["migrate"]).to_string()), @r"
    exit 1
    --- stderr
    error[cannot-connect]: the server at 127.0.0.1:[port] does not take sessions yet: the database system is starting up
    hint: `evenkeel migrate --wait 60s` waits until it does
    ");
    assert_told!(without_port(project.run(&["migrate", "--wait", "300ms"]).to_string()), @r"
    exit 1
    --- stderr
    error[cannot-connect]: the server at 127.0.0.1:[port] does not take sessions yet: the database system is starting up
    hint: `evenkeel migrate --wait 60s` waits until it does
    ");
}

#[test]
fn a_role_that_may_not_create() {
    let server = Server::start();
    server.sql("CREATE ROLE reader LOGIN");
    let project = Project::at(server.url_as("reader")).with_migration(USERS);
    let ran = project.run(&["migrate"]);
    let tables = server.rows("SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace");
    server.sql("DROP ROLE reader");
    assert_eq!(tables, Vec::<String>::new());
    assert_told!(ran.to_string().replace(server.database(), "[database]"), @r"
    exit 1
    --- stderr
    error[own-sql-failed]: making the ledger failed: permission denied for database [database]
    SQLSTATE 42501
    hint: the ledger lives in a schema of its own: GRANT CREATE ON DATABASE … TO …, as its owner or a superuser
    ");
}

#[test]
fn a_role_that_may_not_create_databases() {
    let server = Server::start();
    server.sql("CREATE ROLE small LOGIN");
    let project = Project::at(server.url_as("small"));
    project.write("schema.sql", USERS);
    let scratch = project.url.clone();
    let named = project.run(&["generate", "--scratch-url", &scratch]);
    let absent = Project::at(server.url_as("small").replace(server.database(), "evenkeel_absent"));
    absent.write("migrations/20260101000000_users/migration.sql", USERS);
    let created = absent.run(&["migrate", "--create-database"]);
    server.sql("DROP ROLE small");
    assert_told!(named, @r"
    exit 1
    --- stderr
    error[no-scratch]: the role `small` may not create databases there
    hint: a superuser can grant it: ALTER ROLE … CREATEDB
    ");
    assert_told!(created, @r"
    exit 1
    --- stderr
    error[own-sql-failed]: making the database failed: permission denied to create database
    SQLSTATE 42501
    hint: ALTER ROLE … CREATEDB, as a superuser, or let a superuser make the database
    ");
    assert_nothing_written(&project);
}

const HOSTILE: &[&str] = &[
    "two words",
    "quote\"quote",
    "it's",
    "semi;colon",
    "x\"; DROP TABLE victims; --",
    "Größe 表 🛶",
    "select",
    "-- evenkeel: rename victims",
    "a23456789_b23456789_c23456789_d23456789_e23456789_f23456789_123",
];

#[test]
fn hostile_names_are_only_names() {
    let server = Server::start();
    for project in [Project::sqlite(), Project::at(server.url())] {
        hostile_names(&project);
    }
    assert_eq!(server.rows("SELECT count(*) FROM victims"), ["0"]);
}

fn hostile_names(project: &Project) {
    let mut schema = "CREATE TABLE victims (id integer PRIMARY KEY);\n".to_owned();
    for name in HOSTILE {
        assert!(name.len() <= 63);
        let name = name.replace('"', "\"\"");
        schema.push_str(&format!("CREATE TABLE \"{name}\" (\"{name}\" integer PRIMARY KEY);\n"));
    }
    project.write("schema.sql", &schema);
    project.done(&["generate", "x'; DROP TABLE victims; --"]);
    let names = project.migrations();
    assert!(names[0].ends_with("_x_drop_table_victims"), "{names:?}");
    project.done(&["migrate", "--create-database"]);
    assert_eq!(project.done(&["diff", "--exit-code"]), "");
    project.write("schema.sql", schema.replace("integer", "bigint"));
    project.done(&["generate"]);
    project.done(&["migrate"]);
    assert_eq!(project.done(&["diff", "--exit-code"]), "");
    project.done(&["rollback"]);
    for name in HOSTILE {
        let table = project.done(&["inspect", &format!("--table={name}")]);
        assert!(!table.is_empty(), "{name}");
    }
}

#[test]
fn a_schema_that_drops() {
    let project = Project::sqlite();
    project.write("schema.sql", format!("{USERS}DROP TABLE users;\n"));
    assert_told!(project.run(&["generate"]), @r"
    exit 1
    --- stderr
    error[not-declarative]: a desired schema only creates, but this statement drops something
     --> schema.sql:5:1
      |
    5 | DROP TABLE users;
      | ^^^^^^^^^^^^^^^^
    hint: remove the statement: what the files do not create is dropped by the next `evenkeel generate`
    ");
    assert_nothing_written(&project);
}

#[test]
fn a_schema_that_selects() {
    let server = Server::start();
    let project = Project::at(server.url());
    project.write("schema.sql", format!("{USERS}SELECT * FROM users;\n"));
    assert_told!(project.run(&["generate"]), @r"
    exit 1
    --- stderr
    error[not-declarative]: a desired schema only creates, but this statement selects rows
     --> schema.sql:5:1
      |
    5 | SELECT * FROM users;
      | ^^^^^^^^^^^^^^^^^^^
    hint: remove the statement
    ");
    assert_nothing_written(&project);
}

#[test]
fn a_half_written_migration() {
    let project = migrated(Project::sqlite());
    std::fs::create_dir(project.path("migrations/20990101000000_half")).unwrap();
    assert_told!(project.run(&["migrate"]), @r"
    exit 1
    --- stderr
    error[half-written-migration]: the migration [time]_half is only half there: migrations/[time]_half/migration.sql is missing
    hint: take the file back from version control, or remove the migration
    ");
    assert_told!(project.run(&["generate"]), @r"
    exit 1
    --- stderr
    error[half-written-migration]: the migration [time]_half is only half there: migrations/[time]_half/migration.sql is missing
    hint: take the file back from version control, or remove the migration
    ");
    assert_told!(project.run(&["status"]), @r"
    exit 1
    --- stderr
    error[half-written-migration]: the migration [time]_half is only half there: migrations/[time]_half/migration.sql is missing
    hint: take the file back from version control, or remove the migration
    ");
}

#[test]
fn two_migrations_of_one_stamp() {
    let project = migrated(Project::sqlite());
    let stamp = project.migrations()[0][..14].to_owned();
    project.write(&format!("migrations/{stamp}_other/migration.sql"), "CREATE TABLE other (id integer);\n");
    assert_told!(project.run(&["migrate"]), @r"
    exit 1
    --- stderr
    error[same-stamp]: the migrations [time]_other and [time]_users have the same stamp
    hint: rename one of the folders to give it another stamp
    ");
}

#[test]
fn an_edited_applied_migration() {
    let project = migrated(Project::sqlite());
    let file = format!("migrations/{}/migration.sql", project.migrations()[0]);
    let text = project.read(&file);
    project.write(&file, text.replace("email", "mail"));
    assert_told!(project.run(&["migrate"]), @r"
    exit 1
    --- stderr
    error[edited-migration]: migration [time]_users was edited after it was applied
            id bigint PRIMARY KEY,
      -     email text NOT NULL
      +     mail text NOT NULL
        );
    hint: put the file back as it was, and make the change in a new migration: `evenkeel generate`
    ");
    assert_told!(project.run(&["status"]), @r"
    exit 0
    --- stdout
    database [url]
      edited        [time]_users  the file means something else than what was applied
                          id bigint PRIMARY KEY,
                    -     email text NOT NULL
                    +     mail text NOT NULL
                      );
    1 migration applied, 1 edited
    --- stderr
    hint: put an edited file back as it was, and make the change in a new migration: evenkeel generate
    ");
    project.write(&file, format!("-- only a remark\n{text}"));
    assert_told!(project.run(&["migrate"]), @r"
    exit 0
    --- stdout
    up to date: 1 migration applied
    --- stderr
    note: only comments or white space of [time]_users differ from what was applied
    ");
}

#[test]
fn an_applied_migration_that_is_gone() {
    let project = migrated(Project::sqlite());
    let name = project.migrations()[0].clone();
    std::fs::remove_dir_all(project.path(&format!("migrations/{name}"))).unwrap();
    assert_told!(project.run(&["migrate"]), @r"
    exit 1
    --- stderr
    error[missing-migration]: migration [time]_users was applied and is not on disk
    hint: bring the folder back from version control; was another branch applied to this database?
    ");
}

#[test]
fn a_failing_migration_leaves_nothing() {
    let project = Project::sqlite().with_migration(FAILING);
    fails_and_leaves_nothing(&project);
    assert_told!(project.run(&["status"]), @r"
    exit 0
    --- stdout
    database [url]
      failed        [time]_users
                    failed at statement 3 on [when]: no such table: nobody
    0 migrations applied, 1 pending
    --- stderr
    hint: evenkeel migrate applies what is pending
    ");
}

#[test]
fn a_failing_migration_leaves_nothing_in_postgres() {
    let server = Server::start();
    let project = Project::at(server.url()).with_migration(FAILING);
    fails_and_leaves_nothing(&project);
    assert_told!(project.run(&["status"]), @r#"
    exit 0
    --- stdout
    database [url]
      failed        [time]_users
                    failed at statement 3 on [when]: relation "nobody" does not exist (SQLSTATE 42P01)
    0 migrations applied, 1 pending
    --- stderr
    hint: evenkeel migrate applies what is pending
    "#);
}

const FAILING: &str =
    "CREATE TABLE users (id integer);\nINSERT INTO users VALUES (1);\nINSERT INTO nobody VALUES (1);\n";

fn fails_and_leaves_nothing(project: &Project) {
    let ran = project.run(&["migrate", "--create-database"]);
    assert_eq!(ran.code, 1, "{ran}");
    assert!(ran.stderr.contains("--> migrations/20260101000000_users/migration.sql:3:"), "{ran}");
    assert!(
        ran.stderr
            .ends_with("\nhint: nothing of it was kept; once that is mended, run `evenkeel migrate` again\n")
    );
    assert_eq!(project.done(&["inspect"]), "");
}

#[test]
fn a_statement_that_is_refused_outside_of_a_transaction() {
    let server = Server::start();
    let before = "CREATE TABLE users (id integer);\nINSERT INTO users VALUES (1), (1);\n";
    let text = |statement: &str| [before, statement].concat();
    let refused = text("CREATE UNIQUE INDEX CONCURRENTLY users_id ON users (id);\n");
    let project = Project::at(server.url()).with_migration(&refused);
    assert_told!(project.run(&["migrate"]), @r#"
    exit 1
    --- stderr
    error[sql-failed]: migration [time]_users failed at statement 3: could not create unique index "users_id"
     --> migrations/[time]_users/migration.sql:3:1
      |
    3 | CREATE UNIQUE INDEX CONCURRENTLY users_id ON users (id);
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      detail: Key (id)=(1) is duplicated.
    SQLSTATE 23505
    hint: statements 1 to 2 stay done; once that is mended, run `evenkeel migrate` again, which goes on behind them
    "#);
    assert_eq!(server.rows("SELECT count(*) FROM pg_index WHERE NOT indisvalid"), ["0"]);
    let mended = text("CREATE INDEX CONCURRENTLY users_id ON users (id);\n");
    project.write("migrations/20260101000000_users/migration.sql", &mended);
    project.done(&["migrate"]);
    assert_eq!(server.rows("SELECT count(*) FROM users"), ["2"]);
}

#[test]
fn an_unknown_setting() {
    let project = Project::sqlite();
    project.write("evenkeel.toml", "[database]\nprodution = true\n");
    assert_told!(project.run(&["status"]), @r"
    exit 2
    --- stderr
    error[config]: there is no setting `prodution` here, only dialect, url, production
     --> evenkeel.toml:2:1
      |
    2 | prodution = true
      | ^^^^^^^^^
    ");
}

#[test]
fn an_unknown_state() {
    let project = Project::sqlite();
    assert_told!(project.run(&["diff", "--from", "empty", "--to", "nowhere.txt"]), @r"
    exit 2
    --- stderr
    error[missing-file]: there is no file or folder nowhere.txt
    hint: name a .sql or .prisma file, a folder of them, a migrations folder, a postgres:// or sqlite: URL, a .db, .sqlite or .sqlite3 file, or `empty`
    ");
    assert_told!(project.run(&["diff", "--from", "mongodb://me:secret@h/d", "--to", "empty"]), @r"
    exit 2
    --- stderr
    error[bad-state]: evenkeel does not know databases of the kind mongodb://
    hint: name a .sql or .prisma file, a folder of them, a migrations folder, a postgres:// or sqlite: URL, a .db, .sqlite or .sqlite3 file, or `empty`
    ");
}
