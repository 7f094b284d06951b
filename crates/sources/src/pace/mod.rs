//! How long statements may take and wait, as it is said: under `[locks]` in evenkeel.toml and in migration.toml, and in
//! comments `-- evenkeel: lock_timeout 2s` above a statement. Must not know a database.

mod comment;
#[cfg(test)]
mod tests;

use std::time::Duration;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::span;

pub use comment::{CommentError, comments};

/// What is said for all statements of a project or of a migration. What is not said stays as it was.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pace {
    /// How long a statement waits for a lock before it gives its place in the queue back.
    #[serde(default, with = "written", skip_serializing_if = "Option::is_none")]
    pub lock_timeout: Option<Duration>,
    /// How long a statement may take; zero for ever.
    #[serde(default, with = "written", skip_serializing_if = "Option::is_none")]
    pub statement_timeout: Option<Duration>,
    /// How long the server keeps our transaction open when it hears nothing from us; zero for ever.
    #[serde(default, with = "written", skip_serializing_if = "Option::is_none")]
    pub idle_timeout: Option<Duration>,
    /// How often a lock is tried for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tries: Option<std::num::NonZeroU32>,
    /// Before the second try.
    #[serde(default, with = "written", skip_serializing_if = "Option::is_none")]
    pub pause: Option<Duration>,
    /// How long others may be kept waiting in all.
    #[serde(default, with = "written", skip_serializing_if = "Option::is_none")]
    pub max_blocked: Option<Duration>,
}

/// What is said for one statement.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StatementPace {
    pub lock_timeout: Option<Duration>,
    pub statement_timeout: Option<Duration>,
}

impl Pace {
    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        *self == Pace::default()
    }
}

mod written {
    use super::{Deserialize, Deserializer, Duration, Serializer, span};

    #[expect(clippy::ref_option, reason = "the shape that serde asks for")]
    pub(super) fn serialize<S: Serializer>(value: &Option<Duration>, to: S) -> Result<S::Ok, S::Error> {
        match value {
            Some(value) => to.serialize_str(&span::format(*value)),
            None => to.serialize_none(),
        }
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Duration>, D::Error> {
        let text = String::deserialize(from)?;
        span::parse(&text).map(Some).map_err(serde::de::Error::custom)
    }
}
