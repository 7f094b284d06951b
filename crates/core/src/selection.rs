//! Which objects of a catalog somebody wants to look at: patterns over kinds, schemas and names. Must not know where
//! the patterns were written.

use std::fmt;
use std::str::FromStr;

use wildmatch::WildMatch;

use crate::catalog::{Bond, Catalog, Entry};
use crate::object::ObjectId;

/// `audit.*`, `*.tmp_*`, `table:public.old_?`, `privileges:*`: a kind where one is named, and globs for the parts of the
/// name. A pattern of one part means objects of that name in whatever schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    text: String,
    kind: Option<String>,
    parts: Vec<String>,
}

/// A pattern that means nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadPattern(String);

impl fmt::Display for BadPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not a pattern such as audit.*, *.tmp_* or table:public.old_*", self.0)
    }
}

impl std::error::Error for BadPattern {}

impl FromStr for Pattern {
    type Err = BadPattern;

    fn from_str(text: &str) -> Result<Self, BadPattern> {
        let (kind, name) = match text.split_once(':') {
            Some((kind, name)) => (Some(kind.trim().replace([' ', '-'], "_")), name),
            None => (None, text),
        };
        let parts: Vec<String> = name.trim().split('.').map(str::to_owned).collect();
        let empty = parts.iter().any(String::is_empty) || kind.as_ref().is_some_and(String::is_empty);
        match empty {
            true => Err(BadPattern(text.to_owned())),
            false => Ok(Pattern { text: text.to_owned(), kind, parts }),
        }
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Pattern {
    /// Whether it means this very object; what belongs to the object is not asked.
    pub fn means(&self, id: &ObjectId) -> bool {
        if self.kind.as_ref().is_some_and(|kind| !fits(kind, id.kind())) {
            return false;
        }
        // What is said of an object has that object's kind before its name.
        let said =
            matches!(id.kind(), "comment" | "privileges" | "owner" | "security_label" | "default_privileges");
        let names: Vec<&str> = id.parts().skip(usize::from(said)).collect();
        match (self.parts.as_slice(), names.as_slice()) {
            ([one], [.., name]) => fits(one, name),
            // Everything in a schema, and so the schema.
            ([schema, all], [name]) if all == "*" => fits(schema, name) && id.kind() == "schema",
            (parts, names) => {
                parts.len() == names.len() && parts.iter().zip(names).all(|(part, name)| fits(part, name))
            }
        }
    }

    /// The glob for kinds, where it has one.
    pub fn kind(&self) -> Option<&str> {
        self.kind.as_deref()
    }

    /// The globs for the names, outermost first.
    pub fn parts(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().map(String::as_str)
    }
}

/// `*` stands for any text, `?` for one character.
fn fits(glob: &str, text: &str) -> bool {
    WildMatch::new(glob).matches(text)
}

/// What to look at: everything, or what `include` means, and of that not what `exclude` means.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    pub include: Vec<Pattern>,
    pub exclude: Vec<Pattern>,
    /// Which roles of the server are looked at, beside what the database holds; none unless they are named.
    pub roles: Vec<Pattern>,
}

impl Selection {
    pub fn is_everything(&self) -> bool {
        self.include.is_empty() && self.exclude.is_empty()
    }

    /// Whether this very object is looked at; what it belongs to is not asked.
    pub fn looks_at(&self, id: &ObjectId) -> bool {
        let meant = |patterns: &[Pattern]| patterns.iter().any(|pattern| pattern.means(id));
        (self.include.is_empty() || meant(&self.include)) && !meant(&self.exclude)
    }

    /// Whether this role is looked at.
    pub fn asks_for(&self, role: &ObjectId) -> bool {
        self.roles.iter().any(|pattern| pattern.means(role))
    }

    /// The catalog without the roles that nobody asks for; `role` tells to which role an object belongs.
    #[must_use]
    pub fn of_server<O>(&self, catalog: Catalog<O>, role: impl Fn(&O) -> Option<ObjectId>) -> Catalog<O> {
        // Where none are named none are read.
        if self.roles.is_empty() {
            return catalog;
        }
        let unasked = |entry: &Entry<O>| {
            let role = entry.node.modelled().and_then(&role);
            role.is_some_and(|role| !self.asks_for(&role))
        };
        let left_out: Vec<bool> = catalog.entries().iter().map(unasked).collect();
        catalog.without(&left_out)
    }

    /// The catalog without what is not looked at. `owned` tells what else goes where an object goes.
    #[must_use]
    pub fn of<O>(&self, catalog: Catalog<O>, owned: impl Fn(&O) -> Option<ObjectId>) -> Catalog<O> {
        if self.is_everything() {
            return catalog;
        }
        let left_out = self.left_out(&catalog, owned);
        catalog.without(&left_out)
    }

    fn left_out<O>(&self, catalog: &Catalog<O>, owned: impl Fn(&O) -> Option<ObjectId>) -> Vec<bool> {
        let entries = catalog.entries();
        let meant = |patterns: &[Pattern]| -> Vec<bool> {
            entries.iter().map(|entry| patterns.iter().any(|pattern| pattern.means(&entry.id))).collect()
        };
        let excluded = spread(catalog, meant(&self.exclude), &owned);
        if self.include.is_empty() {
            return excluded;
        }
        let included = with_schemas(catalog, spread(catalog, meant(&self.include), &owned));
        excluded.iter().zip(included).map(|(out, chosen)| *out || !chosen).collect()
    }
}

/// The marked objects with all that belongs to them.
pub fn spread<O>(
    catalog: &Catalog<O>,
    mut marked: Vec<bool>,
    owned: impl Fn(&O) -> Option<ObjectId>,
) -> Vec<bool> {
    let dependents = catalog.dependents();
    let mut pending: Vec<usize> = (0..marked.len()).filter(|at| marked[*at]).collect();
    while let Some(at) = pending.pop() {
        let parts = dependents.at(at).iter().filter(|(_, bond)| *bond == Bond::PartOf).map(|(part, _)| *part);
        let along = catalog.entries()[at].node.modelled().and_then(&owned);
        for part in parts.chain(along.and_then(|id| catalog.index_of(&id))) {
            if !marked[part] {
                marked[part] = true;
                pending.push(part);
            }
        }
    }
    marked
}

/// Also the schemas in which the marked objects live.
fn with_schemas<O>(catalog: &Catalog<O>, mut marked: Vec<bool>) -> Vec<bool> {
    for at in 0..marked.len() {
        let id = &catalog.entries()[at].id;
        let schema = ObjectId::new("schema", &[id.first()]);
        if let Some(schema) = catalog.index_of(&schema).filter(|_| marked[at] && id.parts().count() > 1) {
            marked[schema] = true;
        }
    }
    marked
}

#[cfg(test)]
mod tests {
    use super::*;

    fn means(pattern: &str, id: &ObjectId) -> bool {
        pattern.parse::<Pattern>().unwrap().means(id)
    }

    #[test]
    fn patterns_mean_kinds_schemas_and_names() {
        let table = ObjectId::new("table", &["audit", "tmp_1"]);
        for pattern in ["audit.*", "*.tmp_?", "tmp_*", "table:audit.tmp_1", "ta*:*", "*"] {
            assert!(means(pattern, &table), "{pattern}");
        }
        for pattern in ["audit", "view:*", "audit.tmp", "audit.tmp_1.x", "tmp_"] {
            assert!(!means(pattern, &table), "{pattern}");
        }
        assert!(means("audit.*", &ObjectId::new("schema", &["audit"])));
        let said = ObjectId::said_of("privileges", &table, "to app");
        assert!(means("privileges:audit.*", &said) && means("privileges:*", &said));
    }

    #[test]
    fn a_pattern_without_a_name_is_none() {
        for text in ["", "table:", "a..b", ":x"] {
            assert!(text.parse::<Pattern>().is_err(), "{text}");
        }
    }
}
