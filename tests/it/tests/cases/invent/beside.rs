//! What is said about other things: comments, owners and privileges, and what stands on views.

use super::around::ROLES;
use super::{Key, any, once_in, schema, table};
use crate::random::Random;

pub(super) fn comment(key: Key, random: &mut Random) -> String {
    let home = schema(key.home);
    let said = any(random, &["'first'", "'second'", "'it''s \"so\"'"]);
    let (on, at) = (table(key.home), key.home);
    let of = [
        format!("TABLE {on}"),
        format!("COLUMN {on}.a"),
        format!("VIEW {home}.view0"),
        format!("TYPE {home}.mood0"),
        format!("FUNCTION {home}.helper0"),
        format!("SCHEMA {home}"),
        format!("COLUMN {home}.view0.id"),
        format!("CONSTRAINT key{at}_0 ON {on}"),
        format!("INDEX {home}.key{at}_0"),
        format!("INDEX {home}.ix{at}_0"),
        format!("CONSTRAINT ck0 ON {on}"),
        format!("CONSTRAINT fk0 ON {on}"),
        format!("TRIGGER tr ON {on}"),
        format!("POLICY po ON {on}"),
        format!("RULE ru ON {on}"),
        format!("MATERIALIZED VIEW {home}.stored"),
        format!("DOMAIN {home}.dom0"),
        format!("CONSTRAINT fits ON DOMAIN {home}.dom0"),
        format!("SEQUENCE {home}.seq0"),
        format!("STATISTICS {home}.st{at}"),
        format!("AGGREGATE {home}.total(integer)"),
        format!("COLUMN {home}.pair.x"),
        "OPERATOR app.=== (text, text)".to_owned(),
        "PUBLICATION pub0".to_owned(),
    ];
    format!("COMMENT ON {} IS {said}", of[key.name % of.len()])
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
        ("USAGE", format!("TYPE {home}.mood0")),
        ("SELECT", format!("{home}.stored")),
    ][key.name % 7]
        .clone();
    match random.below(4) {
        0 if matches!(key.name, 2 | 5) => format!("REVOKE {what} ON {on} FROM PUBLIC"),
        _ => format!("GRANT {what} ON {on} TO {role}{option}"),
    }
}

pub(super) fn column_grant(key: Key, random: &mut Random) -> String {
    let role = any(random, ROLES);
    let what = any(random, &["SELECT (id)", "UPDATE (a)", "SELECT (id, a), INSERT (id)"]);
    format!("GRANT {what} ON {} TO {role}", table(key.home))
}

pub(super) fn owner(key: Key, random: &mut Random) -> String {
    let home = schema(key.home);
    let role = any(random, &["case_owner", "case_boss", "\"Case \"\"odd\"\" role\""]);
    let of = [
        format!("TABLE {}", table(key.home)),
        format!("VIEW {home}.view0"),
        format!("FUNCTION {home}.helper0"),
        format!("TYPE {home}.mood0"),
        format!("SEQUENCE {home}.seq0"),
        format!("SCHEMA {home}"),
        format!("MATERIALIZED VIEW {home}.stored"),
        format!("DOMAIN {home}.dom0"),
    ];
    // What reads through a view asks its owner's rights: who could not fill what is stored does not come to own it.
    format!(
        "ALTER {} OWNER TO {role}; DO $fill$ BEGIN IF to_regclass('{home}.stored') IS NOT NULL THEN \
         REFRESH MATERIALIZED VIEW {home}.stored; END IF; END $fill$",
        of[key.name % of.len()]
    )
}

/// What stands on a view, or is set of it.
pub(super) fn view_thing(key: Key, random: &mut Random) -> String {
    let home = schema(key.home);
    let view = any(random, &["view0", "view0", "view1", "outer_view"]);
    let on = format!("{home}.{view}");
    match key.name {
        0 => {
            let when = any(random, &["INSERT", "UPDATE", "INSERT OR DELETE"]);
            format!(
                "CREATE TRIGGER ours INSTEAD OF {when} ON {on} FOR EACH ROW EXECUTE FUNCTION app.routine0()"
            )
        }
        1 => {
            let what = any(random, &["DO INSTEAD NOTHING", "DO ALSO NOTIFY seen"]);
            format!("CREATE RULE ours AS ON INSERT TO {on} {what}")
        }
        2 => format!("ALTER VIEW {on} ALTER COLUMN id SET DEFAULT {}", any(random, &["3", "app.helper0(2)"])),
        _ => {
            format!("GRANT {} ON {on} TO pg_monitor", any(random, &["SELECT (id)", "UPDATE (id)", "INSERT"]))
        }
    }
}
