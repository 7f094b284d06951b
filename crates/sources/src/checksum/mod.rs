//! Checksums of scripts: of their bytes, and of what they mean.
//!
//! The meaning leaves out comments, white space, the case of unquoted words, and semicolons that end
//! nothing. It must not leave out anything that a database could tell apart.

#[cfg(test)]
mod tests;

use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::lexer::{Dialect, TokenKind, significant};
use crate::split::{Statement, split};

/// A SHA-256 in 64 lower-case hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Checksum(String);

impl Checksum {
    /// The 64 digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Checksum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<Checksum> for String {
    fn from(checksum: Checksum) -> Self {
        checksum.0
    }
}

/// A text that is no checksum.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a checksum has 64 lower-case hexadecimal digits, \"{0}\" has not")]
pub struct NotAChecksum(String);

impl TryFrom<String> for Checksum {
    type Error = NotAChecksum;

    fn try_from(text: String) -> Result<Self, NotAChecksum> {
        let digits = text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        if digits && text.len() == 64 { Ok(Self(text)) } else { Err(NotAChecksum(text)) }
    }
}

/// The checksum of the bytes as they are.
pub fn bytes(text: &str) -> Checksum {
    finish(Sha256::new().chain_update(text.as_bytes()))
}

/// The checksum of what a script means. A text that is no script means its bytes.
pub fn meaning(dialect: Dialect, text: &str) -> Checksum {
    match split(dialect, text) {
        Ok(statements) => statements_meaning(dialect, text, &statements),
        Err(_) => finish(Sha256::new().chain_update(b"not a script\0").chain_update(text.as_bytes())),
    }
}

/// The checksum of what some statements of a script mean, one after the other.
pub(crate) fn statements_meaning(dialect: Dialect, text: &str, statements: &[Statement]) -> Checksum {
    let mut hash = Sha256::new();
    for statement in statements {
        for token in significant(dialect, text, statement.range.clone()) {
            let written = token.text(text);
            if token.kind == TokenKind::Word {
                add(&mut hash, b't', written.to_ascii_lowercase().as_bytes());
            } else {
                add(&mut hash, b't', written.as_bytes());
            }
        }
        let data = statement.copy_data.clone().map_or("", |data| &text[data]);
        add(&mut hash, b'd', data.as_bytes());
    }
    finish(hash)
}

/// The length goes first, so that no two rows of parts look alike when joined.
fn add(hash: &mut Sha256, tag: u8, part: &[u8]) {
    hash.update([tag]);
    hash.update((part.len() as u64).to_le_bytes());
    hash.update(part);
}

fn finish(hash: Sha256) -> Checksum {
    Checksum(hex::encode(hash.finalize()))
}
