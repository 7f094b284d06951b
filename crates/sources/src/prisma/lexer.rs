//! Cuts a schema.prisma into words, values, signs and the ends of lines. Must not know what follows what.

use super::ast::Span;
use super::error::{Fault, Problem};

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Word,
    Number,
    /// A string, without its quotes and escapes.
    Text(String),
    /// One character, or `@@`.
    Sign(&'static str),
    /// The text of a comment of ours: `// evenkeel: …`.
    Remark(String),
    Newline,
    End,
}

#[derive(Clone, Debug)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) at: Span,
}

const SIGNS: &[(&str, &str)] = &[
    ("@@", "@@"),
    ("@", "@"),
    ("{", "{"),
    ("}", "}"),
    ("(", "("),
    (")", ")"),
    ("[", "["),
    ("]", "]"),
    (",", ","),
    (":", ":"),
    ("=", "="),
    ("?", "?"),
    (".", "."),
];

const MARK: &str = "evenkeel:";

/// Everything up to the end, which is a token too. What cannot be read is left out, and said.
pub(super) fn tokens(file: usize, text: &str, faults: &mut Vec<Fault>) -> Vec<Token> {
    let mut found = Vec::new();
    let mut at = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    while at < text.len() {
        let rest = &text[at..];
        let (kind, len) = match one(rest) {
            Ok(read) => read,
            Err((problem, len)) => {
                faults.push(Fault::new(problem, Span { file, range: at..at + len }));
                (None, len)
            }
        };
        if let Some(kind) = kind {
            found.push(Token { kind, at: Span { file, range: at..at + len } });
        }
        at += len;
    }
    found.push(Token { kind: Kind::End, at: Span { file, range: text.len()..text.len() } });
    found
}

type Read = Result<(Option<Kind>, usize), (Problem, usize)>;

fn one(rest: &str) -> Read {
    let first = rest.chars().next().unwrap_or('\n');
    match first {
        '\n' => Ok((Some(Kind::Newline), 1)),
        '"' => string(rest),
        _ if first.is_whitespace() => Ok((None, first.len_utf8())),
        _ if rest.starts_with("//") => Ok(comment(rest)),
        _ if rest.starts_with("/*") => match rest.find("*/") {
            Some(end) => Ok((None, end + 2)),
            None => Err((Problem::UnclosedComment, rest.len())),
        },
        _ if is_word(first) || is_number(rest) => Ok(word(rest)),
        _ => match SIGNS.iter().find(|(text, _)| rest.starts_with(text)) {
            Some((text, sign)) => Ok((Some(Kind::Sign(sign)), text.len())),
            None => Err((Problem::Character(first), first.len_utf8())),
        },
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn is_number(rest: &str) -> bool {
    rest.strip_prefix('-').unwrap_or(rest).starts_with(|c: char| c.is_ascii_digit())
}

fn comment(rest: &str) -> (Option<Kind>, usize) {
    let line = rest.split('\n').next().unwrap_or_default();
    let said = line.trim_start_matches('/').trim();
    let kind = said.starts_with(MARK).then(|| Kind::Remark(said.to_owned()));
    (kind, line.len())
}

/// A name or a number: what begins with a digit and holds a letter is a name.
fn word(rest: &str) -> (Option<Kind>, usize) {
    let sign = usize::from(rest.starts_with('-'));
    let digits = rest[sign..].find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(rest.len() - sign);
    let end = rest[sign..].find(|c: char| !(is_word(c) || c == '-')).unwrap_or(rest.len() - sign);
    match digits > 0 && digits >= end && rest[sign..].starts_with(|c: char| c.is_ascii_digit()) {
        true => (Some(Kind::Number), sign + digits),
        false => (Some(Kind::Word), sign + end),
    }
}

/// A string ends on its line; its escapes are those of JSON.
fn string(rest: &str) -> Read {
    let mut value = String::new();
    let mut chars = rest.char_indices().skip(1);
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return Ok((Some(Kind::Text(value)), at + 1)),
            '\n' => return Err((Problem::UnclosedString, at)),
            '\\' => match escape(&mut chars) {
                Some(c) => value.push(c),
                None => return Err((Problem::Escape, rest.split('\n').next().unwrap_or(rest).len())),
            },
            c => value.push(c),
        }
    }
    Err((Problem::UnclosedString, rest.len()))
}

fn escape(chars: &mut impl Iterator<Item = (usize, char)>) -> Option<char> {
    Some(match chars.next()?.1 {
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        'b' => '\u{8}',
        'f' => '\u{c}',
        'u' => {
            let high = unit(chars)?;
            match high {
                0xD800..=0xDBFF => {
                    chars.next().filter(|(_, c)| *c == '\\')?;
                    chars.next().filter(|(_, c)| *c == 'u')?;
                    let low = unit(chars).filter(|low| (0xDC00..=0xDFFF).contains(low))?;
                    char::from_u32(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))?
                }
                _ => char::from_u32(high)?,
            }
        }
        c @ ('"' | '\\' | '/') => c,
        _ => return None,
    })
}

fn unit(chars: &mut impl Iterator<Item = (usize, char)>) -> Option<u32> {
    (0..4).try_fold(0, |sum, _| Some(sum * 16 + chars.next()?.1.to_digit(16)?))
}
