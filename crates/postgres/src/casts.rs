//! Which of PostgreSQL's own types can be cast to which (`pg_cast`, the same from 14 to 18 for these). Must not be
//! asked about types that are not the system's: only the server knows those.

use evenkeel_core::Sql;

pub(crate) mod toll;

pub use toll::{Toll, toll};

/// From each type to the types it can be cast to. Strings are left out: they go everywhere.
const CASTS: &[(&str, &[&str])] = &[
    ("bigint", &["bit", "double precision", "integer", "money", "numeric", "oid", "real", "smallint"]),
    ("bit", &["bigint", "bit varying", "integer"]),
    ("bit varying", &["bit"]),
    ("boolean", &["integer"]),
    ("box", &["circle", "lseg", "point", "polygon"]),
    ("cidr", &["inet"]),
    ("circle", &["box", "point", "polygon"]),
    ("date", &["timestamp with time zone", "timestamp without time zone"]),
    ("daterange", &["datemultirange"]),
    ("double precision", &["bigint", "integer", "numeric", "real", "smallint"]),
    ("inet", &["cidr"]),
    ("int4range", &["int4multirange"]),
    ("int8range", &["int8multirange"]),
    (
        "integer",
        &["bigint", "bit", "boolean", "double precision", "money", "numeric", "oid", "real", "smallint"],
    ),
    ("interval", &["time without time zone"]),
    ("json", &["jsonb"]),
    ("jsonb", &["bigint", "boolean", "double precision", "integer", "json", "numeric", "real", "smallint"]),
    ("lseg", &["point"]),
    ("macaddr", &["macaddr8"]),
    ("macaddr8", &["macaddr"]),
    ("money", &["numeric"]),
    ("numeric", &["bigint", "double precision", "integer", "money", "real", "smallint"]),
    ("numrange", &["nummultirange"]),
    ("oid", &["bigint", "integer"]),
    ("path", &["polygon"]),
    ("point", &["box"]),
    ("polygon", &["box", "circle", "path", "point"]),
    ("real", &["bigint", "double precision", "integer", "numeric", "smallint"]),
    ("smallint", &["bigint", "double precision", "integer", "numeric", "oid", "real"]),
    ("time with time zone", &["time without time zone"]),
    ("time without time zone", &["interval", "time with time zone"]),
    (
        "timestamp with time zone",
        &["date", "time with time zone", "time without time zone", "timestamp without time zone"],
    ),
    ("timestamp without time zone", &["date", "time without time zone", "timestamp with time zone"]),
    ("tsrange", &["tsmultirange"]),
    ("tstzrange", &["tstzmultirange"]),
    ("xid8", &["xid"]),
];

/// How values of one type come to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// A cast exists, or may exist.
    Cast,
    /// No cast exists, but what one type writes the other may read.
    ThroughText,
}

pub(crate) fn way(from: &Sql, to: &Sql) -> Way {
    let (from, to) = (base(from.as_str()), base(to.as_str()));
    match (is_text(from) || is_text(to) || from == to, targets(from), is_known(to)) {
        (true, _, _) | (_, None, _) | (_, _, false) => Way::Cast,
        (false, Some(targets), true) if targets.contains(&to) => Way::Cast,
        (false, Some(_), true) => Way::ThroughText,
    }
}

/// Whether every value comes through from one type to the other so that it can come back as it was.
pub(crate) fn keeps_all(from: &Sql, to: &Sql) -> bool {
    const WIDER: &[(&str, &[&str])] = &[
        ("smallint", &["integer", "bigint", "numeric", "real", "double precision"]),
        ("integer", &["bigint", "numeric", "double precision"]),
        ("bigint", &["numeric"]),
        ("real", &["double precision"]),
        ("date", &["timestamp without time zone"]),
    ];
    let (old, new) = (from.as_str(), to.as_str());
    let (base_old, base_new) = (base(old), base(new));
    let unlimited = !new.contains('(');
    let same = base_old == base_new && old.ends_with("[]") == new.ends_with("[]");
    let wider = WIDER.iter().any(|(known, wider)| *known == base_old && wider.contains(&base_new));
    let text = is_text(base_new) && !matches!(base_new, "character" | "name" | "\"char\"");
    // What is taken as it is stored is the same again.
    toll(from, to) == Toll::Nothing
        || unlimited && (same || text || (wider && old.ends_with("[]") == new.ends_with("[]")))
        || same && room(old).zip(room(new)).is_some_and(|(old, new)| new >= old)
        || toll::has_digits_for(old, new)
}

/// Whether a cast makes another value of one in silence, instead of refusing it.
pub(crate) fn alters(from: &Sql, to: &Sql) -> bool {
    const WHOLE: [&str; 3] = ["smallint", "integer", "bigint"];
    let (old, new) = (base(from.as_str()), base(to.as_str()));
    let whole = WHOLE.contains(&old) && WHOLE.contains(&new);
    !keeps_all(from, to)
        && !whole
        && (is_text(old) == is_text(new) || !is_text(old))
        && (is_text(new) || is_known(new))
}

/// The length in `character varying(20)`, where one number says it.
fn room(name: &str) -> Option<u32> {
    let (_, behind) = name.split_once('(')?;
    behind.split_once(')')?.0.parse().ok()
}

/// Without modifiers such as `(10,2)`; an array casts as its elements do.
fn base(name: &str) -> &str {
    let name = name.trim_end_matches("[]");
    match name.split_once('(') {
        Some((before, after)) if after.ends_with(')') => before.trim_end(),
        // `timestamp(3) with time zone` keeps its tail.
        Some(_) if name.starts_with("timestamp") && name.ends_with("with time zone") => {
            "timestamp with time zone"
        }
        Some(_) if name.starts_with("timestamp") => "timestamp without time zone",
        Some(_) if name.starts_with("time") && name.ends_with("with time zone") => "time with time zone",
        Some(_) if name.starts_with("time") => "time without time zone",
        Some(_) | None => name,
    }
}

/// Whether it is one of the system's types of text, which everything can be cast to and from.
pub(crate) fn is_string(name: &Sql) -> bool {
    is_text(base(name.as_str()))
}

fn is_text(name: &str) -> bool {
    matches!(name, "text" | "character varying" | "character" | "bpchar" | "name" | "\"char\"")
}

fn targets(from: &str) -> Option<&'static [&'static str]> {
    let known = CASTS.iter().find(|(source, _)| *source == from).map(|(_, targets)| *targets);
    known.or_else(|| is_known(from).then_some(&[]))
}

/// Types of the system that take part in casts, and those that take part in none.
fn is_known(name: &str) -> bool {
    let castless = ["bytea", "uuid", "interval", "tsvector", "tsquery", "pg_lsn", "point", "line", "macaddr"];
    castless.contains(&name)
        || CASTS.iter().any(|(source, targets)| *source == name || targets.contains(&name))
}

#[cfg(test)]
mod tests;
