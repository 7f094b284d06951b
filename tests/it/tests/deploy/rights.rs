//! Servers and roles that may not do what is asked.

use super::{FIRST, SECOND, USERS, with_users};
use crate::postgres::Server;
use crate::program::Project;

#[test]
fn a_role_that_only_reads_is_refused_with_a_reason() {
    let server = Server::start();
    server.sql("CREATE ROLE it_reader LOGIN; ALTER ROLE it_reader SET default_transaction_read_only = on");
    let project = Project::at(server.url_as("it_reader"));
    project.write(FIRST, USERS);
    let ran = project.run(&["migrate"]);
    assert_eq!(ran.code, 1, "{ran}");
    assert!(ran.stderr.contains("error[read-only]"), "{ran}");
    assert!(ran.stderr.contains("takes no changes: default_transaction_read_only is on"), "{ran}");
    server.sql("DROP ROLE it_reader");
}

#[test]
fn a_role_without_rights_hears_which_one_it_lacks() {
    let server = Server::start();
    server.sql("CREATE ROLE it_guest LOGIN; REVOKE CREATE ON SCHEMA public FROM PUBLIC");
    let project = Project::at(server.url_as("it_guest"));
    project.write(FIRST, USERS);
    let ran = project.run(&["migrate"]);
    assert_eq!(ran.code, 1, "{ran}");
    assert!(ran.stderr.contains("SQLSTATE 42501"), "{ran}");
    assert!(ran.stderr.contains("GRANT CREATE ON DATABASE"), "{ran}");
    server.sql("DROP ROLE it_guest");
}

#[test]
fn another_role_than_the_one_that_migrated_hears_what_to_do() {
    let server = Server::start();
    let project = with_users(&server);
    server.sql("CREATE ROLE it_other LOGIN");
    project.write(SECOND, "ALTER TABLE users ADD COLUMN age integer;\n");
    let other = Project::at(server.url_as("it_other"));
    for file in [FIRST, SECOND] {
        other.write(file, project.read(file));
    }
    let ran = other.run(&["migrate"]);
    assert_eq!(ran.code, 1, "{ran}");
    assert!(ran.stderr.contains("use the role that ran the migrations before"), "{ran}");
    server.sql(
        "GRANT USAGE ON SCHEMA evenkeel TO it_other; GRANT SELECT, INSERT ON evenkeel.ledger TO it_other",
    );
    let ran = other.run(&["migrate"]);
    assert_eq!(ran.code, 1, "{ran}");
    assert!(ran.stderr.contains("must be owner of table users"), "{ran}");
    server.sql("DROP OWNED BY it_other; DROP ROLE it_other");
}
