//! Programs of a project that evenkeel runs: one that prints the schema, and hooks.

use crate::postgres::Server;
use crate::program::{Project, assert_told};

/// A project whose schema a shell script prints.
fn printing(server: &Server, script: &str) -> Project {
    let project = Project::at(server.url());
    project.write("evenkeel.toml", "[schema]\nprogram = \"sh print.sh\"\n");
    project.write("print.sh", script);
    project
}

const PRINT: &str =
    "echo 'reading models' >&2\ncat <<'END'\nCREATE TABLE users (\n    id integer PRIMARY KEY\n);\nEND\n";

#[test]
fn what_a_program_prints_is_the_schema() {
    let server = Server::start();
    let project = printing(&server, PRINT);
    // From below, it runs where evenkeel.toml stands all the same.
    project.write("below/here", "");
    let mut generate = project.command(&["generate", "users"]);
    let ran = project.ran(generate.current_dir(project.path("below")).output().unwrap());
    assert_told!(ran, @r#"
    exit 0
    --- stdout
    wrote ../migrations/[time]_users
    "#);
    project.done(&["migrate"]);
    assert_eq!(project.done(&["diff"]), "");
    // Models say but little, so what stands beside them stays.
    server.sql("CREATE VIEW ids AS SELECT id FROM users");
    assert_told!(project.run(&["diff"]), @r#"
    exit 0
    --- stderr
    note: left alone, for no model says it: view public.ids
    "#);
    project.write("evenkeel.toml", "[schema]\nprogram = [\"sh\", \"print.sh\"]\nundeclared = \"drop\"\n");
    assert_told!(project.run(&["diff"]), @r#"
    exit 0
    --- stdout
    DROP VIEW public.ids;
    "#);
    // Files may stand beside what it prints.
    project.write("sql/view.sql", "CREATE VIEW ids AS SELECT id FROM users;\n");
    project.write(
        "evenkeel.toml",
        "[schema]\nsource = \"sql\"\nprogram = \"sh print.sh\"\nundeclared = \"drop\"\n",
    );
    assert_eq!(project.done(&["diff"]), "");
}

#[test]
fn a_program_that_fails_declares_nothing() {
    let server = Server::start();
    let project = printing(&server, "echo 'CREATE TABLE a ();'\necho 'Error: no models' >&2\nexit 3\n");
    assert_told!(project.run(&["generate"]), @r#"
    exit 1
    --- stderr
    error[program-failed]: `sh print.sh` ended with exit status: 3
      Error: no models
    "#);
    project.write("print.sh", PRINT.replace("integer", "integr"));
    assert_told!(project.run(&["generate"]), @r#"
    exit 1
    --- stderr
    error[sql-failed]: type "integr" does not exist
     --> sh print.sh:2:8
      |
    2 |     id integr PRIMARY KEY
      |        ^^^^^^
    SQLSTATE 42704
    hint: no statement of these files creates it
    "#);
    project.write("print.sh", "exit 0\n");
    assert_told!(project.run(&["generate"]), @r#"
    exit 1
    --- stderr
    error[empty-schema]: the declared schema `sh print.sh` holds no statement
    hint: a program has to print CREATE statements on standard output; if everything has to go, evenkeel diff --to empty prints the SQL for it
    "#);
    project.write("print.sh", "exec sleep 60\n");
    project.write("evenkeel.toml", "[schema]\nprogram = \"sh print.sh\"\ntimeout = \"1s\"\n");
    assert_told!(project.run(&["generate"]), @r#"
    exit 1
    --- stderr
    error[program-failed]: `sh print.sh` did not end within 1 s
    hint: a connection that is left open keeps many programs from ending; timeout = "5m" beside the command gives it longer
    "#);
    project.write("evenkeel.toml", "[schema]\nprogram = \"\"\n");
    assert_told!(project.run(&["generate"]), @r#"
    exit 2
    --- stderr
    error[config]: a command cannot be empty
     --> evenkeel.toml:2:11
      |
    2 | program = ""
      |           ^^
    "#);
    project.write("evenkeel.toml", "[schema]\nprogram = [\"./nothing\"]\n");
    assert_told!(project.run(&["generate"]), @r#"
    exit 1
    --- stderr
    error[program-failed]: `./nothing` cannot be started: No such file or directory (os error 2)
    hint: it is run where evenkeel.toml stands, with the PATH that evenkeel has
    "#);
    assert_eq!(project.migrations(), Vec::<String>::new());
}

/// The project's own kit is asked; where it is not installed, nothing is fetched.
#[test]
fn drizzle_kit_is_asked_by_its_settings() {
    let server = Server::start();
    let project = Project::at(server.url());
    project.write("evenkeel.toml", "schema = \"app/drizzle.config.ts\"\n");
    project.write("app/drizzle.config.ts", "export default {}\n");
    // Stands in for npx, which is handed the kit and what it is to do.
    project.write(
        "bin/npx",
        "#!/bin/sh\necho \"-- $(basename \"$PWD\"): $*\"\necho 'CREATE TABLE kit (id integer);'\n",
    );
    let npx = project.path("bin/npx");
    std::fs::set_permissions(&npx, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    let with = |arguments: &[&str]| {
        let path = format!("{}:{}", project.path("bin").display(), std::env::var("PATH").unwrap());
        project.ran(project.command(arguments).env("PATH", path).output().unwrap())
    };
    assert_told!(with(&["diff", "--from", "empty"]), @r#"
    exit 0
    --- stdout
    CREATE TABLE public.kit (
        id integer
    );
    "#);
    assert_told!(with(&["diff", "--from", "empty", "--to", "app/drizzle.config.ts"]), @r#"
    exit 0
    --- stdout
    CREATE TABLE public.kit (
        id integer
    );
    "#);
    project.write("bin/npx", "#!/bin/sh\n[ \"$*\" = '--no drizzle-kit export --config drizzle.config.ts' ] && [ \"$(basename \"$PWD\")\" = app ] && echo 'CREATE TABLE asked ();'\n");
    assert_told!(with(&["diff", "--from", "empty"]), @r#"
    exit 0
    --- stdout
    CREATE TABLE public.asked ();
    "#);
}

fn hooked(hooks: &str) -> Project {
    let project = Project::sqlite();
    project.write("evenkeel.toml", format!("[hooks]\n{hooks}"));
    project.write("schema.sql", "CREATE TABLE users (id integer PRIMARY KEY);\n");
    // An empty file is an empty database.
    project.write("app.db", "");
    project
}

#[test]
fn hooks_follow_what_was_done() {
    let project = hooked(
        "after_generate = \"echo $EVENKEEL_MIGRATION >> generated\"\n\
         after_migrate = [\"sh\", \"-c\", \"echo $EVENKEEL_MIGRATIONS $DATABASE_URL >> migrated\"]\n",
    );
    // Nothing is done under a dry run, so nothing follows.
    project.done(&["generate", "--dry-run"]);
    assert_told!(project.run(&["generate", "users"]), @r#"
    exit 0
    --- stdout
    wrote migrations/[time]_users
    after_generate: echo $EVENKEEL_MIGRATION >> generated
    "#);
    assert_told!(project.run(&["generate"]), @r#"
    exit 0
    --- stdout
    nothing to do: the migrations already lead to the declared schema
    "#);
    let name = project.migrations()[0].clone();
    assert_eq!(project.read("generated"), format!("{name}\n"));
    project.done(&["migrate", "--dry-run"]);
    assert_told!(project.run(&["migrate"]), @r#"
    exit 0
    --- stdout
    applied [time]_users in [took]
    done: 1 migration applied
    after_migrate: sh -c echo $EVENKEEL_MIGRATIONS $DATABASE_URL >> migrated
    "#);
    assert_told!(project.run(&["migrate"]), @r#"
    exit 0
    --- stdout
    up to date: 1 migration applied
    "#);
    assert_eq!(project.read("migrated"), format!("{name} sqlite:app.db\n"));
    project.done(&["reset", "--yes"]);
    assert_eq!(project.read("migrated").lines().count(), 2);
}

#[test]
fn a_hook_that_fails_is_a_failure() {
    let project = hooked(
        "after_generate = \"echo told; exit 3\"\nafter_migrate = \"exec sleep 60\"\ntimeout = \"1s\"\n",
    );
    assert_told!(project.run(&["generate", "users"]), @r#"
    exit 1
    --- stdout
    wrote migrations/[time]_users
    after_generate: echo told; exit 3
    --- stderr
    told
    error[hook-failed]: the hook after_generate failed: `echo told; exit 3` ended with exit status: 3
    hint: the command stands under [hooks] in evenkeel.toml
    hint: [time]_users is written; what the hook does is not done
    "#);
    assert_eq!(project.migrations().len(), 1);
    assert_told!(project.run(&["migrate"]), @r#"
    exit 1
    --- stdout
    applied [time]_users in [took]
    done: 1 migration applied
    after_migrate: exec sleep 60
    --- stderr
    error[hook-failed]: the hook after_migrate failed: `exec sleep 60` did not end within 1 s
    hint: the command stands under [hooks] in evenkeel.toml
    hint: the migrations stay applied; what the hook does is not done
    "#);
    assert_told!(project.run(&["migrate"]), @r#"
    exit 0
    --- stdout
    up to date: 1 migration applied
    "#);
    let told = project.json(&["reset", "--yes"]);
    assert_eq!(told["error"]["code"], "hook-failed", "{told}");
    let mut run = project.command(&["run", "--", "true"]);
    project.done(&["rollback"]);
    let ran = project.ran(run.output().unwrap());
    assert_ne!(ran.code, 0, "{ran}");
}
