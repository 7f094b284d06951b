//! Values that are made up for a type, as texts that the type reads. Must not know in which column they stand.

use std::collections::{BTreeMap, BTreeSet};

use evenkeel_core::sample::{Constants, SHAPES};
use evenkeel_core::sql::{Literal, Name, Sql};
use evenkeel_core::{Catalog, sql};

use crate::kinds::domain::Domain;
use crate::kinds::relation::columns_of;
use crate::kinds::{Kind, Object, check};

/// What stands inside a value may stand inside another one, and so on.
const DEEPEST: usize = 4;

/// The types that somebody made, by the names by which columns speak of them.
pub(super) struct Types<'a> {
    catalog: &'a Catalog<Object>,
    made: BTreeMap<String, &'a Object>,
}

/// A type below all domains, with what these demand.
pub(super) struct Ground {
    pub(super) name: String,
    /// Of `value`.
    pub(super) conditions: Vec<Sql>,
    pub(super) not_null: bool,
}

impl<'a> Types<'a> {
    pub(super) fn of(catalog: &'a Catalog<Object>) -> Types<'a> {
        let kinds = ["enum", "domain", "composite_type", "range_type", "table"].into_iter();
        let made = kinds
            .flat_map(|kind| catalog.of_kind(kind))
            .filter_map(|entry| Some((Name::from(&entry.id).to_string(), entry.node.modelled()?)))
            .collect();
        Types { catalog, made }
    }

    pub(super) fn ground(&self, name: &str) -> Ground {
        let mut ground = Ground { name: name.to_owned(), conditions: Vec::new(), not_null: false };
        // No domain stands on itself, but what is read may be odd.
        for _ in 0..32 {
            let Some(Object::Domain(domain)) = self.made.get(&ground.name) else { break };
            ground.conditions.extend(self.conditions(domain));
            ground.not_null |= domain.not_null;
            ground.name = domain.base.as_str().to_owned();
        }
        ground
    }

    fn conditions(&self, domain: &Domain) -> Vec<Sql> {
        let id = domain.id();
        let checks = self.catalog.below("domain_check", &id);
        let conditions = checks.filter_map(|(_, object)| {
            let Object::DomainCheck(check) = object else { return None };
            check::condition(check.definition.as_str()).map(Sql::from_database)
        });
        conditions.collect()
    }

    /// Values of a type, those first that rules speak of; never empty.
    pub(super) fn texts(&self, name: &str, constants: &Constants) -> Vec<String> {
        let mut texts = match self.made.get(name) {
            Some(_) => Vec::new(),
            None => told(bare(name).as_str(), constants),
        };
        texts.extend(self.usual(name, DEEPEST));
        let mut seen = BTreeSet::new();
        texts.retain(|text| seen.insert(text.clone()));
        texts
    }

    fn usual(&self, name: &str, depth: usize) -> Vec<String> {
        let Some(depth) = depth.checked_sub(1) else { return Vec::new() };
        if let Some(element) = name.strip_suffix("[]") {
            let elements = self.usual(element, depth);
            return elements.iter().map(|text| ["{", &quoted(text), "}"].concat()).collect();
        }
        let parts = |types: Vec<&str>| -> Vec<String> {
            let columns: Vec<Vec<String>> = types.into_iter().map(|part| self.usual(part, depth)).collect();
            (0..3).map(|at| row(&columns, at)).collect()
        };
        let object = self.made.get(name).copied();
        if let Some(Object::EnumType(made)) = object {
            return made.labels.clone();
        }
        match object {
            Some(Object::Domain(domain)) => self.usual(domain.base.as_str(), depth),
            Some(Object::CompositeType(made)) => {
                parts(made.attributes.iter().map(|attribute| attribute.data_type.as_str()).collect())
            }
            Some(Object::Table(_)) => parts(self.row_type(name)),
            Some(Object::RangeType(_)) => ["(,)", "empty"].map(str::to_owned).to_vec(),
            Some(_) | None => plain(&bare(name)).iter().map(|text| (*text).to_owned()).collect(),
        }
    }

    /// The types of a table's columns, in their order.
    fn row_type(&self, name: &str) -> Vec<&'a str> {
        let table =
            self.catalog.of_kind("table").iter().find(|entry| Name::from(&entry.id).to_string() == name);
        let Some(table) = table else { return Vec::new() };
        let columns = columns_of(self.catalog, &table.id).into_iter();
        columns.map(|(_, column)| column.data_type.as_str()).collect()
    }
}

/// A text as a value of a type.
pub(super) fn cast(text: &str, data_type: &Sql) -> Sql {
    sql!("{}::{}", Literal(text), data_type)
}

/// Whether values of a type are texts that may read as values of any other.
pub(super) fn is_text(name: &str) -> bool {
    family(&bare(name)) == Family::Text
}

/// The name without what stands in parentheses.
fn bare(name: &str) -> String {
    match (name.find('('), name.find(')')) {
        (Some(open), Some(close)) if open < close => [&name[..open], &name[close + 1..]].concat(),
        _ => name.to_owned(),
    }
}

fn quoted(text: &str) -> String {
    ["\"", &text.replace('\\', "\\\\").replace('"', "\\\""), "\""].concat()
}

fn row(columns: &[Vec<String>], at: usize) -> String {
    let cell = |column: &Vec<String>| match column.len() {
        0 => String::new(),
        many => quoted(&column[at % many]),
    };
    ["(", &columns.iter().map(cell).collect::<Vec<_>>().join(","), ")"].concat()
}

/// Whether a rule about values of one type may be a rule about those of the other.
pub(super) fn are_alike(one: &str, other: &str) -> bool {
    let (one, other) = (bare(one), bare(other));
    one == other || family(&one) == family(&other) && family(&one) != Family::Other
}

/// What the constants of rules can be to a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Family {
    Number,
    Text,
    Date,
    Other,
}

fn family(bare: &str) -> Family {
    match bare {
        "smallint" | "integer" | "bigint" | "numeric" | "real" | "double precision" | "money" | "oid" => {
            Family::Number
        }
        "text" | "character varying" | "character" | "name" => Family::Text,
        "date" => Family::Date,
        _ if bare.starts_with("timestamp") => Family::Date,
        _ if own_name(bare) == "citext" => Family::Text,
        _ => Family::Other,
    }
}

fn told(bare: &str, constants: &Constants) -> Vec<String> {
    match family(bare) {
        Family::Number => constants.numbers().collect(),
        Family::Text => constants.texts().collect(),
        Family::Date => constants.dates().collect(),
        Family::Other => Vec::new(),
    }
}

/// What an extension's type is called in its schema.
fn own_name(bare: &str) -> &str {
    bare.rsplit('.').next().unwrap_or(bare)
}

/// At least two that differ, where a type has as many. Numbers read as values of many types that nobody knows here.
fn plain(bare: &str) -> &'static [&'static str] {
    match bare {
        "numeric" | "real" | "double precision" => &["1", "2", "3", "0", "0.5", "10", "100", "-1"],
        "\"char\"" => &["a", "b", "c"],
        "text" | "character varying" | "character" | "name" => SHAPES,
        "boolean" => &["true", "false"],
        "date" => &["2001-01-01", "2001-01-02", "2001-01-03", "2030-01-01"],
        "json" | "jsonb" => &[r#"{"a": 1}"#, r#"{"a": 2}"#, "{}", "[]"],
        "uuid" => &[
            "00000000-0000-4000-8000-000000000001",
            "00000000-0000-4000-8000-000000000002",
            "00000000-0000-4000-8000-000000000003",
        ],
        "bytea" => &["\\x01", "\\x02", "\\x03"],
        "xml" => &["<a/>", "<b/>", "<c/>"],
        "inet" => &["10.0.0.1", "10.0.0.2", "10.0.0.3"],
        "cidr" => &["10.0.1.0/24", "10.0.2.0/24", "10.0.3.0/24"],
        "macaddr" | "macaddr8" => &["08:00:2b:01:02:03", "08:00:2b:01:02:04", "08:00:2b:01:02:05"],
        "bit" | "bit varying" => &["1", "0", "01"],
        "tsvector" | "tsquery" => &["a", "b", "c"],
        "point" => &["(1,1)", "(2,2)", "(3,3)"],
        "line" => &["{1,1,1}", "{1,2,1}", "{1,3,1}"],
        "lseg" | "path" => &["[(1,1),(2,2)]", "[(2,2),(3,3)]", "[(3,3),(4,4)]"],
        "box" | "polygon" => &["(1,1),(0,0)", "(3,3),(2,2)", "(5,5),(4,4)"],
        "circle" => &["<(1,1),1>", "<(5,5),1>", "<(9,9),1>"],
        "pg_lsn" => &["0/1", "0/2", "0/3"],
        "int4range" | "int8range" | "numrange" => &["[1,2)", "[3,4)", "[5,6)"],
        "int4multirange" | "int8multirange" | "nummultirange" => &["{[1,2)}", "{[3,4)}", "{[5,6)}"],
        "daterange" | "tsrange" | "tstzrange" => {
            &["[2001-01-01,2001-01-02)", "[2001-01-03,2001-01-04)", "[2001-01-05,2001-01-06)"]
        }
        "datemultirange" | "tsmultirange" | "tstzmultirange" => {
            &["{[2001-01-01,2001-01-02)}", "{[2001-01-03,2001-01-04)}", "{[2001-01-05,2001-01-06)}"]
        }
        _ if bare.starts_with("timestamp") => &[
            "2001-01-01 00:00:00+00",
            "2001-01-02 00:00:00+00",
            "2001-01-03 00:00:00+00",
            "2030-01-01 00:00:00+00",
        ],
        _ if bare.starts_with("time") => &["01:00:00+00", "02:00:00+00", "03:00:00+00"],
        _ if bare.starts_with("interval") => &["1 day", "2 days", "3 days", "0"],
        _ => match own_name(bare) {
            "citext" => SHAPES,
            "hstore" => &["a=>1", "b=>2", "c=>3"],
            "ltree" => &["a", "b", "c"],
            _ => &["1", "2", "3", "0", "10", "100", "-1"],
        },
    }
}
