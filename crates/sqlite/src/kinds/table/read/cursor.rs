//! Walks over tokens. Must not know the grammar.

use crate::canon::closing;
use crate::token::Token;

pub(super) struct Cursor<'t, 'a> {
    tokens: &'t [Token<'a>],
    at: usize,
}

impl<'t, 'a> Cursor<'t, 'a> {
    pub(super) fn new(tokens: &'t [Token<'a>]) -> Self {
        Cursor { tokens, at: 0 }
    }

    /// How many tokens lie behind.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    pub(super) fn is_done(&self) -> bool {
        self.at >= self.tokens.len()
    }

    pub(super) fn peek(&self) -> Option<&'t Token<'a>> {
        self.tokens.get(self.at)
    }

    /// Whether these keywords come next.
    pub(super) fn sees(&self, words: &[&str]) -> bool {
        let rest = &self.tokens[self.at.min(self.tokens.len())..];
        rest.len() >= words.len() && words.iter().zip(rest).all(|(word, token)| token.is(word))
    }

    /// Passes over the keyword if it comes next.
    pub(super) fn eat(&mut self, word: &str) -> bool {
        self.eat_all(&[word])
    }

    /// Passes over the keywords if they all come next.
    pub(super) fn eat_all(&mut self, words: &[&str]) -> bool {
        let sees = self.sees(words);
        if sees {
            self.at += words.len();
        }
        sees
    }

    pub(super) fn eat_mark(&mut self, mark: &str) -> bool {
        let sees = self.peek().is_some_and(|token| token.is_mark(mark));
        if sees {
            self.at += 1;
        }
        sees
    }

    pub(super) fn next(&mut self) -> Option<&'t Token<'a>> {
        let token = self.peek()?;
        self.at += 1;
        Some(token)
    }

    pub(super) fn name(&mut self) -> Option<String> {
        self.next()?.name()
    }

    /// What stands in the parentheses that come next.
    pub(super) fn parenthesised(&mut self) -> Option<&'t [Token<'a>]> {
        self.peek().filter(|token| token.is_mark("("))?;
        let close = closing(self.tokens, self.at)?;
        let inside = &self.tokens[self.at + 1..close];
        self.at = close + 1;
        Some(inside)
    }

    /// The tokens from `start` to here.
    pub(super) fn since(&self, start: usize) -> &'t [Token<'a>] {
        &self.tokens[start..self.at]
    }
}
