//! `cargo xtask bench`: evenkeel beside the programs that do the same with the least effort, in one run on one machine.
//! Ratios are what counts; milliseconds are the machine's.

mod comparison;
mod fixtures;
pub(crate) mod measure;
mod races;

use std::path::PathBuf;

use comparison::Comparison;
use races::Track;

use crate::binary::{Evenkeel, Profile};
use crate::failure::Failure;
use crate::servers::{self, Durability, Major, Place, Stage};
use crate::{Outcome, report};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Write medians and all samples to this file
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Run only this bench; repeatable
    #[arg(long, value_enum)]
    only: Vec<Bench>,
    /// Time this program instead of the release build
    #[arg(long, hide = true)]
    tool: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Bench {
    /// `migrate` with 50 migrations applied and none pending
    Nothing,
    /// `migrate` in a project of Prisma with 100 migrations applied and none pending
    Prisma,
    /// `migrate` with 500 small migrations and an empty database
    Migrations,
    /// `inspect` of 2,000 tables
    #[value(name = "catalog-2000")]
    Catalog2000,
    /// `inspect` of 10,000 tables
    #[value(name = "catalog-10000")]
    Catalog10000,
    /// `diff` of five changes in 2,000 tables
    Changes,
    /// `diff` of two databases with 12,000 objects of many kinds
    Mixed,
    /// `check` of 300 small migrations and their schema
    Check,
}

impl Bench {
    const ALL: [Self; 8] = [
        Self::Nothing,
        Self::Prisma,
        Self::Migrations,
        Self::Catalog2000,
        Self::Catalog10000,
        Self::Changes,
        Self::Mixed,
        Self::Check,
    ];

    fn run(self, track: &Track<'_>) -> Result<Comparison, Failure> {
        match self {
            Self::Nothing => track.nothing_to_do("nothing"),
            Self::Prisma => track.prisma("prisma"),
            Self::Migrations => track.many_migrations("migrations"),
            Self::Catalog2000 => track.catalog("catalog-2000", 2000),
            Self::Catalog10000 => track.catalog("catalog-10000", 10_000),
            Self::Changes => track.five_changes("changes"),
            Self::Mixed => track.mixed("mixed"),
            Self::Check => track.check("check"),
        }
    }
}

/// Bad when a bench cannot run; a target that is missed is told, not a failure: machines differ.
pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let evenkeel = Evenkeel::find(arguments.tool.as_deref(), Profile::Release)?;
    let server = servers::server(Major::V15)?;
    let tools = servers::client_tools(Major::V15)?;
    let (disk, memory) = (Stage::open(Place::Disk)?, Stage::open(Place::Memory)?);
    let real = disk.cluster(&server, tools.clone(), Durability::Real)?;
    let fast = memory.cluster(&server, tools, Durability::Throwaway)?;
    let track = Track { evenkeel: &evenkeel, real: &real, fast: &fast, work: disk.work("bench")? };
    let mut comparisons = Vec::new();
    let mut outcome = Outcome::Good;
    for bench in Bench::ALL {
        if !arguments.only.is_empty() && !arguments.only.contains(&bench) {
            continue;
        }
        report::note(format!("timing {bench:?}"));
        match bench.run(&track) {
            Ok(comparison) => comparisons.push(comparison),
            Err(failure) => {
                report::failure(&failure);
                outcome = Outcome::Bad;
            }
        }
    }
    let rows: Vec<Vec<String>> = comparisons.iter().map(Comparison::row).collect();
    report::table(&Comparison::HEADER, &rows);
    if let Some(file) = &arguments.json {
        report::json(file, &comparisons)?;
    }
    Ok(outcome)
}
