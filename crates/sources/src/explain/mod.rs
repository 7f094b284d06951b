//! What every error of this crate can tell beside its message: the bytes at fault and what to do.
//!
//! It must not know any particular error.

use std::ops::Range;
use std::path::Path;

use crate::position::Location;

/// An error that points into a text and knows a way out.
pub trait Explain: std::error::Error {
    /// The bytes at fault, when the error stands in a text.
    fn range(&self) -> Option<Range<usize>>;

    /// What to do about it, as a sentence for the user.
    fn hint(&self) -> Option<String>;
}

/// An error in a text together with the file the text came from.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{location}: {error}")]
pub struct InFile<E: Explain> {
    /// File, line and column of the first byte at fault.
    pub location: Location,
    /// The error itself.
    pub error: E,
}

impl<E: Explain> InFile<E> {
    /// Says in which file, and where in its text, the error stands.
    pub fn new(path: &Path, text: &str, error: E) -> Self {
        let offset = error.range().map_or(0, |range| range.start);
        Self { location: Location::new(path, text, offset), error }
    }
}

impl<E: Explain> Explain for InFile<E> {
    fn range(&self) -> Option<Range<usize>> {
        self.error.range()
    }

    fn hint(&self) -> Option<String> {
        self.error.hint()
    }
}
