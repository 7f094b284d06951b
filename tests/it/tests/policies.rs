//! What teams ask of their schema, their migrations and their deploys, under `[policy]`.

use crate::postgres::Server;
use crate::program::{Project, assert_told};

/// Whose examples are schemas, with what is asked of names.
const OF_SCHEMAS: &[&str] =
    &["enum-type", "missing-primary-key", "naming", "timestamp-without-time-zone", "unindexed-foreign-key"];

fn asked(project: &Project, policy: &str) {
    let demand = match policy {
        "naming" => "{ severity = \"error\", names = { table = \"snake_case\" } }",
        _ => "\"error\"",
    };
    project.write("evenkeel.toml", format!("[policy]\n{policy} = {demand}\n"));
}

fn codes(json: &serde_json::Value) -> Vec<String> {
    let findings = json["findings"].as_array().unwrap();
    findings.iter().map(|finding| finding["code"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn each_policy_finds_its_bad_example_and_not_its_good_one() {
    let server = Server::start();
    let project = Project::at(server.url());
    std::fs::create_dir(project.path("migrations")).unwrap();
    for policy in evenkeel_lint::policies().filter(|policy| OF_SCHEMAS.contains(&policy.id)) {
        asked(&project, policy.id);
        project.write("schema.sql", policy.bad);
        let found = project.json(&["lint"]);
        assert_eq!(codes(&found), [policy.id], "{found}");
        assert_eq!(found["findings"][0]["file"], "schema.sql", "{found}");
        project.write("schema.sql", policy.good);
        assert_eq!(codes(&project.json(&["lint"])), [""; 0], "{}", policy.id);
    }
    let others: Vec<&str> = evenkeel_lint::policies().map(|policy| policy.id).collect();
    let others: Vec<&&str> = others.iter().filter(|id| !OF_SCHEMAS.contains(id)).collect();
    assert_eq!(others, [&"breaking-change-without-note", &"swallowed-failure"]);
}

const SCHEMA: &str = "\
CREATE TABLE users (
    id bigint PRIMARY KEY,
    boss bigint REFERENCES users,
    born timestamp
);
-- evenkeel: allow missing-primary-key because it is only ever appended to
CREATE TABLE log (
    \"At\" timestamp, -- evenkeel: allow timestamp-without-time-zone because the device knows none
    line text
);
";

const ALL: &str = "\
[policy]
missing-primary-key = \"error\"
timestamp-without-time-zone = \"error\"
unindexed-foreign-key = \"warning\"
naming = { names = { column = \"snake_case\", foreign_key = [\"snake_case\", \"*_fkey\"] } }
";

#[test]
fn a_schema_is_judged_where_it_is_declared() {
    let server = Server::start();
    let project = Project::at(server.url());
    project.write("evenkeel.toml", ALL);
    project.write("schema.sql", SCHEMA);
    project.done(&["generate", "users"]);
    assert_told!(project.run(&["check"]), @r#"
    exit 1
    --- stdout
    history    1 migration, one behind the other
    replay     they run from empty and lead to the declared schema
    way back   [time]_users can be taken back
    lint       nothing found
    policies   1 error, 2 warnings
    deploy     there is no script that deploys
    schema.sql:8:5: warning[naming]: the name of column public.log."At" is not snake_case
      hint: rename it to what evenkeel.toml asks of its kind; a hint in the schema makes a rename of it
    schema.sql:4:5: error[timestamp-without-time-zone]: public.users.born has no time zone
      hint: take timestamptz
    schema.sql:1:1: warning[unindexed-foreign-key]: no index finds the rows of public.users by boss, its foreign key
      hint: CREATE INDEX ON public.users (boss)
    "#);
    assert_told!(project.run(&["lint", "--format", "github"]), @r#"
    exit 1
    --- stdout
    ::warning title=naming,file=schema.sql,line=8,col=5,endLine=8,endColumn=19::the name of column public.log."At" is not snake_case%0Ahint: rename it to what evenkeel.toml asks of its kind; a hint in the schema makes a rename of it
    ::error title=timestamp-without-time-zone,file=schema.sql,line=4,col=5,endLine=4,endColumn=19::public.users.born has no time zone%0Ahint: take timestamptz
    ::warning title=unindexed-foreign-key,file=schema.sql,line=1,col=1,endLine=5,endColumn=2::no index finds the rows of public.users by boss, its foreign key%0Ahint: CREATE INDEX ON public.users (boss)
    "#);
    let excepted = ALL.replace("zone = \"error\"", "zone = { severity = \"error\", except = [\"users\"] }");
    project.write("evenkeel.toml", excepted.replace("unindexed-foreign-key = \"warning\"\n", ""));
    assert_told!(project.run(&["lint"]), @r#"
    exit 0
    --- stdout
    schema.sql:8:5: warning[naming]: the name of column public.log."At" is not snake_case
      hint: rename it to what evenkeel.toml asks of its kind; a hint in the schema makes a rename of it
    1 file: 1 warning
    "#);
}

#[test]
fn what_migrations_lead_to_is_judged_where_nothing_is_declared() {
    let project = Project::sqlite();
    project.write(
        "evenkeel.toml",
        "[policy]\nmissing-primary-key = \"error\"\nunindexed-foreign-key = \"error\"\n",
    );
    project.write(
        "migrations/1_a/migration.sql",
        "CREATE TABLE a (id INTEGER PRIMARY KEY);\nCREATE TABLE b (a_id INTEGER REFERENCES a);\n",
    );
    assert_told!(project.run(&["check"]), @r#"
    exit 1
    --- stdout
    history    1 migration, one behind the other
    replay     they run from empty; there is no declared schema schema.sql
    way back   1_a cannot be taken back: it has no down.sql
    lint       the rules are about PostgreSQL
    policies   2 errors
    deploy     there is no script that deploys
    error[missing-primary-key]: b has no primary key
      hint: add one; where nothing else tells rows apart, GENERATED ALWAYS AS IDENTITY
    error[unindexed-foreign-key]: no index finds the rows of b by a_id, its foreign key
      hint: CREATE INDEX ON b (a_id)
    "#);
    project.write("migrations/2_b/migration.sql", "CREATE INDEX b_a ON b (a_id);\n");
    assert_told!(project.run(&["lint"]), @r#"
    exit 1
    --- stdout
    error[missing-primary-key]: b has no primary key
      hint: add one; where nothing else tells rows apart, GENERATED ALWAYS AS IDENTITY
    0 files: 1 error
    "#);
}

#[test]
fn a_permission_in_a_schema_has_a_reason_and_a_use() {
    let server = Server::start();
    let project = Project::at(server.url());
    std::fs::create_dir(project.path("migrations")).unwrap();
    project.write("evenkeel.toml", ALL);
    project.write(
        "schema.sql",
        "-- evenkeel: allow missing-primary-key\nCREATE TABLE a (i int);\n\
         -- evenkeel: allow missing-primary-key because it was so before\nCREATE TABLE b (i int PRIMARY KEY);\n",
    );
    assert_told!(project.run(&["lint"]), @r#"
    exit 1
    --- stdout
    schema.sql:2:1: error[missing-primary-key]: public.a has no primary key
      hint: add one; where nothing else tells rows apart, GENERATED ALWAYS AS IDENTITY
    schema.sql:1:1: warning[allowance]: say why missing-primary-key may be broken here: `allow missing-primary-key because …`
      hint: say why, in words that hold in a year; take out what is not needed
    schema.sql:3:1: warning[allowance]: missing-primary-key is kept here; the permission can go
      hint: say why, in words that hold in a year; take out what is not needed
    0 files: 1 error, 2 warnings
    "#);
}

#[test]
fn a_breaking_change_wants_a_note() {
    let project = Project::at("postgres://nobody@127.0.0.1:1/none");
    project.write(
        "evenkeel.toml",
        "[policy]\nbreaking-change-without-note = \"error\"\n\n[lint]\nrenaming-column = \"off\"\n",
    );
    let rename = "ALTER TABLE users RENAME COLUMN mail TO email;\n";
    project.write("migrations/20260101000001_mail/migration.sql", rename);
    assert_told!(project.run(&["lint"]), @r#"
    exit 1
    --- stdout
    migrations/[time]_mail/migration.sql:1:19: error[breaking-change-without-note]: renaming a column may break existing clients, and no note tells whoever deploys it
      hint: say it in migration.toml: note = "no release since 4.2 reads it"
    1 file: 1 error
    "#);
    let allowed = "-- evenkeel: allow breaking-change-without-note because nobody is deployed yet\n";
    project.write("migrations/20260101000001_mail/migration.sql", [allowed, rename].concat());
    assert_eq!(project.run(&["lint"]).code, 0);
}

#[test]
fn a_note_in_the_manifest_is_one() {
    let server = Server::start();
    let project = Project::at(server.url());
    project.write("evenkeel.toml", "[policy]\nbreaking-change-without-note = \"error\"\n");
    project.write("schema.sql", "CREATE TABLE users (id int PRIMARY KEY, mail text);\n");
    project.done(&["generate", "users"]);
    project.write("schema.sql", "CREATE TABLE users (id int PRIMARY KEY, email text);\n");
    project.done(&["generate", "email", "--rename", "users.mail=email"]);
    assert_eq!(project.run(&["lint"]).code, 1);
    let manifest = format!("migrations/{}/migration.toml", project.migrations()[1]);
    let noted =
        project.read(&manifest).replacen("version = 1\n", "version = 1\nnote = \"4.2 reads both\"\n", 1);
    project.write(&manifest, noted);
    assert_eq!(project.run(&["lint"]).code, 0);
    project.done(&["migrate"]);
}

#[test]
fn a_policy_that_cannot_be_is_refused() {
    let project = Project::sqlite();
    for (said, why) in [
        ("no-such = \"error\"", "there is no policy `no-such`; docs/lint.md has them all"),
        ("naming = \"error\"", "naming has to say what names are: names = { table = \"snake_case\" }"),
        (
            "naming = { names = { tabel = \"snake_case\" } }",
            "`tabel` is no kind of object that has a name, only check",
        ),
        ("naming = { names = { table = \"snake\" } }", "`snake` is no shape of names, only snake_case"),
        (
            "enum-type = { names = { table = \"snake_case\" } }",
            "`enum-type` says nothing of names; only naming does",
        ),
        (
            "enum-type = \"err\"",
            "a severity (off, note, warning, error), or a table with severity, except and names",
        ),
    ] {
        project.write("evenkeel.toml", format!("[policy]\n{said}\n"));
        let ran = project.run(&["lint"]);
        assert!(ran.code == 2 && ran.stderr.contains(why), "{said}\n{ran}");
    }
}
