//! Comments that say how long one statement may take or wait. Must not know where comments stand.

use std::ops::Range;

use super::StatementPace;
use crate::explain::Explain;
use crate::lexer::Dialect;
use crate::remark::{Remark, remarks};
use crate::span;
use crate::split::Statement;

/// What others read: the hints of declared schemas, of which a migration may be a copy, and what the linter is to allow.
const OF_OTHERS: &[&str] = &["rename", "using", crate::remark::ALLOW];

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
    for remark in remarks(dialect, script, statements) {
        match remark.statement.and_then(|at| paces.get_mut(at)) {
            Some(pace) => heed(pace, &remark)?,
            None => return Err(wrong(&remark, "no statement follows".to_owned())),
        }
    }
    Ok(paces)
}

fn wrong(remark: &Remark<'_>, message: String) -> CommentError {
    CommentError { message, range: remark.range.clone() }
}

fn heed(pace: &mut StatementPace, comment: &Remark<'_>) -> Result<(), CommentError> {
    let (word, value) = comment.said.split_once([' ', '\t', '=']).unwrap_or((comment.said, ""));
    let place = match word {
        "lock_timeout" => &mut pace.lock_timeout,
        "statement_timeout" => &mut pace.statement_timeout,
        other if OF_OTHERS.contains(&other) => return Ok(()),
        other => return Err(wrong(comment, format!("nothing is known of a setting `{other}`"))),
    };
    let value = value.trim().trim_start_matches('=').trim();
    let value = span::parse(value).map_err(|complaint| wrong(comment, complaint))?;
    match place.replace(value) {
        None => Ok(()),
        Some(_) => Err(wrong(comment, format!("`{word}` is said twice for one statement"))),
    }
}
