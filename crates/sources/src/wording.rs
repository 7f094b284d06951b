//! In what two versions of a script differ, as lines for people: only statements that mean something else, and of those
//! only the lines that changed and their neighbours. Must not know which version is right.

#[cfg(test)]
mod tests;

use similar::{Algorithm, ChangeTag, DiffTag, TextDiff, capture_diff_slices};

use crate::checksum::{Checksum, statements_meaning};
use crate::lexer::Dialect;
use crate::split::{Statement, split};

/// What became of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    Gone,
    New,
    /// A neighbour of one that changed.
    Kept,
}

/// A line of one of the versions, or of both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub fate: Fate,
    pub text: String,
}

/// How many lines around a change are told with it.
const NEIGHBOURS: usize = 1;

/// What the new version of a script means that the old one does not, and the other way round.
pub fn changes(dialect: Dialect, old: &str, new: &str) -> Vec<Line> {
    let (Ok(gone), Ok(come)) = (split(dialect, old), split(dialect, new)) else { return lines(old, new) };
    let meanings = |text: &str, all: &[Statement]| -> Vec<Checksum> {
        all.iter().map(|one| statements_meaning(dialect, text, std::slice::from_ref(one))).collect()
    };
    let ops = capture_diff_slices(Algorithm::Myers, &meanings(old, &gone), &meanings(new, &come));
    let differing = ops.iter().map(similar::DiffOp::as_tag_tuple).filter(|(tag, ..)| *tag != DiffTag::Equal);
    differing
        .flat_map(|(_, olds, news)| lines(&together(old, &gone[olds]), &together(new, &come[news])))
        .collect()
}

fn together(text: &str, statements: &[Statement]) -> String {
    statements.iter().map(|statement| format!("{};\n", statement.text(text))).collect()
}

fn lines(old: &str, new: &str) -> Vec<Line> {
    let diff = TextDiff::from_lines(old, new);
    let groups = diff.grouped_ops(NEIGHBOURS);
    let changes = groups.iter().flatten().flat_map(|op| diff.iter_changes(op));
    changes
        .map(|change| Line {
            fate: match change.tag() {
                ChangeTag::Delete => Fate::Gone,
                ChangeTag::Insert => Fate::New,
                ChangeTag::Equal => Fate::Kept,
            },
            text: change.value().trim_end_matches(['\n', '\r']).to_owned(),
        })
        .collect()
}
