//! What can be wrong between the migrations on disk and the ledger. Must not know how it is found out.

use std::fmt;

/// One thing that keeps migrations from being run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It was applied and means something else now.
    Edited { migration: String },
    /// It was applied and its folder is gone.
    Missing { migration: String },
    /// It is pending and sorts before one that is applied.
    OutOfOrder { migration: String, applied: String },
    /// Its parent is not the migration before it.
    Forked { migration: String, parent: String, before: Option<String> },
    /// It is half applied and one of the segments that are done means something else now.
    HalfEdited { migration: String, segment: usize },
}

impl Fault {
    pub fn migration(&self) -> &str {
        match self {
            Fault::Edited { migration }
            | Fault::Missing { migration }
            | Fault::OutOfOrder { migration, .. }
            | Fault::Forked { migration, .. }
            | Fault::HalfEdited { migration, .. } => migration,
        }
    }

    /// Stable, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Fault::Edited { .. } => "edited-migration",
            Fault::Missing { .. } => "missing-migration",
            Fault::OutOfOrder { .. } => "out-of-order",
            Fault::Forked { .. } => "forked-history",
            Fault::HalfEdited { .. } => "edited-half-applied-migration",
        }
    }

    pub fn hint(&self) -> String {
        match self {
            Fault::Edited { .. } => {
                "put the file back as it was, and make the change in a new migration: `evenkeel generate`".to_owned()
            }
            Fault::Missing { .. } => {
                "bring the folder back from version control; was another branch applied to this database?".to_owned()
            }
            Fault::OutOfOrder { .. } => {
                "`evenkeel rebase` puts it behind the applied ones; `--allow-out-of-order` runs it as it is".to_owned()
            }
            Fault::Forked { .. } => "two branches made a migration each: `evenkeel rebase` puts one behind the other".to_owned(),
            Fault::HalfEdited { .. } => {
                "put the part that was run back as it was; the part that was not run may be changed".to_owned()
            }
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::Edited { migration } => write!(f, "migration {migration} was edited after it was applied"),
            Fault::Missing { migration } => write!(f, "migration {migration} was applied and is not on disk"),
            Fault::OutOfOrder { migration, applied } => {
                write!(f, "migration {migration} is pending, but the later {applied} is applied already")
            }
            Fault::Forked { migration, parent, before: Some(before) } => {
                write!(f, "migration {migration} follows {parent} according to its manifest, but stands behind {before}")
            }
            Fault::Forked { migration, parent, before: None } => {
                write!(f, "migration {migration} follows {parent} according to its manifest, but is the first")
            }
            Fault::HalfEdited { migration, segment } => {
                write!(f, "part {} of migration {migration} was run and edited afterwards", segment + 1)
            }
        }
    }
}
