//! A script cut into statements, with the same rules as psql and the sqlite3 shell.
//!
//! It must not know what a statement does, except where the cut depends on it: SQL-standard function
//! bodies (`BEGIN ATOMIC … END`), SQLite's trigger bodies, and the data lines after `COPY … FROM STDIN`.

mod boundary;
mod error;
#[cfg(test)]
mod tests;

use std::ops::Range;

use crate::lexer::{Dialect, Lexer, Token, TokenKind};
use boundary::{Boundary, Verdict};
pub use error::{SplitError, What};

/// One statement of a script; all offsets are bytes of the script.
///
/// `leading.start` of a statement is the `end` of the one before it, so that statements cover the
/// script from its start, and only comments and white space follow the last one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// White space, comments and lone semicolons before the statement.
    pub leading: Range<usize>,
    /// The statement from its first to its last word, without the semicolon.
    pub range: Range<usize>,
    /// Where the next statement's `leading` begins: after the semicolon and after `COPY` data.
    pub end: usize,
    /// The data lines that follow `COPY … FROM STDIN`, with the closing `\.`.
    pub copy_data: Option<Range<usize>>,
}

impl Statement {
    /// The statement as written, without semicolon.
    pub fn text<'a>(&self, script: &'a str) -> &'a str {
        &script[self.range.clone()]
    }

    /// Where SQL ends and data or the next statement begins.
    pub(crate) fn sql_end(&self) -> usize {
        self.copy_data.as_ref().map_or(self.end, |data| data.start)
    }
}

/// Cuts a script into statements. A last statement needs no semicolon; a script of comments has none.
pub fn split(dialect: Dialect, text: &str) -> Result<Vec<Statement>, SplitError> {
    if let Some(offset) = text.find('\0') {
        return Err(SplitError { offset, len: 1, what: What::Nul });
    }
    let mut cut = Cut {
        text,
        statements: Vec::new(),
        leading: 0,
        open: None,
        boundary: Boundary::new(dialect),
        colon: Colon::default(),
    };
    let mut at = 0;
    while let Some(next) = cut.until_jump(dialect, at)? {
        at = next;
    }
    if let Some(last) = cut.open.clone() {
        cut.close(last.end, None);
    }
    Ok(cut.statements)
}

struct Cut<'a> {
    text: &'a str,
    statements: Vec<Statement>,
    leading: usize,
    open: Option<Range<usize>>,
    boundary: Boundary,
    colon: Colon,
}

impl Cut<'_> {
    /// Reads tokens from `from` until the text ends or lines begin that are no SQL; answers where they end.
    fn until_jump(&mut self, dialect: Dialect, from: usize) -> Result<Option<usize>, SplitError> {
        for token in Lexer::new(dialect, self.text, from) {
            let token = token.map_err(|open| error::unterminated(self.text, open))?;
            if !token.is_significant() {
                continue;
            }
            if let (Dialect::Postgres, None, Some(end)) =
                (dialect, &self.open, pg_dump_guard(self.text, token))
            {
                return Ok(Some(end));
            }
            self.refuse_commands(dialect, token)?;
            self.refuse_variables(dialect, token)?;
            match self.boundary.read(self.text, token) {
                Verdict::Inside => self.extend(token),
                Verdict::Ends => self.close(token.end, None),
                Verdict::EndsBeforeData => {
                    let data = data_lines(self.text, token.end);
                    self.close(data.end, Some(data.clone()));
                    return Ok(Some(data.end));
                }
            }
        }
        Ok(None)
    }

    fn extend(&mut self, token: Token) {
        match &mut self.open {
            Some(range) => range.end = token.end,
            None => self.open = Some(token.range()),
        }
    }

    fn close(&mut self, end: usize, copy_data: Option<Range<usize>>) {
        self.boundary = self.boundary.fresh();
        let Some(range) = self.open.take() else { return };
        let leading = self.leading..range.start;
        self.leading = end;
        self.statements.push(Statement { leading, range, end, copy_data });
    }

    fn refuse_commands(&self, dialect: Dialect, token: Token) -> Result<(), SplitError> {
        let starts = self.open.is_none();
        match dialect {
            Dialect::Postgres if token.kind == TokenKind::Backslash => {
                Err(error::command(self.text, token.start, What::PsqlCommand))
            }
            Dialect::Sqlite if token.kind == TokenKind::Dot && starts => {
                Err(error::command(self.text, token.start, What::ShellCommand))
            }
            Dialect::Postgres | Dialect::Sqlite => Ok(()),
        }
    }
}

/// A colon that may begin a variable of psql. Between brackets it divides the bounds of an array.
#[derive(Default)]
struct Colon {
    brackets: usize,
    at: Option<usize>,
}

impl Cut<'_> {
    fn refuse_variables(&mut self, dialect: Dialect, token: Token) -> Result<(), SplitError> {
        if dialect == Dialect::Sqlite {
            return Ok(());
        }
        let written = token.text(self.text);
        let names = matches!(token.kind, TokenKind::Word | TokenKind::Quoted | TokenKind::String);
        if let Some(at) = self.colon.at.take().filter(|at| names && at + 1 == token.start) {
            return Err(error::variable(self.text, at..token.end));
        }
        match written {
            "[" => self.colon.brackets += 1,
            "]" => self.colon.brackets = self.colon.brackets.saturating_sub(1),
            _ if token.kind == TokenKind::Semicolon => self.colon.brackets = 0,
            _ if token.kind == TokenKind::Operator && self.colon.brackets == 0 => {
                let single = written.ends_with(':') && !written.ends_with("::");
                self.colon.at = single.then_some(token.end - 1);
            }
            _ => {}
        }
        Ok(())
    }
}

/// The end of a `\restrict` or `\unrestrict` line. pg_dump puts its output between two of them, so that
/// psql runs no other command in it; to everyone but psql they say nothing.
fn pg_dump_guard(text: &str, token: Token) -> Option<usize> {
    if token.kind != TokenKind::Backslash {
        return None;
    }
    let line = text[token.start..].lines().next()?;
    let name = line.split_whitespace().next()?;
    matches!(name, "\\restrict" | "\\unrestrict").then_some(token.start + line.len())
}

/// The lines after the one in which `after` stands, up to and with the line `\.`.
fn data_lines(text: &str, after: usize) -> Range<usize> {
    let start = text[after..].find('\n').map_or(text.len(), |newline| after + newline + 1);
    let mut end = start;
    for line in text[start..].split_inclusive('\n') {
        end += line.len();
        if line.trim_end_matches(['\r', '\n']) == "\\." {
            break;
        }
    }
    start..end
}
