//! From bytes to what people and servers count in: lines, columns and characters.
//!
//! It must not know SQL or read files. Lines end at `\n`; a `\r` before it and a byte order mark at
//! the start of the text have no column of their own. An offset inside a character means its start,
//! an offset past the end means the end.

#[cfg(test)]
mod tests;

use std::fmt;
use std::ops::Range;
use std::path::{Path, PathBuf};

const BOM: char = '\u{feff}';

/// A place in a text: line and column, both counted from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// Counted from 1.
    pub line: usize,
    /// Counted from 1, in characters.
    pub column: usize,
}

/// The line and column of a byte offset.
pub fn position(text: &str, offset: usize) -> Position {
    let before = &text[..text.floor_char_boundary(offset)];
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
    let column = before[start..].chars().filter(|c| *c != BOM).count() + 1;
    Position { line, column }
}

/// The byte offset of a character counted from 0; `None` past the end. PostgreSQL counts the
/// position of an error from 1, so its caller subtracts one.
pub fn byte_of_char(text: &str, index: usize) -> Option<usize> {
    text.char_indices().map(|(offset, _)| offset).chain([text.len()]).nth(index)
}

/// A place in a file; reads `file:line:column`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Location {
    /// The file as it was named.
    pub file: PathBuf,
    /// Counted from 1.
    pub line: usize,
    /// Counted from 1, in characters.
    pub column: usize,
}

impl Location {
    /// Where byte `offset` of `text`, the content of `file`, stands.
    pub fn new(file: &Path, text: &str, offset: usize) -> Self {
        let Position { line, column } = position(text, offset);
        Self { file: file.to_owned(), line, column }
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file.display(), self.line, self.column)
    }
}

/// Whole lines of a text with the part to underline, ready to be rendered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// Number of the first line, counted from 1.
    pub first_line: usize,
    /// The lines, without the last line's end.
    pub text: String,
    /// The part to underline, in bytes of the excerpt's text.
    pub marked: Range<usize>,
}

/// The lines that `range` touches.
pub fn excerpt(text: &str, range: Range<usize>) -> Excerpt {
    let from = text.floor_char_boundary(range.start);
    let to = text.floor_char_boundary(range.end).max(from);
    let mut start = text[..from].rfind('\n').map_or(0, |newline| newline + 1);
    if start == 0 && text.starts_with(BOM) && from >= BOM.len_utf8() {
        start = BOM.len_utf8();
    }
    let end = text[to..].find('\n').map_or(text.len(), |newline| to + newline);
    let lines = text[start..end].trim_end_matches('\r');
    let inside = |offset: usize| (offset - start).min(lines.len());
    Excerpt {
        first_line: position(text, from).line,
        text: lines.to_owned(),
        marked: inside(from)..inside(to),
    }
}
