//! Operators with what they make up, and what a server is extended by.

use super::{Key, any, once_in};
use crate::random::Random;

pub(super) fn extension(key: Key, random: &mut Random) -> String {
    let schema = any(random, &["app", "public", "public"]);
    format!("CREATE EXTENSION {} SCHEMA {schema}", ["citext", "btree_gist"][key.name])
}

/// What only few schemas have, each of a kind of its own.
pub(super) fn machinery(key: Key, random: &mut Random) -> String {
    let trusted = once_in(random, 2, "TRUSTED ");
    let validated = once_in(random, 2, " VALIDATOR plpgsql_validator");
    let default = once_in(random, 2, "DEFAULT ");
    let headline = once_in(random, 2, ", headline = prsd_headline");
    let handler = any(random, &["TABLE HANDLER heap_tableam_handler", "INDEX HANDLER hashhandler"]);
    let to = once_in(random, 2, ", TO SQL WITH FUNCTION int4recv(internal)");
    match key.name {
        0 => format!("CREATE {default}CONVERSION app.conv FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8"),
        1 => format!("CREATE {trusted}LANGUAGE other HANDLER plpgsql_call_handler{validated}"),
        2 => format!("CREATE ACCESS METHOD other_heap TYPE {handler}"),
        3 => format!(
            "CREATE TEXT SEARCH PARSER app.pars (start = prsd_start, gettoken = prsd_nexttoken, end = prsd_end, lextypes = prsd_lextype{headline})"
        ),
        4 => "CREATE TEXT SEARCH TEMPLATE app.temp (init = dsimple_init, lexize = dsimple_lexize)".to_owned(),
        _ => format!(
            "CREATE TRANSFORM FOR integer LANGUAGE plpgsql (FROM SQL WITH FUNCTION prsd_lextype(internal){to})"
        ),
    }
}

/// Functions that classes and ranges go by.
pub(super) fn order(key: Key, random: &mut Random) -> String {
    let argument = any(random, &["a integer, b integer", "a integer, b integer", "x integer, y integer"]);
    let more = any(random, &["", " STRICT", " COST 3"]);
    match key.name {
        0 => format!(
            "CREATE FUNCTION app.down({argument}) RETURNS integer LANGUAGE sql IMMUTABLE{more} AS 'SELECT $2 - $1'"
        ),
        _ => format!(
            "CREATE FUNCTION app.distance({argument}) RETURNS float8 LANGUAGE sql IMMUTABLE{more} AS 'SELECT ($1 - $2)::float8'"
        ),
    }
}

pub(super) fn family(key: Key, random: &mut Random) -> String {
    match key.name {
        0 => format!("CREATE OPERATOR FAMILY app.fam USING {}", any(random, &["btree", "btree", "hash"])),
        _ => format!(
            "ALTER OPERATOR FAMILY app.fam USING btree ADD {}",
            any(
                random,
                &[
                    "OPERATOR 3 = (integer, bigint)",
                    "OPERATOR 1 > (bigint, integer), FUNCTION 1 (integer, bigint) btint48cmp(integer, bigint)",
                ]
            )
        ),
    }
}

pub(super) fn class(key: Key, random: &mut Random) -> String {
    let family = once_in(random, 2, " FAMILY app.fam");
    let storage = once_in(random, 4, ", STORAGE integer");
    match key.name {
        0 => format!(
            "CREATE OPERATOR CLASS app.backwards FOR TYPE integer USING btree{family} AS OPERATOR 1 >, OPERATOR 2 >=, \
             OPERATOR 3 =, OPERATOR 4 <=, OPERATOR 5 <, FUNCTION 1 app.down(integer, integer){storage}"
        ),
        _ => "CREATE OPERATOR CLASS app.texts FOR TYPE text USING hash AS OPERATOR 1 app.===, FUNCTION 1 hashtext(text)"
            .to_owned(),
    }
}

pub(super) fn operator(_: Key, random: &mut Random) -> String {
    let more = any(
        random,
        &["", ", commutator = OPERATOR(app.===)", ", hashes", ", restrict = eqsel, join = eqjoinsel"],
    );
    format!("CREATE OPERATOR app.=== (function = texteq, leftarg = text, rightarg = text{more})")
}
