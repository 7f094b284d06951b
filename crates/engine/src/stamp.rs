//! A fingerprint together with the server that took it. PostgreSQL's majors print the same definition in different
//! words, so fingerprints of two majors cannot be compared. Must not know what they are for.

use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

/// The catalog's fingerprint as it stands in migration.toml and in the ledger: `15/1:ab…`, or without a server for
/// SQLite.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    major: Option<u32>,
    fingerprint: String,
}

/// What the comparison of two stamps says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Agreement {
    Same,
    Different,
    /// They were taken by servers of different majors.
    NotComparable,
}

impl Stamp {
    pub fn new(major: Option<u32>, fingerprint: String) -> Self {
        Stamp { major, fingerprint }
    }

    pub fn compare(&self, other: &Stamp) -> Agreement {
        match (self.major, other.major) {
            (Some(one), Some(two)) if one != two => Agreement::NotComparable,
            _ if self.fingerprint == other.fingerprint => Agreement::Same,
            _ => Agreement::Different,
        }
    }

    pub fn major(&self) -> Option<u32> {
        self.major
    }
}

impl FromStr for Stamp {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        let parts = text.split_once('/').and_then(|(major, rest)| Some((major.parse().ok()?, rest)));
        Ok(match parts {
            Some((major, rest)) => Stamp::new(Some(major), rest.to_owned()),
            None => Stamp::new(None, text.to_owned()),
        })
    }
}

impl From<&str> for Stamp {
    fn from(text: &str) -> Self {
        let Ok(stamp) = text.parse::<Stamp>();
        stamp
    }
}

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.major {
            Some(major) => write!(f, "{major}/{}", self.fingerprint),
            None => f.write_str(&self.fingerprint),
        }
    }
}
