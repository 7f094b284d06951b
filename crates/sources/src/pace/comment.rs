//! Comments that say how long one statement may take or wait. A comment behind a statement on its line is about that
//! one, any other about the statement that follows.

use std::ops::Range;

use super::StatementPace;
use crate::explain::Explain;
use crate::lexer::{Dialect, Token, TokenKind, tokens};
use crate::span;
use crate::split::Statement;

const MARK: &str = "evenkeel:";
/// Hints that declared schemas know; a migration may have been copied from one.
const OF_SCHEMAS: &[&str] = &["rename", "using"];

/// A comment of evenkeel's that cannot be heeded.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct CommentError {
    pub message: String,
    /// The comment.
    pub range: Range<usize>,
}

impl Explain for CommentError {
    fn range(&self) -> Option<Range<usize>> {
        Some(self.range.clone())
    }

    fn hint(&self) -> Option<String> {
        Some("write `-- evenkeel: lock_timeout 2s` or `-- evenkeel: statement_timeout 10m`".to_owned())
    }
}

/// What the comments of a script say, for each of these statements, which need not be all.
///
/// # Errors
/// A comment that begins with `evenkeel:` and says nothing that is known.
pub fn comments(
    dialect: Dialect,
    script: &str,
    statements: &[Statement],
) -> Result<Vec<StatementPace>, CommentError> {
    let mut paces = vec![StatementPace::default(); statements.len()];
    if !script.contains(MARK) {
        return Ok(paces);
    }
    let starts = statements.iter().map(|statement| statement.range.start).chain([script.len()]);
    let ends = [0].into_iter().chain(statements.iter().map(|statement| statement.end));
    for (at, gap) in ends.zip(starts).map(|(end, start)| end..start).enumerate() {
        for comment in told(dialect, script, &gap) {
            let behind = at > 0 && !script[gap.start..comment.range.start].contains('\n');
            match paces.get_mut(if behind { at - 1 } else { at }) {
                Some(pace) => heed(pace, &comment)?,
                None => return Err(comment.wrong("no statement follows".to_owned())),
            }
        }
    }
    Ok(paces)
}

/// A comment of evenkeel's: what it says behind the mark.
struct Comment<'a> {
    said: &'a str,
    range: Range<usize>,
}

impl Comment<'_> {
    fn wrong(&self, message: String) -> CommentError {
        CommentError { message, range: self.range.clone() }
    }
}

fn told<'a>(dialect: Dialect, script: &'a str, gap: &Range<usize>) -> Vec<Comment<'a>> {
    let text = &script[gap.clone()];
    let comment = |token: &Token| {
        matches!(token.kind, TokenKind::LineComment | TokenKind::BlockComment).then_some(())?;
        let written = token.text(text);
        let inner = written.strip_prefix("--").or_else(|| written.strip_prefix("/*")?.strip_suffix("*/"))?;
        let said = inner.trim().strip_prefix(MARK)?.trim();
        Some(Comment { said, range: gap.start + token.start..gap.start + token.end })
    };
    tokens(dialect, text).unwrap_or_default().iter().filter_map(comment).collect()
}

fn heed(pace: &mut StatementPace, comment: &Comment<'_>) -> Result<(), CommentError> {
    let (word, value) = comment.said.split_once([' ', '\t', '=']).unwrap_or((comment.said, ""));
    let place = match word {
        "lock_timeout" => &mut pace.lock_timeout,
        "statement_timeout" => &mut pace.statement_timeout,
        other if OF_SCHEMAS.contains(&other) => return Ok(()),
        other => return Err(comment.wrong(format!("nothing is known of a setting `{other}`"))),
    };
    let value = value.trim().trim_start_matches('=').trim();
    let value = span::parse(value).map_err(|complaint| comment.wrong(complaint))?;
    match place.replace(value) {
        None => Ok(()),
        Some(_) => Err(comment.wrong(format!("`{word}` is said twice for one statement"))),
    }
}
