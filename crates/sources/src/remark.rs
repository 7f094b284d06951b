//! Comments that begin with `evenkeel:` and the statement each is about: one behind a statement on its line is about that
//! one, any other about the statement that follows. Must not know what they say.

use std::ops::Range;

use crate::lexer::{Dialect, Token, TokenKind, tokens};
use crate::split::Statement;

const MARK: &str = "evenkeel:";
/// The word of a remark that lets the linter be silent: `-- evenkeel: allow RULE because REASON`.
pub const ALLOW: &str = "allow";

/// One comment of ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark<'a> {
    /// What stands behind the mark.
    pub said: &'a str,
    /// The comment.
    pub range: Range<usize>,
    /// The number of the statement, from 0; none where no statement follows.
    pub statement: Option<usize>,
}

/// All of a script, in order; `statements` need not be all of it.
pub fn remarks<'a>(dialect: Dialect, script: &'a str, statements: &[Statement]) -> Vec<Remark<'a>> {
    if !script.contains(MARK) {
        return Vec::new();
    }
    let starts = statements.iter().map(|statement| statement.range.start).chain([script.len()]);
    let ends = [0].into_iter().chain(statements.iter().map(|statement| statement.end));
    let gaps = ends.zip(starts).map(|(end, start)| end..start).enumerate();
    gaps.flat_map(|(at, gap)| {
        let found = told(dialect, script, &gap).into_iter();
        found.map(move |(said, range)| {
            let behind = at > 0 && !script[gap.start..range.start].contains('\n');
            let statement = if behind { at - 1 } else { at };
            Remark { said, range, statement: (statement < statements.len()).then_some(statement) }
        })
    })
    .collect()
}

fn told<'a>(dialect: Dialect, script: &'a str, gap: &Range<usize>) -> Vec<(&'a str, Range<usize>)> {
    let text = &script[gap.clone()];
    let comment = |token: &Token| {
        matches!(token.kind, TokenKind::LineComment | TokenKind::BlockComment).then_some(())?;
        let written = token.text(text);
        let inner = written.strip_prefix("--").or_else(|| written.strip_prefix("/*")?.strip_suffix("*/"))?;
        let said = inner.trim().strip_prefix(MARK)?.trim();
        Some((said, gap.start + token.start..gap.start + token.end))
    };
    tokens(dialect, text).unwrap_or_default().iter().filter_map(comment).collect()
}
