//! Reading the significant tokens of one statement from left to right.
//!
//! It must not know any statement's grammar.

use std::ops::Range;

use crate::lexer::{Depth, Dialect, Token, TokenKind, name, significant};

/// A name as it stands in a statement, folded as the dialect folds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Name {
    pub(crate) schema: Option<String>,
    pub(crate) name: String,
}

/// A place in a row of tokens.
pub(crate) struct Cursor<'a> {
    dialect: Dialect,
    text: &'a str,
    tokens: Vec<Token>,
    at: usize,
}

impl<'a> Cursor<'a> {
    pub(crate) fn new(dialect: Dialect, text: &'a str, range: Range<usize>) -> Self {
        Self { dialect, text, tokens: significant(dialect, text, range), at: 0 }
    }

    /// A second cursor at the same place, for looking ahead.
    pub(crate) fn fork(&self) -> Self {
        Self { dialect: self.dialect, text: self.text, tokens: self.tokens.clone(), at: self.at }
    }

    /// The whole text in which the tokens stand.
    pub(crate) fn text(&self) -> &'a str {
        self.text
    }

    /// The tokens that have not been read.
    pub(crate) fn rest(&self) -> &[Token] {
        &self.tokens[self.at..]
    }

    pub(crate) fn peek(&self) -> Option<Token> {
        self.rest().first().copied()
    }

    pub(crate) fn take(&mut self) -> Option<Token> {
        let token = self.peek()?;
        self.at += 1;
        Some(token)
    }

    pub(crate) fn is(&self, word: &str) -> bool {
        self.peek().is_some_and(|token| token.is_word(self.text, word))
    }

    pub(crate) fn is_kind(&self, kind: TokenKind) -> bool {
        self.peek().is_some_and(|token| token.kind == kind)
    }

    /// The next word in lower case.
    pub(crate) fn word(&self) -> Option<String> {
        let token = self.peek().filter(|token| token.kind == TokenKind::Word)?;
        Some(token.text(self.text).to_ascii_lowercase())
    }

    /// Reads the word when it is next.
    pub(crate) fn eat(&mut self, word: &str) -> bool {
        let found = self.is(word);
        self.at += usize::from(found);
        found
    }

    /// Reads whichever of the words is next.
    pub(crate) fn eat_any(&mut self, words: &[&str]) -> bool {
        words.iter().any(|word| self.eat(word))
    }

    /// Reads the words when all of them are next, in this order.
    pub(crate) fn eat_all(&mut self, words: &[&str]) -> bool {
        let found = starts_with(self.text, self.rest(), words);
        if found {
            self.at += words.len();
        }
        found
    }

    /// Reads a parenthesised group when one is next; answers the tokens between its parentheses.
    pub(crate) fn eat_group(&mut self) -> Option<&[Token]> {
        if !self.is_kind(TokenKind::Open) {
            return None;
        }
        let start = self.at + 1;
        let mut depth = Depth::default();
        while let Some(token) = self.take() {
            if depth.read(token) == 0 {
                return Some(&self.tokens[start..self.at - 1]);
            }
        }
        Some(&self.tokens[start..])
    }

    /// Reads `name` or `schema.name`, and nothing when no name is next.
    pub(crate) fn name(&mut self) -> Option<Name> {
        let first = name(self.dialect, self.text, self.peek()?)?;
        self.at += 1;
        if !self.is_kind(TokenKind::Dot) {
            return Some(Name { schema: None, name: first });
        }
        let second = self.rest().get(1).copied().and_then(|token| name(self.dialect, self.text, token))?;
        self.at += 2;
        Some(Name { schema: Some(first), name: second })
    }

    /// What is left, cut at the commas outside parentheses.
    pub(crate) fn items(&self) -> Vec<&[Token]> {
        items(self.rest())
    }

    /// Whether the words stand next to each other anywhere in what is left, outside parentheses.
    pub(crate) fn mentions(&self, words: &[&str]) -> bool {
        let mut depth = Depth::default();
        self.rest().iter().enumerate().any(|(index, token)| {
            depth.read(*token) == 0 && starts_with(self.text, &self.rest()[index..], words)
        })
    }
}

fn starts_with(text: &str, tokens: &[Token], words: &[&str]) -> bool {
    tokens.len() >= words.len() && tokens.iter().zip(words).all(|(token, word)| token.is_word(text, word))
}

/// Cuts tokens at the commas that stand outside parentheses; empty parts are left out.
pub(crate) fn items(tokens: &[Token]) -> Vec<&[Token]> {
    let mut depth = Depth::default();
    tokens
        .split(|token| depth.read(*token) == 0 && token.kind == TokenKind::Comma)
        .filter(|item| !item.is_empty())
        .collect()
}
