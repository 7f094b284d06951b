//! What CI asks: the rules over migrations, and everything in one go.

use crate::postgres::Server;
use crate::program::Project;

const FIRST: &str = "migrations/20260101000001_users/migration.sql";
const SECOND: &str = "migrations/20260101000002_index/migration.sql";

fn with_findings(project: Project) -> Project {
    project.write(
        FIRST,
        "CREATE TABLE users (id bigint PRIMARY KEY, name text);\nCREATE INDEX n ON users (name);\n",
    );
    project.write(SECOND, "CREATE INDEX by_name ON users (name);\nTRUNCATE users CASCADE;\n");
    project
}

#[test]
fn rules_name_place_reason_and_way_out() {
    let project = with_findings(Project::at("postgres://nobody@127.0.0.1:1/none"));
    let told = project.run(&["lint"]);
    assert_eq!(told.code, 1, "{told}");
    assert!(
        told.stdout.contains(&format!("{SECOND}:1:1: warning[require-concurrent-index-creation]: ")),
        "{told}"
    );
    assert!(told.stdout.contains("  hint: CREATE INDEX CONCURRENTLY\n"), "{told}");
    assert!(told.stdout.contains(&format!("{SECOND}:2:16: error[ban-truncate-cascade]: ")), "{told}");
    assert!(!told.stdout.contains(FIRST), "what it makes itself is nobody else's yet: {told}");
    assert!(told.stdout.ends_with("2 files: 1 error, 1 warning\n"), "{told}");
    let since = project.run(&["lint", "--since", "20260101000002_index"]);
    assert_eq!((since.code, since.stdout.as_str()), (0, "0 files: nothing found\n"), "{since}");
    let github = project.run(&["lint", "--format", "github"]).stdout;
    assert!(
        github.contains(&format!("::error title=ban-truncate-cascade,file={SECOND},line=2,col=16,")),
        "{github}"
    );
    let json: serde_json::Value = serde_json::from_str(&project.run(&["lint", "--json"]).stdout).unwrap();
    assert_eq!(
        (&json["findings"][1]["code"], &json["findings"][1]["line"]),
        (&"ban-truncate-cascade".into(), &2.into())
    );
}

#[test]
fn a_project_weighs_rules_itself() {
    let project = with_findings(Project::at("postgres://nobody@127.0.0.1:1/none"));
    project.write(
        "evenkeel.toml",
        "[lint]\nban-truncate-cascade = \"off\"\nrequire-concurrent-index-creation = \"error\"\n",
    );
    let told = project.run(&["lint"]);
    assert!(told.code == 1 && told.stdout.ends_with("2 files: 1 error\n"), "{told}");
    project.write("evenkeel.toml", "[lint]\nno-such-rule = \"off\"\n");
    let told = project.run(&["lint"]);
    assert_eq!(told.code, 2, "{told}");
    assert!(told.stderr.contains("there is no rule `no-such-rule`; docs/lint.md has them all"), "{told}");
}

#[test]
fn a_rule_is_explained_and_a_misspelt_one_guessed() {
    let project = Project::sqlite();
    let told = project.run(&["lint", "--explain", "cascade"]);
    assert!(told.code == 0 && told.stdout.starts_with("cascade (warning)\n\nCASCADE drops views"), "{told}");
    let told = project.run(&["lint", "--explain", "cascad"]);
    assert_eq!(told.code, 2, "{told}");
    assert!(
        told.stderr.contains("there is no rule cascad\n")
            && told.stderr.contains("did you mean ban-truncate-cascade or cascade?"),
        "{told}"
    );
    let told = project.run(&["lint"]);
    assert!(told.code == 2 && told.stderr.contains("these migrations are for SQLite"), "{told}");
}

#[test]
fn a_whole_project_is_asked_about_in_one_go() {
    let server = Server::start();
    for project in [Project::sqlite(), Project::at(server.url())] {
        project.write("schema.sql", "CREATE TABLE users (id integer PRIMARY KEY);\n");
        project.done(&["generate", "users"]);
        project.write("Dockerfile", "FROM node:20\nCMD evenkeel run -- node server.js\n");
        let told = project.run(&["check"]);
        assert_eq!(told.code, 0, "{told}");
        let name = project.migrations().pop().unwrap();
        for line in [
            "history    1 migration, one behind the other\n".to_owned(),
            "replay     they run from empty and lead to the declared schema\n".to_owned(),
            format!("way back   {name} can be taken back\n"),
            "deploy     1 script looked at: it swallows no failed migration\n".to_owned(),
        ] {
            assert!(told.stdout.contains(&line), "{told}");
        }
        project.write("schema.sql", "CREATE TABLE users (id integer PRIMARY KEY, name text);\n");
        project.write(&format!("migrations/{name}/down.sql"), "CREATE TABLE others (id integer);\n");
        project.write("Dockerfile", "FROM node:20\nCMD npx prisma migrate deploy || true; node server.js\n");
        let told = project.run(&["check"]);
        assert_eq!(told.code, 1, "{told}");
        for line in [
            "error[not-generated]: the migrations do not lead to schema.sql: ",
            "error[no-way-back]: ",
            "Dockerfile:2:1: error[swallowed-failure]: a migration that fails here goes unnoticed: ",
            "  hint: evenkeel generate\n",
        ] {
            assert!(told.stdout.contains(line), "{told}");
        }
        let junit = project.run(&["check", "--format", "junit"]).stdout;
        assert!(junit.contains("failures=\"3\"") && junit.contains("name=\"way back\""), "{junit}");
        let markdown = project.run(&["check", "--format", "markdown"]).stdout;
        assert!(markdown.starts_with("### evenkeel check: 3 errors\n"), "{markdown}");
    }
}

#[test]
fn a_migration_that_does_not_run_is_an_answer_too() {
    let server = Server::start();
    let project = Project::at(server.url());
    project.write(FIRST, "CREATE TABLE users (id bigint PRIMARY KEY);\nCREATE TABLE orders (user_id bigint REFERENCES nobody);\n");
    let told = project.run(&["check"]);
    assert_eq!(told.code, 1, "{told}");
    assert!(told.stdout.contains("replay     1 error\n"), "{told}");
    assert!(told.stdout.contains(&format!("{FIRST}:2:")), "{told}");
    assert!(told.stdout.contains("relation \"nobody\" does not exist"), "{told}");
}

#[test]
fn the_page_of_rules_is_the_rules() {
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/lint.md");
    if std::env::var_os("EVENKEEL_UPDATE_CASES").is_some() {
        std::fs::write(&file, evenkeel_lint::page()).unwrap();
    }
    let written = std::fs::read_to_string(&file).unwrap_or_default();
    assert_eq!(
        written,
        evenkeel_lint::page(),
        "docs/lint.md is out of date; EVENKEEL_UPDATE_CASES=1 writes it anew"
    );
}
