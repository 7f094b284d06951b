//! `migration.toml`: what evenkeel noted when it generated a migration.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::MigrationName;
use crate::checksum::Checksum;
use crate::explain::Explain;
use crate::pace::Pace;

/// What stands in `migration.toml`. Keys that are not known are refused: they were written by a later
/// version, or are a mistake.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// The version of this format.
    pub version: Version,
    /// The migration that this one continues; the first has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<MigrationName>,
    /// The service that owns the migration, in a workspace of several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
    /// What `migration.sql` meant when it was generated.
    pub checksum: Checksum,
    /// What whoever deploys it has to know, in somebody's own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The hazards that were accepted, by name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub accepted: Vec<String>,
    /// The renames that were told, in the form of the command line's `--rename`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub renames: Vec<String>,
    /// Whether its statements look before they act, so that it leads there from whatever a database is.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub guarded: bool,
    /// Why there is no `down.sql`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub no_down: Option<String>,
    /// How long its statements may take and wait, where that differs from the project's settings.
    #[serde(default, skip_serializing_if = "Pace::is_empty")]
    pub locks: Pace,
    /// The catalog's fingerprints on both sides of the migration.
    pub fingerprint: Fingerprints,
    /// What waits in quarantine once it is applied.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kept: Vec<Kept>,
    /// What is asked before it is applied.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub questions: Vec<Question>,
    /// What is asked before it is taken back.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub preflight: Vec<Preflight>,
    /// The migrations that were folded into this one, in order: a database that has them all has this one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub replaces: Vec<Replaced>,
}

/// Something that waits in quarantine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kept {
    /// The kind and name of what it was.
    pub object: String,
    /// The name of the table in which it waits.
    pub table: String,
}

/// A question that finds rows on which a statement would fail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// The kind and name of what the rows do not fit.
    pub object: String,
    /// What is wrong, as the end of a sentence that begins with the object.
    pub why: String,
    /// The tables whose rows it is about.
    pub tables: Vec<String>,
    /// What the statement meant when the migration was generated; without it the first one is meant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statement: Option<Checksum>,
    /// A statement that has to be run before the question, and is undone afterwards.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prepare: Option<String>,
    /// The question; it answers the keys of the rows.
    pub rows: String,
    /// A statement after which there is no such row, as a proposal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mend: Option<String>,
}

/// A question that finds rows which do not fit the way back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Preflight {
    /// The kind and name of what the rows do not fit.
    pub object: String,
    /// What is wrong, as the end of a sentence that begins with the object.
    pub why: String,
    /// Whether the way back goes on, and loses the rows.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub loses: bool,
    /// A statement that has to be run before the question, and is undone afterwards.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prepare: Option<String>,
    /// The question; it answers the keys of the rows.
    pub rows: String,
}

/// A migration that another one stands for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Replaced {
    pub name: MigrationName,
    /// What its statements meant.
    pub checksum: Checksum,
    /// The migrations that it stood for itself.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub replaces: Vec<Replaced>,
}

impl Replaced {
    /// Itself and all that it stood for, by name.
    pub fn names(&self) -> Vec<&MigrationName> {
        let inner = self.replaces.iter().flat_map(Replaced::names);
        std::iter::once(&self.name).chain(inner).collect()
    }
}

/// The fingerprints of the catalog on both sides of a migration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fingerprints {
    /// Before the migration.
    pub before: String,
    /// After it.
    pub after: String,
}

/// The version of the format, of which there is one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "i64", into = "i64")]
pub struct Version;

impl TryFrom<i64> for Version {
    type Error = String;

    fn try_from(version: i64) -> Result<Self, String> {
        if version == 1 {
            Ok(Self)
        } else {
            Err(format!("version {version} of this format is not known, only 1"))
        }
    }
}

impl From<Version> for i64 {
    fn from(Version: Version) -> Self {
        1
    }
}

/// A `migration.toml` that is not understood.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct ManifestError {
    /// What is wrong, in one sentence.
    pub message: String,
    /// The bytes at fault, when there are any.
    pub range: Option<Range<usize>>,
}

impl Explain for ManifestError {
    fn range(&self) -> Option<Range<usize>> {
        self.range.clone()
    }

    fn hint(&self) -> Option<String> {
        Some("correct the line, or take the file back from version control".into())
    }
}

/// Only the version, so that a later format is called that and not a file full of unknown keys.
#[derive(Deserialize)]
struct OnlyVersion {
    #[serde(rename = "version")]
    _version: Version,
}

impl Manifest {
    /// Reads a `migration.toml`.
    pub fn parse(text: &str) -> Result<Self, ManifestError> {
        let failed = |error: toml::de::Error| {
            let message = error.message().trim_end().replace('\n', ", ");
            ManifestError { message, range: error.span() }
        };
        toml::from_str::<OnlyVersion>(text).map_err(failed)?;
        toml::from_str(text).map_err(failed)
    }

    /// The text of a `migration.toml`.
    pub fn to_toml(&self) -> String {
        toml::to_string(self)
            .expect("a manifest holds only strings, lists and a number, which TOML can all write")
    }
}
