//! What a cast costs where a column's type changes: which of the system's types PostgreSQL takes for one another as they
//! are stored. Tests hold it against the relations that a server makes anew. Must not know columns.

use evenkeel_core::Sql;

use super::{base, room};

/// What PostgreSQL writes anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Toll {
    /// Only the catalog.
    Nothing,
    /// The indexes over the column.
    Indexes,
    /// The table, unless the session's `TimeZone` is UTC; then the indexes.
    RowsUnlessUtc,
    /// The table.
    Rows,
}

/// For types below all domains, as the server names them.
pub fn toll(from: &Sql, to: &Sql) -> Toll {
    let (from, to) = (from.as_str(), to.as_str());
    if from == to {
        return Toll::Nothing;
    }
    match (from.strip_suffix("[]"), to.strip_suffix("[]")) {
        // Elements are taken as they are only where that needs no look at them.
        (Some(from), Some(to)) if base(from) == base(to) && !is_limited(to) && is_like(base(from)) => {
            Toll::Nothing
        }
        (None, None) => single(from, to),
        (Some(_) | None, _) => Toll::Rows,
    }
}

/// Types whose modifier is a limit and nothing else.
fn is_like(base: &str) -> bool {
    matches!(base, "character varying" | "bit varying" | "numeric") || is_temporal(base)
}

fn is_temporal(base: &str) -> bool {
    matches!(
        base,
        "timestamp without time zone"
            | "timestamp with time zone"
            | "time without time zone"
            | "time with time zone"
            | "interval"
    )
}

fn is_limited(name: &str) -> bool {
    name.contains('(')
}

fn single(from: &str, to: &str) -> Toll {
    let (old, new) = (base(from), base(to));
    let of = |condition: bool, toll: Toll| if condition { toll } else { Toll::Rows };
    let zones = ["timestamp without time zone", "timestamp with time zone"];
    match (old, new) {
        _ if is_temporal(old) && old == new => of(precision(from) <= precision(to), Toll::Nothing),
        _ if zones.contains(&old) && zones.contains(&new) => {
            of(precision(to) == Some(6), Toll::RowsUnlessUtc)
        }
        ("character varying", "character varying") | ("bit varying", "bit varying") => {
            of(!is_limited(to) || room(from).zip(room(to)).is_some_and(|(a, b)| a <= b), Toll::Nothing)
        }
        ("text" | "character varying", "text" | "character varying") => of(!is_limited(to), Toll::Nothing),
        ("text" | "character varying", "bpchar") | ("bit", "bit varying") => {
            of(!is_limited(to), Toll::Indexes)
        }
        ("character", "bpchar") | ("cidr", "inet") => of(!is_limited(to), Toll::Nothing),
        ("numeric", "numeric") => of(is_wider(from, to), Toll::Nothing),
        ("integer", "oid" | "regclass") | ("oid" | "regclass", "integer") => Toll::Indexes,
        ("oid", "regclass") | ("regclass", "oid") => Toll::Nothing,
        ("text" | "character varying", _) if is_citext(new) => Toll::Indexes,
        (_, "text" | "character varying" | "bpchar") if is_citext(old) => of(!is_limited(to), Toll::Indexes),
        (_, _) => Toll::Rows,
    }
}

/// The extension's; nobody else has a type of that name for another purpose.
pub(crate) fn is_citext(name: &str) -> bool {
    name == "citext" || name.ends_with(".citext")
}

/// Digits of a second; without a number it is six.
fn precision(name: &str) -> Option<u32> {
    match is_limited(name) {
        true => room(name),
        false => Some(6),
    }
}

/// Of `numeric(10,2)`: all digits, and those behind the point.
fn digits(name: &str) -> Option<(i32, i32)> {
    let (all, behind) = name.strip_prefix("numeric(")?.strip_suffix(')')?.split_once(',')?;
    Some((all.parse().ok()?, behind.parse().ok()?))
}

/// Whether a numeric type holds every number of another one, digit for digit.
pub(super) fn has_digits_for(from: &str, to: &str) -> bool {
    let held = match from {
        "smallint" => Some((5, 0)),
        "integer" => Some((10, 0)),
        "bigint" => Some((19, 0)),
        _ => digits(from),
    };
    held.zip(digits(to)).is_some_and(|(old, new)| new.1 >= old.1 && new.0 - new.1 >= old.0 - old.1)
}

/// More digits in front, the same behind.
fn is_wider(from: &str, to: &str) -> bool {
    match (digits(from), digits(to)) {
        (_, None) => !is_limited(to),
        (Some(from), Some(to)) => from.0 <= to.0 && from.1 == to.1,
        (None, Some(_)) => false,
    }
}
