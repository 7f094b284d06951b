//! Tokens with exact byte ranges, the same few kinds for both dialects.
//!
//! It must not know statements, keywords or meaning: a word is a word. PostgreSQL's tokens come from
//! `squawk-lexer`; SQLite differs in too many places (comments do not nest, no dollar quotes, no
//! backslash escapes, three ways to quote a name) and has a small lexer of its own.

mod postgres;
mod sqlite;
#[cfg(test)]
mod tests;

use std::ops::Range;

/// The SQL that a text is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// PostgreSQL 14 and later, with `standard_conforming_strings` on.
    Postgres,
    /// SQLite 3.
    Sqlite,
}

/// What a token is, as far as splitting and naming need it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// White space, and a byte order mark at the very start.
    Space,
    /// `-- …` up to, and without, the end of the line.
    LineComment,
    /// `/* … */`.
    BlockComment,
    /// A keyword or an unquoted name.
    Word,
    /// A quoted name: `"x"`, `U&"x"`, and in SQLite also `[x]` and `` `x` ``.
    Quoted,
    /// A string of any form, dollar quotes included.
    String,
    /// A number.
    Number,
    /// `$1`, and in SQLite `?1`, `:a`, `@a`, `$a`.
    Parameter,
    /// A run of operator characters without a gap.
    Operator,
    /// `;`
    Semicolon,
    /// `(`
    Open,
    /// `)`
    Close,
    /// `,`
    Comma,
    /// `.`
    Dot,
    /// `\`, which SQL does not have outside strings: a psql command.
    Backslash,
    /// Anything else, one character at a time.
    Other,
}

/// One token: its kind and where it stands, in bytes of the whole text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Offset of its first byte.
    pub start: usize,
    /// Offset after its last byte.
    pub end: usize,
}

impl Token {
    /// Where the token stands, in bytes.
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// The token as written.
    pub fn text(self, text: &str) -> &str {
        &text[self.start..self.end]
    }

    /// Whether the token says something: it is neither white space nor a comment.
    pub fn is_significant(self) -> bool {
        !matches!(self.kind, TokenKind::Space | TokenKind::LineComment | TokenKind::BlockComment)
    }

    pub(crate) fn is_word(self, text: &str, word: &str) -> bool {
        self.kind == TokenKind::Word && self.text(text).eq_ignore_ascii_case(word)
    }
}

/// How many parentheses are open; one closed too often is not counted.
#[derive(Default)]
pub(crate) struct Depth(usize);

impl Depth {
    /// Reads a token; answers how many are open after it.
    pub(crate) fn read(&mut self, token: Token) -> usize {
        if token.kind == TokenKind::Open {
            self.0 += 1;
        } else if token.kind == TokenKind::Close {
            self.0 = self.0.saturating_sub(1);
        }
        self.0
    }
}

/// Something that is opened and never closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unterminated {
    /// A string in single quotes.
    String,
    /// A quoted name.
    Name,
    /// A block comment.
    Comment,
    /// A dollar-quoted string.
    DollarQuote,
}

/// A token that begins at `offset` and does not end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LexError {
    /// Offset of the first byte of the token, in bytes.
    pub offset: usize,
    /// What is open.
    pub what: Unterminated,
}

/// A token before it has a place: kind and length, or what is left open.
type Scanned = Result<(TokenKind, usize), Unterminated>;

/// Reads tokens one by one, so that a reader may jump over what is not SQL.
pub(crate) struct Lexer<'a> {
    text: &'a str,
    at: usize,
    scan: Scan<'a>,
}

enum Scan<'a> {
    Postgres(postgres::Tokens<'a>),
    Sqlite,
    Ended,
}

impl<'a> Lexer<'a> {
    /// Reads `text` from `from` on, which must be the start of a token.
    pub(crate) fn new(dialect: Dialect, text: &'a str, from: usize) -> Self {
        let scan = match dialect {
            Dialect::Postgres => Scan::Postgres(postgres::Tokens::new(&text[from..])),
            Dialect::Sqlite => Scan::Sqlite,
        };
        Self { text, at: from, scan }
    }
}

impl Iterator for Lexer<'_> {
    type Item = Result<Token, LexError>;

    fn next(&mut self) -> Option<Self::Item> {
        let scanned = match &mut self.scan {
            Scan::Postgres(tokens) => tokens.next()?,
            Scan::Sqlite => sqlite::scan(&self.text[self.at..])?,
            Scan::Ended => return None,
        };
        let start = self.at;
        match scanned {
            Ok((kind, len)) => {
                self.at += len;
                Some(Ok(Token { kind, start, end: self.at }))
            }
            Err(what) => {
                self.scan = Scan::Ended;
                Some(Err(LexError { offset: start, what }))
            }
        }
    }
}

/// Every token of `text`, comments and white space included, in order and without gaps.
pub fn tokens(dialect: Dialect, text: &str) -> Result<Vec<Token>, LexError> {
    Lexer::new(dialect, text, 0).collect()
}

/// The significant tokens of a part of `text` that begins and ends between tokens; reading stops
/// quietly at a token that does not end, which the splitter has reported before.
pub(crate) fn significant(dialect: Dialect, text: &str, range: Range<usize>) -> Vec<Token> {
    Lexer::new(dialect, &text[..range.end], range.start)
        .map_while(Result::ok)
        .filter(|token| token.is_significant())
        .collect()
}

/// The name that a token spells: unquoted PostgreSQL names fold to lower case, SQLite's stay as
/// written; `None` when the token is no name or is one in the rare form `U&"…"`.
pub fn name(dialect: Dialect, text: &str, token: Token) -> Option<String> {
    let written = token.text(text);
    match (token.kind, dialect) {
        (TokenKind::Word, Dialect::Postgres) => Some(written.to_ascii_lowercase()),
        (TokenKind::Word, Dialect::Sqlite) => Some(written.to_owned()),
        (TokenKind::Quoted, _) => unquoted(written),
        (TokenKind::String, Dialect::Sqlite) => unquoted(written),
        _ => None,
    }
}

/// The words of a text that may be names.
pub fn names(dialect: Dialect, text: &str) -> Vec<String> {
    let all = tokens(dialect, text).unwrap_or_default();
    all.into_iter().filter_map(|token| name(dialect, text, token)).collect()
}

/// What stands between the quotes, with doubled quotes made single.
pub(crate) fn unquoted(written: &str) -> Option<String> {
    let open = written.chars().next()?;
    let close = match open {
        '"' | '`' | '\'' => open,
        '[' => ']',
        _ => return None,
    };
    let inner = written.strip_prefix(open)?.strip_suffix(close)?;
    let inner = if open == '[' {
        inner.to_owned()
    } else {
        inner.replace(&format!("{close}{close}"), &close.to_string())
    };
    (!inner.is_empty()).then_some(inner)
}
