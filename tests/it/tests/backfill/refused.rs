//! What cannot be done, and what to do about it.

use super::{SQL, TOML, counts, project};
use crate::postgres::Server;
use crate::program::{Project, Ran};

#[track_caller]
fn says(ran: &Ran, code: &str, why: &str, hint: &str) {
    assert_ne!(ran.code, 0, "{ran}");
    for text in [&format!("error[{code}]"), why, hint] {
        assert!(ran.stderr.contains(text), "{text}\n{ran}");
    }
}

#[test]
fn tables_that_cannot_be_walked() {
    let server = Server::start();
    let project = project(&server, 10, "table = \"t\"\nrun = \"apart\"\n");
    project.done(&["migrate"]);
    server.sql("CREATE TABLE bare (id integer, other integer NOT NULL)");
    let refused = |toml: &str| {
        project.write(TOML, format!("run = \"apart\"\n{toml}"));
        project.run(&["backfill", "fill"])
    };
    says(
        &refused("table = 'nowhere'"),
        "backfill-table",
        "walks the table nowhere, which is not there",
        "correct `table`",
    );
    says(&refused("table = 'bare'"), "backfill-key", "no primary key, and no key is named", "key = [\"id\"]");
    says(
        &refused("table = 'bare'\nkey = ['no']"),
        "backfill-key",
        "the column no of bare, which is not there",
        "key = [\"id\"]",
    );
    says(&refused("table = 'bare'\nkey = ['id']"), "backfill-key", "may be null", "NOT NULL");
    says(
        &refused("table = 'bare'\nkey = ['other']"),
        "backfill-index",
        "no index leads with that",
        "CREATE INDEX CONCURRENTLY ON bare (other)",
    );
    says(&refused("tabel = 't'"), "bad-backfill", "unknown field `tabel`", "docs/backfill.md");
    project.write(TOML, "table = 't'\n");
    project.write(SQL, "UPDATE t SET done = 1;\n");
    says(
        &project.run(&["backfill", "fill"]),
        "unfit-backfill",
        "each batch would touch every row",
        ":first AND :last",
    );
}

#[test]
fn a_statement_that_fails_is_shown_with_its_batch() {
    let server = Server::start();
    let toml = "table = \"t\"\nrun = \"apart\"\n[batch]\nrows = 100\nmost_rows = 100\n";
    let project = project(&server, 1000, toml);
    project.done(&["migrate"]);
    project.write(
        SQL,
        "UPDATE t SET done = done + 1 / (id - 250) * 0 + 1\nWHERE id BETWEEN :first AND :last;\n",
    );
    let ran = project.run(&["backfill", "fill"]);
    says(&ran, "sql-failed", "division by zero", "in the batch from '201' to '300'");
    assert!(ran.stderr.contains("backfill.sql:1"), "{ran}");
    assert_eq!(counts(&server), ["0|800", "1|200"]);
    // What was done means something: it cannot become something else half-way.
    project.write(SQL, "UPDATE t SET done = done + 1 WHERE id BETWEEN :first AND :last;\n");
    let ran = project.run(&["backfill", "fill"]);
    says(&ran, "edited-backfill", "was edited after it had begun", "--again");
    project.done(&["backfill", "fill", "--again"]);
    assert_eq!(counts(&server), ["1|800", "2|200"]);
    let events = server.rows("SELECT event, message FROM evenkeel.ledger WHERE event LIKE 'backfill-failed'");
    assert!(events[0].contains("division by zero"), "{events:?}");
}

#[test]
fn names_that_mean_no_backfill() {
    let project = Project::sqlite().with_migration("CREATE TABLE a (id INTEGER);\n");
    project.done(&["migrate", "--create-database"]);
    says(&project.run(&["backfill"]), "no-backfill", "no migration has a backfill", "docs/backfill.md");
    says(
        &project.run(&["backfill", "users"]),
        "no-backfill",
        "20260101000000_users has no backfill",
        "docs/backfill.md",
    );
    says(
        &project.run(&["backfill", "20260101000000_user"]),
        "unknown-migration",
        "there is no migration",
        "did you mean 20260101000000_users?",
    );
    assert_eq!(project.done(&["backfill", "--status"]), "no migration has a backfill\n");
}
