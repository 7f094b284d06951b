//! The statements of a batch with the places where its first and last key go: `:first` and `:last`, as psql's variables
//! are written, so that one batch can be run by hand with `psql -v first=1 -v last=1000`. Must not know a key's type.

use std::ops::Range;

use crate::explain::Explain;
use crate::lexer::{Dialect, Token, TokenKind, tokens};
use crate::split::split;
use crate::statement::{Class, classify};

/// A stretch of text, or the place of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    Text(Range<usize>),
    First,
    Last,
}

/// The statements of a batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    text: String,
    /// Each with the bytes that it stands at and its pieces.
    statements: Vec<(Range<usize>, Vec<Piece>)>,
}

/// Statements that cannot be run for a batch.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct TemplateError {
    pub message: String,
    pub range: Option<Range<usize>>,
}

impl Explain for TemplateError {
    fn range(&self) -> Option<Range<usize>> {
        self.range.clone()
    }

    fn hint(&self) -> Option<String> {
        Some("write the batch as its bounds: WHERE id BETWEEN :first AND :last".into())
    }
}

impl Template {
    /// Reads the statements of a batch.
    ///
    /// # Errors
    /// No statement says `:first` and `:last`, so that each batch would touch all rows; or one cannot share a transaction
    /// with the cursor.
    pub fn parse(dialect: Dialect, text: &str) -> Result<Template, TemplateError> {
        let failed = |message: String, range| TemplateError { message, range };
        let places = places(dialect, text)?;
        // To whoever splits and classifies, each place is a value of the same length.
        let masked = places.iter().fold(text.to_owned(), |mut masked, (range, _)| {
            masked.replace_range(range.clone(), &format!("{:>1$}", "NULL", range.len()));
            masked
        });
        let split = split(dialect, &masked).map_err(|error| failed(error.to_string(), error.range()))?;
        let mut statements = Vec::with_capacity(split.len());
        for statement in split {
            if let Some(what) = unfit(&classify(dialect, &masked, &statement)) {
                let message = format!("{what} cannot stand in a batch, which is one transaction");
                return Err(failed(message, Some(statement.range)));
            }
            let pieces = pieces(&places, &statement.range);
            statements.push((statement.range, pieces));
        }
        let says = |piece: &Piece| statements.iter().any(|(_, pieces)| pieces.contains(piece));
        match says(&Piece::First) && says(&Piece::Last) {
            true => Ok(Template { text: text.to_owned(), statements }),
            false => Err(failed(
                "the statements do not say :first and :last, so that each batch would touch every row"
                    .to_owned(),
                None,
            )),
        }
    }

    /// The statements with these keys in their places, each with where it stands in the file.
    pub fn fill(&self, first: &str, last: &str) -> Vec<(Range<usize>, String)> {
        let piece = |piece: &Piece| match piece {
            Piece::Text(range) => self.text[range.clone()].to_owned(),
            Piece::First => first.to_owned(),
            Piece::Last => last.to_owned(),
        };
        let filled = |pieces: &Vec<Piece>| pieces.iter().map(piece).collect::<String>();
        self.statements.iter().map(|(range, pieces)| (range.clone(), filled(pieces))).collect()
    }
}

/// What a statement is that cannot share a transaction with the cursor.
fn unfit(class: &Class) -> Option<&'static str> {
    match class {
        Class::Data | Class::Query | Class::Code | Class::Schema | Class::Unknown => None,
        Class::TransactionControl(_) => Some("a statement that begins or ends a transaction"),
        Class::OwnTransaction(_) => Some("a statement that needs a transaction of its own"),
        Class::Session => Some("a setting of the session"),
        Class::CopyFromStdin => Some("COPY FROM STDIN"),
    }
}

/// Where keys go, outside of strings and comments.
fn places(dialect: Dialect, text: &str) -> Result<Vec<(Range<usize>, Piece)>, TemplateError> {
    let tokens = tokens(dialect, text).map_err(|error| TemplateError {
        message: "a string or comment is not closed".to_owned(),
        range: Some(error.offset..text.len()),
    })?;
    let found = tokens.iter().filter_map(|token| {
        let (piece, begin) = place(text, *token)?;
        Some((begin..token.end, piece))
    });
    Ok(found.collect())
}

fn pieces(places: &[(Range<usize>, Piece)], statement: &Range<usize>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut from = statement.start;
    for (range, piece) in places.iter().filter(|(range, _)| statement.contains(&range.start)) {
        pieces.push(Piece::Text(from..range.start));
        pieces.push(piece.clone());
        from = range.end;
    }
    pieces.push(Piece::Text(from..statement.end));
    pieces
}

/// The place that ends with this token, and where its colon is.
fn place(text: &str, token: Token) -> Option<(Piece, usize)> {
    let piece = |word: &str| match word {
        "first" => Some(Piece::First),
        "last" => Some(Piece::Last),
        _ => None,
    };
    if token.kind == TokenKind::Parameter && !text[..token.start].ends_with(':') {
        return Some((piece(token.text(text).strip_prefix(':')?)?, token.start));
    }
    if token.kind != TokenKind::Word {
        return None;
    }
    // A colon of its own, right before the word: not the second one of a cast.
    let before = text[..token.start].strip_suffix(':')?;
    let is_cast = before.ends_with(':');
    (!is_cast).then(|| Some((piece(token.text(text))?, token.start - 1)))?
}
