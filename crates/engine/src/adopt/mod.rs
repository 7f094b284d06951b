//! The ledgers of other migration tools, kept beside our own: what they have done is taken over, and what we do they
//! find in their ledger, in the same transaction. Must not know how a migration is run.
//!
//! Each tool's table, its rows and the rules by which it reads them are in a file of its own.

mod alembic;
mod dbmate;
mod drizzle;
mod error;
mod flyway;
mod golang_migrate;
mod goose;
mod knex;
mod kysely;
mod medusa;
mod meet;
mod mikro_orm;
mod node_pg_migrate;
mod prisma;
mod reconcile;
mod refinery;
mod sequelize;
mod sqlx;
mod table;
#[cfg(test)]
mod tests;
mod typeorm;

use std::collections::BTreeSet;
use std::sync::Arc;

use evenkeel_core::{Literal, Name, Sql, sql};
use evenkeel_sources::layout::{Layout, Runs};
use evenkeel_sources::lexer::Dialect;
use evenkeel_sources::{Migrations, checksum};

pub use error::AdoptError;
pub(crate) use meet::meet;
pub use meet::{consulted, seen};
pub(crate) use reconcile::Due;
use table::Table;

use crate::ledger::{Entry, EventKind};

/// Whose word counts about what was applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// The other tool's: what it has taken back is taken back.
    Guest,
    /// Ours: what the other tool's ledger lacks is written into it.
    Host,
}

/// Whose ledger is kept beside ours, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beside {
    pub tool: Layout,
    pub mode: Mode,
    /// Where the tool's own settings say otherwise than usual.
    pub schema: Option<String>,
    pub table: Option<String>,
}

impl Beside {
    /// Whether this tool's ledger can be kept.
    pub fn is_known(tool: Layout) -> bool {
        rules(tool).is_some()
    }
}

/// Another tool's ledger with all that it is to know.
#[derive(Clone, PartialEq, Eq)]
pub struct Companion {
    pub(crate) tool: Layout,
    pub(crate) mode: Mode,
    table: Table,
    /// The migrations on disk, in order.
    known: Vec<Known>,
}

impl std::fmt::Debug for Companion {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Companion")
            .field("tool", &self.tool)
            .field("mode", &self.mode)
            .finish_non_exhaustive()
    }
}

/// A migration as its tool knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Known {
    migration: String,
    key: String,
    title: String,
    module: Option<String>,
    file: String,
    /// The whole file.
    text: Arc<str>,
    when: Option<i64>,
    runs: Runs,
    /// The key of the one before it.
    previous: Option<String>,
}

impl Known {
    /// SHA-256 of the file, as several tools keep it.
    fn sha256(&self) -> checksum::Checksum {
        checksum::bytes(&self.text)
    }
}

impl Companion {
    /// Nothing where no other ledger is kept.
    pub(crate) fn of(
        beside: Option<&Beside>,
        migrations: &Migrations,
        dialect: Dialect,
    ) -> Option<Arc<Companion>> {
        let beside = beside?;
        let table = Table::of(beside, rules(beside.tool)?, dialect);
        let with_origin = migrations.list.iter().filter_map(|one| Some((one, one.origin.as_ref()?)));
        let mut previous = None;
        let known = with_origin.map(|(migration, origin)| {
            let previous = previous.replace(origin.key.clone());
            Known {
                migration: migration.name.to_string(),
                key: origin.key.clone(),
                title: origin.title.clone(),
                module: migration.module().map(str::to_owned),
                file: origin.file.clone(),
                text: Arc::from(origin.whole.as_deref().unwrap_or(&migration.content.file().text)),
                when: origin.when,
                runs: origin.runs,
                previous,
            }
        });
        let known = known.collect();
        Some(Arc::new(Companion { tool: beside.tool, mode: beside.mode, table, known }))
    }

    /// What keeps the tool from running at the same time.
    pub(crate) fn lock(&self, database: &str) -> TheirLock {
        self.rules().lock(&self.table, &self.known, database)
    }

    fn rules(&self) -> &'static dyn Rules {
        rules(self.tool).expect("a companion is only made where there are rules")
    }

    /// What belongs into the tool's ledger beside a row of ours, one statement each.
    pub(crate) fn beside(&self, entry: &Entry<'_>) -> Vec<Sql> {
        let Some(known) = self.known.iter().find(|known| known.migration == entry.migration) else {
            return Vec::new();
        };
        let (rules, table) = (self.rules(), &self.table);
        match entry.event {
            EventKind::Applied => rules.applied(table, known),
            EventKind::RolledBack => rules.taken_back(table, known),
            EventKind::Started => rules.begun(table, known),
            EventKind::Failed => rules.failed(table, known, entry.message.unwrap_or_default()),
            EventKind::Segment
            | EventKind::Fingerprint
            | EventKind::TakingBack
            | EventKind::JournalBefore
            | EventKind::JournalAfter
            | EventKind::Backup
            | EventKind::JournalUndone
            | EventKind::BackfillStarted
            | EventKind::BackfillDone
            | EventKind::BackfillFailed
            | EventKind::Approved => Vec::new(),
        }
    }
}

/// The rows of a ledger.
type Rows = [Vec<Option<String>>];

/// What a tool's ledger says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Told {
    /// Migrations on disk that are applied by the tool's own rules.
    applied: Vec<String>,
    /// Migrations that began and, as far as the tool knows, did not end well, with what it noted.
    failed: Vec<(String, String)>,
    /// Applied in another form than the file has, where the tool refuses to go on then.
    edited: Vec<String>,
    /// Applied and not on disk, where the tool refuses to go on then.
    missing: Vec<String>,
    form: Form,
}

/// Of which of its tool's versions a ledger is, where these differ in its columns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Form {
    /// As the tool's first version made it, and as we make it.
    First,
    #[default]
    Todays,
}

/// How a tool keeps others from running at the same time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum TheirLock {
    None,
    /// An advisory lock of PostgreSQL.
    Advisory(i64),
    /// One for each of these words, with the number that PostgreSQL makes of it.
    Words(Vec<String>),
    /// A row that says whether it is locked, in a table of its own.
    Row {
        table: Name,
        /// What the tool's people type where it stays locked although nobody runs.
        release: &'static str,
    },
}

/// How a tool keeps its ledger. Statements end without a semicolon.
trait Rules: Sync {
    /// Its schema, where it has one, and its table.
    fn usual_place(&self) -> (&'static str, &'static str);
    /// The columns of the ledger as the tool makes it, in parentheses.
    fn columns(&self, table: &Table) -> Sql;
    /// What the tool writes into a ledger that it has just made.
    fn first_rows(&self, _: &Table) -> Vec<Sql> {
        Vec::new()
    }
    /// All of its rows, for [`Rules::told`].
    fn read(&self, table: &Table) -> Sql;
    /// What the rows say; most tools have one for each migration that is applied, with its key first.
    fn told(&self, rows: &Rows, known: &[Known]) -> Told {
        Told { applied: by_key(rows.iter().filter_map(|row| cell(row, 0)), known), ..Told::default() }
    }
    /// What makes a ledger of the first form one of today's, where the files on disk are for a tool of today.
    fn raised(&self, _: &Table, _known: &[Known]) -> Vec<Sql> {
        Vec::new()
    }
    fn applied(&self, table: &Table, known: &Known) -> Vec<Sql>;
    /// Most tools have its key as a name.
    fn taken_back(&self, table: &Table, known: &Known) -> Vec<Sql> {
        vec![sql!("DELETE FROM {} WHERE name = {}", table.name(), Literal(&known.key))]
    }
    /// A migration begins that commits in several pieces.
    fn begun(&self, _: &Table, _: &Known) -> Vec<Sql> {
        Vec::new()
    }
    /// An attempt came to nothing; what its transaction did is undone.
    fn failed(&self, _: &Table, _: &Known, _: &str) -> Vec<Sql> {
        Vec::new()
    }
    /// What makes the rows again that the tool's programs ask for beside the ledger, a statement in each row; nothing where
    /// they ask for none.
    fn consulted(&self, _: &Table) -> Option<Sql> {
        None
    }
    fn lock(&self, _: &Table, _: &[Known], _database: &str) -> TheirLock {
        TheirLock::None
    }
}

fn rules(tool: Layout) -> Option<&'static dyn Rules> {
    match tool {
        Layout::Evenkeel | Layout::Liquibase => None,
        Layout::Prisma => Some(&prisma::Prisma),
        Layout::Drizzle => Some(&drizzle::Drizzle),
        Layout::NodePgMigrate => Some(&node_pg_migrate::NodePgMigrate),
        Layout::Flyway => Some(&flyway::Flyway),
        Layout::Dbmate => Some(&dbmate::Dbmate),
        Layout::Goose => Some(&goose::Goose),
        Layout::GolangMigrate => Some(&golang_migrate::GolangMigrate),
        Layout::Sqlx => Some(&sqlx::Sqlx),
        Layout::Refinery => Some(&refinery::Refinery),
        Layout::Knex => Some(&knex::Knex),
        Layout::Sequelize => Some(&sequelize::Sequelize),
        Layout::Kysely => Some(&kysely::Kysely),
        Layout::MikroOrm => Some(&mikro_orm::MikroOrm),
        Layout::TypeOrm => Some(&typeorm::TypeOrm),
        Layout::Alembic => Some(&alembic::Alembic),
        Layout::Medusa => Some(&medusa::Medusa),
    }
}

/// A cell of a row.
fn cell(row: &[Option<String>], column: usize) -> Option<&str> {
    row.get(column)?.as_deref()
}

/// Whether a cell is true, in either dialect's spelling.
fn is_true(row: &[Option<String>], column: usize) -> bool {
    matches!(cell(row, column), Some("t" | "true" | "1"))
}

/// For tools that know a migration by its key alone.
fn by_key<'a>(keys: impl Iterator<Item = &'a str>, known: &[Known]) -> Vec<String> {
    let keys: BTreeSet<&str> = keys.collect();
    let had = known.iter().filter(|known| keys.contains(known.key.as_str()));
    had.map(|known| known.migration.clone()).collect()
}

/// Keys that no migration on disk has.
fn strangers<'a>(keys: impl Iterator<Item = &'a str>, known: &[Known]) -> Vec<String> {
    keys.filter(|key| !known.iter().any(|known| known.key == *key)).map(str::to_owned).collect()
}
