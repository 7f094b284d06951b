//! Histories that part in two and come together again, and long ones that are folded.

use crate::postgres::Server;
use crate::program::{Project, assert_told};

const USERS: &str = "CREATE TABLE users (\n    id integer PRIMARY KEY,\n    email text NOT NULL\n);\n";
const POSTS: &str = "CREATE TABLE posts (id integer PRIMARY KEY);\n";

fn both() -> (Server, [Project; 2]) {
    let server = Server::start();
    let url = server.url();
    (server, [Project::sqlite(), Project::at(url)])
}

fn generated(project: &Project, schema: &str, name: &str, more: &[&str]) -> String {
    project.write("schema.sql", schema);
    project.done(&[&["generate", name], more].concat());
    project.migrations().pop().unwrap()
}

/// Makes a migration as another branch would have made it: without those that came after `parent`.
fn branched(project: &Project, after: usize, schema: &str, name: &str, more: &[&str]) -> String {
    let later: Vec<String> = project.migrations().split_off(after);
    let aside = |name: &str| project.path(&format!(".git/{name}"));
    for name in &later {
        std::fs::rename(project.path(&format!("migrations/{name}")), aside(name)).unwrap();
    }
    // The stamp is the other branch's own.
    let made = generated(project, schema, name, more);
    let stamp = |name: &str| name.split_once('_').unwrap().0.parse::<u64>().unwrap();
    let newest = later.iter().map(|name| stamp(name)).max().unwrap_or_default().max(stamp(&made)) + 1;
    let renamed = format!("{newest}_{}", made.split_once('_').unwrap().1);
    std::fs::rename(
        project.path(&format!("migrations/{made}")),
        project.path(&format!("migrations/{renamed}")),
    )
    .unwrap();
    for name in &later {
        std::fs::rename(aside(name), project.path(&format!("migrations/{name}"))).unwrap();
    }
    renamed
}

#[test]
fn branches_that_do_not_meet_are_put_behind_each_other() {
    let (_server, projects) = both();
    for project in projects {
        generated(&project, USERS, "users", &[]);
        project.done(&["migrate", "--create-database"]);
        let posts = generated(&project, &format!("{USERS}{POSTS}"), "posts", &[]);
        let nick =
            branched(&project, 1, &USERS.replace("NOT NULL\n", "NOT NULL,\n    nick text\n"), "nick", &[]);
        let sql = project.read(&format!("migrations/{nick}/migration.sql"));
        assert_told!(project.run(&["status", "--exit-code"]), @r"
        exit 3
        --- stdout
        database [url]
          applied       [time]_users  [when]
          pending       [time]_posts
          pending       [time]_nick
          forked        [time]_posts and [time]_nick all continue [time]_users
        1 migration applied, 2 pending, 1 forked
        --- stderr
        hint: evenkeel rebase puts the later branch behind the other one
        ");
        for command in ["migrate", "generate"] {
            let refused = project.run(&[command]);
            assert_eq!(refused.code, 1, "{refused}");
            assert!(refused.stderr.contains("error[forked-history]: "), "{refused}");
            assert!(refused.stderr.contains("`evenkeel rebase` puts"), "{refused}");
        }
        assert_told!(project.run(&["rebase"]), @r"
        exit 0
        --- stdout
        [time]_nick continues [time]_posts; its statements are as they were
        ");
        assert_eq!(project.read(&format!("migrations/{nick}/migration.sql")), sql);
        let manifest = project.read(&format!("migrations/{nick}/migration.toml"));
        assert!(manifest.contains(&format!("parent = \"{posts}\"")), "{manifest}");
        project.done(&["migrate"]);
        project.write("schema.sql", USERS.replace("NOT NULL\n", "NOT NULL,\n    nick text\n") + POSTS);
        assert_eq!(project.run(&["diff", "--exit-code"]).code, 0);
        assert_eq!(project.run(&["status", "--exit-code"]).code, 0);
        project.done(&["rollback", "--steps", "3"]);
        assert!(project.done(&["rebase"]).contains("nothing to do"));
    }
}

#[test]
fn the_same_fact_told_in_two_ways_is_named() {
    let server = Server::start();
    let project = Project::at(server.url());
    generated(&project, USERS, "users", &[]);
    generated(
        &project,
        &USERS.replace("email text", "email varchar(40)"),
        "short",
        &["--accept", "public.users.email"],
    );
    let other = USERS.replace("email text", "email varchar(80)");
    let other = branched(&project, 1, &other, "shorter", &["--accept", "public.users.email"]);
    let before = project.read(&format!("migrations/{other}/migration.toml"));
    let refused = project.run(&["rebase"]);
    assert_told!(refused, @r"
    exit 1
    --- stderr
    error[conflict]: [time]_short and [time]_shorter both change 1 fact, each in its own way
      column public.users.email: type: character varying(40) or character varying(80)
    hint: nothing was changed; take the change out of one of them by hand, or delete the later one and generate it again
    ");
    assert_eq!(project.read(&format!("migrations/{other}/migration.toml")), before);
}

#[test]
fn one_function_takes_what_each_branch_changed_of_it() {
    let server = Server::start();
    let project = Project::at(server.url());
    let of = |attributes: &str, body: &str| {
        format!("CREATE FUNCTION one() RETURNS integer LANGUAGE sql {attributes} AS 'SELECT {body}';\n")
    };
    generated(&project, &of("", "1"), "one", &[]);
    generated(&project, &of("SECURITY DEFINER", "1"), "definer", &[]);
    let body = branched(&project, 1, &of("", "2"), "body", &[]);
    assert_told!(project.run(&["rebase"]), @r"
    exit 0
    --- stdout
    [time]_body continues [time]_definer; its statements are made anew
    ");
    let sql = project.read(&format!("migrations/{body}/migration.sql"));
    assert!(sql.contains("SECURITY DEFINER\nAS $$SELECT 2$$"), "{sql}");
    project.done(&["migrate"]);
}

#[test]
fn where_the_database_does_not_take_both_is_named() {
    let server = Server::start();
    let project = Project::at(server.url());
    generated(&project, USERS, "users", &[]);
    let numbered = USERS.replace("integer PRIMARY KEY", "integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY");
    generated(&project, &numbered, "numbered", &[]);
    let text = branched(&project, 1, &USERS.replace("integer PRIMARY KEY", "text PRIMARY KEY"), "text", &[]);
    let before = project.read(&format!("migrations/{text}/migration.toml"));
    assert_told!(project.run(&["rebase"]), @r"
    exit 1
    --- stderr
    error[cannot-rebase]: [time]_text cannot be put behind [time]_numbered: statement 1 at plan.sql:3:1: identity column type must be smallint, integer, or bigint (SQLSTATE 22023)
      where they meet: column public.users.id changes in type, and identity public.users.id is made
    hint: nothing was changed; write the later one by hand, or delete it and generate it again
    ");
    assert_eq!(project.read(&format!("migrations/{text}/migration.toml")), before);
}

#[test]
fn what_the_other_branch_renamed_is_found_under_its_new_name() {
    let server = Server::start();
    let project = Project::at(server.url());
    generated(&project, USERS, "users", &[]);
    generated(&project, &USERS.replace("users", "people"), "people", &["--rename", "users=people"]);
    let nick = branched(&project, 1, &USERS.replace("NOT NULL\n", "NOT NULL,\n    nick text\n"), "nick", &[]);
    let sql = project.read(&format!("migrations/{nick}/migration.sql"));
    project
        .write(&format!("migrations/{nick}/migration.sql"), format!("{sql}UPDATE users SET nick = email;\n"));
    let refused = project.run(&["rebase"]);
    assert_eq!(refused.code, 4, "{refused}");
    assert!(refused.stderr.contains("migration.sql:4: UPDATE users SET nick = email"), "{refused}");
    let told = project.run(&["rebase", "--data", "drop"]);
    assert_eq!(told.code, 0, "{told}");
    assert!(told.stdout.contains("its statements are made anew"), "{told}");
    let sql = project.read(&format!("migrations/{nick}/migration.sql"));
    assert!(sql.contains("ALTER TABLE public.people"), "{sql}");
    project.done(&["migrate"]);
    project.done(&["rollback"]);
}

#[test]
fn an_applied_migration_is_not_renamed_in_silence() {
    let server = Server::start();
    let project = Project::at(server.url());
    generated(&project, USERS, "users", &[]);
    let posts = generated(&project, &format!("{USERS}{POSTS}"), "posts", &[]);
    project.done(&["migrate"]);
    branched(&project, 1, &USERS.replace("NOT NULL\n", "NOT NULL,\n    nick text\n"), "nick", &[]);
    let refused = project.run(&["rebase", &posts]);
    assert_eq!(refused.code, 4, "{refused}");
    assert!(refused.stderr.contains(&format!("{posts} is applied")), "{refused}");
    project.done(&["rebase"]);
    project.done(&["migrate"]);
}

#[test]
fn migrations_are_folded_and_databases_that_have_them_go_on() {
    let (_server, projects) = both();
    for project in projects {
        generated(&project, USERS, "users", &[]);
        let posts = generated(&project, &format!("{USERS}{POSTS}"), "posts", &[]);
        project.done(&["migrate", "--create-database"]);
        let schema = USERS.replace("NOT NULL\n", "NOT NULL,\n    nick text\n") + POSTS;
        generated(&project, &schema, "nick", &[]);
        let told = project.run(&["squash", "--to", &posts]);
        assert_eq!(told.code, 0, "{told}");
        assert_eq!(project.migrations().len(), 2);
        assert_told!(project.run(&["status"]), @r"
        exit 0
        --- stdout
        database [url]
          applied       [time]_squashed  [when]
          pending       [time]_nick
        1 migration applied, 1 pending
        --- stderr
        hint: evenkeel migrate applies what is pending
        ");
        project.done(&["migrate"]);
        assert_eq!(project.run(&["diff", "--exit-code"]).code, 0);
        assert!(project.done(&["generate"]).contains("nothing to do"));
        let newest = project.migrations().pop().unwrap();
        project.done(&["squash", "--to", &newest, "--title", "again"]);
        assert_eq!(project.migrations().len(), 1);
        assert!(project.done(&["migrate"]).contains("up to date"));
        assert_eq!(project.run(&["status", "--exit-code"]).code, 0);
        assert_told!(project.run(&["rollback"]), @r"
        exit 1
        --- stderr
        error[no-way-back]: migration [time]_nick cannot be taken back: it was folded into [time]_again, which has no way back
        hint: check out the commit before they were folded and roll back there, or go forward with a new migration
        ");
    }
}

#[test]
fn a_database_with_half_of_what_is_folded_hears_so() {
    let server = Server::start();
    let project = Project::at(server.url());
    let users = generated(&project, USERS, "users", &[]);
    let posts = generated(&project, &format!("{USERS}{POSTS}"), "posts", &[]);
    project.done(&["migrate", "--to", &users]);
    project.write(
        &format!("migrations/{posts}/migration.sql"),
        project.read(&format!("migrations/{posts}/migration.sql")) + "INSERT INTO posts VALUES (1);\n",
    );
    let refused = project.run(&["squash", "--to", &posts]);
    assert_eq!(refused.code, 4, "{refused}");
    assert!(refused.stderr.contains("INSERT INTO posts VALUES (1)"), "{refused}");
    project.done(&["squash", "--to", &posts, "--data", "keep"]);
    assert!(
        project.read(&format!("migrations/{}/migration.sql", project.migrations()[0])).contains("INSERT")
    );
    let refused = project.run(&["migrate"]);
    assert_eq!(refused.code, 1, "{refused}");
    assert!(refused.stderr.contains("error[half-folded-migration]: "), "{refused}");
    assert!(refused.stderr.contains(&posts), "{refused}");
    server.sql("DROP TABLE users; DROP SCHEMA evenkeel CASCADE");
    project.done(&["migrate"]);
    assert_eq!(server.rows("SELECT count(*) FROM posts"), ["1"]);
}
