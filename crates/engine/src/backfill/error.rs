//! Why rows could not be brought to what a migration made room for. Must not know how it was tried.

use evenkeel_core::sql::Ident;

/// One variant for each thing that somebody can do about it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BackfillError {
    #[error("no migration has a backfill")]
    None,
    #[error("migration {migration} has no backfill")]
    NoSuch { migration: String, others: Vec<String> },
    #[error("migration {migration} is not applied, so its backfill cannot run")]
    NotApplied { migration: String },
    #[error("the backfill of {migration} walks the table {table}, which is not there")]
    NoTable { migration: String, table: String },
    #[error("the backfill of {migration} walks {table}, which has no primary key, and no key is named")]
    NoKey { migration: String, table: String },
    #[error("the backfill of {migration} goes by the column {column} of {table}, which is not there")]
    NoColumn { migration: String, table: String, column: String },
    #[error(
        "the backfill of {migration} goes by the column {column} of {table}, which may be null: such rows would be left out"
    )]
    Nullable { migration: String, table: String, column: String },
    #[error("the backfill of {migration} goes by {} of {table}, and no index leads with that: each batch would read the whole table", columns(.key))]
    NoIndex { migration: String, table: String, key: Vec<String> },
    #[error("the backfill of {migration} was edited after it had begun")]
    Edited { migration: String },
    #[error("another run is at work on the backfill of {migration}")]
    Taken { migration: String },
    #[error("the backfill of {migration} is not done, and {later} has to wait for it")]
    Barrier { migration: String, later: String },
    #[error("the backfill of {migration} is paused: {rows} rows{} are done", of_total(*.total))]
    Paused { migration: String, rows: u64, total: Option<u64> },
    #[error("the backfill of {migration} has come to its end, but {} not as verify.sql demands", number(.rows.len(), *.more))]
    Unverified { migration: String, rows: Vec<String>, more: More },
    #[error("the program of the backfill of {migration} failed: `{command}` ended with {status}")]
    Script { migration: String, command: String, status: String },
    #[error("the program of the backfill of {migration} cannot be started: {why}")]
    NoScript { migration: String, why: String },
}

/// Whether there are more than were told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum More {
    No,
    Yes,
}

fn columns(key: &[String]) -> String {
    key.iter().map(|column| Ident::new(column).to_string()).collect::<Vec<_>>().join(", ")
}

fn of_total(total: Option<u64>) -> String {
    total.map(|total| format!(" of about {total}")).unwrap_or_default()
}

fn number(rows: usize, more: More) -> String {
    match (rows, more) {
        (1, More::No) => "1 row is".to_owned(),
        (many, More::No) => format!("{many} rows are"),
        (many, More::Yes) => format!("more than {many} rows are"),
    }
}

impl BackfillError {
    /// Stable, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            BackfillError::None | BackfillError::NoSuch { .. } => "no-backfill",
            BackfillError::NotApplied { .. } => "not-applied",
            BackfillError::NoTable { .. } => "backfill-table",
            BackfillError::NoKey { .. } | BackfillError::NoColumn { .. } | BackfillError::Nullable { .. } => {
                "backfill-key"
            }
            BackfillError::NoIndex { .. } => "backfill-index",
            BackfillError::Edited { .. } => "edited-backfill",
            BackfillError::Taken { .. } => "backfill-taken",
            BackfillError::Barrier { .. } => "backfill-barrier",
            BackfillError::Paused { .. } => "interrupted",
            BackfillError::Unverified { .. } => "backfill-unverified",
            BackfillError::Script { .. } | BackfillError::NoScript { .. } => "backfill-script",
        }
    }

    /// What to type or change next.
    pub fn hint(&self) -> Option<String> {
        Some(match self {
            BackfillError::None => "docs/backfill.md shows how one is written".to_owned(),
            BackfillError::NoSuch { others, .. } => match others.is_empty() {
                true => "docs/backfill.md shows how one is written".to_owned(),
                false => format!("those that have one: {}", others.join(", ")),
            },
            BackfillError::NotApplied { .. } => "`evenkeel migrate` applies it".to_owned(),
            BackfillError::NoTable { .. } => "correct `table` in backfill.toml".to_owned(),
            BackfillError::NoKey { .. } | BackfillError::NoColumn { .. } => {
                "name the columns in whose order rows are taken: key = [\"id\"] in backfill.toml".to_owned()
            }
            BackfillError::Nullable { .. } => "name a key of columns that are NOT NULL".to_owned(),
            BackfillError::NoIndex { table, key, .. } => {
                format!("make one first: CREATE INDEX CONCURRENTLY ON {table} ({})", columns(key))
            }
            BackfillError::Edited { migration } => format!(
                "put backfill.toml and backfill.sql back as they were, or begin anew, also with the rows that are done: \
                 `evenkeel backfill {migration} --again`"
            ),
            BackfillError::Taken { .. } => {
                "`evenkeel backfill --status` tells how far it is; this one can be run again when that has ended".to_owned()
            }
            BackfillError::Barrier { migration, .. } => {
                format!("`evenkeel backfill {migration}` does it; then `evenkeel migrate` goes on")
            }
            BackfillError::Paused { .. } => "run the command again; it goes on where it stopped".to_owned(),
            BackfillError::Unverified { migration, .. } => format!(
                "mend these rows and type `evenkeel backfill {migration}`, which only asks again; or `--again` takes every row \
                 once more"
            ),
            BackfillError::Script { .. } | BackfillError::NoScript { .. } => {
                "it is started in the migration's folder by the shell, with DATABASE_URL set; run the command again".to_owned()
            }
        })
    }
}
