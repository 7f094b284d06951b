//! The names of migrations: digits that give the order, then what people call it.

use std::cmp::Ordering;
use std::fmt;

use serde::{Deserialize, Serialize};

/// Longer names make long paths and say no more.
const SLUG_MAX: usize = 60;

/// `20261120103000_add_phone`: digits, `_` or `-`, and a name. Ordered by the digits as a number, then
/// by the whole text.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct MigrationName {
    text: String,
    digits: usize,
}

/// A text that is no name of a migration.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// Not `<digits>_<name>`.
    #[error("\"{0}\" is no name of a migration, such as 20261120103000_add_phone")]
    Name(String),
    /// Not 14 digits.
    #[error("\"{0}\" is no stamp of the form YYYYMMDDHHMMSS")]
    Stamp(String),
}

impl MigrationName {
    /// Reads a name as it stands on disk.
    pub fn parse(text: &str) -> Result<Self, NameError> {
        let wrong = || NameError::Name(text.to_owned());
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let rest = text[digits..].strip_prefix(['_', '-']).ok_or_else(wrong)?;
        let plain = !rest.is_empty() && !rest.contains(['/', '\\', '\0']);
        if digits == 0 || !plain {
            return Err(wrong());
        }
        Ok(Self { text: text.to_owned(), digits })
    }

    /// A name by which another tool knows a migration: whatever can be the name of a file. Its digits count where they
    /// stand as in a name of ours.
    pub fn of_tool(text: &str) -> Result<Self, NameError> {
        if let Ok(name) = Self::parse(text) {
            return Ok(name);
        }
        match text.is_empty() || text.contains(['/', '\\', '\0', '\n']) {
            true => Err(NameError::Name(text.to_owned())),
            false => Ok(Self { text: text.to_owned(), digits: 0 }),
        }
    }

    /// The name of a new migration, from a UTC stamp `YYYYMMDDHHMMSS` and what the user calls it.
    pub fn new(stamp: &str, title: &str) -> Result<Self, NameError> {
        if stamp.len() != 14 || !stamp.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(NameError::Stamp(stamp.to_owned()));
        }
        Ok(Self { text: format!("{stamp}_{}", slug(title)), digits: stamp.len() })
    }

    /// The whole name.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The digits that give the order; none where another tool's rules do.
    pub fn stamp(&self) -> &str {
        &self.text[..self.digits]
    }

    /// What stands after the digits.
    pub fn title(&self) -> &str {
        match self.digits {
            0 => &self.text,
            digits => &self.text[digits + 1..],
        }
    }

    /// Orders digits of any length as numbers.
    fn number(&self) -> (usize, &str) {
        let digits = self.stamp().trim_start_matches('0');
        (digits.len(), digits)
    }

    pub(super) fn same_stamp(&self, other: &Self) -> bool {
        self.number() == other.number()
    }
}

impl Ord for MigrationName {
    fn cmp(&self, other: &Self) -> Ordering {
        self.number().cmp(&other.number()).then_with(|| self.text.cmp(&other.text))
    }
}

impl PartialOrd for MigrationName {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for MigrationName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl TryFrom<String> for MigrationName {
    type Error = NameError;

    fn try_from(text: String) -> Result<Self, NameError> {
        Self::of_tool(&text)
    }
}

impl From<MigrationName> for String {
    fn from(name: MigrationName) -> Self {
        name.text
    }
}

/// A title as part of a file name: ASCII letters and digits in lower case, `_` between words; "change"
/// when nothing is left.
pub fn slug(title: &str) -> String {
    let lower = title.to_lowercase();
    let words = lower.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let mut joined = words.collect::<Vec<_>>().join("_");
    joined.truncate(SLUG_MAX);
    let trimmed = joined.trim_end_matches('_');
    if trimmed.is_empty() { "change".to_owned() } else { trimmed.to_owned() }
}
