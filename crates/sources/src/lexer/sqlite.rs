//! SQLite's tokens, after its own tokenizer's rules.
//!
//! A block comment that does not end is reported, although SQLite itself lets it run to the end:
//! in a file it is a mistake that would hide every statement after it.

use super::{Scanned, TokenKind, Unterminated};

const OPERATORS: &[u8] = b"-+*/%=<>!|&~";

/// The first token of `rest`: its kind and length in bytes.
pub(super) fn scan(rest: &str) -> Option<Scanned> {
    let bytes = rest.as_bytes();
    let first = rest.chars().next()?;
    let second = bytes.get(1).copied();
    Some(match first {
        ' ' | '\t' | '\n' | '\r' | '\u{c}' | '\u{feff}' => Ok((TokenKind::Space, run(rest, is_space))),
        '-' if second == Some(b'-') => {
            Ok((TokenKind::LineComment, rest.find('\n').map_or(rest.len(), |end| trim_cr(rest, end))))
        }
        '/' if second == Some(b'*') => block_comment(rest),
        '\'' => quoted(rest, '\'', TokenKind::String, Unterminated::String),
        '"' | '`' => quoted(rest, first, TokenKind::Quoted, Unterminated::Name),
        '[' => rest.find(']').map(|end| (TokenKind::Quoted, end + 1)).ok_or(Unterminated::Name),
        'x' | 'X' if second == Some(b'\'') => {
            quoted(&rest[1..], '\'', TokenKind::String, Unterminated::String)
                .map(|(kind, len)| (kind, len + 1))
        }
        '.' if second.is_some_and(|byte| byte.is_ascii_digit()) => Ok((TokenKind::Number, number(bytes))),
        '0'..='9' => Ok((TokenKind::Number, number(bytes))),
        '?' | ':' | '@' | '$' | '#' => Ok((TokenKind::Parameter, 1 + run(&rest[1..], is_name))),
        ';' => Ok((TokenKind::Semicolon, 1)),
        '(' => Ok((TokenKind::Open, 1)),
        ')' => Ok((TokenKind::Close, 1)),
        ',' => Ok((TokenKind::Comma, 1)),
        '.' => Ok((TokenKind::Dot, 1)),
        c if is_name(c) => Ok((TokenKind::Word, run(rest, is_name))),
        c if u8::try_from(c).is_ok_and(|byte| OPERATORS.contains(&byte)) => {
            Ok((TokenKind::Operator, operator(bytes)))
        }
        c => Ok((TokenKind::Other, c.len_utf8())),
    })
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}' | '\u{feff}')
}

fn is_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '$' || (!c.is_ascii() && c != '\u{feff}')
}

/// Length of the longest start of `rest` whose characters all belong.
fn run(rest: &str, belongs: fn(char) -> bool) -> usize {
    rest.find(|c| !belongs(c)).unwrap_or(rest.len())
}

fn trim_cr(rest: &str, end: usize) -> usize {
    rest[..end].trim_end_matches('\r').len()
}

fn block_comment(rest: &str) -> Scanned {
    match rest[2..].find("*/") {
        Some(end) => Ok((TokenKind::BlockComment, end + 4)),
        None => Err(Unterminated::Comment),
    }
}

fn quoted(rest: &str, quote: char, kind: TokenKind, open: Unterminated) -> Scanned {
    let mut at = 1;
    while let Some(found) = rest[at..].find(quote) {
        at += found + 1;
        if !rest[at..].starts_with(quote) {
            return Ok((kind, at));
        }
        at += 1;
    }
    Err(open)
}

fn number(bytes: &[u8]) -> usize {
    let hexadecimal = bytes.first() == Some(&b'0') && matches!(bytes.get(1), Some(b'x' | b'X'));
    let mut at = 1;
    while let Some(&byte) = bytes.get(at) {
        let signed = !hexadecimal && matches!(byte, b'+' | b'-') && matches!(bytes[at - 1], b'e' | b'E');
        if !(signed || byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'.') {
            break;
        }
        at += 1;
    }
    at
}

/// A run of operator characters ends where a comment begins.
fn operator(bytes: &[u8]) -> usize {
    let mut at = 1;
    while let Some(byte) = bytes.get(at) {
        let comment = matches!(&bytes[at..], [b'-', b'-', ..] | [b'/', b'*', ..]);
        if comment || !OPERATORS.contains(byte) {
            break;
        }
        at += 1;
    }
    at
}
