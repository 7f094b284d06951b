//! SQL text as tests need it: cut into statements, brought into the form in which two dumps compare, roles guarded.
//! Independent of evenkeel's own reading of SQL on purpose: it judges that.

mod dump;

pub(crate) use dump::{Dump, for_any_version};

use squawk_lexer::{TokenKind, tokenize};

/// What a token means for cutting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    Comment,
    Open,
    Close,
    Semicolon,
    Comma,
    Word,
    Other,
}

/// Every token but white space: what it means, and its text with the place where it starts.
fn tokens(text: &str) -> impl Iterator<Item = (Mark, usize, &str)> {
    let mut start = 0;
    tokenize(text).filter_map(move |token| {
        let at = start;
        start += token.len as usize;
        let found = &text[at..start];
        #[expect(
            clippy::wildcard_enum_match_arm,
            reason = "an open list of the lexer's; only these mean something here"
        )]
        let mark = match token.kind {
            TokenKind::Whitespace | TokenKind::Eof => return None,
            TokenKind::LineComment | TokenKind::BlockComment { .. } => Mark::Comment,
            TokenKind::OpenParen | TokenKind::OpenBracket => Mark::Open,
            TokenKind::CloseParen | TokenKind::CloseBracket => Mark::Close,
            TokenKind::Semi => Mark::Semicolon,
            TokenKind::Comma => Mark::Comma,
            TokenKind::Ident => Mark::Word,
            _ => Mark::Other,
        };
        Some((mark, at, found))
    })
}

/// Statements without their comments and without the closing semicolon.
pub(crate) fn statements(text: &str) -> Vec<String> {
    let mut cut = Cutter::default();
    for (mark, at, found) in tokens(text) {
        cut.take(text, mark, at, found);
    }
    cut.finish(text)
}

#[derive(Default)]
struct Cutter {
    done: Vec<String>,
    current: String,
    /// Where the text not yet taken over begins.
    from: usize,
    depth: usize,
    /// Open BEGIN ATOMIC and CASE; semicolons inside end no statement.
    atomic: usize,
    previous: String,
}

impl Cutter {
    fn take(&mut self, text: &str, mark: Mark, at: usize, found: &str) {
        match mark {
            Mark::Comment => {
                self.current.push_str(&text[self.from..at]);
                self.from = at + found.len();
            }
            Mark::Open => self.depth += 1,
            Mark::Close => self.depth = self.depth.saturating_sub(1),
            Mark::Word => self.word(found),
            Mark::Semicolon if self.depth == 0 && self.atomic == 0 => {
                self.current.push_str(&text[self.from..at]);
                self.from = at + found.len();
                self.end_statement();
            }
            Mark::Semicolon | Mark::Comma | Mark::Other => {}
        }
    }

    fn word(&mut self, found: &str) {
        let word = found.to_ascii_lowercase();
        match word.as_str() {
            "atomic" if self.previous == "begin" => self.atomic = 1,
            "case" if self.atomic > 0 => self.atomic += 1,
            "end" => self.atomic = self.atomic.saturating_sub(1),
            _ => {}
        }
        self.previous = word;
    }

    fn end_statement(&mut self) {
        let statement = std::mem::take(&mut self.current);
        self.previous.clear();
        if !statement.trim().is_empty() {
            self.done.push(statement.trim().to_owned());
        }
    }

    fn finish(mut self, text: &str) -> Vec<String> {
        self.current.push_str(&text[self.from..]);
        self.end_statement();
        self.done
    }
}

/// The parts between the commas that stand outside every parenthesis.
fn items(list: &str) -> Vec<&str> {
    let (mut parts, mut from, mut depth) = (Vec::new(), 0, 0_usize);
    for (mark, at, _) in tokens(list) {
        match mark {
            Mark::Open => depth += 1,
            Mark::Close => depth = depth.saturating_sub(1),
            Mark::Comma if depth == 0 => {
                parts.push(list[from..at].trim());
                from = at + 1;
            }
            Mark::Comma | Mark::Comment | Mark::Semicolon | Mark::Word | Mark::Other => {}
        }
    }
    parts.push(list[from..].trim());
    parts
}

/// What stands before, inside and after the first parenthesis.
fn around_first_list(statement: &str) -> Option<(&str, &str, &str)> {
    let (mut depth, mut inside) = (0_usize, 0);
    for (mark, at, found) in tokens(statement) {
        if mark == Mark::Open && found == "(" {
            depth += 1;
            inside = if depth == 1 { at + 1 } else { inside };
        }
        if mark == Mark::Close && found == ")" && depth > 0 {
            depth -= 1;
            if depth == 0 {
                return Some((&statement[..inside], &statement[inside..at], &statement[at..]));
            }
        }
    }
    None
}

/// The first words of a statement, in capitals, with one space between.
fn opening(statement: &str, words: usize) -> String {
    let found = tokens(statement).filter(|(mark, ..)| *mark != Mark::Comment).take(words);
    found.map(|(_, _, text)| text.to_ascii_uppercase()).collect::<Vec<_>>().join(" ")
}

/// Whether a plan does nothing: no statement but settings and the frames of transactions.
pub(crate) fn is_empty_plan(sql: &str) -> bool {
    let frames = ["BEGIN", "COMMIT", "START", "END", "SET", "RESET"];
    statements(sql).iter().all(|statement| frames.contains(&opening(statement, 1).as_str()))
}

/// Roles belong to the whole cluster: making one that the other side made already is no error. So that a failure shows
/// where it is, only the texts that make roles are rewritten.
pub(crate) fn guard_roles(text: &str) -> String {
    if !makes_roles(text) {
        return text.to_owned();
    }
    let guarded = |statement: String| match makes_role(&statement) {
        true => format!(
            "DO $guard$BEGIN {statement}; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END$guard$;\n"
        ),
        false => format!("{statement};\n"),
    };
    statements(text).into_iter().map(guarded).collect()
}

/// Whether any statement makes a role.
pub(crate) fn makes_roles(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let may = ["role", "user", "group"].iter().any(|word| lower.contains(word));
    may && statements(text).iter().any(|statement| makes_role(statement))
}

fn makes_role(statement: &str) -> bool {
    let opening = opening(statement, 3);
    let makes =
        ["CREATE ROLE ", "CREATE USER ", "CREATE GROUP "].iter().any(|verb| opening.starts_with(verb));
    makes && opening != "CREATE USER MAPPING"
}

#[cfg(test)]
mod tests;
