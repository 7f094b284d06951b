//! What every command that works on a project begins with: its settings, its database, its migrations.
//! Must not know any command.

use std::path::Path;
use std::time::Duration;

use evenkeel_engine::adopt;
use evenkeel_engine::backfill::Address;
use evenkeel_engine::backup::Backup;
use evenkeel_engine::database::Database;
use evenkeel_engine::error::EngineError;
use evenkeel_engine::execute::{Consent, Interrupt, MigrateOptions, OutOfOrder};
use evenkeel_engine::ledger::{Author, LedgerView};
use evenkeel_engine::place::Place;
use evenkeel_engine::program::outline;
use evenkeel_sources::folder::{Reading, Rest};
use evenkeel_sources::{Layout, Migrations, layout};

use crate::arguments::Everywhere;
use crate::failure::{Failure, Place as FilePlace};
use crate::report::Report;
use crate::settings::{Purpose, Settings};
use crate::surroundings::Surroundings;
use crate::terminal::Person;

/// A project and where it was started.
pub(super) struct Work<'a> {
    pub(super) settings: Settings,
    pub(super) surroundings: &'a Surroundings,
    /// How whoever started the program asks it to end.
    pub(super) interrupt: Interrupt,
}

impl<'a> Work<'a> {
    pub(super) fn resolve(everywhere: &Everywhere, surroundings: &'a Surroundings) -> Result<Self, Failure> {
        let settings = Settings::resolve(everywhere, &surroundings.here, &surroundings.environment)?;
        Ok(Work { settings, surroundings, interrupt: Interrupt::default() })
    }

    /// The database that is worked on.
    pub(super) fn place(&self) -> Result<Place, Failure> {
        let origin = self.settings.need_url()?;
        Ok(Place::resolve(&origin.url, &self.surroundings.environment)?)
    }

    /// Which database is opened, and why this one.
    pub(super) fn opening(&self, place: &Place) -> String {
        let found = self.settings.url.as_ref().map_or("", |origin| origin.found.as_str());
        format!("database: {place} ({found})")
    }

    /// Opens the database, which has to be there.
    pub(super) async fn open(
        &self,
        place: &Place,
        wait: Option<Duration>,
        report: &mut Report<'_>,
    ) -> Result<Database, Failure> {
        report.detail(&self.opening(place));
        Ok(Database::open(place, wait).await?.selecting(&self.settings.selection))
    }

    /// All migrations on disk; it is an error when there is no folder of them.
    pub(super) async fn migrations(&self) -> Result<Migrations, Failure> {
        match self.settings.layout.of_other() {
            None => Ok(begin(&self.settings.migrations)?.finish()?),
            Some(layout) => self.of_tool(layout).await,
        }
    }

    /// All migrations of another tool, which only that tool may know.
    async fn of_tool(&self, layout: Layout) -> Result<Migrations, Failure> {
        let folder = present(&self.settings.migrations)?;
        if layout == Layout::Medusa {
            let outline = outline(folder).await.map_err(EngineError::from)?;
            return Ok(layout::read_outline(folder, &outline)?);
        }
        Ok(layout::read(folder, layout)?)
    }

    /// All migrations on disk, for a command that writes them anew.
    pub(super) async fn own_migrations(&self, command: &str) -> Result<Migrations, Failure> {
        match self.settings.layout.of_other() {
            None => self.migrations().await,
            Some(layout) => {
                let tool = layout.word();
                let message = format!("{command} works on folders of evenkeel's own, and these are {tool}'s");
                Err(Failure::usage("foreign-layout", message)
                    .hint(format!("rewrite the files by hand as {tool} wants them, then evenkeel check")))
            }
        }
    }

    /// The migrations that are to be run. Between one file and the next, whoever else waits for something gets on.
    pub(super) async fn migrations_meanwhile(&self) -> Result<Migrations, Failure> {
        let migrations = match self.settings.layout.of_other() {
            None => {
                let mut reading = begin(&self.settings.migrations)?;
                while reading.step()? == Rest::More {
                    tokio::task::yield_now().await;
                }
                reading.finish()?
            }
            Some(layout) => self.of_tool(layout).await?,
        };
        refuse_empty(&migrations)?;
        Ok(migrations)
    }

    /// All migrations on disk; none where there is no folder yet.
    pub(super) async fn migrations_so_far(&self) -> Result<Migrations, Failure> {
        let path = &self.settings.migrations;
        match path.exists() {
            true => self.migrations().await,
            false => Ok(Migrations {
                path: path.clone(),
                layout: self.settings.layout,
                list: Vec::new(),
                forks: Vec::new(),
                ignored: Vec::new(),
            }),
        }
    }

    /// What our ledger says, and what another tool did that is kept beside it.
    pub(super) async fn ledger(
        &self,
        database: &Database,
        migrations: &Migrations,
    ) -> Result<LedgerView, Failure> {
        let ledger = database.ledger(&self.settings.service).await?;
        Ok(adopt::seen(database, migrations, self.settings.beside.as_ref(), ledger).await?)
    }

    /// How migrations are run.
    pub(super) fn options(&self, wait: Option<Duration>) -> MigrateOptions {
        MigrateOptions {
            author: Author::of_process(&self.settings.service),
            locks: self.settings.locks,
            interrupt: self.interrupt.clone(),
            wait,
            verify: self.settings.verify,
            out_of_order: match self.settings.layout.runs_late_ones() {
                true => OutOfOrder::Allow,
                false => OutOfOrder::Refuse,
            },
            beside: self.settings.beside.clone(),
            preflight: self.settings.preflight,
            consent: Consent { required: self.settings.approvals, by: None },
            address: self.settings.url.as_ref().map(|origin| Address::new(origin.url.clone())),
            ..MigrateOptions::default()
        }
    }

    /// The copy that is made before a run changes anything.
    pub(super) fn backup(&self) -> Result<Option<Backup>, Failure> {
        let Some(backup) = &self.settings.backup else { return Ok(None) };
        let (how, folder) = (backup.how.clone(), backup.folder.clone());
        Ok(Some(Backup { how, folder, url: self.settings.need_url()?.url.clone() }))
    }

    /// Somebody who can be asked.
    pub(super) fn person(&self) -> Option<Person> {
        Person::present(self.surroundings)
    }

    /// For commands that could lose what people care for.
    pub(super) fn refuse_production(&self, command: &str) -> Result<(), Failure> {
        match self.settings.purpose {
            Purpose::Development => Ok(()),
            Purpose::Production => {
                let message =
                    format!("{command} is for development, and this database is marked as production");
                Err(Failure::refusal("production", message)
                    .hint("make the change with evenkeel generate and evenkeel migrate")
                    .hint("the mark is `production = true` under [database] in evenkeel.toml"))
            }
        }
    }
}

fn begin(path: &Path) -> Result<Reading, Failure> {
    Ok(Reading::begin(present(path)?)?)
}

fn present(path: &Path) -> Result<&Path, Failure> {
    match path.exists() {
        true => Ok(path),
        false => {
            let message = format!("there are no migrations: the folder {} is missing", path.display());
            Err(Failure::new("missing-file", message)
                .at(FilePlace::file(path))
                .hint("evenkeel generate writes the first migration"))
        }
    }
}

/// A migration without a statement was most likely never finished, and nobody can tell it from a finished one once
/// it is in the ledger.
fn refuse_empty(migrations: &Migrations) -> Result<(), Failure> {
    match migrations.list.iter().find(|migration| migration.content.file().text.trim().is_empty()) {
        None => Ok(()),
        Some(empty) => {
            Err(Failure::new("empty-migration", format!("the migration {} is an empty file", empty.name))
                .at(FilePlace::file(&empty.content.file().path))
                .hint("write its statements, or a comment that says why there are none"))
        }
    }
}
