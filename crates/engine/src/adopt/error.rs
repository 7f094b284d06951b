//! What keeps a run from starting beside another tool.

use evenkeel_sources::layout::Layout;

/// What the other tool's ledger says that only a person can settle.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AdoptError {
    #[error("{}'s ledger says that migration {migration} failed{}", tool.word(), because(why))]
    Failed { tool: Layout, migration: String, why: String },
    #[error("{table} says that a run of the tool whose migrations these are is under way")]
    LockedRow { table: String, release: &'static str },
    #[error("{}'s ledger {table} is not there, and evenkeel's says that migrations were applied", tool.word())]
    Gone { tool: Layout, table: String },
}

fn because(why: &str) -> String {
    match why.lines().find(|line| !line.trim().is_empty()) {
        Some(first) => format!(": {}", first.trim()),
        None => String::new(),
    }
}

impl AdoptError {
    /// Stable, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            AdoptError::Failed { .. } => "failed-elsewhere",
            AdoptError::Gone { .. } => "ledger-gone",
            AdoptError::LockedRow { .. } => "ledger-locked",
        }
    }

    /// What to do about it.
    pub fn hint(&self) -> String {
        match self {
            AdoptError::Failed { migration, .. } => format!(
                "look at what it left, mend it, and say what became of it: evenkeel resolve --applied {migration}, \
                 or --rolled-back {migration}"
            ),
            AdoptError::LockedRow { release, .. } => {
                format!("run the command again when it has ended; if nobody runs it, {release} frees the row")
            }
            AdoptError::Gone { tool, .. } => format!(
                "if {} is not to be asked any more, take [adopt] out of evenkeel.toml; with `mode = \"host\"` there, \
                 evenkeel makes the ledger anew",
                tool.word()
            ),
        }
    }
}
