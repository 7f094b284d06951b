//! What is said about other things: comments and privileges; and what publishes or imports them.

use super::{Key, any, once_in, schema, table};
use crate::random::Random;

/// Roles that every server has.
const ROLES: &[&str] = &["pg_monitor", "pg_read_all_data", "PUBLIC"];

pub(super) fn default_privileges(key: Key, random: &mut Random) -> String {
    let role = any(random, ROLES);
    let place = ["", "IN SCHEMA app "][key.home % 2];
    let what = if key.name == 0 {
        any(random, &["SELECT ON TABLES", "SELECT, INSERT ON TABLES", "ALL ON TABLES"])
    } else {
        any(random, &["EXECUTE ON FUNCTIONS", "USAGE ON SEQUENCES", "USAGE ON TYPES"])
    };
    format!("ALTER DEFAULT PRIVILEGES {place}GRANT {what} TO {role}")
}

pub(super) fn publication(key: Key, random: &mut Random) -> String {
    let of = any(
        random,
        &[
            "FOR ALL TABLES",
            "FOR TABLE app.users",
            "FOR TABLE app.users (id), \"Odd schema\".orders",
            "FOR TABLE app.users WHERE (id > 5)",
            "FOR TABLES IN SCHEMA app",
            "",
        ],
    );
    let with = any(random, &["", " WITH (publish = 'insert')", " WITH (publish_via_partition_root = true)"]);
    format!("CREATE PUBLICATION pub{} {of}{with}", key.name)
}

pub(super) fn comment(key: Key, random: &mut Random) -> String {
    let home = schema(key.home);
    let said = any(random, &["'first'", "'second'", "'it''s \"so\"'"]);
    let on = [
        format!("TABLE {}", table(key.home)),
        format!("COLUMN {}.a", table(key.home)),
        format!("VIEW {home}.view0"),
        format!("TYPE {home}.mood0"),
        format!("FUNCTION {home}.helper0"),
        format!("SCHEMA {home}"),
    ];
    format!("COMMENT ON {} IS {said}", on[key.name % on.len()])
}

pub(super) fn grant(key: Key, random: &mut Random) -> String {
    let home = schema(key.home);
    let role = any(random, ROLES);
    let option = if role == "PUBLIC" { "" } else { once_in(random, 4, " WITH GRANT OPTION") };
    let (what, on) = [
        (any(random, &["SELECT", "SELECT, UPDATE", "ALL"]), format!("TABLE {}", table(key.home))),
        (any(random, &["SELECT", "ALL"]), format!("{home}.view0")),
        ("EXECUTE", format!("FUNCTION {home}.helper0")),
        ("USAGE", format!("SCHEMA {home}")),
        (any(random, &["USAGE", "ALL"]), format!("SEQUENCE {home}.seq0")),
    ][key.name % 5]
        .clone();
    match random.below(4) {
        0 if key.name == 2 => format!("REVOKE {what} ON {on} FROM PUBLIC"),
        _ => format!("GRANT {what} ON {on} TO {role}{option}"),
    }
}

pub(super) fn column_grant(key: Key, random: &mut Random) -> String {
    let role = any(random, ROLES);
    let what = any(random, &["SELECT (id)", "UPDATE (a)", "SELECT (id, a), INSERT (id)"]);
    format!("GRANT {what} ON {} TO {role}", table(key.home))
}

pub(super) fn foreign(key: Key, random: &mut Random) -> String {
    match key.name {
        0 => format!("CREATE FOREIGN DATA WRAPPER far{}", any(random, &["", " OPTIONS (debug 'true')"])),
        1 => format!(
            "CREATE SERVER there{} FOREIGN DATA WRAPPER far",
            any(random, &["", " TYPE 'x' VERSION '1'"])
        ),
        2 => {
            let columns = any(
                random,
                &["id integer", "id integer NOT NULL, a text", "id bigint, b text OPTIONS (named 'b')"],
            );
            format!(
                "CREATE FOREIGN TABLE app.remote ({columns}) SERVER there{}",
                once_in(random, 2, " OPTIONS (path 'p')")
            )
        }
        _ => "CREATE USER MAPPING FOR CURRENT_USER SERVER there".to_owned(),
    }
}
