//! What a client says about transactions, told from everything else that it says. Must not know how it is carried out.

use evenkeel_sources::lexer::Dialect;
use evenkeel_sources::split::split;
use evenkeel_sources::statement::{self, Class, classify};

/// What a client does with its transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Control {
    Begin,
    Commit,
    Rollback,
    CommitAndChain,
    RollbackAndChain,
    /// `SET TRANSACTION`.
    Modes,
    /// `SAVEPOINT` and `RELEASE`.
    Savepoint,
    RollbackTo,
}

impl Control {
    /// What the server answers to it where the transaction is the client's own.
    pub(super) fn answer(self) -> &'static str {
        match self {
            Control::Begin => "BEGIN",
            Control::Commit | Control::CommitAndChain => "COMMIT",
            Control::Rollback | Control::RollbackAndChain | Control::RollbackTo => "ROLLBACK",
            Control::Modes => "SET",
            Control::Savepoint => "SAVEPOINT",
        }
    }
}

/// A part of what is sent at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// As far from its beginning as in the whole, so that errors are told at their place.
    pub(super) text: String,
    pub(super) control: Option<Control>,
}

/// Cuts a text at what is said about transactions.
pub(super) fn pieces(text: &str) -> Vec<Piece> {
    let whole = || vec![Piece { text: text.to_owned(), control: None }];
    if !may_control(text) {
        return whole();
    }
    // What cannot be cut the server explains.
    let Ok(statements) = split(Dialect::Postgres, text) else { return whole() };
    let mut pieces: Vec<(std::ops::Range<usize>, Option<Control>)> = Vec::new();
    for one in &statements {
        let control = control(text, one);
        match pieces.last_mut() {
            Some((range, None)) if control.is_none() => range.end = one.range.end,
            Some(_) | None => pieces.push((one.range.clone(), control)),
        }
    }
    if pieces.iter().all(|(_, control)| control.is_none()) {
        return whole();
    }
    let piece = |(range, control): (std::ops::Range<usize>, Option<Control>)| {
        let before = text[..range.start].chars().count();
        Piece { text: [&" ".repeat(before), &text[range]].concat(), control }
    };
    pieces.into_iter().map(piece).collect()
}

/// What a text says about transactions that is a single statement.
pub(super) fn single(text: &str) -> Option<Control> {
    if !may_control(text) {
        return None;
    }
    match split(Dialect::Postgres, text).ok()?.as_slice() {
        [one] => control(text, one),
        _ => None,
    }
}

/// Most texts hold none of these words, and need not be read for them.
fn may_control(text: &str) -> bool {
    const WORDS: [&str; 9] =
        ["begin", "start", "commit", "end", "rollback", "abort", "savepoint", "release", "transaction"];
    let lower = text.to_ascii_lowercase();
    WORDS.iter().any(|word| lower.contains(word))
}

fn control(text: &str, one: &evenkeel_sources::Statement) -> Option<Control> {
    let written = one.text(text);
    let mut words = written.split_whitespace().map(str::to_ascii_lowercase);
    let (first, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    match classify(Dialect::Postgres, text, one) {
        Class::TransactionControl(found) => match found {
            statement::Control::Begin | statement::Control::BeginWithModes => Some(Control::Begin),
            statement::Control::Commit => Some(Control::Commit),
            statement::Control::Rollback => Some(Control::Rollback),
            statement::Control::Chain if first.starts_with("rollback") || first.starts_with("abort") => {
                Some(Control::RollbackAndChain)
            }
            statement::Control::Chain => Some(Control::CommitAndChain),
            statement::Control::Savepoint | statement::Control::Release => Some(Control::Savepoint),
            statement::Control::RollbackTo => Some(Control::RollbackTo),
            statement::Control::TwoPhase => None,
        },
        Class::Session if first == "set" && second == "transaction" => Some(Control::Modes),
        Class::Schema
        | Class::Data
        | Class::Query
        | Class::Code
        | Class::Session
        | Class::OwnTransaction(_)
        | Class::CopyFromStdin
        | Class::Unknown => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<(String, Option<Control>)> {
        pieces(text).into_iter().map(|piece| (piece.text, piece.control)).collect()
    }

    #[test]
    fn words_inside_of_something_else_are_no_control() {
        for text in [
            "SELECT 1",
            "",
            "DO $$ BEGIN PERFORM 1; END $$",
            "SELECT 'commit'; SELECT 2",
            "CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; END",
            "SELECT 'never closed; COMMIT",
        ] {
            assert_eq!(told(text), [(text.to_owned(), None)], "{text}");
            assert_eq!(single(text), None, "{text}");
        }
    }

    #[test]
    fn every_spelling_is_known() {
        for (text, control) in [
            ("BEGIN;", Control::Begin),
            ("start transaction isolation level serializable", Control::Begin),
            ("END", Control::Commit),
            ("/* trx */ commit work;", Control::Commit),
            ("ABORT", Control::Rollback),
            ("COMMIT AND CHAIN", Control::CommitAndChain),
            ("rollback and chain;", Control::RollbackAndChain),
            ("SAVEPOINT a", Control::Savepoint),
            ("RELEASE SAVEPOINT a", Control::Savepoint),
            ("ROLLBACK TO a", Control::RollbackTo),
            ("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ", Control::Modes),
        ] {
            assert_eq!(single(text), Some(control), "{text}");
        }
    }

    #[test]
    fn a_piece_stands_where_it_stood() {
        assert_eq!(
            told("SELECT 1; SELECT 2; BEGIN; SELECT 'ä'; COMMIT"),
            [
                ("SELECT 1; SELECT 2".to_owned(), None),
                ("                    BEGIN".to_owned(), Some(Control::Begin)),
                ("                           SELECT 'ä'".to_owned(), None),
                ("                                       COMMIT".to_owned(), Some(Control::Commit)),
            ]
        );
    }
}
