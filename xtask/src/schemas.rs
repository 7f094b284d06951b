//! `cargo xtask schemas DIR`: real schemas go through `inspect`, `generate` and `migrate` and have to come out unchanged.

use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::binary::{self, Evenkeel, Profile};
use crate::failure::Failure;
use crate::process::Ended;
use crate::servers::{self, Client, Durability, Major, Place, ScriptError, Stage};
use crate::sqltext::Dump;
use crate::{Outcome, compare, glob, paths, report};

const ORIGINAL: &str = "original";
const RELOADED: &str = "reloaded";
const MIGRATED: &str = "migrated";
const RESTORED: &str = "restored";
/// Where evenkeel remembers what it has run.
const OWN_SCHEMA: &str = "evenkeel";
/// Tables in which other tools remember it, which are nobody's schema.
const LEFT_ALONE: &[&str] = &["_sqlx_migrations", "schema_migrations"];
const SETTINGS: &str = r#"[database]
dialect = "postgres"

[schema]
source = "schema.sql"

[migrations]
dir = "migrations"
"#;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// A folder of `<name>/final.sql`; a PRE.sql beside it runs first
    dir: PathBuf,
    /// Only schemas whose name fits; `*` and `?` stand for anything; repeatable
    #[arg(long, value_name = "GLOB")]
    only: Vec<String>,
    /// Write every verdict to this file
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Try the release build
    #[arg(long)]
    release: bool,
    /// The PostgreSQL major
    #[arg(long, default_value = "15")]
    pg: Major,
    /// Try this program instead of the built one
    #[arg(long, hide = true)]
    tool: Option<PathBuf>,
}

/// How a schema fared.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "verdict", rename_all = "kebab-case")]
enum Verdict {
    Pass,
    Refused { code: String, names: String },
    Failed { step: &'static str, detail: String },
    Skipped { detail: String },
}

/// What ends a trial early.
enum Stop {
    Verdict(Verdict),
    /// The trial itself failed, not evenkeel.
    Broken(Failure),
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        Self::Broken(failure)
    }
}

#[derive(Serialize)]
struct Record {
    schema: String,
    #[serde(flatten)]
    verdict: Verdict,
}

/// Bad when a schema fails, or is refused for another reason than a kind that is not modelled.
pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    if !arguments.dir.exists() {
        report::line(format!("{} does not exist: no schemas tried", arguments.dir.display()));
        return Ok(Outcome::Good);
    }
    let profile = if arguments.release { Profile::Release } else { Profile::Debug };
    let evenkeel = Evenkeel::find(arguments.tool.as_deref(), profile)?;
    let stage = Stage::open(Place::Memory)?;
    let tools = servers::client_tools(arguments.pg)?;
    let cluster = stage.cluster(&servers::server(arguments.pg)?, tools, Durability::Throwaway)?;
    let client = Client::new(&cluster);
    let mut records = Vec::new();
    for folder in chosen(arguments)? {
        let work = stage.work(&paths::name(&folder))?;
        let trial = Trial { evenkeel: &evenkeel, client, schema: &folder, work };
        let record = Record { schema: paths::name(&folder), verdict: trial.verdict() };
        report::line(format!("{}: {}", record.schema, record.verdict.explain()));
        records.push(record);
    }
    print_summary(&records);
    if let Some(file) = &arguments.json {
        report::json(file, &records)?;
    }
    Ok(if records.iter().any(|record| record.verdict.is_bad()) { Outcome::Bad } else { Outcome::Good })
}

fn chosen(arguments: &Arguments) -> Result<Vec<PathBuf>, Failure> {
    let named = |name: &str| arguments.only.iter().any(|pattern| glob::fits(pattern, name));
    let mut found = paths::folders(&arguments.dir)?;
    found.retain(|folder| folder.join("final.sql").exists());
    found.retain(|folder| arguments.only.is_empty() || named(&paths::name(folder)));
    if found.is_empty() { Err(Failure::NoMatch { path: arguments.dir.clone() }) } else { Ok(found) }
}

/// One schema on its way through evenkeel.
struct Trial<'a> {
    evenkeel: &'a Evenkeel,
    client: Client<'a>,
    schema: &'a Path,
    work: PathBuf,
}

impl Trial<'_> {
    fn verdict(&self) -> Verdict {
        let tried = self.load_original().and_then(|()| self.inspect()).and_then(|()| self.migrate());
        let cleaned = self.leave_clean();
        match (tried, cleaned) {
            (Err(Stop::Verdict(verdict)), _) => verdict,
            (Err(Stop::Broken(failure)), _) => failed("trial", failure.to_string()),
            (Ok(()), Err(failure)) => failed("roles", failure.to_string()),
            (Ok(()), Ok(())) => Verdict::Pass,
        }
    }

    fn leave_clean(&self) -> Result<(), Failure> {
        for database in [ORIGINAL, RELOADED, MIGRATED, RESTORED] {
            self.client.drop(database)?;
        }
        self.client.drop_roles()
    }

    fn load_original(&self) -> Result<(), Stop> {
        let file = self.schema.join("final.sql");
        if !paths::text(&file)?.contains("PostgreSQL database dump") {
            return Err(skipped("final.sql is not a dump of PostgreSQL"));
        }
        self.client.create(ORIGINAL)?;
        let Err(ScriptError(alone)) = self.client.load(ORIGINAL, &file)? else { return Ok(()) };
        // What stands in PRE.sql was there before the migrations; most dumps hold it, some do not.
        let before = self.schema.join("PRE.sql");
        self.client.create(ORIGINAL)?;
        if before.exists()
            && self.client.load(ORIGINAL, &before)?.is_ok()
            && self.client.load(ORIGINAL, &file)?.is_ok()
        {
            return Ok(());
        }
        Err(skipped(format!("final.sql does not load: {alone}")))
    }

    /// The schema as evenkeel writes it makes the same database again.
    fn inspect(&self) -> Result<(), Stop> {
        let url = self.client.url(ORIGINAL);
        let said = self.ask("inspect", &["--url", &url, "inspect", "--format", "sql"])?;
        let file = self.work.join("schema.sql");
        paths::write(&file, said.stdout)?;
        self.client.create(RELOADED)?;
        let loaded = self.client.load(RELOADED, &file)?;
        loaded.map_err(|ScriptError(error)| Stop::Verdict(failed("loading what inspect wrote", error)))?;
        self.compare("inspect", RELOADED)
    }

    /// A project whose desired schema it is gets there by its migrations, and then has nothing to do.
    fn migrate(&self) -> Result<(), Stop> {
        paths::write(&self.work.join("evenkeel.toml"), SETTINGS)?;
        self.client.create(MIGRATED)?;
        let url = self.client.url(MIGRATED);
        self.ask("generate", &["--url", &url, "generate", "everything"])?;
        self.ask("migrate", &["--url", &url, "migrate"])?;
        self.compare("migrate", MIGRATED)?;
        let again = self.ask("second generate", &["--url", &url, "generate", "again"])?;
        // The sentence may stand on either stream.
        let said = again.stdout + &again.stderr;
        if said.to_lowercase().contains("nothing to do") {
            return Ok(());
        }
        Err(Stop::Verdict(failed("second generate", format!("found something to do: {said}"))))
    }

    fn ask(&self, step: &'static str, arguments: &[&str]) -> Result<Ended, Stop> {
        let ended = self.evenkeel.run(&self.work, arguments)?;
        if ended.status.success() {
            return Ok(ended);
        }
        Err(Stop::Verdict(match binary::refusal(&ended.stderr) {
            Some(refusal) => Verdict::Refused { code: refusal.code, names: refusal.names },
            None => failed(step, format!("{}: {}", ended.status, ended.stderr.trim())),
        }))
    }

    fn compare(&self, step: &'static str, database: &str) -> Result<(), Stop> {
        let wanted = self.client.dump_without(ORIGINAL, OWN_SCHEMA, LEFT_ALONE)?;
        let got = self.client.dump_without(database, OWN_SCHEMA, LEFT_ALONE)?;
        let differences = Dump::read(&got).differences(&Dump::read(&wanted));
        if differences.is_empty()
            || compare::same_restored(self.client, RESTORED, &self.work, [&got, &wanted])?
        {
            return Ok(());
        }
        let shown: Vec<&str> = differences.iter().take(5).map(String::as_str).collect();
        let detail = format!("{} statements differ\n{}", differences.len(), shown.join("\n"));
        Err(Stop::Verdict(failed(step, detail)))
    }
}

fn failed(step: &'static str, detail: String) -> Verdict {
    Verdict::Failed { step, detail }
}

fn skipped(detail: impl Into<String>) -> Stop {
    Stop::Verdict(Verdict::Skipped { detail: detail.into() })
}

impl Verdict {
    fn explain(&self) -> String {
        match self {
            Self::Pass => "pass".to_owned(),
            Self::Refused { code, names } => format!("refused ({code}): {}", report::excerpt(names, 6)),
            Self::Failed { step, detail } => format!("FAILED at {step}: {}", report::excerpt(detail, 20)),
            Self::Skipped { detail } => format!("skipped: {detail}"),
        }
    }

    fn is_bad(&self) -> bool {
        match self {
            Self::Pass | Self::Skipped { .. } => false,
            Self::Refused { code, .. } => code != binary::UNMODELLED,
            Self::Failed { .. } => true,
        }
    }
}

fn print_summary(records: &[Record]) {
    let [mut passed, mut refused, mut failed, mut skipped] = [0_usize; 4];
    for record in records {
        match record.verdict {
            Verdict::Pass => passed += 1,
            Verdict::Refused { .. } => refused += 1,
            Verdict::Failed { .. } => failed += 1,
            Verdict::Skipped { .. } => skipped += 1,
        }
    }
    let total = records.len();
    report::line("");
    report::line(format!(
        "{total} schemas: {passed} passed, {failed} failed, {refused} refused, {skipped} skipped"
    ));
}
