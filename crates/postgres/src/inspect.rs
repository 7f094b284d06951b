//! Reads a PostgreSQL catalog: statements whose rows, given back one by one in any order, become a [`Catalog`].
//!
//! Must not know a driver. Every row has six cells: what it is, class, oid, sub-id, position, and JSON.

use std::fmt;

use evenkeel_core::catalog::DuplicateObject;
use evenkeel_core::sql::Literal;
use evenkeel_core::{Catalog, KindName, sql};
use serde::Deserialize;

use crate::kinds::{KINDS, Object};

mod assemble;
mod holdings;
mod tables;

pub use holdings::Holdings;
pub(crate) use tables::Tables;

const PRELUDE: &str = include_str!("prelude.sql");
const DEPEND: &str = include_str!("depend.sql");
const SWEEP: &str = include_str!("sweep.sql");
/// Who reads.
const ACTOR: &str = "SELECT 0, 0, 0, 0, current_user";

/// How many cells a row has.
pub const CELLS: usize = 6;

/// Kinds that are known by name only; [`Reader`] turns others down, so that none is ever left out in silence.
const SWEPT: &[KindName] = &[
    "database setting",
    "disabled constraint trigger",
    "large object",
    "security label",
    "statistics object",
    "subscription",
    "type",
];

/// The names of the kinds that are modelled.
pub fn kinds() -> impl Iterator<Item = KindName> {
    KINDS.iter().map(|kind| kind.name)
}

const SETTINGS: &str = "SET LOCAL search_path = ''; SET LOCAL jit = off; SET LOCAL work_mem = '64MB'; ";

/// Begins the transaction in which everything is read, and answers the rows that [`Holdings::read`] takes.
pub fn begin() -> String {
    ["BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; ", SETTINGS, &holdings::survey(), SNAPSHOT].concat()
}

/// The name of the transaction's snapshot where the catalog is so large that two sessions read it in less time than one.
const SNAPSHOT: &str =
    " UNION ALL SELECT 'snapshot', pg_export_snapshot() WHERE pg_relation_size('pg_class') >= 1048576";

/// As [`begin`] inside a transaction that is open, of which `rewind` leaves nothing behind.
pub fn look_inside() -> String {
    ["SAVEPOINT evenkeel_inspect; ", SETTINGS, &holdings::survey()].concat()
}

/// Leaves the transaction as it was before [`look_inside`].
pub const REWIND: &str = "ROLLBACK TO SAVEPOINT evenkeel_inspect; RELEASE SAVEPOINT evenkeel_inspect";

/// Sees in another session what the transaction of this snapshot sees.
pub fn join(snapshot: &str) -> String {
    let snapshot = sql!("SET TRANSACTION SNAPSHOT {}; ", Literal(snapshot));
    ["BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; ", snapshot.as_str(), SETTINGS].concat()
}

/// What is to be read in one go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Whole,
    /// All whose definitions the server tells by opening the tables, which it then does once.
    Definitions,
    /// What mostly lies in the catalog's own rows, which is most of it by number.
    Rows,
    /// Who needs whom.
    Bonds,
    /// Everything beside the tables.
    Others,
}

/// The branches that make up [`Part::Definitions`].
const DEFINITIONS: &[&str] =
    &["check", "exclusion", "foreign_key", "index", "partition", "policy", "rule", "statistics", "trigger"];
/// The branches that make up [`Part::Rows`].
const ROWS: &[&str] = &["table", "column", "default", "primary_key", "unique"];
/// The branches that make up [`Part::Bonds`].
const BONDS: &[&str] = &["#depend", "#sweep"];

impl Part {
    fn holds(self, tag: &str) -> bool {
        match self {
            Part::Whole => true,
            Part::Definitions => DEFINITIONS.contains(&tag),
            Part::Rows => ROWS.contains(&tag),
            Part::Bonds => BONDS.contains(&tag),
            Part::Others => ![DEFINITIONS, ROWS, BONDS].iter().any(|part| part.contains(&tag)),
        }
    }
}

/// The statement that reads this part of what is there, for a server of this version (150018 for 15.18). The search path
/// has to be empty.
///
/// It is one statement, so that the list of tables is made once for all kinds; empty where nothing of the part is there.
pub fn query(server_version: u32, part: Part, holdings: &Holdings) -> String {
    let kinds = KINDS.iter().map(|kind| (kind.name, kind.query));
    let all = kinds
        .chain([("#depend", DEPEND), ("#sweep", SWEEP), ("#actor", ACTOR)])
        .filter(|(tag, _)| part.holds(tag));
    let branches: Vec<String> =
        all.filter_map(|(tag, query)| Some(branch(tag, &holdings.of(query)?))).collect();
    if branches.is_empty() {
        return String::new();
    }
    let text = [PRELUDE, "\n", &branches.join("\nUNION ALL\n")].concat();
    for_version(&with_foreign_options(&text), server_version / 10_000)
}

/// All that a server may be asked: whoever asks the same understands the same rows.
pub fn questions() -> String {
    KINDS.iter().map(|kind| kind.query).chain([PRELUDE, DEPEND, SWEEP]).collect()
}

fn branch(tag: &str, query: &str) -> String {
    ["SELECT '", tag, "', a::oid, b::oid, c::int, d::int, e::text FROM (\n", query, ") q(a, b, c, d, e)"]
        .concat()
}

/// Options as pairs of name and value, of secrets only a digest.
const FOREIGN_OPTIONS: &str = "(SELECT coalesce(json_agg(json_build_object('name', o.option_name, 'value', \
    CASE WHEN o.option_name ~* '(password|passwd|passcode|passphrase|secret|token|credential|(api|access|private)_?key)' \
    THEN json_build_object('secret', md5(o.option_value)) ELSE json_build_object('plain', o.option_value) END) \
    ORDER BY o.option_name), '[]') FROM pg_options_to_table({}) o)";

/// `{{foreign_options: x}}` reads the options in the array `x`.
fn with_foreign_options(text: &str) -> String {
    let mut pieces = text.split("{{foreign_options:");
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (array, behind) = piece.split_once("}}").expect("what is read is closed");
        out.push_str(&FOREIGN_OPTIONS.replace("{}", array.trim()));
        out.push_str(behind);
    }
    out
}

/// `{{15: a | b}}` is `a` from major version 15 on and `b` before.
pub(crate) fn for_version(text: &str, major: u32) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        let (choice, behind) = after.split_once("}}").expect("a version choice is closed");
        let (since, variants) = choice.split_once(':').expect("a version choice names its version");
        let (newer, older) = variants.rsplit_once('|').expect("a version choice has two variants");
        let since: u32 = since.trim().parse().expect("a version is a number");
        out.push_str(before);
        out.push_str(if major >= since { newer } else { older });
        rest = behind;
    }
    out + rest
}

/// A row that cannot be understood: the server, or this program, is not what we think.
#[derive(Debug)]
pub enum ReadError {
    Malformed { what: String, row: String },
    UnknownKind(String),
    Duplicate(DuplicateObject),
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ReadError::Malformed { what, row } => write!(f, "the catalog row {row} cannot be read: {what}"),
            ReadError::UnknownKind(kind) => {
                write!(f, "the catalog holds an object of the unknown kind {kind:?}")
            }
            ReadError::Duplicate(duplicate) => write!(f, "{duplicate}"),
        }
    }
}

impl std::error::Error for ReadError {}

/// (class, oid, sub-id): what `pg_depend` calls an object by.
pub(crate) type Address = (u32, u32, i32);

/// One row of `pg_depend`.
struct Dependence {
    dependent: Address,
    on: Address,
    how: char,
}

#[derive(Deserialize)]
struct Swept {
    kind: String,
    path: Vec<String>,
    definition: String,
}

struct Row<T> {
    address: Address,
    position: i32,
    value: T,
}

/// Takes rows in any order and makes a catalog of them.
#[derive(Default)]
pub struct Reader {
    objects: Vec<Row<Object>>,
    swept: Vec<Row<(KindName, Swept)>>,
    dependences: Vec<Dependence>,
    actor: Option<String>,
    /// Of which kind the last object was; the next one mostly is too.
    last: usize,
}

impl Reader {
    pub fn new() -> Self {
        Reader::default()
    }

    /// Cells as the server sent them.
    pub fn row(&mut self, cells: &[Option<&str>]) -> Result<(), ReadError> {
        let malformed = |what: String| ReadError::Malformed { what, row: format!("{cells:?}") };
        let &[Some(tag), class, oid, sub, position, Some(text)] = cells else {
            return Err(malformed("it does not have six cells".to_owned()));
        };
        let address = (number(class), number(oid), number(sub));
        match tag {
            "#depend" => {
                let dependence = dependence(address, number(position), text);
                self.dependences.push(dependence.ok_or_else(|| malformed("it is no dependence".to_owned()))?);
            }
            "#sweep" => {
                let value: Swept =
                    serde_json::from_str(text).map_err(|error| malformed(error.to_string()))?;
                let kind = SWEPT.iter().find(|kind| **kind == value.kind);
                let kind = kind.ok_or_else(|| ReadError::UnknownKind(value.kind.clone()))?;
                self.swept.push(Row { address, position: 0, value: (kind, value) });
            }
            "#actor" => self.actor = Some(text.to_owned()),
            _ => {
                if KINDS[self.last].name != tag {
                    let at = KINDS.iter().position(|kind| kind.name == tag);
                    self.last = at.ok_or_else(|| ReadError::UnknownKind(tag.to_owned()))?;
                }
                let value = (KINDS[self.last].read)(text).map_err(|error| malformed(error.to_string()))?;
                self.objects.push(Row { address, position: number(position), value });
            }
        }
        Ok(())
    }

    pub fn finish(self) -> Result<Catalog<Object>, ReadError> {
        assemble::catalog(self).map_err(ReadError::Duplicate)
    }
}

/// Cells of numbers are told by the server itself; an absent one is an object without an address.
fn number<T: std::str::FromStr + Default>(cell: Option<&str>) -> T {
    cell.and_then(|text| text.parse().ok()).unwrap_or_default()
}

fn dependence(dependent: Address, sub: i32, text: &str) -> Option<Dependence> {
    let mut words = text.split(' ');
    let class = words.next()?.parse().ok()?;
    let oid = words.next()?.parse().ok()?;
    let how = words.next()?.chars().next()?;
    Some(Dependence { dependent, on: (class, oid, sub), how })
}

#[cfg(test)]
mod tests;
