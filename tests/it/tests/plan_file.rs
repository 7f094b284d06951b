//! A plan on file is carried out only while database and files are what it saw; and people approve of it first, where they are
//! asked.

use crate::postgres::Server;
use crate::program::{Project, Ran, assert_told};

const FIRST: &str = "CREATE TABLE users (id integer PRIMARY KEY, email text);\n";
const SECOND: &str = "CREATE TABLE users (id integer PRIMARY KEY, email text, age integer);\n";
const THIRD: &str = "CREATE TABLE users (id integer PRIMARY KEY, email text, age integer);\nCREATE TABLE notes (id integer PRIMARY KEY);\n";

/// A database with one migration applied and one pending, of which there is a plan.
fn planned(project: &Project) {
    project.write("schema.sql", FIRST);
    project.done(&["generate", "first"]);
    project.done(&["migrate", "--create-database"]);
    project.write("schema.sql", SECOND);
    project.done(&["generate", "second"]);
    project.done(&["plan", "--out", "plan.json"]);
}

fn refused(project: &Project) -> Ran {
    let told = project.run(&["migrate", "--plan", "plan.json"]);
    assert_eq!(told.code, 4, "{told}");
    told
}

#[test]
fn a_plan_is_written_and_carried_out_once() {
    let server = Server::start();
    let project = Project::at(server.url());
    planned(&project);
    let told = project.run(&["plan", "--out", "plan.json"]);
    assert_told!(told, @r#"
    exit 0
    --- stdout
    1 migration is pending

    [time]_second (migrations/[time]_second/migration.sql)
      3: ALTER TABLE public.users ADD COLUMN age integer
          locks public.users: ACCESS EXCLUSIVE (readers and writers wait)

    wrote plan.json
    "#);
    assert_told!(project.run(&["migrate", "--plan", "plan.json"]), @r#"
    exit 0
    --- stdout
    applied [time]_second in [took]
    done: 1 migration applied
    "#);
    assert_told!(project.run(&["migrate", "--plan", "plan.json"]), @r#"
    exit 0
    --- stdout
    up to date: 2 migrations applied
    "#);
    assert_told!(project.run(&["approve", "plan.json", "--by", "anna"]), @r#"
    exit 0
    --- stdout
    nothing to do: all of the plan is applied
    "#);
    assert_told!(project.run(&["migrate", "--plan", "nothing.json"]), @r#"
    exit 2
    --- stderr
    error[missing-file]: nothing.json cannot be read: No such file or directory (os error 2)
     --> nothing.json
    hint: evenkeel plan --out FILE writes it
    "#);
    assert_told!(project.run(&["migrate", "--approved-by", "anna"]), @r#"
    exit 2
    --- stderr
    error: the following required arguments were not provided:
      --plan <FILE>

    Usage: evenkeel migrate --plan <FILE> --approved-by <NAME>

    For more information, try '--help'.
    "#);
}

#[test]
fn what_is_not_as_the_plan_saw_it_is_named() {
    let server = Server::start();
    let project = Project::at(server.url());
    planned(&project);
    let second = format!("migrations/{}", project.migrations()[1]);
    let (up, toml) = (format!("{second}/migration.sql"), format!("{second}/migration.toml"));
    let [text, manifest] = [&up, &toml].map(|file| project.read(file));
    project.write(&up, format!("-- reviewed\n{text}"));
    project.write(&toml, format!("{manifest}\n[locks]\nlock_timeout = \"1s\"\n"));
    server.sql("ALTER TABLE users ADD COLUMN phone text; DROP INDEX IF EXISTS nothing");
    assert_told!(refused(&project), @r#"
    exit 4
    --- stderr
    error[not-as-planned]: the database or the files are not what the plan saw, so nothing was run
      migration.sql of migration [time]_second was changed since
      migration.toml of migration [time]_second was changed since
      column public.users.phone was added since
    hint: make the plan anew, and have it approved anew: evenkeel plan --out FILE
    "#);
    project.write(&up, text);
    project.write(&toml, manifest);
    server.sql("ALTER TABLE users DROP COLUMN phone");
    project.write("schema.sql", THIRD);
    project.done(&["generate", "third"]);
    assert_told!(refused(&project), @r#"
    exit 4
    --- stderr
    error[not-as-planned]: the database or the files are not what the plan saw, so nothing was run
      migration [time]_third is pending, and was not there then
    hint: make the plan anew, and have it approved anew: evenkeel plan --out FILE
    "#);
    // It is not run by halves.
    assert_eq!(project.json(&["status"])["pending"], 2);
    let third = project.migrations()[2].clone();
    std::fs::remove_dir_all(project.path(&format!("migrations/{third}"))).unwrap();
    project.done(&["rollback"]);
    assert_told!(refused(&project), @r#"
    exit 4
    --- stderr
    error[not-as-planned]: the database or the files are not what the plan saw, so nothing was run
      migration [time]_first was applied then, and is not now
      migration [time]_first is pending, and was not there then
      column public.users.email was removed since
      column public.users.id was removed since
      primary_key public.users.users_pkey was removed since
      table public.users was removed since
    hint: make the plan anew, and have it approved anew: evenkeel plan --out FILE
    "#);
    project.done(&["migrate", "--to", &project.migrations()[0]]);
    assert_told!(refused(&project), @r#"
    exit 4
    --- stderr
    error[not-as-planned]: the database or the files are not what the plan saw, so nothing was run
      migration [time]_first was applied at another time: this is another database, or it was applied anew
    hint: make the plan anew, and have it approved anew: evenkeel plan --out FILE
    "#);
}

#[test]
fn a_plan_is_carried_out_as_it_was_written_or_not_at_all() {
    let server = Server::start();
    let project = Project::at(server.url());
    planned(&project);
    let plan = project.read("plan.json");
    project.write("plan.json", plan.replace("ACCESS EXCLUSIVE", "SHARE"));
    assert_told!(project.run(&["migrate", "--plan", "plan.json"]), @r#"
    exit 4
    --- stderr
    error[edited-plan]: plan.json was changed since it was written
     --> plan.json
    hint: make it anew: evenkeel plan --out FILE
    "#);
    project.write("plan.json", "{}");
    assert_told!(project.run(&["migrate", "--plan", "plan.json"]), @r#"
    exit 2
    --- stderr
    error[not-a-plan]: plan.json is no plan: missing field `version`
     --> plan.json
    hint: make it anew: evenkeel plan --out FILE
    "#);
}

#[test]
fn a_run_that_was_stopped_goes_on_with_its_plan() {
    let server = Server::start();
    let project = Project::at(server.url());
    planned(&project);
    project.write(
        "schema.sql",
        "CREATE TABLE users (id integer PRIMARY KEY, email text, age integer);\nCREATE UNIQUE INDEX by_email ON users (email);\n",
    );
    project.done(&["generate", "third"]);
    project.done(&["plan", "--out", "plan.json"]);
    server.sql("INSERT INTO users VALUES (1, 'a'), (2, 'a')");
    let told = project.run(&["migrate", "--plan", "plan.json", "--no-preflight"]);
    assert_eq!(told.code, 1, "{told}");
    server.sql("DELETE FROM users WHERE id = 2");
    assert_eq!(project.json(&["status"])["pending"], 1);
    project.done(&["migrate", "--plan", "plan.json"]);
    assert_eq!(project.json(&["status"])["pending"], 0);
}

#[test]
fn people_approve_first_where_they_are_asked() {
    let server = Server::start();
    let project = Project::at(server.url());
    planned(&project);
    project.write("evenkeel.toml", "[database]\nproduction = true\n[approval]\nrequired = 2\n");
    assert_told!(project.run(&["migrate"]), @r#"
    exit 4
    --- stderr
    error[not-approved]: 1 migration waits for the approval of 2 people, so nothing was run
      [time]_second: nobody has approved of it
    hint: evenkeel plan --out FILE writes down what would be done, evenkeel approve FILE approves of it
    "#);
    assert_told!(project.run(&["approve", "plan.json", "--by", "anna"]), @r#"
    exit 0
    --- stdout
    anna approves of 1 migration
    "#);
    project.done(&["approve", "plan.json", "--by", "anna"]);
    assert_told!(project.run(&["migrate", "--plan", "plan.json"]), @r#"
    exit 4
    --- stderr
    error[not-approved]: 1 migration waits for the approval of 2 people, so nothing was run
      [time]_second: approved by anna alone
    hint: evenkeel plan --out FILE writes down what would be done, evenkeel approve FILE approves of it
    "#);
    assert_told!(project.run(&["status"]), @r#"
    exit 0
    --- stdout
    database [url]
      applied       [time]_first  [when]
      pending       [time]_second
                    1 of 2 approvals: anna
    1 migration applied, 1 pending
    --- stderr
    hint: evenkeel plan --out FILE writes down what would be done, evenkeel approve FILE approves of it
    "#);
    // `plan` asks nobody.
    project.done(&["plan"]);
    assert_eq!(project.run(&["run", "--", "true"]).code, 4);
    assert_told!(project.run(&["migrate", "--plan", "plan.json", "--approved-by", "ben"]), @r#"
    exit 0
    --- stdout
    applied [time]_second in [took]
    done: 1 migration applied
    "#);
    let json = project.json(&["status"]);
    let approvals = &json["migrations"][1]["approvals"];
    assert_eq!(
        (approvals[0]["by"].as_str(), approvals[1]["by"].as_str()),
        (Some("anna"), Some("ben")),
        "{json}"
    );
}

#[test]
fn an_approval_is_of_what_was_read() {
    let server = Server::start();
    let project = Project::at(server.url());
    planned(&project);
    project.done(&["migrate"]);
    project.write("evenkeel.toml", "[database]\nproduction = true\n[approval]\nrequired = 2\n");
    project.write("schema.sql", THIRD);
    project.done(&["generate", "third"]);
    project.done(&["plan", "--out", "plan.json"]);
    project.done(&["approve", "plan.json", "--by", "anna"]);
    project.done(&["approve", "plan.json", "--by", "ben"]);
    let up = format!("migrations/{}/migration.sql", project.migrations()[2]);
    let text = project.read(&up);
    project.write(&up, format!("-- reviewed\n{text}"));
    assert_told!(project.run(&["migrate"]), @r#"
    exit 4
    --- stderr
    error[not-approved]: 1 migration waits for the approval of 2 people, so nothing was run
      [time]_third: changed since anna, ben approved of it
    hint: evenkeel plan --out FILE writes down what would be done, evenkeel approve FILE approves of it
    "#);
    assert_told!(project.run(&["status"]), @r#"
    exit 0
    --- stdout
    database [url]
      applied       [time]_first  [when]
      applied       [time]_second  [when]
      pending       [time]_third
                    0 of 2 approvals: changed since anna, ben approved of it
    2 migrations applied, 1 pending
    --- stderr
    hint: evenkeel plan --out FILE writes down what would be done, evenkeel approve FILE approves of it
    "#);
    project.write(&up, text);
    project.done(&["migrate"]);
    project.write("evenkeel.toml", "[approval]\nrequired = 2\n");
    project.write("schema.sql", "CREATE TABLE users (id integer PRIMARY KEY, email text, age integer);\n");
    project.done(&["generate", "fourth"]);
    project.done(&["migrate"]);
}

#[test]
fn sqlite_has_plans_and_approvals_too() {
    let project = Project::sqlite();
    planned(&project);
    project.write("evenkeel.toml", "[approval]\nrequired = true\nwhen = \"always\"\n");
    assert_eq!(project.run(&["migrate", "--plan", "plan.json"]).code, 4);
    let add = "ALTER TABLE users ADD COLUMN phone text";
    rusqlite(&project, add);
    assert_told!(project.run(&["approve", "plan.json", "--by", "anna"]), @r#"
    exit 4
    --- stderr
    error[not-as-planned]: the database or the files are not what the plan saw, so nothing was run
      table users was changed since
    hint: make the plan anew, and have it approved anew: evenkeel plan --out FILE
    "#);
    rusqlite(&project, "ALTER TABLE users DROP COLUMN phone");
    project.done(&["approve", "plan.json", "--by", "anna"]);
    project.done(&["migrate", "--plan", "plan.json"]);
    assert_told!(project.run(&["status"]), @r#"
    exit 0
    --- stdout
    database [url]
      applied       [time]_first  [when]
      applied       [time]_second  [when]
                    approved by anna
    up to date: 2 migrations applied
    "#);
}

/// Changes the database by hand.
fn rusqlite(project: &Project, sql: &str) {
    let url = format!("sqlite:{}", project.path("app.db").display());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let place =
            evenkeel_engine::place::Place::resolve(&url, &evenkeel_engine::connect::Environment::default());
        let database = evenkeel_engine::Database::open(&place.unwrap(), None).await.unwrap();
        database.run(sql).await.unwrap();
    });
}
