//! One schema of SQLite on its way through evenkeel. What has to be equal is judged by the `sqlite3` program: every row
//! of `sqlite_schema`, to the letter but for white space.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::history;
use super::tool::{Tool, beside, is_nothing, told};
use super::verdict::{End, NotRun, Record, Replay, Stop, Verdict, end_of_differing, failed};
use crate::binary::Evenkeel;
use crate::failure::Failure;
use crate::paths;
use crate::process::{self, STEP_LIMIT};

/// All objects but evenkeel's own and those that SQLite makes for itself.
const OBJECTS: &str = "select json_object('type', type, 'name', name, 'on', tbl_name, 'sql', sql) from sqlite_schema \
    where name not like 'sqlite~_%' escape '~' and tbl_name not like 'evenkeel~_%' escape '~'";

struct Trial<'a> {
    tool: Tool<'a>,
    schema: &'a Path,
}

pub(super) fn try_out(evenkeel: &Evenkeel, schema: &Path, work: PathBuf) -> Record {
    let trial = Trial { tool: Tool { evenkeel, work }, schema };
    let mut notes = Vec::new();
    let mut replay = None;
    let tried = trial.run().map(|played| match played {
        Some(played) => replay = Some(played),
        None => notes.push("it has no migrations of its own".to_owned()),
    });
    Record { schema: paths::name(schema), verdict: Verdict::of(tried), replay, notes }
}

impl Trial<'_> {
    fn run(&self) -> Result<Option<Replay>, Stop> {
        let original = self.made_by("original.db", &[self.schema.join("final.sql")])?;
        let replay = self.replay(&original)?;
        self.same_again(&original, "schema.sql")?;
        let migrated = self.made_by("migrated.db", &[])?;
        self.tool.migrate("sqlite", &url(&migrated))?;
        expect_same("migrate", &migrated, &original)?;
        self.tool.nothing_to_do(&url(&migrated))?;
        Ok(replay)
    }

    fn replay(&self, original: &Path) -> Result<Option<Replay>, Stop> {
        let Some(history) = history::find(self.schema)? else { return Ok(None) };
        let before: Vec<PathBuf> = beside(self.schema, "PRE.sql").into_iter().collect();
        let replayed = self.made_by("replayed.db", &before)?;
        let mut played = Replay { run: 0, not_run: history.left_out, end: End::Equal };
        for migration in history.migrations {
            match load(&replayed, &migration.file)? {
                Ok(()) => played.run += 1,
                Err(why) => played.not_run.push(NotRun { name: migration.name, why }),
            }
        }
        self.same_again(&replayed, "replayed.sql")?;
        played.end = self.compare_end(&replayed, original)?;
        Ok(Some(played))
    }

    /// Where both are the same evenkeel has to find nothing, where they are not it has to lead there.
    fn compare_end(&self, replayed: &Path, original: &Path) -> Result<End, Stop> {
        let statements = differences(replayed, original)?;
        let plan = self.tool.diff(&url(replayed), &url(original))?;
        if statements.is_empty() {
            return match is_nothing(&plan) {
                true => Ok(End::Equal),
                false => Err(failed("diff of what is equal", plan)),
            };
        }
        let plan = self.tool.keep("in-step.sql", &plan)?;
        let loaded = load(replayed, &plan)?;
        loaded.map_err(|error| failed("running what diff wrote", error))?;
        expect_same("diff to the schema file", replayed, original)?;
        end_of_differing(self.schema, statements)
    }

    fn same_again(&self, database: &Path, file: &str) -> Result<(), Stop> {
        let file = self.tool.inspect(&url(database), file)?;
        let reloaded = self.made_by("reloaded.db", &[file])?;
        expect_same("inspect", &reloaded, database)
    }

    /// A new database in which these files have been run.
    fn made_by(&self, name: &str, files: &[PathBuf]) -> Result<PathBuf, Stop> {
        let database = self.tool.work.join(name);
        paths::write(&database, "")?;
        for file in files {
            load(&database, file)?.map_err(|error| failed("loading", error))?;
        }
        Ok(database)
    }
}

fn url(database: &Path) -> String {
    format!("sqlite:{}", database.display())
}

/// Runs a file; statement by statement, it stops at the first error.
fn load(database: &Path, file: &Path) -> Result<Result<(), String>, Failure> {
    let ended = process::run_with_input(
        Command::new("sqlite3").arg("-bail").arg(database),
        &paths::text(file)?,
        STEP_LIMIT,
    )?;
    Ok(if ended.status.success() { Ok(()) } else { Err(ended.stderr.trim().to_owned()) })
}

fn objects(database: &Path) -> Result<BTreeSet<String>, Failure> {
    let listed = process::stdout(Command::new("sqlite3").arg(database).arg(OBJECTS), STEP_LIMIT)?;
    let spaced = |line: &str| line.replace("\\n", " ").split_whitespace().collect::<Vec<_>>().join(" ");
    Ok(listed.lines().map(spaced).collect())
}

fn differences(database: &Path, wanted: &Path) -> Result<Vec<String>, Failure> {
    let (got, wanted) = (objects(database)?, objects(wanted)?);
    let beyond = got.difference(&wanted).map(|object| format!("+ {object}"));
    Ok(beyond.chain(wanted.difference(&got).map(|object| format!("- {object}"))).collect())
}

fn expect_same(step: &'static str, database: &Path, wanted: &Path) -> Result<(), Stop> {
    let differences = differences(database, wanted)?;
    if differences.is_empty() { Ok(()) } else { Err(failed(step, told(&differences))) }
}
