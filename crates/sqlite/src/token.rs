//! SQLite's tokens: words, quoted names, values and marks, without white space and comments.
//! Must not know what they mean together. Never fails: what is not closed reaches to the end.

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A keyword or a bare name.
    Word,
    /// `"…"`: a name, or a string when there is no such name.
    Quoted,
    /// `` `…` `` or `[…]`: a name.
    Bracketed,
    /// `'…'`: a string, or a name where only a name can stand.
    Text,
    /// `x'…'`
    Blob,
    Number,
    /// `?`, `:a`, `@a`, `$a`
    Variable,
    /// Punctuation and operators.
    Mark,
}

/// One token and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Token<'a> {
    pub(crate) kind: Kind,
    pub(crate) raw: &'a str,
    /// Byte at which it starts.
    pub(crate) start: usize,
}

impl Token<'_> {
    pub(crate) fn end(&self) -> usize {
        self.start + self.raw.len()
    }

    /// Whether it is this keyword or bare name; `word` is in lower case.
    pub(crate) fn is(&self, word: &str) -> bool {
        self.kind == Kind::Word && self.raw.eq_ignore_ascii_case(word)
    }

    pub(crate) fn is_mark(&self, mark: &str) -> bool {
        self.kind == Kind::Mark && self.raw == mark
    }

    /// What it stands for where a name is expected.
    pub(crate) fn name(&self) -> Option<String> {
        match self.kind {
            Kind::Word => Some(self.raw.to_owned()),
            Kind::Quoted | Kind::Bracketed | Kind::Text => Some(self.content()),
            Kind::Blob | Kind::Number | Kind::Variable | Kind::Mark => None,
        }
    }

    /// The text between the quotes, doubled quotes made single.
    pub(crate) fn content(&self) -> String {
        let Some(open) = self.raw.chars().next() else { return String::new() };
        let close = if open == '[' { ']' } else { open };
        let inner = self.raw.get(1..).unwrap_or_default();
        let inner = inner.strip_suffix(close).unwrap_or(inner);
        match open {
            '\'' | '"' | '`' => inner.replace(&format!("{open}{open}"), &open.to_string()),
            '[' => inner.to_owned(),
            _ => self.raw.to_owned(),
        }
    }
}

/// Whether the text reads as one bare word.
pub(crate) fn is_word(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(starts_word) && chars.all(goes_on)
}

fn starts_word(c: char) -> bool {
    c.is_ascii_alphabetic() || c == '_' || !c.is_ascii()
}

fn goes_on(c: char) -> bool {
    starts_word(c) || c.is_ascii_digit() || c == '$'
}

const LONG_MARKS: [&str; 9] = ["->>", "->", "||", "<=", ">=", "<>", "!=", "==", "<<"];

/// All tokens of the text, in order.
pub(crate) fn tokens(sql: &str) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(c) = sql[at..].chars().next() {
        let rest = &sql[at..];
        let skipped = skipped(rest, c);
        if skipped > 0 {
            at += skipped;
            continue;
        }
        let (kind, length) = measure(rest, c);
        found.push(Token { kind, raw: &rest[..length], start: at });
        at += length;
    }
    found
}

/// Bytes of white space or of a comment at the start.
fn skipped(rest: &str, c: char) -> usize {
    if c.is_ascii_whitespace() {
        return 1;
    }
    if rest.starts_with("--") {
        return rest.find('\n').map_or(rest.len(), |end| end + 1);
    }
    if let Some(comment) = rest.strip_prefix("/*") {
        return comment.find("*/").map_or(rest.len(), |end| end + 4);
    }
    0
}

fn measure(rest: &str, c: char) -> (Kind, usize) {
    let digit_follows = || rest[1..].starts_with(|next: char| next.is_ascii_digit());
    match c {
        '\'' => (Kind::Text, quoted(rest, '\'')),
        '"' => (Kind::Quoted, quoted(rest, '"')),
        '`' => (Kind::Bracketed, quoted(rest, '`')),
        '[' => (Kind::Bracketed, rest.find(']').map_or(rest.len(), |end| end + 1)),
        'x' | 'X' if rest[1..].starts_with('\'') => (Kind::Blob, 1 + quoted(&rest[1..], '\'')),
        '0'..='9' => (Kind::Number, number(rest)),
        '.' if digit_follows() => (Kind::Number, number(rest)),
        '?' | ':' | '@' | '$' | '#' => (Kind::Variable, 1 + run(&rest[1..], goes_on)),
        c if starts_word(c) => (Kind::Word, run(rest, goes_on)),
        c => (
            Kind::Mark,
            LONG_MARKS.iter().find(|mark| rest.starts_with(**mark)).map_or(c.len_utf8(), |m| m.len()),
        ),
    }
}

fn run(text: &str, part: impl Fn(char) -> bool) -> usize {
    text.find(|c| !part(c)).unwrap_or(text.len())
}

/// Bytes of a quoted text, its quotes included; a doubled quote does not end it.
fn quoted(rest: &str, quote: char) -> usize {
    let mut at = 1;
    while let Some(end) = rest[at..].find(quote) {
        at += end + 1;
        if !rest[at..].starts_with(quote) {
            return at;
        }
        at += 1;
    }
    rest.len()
}

fn number(rest: &str) -> usize {
    let hexadecimal = rest.starts_with("0x") || rest.starts_with("0X");
    let mut end = 0;
    let mut before = ' ';
    for c in rest.chars() {
        let exponent_sign = !hexadecimal && matches!(c, '+' | '-') && matches!(before, 'e' | 'E');
        if !(c.is_ascii_alphanumeric() || c == '_' || c == '.' || exponent_sign) {
            break;
        }
        end += c.len_utf8();
        before = c;
    }
    end
}

#[cfg(test)]
mod tests;
