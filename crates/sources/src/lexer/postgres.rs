//! PostgreSQL's tokens, from `squawk-lexer` to ours.
//!
//! Operator characters that touch become one token, because `@ -1` and `@-1` are different operators.

use std::iter::Peekable;

use squawk_lexer::{LiteralKind, Token as Raw, TokenKind as Kind};

use super::{Scanned, TokenKind, Unterminated};

pub(super) struct Tokens<'a> {
    text: &'a str,
    at: usize,
    raw: Peekable<Box<dyn Iterator<Item = Raw> + 'a>>,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let raw: Box<dyn Iterator<Item = Raw> + 'a> = Box::new(squawk_lexer::tokenize(text));
        Self { text, at: 0, raw: raw.peekable() }
    }

    /// Takes the operator characters that follow without a gap; answers their length.
    fn rest_of_operator(&mut self) -> usize {
        let mut len = 0;
        while let Some(raw) = self.raw.next_if(|raw| matches!(kind(raw.kind, ""), Ok(TokenKind::Operator))) {
            len += raw.len as usize;
        }
        len
    }
}

impl Iterator for Tokens<'_> {
    type Item = Scanned;

    fn next(&mut self) -> Option<Scanned> {
        let raw = self.raw.next()?;
        let start = self.at;
        let mut len = raw.len as usize;
        let kind = match kind(raw.kind, &self.text[start..start + len]) {
            Ok(kind) => kind,
            Err(what) => return Some(Err(what)),
        };
        if kind == TokenKind::Operator {
            len += self.rest_of_operator();
        }
        self.at += len;
        Some(Ok((kind, len)))
    }
}

fn kind(raw: Kind, written: &str) -> Result<TokenKind, Unterminated> {
    Ok(match raw {
        Kind::Whitespace => TokenKind::Space,
        Kind::LineComment => TokenKind::LineComment,
        Kind::BlockComment { terminated: true } => TokenKind::BlockComment,
        Kind::BlockComment { terminated: false } => return Err(Unterminated::Comment),
        Kind::Ident => TokenKind::Word,
        Kind::QuotedIdent { terminated: true, uescape: _ } => TokenKind::Quoted,
        Kind::QuotedIdent { terminated: false, uescape: _ } => return Err(Unterminated::Name),
        Kind::Literal { kind } => literal(kind)?,
        Kind::PositionalParam { trailing_junk_start: _ } => TokenKind::Parameter,
        Kind::Semi => TokenKind::Semicolon,
        Kind::OpenParen => TokenKind::Open,
        Kind::CloseParen => TokenKind::Close,
        Kind::Comma => TokenKind::Comma,
        Kind::Dot => TokenKind::Dot,
        Kind::Slash | Kind::Minus | Kind::Plus | Kind::Star | Kind::Percent | Kind::Caret | Kind::Eq => {
            TokenKind::Operator
        }
        Kind::Gt
        | Kind::Lt
        | Kind::And
        | Kind::Or
        | Kind::Bang
        | Kind::Tilde
        | Kind::Pound
        | Kind::Question => TokenKind::Operator,
        Kind::At | Kind::Backtick | Kind::Colon => TokenKind::Operator,
        Kind::Unknown if written == "\\" => TokenKind::Backslash,
        Kind::Unknown | Kind::Eof | Kind::DotDot => TokenKind::Other,
        Kind::OpenBracket | Kind::CloseBracket | Kind::OpenCurly | Kind::CloseCurly => TokenKind::Other,
    })
}

fn literal(kind: LiteralKind) -> Result<TokenKind, Unterminated> {
    let (terminated, open) = match kind {
        LiteralKind::Int { .. } | LiteralKind::Numeric { .. } => return Ok(TokenKind::Number),
        LiteralKind::Str { terminated } | LiteralKind::NationalStr { terminated } => {
            (terminated, Unterminated::String)
        }
        LiteralKind::ByteStr { terminated } | LiteralKind::BitStr { terminated } => {
            (terminated, Unterminated::String)
        }
        LiteralKind::UnicodeEscStr { terminated } | LiteralKind::EscStr { terminated } => {
            (terminated, Unterminated::String)
        }
        LiteralKind::DollarQuotedString { terminated } => (terminated, Unterminated::DollarQuote),
    };
    if terminated { Ok(TokenKind::String) } else { Err(open) }
}
