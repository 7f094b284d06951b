//! The text of a migration as the ledger knows it: its name, its checksums, the text itself. Must not know its language.

use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use evenkeel_sources::layout::Runs;
use evenkeel_sources::{Checksum, Script, checksum};

use crate::error::Passage;

/// A text that stands in the ledger under the name of its migration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Document {
    /// Empty where it is no migration.
    pub(crate) migration: String,
    pub(super) file: PathBuf,
    pub(super) text: Arc<str>,
    /// What it means.
    pub(crate) checksum: Checksum,
    pub(crate) bytes: Checksum,
    /// Whether it is run again once it is applied.
    pub(crate) runs: Runs,
}

impl Document {
    pub(super) fn of(migration: &str, script: &Script, text: Arc<str>, meaning: Checksum) -> Document {
        Document {
            migration: migration.to_owned(),
            file: script.path.clone(),
            checksum: meaning,
            bytes: checksum::bytes(&text),
            text,
            runs: Runs::Once,
        }
    }

    /// The text, where it is no longer than what a ledger should hold.
    pub(crate) fn script(&self) -> Option<&str> {
        const LONGEST: usize = 1 << 20;
        (self.text.len() <= LONGEST).then_some(&*self.text)
    }

    pub(crate) fn passage_at(&self, range: Range<usize>) -> Passage {
        Passage { file: self.file.clone(), text: Arc::clone(&self.text), range }
    }
}
