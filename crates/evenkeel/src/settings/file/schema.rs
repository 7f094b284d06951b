//! `schema` as it is written: a path, a list of paths, or a table. Must not know what stands there.

use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use evenkeel_engine::CommandLine;
use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use crate::settings::declaration::Undeclared;

/// `[schema]` with its sources, or one alone: `schema = "…"`, `schema = ["…", "…"]`.
#[derive(Debug, Default)]
pub(in crate::settings) struct Schema {
    pub(in crate::settings) source: Option<Vec<PathBuf>>,
    /// What prints the schema as SQL.
    pub(in crate::settings) program: Option<CommandLine>,
    /// How long it may take.
    pub(in crate::settings) timeout: Option<Duration>,
    pub(in crate::settings) undeclared: Option<Undeclared>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SchemaTable {
    #[serde(default)]
    source: Option<Paths>,
    #[serde(default, deserialize_with = "super::command")]
    program: Option<CommandLine>,
    #[serde(default, deserialize_with = "super::long")]
    timeout: Option<Duration>,
    undeclared: Option<Undeclared>,
}

struct Paths(Vec<PathBuf>);

impl<'de> Deserialize<'de> for Paths {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(PathsVisitor)
    }
}

impl<'de> Deserialize<'de> for Schema {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(SchemaVisitor)
    }
}

struct PathsVisitor;

impl<'de> Visitor<'de> for PathsVisitor {
    type Value = Paths;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a path or a list of paths")
    }

    fn visit_str<E: serde::de::Error>(self, path: &str) -> Result<Paths, E> {
        Ok(Paths(vec![path.into()]))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Paths, A::Error> {
        let mut paths: Vec<PathBuf> = Vec::new();
        while let Some(path) = list.next_element::<String>()? {
            paths.push(path.into());
        }
        match paths.is_empty() {
            true => Err(serde::de::Error::custom("a schema stands in one file or folder at least")),
            false => Ok(Paths(paths)),
        }
    }
}

struct SchemaVisitor;

impl<'de> Visitor<'de> for SchemaVisitor {
    type Value = Schema;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a path, a list of paths or a table")
    }

    fn visit_str<E: serde::de::Error>(self, path: &str) -> Result<Schema, E> {
        Ok(Schema { source: Some(PathsVisitor.visit_str::<E>(path)?.0), ..Schema::default() })
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Schema, A::Error> {
        Ok(Schema { source: Some(PathsVisitor.visit_seq(list)?.0), ..Schema::default() })
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Schema, A::Error> {
        let table = SchemaTable::deserialize(serde::de::value::MapAccessDeserializer::new(map))?;
        let SchemaTable { source, program, timeout, undeclared } = table;
        Ok(Schema { source: source.map(|paths| paths.0), program, timeout, undeclared })
    }
}
