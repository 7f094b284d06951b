//! Where in a snapshot something is said. Must not know what any part of it means.

use std::collections::BTreeMap;
use std::ops::Range;

use serde_json::value::RawValue;

use super::ordered::Ordered;
use crate::derived::Span;

/// A value of the snapshot, by the keys and numbers that lead to it, and the name that it has there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Anchor {
    path: String,
    name: String,
}

impl Anchor {
    pub(super) fn new(path: &[&str], name: &str) -> Self {
        Self { path: path.join("/"), name: name.to_owned() }
    }

    /// Something in this value.
    pub(super) fn below(&self, path: &[&str], name: &str) -> Self {
        Self::new(&[&[self.path.as_str()], path].concat(), name)
    }
}

/// The places of all values of a snapshot.
pub(super) struct Places<'a> {
    json: &'a str,
    ranges: BTreeMap<String, Range<usize>>,
}

impl<'a> Places<'a> {
    pub(super) fn of(json: &'a str) -> Self {
        let mut places = Self { json, ranges: BTreeMap::new() };
        if let Ok(value) = serde_json::from_str::<&RawValue>(json) {
            places.note(value, String::new());
        }
        places
    }

    fn note(&mut self, value: &'a RawValue, path: String) {
        let text = value.get();
        // Raw values are parts of the text that was read.
        let start = text.as_ptr().addr() - self.json.as_ptr().addr();
        let below = |key: &str| if path.is_empty() { key.to_owned() } else { [&path, "/", key].concat() };
        match text.as_bytes().first() {
            Some(b'{') => {
                let Ok(Ordered(entries)) = serde_json::from_str::<Ordered<&RawValue>>(text) else { return };
                for (key, value) in entries {
                    self.note(value, below(&key));
                }
            }
            Some(b'[') => {
                let Ok(list) = serde_json::from_str::<Vec<&RawValue>>(text) else { return };
                for (number, value) in list.into_iter().enumerate() {
                    self.note(value, below(&number.to_string()));
                }
            }
            Some(_) | None => {}
        }
        self.ranges.insert(path, start..start + text.len());
    }

    /// The name where the value says it, else the beginning of the value.
    pub(super) fn find(&self, anchor: &Anchor) -> Span {
        let whole = self.ranges.get(&anchor.path).cloned().unwrap_or(0..self.json.len());
        let wanted = serde_json::Value::from(anchor.name.as_str()).to_string();
        let range = match self.json[whole.clone()].find(&wanted) {
            Some(at) => whole.start + at..whole.start + at + wanted.len(),
            None => whole.start..whole.end.min(whole.start + 1),
        };
        Span { file: 0, range }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_where_they_are_meant() {
        let json = r#"{ "a": { "id": 1 }, "list": [ { "x": "id" }, { "name": "i\"d" } ] }"#;
        let places = Places::of(json);
        let found = |path: &[&str], name: &str| {
            let range = places.find(&Anchor::new(path, name)).range;
            (range.start, &json[range])
        };
        assert_eq!(found(&["a"], "id"), (9, "\"id\""));
        assert_eq!(found(&["list", "0"], "id"), (37, "\"id\""));
        assert_eq!(found(&["list", "1"], "i\"d").1, r#""i\"d""#);
        assert_eq!(found(&["list", "1"], "nothing").1, "{");
        assert_eq!(found(&["nowhere"], "id"), (9, "\"id\""));
    }
}
