//! A plan on file: what `migrate` would do, and all that was seen when that was found out, so that it is done only while that
//! is so. Must not know who approves of it, or what the forecast in it says.

mod unlike;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use evenkeel_sources::backfill::{BACKFILL_FILE, BATCH_FILE, VERIFY_FILE, Work};
use evenkeel_sources::checksum::{self, Checksum};
use evenkeel_sources::folder::MANIFEST_FILE;
use evenkeel_sources::{Migration, Script};
use serde::{Deserialize, Serialize};
use serde_json::Value;

pub use unlike::{Change, Unlike};

use crate::database::Database;
use crate::database::look::{Keeping, Look, form};
use crate::error::EngineError;
use crate::ledger::LedgerView;
use crate::stamp::Stamp;

/// Raised when a reader of the file would have to change.
const VERSION: u32 = 1;

/// What stands in the file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanFile {
    /// The version of this format.
    pub version: u32,
    /// Name and version of the program that wrote it.
    pub tool: String,
    /// When, in UTC.
    pub made_at: String,
    pub service: String,
    /// The database that it was made for, in words and without secrets.
    pub database: String,
    /// The migration behind which it stops, where it does not go to the end.
    pub to: Option<String>,
    /// What is to be run, in order.
    pub migrations: Vec<Planned>,
    /// What that does, for those who read it.
    pub forecast: Value,
    seen: Seen,
    /// Of everything above, so that nobody approves of something else than what is run.
    digest: Checksum,
}

/// A migration and its files as they were.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Planned {
    pub migration: String,
    /// Checksums of their bytes, by name.
    files: BTreeMap<String, Checksum>,
}

/// What the database was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Seen {
    /// Applied before, in the order in which that was done.
    applied: Vec<String>,
    /// By which its ledger is known again.
    last: Option<Position>,
    /// What was half applied, and how many of its parts were done.
    begun: Option<(String, usize)>,
    /// Of the catalog.
    stamp: String,
    /// What was asked for the catalog, and what it answered, packed.
    form: String,
    catalog: String,
}

/// The row with which the last migration was applied.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Position {
    migration: String,
    row: i64,
}

/// What is to be written into a new file.
pub struct Draft<'a> {
    /// When, in UTC.
    pub made_at: String,
    pub service: &'a str,
    pub database: String,
    pub to: Option<String>,
    pub pending: &'a [&'a Migration],
    pub forecast: Value,
}

/// Why a file is no plan. Messages are lowercase sentences without a final period.
#[derive(Debug, thiserror::Error)]
pub enum PlanFileError {
    #[error("{} cannot be read: {error}", path.display())]
    Unreadable { path: PathBuf, error: std::io::Error },
    #[error("{} cannot be written: {error}", path.display())]
    Unwritable { path: PathBuf, error: std::io::Error },
    #[error("{} is no plan: {problem}", path.display())]
    NoPlan { path: PathBuf, problem: String },
    #[error("{} is a plan of version {version}, and only {VERSION} is known here", path.display())]
    OtherVersion { path: PathBuf, version: u64 },
    #[error("{} was changed since it was written", path.display())]
    Changed { path: PathBuf },
}

impl PlanFile {
    /// What would be done to a database, with what is seen of it now.
    ///
    /// # Errors
    /// The catalog cannot be read.
    pub async fn drawn(
        database: &Database,
        ledger: &LedgerView,
        draft: Draft<'_>,
    ) -> Result<PlanFile, EngineError> {
        let Look { state, rows } = database.look(Keeping::Rows).await?;
        let applied = ledger.applied();
        let position =
            |last: &&crate::ledger::Record| Position { migration: last.migration.clone(), row: last.row };
        let seen = Seen {
            last: applied.last().map(position),
            begun: ledger
                .half_applied()
                .next()
                .map(|record| (record.migration.clone(), unlike::parts(record))),
            applied: applied.iter().map(|record| record.migration.clone()).collect(),
            stamp: Stamp::new(database.major(), state.fingerprint()).to_string(),
            form: form(database.dialect()),
            catalog: rows.map(|rows| rows.pack()).unwrap_or_default(),
        };
        let Draft { made_at, service, database, to, pending, forecast } = draft;
        let planned = |one: &&Migration| Planned { migration: one.name.to_string(), files: files(one) };
        let mut plan = PlanFile {
            version: VERSION,
            tool: crate::ledger::Author::of_process(service).tool,
            made_at,
            service: service.to_owned(),
            database,
            to,
            migrations: pending.iter().map(planned).collect(),
            forecast: as_read(&forecast),
            seen,
            digest: checksum::bytes(""),
        };
        plan.digest = plan.sum();
        Ok(plan)
    }

    /// Reads a file.
    ///
    /// # Errors
    /// It is no plan, or not as it was written.
    pub fn read(path: &Path) -> Result<PlanFile, PlanFileError> {
        let shown = || path.to_owned();
        let text = std::fs::read_to_string(path)
            .map_err(|error| PlanFileError::Unreadable { path: shown(), error })?;
        let no_plan =
            |error: serde_json::Error| PlanFileError::NoPlan { path: shown(), problem: error.to_string() };
        let value: Value = serde_json::from_str(&text).map_err(no_plan)?;
        match value.get("version").and_then(Value::as_u64) {
            Some(version) if version != u64::from(VERSION) => {
                return Err(PlanFileError::OtherVersion { path: shown(), version });
            }
            Some(_) | None => {}
        }
        let plan: PlanFile = serde_json::from_value(value).map_err(no_plan)?;
        match plan.digest == plan.sum() {
            true => Ok(plan),
            false => Err(PlanFileError::Changed { path: shown() }),
        }
    }

    /// Writes it down.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn write(&self, path: &Path) -> Result<(), PlanFileError> {
        let text = serde_json::to_string_pretty(self).expect("a plan is plain values") + "\n";
        std::fs::write(path, text).map_err(|error| PlanFileError::Unwritable { path: path.to_owned(), error })
    }

    /// By which a plan is told from others.
    pub fn digest(&self) -> &str {
        self.digest.as_str()
    }

    /// The names of what is to be run.
    pub fn names(&self) -> Vec<&str> {
        self.migrations.iter().map(|one| one.migration.as_str()).collect()
    }

    fn sum(&self) -> Checksum {
        let mut value = serde_json::to_value(self).expect("a plan is plain values");
        if let Value::Object(fields) = &mut value {
            fields.remove("digest");
        }
        checksum::bytes(&value.to_string())
    }
}

/// A value as it is when it has been written and read: of some numbers a last digit may change.
fn as_read(value: &Value) -> Value {
    serde_json::from_str(&value.to_string()).expect("what was written can be read")
}

/// One checksum for all that a migration is made of.
pub(crate) fn whole(migration: &Migration) -> Checksum {
    let files = files(migration);
    let lines: Vec<String> = files.iter().map(|(name, sum)| format!("{name} {}", sum.as_str())).collect();
    checksum::bytes(&lines.join("\n"))
}

/// The checksums of all that a migration is made of, by name.
fn files(migration: &Migration) -> BTreeMap<String, Checksum> {
    let own = |script: &Script| {
        let name = script.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        (name, checksum::bytes(&script.text))
    };
    let mut files: BTreeMap<String, Checksum> = migration.content.files().map(own).collect();
    let mut add = |name: &str, text: &str| drop(files.insert(name.to_owned(), checksum::bytes(text)));
    if let Some(manifest) = &migration.manifest {
        add(MANIFEST_FILE, &manifest.to_toml());
    }
    if let Some(backfill) = &migration.backfill {
        add(BACKFILL_FILE, &backfill.text);
        if let Work::Batches(batches) = &backfill.work {
            add(BATCH_FILE, &batches.sql.text);
        }
        if let Some(verify) = &backfill.verify {
            add(VERIFY_FILE, &verify.text);
        }
    }
    files
}
