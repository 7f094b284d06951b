//! What each command answers when all is well, and the five ways in which the program ends.

use crate::postgres::Server;
use crate::program::{Project, assert_told};

const USERS: &str = "CREATE TABLE users (\n    id integer PRIMARY KEY,\n    email text NOT NULL\n);\n";
const WITHOUT_EMAIL: &str = "CREATE TABLE users (\n    id integer PRIMARY KEY\n);\n";
const WITH_MAIL: &str = "CREATE TABLE users (\n    id integer PRIMARY KEY,\n    mail text NOT NULL\n);\n";

fn migrated(project: Project) -> Project {
    project.write("schema.sql", USERS);
    project.done(&["generate", "users"]);
    project.done(&["migrate", "--create-database"]);
    project
}

#[test]
fn exit_codes() {
    let project = migrated(Project::sqlite());
    assert_eq!(project.run(&["status", "--exit-code"]).code, 0);
    assert_eq!(project.run(&["migrate", "--to", "20990101000000_never"]).code, 2);
    assert_eq!(project.run(&["frobnicate"]).code, 2);
    assert_eq!(project.run(&["diff", "--from", "empty", "--exit-code"]).code, 3);
    assert_eq!(project.run(&["diff", "--from", "empty"]).code, 0);
    project.write("schema.sql", WITHOUT_EMAIL);
    assert_eq!(project.run(&["generate", "--no-quarantine"]).code, 4);
    assert_eq!(project.run(&["push"]).code, 4);
    assert_eq!(project.run(&["reset"]).code, 4);
    project.write("schema.sql", "CREATE TABLE (");
    assert_eq!(project.run(&["generate"]).code, 1);
}

#[test]
fn a_loss_is_accepted_by_name() {
    let server = Server::start();
    for (project, name) in
        [(Project::sqlite(), "users.email"), (Project::at(server.url()), "public.users.email")]
    {
        let project = migrated(project);
        project.write("schema.sql", WITHOUT_EMAIL);
        let refused = project.run(&["generate", "--no-quarantine"]);
        assert!(
            refused.stderr.contains(&format!("hint: if that is meant, add --accept {name}\n")),
            "{refused}"
        );
        assert_eq!(project.run(&["generate", "--no-quarantine", "--accept", "users.mail"]).code, 4);
        project.done(&["generate", "less", "--no-quarantine", "--accept", name]);
        let newest = project.migrations().pop().unwrap();
        let manifest = project.read(&format!("migrations/{newest}/migration.toml"));
        assert!(manifest.contains(&format!("accepted = [\"{name}\"]")), "{manifest}");
        project.done(&["migrate"]);
        project.done(&["rollback"]);
    }
}

#[test]
fn a_rename_is_told_in_three_ways() {
    let server = Server::start();
    let project = migrated(Project::at(server.url()));
    server.sql("INSERT INTO users VALUES (1, 'ann@example.org')");
    project.write("schema.sql", WITH_MAIL);
    assert_told!(project.run(&["generate"]), @r"
    exit 4
    --- stderr
    error[ambiguous-rename]: a drop and an add look like a rename, and nobody has said which it is
      column public.users.email was renamed to mail, or column public.users.email is dropped with what it holds and public.users.mail is new
    hint: if it was renamed: --rename public.users.email=mail, or `-- evenkeel: rename email` above mail in the schema
    hint: if it is dropped and something new is added: --renames off
    ");
    assert_told!(project.run(&["diff"]), @r"
    exit 4
    --- stderr
    error[ambiguous-rename]: a drop and an add look like a rename, and nobody has said which it is
      column public.users.email was renamed to mail, or column public.users.email is dropped with what it holds and public.users.mail is new
    hint: if it was renamed: --rename public.users.email=mail, or `-- evenkeel: rename email` above mail in the schema
    hint: if it is dropped and something new is added: --renames off
    ");
    assert_told!(project.run(&["diff", "--renames", "off"]), @r"
    exit 0
    --- stdout
    -- hazard data-loss: column public.users.email: the column and its values are lost
    -- hazard may-fail: column public.users.mail: rows that exist have no value for it
    ALTER TABLE public.users DROP COLUMN email,
        ADD COLUMN mail text NOT NULL;
    ");
    assert_told!(project.run(&["diff", "--rename", "users.email=mail"]), @r"
    exit 0
    --- stdout
    ALTER TABLE public.users RENAME COLUMN email TO mail;
    ");
    assert_told!(project.run(&["generate", "--rename", "users.emial=mail"]), @r"
    exit 2
    --- stderr
    error[unknown-rename]: the column to be renamed is not there: `emial`
    hint: did you mean email?
    ");
    project.done(&["generate", "mail", "--rename", "users.email=mail"]);
    let newest = project.migrations().pop().unwrap();
    let manifest = project.read(&format!("migrations/{newest}/migration.toml"));
    assert!(manifest.contains("renames = [\"public.users.email=mail\"]"), "{manifest}");
    project.done(&["migrate"]);
    assert_eq!(server.rows("SELECT mail FROM users"), ["ann@example.org"]);
    project.done(&["rollback"]);
    assert_eq!(server.rows("SELECT email FROM users"), ["ann@example.org"]);
}

#[test]
fn push_and_reset() {
    let server = Server::start();
    for project in [Project::sqlite(), Project::at(server.url())] {
        let project = migrated(project);
        project.write("schema.sql", format!("{USERS}CREATE INDEX users_email ON users (email);\n"));
        project.done(&["push"]);
        assert_eq!(project.done(&["diff", "--exit-code"]), "");
        assert_told!(project.run(&["push"]), @r"
        exit 0
        --- stdout
        nothing to do: the database is the declared schema already
        ");
        project.write("evenkeel.toml", "[seed]\ncommand = \"echo seeded > seeded.txt\"\n");
        project.done(&["reset", "--yes"]);
        assert_eq!(project.read("seeded.txt"), "seeded\n");
        assert_eq!(project.run(&["diff", "--exit-code"]).code, 3);
        project.write("evenkeel.toml", "[database]\nproduction = true\n");
        assert_told!(project.run(&["push"]), @r"
        exit 4
        --- stderr
        error[production]: push is for development, and this database is marked as production
        hint: make the change with evenkeel generate and evenkeel migrate
        hint: the mark is `production = true` under [database] in evenkeel.toml
        ");
        assert_told!(project.run(&["reset", "--yes"]), @r"
        exit 4
        --- stderr
        error[production]: reset is for development, and this database is marked as production
        hint: make the change with evenkeel generate and evenkeel migrate
        hint: the mark is `production = true` under [database] in evenkeel.toml
        ");
    }
}

#[test]
fn diff_is_quiet_and_inspect_tells() {
    let server = Server::start();
    let project = migrated(Project::at(server.url()));
    assert_told!(project.run(&["diff", "--exit-code"]), @"exit 0");
    assert_told!(project.run(&["diff", "--from", "empty", "--to", "migrations"]), @r"
    exit 0
    --- stdout
    CREATE TABLE public.users (
        id integer NOT NULL,
        email text NOT NULL,
        CONSTRAINT users_pkey PRIMARY KEY (id)
    );
    ");
    assert_told!(project.run(&["inspect"]), @r"
    exit 0
    --- stdout
    CREATE TABLE public.users (
        id integer NOT NULL,
        email text NOT NULL,
        CONSTRAINT users_pkey PRIMARY KEY (id)
    );
    ");
    assert_told!(project.run(&["inspect", "--table", "users"]), @r"
    exit 0
    --- stdout
    Table public.users
     Column | Type    | Collation | Nullable | Default
    --------+---------+-----------+----------+---------
     id     | integer |           | not null |
     email  | text    |           | not null |
    Keys:
        users_pkey PRIMARY KEY (id)
    Size: 16 kB with 8192 bytes of indexes
    Rows: unknown: it was never analyzed
    Made by:
        [time]_users: table, column email, column id, primary key users_pkey
    ");
    assert_told!(project.run(&["inspect", "--table", "nobody"]), @r"
    exit 2
    --- stderr
    error[no-such-table]: there is no table or view `nobody`
    hint: evenkeel inspect prints all there are
    ");
    let catalog = project.json(&["inspect", "--format", "json"]);
    assert_eq!(catalog["catalog"]["dialect"], "postgres");
}

#[test]
fn an_unmodelled_object_is_named() {
    let server = Server::start();
    let project = migrated(Project::at(server.url()));
    let shell = "CREATE TYPE thing;\n";
    server.sql(shell);
    project.write("schema.sql", format!("{USERS}{shell}"));
    assert_told!(project.run(&["diff", "--exit-code"]), @r"
    exit 0
    --- stderr
    note: of kinds that are not modelled yet, and left alone: type public.thing
    ");
    assert_told!(project.run(&["diff", "--strict"]), @r"
    exit 4
    --- stderr
    error[unmodelled-objects]: 1 object is of a kind that evenkeel does not model yet
      type public.thing
    hint: without --strict they are named and left alone while they are equal on both sides
    ");
    project.write("schema.sql", USERS);
    assert_told!(project.run(&["diff"]), @r"
    exit 4
    --- stderr
    error[unmodelled-objects]: 1 object is of a kind that evenkeel does not model yet, so there is no plan
      type public.thing would have to be dropped
    hint: write these changes into migration.sql by hand; `evenkeel migrate` runs any SQL
    ");
}

#[test]
fn a_secret_that_would_have_to_be_written_is_told_as_that() {
    let server = Server::start();
    let mapping = "CREATE FOREIGN DATA WRAPPER far;\nCREATE SERVER there FOREIGN DATA WRAPPER far;\n\
                   CREATE USER MAPPING FOR PUBLIC SERVER there OPTIONS (password 'hunter2');\n";
    let project = migrated(Project::at(server.url()));
    project.write("schema.sql", format!("{USERS}{mapping}"));
    assert_told!(project.run(&["diff"]), @r"
    exit 4
    --- stderr
    error[impossible-changes]: 1 change cannot be made, so there is no plan
      user_mapping server.there for public: an option holds a secret, which is read by nobody: write the statement by hand
    hint: write these changes into migration.sql by hand; `evenkeel migrate` runs any SQL
    ");
}

#[test]
fn values_come_to_another_type_as_told() {
    let server = Server::start();
    let project = Project::at(server.url());
    project.write("schema.sql", "CREATE TABLE events (id integer PRIMARY KEY, at bigint, kind text[]);\n");
    project.done(&["generate", "events"]);
    project.done(&["migrate"]);
    server.sql("INSERT INTO events VALUES (1, 1700000000000, '{a,b}'), (2, NULL, NULL)");
    project.write(
        "schema.sql",
        "CREATE TABLE events (\n    id integer PRIMARY KEY,\n    \
         -- evenkeel: using to_timestamp(at / 1000.0)\n    at timestamptz,\n    \
         -- evenkeel: using kind[1]\n    kind text\n);\n",
    );
    project.done(&["generate", "timestamps"]);
    project.done(&["migrate"]);
    assert_eq!(
        server.rows("SELECT id, at AT TIME ZONE 'UTC', kind FROM events ORDER BY id"),
        ["1|2023-11-14 22:13:20|a", "2||"]
    );
    assert_eq!(project.json(&["diff"])["differs"], false);
}

#[test]
fn json_is_one_versioned_object() {
    let project = migrated(Project::sqlite());
    assert_eq!(project.json(&["status"])["pending"], 0);
    assert_eq!(project.json(&["migrate"])["applied"], serde_json::json!([]));
    assert_eq!(project.json(&["diff"])["differs"], false);
    assert_eq!(project.json(&["inspect"])["version"], 1);
    project.write("schema.sql", "CREATE TABLE (");
    let failed = project.json(&["generate"]);
    assert_eq!(failed["ok"], false);
    assert_eq!(failed["error"]["code"], "sql-failed");
    assert_eq!(failed["error"]["place"]["line"], 1);
    project.write("schema.sql", WITHOUT_EMAIL);
    let refused = project.json(&["generate", "--no-quarantine"]);
    assert_eq!(refused["error"]["objects"], serde_json::json!(["users.email"]));
    let misused = project.json(&["frobnicate"]);
    assert_eq!(misused["error"]["code"], "usage");
}

#[test]
fn migrate_stops_where_it_is_told() {
    let project = Project::sqlite();
    for number in 1..=3 {
        let sql = format!("CREATE TABLE t{number} (id integer);\n");
        project.write(&format!("migrations/2026010100000{number}_t{number}/migration.sql"), sql);
    }
    assert_told!(project.run(&["migrate", "--create-database", "--to", "20260101000002_t2"]), @r"
    exit 0
    --- stdout
    made the database [url]
    applied [time]_t1 in [took]
    applied [time]_t2 in [took]
    done: 2 migrations applied
    ");
    assert_told!(project.run(&["migrate", "--dry-run"]), @r"
    exit 0
    --- stdout
    -- migrations/[time]_t3/migration.sql
    CREATE TABLE t3 (id integer);
    ");
    assert_told!(project.run(&["migrate", "--to", "20260101000002_t2"]), @r"
    exit 0
    --- stdout
    up to date: [time]_t2 is applied already
    ");
    assert_told!(project.run(&["rollback"]), @r"
    exit 1
    --- stderr
    error[no-way-back]: migration [time]_t2 cannot be taken back: it has no down.sql
    hint: write down.sql beside migration.sql, or go forward with a new migration
    ");
    assert_told!(project.run(&["migrate"]), @r"
    exit 0
    --- stdout
    applied [time]_t3 in [took]
    done: 1 migration applied
    ");
}

#[test]
fn init_looks_around() {
    let project = Project::sqlite();
    project.write("package.json", "{\"dependencies\": {\"drizzle-orm\": \"1\"}}");
    project.write("db/schema.sql", USERS);
    assert_told!(project.run(&["init", "--dry-run"]), @r#"
    exit 0
    --- stdout
    # Settings of evenkeel. Every line is optional; paths are meant from here.

    [database]
    dialect = "sqlite"
    url = "env:DATABASE_URL"      # such as sqlite:app.db
    # production = true            # push and reset then refuse to touch it

    [schema]
    source = "db/schema.sql"          # a file or a folder of them

    [migrations]
    dir = "migrations"
    --- stderr
    note: Drizzle is used here (drizzle-orm in package.json); its schema counts where `source` under [schema] names it
    hint: evenkeel generate writes the first migration
    "#);
    project.done(&["init"]);
    assert_told!(project.run(&["init"]), @r"
    exit 1
    --- stderr
    error[config-exists]: there is an evenkeel.toml here already
     --> evenkeel.toml
    hint: evenkeel init --dry-run prints what would be written
    ");
    project.done(&["generate", "users"]);
}

#[test]
fn completions_are_for_a_shell() {
    let project = Project::sqlite();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(project.done(&["completions", shell]).contains("generate"), "{shell}");
    }
}

#[test]
fn a_drift_is_shown_object_by_object() {
    let server = Server::start();
    for project in [Project::sqlite(), Project::at(server.url())] {
        let project = migrated(project);
        project.write("schema.sql", format!("{USERS}CREATE TABLE posts (id integer PRIMARY KEY);\n"));
        project.done(&["push"]);
        project.done(&["generate", "posts"]);
        let refused = project.run(&["migrate"]);
        assert_eq!(refused.code, 1, "{refused}");
        assert!(refused.stderr.contains("posts is in the database, and no migration made it\n"), "{refused}");
        let newest = project.migrations().pop().unwrap();
        project.done(&["resolve", "--applied", &newest]);
        assert_eq!(project.run(&["status", "--exit-code"]).code, 0);
        project.done(&["rollback"]);
        assert_eq!(project.run(&["diff", "--exit-code"]).code, 3);
    }
}

#[test]
fn a_migration_that_does_not_keep_its_promise_leaves_nothing() {
    let server = Server::start();
    for project in [Project::sqlite(), Project::at(server.url())] {
        let project = migrated(project);
        project.write("schema.sql", format!("{USERS}CREATE TABLE posts (id integer PRIMARY KEY);\n"));
        project.done(&["generate", "posts"]);
        let newest = format!("migrations/{}/migration.sql", project.migrations().pop().unwrap());
        let text = project.read(&newest);
        project.write(&newest, format!("{text}CREATE TABLE extra (id integer);\n"));
        let failed = project.run(&["migrate"]);
        assert_eq!(failed.code, 1, "{failed}");
        assert!(failed.stderr.starts_with("error[not-as-promised]: "), "{failed}");
        assert!(failed.stderr.contains("extra is in the database, and no migration made it\n"), "{failed}");
        let tables = project.done(&["inspect"]);
        assert!(!tables.contains("posts") && !tables.contains("extra"), "{tables}");
    }
}

#[test]
fn each_migration_of_a_usual_deploy_is_checked_and_of_a_long_one_on_demand() {
    let project = Project::sqlite();
    for number in 1..=9 {
        let tables = (1..=number).map(|number| format!("CREATE TABLE t{number} (id integer);\n"));
        project.write("schema.sql", tables.collect::<String>());
        project.done(&["generate", &format!("t{number}")]);
    }
    let names = project.migrations();
    let breaks = |name: &str| {
        let file = format!("migrations/{name}/migration.sql");
        let text = project.read(&file);
        project.write(&file, format!("{text}CREATE TABLE extra (id integer);\n"));
        (file, text)
    };
    let blames = |name: &str| {
        let failed = project.run(&["migrate", "--create-database"]);
        let message = format!("error[not-as-promised]: migration {name}");
        assert!(failed.code == 1 && failed.stderr.contains(&message), "{failed}");
        assert_eq!(failed.stderr.contains("or the one before it"), name == names[1], "{failed}");
    };
    let (file, text) = breaks(&names[0]);
    project.write("evenkeel.toml", "[verify]\neach = true\n");
    blames(&names[0]);
    std::fs::remove_file(project.path("evenkeel.toml")).unwrap();
    blames(&names[1]);
    project.write(&file, text);
    std::fs::remove_file(project.path("app.db")).unwrap();
    project.done(&["migrate", "--create-database", "--to", &names[0]]);
    breaks(&names[2]);
    blames(&names[2]);
}

#[test]
fn a_rename_hint_stays_in_the_schema_without_harm() {
    let project = migrated(Project::sqlite());
    let hinted = WITH_MAIL.replace("    mail", "    -- evenkeel: rename email\n    mail");
    project.write("schema.sql", hinted);
    project.done(&["generate", "mail"]);
    project.done(&["migrate"]);
    assert_told!(project.run(&["generate"]), @r"
    exit 0
    --- stdout
    nothing to do: the migrations already lead to the declared schema
    ");
    assert_told!(project.run(&["diff", "--from", "empty"]), @r"
    exit 0
    --- stdout
    CREATE TABLE users (
        id integer PRIMARY KEY,
        -- evenkeel: rename email
        mail text NOT NULL
    );
    ");
    project.write("schema.sql", WITH_MAIL.replace("    mail", "    -- evenkeel: rename emial\n    mail"));
    project.done(&["rollback"]);
    assert_told!(project.run(&["diff"]), @r"
    exit 4
    --- stderr
    note: the hint at schema.sql:3:5 renames nothing: neither name is there
    error[ambiguous-rename]: a drop and an add look like a rename, and nobody has said which it is
      column users.email was renamed to mail, or column users.email is dropped with what it holds and users.mail is new
    hint: if it was renamed: --rename users.email=mail, or `-- evenkeel: rename email` above mail in the schema
    hint: if it is dropped and something new is added: --renames off
    ");
}

#[test]
fn a_column_of_sqlite_may_be_a_rename_too() {
    let project = migrated(Project::sqlite());
    project.write("schema.sql", WITH_MAIL);
    assert_told!(project.run(&["generate"]), @r"
    exit 4
    --- stderr
    error[ambiguous-rename]: a drop and an add look like a rename, and nobody has said which it is
      column users.email was renamed to mail, or column users.email is dropped with what it holds and users.mail is new
    hint: if it was renamed: --rename users.email=mail, or `-- evenkeel: rename email` above mail in the schema
    hint: if it is dropped and something new is added: --renames off
    ");
    let both = project.done(&["diff", "--renames", "off"]);
    assert!(both.contains("email") && both.contains("mail"), "{both}");
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_in_good_order() {
    use std::io::{BufRead, BufReader};
    use std::process::{Command, Stdio};

    let server = Server::start();
    let project = Project::at(server.url());
    project.write(
        "migrations/20260101000001_slow/migration.sql",
        "CREATE TABLE slow (id integer);\nDO $$ BEGIN RAISE WARNING 'under way'; END $$;\n",
    );
    project.write("migrations/20260101000002_slower/migration.sql", "SELECT pg_sleep(60);\n");
    let mut command = project.command(&["migrate", "--verbose"]);
    let mut running = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(running.stderr.take().unwrap()).lines().map(Result::unwrap);
    assert!(lines.any(|line| line.contains("2 of 2")), "the second migration is under way");
    let asked = Command::new("kill").args(["-INT", &running.id().to_string()]).status().unwrap();
    assert!(asked.success());
    let last: Vec<String> = lines.collect();
    assert_eq!(running.wait().unwrap().code(), Some(1));
    assert!(last.iter().any(|line| line.starts_with("error[interrupted]: ")), "{last:?}");
    assert_eq!(project.json(&["status"])["pending"], 1);
}
