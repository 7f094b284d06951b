//! Types and what is about them.

use super::{Key, any, once_in, schema};
use crate::random::Random;

pub(super) fn enumeration(key: Key, random: &mut Random) -> String {
    let home = schema(key.home);
    let labels = any(
        random,
        &[
            "'a', 'b'",
            "'a', 'b', 'c'",
            "'z', 'a', 'b'",
            "'b', 'a'",
            "'a', 'x y', 'b'",
            "'a'",
            "'a', 'it''s', 'c'",
        ],
    );
    format!("CREATE TYPE {home}.mood{} AS ENUM ({labels})", key.name)
}

pub(super) fn composite(key: Key, random: &mut Random) -> String {
    let home = schema(key.home);
    let second = any(
        random,
        &[
            "",
            ", y integer",
            ", y text",
            ", y numeric(8,2)",
            ", \"Z z\" integer[]",
            ", y app.mood0",
            ", y app.dom0",
        ],
    );
    let first = any(random, &["x integer", "x bigint", "x text"]);
    format!("CREATE TYPE {home}.pair AS ({first}{second})")
}

pub(super) fn domain(key: Key, random: &mut Random) -> String {
    let home = schema(key.home);
    let base = any(
        random,
        &["text", "integer", "integer", "app.mood0", "app.mood1[]", "integer[]", "varchar(20)", "app.pair"],
    );
    let default = any(random, &["", "", "", " DEFAULT NULL", " DEFAULT 'a'", " DEFAULT 3"]);
    let null = once_in(random, 4, " NOT NULL");
    let check = any(
        random,
        &[
            "",
            "",
            " CHECK (VALUE IS NOT NULL)",
            " CONSTRAINT fits CHECK (VALUE::text <> 'no')",
            " CONSTRAINT fits CHECK (VALUE <> 'a')",
            " CONSTRAINT fits CHECK (app.helper1(VALUE::text::integer) > 0)",
        ],
    );
    format!("CREATE DOMAIN {home}.dom{} AS {base}{default}{null}{check}", key.name)
}

pub(super) fn range(key: Key, random: &mut Random) -> String {
    let home = schema(key.home);
    let of = any(
        random,
        &[
            "integer",
            "timestamptz",
            "text",
            "float8, subtype_diff = float8mi",
            "integer, subtype_opclass = app.backwards",
            "integer, subtype_diff = app.distance",
            "text, collation = app.sorted",
            "app.mood0",
            "app.dom1",
            "integer, multirange_type_name = app.spans",
        ],
    );
    format!("CREATE TYPE {home}.span AS RANGE (subtype = {of})")
}

pub(super) fn collation(key: Key, random: &mut Random) -> String {
    let home = schema(key.home);
    let how = any(
        random,
        &[
            "locale = 'C'",
            "provider = icu, locale = 'und'",
            "provider = icu, locale = 'de', deterministic = false",
        ],
    );
    format!("CREATE COLLATION {home}.sorted ({how})")
}

pub(super) fn text_search(key: Key, random: &mut Random) -> String {
    if key.name == 2 {
        let with = any(random, &["app.plain", "simple", "app.plain, english_stem"]);
        let what = any(random, &["ALTER MAPPING FOR asciiword, word", "ALTER MAPPING FOR email"]);
        return format!("ALTER TEXT SEARCH CONFIGURATION app.searched {what} WITH {with}");
    }
    if key.name == 0 {
        let words = any(random, &["", ", stopwords = 'english'"]);
        return format!("CREATE TEXT SEARCH DICTIONARY app.plain (template = simple{words})");
    }
    let from = any(random, &["english", "simple", "german"]);
    format!("CREATE TEXT SEARCH CONFIGURATION app.searched (copy = pg_catalog.{from})")
}

pub(super) fn cast(_: Key, random: &mut Random) -> String {
    let how = any(random, &["", " AS ASSIGNMENT", " AS IMPLICIT"]);
    format!("CREATE CAST (app.pair AS text) WITH INOUT{how}")
}
