//! Why a hint is not understood.

use std::ops::Range;

use crate::explain::Explain;
use crate::split::SplitError;

/// A hint that is not understood, or a script that cannot be read for hints.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HintError {
    /// The script cannot be cut into statements.
    #[error(transparent)]
    Split(#[from] SplitError),
    /// A hint is wrong.
    #[error("{problem}")]
    Hint {
        /// What is wrong with it.
        problem: Problem,
        /// The comment in bytes of the script, or the argument's part at fault.
        range: Range<usize>,
    },
}

/// What is wrong with a hint.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// Another word than `rename` after `evenkeel:`.
    #[error("\"{0}\" is no hint that evenkeel knows")]
    UnknownWord(String),
    /// Not `rename` and one name.
    #[error("this hint is not \"evenkeel: rename old_name\"")]
    Malformed,
    /// Nothing that the hint could mean follows it.
    #[error("nothing follows this hint that could have been renamed")]
    NothingFollows,
    /// What follows can be renamed, but has no name.
    #[error("what follows this hint has no name of its own")]
    NoName,
    /// A second hint for the same definition.
    #[error("this definition has a rename hint already")]
    Twice,
    /// Old and new name are the same.
    #[error("\"{0}\" would be renamed to itself")]
    SameName(String),
    /// Not `using` and an expression.
    #[error("this hint is not \"evenkeel: using expression\"")]
    NoExpression,
    /// What stands beside it is no column.
    #[error("no column stands beside this hint")]
    NoColumn,
    /// A command-line rename that is not understood.
    #[error("\"{0}\" is no rename")]
    Argument(String),
}

impl Explain for HintError {
    fn range(&self) -> Option<Range<usize>> {
        match self {
            Self::Split(error) => error.range(),
            Self::Hint { problem: _, range } => Some(range.clone()),
        }
    }

    fn hint(&self) -> Option<String> {
        match self {
            Self::Split(error) => error.hint(),
            Self::Hint { problem, range: _ } => Some(problem.hint().to_owned()),
        }
    }
}

impl Problem {
    fn hint(&self) -> &'static str {
        match self {
            Self::UnknownWord(_) | Self::Malformed => {
                "write `-- evenkeel: rename old_name`, with the old name alone and quoted as in SQL"
            }
            Self::NothingFollows => {
                "put the hint above a CREATE TABLE, TYPE, SCHEMA, INDEX, SEQUENCE or VIEW, \
                 or beside a column, constraint or enum label"
            }
            Self::NoExpression => {
                "write `-- evenkeel: using expression`, with one whole expression over the old columns"
            }
            Self::NoColumn => "put the hint above or beside a column of a CREATE TABLE",
            Self::NoName => "give it a name, or remove the hint",
            Self::Twice => "keep one of the two",
            Self::SameName(_) => "write the name that the database still has, or remove the hint",
            Self::Argument(_) => {
                "write table.old=new for a column, old=new for a table, \
                 or say the kind: `index:old=new`, `type:schema.old=new`"
            }
        }
    }
}

pub(super) fn at(problem: Problem, range: Range<usize>) -> HintError {
    HintError::Hint { problem, range }
}
