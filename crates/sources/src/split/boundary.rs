//! Whether a semicolon ends a statement. It must not know offsets.

use crate::lexer::{Depth, Dialect, Token, TokenKind};

/// What a token means for the statement being read.
pub(super) enum Verdict {
    Inside,
    Ends,
    EndsBeforeData,
}

/// What has been seen of the statement being read.
pub(super) enum Boundary {
    Postgres(Postgres),
    Sqlite(Sqlite),
}

impl Boundary {
    pub(super) fn new(dialect: Dialect) -> Self {
        match dialect {
            Dialect::Postgres => Self::Postgres(Postgres::default()),
            Dialect::Sqlite => Self::Sqlite(Sqlite::default()),
        }
    }

    /// The state before the first token of the next statement.
    pub(super) fn fresh(&self) -> Self {
        match self {
            Self::Postgres(_) => Self::new(Dialect::Postgres),
            Self::Sqlite(_) => Self::new(Dialect::Sqlite),
        }
    }

    pub(super) fn read(&mut self, text: &str, token: Token) -> Verdict {
        match self {
            Self::Postgres(state) => state.read(text, token),
            Self::Sqlite(state) => state.read(text, token),
        }
    }
}

/// How the statement began, as far as it matters.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Opening {
    #[default]
    Nothing,
    Create,
    /// `CREATE [OR REPLACE] FUNCTION | PROCEDURE`
    Routine,
    Copy,
    Trigger,
    Plain,
}

#[derive(Default)]
pub(super) struct Postgres {
    opening: Opening,
    parentheses: Depth,
    /// Open `BEGIN ATOMIC` and, inside it, `CASE`: each is closed by an `END`.
    bodies: usize,
    previous: Previous,
    reads_stdin: bool,
}

/// The word before, when a pair of words matters.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Previous {
    #[default]
    Any,
    Begin,
    From,
}

impl Postgres {
    fn read(&mut self, text: &str, token: Token) -> Verdict {
        let depth = self.parentheses.read(token);
        if token.kind == TokenKind::Semicolon && depth == 0 && self.bodies == 0 {
            return if self.reads_stdin { Verdict::EndsBeforeData } else { Verdict::Ends };
        }
        self.opening = opening_postgres(self.opening, text, token);
        if token.kind == TokenKind::Word && depth == 0 {
            return self.read_word(text, token);
        }
        self.previous = Previous::Any;
        Verdict::Inside
    }

    fn read_word(&mut self, text: &str, token: Token) -> Verdict {
        let is = |word| token.is_word(text, word);
        match self.opening {
            Opening::Copy => self.reads_stdin |= self.previous == Previous::From && is("stdin"),
            Opening::Routine if self.bodies == 0 => {
                self.bodies = usize::from(self.previous == Previous::Begin && is("atomic"));
            }
            Opening::Routine if is("case") => self.bodies += 1,
            Opening::Routine if is("end") => self.bodies -= 1,
            Opening::Routine | Opening::Nothing | Opening::Create | Opening::Trigger | Opening::Plain => {}
        }
        self.previous = match () {
            () if is("begin") => Previous::Begin,
            () if is("from") => Previous::From,
            () => Previous::Any,
        };
        Verdict::Inside
    }
}

fn opening_postgres(opening: Opening, text: &str, token: Token) -> Opening {
    let is = |word| token.is_word(text, word);
    match opening {
        Opening::Nothing if is("create") => Opening::Create,
        Opening::Nothing if is("copy") => Opening::Copy,
        Opening::Create if is("function") || is("procedure") => Opening::Routine,
        Opening::Create if is("or") || is("replace") => Opening::Create,
        Opening::Nothing | Opening::Create | Opening::Plain => Opening::Plain,
        Opening::Routine | Opening::Copy | Opening::Trigger => opening,
    }
}

/// SQLite's shell ends a trigger at `; END ;`, and everything else at the first semicolon.
#[derive(Default)]
pub(super) struct Sqlite {
    opening: Opening,
    tail: Tail,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Tail {
    #[default]
    Any,
    Semicolon,
    End,
}

impl Sqlite {
    fn read(&mut self, text: &str, token: Token) -> Verdict {
        let is = |word| token.is_word(text, word);
        self.opening = match self.opening {
            Opening::Nothing if is("create") => Opening::Create,
            Opening::Create if is("temp") || is("temporary") => Opening::Create,
            Opening::Create if is("trigger") => Opening::Trigger,
            Opening::Trigger => Opening::Trigger,
            Opening::Nothing | Opening::Create | Opening::Plain | Opening::Routine | Opening::Copy => {
                Opening::Plain
            }
        };
        let closed = self.opening != Opening::Trigger || self.tail == Tail::End;
        if token.kind == TokenKind::Semicolon && closed {
            return Verdict::Ends;
        }
        self.tail = match self.tail {
            _ if token.kind == TokenKind::Semicolon => Tail::Semicolon,
            Tail::Semicolon if is("end") => Tail::End,
            Tail::Any | Tail::Semicolon | Tail::End => Tail::Any,
        };
        Verdict::Inside
    }
}
