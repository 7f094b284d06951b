//! `cargo xtask prisma DIR`: what evenkeel makes of each schema.prisma, beside what Prisma's own engine makes of it and
//! where the project's own migrations lead; and of Drizzle's snapshots beside theirs. `pg_dump` judges.

mod engine;

use std::path::{Path, PathBuf};

use crate::binary::{Evenkeel, Profile};
use crate::failure::Failure;
use crate::schemas::history;
use crate::servers::{self, Client, Durability, Major, Place, ScriptError, Stage};
use crate::sqltext::Dump;
use crate::{Outcome, glob, paths, report};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// A folder of `<name>/schema.prisma` or `<name>/schema/*.prisma`; Prisma's SQL may stand beside it in prisma.sql,
    /// and the project's own migrations in migrations/
    dir: PathBuf,
    /// Only projects whose name fits; `*` and `?` stand for anything; repeatable
    #[arg(long, value_name = "GLOB")]
    only: Vec<String>,
    /// The PostgreSQL major
    #[arg(long, default_value = "15")]
    pg: Major,
    /// Try this program instead of the built one
    #[arg(long, hide = true)]
    tool: Option<PathBuf>,
}

/// Drizzle's list of migrations, beside its snapshots.
const JOURNAL: &str = "migrations/meta/_journal.json";
/// What evenkeel derived.
const DERIVED: &str = "derived";
/// What Prisma's engine made.
const ENGINE: &str = "engine";
/// The end of the project's own migrations.
const REPLAYED: &str = "replayed";

/// How one comparison came out: nothing differs, or what does.
enum Verdict {
    Equal,
    Apart(String),
    /// There is nothing to compare with.
    Nothing,
}

struct Record {
    name: String,
    engine: Verdict,
    migrations: Verdict,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    if !arguments.dir.exists() {
        report::line(format!("{} does not exist: no schemas tried", arguments.dir.display()));
        return Ok(Outcome::Good);
    }
    let evenkeel = Evenkeel::find(arguments.tool.as_deref(), Profile::Debug)?;
    let stage = Stage::open(Place::Memory)?;
    let tools = servers::client_tools(arguments.pg)?;
    let cluster = stage.cluster(&servers::server(arguments.pg)?, tools, Durability::Throwaway)?;
    let named = |name: &str| arguments.only.iter().any(|pattern| glob::fits(pattern, name));
    let mut records = Vec::new();
    for folder in paths::folders(&arguments.dir)? {
        let name = paths::name(&folder);
        let Some(schema) = schema_of(&folder) else { continue };
        if !arguments.only.is_empty() && !named(&name) {
            continue;
        }
        let work = stage.work(&name)?;
        let trial =
            Trial { evenkeel: &evenkeel, client: Client::new(&cluster), folder: &folder, schema, work };
        let record = Record { name, engine: trial.beside_engine()?, migrations: trial.beside_migrations()? };
        report::line(format!(
            "{}: Prisma {}; own migrations {}",
            record.name,
            told(&record.engine),
            told(&record.migrations)
        ));
        records.push(record);
    }
    if records.is_empty() {
        return Err(Failure::NoMatch { path: arguments.dir.clone() });
    }
    let equal = records.iter().filter(|record| matches!(record.engine, Verdict::Equal)).count();
    let compared = records.iter().filter(|record| !matches!(record.engine, Verdict::Nothing)).count();
    let in_step = records.iter().filter(|record| matches!(record.migrations, Verdict::Equal)).count();
    let histories = records.iter().filter(|record| !matches!(record.migrations, Verdict::Nothing)).count();
    report::line(format!("{equal} of {compared} as Prisma makes them"));
    report::line(format!("{in_step} of {histories} as their own migrations make them"));
    Ok(if equal == compared { Outcome::Good } else { Outcome::Bad })
}

fn told(verdict: &Verdict) -> String {
    match verdict {
        Verdict::Equal => "equal".to_owned(),
        Verdict::Nothing => "none".to_owned(),
        Verdict::Apart(why) => format!("differ\n{}", report::excerpt(why, 12)),
    }
}

/// A file or a folder of files that are one schema, or a folder of snapshots.
fn schema_of(folder: &Path) -> Option<PathBuf> {
    let prisma = ["schema.prisma", "schema"].iter().map(|name| folder.join(name)).find(|path| path.exists());
    prisma.or_else(|| {
        Some(folder.join(JOURNAL)).filter(|file| file.exists()).and_then(|it| Some(it.parent()?.to_owned()))
    })
}

struct Trial<'a> {
    evenkeel: &'a Evenkeel,
    client: Client<'a>,
    folder: &'a Path,
    schema: PathBuf,
    work: PathBuf,
}

impl Trial<'_> {
    fn beside_engine(&self) -> Result<Verdict, Failure> {
        if self.folder.join(JOURNAL).exists() {
            return Ok(Verdict::Nothing);
        }
        let wanted = match paths::text_if_there(&self.folder.join("prisma.sql"))? {
            recorded if !recorded.is_empty() => recorded,
            _ => match engine::sql(&self.schema)? {
                Ok(sql) => sql,
                Err(why) => return Ok(Verdict::Apart(format!("Prisma does not read it: {why}"))),
            },
        };
        let file = self.keep("engine.sql", &with_schemas(&wanted))?;
        if engine::is_sqlite(&self.schema)? {
            return self.diff(&["--dialect", "sqlite"], &file.to_string_lossy());
        }
        let sql = match self.ask(&["diff", "--from", "empty", "--to"])? {
            Ok(sql) => sql,
            Err(why) => return Ok(Verdict::Apart(why)),
        };
        let derived = self.keep("derived.sql", &sql)?;
        for (database, file) in [(DERIVED, &derived), (ENGINE, &file)] {
            self.client.create(database)?;
            if let Err(ScriptError(error)) = self.client.load(database, file)? {
                return Ok(Verdict::Apart(format!("{} does not load: {error}", file.display())));
            }
        }
        let [got, wanted] = [DERIVED, ENGINE].map(|database| self.client.dump(database));
        let differences = Dump::read(&got?).differences(&Dump::read(&wanted?));
        Ok(if differences.is_empty() { Verdict::Equal } else { Verdict::Apart(differences.join("\n")) })
    }

    /// From where the project's migrations lead, nothing may be left to do.
    fn beside_migrations(&self) -> Result<Verdict, Failure> {
        let Some(history) = history::find(self.folder)? else { return Ok(Verdict::Nothing) };
        self.client.create(REPLAYED)?;
        for migration in &history.migrations {
            if let Err(ScriptError(error)) = self.client.load_as_a_tool(REPLAYED, &migration.file)? {
                report::note(format!("{}: {error}", migration.name));
            }
        }
        self.diff(&[], &self.client.url(REPLAYED))
    }

    fn diff(&self, more: &[&str], from: &str) -> Result<Verdict, Failure> {
        let arguments = [more, &["diff", "--renames", "off", "--from", from, "--to"]].concat();
        Ok(match self.ask(&arguments)? {
            Ok(sql) if crate::sqltext::is_empty_plan(&sql) => Verdict::Equal,
            Ok(sql) | Err(sql) => Verdict::Apart(sql),
        })
    }

    /// What evenkeel prints about the schema, or why it prints nothing.
    fn ask(&self, arguments: &[&str]) -> Result<Result<String, String>, Failure> {
        let schema = self.schema.to_string_lossy().into_owned();
        let ended = self.evenkeel.run(&self.work, &[arguments, &[&schema]].concat())?;
        Ok(if ended.status.success() { Ok(ended.stdout) } else { Err(ended.stderr) })
    }

    fn keep(&self, name: &str, text: &str) -> Result<PathBuf, Failure> {
        let file = self.work.join(name);
        paths::write(&file, text)?;
        Ok(file)
    }
}

/// Prisma puts extensions into schemas that it does not make.
fn with_schemas(sql: &str) -> String {
    let named = sql.lines().filter_map(|line| line.split_once(" WITH SCHEMA \"")?.1.split('"').next());
    let made: String = named.map(|name| format!("CREATE SCHEMA IF NOT EXISTS \"{name}\";\n")).collect();
    made + sql
}
