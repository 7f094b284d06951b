//! What publishes or imports tables, and what is given to whom beforehand.

use super::{Key, any, once_in};
use crate::random::Random;

/// Roles that every server has.
pub(super) const ROLES: &[&str] = &["pg_monitor", "pg_read_all_data", "PUBLIC"];

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
            "FOR TABLE app.users (id, a) WHERE (a IS NOT NULL)",
            "FOR TABLE \"Odd schema\".measures, app.\"Order lines\"",
            "FOR TABLE ONLY app.users, TABLES IN SCHEMA \"Odd schema\"",
            "",
        ],
    );
    let with = any(random, &["", " WITH (publish = 'insert')", " WITH (publish_via_partition_root = true)"]);
    format!("CREATE PUBLICATION pub{} {of}{with}", key.name)
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
