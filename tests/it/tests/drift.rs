//! What was changed behind the back of the history, and databases that begin theirs late.

use crate::postgres::Server;
use crate::program::{Project, assert_told};

const USERS: &str = "CREATE TABLE users (\n    id integer PRIMARY KEY,\n    age integer CONSTRAINT grown CHECK (age > 17)\n);\n";

fn declared(project: Project) -> Project {
    project.write("schema.sql", USERS);
    project.done(&["generate", "users"]);
    project
}

#[test]
fn what_was_changed_by_hand_is_named() {
    let server = Server::start();
    let project = declared(Project::at(server.url()));
    project.done(&["migrate"]);
    assert_eq!(project.run(&["drift", "--exit-code"]).code, 0);
    server.sql("ALTER TABLE users DROP CONSTRAINT grown, ADD CONSTRAINT grown CHECK (age > 20)");
    server.sql("CREATE INDEX by_age ON users (age); ALTER TABLE users ADD nick text");
    for command in [&["drift"][..], &["drift", "--declared"]] {
        let told = project.run(command);
        assert_eq!(told.code, 0, "{told}");
        for line in [
            "  changed   check public.users.grown\n            definition: CHECK ((age > 17)) → CHECK ((age > 20))\n",
            "  extra     column public.users.nick\n",
            "  extra     index public.by_age\n",
            "3 objects differ\n",
        ] {
            assert!(told.stdout.contains(line), "{told}");
        }
    }
    let json: serde_json::Value =
        serde_json::from_str(&project.run(&["drift", "--json", "--exit-code"]).stdout).unwrap();
    assert_eq!(json["differences"][0]["how"], "changed");
    assert_eq!(json["differences"][0]["expected"]["definition"], "CHECK ((age > 17))");
    assert_eq!(project.run(&["drift", "--exit-code"]).code, 3);
    server.sql(&project.done(&["diff", "--to", "migrations"]));
    assert_eq!(project.run(&["drift", "--exit-code"]).code, 0);
}

#[test]
fn the_finished_parts_of_a_migration_are_no_drift() {
    let server = Server::start();
    let project = declared(Project::at(server.url()));
    project.done(&["migrate"]);
    project.write(
        "migrations/20990101000000_half/migration.sql",
        "CREATE TABLE done (id integer);\nCREATE INDEX CONCURRENTLY broken ON nothing (id);\n",
    );
    assert_eq!(project.run(&["migrate"]).code, 1);
    assert_told!(project.run(&["status"]), @r#"
    exit 0
    --- stdout
    database [url]
      applied       [time]_users  [when]
      half-applied  [time]_half  1 of its parts are done
                    failed at statement 2 on [when]: relation "nothing" does not exist (SQLSTATE 42P01)
      drift         not known, because a migration is half way, and what its finished parts left was not looked at
    1 migration applied, 1 pending
    --- stderr
    hint: evenkeel migrate applies what is pending
    "#);
}

#[test]
fn drift_needs_the_files_that_were_run_where_the_ledger_remembers_nothing() {
    let server = Server::start();
    let project = declared(Project::at(server.url()));
    project.done(&["migrate"]);
    let name = project.migrations().pop().unwrap();
    project.write(&format!("migrations/{name}/migration.sql"), "CREATE TABLE others (id integer);\n");
    assert_eq!(project.run(&["drift", "--exit-code"]).code, 0);
    server.sql("DELETE FROM evenkeel.catalog");
    let told = project.run(&["drift"]);
    assert_eq!(told.code, 1, "{told}");
    assert!(told.stderr.contains("error[history-lost]: "), "{told}");
    assert!(told.stderr.contains(&format!("{name} was applied and is edited now")), "{told}");
    assert_eq!(project.run(&["drift", "--declared", "--exit-code"]).code, 0);
}

#[test]
fn a_database_begins_its_history_when_it_is_equal() {
    let server = Server::start();
    for project in [Project::sqlite(), Project::at(server.url())] {
        let project = declared(project);
        project.done(&["push", "--create-database"]);
        project.write("schema.sql", USERS.replace("age integer", "nick text,\n    age integer"));
        project.done(&["generate", "nick"]);
        let refused = project.run(&["baseline"]);
        assert_eq!(refused.code, 1, "{refused}");
        assert!(refused.stderr.contains("error[not-equal]: "), "{refused}");
        let first = project.migrations().remove(0);
        project.done(&["baseline", "--to", &first]);
        project.done(&["migrate"]);
        assert_eq!(project.run(&["status", "--exit-code"]).code, 0);
        assert_eq!(project.run(&["drift", "--exit-code"]).code, 0);
        let again = project.run(&["baseline"]);
        assert!(again.stderr.contains("has a history already"), "{again}");
    }
}

#[test]
fn a_baseline_ends_at_a_migration_that_exists() {
    let project = declared(Project::sqlite());
    project.done(&["push", "--create-database"]);
    let refused = project.run(&["baseline", "--to", "20200101000000_never"]);
    assert_eq!(refused.code, 1, "{refused}");
    let why = "error[unknown-migration]: there is no migration 20200101000000_never in ";
    assert!(refused.stderr.contains(why), "{refused}");
}
