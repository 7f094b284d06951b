//! How much a finding weighs, and where a project sees it otherwise. Must not know any rule.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

/// What becomes of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// It is not looked for.
    Off,
    /// Worth knowing.
    Note,
    /// Somebody should have thought of it.
    Warning,
    /// It must not stay.
    Error,
}

impl Severity {
    pub fn name(self) -> &'static str {
        match self {
            Severity::Off => "off",
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What a project says of rules, by their names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Levels(pub BTreeMap<String, Severity>);

impl Levels {
    pub(crate) fn of(&self, rule: &crate::Rule) -> Severity {
        self.0.get(rule.id).copied().unwrap_or(rule.severity)
    }
}
