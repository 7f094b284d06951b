//! What looks and judges without changing anything takes.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use clap_complete::Shell;

use super::shared::{OnlineArgument, Prove, RenameArguments, Span, Strict};

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
    #[command(flatten)]
    pub(crate) online: OnlineArgument,
    #[command(flatten)]
    pub(crate) prove: Prove,
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
