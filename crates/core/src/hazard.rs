//! What a step can do to people. Must not know how a step is carried out.

use std::fmt;

use serde::Serialize;

use crate::object::ObjectId;

/// The kind of harm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Danger {
    /// Rows or values are gone afterwards.
    DataLoss,
    /// The table is written anew under an exclusive lock.
    Rewrite,
    /// Existing rows may not fit, and then the statement fails.
    MayFail,
    /// Everyone else waits while rows are read or an index is built.
    LongLock,
    /// The database does not record what this depends on.
    UntrackedDependencies,
}

impl Danger {
    pub fn name(self) -> &'static str {
        match self {
            Danger::DataLoss => "data-loss",
            Danger::Rewrite => "rewrite",
            Danger::MayFail => "may-fail",
            Danger::LongLock => "long-lock",
            Danger::UntrackedDependencies => "untracked-dependencies",
        }
    }
}

impl fmt::Display for Danger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// One danger of one step, with the reason in a sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Hazard {
    pub danger: Danger,
    pub object: ObjectId,
    pub why: String,
}

impl Hazard {
    pub fn new(danger: Danger, object: &ObjectId, why: impl Into<String>) -> Self {
        Hazard { danger, object: object.clone(), why: why.into() }
    }

    /// What `--accept` takes to say yes to this hazard.
    pub fn acceptance(&self) -> String {
        self.object.dotted()
    }
}

impl fmt::Display for Hazard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}: {}", self.danger, self.object, self.why)
    }
}
