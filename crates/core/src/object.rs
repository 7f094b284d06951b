//! Names of objects: a kind and a path. Must not know which kinds there are.

use std::fmt;

use serde::ser::{Serialize, SerializeStruct, Serializer};

use crate::sql::{Hole, Ident};

/// The name of a kind of object, such as `table` or `check`.
pub type KindName = &'static str;

/// Stands between the parts of a path. No identifier of PostgreSQL or SQLite can hold it.
const SEPARATOR: char = '\0';
/// Stands before a signature. No part of a path is empty, so nothing else looks like it.
const SIGNATURE: &str = "\0\0";
/// Stands behind words that come before everything else. Neither a signature nor a part of a path begins like it.
const REMARK: &str = "\0\0\0";

/// One object of a database: its kind and the names that lead to it, outermost first.
///
/// Ordered by kind, then path, so that whatever is collected by id comes out the same way each time.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ObjectId {
    kind: KindName,
    path: Box<str>,
}

impl ObjectId {
    pub fn new(kind: KindName, path: &[&str]) -> Self {
        ObjectId { kind, path: path.join("\0").into_boxed_str() }
    }

    /// An object that is told from others of its name by a signature, such as a function by its arguments.
    pub fn with_signature(kind: KindName, path: &[&str], signature: &str) -> Self {
        ObjectId { kind, path: format!("{}{SIGNATURE}{signature}", path.join("\0")).into_boxed_str() }
    }

    /// An object that hangs on another one and is told apart by kind alone, such as the comment on a table.
    pub fn of(kind: KindName, target: &ObjectId) -> Self {
        ObjectId { kind, path: format!("{}{SEPARATOR}{}", target.kind, target.path).into_boxed_str() }
    }

    /// As [`ObjectId::of`], where there is more than one of the kind: the words tell them apart, such as `to app`.
    pub fn said_of(kind: KindName, target: &ObjectId, words: &str) -> Self {
        let path = format!("{words}{REMARK}{}{SEPARATOR}{}", target.kind, target.path);
        ObjectId { kind, path: path.into_boxed_str() }
    }

    /// An object one level below this one, such as a column of this table.
    pub fn child(&self, kind: KindName, name: &str) -> Self {
        ObjectId { kind, path: format!("{}{SEPARATOR}{name}", self.path).into_boxed_str() }
    }

    /// The object one level above, of the given kind.
    pub fn parent(&self, kind: KindName) -> Option<Self> {
        let (above, _) = self.path.rsplit_once(SEPARATOR)?;
        Some(ObjectId { kind, path: above.into() })
    }

    /// The same path under another kind.
    pub fn as_kind(&self, kind: KindName) -> Self {
        ObjectId { kind, path: self.path.clone() }
    }

    /// Whether the other one's path leads here.
    pub fn is_below(&self, above: &ObjectId) -> bool {
        self.path.strip_prefix(&*above.path).is_some_and(|rest| rest.starts_with(SEPARATOR))
    }

    pub fn kind(&self) -> KindName {
        self.kind
    }

    pub fn parts(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.anatomy().1.split(SEPARATOR)
    }

    /// The words that tell it from others about the same thing, the names, and the signature.
    fn anatomy(&self) -> (Option<&str>, &str, Option<&str>) {
        // Every name is read through here, and searching for a text takes longer to set up than paths are long.
        if !self.path.as_bytes().array_windows().any(|two: &[u8; 2]| two == SIGNATURE.as_bytes()) {
            return (None, &self.path, None);
        }
        let remarked = self.path.split_once(REMARK);
        let (words, rest) = remarked.map_or((None, &*self.path), |(words, rest)| (Some(words), rest));
        let signed = rest.split_once(SIGNATURE);
        let (names, signature) = signed.map_or((rest, None), |(names, signature)| (names, Some(signature)));
        (words, names, signature)
    }

    /// What tells it from others of its name: the types of a function's arguments.
    pub fn signature(&self) -> Option<&str> {
        self.anatomy().2
    }

    /// The words that tell it from others that are said about the same thing, such as `to app`.
    pub fn words(&self) -> Option<&str> {
        self.anatomy().0
    }

    /// The first name of the path; for most kinds the schema.
    pub fn first(&self) -> &str {
        self.parts().next().unwrap_or_default()
    }

    /// The last name of the path: the object's own.
    pub fn name(&self) -> &str {
        self.parts().next_back().unwrap_or_default()
    }

    /// The first so many names of the path as one text, which tells that path from others; None where it has fewer.
    pub fn leading(&self, names: usize) -> Option<&str> {
        let path = self.anatomy().1;
        let ends = path.match_indices(SEPARATOR).map(|(at, _)| at).chain([path.len()]);
        ends.into_iter().nth(names.checked_sub(1)?).map(|end| &path[..end])
    }

    /// The whole path, as it is ordered by.
    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    /// The path as people write it: quoted where needed, parts joined by dots.
    pub fn dotted(&self) -> String {
        let mut text = String::with_capacity(self.path.len() + 2);
        for (at, part) in self.parts().enumerate() {
            if at > 0 {
                text.push('.');
            }
            Ident::new(part).write_to(&mut text);
        }
        let (words, _, signature) = self.anatomy();
        if let Some(signature) = signature {
            text.extend(["(", signature, ")"]);
        }
        if let Some(words) = words {
            text.extend([" ", words]);
        }
        text
    }
}

impl fmt::Display for ObjectId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.kind, self.dotted())
    }
}

impl fmt::Debug for ObjectId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl Serialize for ObjectId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("ObjectId", 2)?;
        out.serialize_field("kind", self.kind)?;
        out.serialize_field("name", &self.dotted())?;
        out.end()
    }
}

#[cfg(test)]
mod tests {
    use super::ObjectId;

    #[test]
    fn leading_names_tell_paths_apart() {
        let column = ObjectId::new("column", &["s", "t", "c"]);
        assert_eq!(column.leading(1), Some("s"));
        assert_eq!(column.leading(2), ObjectId::new("table", &["s", "t"]).leading(2));
        assert_eq!((column.leading(0), column.leading(4)), (None, None));
    }

    #[test]
    fn what_is_said_of_an_object_has_its_names_and_signature() {
        let function = ObjectId::with_signature("function", &["s", "f"], "");
        let said = ObjectId::said_of("privileges", &function, "to app");
        assert_eq!(said.to_string(), "privileges function.s.f() to app");
        assert_eq!((said.signature(), said.words()), (Some(""), Some("to app")));
        assert_eq!(said.parts().collect::<Vec<_>>(), ["function", "s", "f"]);
        assert_ne!(said, ObjectId::said_of("privileges", &function, "to others"));
    }
}
