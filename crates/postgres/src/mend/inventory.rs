//! The query by which a script looks at a database: a branch for each kind, which the kind itself writes. Must not know
//! what is done with what is found.

use evenkeel_core::KindName;
use evenkeel_core::sql;
use evenkeel_core::sql::{Literal, Sql};

use crate::inspect::for_version;
use crate::kinds::KINDS;

const FRAME: &str = include_str!("frame.sql");
const QUERY: &str = include_str!("inventory.sql");

/// How a script finds the objects of a kind, in queries that see the relations of the project as `ours` and its schemas as
/// `scope`.
#[derive(Clone, Copy, Debug)]
pub struct Inventory {
    /// Rows of (class, oid, sub-id, path, signature, all that it is, what takes it away). The path may be left to the
    /// address, and so may a plain DROP; an empty text takes nothing away.
    objects: Option<(Nature, &'static str)>,
    /// Rows of (name of the fact, class, oid, sub-id, name of what it is about, what makes it so, what takes it back). The
    /// name may be left to the address.
    facts: Option<(&'static str, &'static str)>,
}

/// What a script may do with an object that it finds.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Nature {
    /// It can be made anew.
    Plain,
    /// It holds rows, or others rely on it: it goes only where somebody let it go.
    Holding,
    /// As [`Nature::Holding`], unless this is so of its row.
    HoldingUnless(&'static str),
    /// It ties things to each other that stay without it.
    Link,
}

impl Inventory {
    /// Of what belongs to the whole server.
    pub(crate) const NONE: Inventory = Inventory { objects: None, facts: None };

    pub(crate) const fn of(nature: Nature, query: &'static str) -> Inventory {
        Inventory { objects: Some((nature, query)), facts: None }
    }

    pub(crate) const fn plain(query: &'static str) -> Inventory {
        Inventory::of(Nature::Plain, query)
    }

    pub(crate) const fn holding(query: &'static str) -> Inventory {
        Inventory::of(Nature::Holding, query)
    }

    pub(crate) const fn linking(query: &'static str) -> Inventory {
        Inventory::of(Nature::Link, query)
    }

    /// Of what is only said about another object.
    pub(crate) const fn said(query: &'static str) -> Inventory {
        Inventory { objects: None, facts: Some(("said", query)) }
    }

    /// As [`Inventory::said`], where somebody has rights by it.
    pub(crate) const fn granted(query: &'static str) -> Inventory {
        Inventory { objects: None, facts: Some(("grant", query)) }
    }

    /// With what statements set of it by themselves.
    #[must_use]
    pub(crate) const fn with_facts(self, query: &'static str) -> Inventory {
        Inventory { facts: Some(("fact", query)), ..self }
    }

    pub(super) fn is_of_objects(&self) -> bool {
        self.objects.is_some()
    }

    /// Whether what it finds goes only where somebody let it go.
    pub(super) fn is_held(&self) -> bool {
        let holds = matches!(self.objects, Some((Nature::Holding | Nature::HoldingUnless(_), _)));
        holds || matches!(self.facts, Some(("grant", _)))
    }

    fn branches(&self, kind: KindName) -> impl Iterator<Item = Sql> {
        let objects = self.objects.map(|(nature, query)| {
            sql!(
                "    SELECT {}, {}, a::oid, b::oid, c::integer, d::text[], e::text, NULL, f::text, NULL, g::text FROM (\n{}    ) q(a, b, c, d, e, f, g)",
                Literal(kind),
                nature.told(),
                indented(query)
            )
        });
        let facts = self.facts.map(|(nature, query)| {
            sql!(
                "    SELECT a, {}, b::oid, c::oid, d::integer, NULL, NULL, e::text, f, f, g FROM (\n{}    ) q(a, b, c, d, e, f, g)",
                Literal(nature),
                indented(query)
            )
        });
        objects.into_iter().chain(facts)
    }
}

impl Nature {
    fn told(self) -> Sql {
        match self {
            Nature::Plain => Sql::raw("'plain'"),
            Nature::Holding => Sql::raw("'rows'"),
            Nature::HoldingUnless(condition) => {
                sql!("CASE WHEN {} THEN 'plain' ELSE 'rows' END", Sql::raw(condition))
            }
            Nature::Link => Sql::raw("'link'"),
        }
    }
}

/// Each line of a query further to the right.
fn indented(query: &'static str) -> Sql {
    let mut text = String::new();
    for line in query.lines() {
        text.extend(["        ", line, "\n"]);
    }
    Sql::from_database(text)
}

/// The functions by which these schemas are looked at on a server of this major version.
pub(super) fn frame(scope: &Sql, major: u32) -> String {
    let branches = KINDS.iter().flat_map(|kind| kind.inventory.branches(kind.name));
    let query = QUERY
        .replace("{scope}", scope.as_str())
        .replace("{branches}", Sql::join(branches, "\n    UNION ALL\n").as_str());
    for_version(&FRAME.replace("{inventory}", query.trim_end()), major)
}
