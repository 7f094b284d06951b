//! Migrating from inside a program: the same folder, the same ledger, the same lock as the command line.
//! Must not know arguments, settings or where anything is printed.

use std::path::{Path, PathBuf};
use std::time::Duration;

use evenkeel_engine::backfill::Address;
use evenkeel_engine::connect::Environment;
use evenkeel_engine::database::Database;
use evenkeel_engine::execute::{LockPatience, MigrateOptions, Unwatched, Verify, migrate, pending};
use evenkeel_engine::ledger::Author;
use evenkeel_engine::place::Place;
use evenkeel_sources::backfill::of_texts;
use evenkeel_sources::folder::{Content, Manifest, Migration};
use evenkeel_sources::{Layout, MigrationName, Migrations, Script};

use crate::failure::Failure;
use crate::settings::DEFAULT_SERVICE;

/// A migration whose text is part of a program. [`embed`](crate::embed) writes these.
#[derive(Clone, Copy, Debug)]
pub struct Embedded {
    /// Such as `20261120103000_add_phone`.
    pub name: &'static str,
    /// The text of `migration.sql`.
    pub up: &'static str,
    /// The text of `down.sql`.
    pub down: Option<&'static str>,
    /// The text of `migration.toml`.
    pub manifest: Option<&'static str>,
    /// How its rows are filled.
    pub backfill: Option<EmbeddedBackfill>,
}

/// The texts of a backfill.
#[derive(Clone, Copy, Debug)]
pub struct EmbeddedBackfill {
    /// The text of `backfill.toml`.
    pub toml: &'static str,
    /// The text of `backfill.sql`.
    pub sql: Option<&'static str>,
    /// The text of `verify.sql`.
    pub verify: Option<&'static str>,
}

/// Brings databases to the state that a list of migrations leads to.
#[derive(Clone, Debug)]
pub struct Migrator {
    migrations: Migrations,
    options: MigrateOptions,
    create: Create,
}

/// What is done about a database that is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Create {
    No,
    IfMissing,
}

impl Migrator {
    /// Reads the migrations of a folder when the program runs.
    ///
    /// # Errors
    /// The folder cannot be read, or its history does not hold together.
    pub fn from_folder(folder: impl AsRef<Path>) -> Result<Self, Failure> {
        Ok(Migrator::of(Migrations::load(folder.as_ref())?))
    }

    /// Takes the migrations that were made part of the program by [`embed`](crate::embed).
    ///
    /// # Errors
    /// A name or a manifest is malformed, which `embed` does not let happen.
    pub fn embedded(list: &[Embedded]) -> Result<Self, Failure> {
        let list = list.iter().map(migration).collect::<Result<Vec<Migration>, Failure>>()?;
        Ok(Migrator::of(Migrations {
            path: PathBuf::from("embedded"),
            layout: Layout::Evenkeel,
            list,
            forks: Vec::new(),
            ignored: Vec::new(),
        }))
    }

    fn of(migrations: Migrations) -> Self {
        let options =
            MigrateOptions { author: Author::of_process(DEFAULT_SERVICE), ..MigrateOptions::default() };
        Migrator { migrations, options, create: Create::No }
    }

    /// The owner of these migrations, where several share a database.
    #[must_use]
    pub fn service(mut self, service: &str) -> Self {
        self.options.author = Author::of_process(service);
        self
    }

    /// How long a statement waits for a lock before it gives way and tries again.
    #[must_use]
    pub fn lock_timeout(mut self, timeout: Duration) -> Self {
        self.options.locks = LockPatience { timeout, ..self.options.locks };
        self
    }

    /// For how long of a run others may wait for its locks in all; then it stops, and the next run goes on there.
    #[must_use]
    pub fn max_blocked(mut self, budget: Duration) -> Self {
        self.options.locks = LockPatience { max_blocked: Some(budget), ..self.options.locks };
        self
    }

    /// Looks at the database after each migration. Without this, a run of more than eight looks after the last eight
    /// and after one of 64 before those.
    #[must_use]
    pub fn verify_each(mut self) -> Self {
        self.options.verify = Verify::Each;
        self
    }

    /// How long to wait for a database that does not answer yet, and for another run to end.
    #[must_use]
    pub fn wait(mut self, wait: Duration) -> Self {
        self.options.wait = Some(wait);
        self
    }

    /// Makes the database where it is missing.
    #[must_use]
    pub fn create_database(mut self) -> Self {
        self.create = Create::IfMissing;
        self
    }

    /// Applies what is pending and returns the names of what was applied. However many processes do this at once, each
    /// migration is applied once. Has to be called inside a tokio runtime.
    ///
    /// # Errors
    /// The database cannot be reached, its history does not fit, or a statement fails.
    pub async fn migrate(&self, url: &str) -> Result<Vec<String>, Failure> {
        let database = self.open(url).await?;
        let options = MigrateOptions { address: Some(Address::new(url)), ..self.options.clone() };
        Ok(migrate(&database, &self.migrations, &options, &mut Unwatched).await?.applied)
    }

    /// The names of what [`migrate`](Migrator::migrate) would apply.
    ///
    /// # Errors
    /// The database cannot be reached, or its history does not fit.
    pub async fn pending(&self, url: &str) -> Result<Vec<String>, Failure> {
        let database = self.open(url).await?;
        Ok(pending(&database, &self.migrations, &self.options).await?.applied)
    }

    async fn open(&self, url: &str) -> Result<Database, Failure> {
        let place = Place::resolve(url, &Environment::of_process())?;
        if self.create == Create::IfMissing {
            Database::create(&place).await?;
        }
        Ok(Database::open(&place, self.options.wait).await?)
    }
}

fn migration(embedded: &Embedded) -> Result<Migration, Failure> {
    let malformed = |why: String| Failure::new("bad-embedded-migration", format!("{}: {why}", embedded.name));
    let dir = PathBuf::from("embedded").join(embedded.name);
    let script = |file: &str, text: &str| Script { path: dir.join(file), text: text.to_owned() };
    Ok(Migration {
        name: MigrationName::parse(embedded.name).map_err(|error| malformed(error.to_string()))?,
        content: Content::Sql {
            up: script("migration.sql", embedded.up),
            down: embedded.down.map(|text| script("down.sql", text)),
        },
        manifest: match embedded.manifest {
            Some(text) => Some(Manifest::parse(text).map_err(|error| malformed(error.to_string()))?),
            None => None,
        },
        backfill: match embedded.backfill {
            Some(EmbeddedBackfill { toml, sql, verify }) => {
                Some(of_texts(&dir, toml, sql, verify).map_err(|error| malformed(error.to_string()))?)
            }
            None => None,
        },
        origin: None,
        dir,
    })
}

#[cfg(test)]
mod tests;
