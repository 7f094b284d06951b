//! `cargo xtask sources DIR`: what evenkeel makes of each schema of Prisma, Drizzle or MikroORM, beside what that tool makes
//! of it and where the project's own migrations lead. `pg_dump` judges.

mod drizzle;
mod mikro_orm;
mod prisma;
mod tool;
mod trial;

use std::path::{Path, PathBuf};

use tool::{Schema, Tool};
use trial::{Trial, Verdict};

use crate::binary::{Evenkeel, Profile};
use crate::failure::Failure;
use crate::servers::{self, Client, Durability, Major, Place, Stage};
use crate::{Outcome, glob, paths, report};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// A folder of projects: schema.prisma or schema/*.prisma, Drizzle's migrations/meta or snapshot.json, MikroORM's
    /// .snapshot-*.json; what the tool made of it may stand beside it, and the project's own migrations in migrations/
    dir: PathBuf,
    /// Only projects whose name fits; `*` and `?` stand for anything; repeatable
    #[arg(long, value_name = "GLOB")]
    only: Vec<String>,
    /// The PostgreSQL major
    #[arg(long, default_value = "15")]
    pg: Major,
    /// First let the tool write anew what a case keeps, from its schema.ts or entities.mjs
    #[arg(long)]
    record: bool,
    /// Try this program instead of the built one
    #[arg(long, hide = true)]
    tool: Option<PathBuf>,
}

/// How a project's schema fared.
struct Record {
    engine: Verdict,
    migrations: Verdict,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    if !arguments.dir.exists() {
        report::line(format!("{} does not exist: no schemas tried", arguments.dir.display()));
        return Ok(Outcome::Good);
    }
    // evenkeel runs elsewhere.
    let dir = std::fs::canonicalize(&arguments.dir).map_err(Failure::file("find", &arguments.dir))?;
    let evenkeel = Evenkeel::find(arguments.tool.as_deref(), Profile::Debug)?;
    let stage = Stage::open(Place::Memory)?;
    let tools = servers::client_tools(arguments.pg)?;
    let cluster = stage.cluster(&servers::server(arguments.pg)?, tools, Durability::Throwaway)?;
    let mut records = Vec::new();
    for folder in chosen(&dir, arguments)? {
        if arguments.record {
            Tool::record(&folder)?;
        }
        for (folder, schema) in schemas(&folder)? {
            let name = folder.strip_prefix(&dir).unwrap_or(&folder).to_string_lossy().into_owned();
            let work = stage.work(&name.replace('/', "-"))?;
            let client = Client::new(&cluster);
            let tool = schema.tool.name();
            let trial = Trial { evenkeel: &evenkeel, client, folder: &folder, schema, work };
            let record = Record { engine: trial.beside_engine()?, migrations: trial.beside_migrations()? };
            let (engine, migrations) = (record.engine.told(), record.migrations.told());
            report::line(format!("{name}: {tool} {engine}; own migrations {migrations}"));
            records.push(record);
        }
    }
    if records.is_empty() {
        return Err(Failure::NoMatch { path: arguments.dir.clone() });
    }
    Ok(summary(&records))
}

fn summary(records: &[Record]) -> Outcome {
    let engines = Count::of(records.iter().map(|record| &record.engine));
    let migrations = Count::of(records.iter().map(|record| &record.migrations));
    report::line(format!("{} of {} as their tools make them", engines.good, engines.all));
    report::line(format!("{} of {} as their own migrations make them", migrations.good, migrations.all));
    if engines.good == engines.all { Outcome::Good } else { Outcome::Bad }
}

struct Count {
    good: usize,
    all: usize,
}

impl Count {
    fn of<'a>(verdicts: impl Iterator<Item = &'a Verdict>) -> Count {
        let compared: Vec<&Verdict> = verdicts.filter(|one| !matches!(one, Verdict::Nothing)).collect();
        let good = compared.iter().filter(|one| !matches!(one, Verdict::Apart(_))).count();
        Count { good, all: compared.len() }
    }
}

fn chosen(dir: &Path, arguments: &Arguments) -> Result<Vec<PathBuf>, Failure> {
    let named = |folder: &PathBuf| {
        let name = paths::name(folder);
        arguments.only.is_empty() || arguments.only.iter().any(|only| glob::fits(only, &name))
    };
    Ok(paths::folders(dir)?.into_iter().filter(named).collect())
}

/// The schemas of a project; a case may have a folder for each version of its tool.
fn schemas(folder: &Path) -> Result<Vec<(PathBuf, Schema)>, Failure> {
    if let Some(schema) = Schema::of(folder)? {
        return Ok(vec![(folder.to_owned(), schema)]);
    }
    let mut found = Vec::new();
    for below in paths::folders(folder)? {
        found.extend(Schema::of(&below)?.map(|schema| (below.clone(), schema)));
    }
    Ok(found)
}
