//! What declaring, generating, applying and developing take.

use std::path::PathBuf;

use clap::Args;
use evenkeel_engine::execute::AcceptedDrift;

use super::shared::{Acceptance, Keeping, Manners, OnlineArgument, Prove, RenameArguments, Span, Strict};

/// Look at the project and write evenkeel.toml
#[derive(Debug, Args)]
pub(crate) struct Init {
    /// Print what would be written
    #[arg(long)]
    pub(crate) dry_run: bool,
}

/// Write a migration that leads from the migrations on disk to the declared schema
#[derive(Debug, Args)]
pub(crate) struct Generate {
    /// What the migration is for; becomes part of its folder's name
    #[arg(value_name = "NAME")]
    pub(crate) name: Option<String>,
    #[command(flatten)]
    pub(crate) renames: RenameArguments,
    #[command(flatten)]
    pub(crate) accept: Acceptance,
    #[command(flatten)]
    pub(crate) strict: Strict,
    #[command(flatten)]
    pub(crate) online: OnlineArgument,
    #[command(flatten)]
    pub(crate) keeping: Keeping,
    #[command(flatten)]
    pub(crate) prove: Prove,
    /// Write statements that look before they act, for databases of which nobody knows what they are
    #[arg(long)]
    pub(crate) guarded: bool,
    /// Print the migration instead of writing it
    #[arg(long)]
    pub(crate) dry_run: bool,
}

/// Apply the migrations that are pending
#[derive(Debug, Args)]
pub(crate) struct Migrate {
    /// Print the SQL that would run
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Stop after this migration
    #[arg(long, value_name = "NAME")]
    pub(crate) to: Option<String>,
    /// Apply this migration and no other
    #[arg(long, value_name = "NAME", conflicts_with = "to")]
    pub(crate) only: Option<String>,
    /// Do what this file of `plan --out` says, as long as database and files are what it saw
    #[arg(long, value_name = "FILE", conflicts_with_all = ["to", "only"])]
    pub(crate) plan: Option<PathBuf>,
    /// Write into the ledger that this person approves of the plan
    #[arg(long, value_name = "NAME", requires = "plan")]
    pub(crate) approved_by: Option<String>,
    /// How long to wait for a database that does not answer yet, such as 60s or 2m
    #[arg(long, value_name = "DURATION")]
    pub(crate) wait: Option<Span>,
    /// Create the database if it is not there
    #[arg(long)]
    pub(crate) create_database: bool,
    /// Go on although a pending migration is about what was changed by hand: this object, or without NAME all
    #[arg(long, value_name = "NAME", num_args = 0..=1, default_missing_value = EVERY)]
    pub(crate) accept_drift: Vec<String>,
    #[command(flatten)]
    pub(crate) manners: Manners,
}

/// What `--accept-drift` without a name means.
const EVERY: &str = "*";

impl Migrate {
    pub(crate) fn accepted_drift(&self) -> AcceptedDrift {
        match self.accept_drift.as_slice() {
            [] => AcceptedDrift::None,
            names if names.iter().any(|name| name == EVERY) => AcceptedDrift::All,
            names => AcceptedDrift::Named(names.to_vec()),
        }
    }
}

/// Tell what migrate would do, and what that does to those who use the database
///
/// Each statement with the locks it takes and what it reads or writes from end to end, seen by running it in a throw-away copy
/// of the schema; how large and busy the tables here are; and which rows would stop it. Nothing is changed.
#[derive(Debug, Args)]
pub(crate) struct Plan {
    /// Stop after this migration
    #[arg(long, value_name = "NAME")]
    pub(crate) to: Option<String>,
    /// Tell also what keeps only other schema changes waiting, and all that is read or built
    #[arg(long, conflicts_with = "no_trace")]
    pub(crate) trace: bool,
    /// Run nothing, not even in a throw-away copy
    #[arg(long)]
    pub(crate) no_trace: bool,
    /// Write the plan into this file too, for `approve` and `migrate --plan`
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// Exit with 3 when anything is pending
    #[arg(long)]
    pub(crate) exit_code: bool,
}

/// Approve of a plan that `plan --out` wrote into a file
///
/// The approval is written into the ledger of the database, where `status` shows it. It counts for the migrations of the plan as
/// they stand in it. `required` under [approval] says how many people have to approve before `migrate` runs a migration.
#[derive(Debug, Args)]
pub(crate) struct Approve {
    /// The file
    #[arg(value_name = "FILE")]
    pub(crate) plan: PathBuf,
    /// Who approves; default: the name of your login
    #[arg(long, value_name = "NAME")]
    pub(crate) by: Option<String>,
}

/// Wait for the database, migrate, look whether it is what the migrations made, then become another program
///
/// For the start of a container: `evenkeel run -- node server.js`. However many start at once, each migration is applied
/// once. The program is not started when anything is wrong; it gets all signals, and its exit code is the exit code.
/// Everything that evenkeel says goes to stderr; with --json, one object a line.
#[derive(Debug, Args)]
pub(crate) struct Run {
    /// How long to wait for a database that does not answer yet, such as 60s or 2m
    #[arg(long, value_name = "DURATION", default_value = "60s")]
    pub(crate) wait: Span,
    /// Create the database if it is not there
    #[arg(long)]
    pub(crate) create_database: bool,
    /// Start although nobody has looked whether the database is what the migrations made
    #[arg(long)]
    pub(crate) no_verify: bool,
    #[command(flatten)]
    pub(crate) manners: Manners,
    /// The program and its arguments
    #[arg(last = true, required = true, value_name = "CMD")]
    pub(crate) command: Vec<std::ffi::OsString>,
}

/// Tell what is applied, pending, failed, edited, missing or out of order
#[derive(Debug, Args)]
pub(crate) struct Status {
    /// Also tell how long statements took, what they waited for and who waited for them, beside what was predicted
    #[arg(long)]
    pub(crate) timings: bool,
    /// Exit with 3 unless everything is applied and as it should be
    #[arg(long)]
    pub(crate) exit_code: bool,
}

/// Fill the rows that migrations made room for, in batches that can be cut off
///
/// A migration's folder says how in backfill.toml and backfill.sql. Ctrl-C, a crash or kill -9 pauses it: the same command
/// goes on where it was, and every row is done once. Without a name, all whose migrations are applied.
#[derive(Debug, Args)]
pub(crate) struct Backfill {
    /// The migration, by its name or what follows its stamp
    #[arg(value_name = "NAME")]
    pub(crate) name: Option<String>,
    /// Only tell how far each is
    #[arg(long, conflicts_with = "again")]
    pub(crate) status: bool,
    /// Begin anew, also with rows that are done
    #[arg(long, requires = "name")]
    pub(crate) again: bool,
}

/// Make the database equal to the declared schema at once, without a migration; for development
#[derive(Debug, Args)]
pub(crate) struct Push {
    #[command(flatten)]
    pub(crate) renames: RenameArguments,
    #[command(flatten)]
    pub(crate) accept: Acceptance,
    #[command(flatten)]
    pub(crate) online: OnlineArgument,
    #[command(flatten)]
    pub(crate) prove: Prove,
    /// Create the database if it is not there
    #[arg(long)]
    pub(crate) create_database: bool,
    /// Print the SQL that would run
    #[arg(long)]
    pub(crate) dry_run: bool,
}

/// Empty the database and apply all migrations again; for development
#[derive(Debug, Args)]
pub(crate) struct Reset {
    /// Do not ask
    #[arg(long)]
    pub(crate) yes: bool,
    /// Create the database if it is not there
    #[arg(long)]
    pub(crate) create_database: bool,
}
