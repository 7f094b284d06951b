//! What can be typed behind `evenkeel`: commands, flags and their help. Must not know what any of it does.

use std::path::PathBuf;

use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use evenkeel_core::Pattern;
use evenkeel_engine::execute::{AcceptedDrift, LockPatience};

use crate::settings::Disposal;

const TEMPLATE: &str = "\
{about}

Usage: evenkeel [OPTIONS] COMMAND

Declare and migrate:
  init         Look at the project and write evenkeel.toml
  generate     Write a migration that leads to the declared schema
  migrate      Apply the migrations that are pending
  run          Wait for the database, migrate, then become another program
  status       Tell what is applied, pending, failed, edited or missing
  drift        Tell what was changed in the database behind the back of its history
  backfill     Fill the rows that migrations made room for, in batches that can be cut off
  repair       Make what was changed by hand official, undo it, or print a script that mends any database
  rollback     Take back the last migrations with their down.sql
  quarantine   Show what migrations dropped and what waits, restore it, or throw it away
  resolve      Tell the ledger what was done by hand
  baseline     Begin the history of a database that was made without evenkeel
  rebase       Put one of two branches of the history behind the other
  squash       Fold migrations into one that leads to the same schema

Look:
  lint         Tell from the text of migrations what they could do to people
  check        Ask everything that CI should ask, in one go
  diff         Print the SQL that turns one state into another
  inspect      Print the schema of a database, as SQL, as JSON or one table
  doctor       Find out what is wrong with the connection, the rights, the server or the ledger

Develop:
  push         Make the database equal to the declared schema at once
  reset        Empty the database and apply all migrations again

More:
  demo         Tell the whole story in a minute on a throw-away database
  completions  Print completions for a shell
  help         Explain a command

{options}

`evenkeel COMMAND --help` tells more about each.
Exit codes: 0 done, 1 failed, 2 used wrongly, 3 they differ or something is pending (with --exit-code),
4 refused until somebody accepts the loss or names the rename.";

/// Keeps a database and the code that uses it on an even keel: schema migrations for PostgreSQL and SQLite.
#[derive(Debug, Parser)]
#[command(name = "evenkeel", version, help_template = TEMPLATE, disable_help_subcommand = false)]
#[command(subcommand_required = true, arg_required_else_help = true)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) everywhere: Everywhere,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Flags that every command takes.
#[derive(Debug, Args)]
#[command(next_help_heading = "Options of every command")]
pub(crate) struct Everywhere {
    /// The database; default: DATABASE_URL, from the environment or from .env
    #[arg(long, global = true, value_name = "URL")]
    pub(crate) url: Option<String>,
    /// The settings file; default: evenkeel.toml here or in a folder above
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// A server on which throw-away databases may be made; default: the one at hand, or one started here
    #[arg(long, global = true, value_name = "URL")]
    pub(crate) scratch_url: Option<String>,
    /// The kind of database, where neither a URL nor evenkeel.toml tells
    #[arg(long, global = true, value_name = "NAME")]
    pub(crate) dialect: Option<DialectName>,
    /// Leave these objects alone, such as 'audit.*' or 'table:public.tmp_*'; may be said more than once
    #[arg(long, global = true, value_name = "PATTERN")]
    pub(crate) exclude: Vec<Pattern>,
    /// Look at nothing but these objects and what belongs to them
    #[arg(long, global = true, value_name = "PATTERN")]
    pub(crate) include: Vec<Pattern>,
    /// Print one JSON object on stdout instead of text
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Say only what was asked for
    #[arg(long, short, global = true, conflicts_with = "verbose")]
    pub(crate) quiet: bool,
    /// Say what is done and with what
    #[arg(long, short, global = true)]
    pub(crate) verbose: bool,
    /// Print without colours, as NO_COLOR=1 does
    #[arg(long, global = true)]
    pub(crate) no_color: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DialectName {
    Postgres,
    Sqlite,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Init(Init),
    Generate(Generate),
    Migrate(Migrate),
    Run(Run),
    Status(Status),
    Backfill(Backfill),
    Rollback(Rollback),
    Quarantine(Quarantine),
    Resolve(Resolve),
    Baseline(Baseline),
    Rebase(Rebase),
    Squash(Squash),
    Drift(Drift),
    Lint(Lint),
    Check(Check),
    Repair(Repair),
    Diff(Diff),
    Inspect(Inspect),
    Doctor(Doctor),
    Push(Push),
    Reset(Reset),
    Demo(Demo),
    Completions(Completions),
}

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
    /// Lose what is dropped, instead of keeping it in quarantine
    #[arg(long)]
    no_quarantine: bool,
    /// Print the migration instead of writing it
    #[arg(long)]
    pub(crate) dry_run: bool,
}

impl Generate {
    /// What becomes of what the migration drops.
    pub(crate) fn disposal(&self, usual: Disposal) -> Disposal {
        if self.no_quarantine { Disposal::Lost } else { usual }
    }
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

/// What others may have to put up with.
#[derive(Debug, Default, Args)]
pub(crate) struct Manners {
    /// For how many milliseconds of the run others may wait for its locks in all; then it stops, to be run again
    #[arg(long, value_name = "MS", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) max_blocked_ms: Option<u32>,
}

impl Manners {
    /// What the flags say, and else what was said before.
    pub(crate) fn of(&self, patience: LockPatience) -> LockPatience {
        let budget = self.max_blocked_ms.map(|ms| std::time::Duration::from_millis(ms.into()));
        LockPatience { max_blocked: budget.or(patience.max_blocked), ..patience }
    }
}

/// Tell what is applied, pending, failed, edited, missing or out of order
#[derive(Debug, Args)]
pub(crate) struct Status {
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

/// Tell from the text of migrations what they could do to people
///
/// Rules about locks, losses and mistakes, for evenkeel's migrations and any other SQL. Exit code 1 when there is an error;
/// evenkeel.toml says under [lint] what is one.
#[derive(Debug, Args)]
pub(crate) struct Lint {
    /// Files, or folders of them; default: the project's migrations
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Only migrations that come after this one
    #[arg(long, value_name = "NAME", conflicts_with = "paths")]
    pub(crate) since: Option<String>,
    /// Explain a rule
    #[arg(long, value_name = "RULE", conflicts_with_all = ["paths", "since"])]
    pub(crate) explain: Option<String>,
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: LintForm,
    /// Exit with 1 for warnings too
    #[arg(long)]
    pub(crate) deny_warnings: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum LintForm {
    /// For people
    Text,
    /// Annotations of GitHub Actions
    Github,
    /// SARIF 2.1.0
    Sarif,
}

/// Ask everything that CI should ask, in one go
///
/// Is the history one chain? Does it run from empty, and lead to the declared schema? Can the newest migration be taken back?
/// What do the rules say? Does a deploy script swallow failures? No database is touched but throw-away ones. Exit code 1 when
/// anything is wrong.
#[derive(Debug, Args)]
pub(crate) struct Check {
    /// Judge only migrations that come after this one by the rules
    #[arg(long, value_name = "NAME")]
    pub(crate) since: Option<String>,
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: CheckForm,
    /// Exit with 1 for warnings too
    #[arg(long)]
    pub(crate) deny_warnings: bool,
    #[command(flatten)]
    pub(crate) strict: Strict,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CheckForm {
    /// For people
    Text,
    /// Annotations of GitHub Actions
    Github,
    /// SARIF 2.1.0
    Sarif,
    /// A test case for each part
    Junit,
    /// A comment on a pull request
    Markdown,
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

/// Print the SQL that turns one state into another, ready for psql
///
/// A state is a .sql file or a folder of them, a migrations folder, a database URL, or the word `empty`.
/// Without --from it is the database, without --to the declared schema.
#[derive(Debug, Args)]
pub(crate) struct Diff {
    /// The state to start from; default: the database
    #[arg(long, value_name = "STATE")]
    pub(crate) from: Option<String>,
    /// The state to arrive at; default: the declared schema
    #[arg(long, value_name = "STATE")]
    pub(crate) to: Option<String>,
    #[command(flatten)]
    pub(crate) renames: RenameArguments,
    #[command(flatten)]
    pub(crate) strict: Strict,
    /// Exit with 3 when the states differ
    #[arg(long)]
    pub(crate) exit_code: bool,
}

/// Print the schema of a database, as SQL, as JSON or one table
///
/// `evenkeel inspect users` describes one table, as \d of psql does, with its size, its rows and the migration that made each
/// part. Any other state can be named too: a .sql file or a folder of them, or a migrations folder.
#[derive(Debug, Args)]
pub(crate) struct Inspect {
    /// What to inspect: a table of the database, or a state; default: the database
    #[arg(value_name = "TABLE or STATE")]
    pub(crate) state: Option<String>,
    #[arg(long, value_name = "FORMAT", default_value = "sql", conflicts_with = "table")]
    pub(crate) format: InspectFormat,
    /// Describe this table of the state
    #[arg(long, value_name = "NAME")]
    pub(crate) table: Option<String>,
    #[command(flatten)]
    pub(crate) strict: Strict,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum InspectFormat {
    /// SQL that makes the same schema
    Sql,
    /// Every object as a value
    Json,
}

/// Find out what is wrong with the connection, the rights, the server or the ledger, and what to type
///
/// Nothing is changed. Exit code 0 when all is well, 1 when something is broken; warnings leave it 0.
#[derive(Debug, Args)]
pub(crate) struct Doctor {
    /// After how long a lock under which nobody works belongs to a run that is no more
    #[arg(long, value_name = "DURATION", default_value = "10m")]
    pub(crate) stale_after: Span,
}

/// Make the database equal to the declared schema at once, without a migration; for development
#[derive(Debug, Args)]
pub(crate) struct Push {
    #[command(flatten)]
    pub(crate) renames: RenameArguments,
    #[command(flatten)]
    pub(crate) accept: Acceptance,
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

/// Tell the whole story in a minute on a throw-away database
#[derive(Debug, Args)]
pub(crate) struct Demo {
    /// On a throw-away PostgreSQL server instead of SQLite
    #[arg(long)]
    pub(crate) postgres: bool,
}

/// Print completions for a shell
#[derive(Debug, Args)]
pub(crate) struct Completions {
    pub(crate) shell: Shell,
}

#[derive(Debug, Default, Args)]
pub(crate) struct RenameArguments {
    /// Say that something was renamed: --rename users.mail=email, --rename users=accounts
    #[arg(long = "rename", value_name = "OLD=NEW")]
    pub(crate) rename: Vec<String>,
    /// What a drop and an add that look like a rename are: `refuse` asks, `off` says just that, a drop and an add
    #[arg(long, value_name = "MODE", default_value = "refuse")]
    pub(crate) renames: RenameMode,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum RenameMode {
    #[default]
    Refuse,
    Off,
}

#[derive(Debug, Default, Args)]
pub(crate) struct Strict {
    /// Refuse to go on while there are objects of kinds that are not modelled
    #[arg(long)]
    strict: bool,
}

/// What objects of kinds that are not modelled mean while they are equal on both sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Strictness {
    Note,
    Refuse,
}

impl Strict {
    pub(crate) fn strictness(&self) -> Strictness {
        if self.strict { Strictness::Refuse } else { Strictness::Note }
    }
}

#[derive(Debug, Default, Args)]
pub(crate) struct Acceptance {
    /// Agree to lose what stands under this name: --accept public.users.phone
    #[arg(long, value_name = "NAME")]
    pub(crate) accept: Vec<String>,
}

/// A length of time, typed as a number with a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span(pub(crate) std::time::Duration);

impl std::str::FromStr for Span {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        evenkeel_sources::span::parse(text).map(Span)
    }
}

/// A long time, typed as a number with a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LongSpan(pub(crate) std::time::Duration);

impl std::str::FromStr for LongSpan {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        evenkeel_sources::span::parse_long(text).map(LongSpan)
    }
}

impl Command {
    /// The command as it is typed.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Command::Init(_) => "init",
            Command::Generate(_) => "generate",
            Command::Migrate(_) => "migrate",
            Command::Run(_) => "run",
            Command::Status(_) => "status",
            Command::Backfill(_) => "backfill",
            Command::Rollback(_) => "rollback",
            Command::Quarantine(_) => "quarantine",
            Command::Resolve(_) => "resolve",
            Command::Baseline(_) => "baseline",
            Command::Rebase(_) => "rebase",
            Command::Squash(_) => "squash",
            Command::Drift(_) => "drift",
            Command::Lint(_) => "lint",
            Command::Check(_) => "check",
            Command::Repair(_) => "repair",
            Command::Diff(_) => "diff",
            Command::Inspect(_) => "inspect",
            Command::Doctor(_) => "doctor",
            Command::Push(_) => "push",
            Command::Reset(_) => "reset",
            Command::Demo(_) => "demo",
            Command::Completions(_) => "completions",
        }
    }
}

/// The whole command line as clap sees it, for completions.
pub(crate) fn command_line() -> clap::Command {
    Arguments::command()
}

#[cfg(test)]
mod tests;
