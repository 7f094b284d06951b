//! The short form of rows: an array in place of an object. Must not know which kinds have one.

use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::value::{MapAccessDeserializer, StrDeserializer};
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

/// Reads `[1, 2]` as `{"a": 1, "b": 2}`, given the keys.
pub(super) fn read<'a, T: Deserialize<'a>>(
    array: &'a str,
    keys: &'static [&'static str],
) -> serde_json::Result<T> {
    let mut deserializer = serde_json::Deserializer::from_str(array);
    let value = deserializer.deserialize_seq(Keyed { keys, value: PhantomData })?;
    deserializer.end()?;
    Ok(value)
}

struct Keyed<T> {
    keys: &'static [&'static str],
    value: PhantomData<T>,
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for Keyed<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an array of {}", self.keys.join(", "))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, values: A) -> Result<T, A::Error> {
        T::deserialize(MapAccessDeserializer::new(Pairs { keys: self.keys.iter(), values }))
    }
}

struct Pairs<A> {
    keys: std::slice::Iter<'static, &'static str>,
    values: A,
}

impl<'de, A: SeqAccess<'de>> MapAccess<'de> for Pairs<A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, A::Error> {
        self.keys.next().map(|key| seed.deserialize(StrDeserializer::new(key))).transpose()
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        self.values.next_element_seed(seed)?.ok_or_else(|| A::Error::custom("the array ends before its time"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq, Deserialize)]
    struct Thing {
        a: u32,
        b: Option<String>,
        #[serde(default)]
        c: Vec<u32>,
    }

    #[test]
    fn an_array_is_an_object_without_its_keys() {
        let read = |array| read::<Thing>(array, &["b", "a"]).map_err(|error| error.to_string());
        assert_eq!(read(r#"["x\n", 3]"#), Ok(Thing { a: 3, b: Some("x\n".to_owned()), c: Vec::new() }));
        assert_eq!(read("[null, 3]"), Ok(Thing { a: 3, b: None, c: Vec::new() }));
        assert!(read("[null]").unwrap_err().contains("before its time"));
        assert!(read("[null, 3, 4]").unwrap_err().contains("trailing"));
        assert!(read("[null, 3] 4").unwrap_err().contains("trailing"));
        assert!(read(r#"[null, "x"]"#).unwrap_err().contains("invalid type"));
    }
}
