//! One schema of PostgreSQL on its way through evenkeel. What has to be equal is judged by `pg_dump`, privileges and
//! comments included.

use std::path::{Path, PathBuf};

use super::history;
use super::tool::{Tool, beside, is_nothing, told};
use super::verdict::{End, NotRun, Record, Replay, Stop, Verdict, end_of_differing, failed};
use crate::binary::Evenkeel;
use crate::failure::Failure;
use crate::servers::{Client, ScriptError};
use crate::sqltext::Dump;
use crate::{compare, paths};

/// The schema file.
const ORIGINAL: &str = "original";
/// The end of the schema's own migrations.
const REPLAYED: &str = "replayed";
/// What `inspect` wrote.
const RELOADED: &str = "reloaded";
/// What `migrate` made.
const MIGRATED: &str = "migrated";
const RESTORED: &str = "restored";
/// Where evenkeel remembers what it has run.
const OWN_SCHEMA: &str = "evenkeel";
/// Tables in which other tools remember it, which are nobody's schema.
const LEFT_ALONE: &[&str] = &["_sqlx_migrations", "schema_migrations"];

struct Trial<'a> {
    tool: Tool<'a>,
    client: Client<'a>,
    schema: &'a Path,
    notes: Vec<String>,
    replay: Option<Replay>,
}

pub(super) fn try_out(evenkeel: &Evenkeel, client: Client<'_>, schema: &Path, work: PathBuf) -> Record {
    let tool = Tool { evenkeel, work };
    let mut trial = Trial { tool, client, schema, notes: Vec::new(), replay: None };
    let tried = trial.run();
    let cleaned = trial.leave_clean().map_err(Stop::from);
    Record {
        schema: paths::name(schema),
        verdict: Verdict::of(tried.and(cleaned)),
        replay: trial.replay,
        notes: trial.notes,
    }
}

impl Trial<'_> {
    fn run(&mut self) -> Result<(), Stop> {
        let whole = self.load_original()?;
        let replayed = self.replay_history()?;
        match (whole, replayed) {
            (Ok(()), None) => self.notes.push("it has no migrations of its own".to_owned()),
            (Ok(()), Some(played)) => {
                let end = self.compare_end()?;
                self.replay = Some(Replay { end, ..played });
                self.same_again(REPLAYED, "replayed.sql")?;
            }
            (Err(ScriptError(error)), None) => {
                return Err(failed("loading final.sql", format!("{error}; and it has no migrations")));
            }
            (Err(ScriptError(error)), Some(played)) => {
                self.notes.push(format!(
                    "final.sql does not load ({error}): the end of its migrations is tried instead"
                ));
                let end = self.compare_texts()?;
                self.replay = Some(Replay { end, ..played });
                return self.round_trip(REPLAYED);
            }
        }
        self.round_trip(ORIGINAL)
    }

    fn leave_clean(&self) -> Result<(), Failure> {
        for database in [ORIGINAL, REPLAYED, RELOADED, MIGRATED, RESTORED] {
            self.client.drop(database)?;
        }
        self.client.drop_roles()
    }

    fn load_original(&self) -> Result<Result<(), ScriptError>, Failure> {
        let file = self.schema.join("final.sql");
        self.client.create(ORIGINAL)?;
        let Err(alone) = self.client.load(ORIGINAL, &file)? else { return Ok(Ok(())) };
        // What stands in PRE.sql was there before the migrations; most dumps hold it, some do not.
        let Some(before) = beside(self.schema, "PRE.sql") else { return Ok(Err(alone)) };
        self.client.create(ORIGINAL)?;
        match self.client.load(ORIGINAL, &before)? {
            Ok(()) => self.client.load(ORIGINAL, &file),
            Err(error) => Ok(Err(error)),
        }
    }

    /// Runs the schema's own migrations; the end is judged later.
    fn replay_history(&self) -> Result<Option<Replay>, Stop> {
        let Some(history) = history::find(self.schema)? else { return Ok(None) };
        self.client.create(REPLAYED)?;
        if let Some(before) = beside(self.schema, "PRE.sql") {
            let loaded = self.client.load(REPLAYED, &before)?;
            loaded.map_err(|ScriptError(error)| failed("PRE.sql", error))?;
        }
        let mut played = Replay { run: 0, not_run: history.left_out, end: End::Equal };
        for migration in history.migrations {
            match self.client.load_as_a_tool(REPLAYED, &migration.file)? {
                Ok(()) => played.run += 1,
                Err(ScriptError(why)) => played.not_run.push(NotRun { name: migration.name, why }),
            }
        }
        Ok(Some(played))
    }

    /// Where both make the same database evenkeel has to find nothing, where they do not it has to lead there.
    fn compare_end(&self) -> Result<End, Stop> {
        let apart = self.differences(REPLAYED, ORIGINAL)?;
        let plan = self.tool.diff(&self.client.url(REPLAYED), &self.client.url(ORIGINAL))?;
        if apart.is_empty() {
            return match is_nothing(&plan) {
                true => Ok(End::Equal),
                false => Err(failed("diff of what is equal", plan)),
            };
        }
        let file = self.tool.keep("in-step.sql", &plan)?;
        self.client.copy(REPLAYED, MIGRATED)?;
        let loaded = self.client.load(MIGRATED, &file)?;
        loaded.map_err(|ScriptError(error)| failed("running what diff wrote", error))?;
        self.expect_same("diff to the schema file", MIGRATED, ORIGINAL)?;
        end_of_differing(self.schema, apart)
    }

    /// As far as texts tell, where the schema file is no database.
    fn compare_texts(&self) -> Result<End, Stop> {
        let wanted = Dump::read(&paths::text(&self.schema.join("final.sql"))?);
        let got = Dump::read(&self.client.dump_without(REPLAYED, OWN_SCHEMA, LEFT_ALONE)?);
        let mut statements = got.differences(&wanted);
        // The dumps were made without owners; a file says nothing of the role that loads it.
        statements.retain(|statement| !statement.contains(" OWNER TO "));
        end_of_differing(self.schema, statements)
    }

    /// The schema as evenkeel writes it makes the same database again, and so do the migrations of a project whose
    /// desired schema it is, which then has nothing to do.
    fn round_trip(&self, database: &'static str) -> Result<(), Stop> {
        self.same_again(database, "schema.sql")?;
        self.client.create(MIGRATED)?;
        let url = self.client.url(MIGRATED);
        self.tool.migrate("postgres", &url)?;
        self.expect_same("migrate", MIGRATED, database)?;
        self.tool.nothing_to_do(&url)
    }

    fn same_again(&self, database: &str, file: &str) -> Result<(), Stop> {
        let file = self.tool.inspect(&self.client.url(database), file)?;
        self.client.create(RELOADED)?;
        let loaded = self.client.load(RELOADED, &file)?;
        loaded.map_err(|ScriptError(error)| failed("loading what inspect wrote", error))?;
        self.expect_same("inspect", RELOADED, database)
    }

    fn expect_same(&self, step: &'static str, database: &str, wanted: &str) -> Result<(), Stop> {
        let differences = self.differences(database, wanted)?;
        if differences.is_empty() { Ok(()) } else { Err(failed(step, told(&differences))) }
    }

    /// What one database has too much and what it lacks against the wanted one.
    fn differences(&self, database: &str, wanted: &str) -> Result<Vec<String>, Stop> {
        let wanted = self.client.dump_without(wanted, OWN_SCHEMA, LEFT_ALONE)?;
        let got = self.client.dump_without(database, OWN_SCHEMA, LEFT_ALONE)?;
        let differences = Dump::read(&got).differences(&Dump::read(&wanted));
        let same = differences.is_empty()
            || compare::same_restored(self.client, RESTORED, &self.tool.work, [&got, &wanted])?;
        Ok(if same { Vec::new() } else { differences })
    }
}
