//! A text for one round trip, made of statements of files and of evenkeel's own, that can tell afterwards which
//! of them an error is about. Must not know a database.

use std::ops::Range;

use crate::connect::ServerError;

/// Statements one after another; `T` says where a statement of a file comes from.
pub(crate) struct Batch<T> {
    sql: String,
    /// Length so far in characters, the unit in which servers count.
    chars: usize,
    /// Statements so far, of both sorts.
    statements: usize,
    pieces: Vec<Piece<T>>,
}

struct Piece<T> {
    tag: T,
    chars: Range<usize>,
    /// How many statements stand before it.
    before: usize,
    bytes: Range<usize>,
}

/// The statement at fault.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Blame<T> {
    pub(crate) tag: T,
    /// Where in the statement, in bytes, if the server said so.
    pub(crate) offset: Option<usize>,
}

impl<T: Copy> Batch<T> {
    pub(crate) fn new() -> Self {
        Batch { sql: String::new(), chars: 0, statements: 0, pieces: Vec::new() }
    }

    /// Adds text of evenkeel's own that holds this many statements.
    pub(crate) fn own(&mut self, sql: &str, statements: usize) {
        self.append(sql);
        self.append(";\n");
        self.statements += statements;
    }

    /// Adds one statement of a file, without its semicolon.
    pub(crate) fn statement(&mut self, sql: &str, tag: T) {
        let (chars, bytes) = (self.chars, self.sql.len());
        self.append(sql);
        let piece =
            Piece { tag, chars: chars..self.chars, before: self.statements, bytes: bytes..self.sql.len() };
        self.pieces.push(piece);
        // The statement may end in a comment, which only a new line ends.
        self.append("\n;\n");
        self.statements += 1;
    }

    pub(crate) fn sql(&self) -> &str {
        &self.sql
    }

    /// Whether the statement after `completed` others is the last one.
    pub(crate) fn is_last(&self, completed: usize) -> bool {
        completed + 1 == self.statements
    }

    /// Which statement of a file failed, when `completed` statements had run before; nothing when it was one of
    /// evenkeel's own.
    pub(crate) fn blame(&self, completed: usize, error: &ServerError) -> Option<Blame<T>> {
        if let Some(at) = error.report().and_then(|report| report.position) {
            let hit = self.pieces.iter().find(|piece| piece.chars.contains(&at) || piece.chars.end == at);
            // A position inside a statement that has run before belongs to the text of a function.
            if let Some(piece) = hit.filter(|piece| piece.before >= completed) {
                let text = &self.sql[piece.bytes.clone()];
                let offset =
                    text.char_indices().nth(at - piece.chars.start).map_or(text.len(), |(byte, _)| byte);
                return Some(Blame { tag: piece.tag, offset: Some(offset) });
            }
        }
        let piece = self.pieces.iter().find(|piece| piece.before == completed)?;
        Some(Blame { tag: piece.tag, offset: None })
    }

    fn append(&mut self, text: &str) {
        self.sql.push_str(text);
        self.chars += if text.is_ascii() { text.len() } else { text.chars().count() };
    }
}

#[cfg(test)]
mod tests;
