//! What can be wrong between the migrations on disk and the ledger. Must not know how it is found out.

use std::fmt;

use evenkeel_sources::MigrationName;
use evenkeel_sources::folder::Fork;

/// One thing that keeps migrations from being run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It was applied and means something else now.
    Edited { migration: String },
    /// It was applied and its folder is gone.
    Missing { migration: String },
    /// It is pending and sorts before one that is applied.
    OutOfOrder { migration: String, applied: String },
    /// Several migrations continue the same one.
    Forked(Fork),
    /// Its way back was begun and not ended.
    HalfTakenBack { migration: String },
    /// It stands for others, of which the database has some, and not these.
    HalfFolded { migration: String, lacking: Vec<String> },
    /// It is half applied and one of the segments that are done means something else now.
    HalfEdited { migration: String, segment: usize },
}

/// Why a migration cannot be taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoWay {
    /// Its manifest says so.
    Said(String),
    NoScript,
    NotOnDisk,
    /// What is on disk stands for it and others.
    Folded {
        into: String,
    },
}

impl NoWay {
    pub(super) fn hint(&self) -> &'static str {
        match self {
            NoWay::Said(_) | NoWay::NoScript => {
                "write down.sql beside migration.sql, or go forward with a new migration"
            }
            NoWay::NotOnDisk => {
                "bring the folder back from version control, or go forward with a new migration"
            }
            NoWay::Folded { .. } => {
                "check out the commit before they were folded and roll back there, or go forward with a new migration"
            }
        }
    }
}

impl fmt::Display for NoWay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NoWay::Said(why) => f.write_str(why),
            NoWay::NoScript => f.write_str("it has no down.sql"),
            NoWay::NotOnDisk => f.write_str("it is not on disk"),
            NoWay::Folded { into } => write!(f, "it was folded into {into}, which has no way back"),
        }
    }
}

impl Fault {
    /// The migrations it is about.
    pub fn migrations(&self) -> Vec<&str> {
        match self {
            Fault::Edited { migration }
            | Fault::Missing { migration }
            | Fault::OutOfOrder { migration, .. }
            | Fault::HalfTakenBack { migration }
            | Fault::HalfFolded { migration, .. }
            | Fault::HalfEdited { migration, .. } => vec![migration],
            Fault::Forked(fork) => fork.children.iter().map(MigrationName::as_str).collect(),
        }
    }

    /// Stable, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Fault::Edited { .. } => "edited-migration",
            Fault::Missing { .. } => "missing-migration",
            Fault::OutOfOrder { .. } => "out-of-order",
            Fault::Forked(_) => "forked-history",
            Fault::HalfTakenBack { .. } => "half-taken-back",
            Fault::HalfEdited { .. } => "edited-half-applied-migration",
            Fault::HalfFolded { .. } => "half-folded-migration",
        }
    }

    pub fn hint(&self) -> String {
        match self {
            Fault::Edited { .. } => {
                "put the file back as it was, and make the change in a new migration: `evenkeel generate`"
                    .to_owned()
            }
            Fault::Missing { .. } => {
                "bring the folder back from version control; was another branch applied to this database?"
                    .to_owned()
            }
            Fault::OutOfOrder { .. } => {
                "rename it so that it comes last; if it has a migration.toml, parent there follows"
                    .to_owned()
            }
            Fault::Forked(_) => {
                "two branches made a migration each: `evenkeel rebase` puts the later one behind the other"
                    .to_owned()
            }
            Fault::HalfFolded { .. } => {
                "check out the commit before the migrations were folded, run `evenkeel migrate` there, and come back"
                    .to_owned()
            }
            Fault::HalfTakenBack { .. } => {
                "`evenkeel rollback` goes on at the part that is missing".to_owned()
            }
            Fault::HalfEdited { .. } => {
                "put the part that was run back as it was; the part that was not run may be changed"
                    .to_owned()
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
            Fault::Forked(fork) => write!(f, "the history forks: {fork}"),
            Fault::HalfTakenBack { migration } => write!(f, "migration {migration} is half taken back"),
            Fault::HalfFolded { migration, lacking } => write!(
                f,
                "migration {migration} stands for others, of which this database has some and lacks {}",
                lacking.join(", ")
            ),
            Fault::HalfEdited { migration, segment } => {
                write!(f, "part {} of migration {migration} was run and edited afterwards", segment + 1)
            }
        }
    }
}
