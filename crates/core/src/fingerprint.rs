//! A short text that two catalogs share exactly when they are equal. Must not depend on reading order or on
//! anything but names and definitions.

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::catalog::Catalog;

/// Raised when the same catalog would no longer give the same text.
const VERSION: &str = "1";

/// SHA-256 over the id and definition of every object of a modelled kind, as `1:` and 64 hex digits.
pub fn fingerprint<O: Serialize>(catalog: &Catalog<O>) -> String {
    fingerprint_of(catalog, |_| true)
}

/// The same over those objects only that count.
pub fn fingerprint_of<O: Serialize>(catalog: &Catalog<O>, counts: impl Fn(&O) -> bool) -> String {
    let mut hash = Sha256::new();
    for entry in catalog.entries() {
        let Some(object) = entry.node.modelled().filter(|object| counts(object)) else { continue };
        let definition = serde_json::to_string(object).expect("objects are plain values");
        for text in [entry.id.kind(), "\0", &entry.id.dotted(), "\0", &definition, "\n"] {
            hash.update(text.as_bytes());
        }
    }
    [VERSION, ":", &hex::encode(hash.finalize())].concat()
}
