//! `cargo xtask schemas DIR`: real schemas go through `inspect`, `generate` and `migrate` and have to come out unchanged,
//! and their own migrations have to lead to them.

pub(crate) mod history;
mod postgres;
mod sqlite;
mod tool;
mod verdict;

use std::path::{Path, PathBuf};

use crate::binary::{Evenkeel, Profile};
use crate::failure::Failure;
use crate::servers::{self, Client, Durability, Major, Place, Stage};
use crate::{Outcome, glob, paths, report};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// A folder of `<name>/final.sql`, with migrations beside it; a PRE.sql there runs first
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
        let record = match is_dump_of_postgres(&folder)? {
            true => postgres::try_out(&evenkeel, client, &folder, work),
            false => sqlite::try_out(&evenkeel, &folder, work),
        };
        record.print();
        records.push(record);
    }
    verdict::print_summary(&records);
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

/// What is not, sqlite3 wrote.
fn is_dump_of_postgres(schema: &Path) -> Result<bool, Failure> {
    Ok(paths::text(&schema.join("final.sql"))?.contains("PostgreSQL database dump"))
}
