//! The words of one statement, by place. Must not know what any statement means.

use evenkeel_sources::lexer::{Dialect, Token, name, tokens};

/// The words of a statement, without comments.
pub(super) struct Words<'a> {
    text: &'a str,
    tokens: Vec<Token>,
}

impl<'a> Words<'a> {
    pub(super) fn of(text: &'a str) -> Option<Words<'a>> {
        let all = tokens(Dialect::Postgres, text).ok()?;
        Some(Words { text, tokens: all.into_iter().filter(|token| token.is_significant()).collect() })
    }

    pub(super) fn written(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |token| token.text(self.text))
    }

    pub(super) fn is(&self, at: usize, word: &str) -> bool {
        self.written(at).eq_ignore_ascii_case(word)
    }

    /// The place behind the next such word.
    pub(super) fn after(&self, from: usize, word: &str) -> Option<usize> {
        (from..self.tokens.len()).find(|at| self.is(*at, word)).map(|at| at + 1)
    }

    /// The place behind these words where they stand, else the same place.
    pub(super) fn skip(&self, at: usize, words: &[&str]) -> usize {
        match words.iter().enumerate().all(|(offset, word)| self.is(at + offset, word)) {
            true => at + words.len(),
            false => at,
        }
    }

    /// The place behind a group in parentheses where one stands, else the same place.
    pub(super) fn skip_group(&self, at: usize) -> usize {
        if !self.is(at, "(") {
            return at;
        }
        (at..self.tokens.len()).find(|at| self.is(*at, ")")).map_or(at, |end| end + 1)
    }

    /// The name that stands here, as the catalog has it.
    pub(super) fn name(&self, at: usize) -> Option<String> {
        name(Dialect::Postgres, self.text, *self.tokens.get(at)?)
    }

    /// The names in a list that begins here.
    pub(super) fn names(&self, mut at: usize) -> Vec<String> {
        let mut names: Vec<String> = self.name(at).into_iter().collect();
        while self.is(at + 1, ",") {
            at += 2;
            names.extend(self.name(at));
        }
        names
    }

    /// A name with dots in it, as written.
    pub(super) fn path(&self, mut at: usize) -> String {
        let mut path = self.written(at).to_owned();
        while self.is(at + 1, ".") {
            path.push('.');
            path.push_str(self.written(at + 2));
            at += 2;
        }
        path
    }
}

#[cfg(test)]
mod tests {
    use super::Words;

    #[test]
    fn names_are_found_by_place() {
        let words = Words::of("DROP /* x */ INDEX CONCURRENTLY IF EXISTS \"A\".\"b\"\"c\", D").unwrap();
        let at = words.skip(words.after(0, "concurrently").unwrap(), &["if", "exists"]);
        assert_eq!(words.path(at), "\"A\".\"b\"\"c\"");
        assert_eq!(words.names(at + 2), ["b\"c", "d"]);
        assert_eq!(Words::of("vacuum (full) t").unwrap().skip_group(1), 4);
    }
}
