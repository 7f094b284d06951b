//! What the user says about renames: comments `-- evenkeel: rename old_name` beside a definition, and
//! the command line's `--rename table.old=new`. And about values whose type changes: comments
//! `-- evenkeel: using <expression>` beside a column.
//!
//! It must not know catalogs: whether the old name exists anywhere is not asked here. A hint that is
//! not understood is an error, because a rename that is overlooked becomes a drop.

mod argument;
mod comment;
mod definition;
mod error;
mod permission;
#[cfg(test)]
mod tests;

pub use argument::{RenameArgument, parse_argument};
pub use comment::{conversions, hints};
pub use error::{HintError, Problem};
pub use permission::{Defined, Permission, allowed, defined, permissions};

/// One rename that the user has told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RenameHint {
    /// What kind of object is renamed, and what it belongs to.
    pub subject: Subject,
    /// The schema it stands in, where it was written; an index stands in the schema of its table.
    pub schema: Option<String>,
    /// Its name so far.
    pub old: String,
    /// Its name from now on.
    pub new: String,
    /// Where the hint stands, in bytes of the script; `None` when it came from the command line.
    pub offset: Option<usize>,
}

/// How the values of a column come to another type, as the user has told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConversionHint {
    /// The schema of its table, where it was written.
    pub schema: Option<String>,
    /// The table.
    pub table: String,
    /// The column.
    pub column: String,
    /// The expression as it was typed.
    pub expression: String,
    /// Where the hint stands, in bytes of the script.
    pub range: std::ops::Range<usize>,
}

/// What is renamed. Owners have the name they have in the desired schema, without their schema.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// A schema.
    Schema,
    /// A table, foreign or not.
    Table,
    /// A column.
    Column {
        /// Its table.
        table: String,
    },
    /// A constraint.
    Constraint {
        /// Its table.
        table: String,
    },
    /// An index.
    Index,
    /// A sequence.
    Sequence,
    /// A type or a domain.
    Type,
    /// A label of an enum.
    EnumLabel {
        /// Its type; named `r#type` because that is the word.
        r#type: String,
    },
    /// A view, materialized or not.
    View,
}
