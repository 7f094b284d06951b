//! What can be typed behind `evenkeel`: commands, flags and their help. Must not know what any of it does.

mod deploy;
mod history;
mod look;
mod shared;

use std::path::PathBuf;

use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use evenkeel_core::Pattern;

pub(crate) use deploy::{Approve, Backfill, Generate, Init, Migrate, Plan, Push, Reset, Run, Status};
pub(crate) use history::{
    Baseline, DataStatements, Drift, Purge, Quarantine, QuarantineCommand, Rebase, Repair, Resolve, Rollback,
    Squash,
};
pub(crate) use look::{
    Check, CheckForm, Completions, Demo, Diff, Doctor, Inspect, InspectFormat, Lint, LintForm,
};
pub(crate) use shared::{OnlineMode, RenameArguments, RenameMode, Strictness};

const TEMPLATE: &str = "\
{about}

Usage: evenkeel [OPTIONS] COMMAND

Declare and migrate:
  init         Look at the project and write evenkeel.toml
  generate     Write a migration that leads to the declared schema
  plan         Tell what migrate would do, and what that does to others
  approve      Approve of a plan that was written into a file
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

// Only what is asked for is put together: a run with nothing to do would spend a fifth of its instructions on the rest.
#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub(crate) enum Command {
    #[command(visible_alias = "adopt")]
    Init(Init),
    Generate(Generate),
    Plan(Plan),
    Approve(Approve),
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

impl Command {
    /// The command as it is typed.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Command::Init(_) => "init",
            Command::Generate(_) => "generate",
            Command::Plan(_) => "plan",
            Command::Approve(_) => "approve",
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
