//! What goes back, settles, joins and mends histories takes.

use clap::{Args, Subcommand, ValueEnum};

use super::shared::{Acceptance, Keeping, LongSpan, Prove, RenameArguments};

/// Take back the last migrations with their down.sql
#[derive(Debug, Args)]
pub(crate) struct Rollback {
    /// How many migrations to take back
    #[arg(long, value_name = "N", default_value_t = 1, conflicts_with = "to")]
    #[arg(value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) steps: u32,
    /// Take back everything that was applied after this migration
    #[arg(long, value_name = "NAME")]
    pub(crate) to: Option<String>,
    /// Print the SQL that would run
    #[arg(long)]
    pub(crate) dry_run: bool,
}

/// Show what migrations dropped and what still waits, put it back, or throw it away
///
/// `evenkeel rollback` puts back by itself what the migrations that it takes back have dropped.
#[derive(Debug, Args)]
pub(crate) struct Quarantine {
    #[command(subcommand)]
    pub(crate) command: QuarantineCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum QuarantineCommand {
    /// Show what waits: of which migration, since when, how large, and until when it is kept
    List,
    /// Put back a table, or the values of a column, into the database as it is now
    Restore {
        /// As `evenkeel quarantine list` names it
        name: String,
    },
    Purge(Purge),
}

/// Throw away what has waited for longer than `keep` under [quarantine] says; nothing else ever does
#[derive(Debug, Args)]
pub(crate) struct Purge {
    /// This, however long it has waited
    #[arg(value_name = "NAME", conflicts_with_all = ["all", "older_than"])]
    pub(crate) name: Option<String>,
    /// Everything, however long it has waited
    #[arg(long, conflicts_with = "older_than")]
    pub(crate) all: bool,
    /// What has waited for this long, such as 12h or 30 days
    #[arg(long, value_name = "DURATION")]
    pub(crate) older_than: Option<LongSpan>,
}

/// Tell the ledger what was done by hand; nothing is run
#[derive(Debug, Args)]
#[command(arg_required_else_help = true)]
pub(crate) struct Resolve {
    /// This migration counts as applied
    #[arg(long, value_name = "NAME")]
    pub(crate) applied: Vec<String>,
    /// This migration counts as taken back
    #[arg(long, value_name = "NAME")]
    pub(crate) rolled_back: Vec<String>,
    /// The statement of this migration at which a run was cut off is done
    #[arg(long, value_name = "NAME")]
    pub(crate) done: Vec<String>,
    /// The statement of this migration at which a run was cut off is not done, and may be run again
    #[arg(long, value_name = "NAME")]
    pub(crate) not_done: Vec<String>,
}

/// Begin the history of a database that was made without evenkeel
///
/// The migrations are run in a throw-away database first: only when yours is equal to that do they count as applied.
#[derive(Debug, Args)]
pub(crate) struct Baseline {
    /// The last migration that the database has; default: all of them
    #[arg(long, value_name = "NAME")]
    pub(crate) to: Option<String>,
}

/// Put one of two branches of the history behind the other
///
/// Both began at the same migration. What each changes is found out in throw-away databases; only where both change the same
/// fact, nothing is done and the fact is named.
#[derive(Debug, Args)]
pub(crate) struct Rebase {
    /// A migration of the branch that moves; default: the later branch
    #[arg(value_name = "NAME")]
    pub(crate) name: Option<String>,
    /// What becomes of statements that no schema tells, such as UPDATE, where the migration has to be made anew
    #[arg(long, value_name = "WHAT", default_value = "refuse")]
    pub(crate) data: DataStatements,
    /// Agree that this migration gets another name or text although the database has it
    #[arg(long, value_name = "NAME")]
    pub(crate) accept: Vec<String>,
    #[command(flatten)]
    pub(crate) prove: Prove,
    /// Tell what would be done
    #[arg(long)]
    pub(crate) dry_run: bool,
}

/// Fold the migrations up to one into a single migration that leads to the same schema
///
/// Databases that have all of them have the new one too; nothing is run there.
#[derive(Debug, Args)]
pub(crate) struct Squash {
    /// The last migration that is folded
    #[arg(long, value_name = "NAME")]
    pub(crate) to: String,
    /// What the new migration is called
    #[arg(long, value_name = "TITLE", default_value = "squashed")]
    pub(crate) title: String,
    /// What becomes of statements that no schema tells, such as INSERT
    #[arg(long, value_name = "WHAT", default_value = "refuse")]
    pub(crate) data: DataStatements,
    /// Print the new migration instead of writing it
    #[arg(long)]
    pub(crate) dry_run: bool,
}

/// What becomes of statements that change rows or run code when their migration is made anew.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum DataStatements {
    /// They are named, and nothing is done
    #[default]
    Refuse,
    /// They stand at the end of the new migration
    Keep,
    /// They are left out
    Drop,
}

/// Tell what was changed in the database behind the back of its history, object by object
#[derive(Debug, Args)]
pub(crate) struct Drift {
    /// Compare with the declared schema instead of the applied migrations
    #[arg(long)]
    pub(crate) declared: bool,
    /// Exit with 3 when something differs
    #[arg(long)]
    pub(crate) exit_code: bool,
}

/// Bring a database home that was changed by hand
#[derive(Debug, Args)]
pub(crate) struct Repair {
    #[command(flatten)]
    pub(crate) way: RepairWay,
    /// What the migration of --adopt is for; becomes part of its folder's name
    #[arg(value_name = "NAME")]
    pub(crate) name: Option<String>,
    #[command(flatten)]
    pub(crate) renames: RenameArguments,
    #[command(flatten)]
    pub(crate) accept: Acceptance,
    #[command(flatten)]
    pub(crate) keeping: Keeping,
    #[command(flatten)]
    pub(crate) prove: Prove,
    /// Do not ask
    #[arg(long)]
    pub(crate) yes: bool,
    /// Print the SQL and do nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
}

/// At a terminal it is asked which.
#[derive(Debug, Args)]
#[group(multiple = false)]
pub(crate) struct RepairWay {
    /// Write a migration that makes the change official; here it counts as applied
    #[arg(long)]
    pub(crate) adopt: bool,
    /// Undo the change
    #[arg(long)]
    pub(crate) revert: bool,
    /// Print a script that brings any database of this project to the declared schema, however often it is run
    #[arg(long)]
    pub(crate) script: bool,
}
