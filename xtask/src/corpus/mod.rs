//! `cargo xtask corpus DIR`: evenkeel's differ on pairs of schemas from elsewhere, judged from outside by `pg_dump`.

mod case;
mod exceptions;
mod in_depth;
mod judge;
mod rows;
mod summary;
mod verdict;

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::thread;

use case::{Case, Way};
use exceptions::Exceptions;
use judge::Judge;
use verdict::{Record, Weight};

use crate::binary::{Evenkeel, Profile};
use crate::failure::Failure;
use crate::servers::{self, Client, Cluster, Durability, Major, Place, Stage};
use crate::{Outcome, paths, report};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// A folder of suites, of cases, or one case: `<suite>/<case>/{old.sql,new.sql}`
    dir: PathBuf,
    /// Only this suite
    #[arg(long)]
    suite: Option<String>,
    /// Only cases whose name, or suite/name, fits; `*` and `?` stand for anything; repeatable
    #[arg(long, value_name = "GLOB")]
    only: Vec<String>,
    /// How many cases are judged at the same time, each on a cluster of its own
    #[arg(long, default_value_t = 2)]
    jobs: usize,
    /// The directions: old to new, new to old
    #[arg(long, value_enum, value_delimiter = ',', default_value = "fwd,rev")]
    way: Vec<Way>,
    /// Both directions, as by default
    #[arg(long, conflicts_with = "way")]
    both: bool,
    /// Write every verdict to this file
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Keep the plans in this folder
    #[arg(long, value_name = "DIR")]
    keep: Option<PathBuf>,
    /// Run them as the project's own cases are run: locks, recipes, there and back with rows
    #[arg(long, conflicts_with_all = ["json", "keep", "way", "both", "jobs", "release"])]
    in_depth: bool,
    /// Judge the release build
    #[arg(long)]
    release: bool,
    /// The PostgreSQL major
    #[arg(long, default_value = "15")]
    pg: Major,
    /// Judge this program instead of the built one
    #[arg(long, hide = true)]
    tool: Option<PathBuf>,
}

/// Bad when a pair misses that is not on the list of exceptions.
pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    if !arguments.dir.exists() {
        report::line(format!("{} does not exist: no pairs judged", arguments.dir.display()));
        return Ok(Outcome::Good);
    }
    let cases = case::find(&arguments.dir, arguments.suite.as_deref(), &arguments.only)?;
    if cases.is_empty() {
        return Err(Failure::NoMatch { path: arguments.dir.clone() });
    }
    if arguments.in_depth {
        return in_depth::run(arguments, &cases);
    }
    let exceptions = Exceptions::read(&paths::root().join("cases/corpus-exceptions.txt"), arguments.pg)?;
    let profile = if arguments.release { Profile::Release } else { Profile::Debug };
    let evenkeel = Evenkeel::find(arguments.tool.as_deref(), profile)?;
    let stage = Stage::open(Place::Memory)?;
    let records = judge_all(arguments, &stage, &evenkeel, cases, &exceptions)?;
    summary::print(&records, &exceptions);
    if let Some(file) = &arguments.json {
        report::json(file, &records)?;
    }
    let missed = |record: &Record| match exceptions.weigh(record) {
        Weight::Passed | Weight::Skipped | Weight::Refused | Weight::Excepted => false,
        Weight::RefusedOtherwise | Weight::Missed | Weight::MissedSilently => true,
    };
    Ok(if records.iter().any(missed) { Outcome::Bad } else { Outcome::Good })
}

fn judge_all(
    arguments: &Arguments,
    stage: &Stage,
    evenkeel: &Evenkeel,
    cases: Vec<Case>,
    exceptions: &Exceptions,
) -> Result<Vec<Record>, Failure> {
    let clusters = clusters(stage, arguments.pg, arguments.jobs.clamp(1, cases.len()))?;
    let total = cases.len();
    let todo = Mutex::new(VecDeque::from(cases));
    let done: Mutex<Vec<Record>> = Mutex::default();
    let judges = judges(arguments, stage, evenkeel, &clusters)?;
    thread::scope(|scope| {
        for judge in &judges {
            scope.spawn(|| {
                while let Some(case) = next(&todo) {
                    let records = judge.judge(&case, &arguments.way);
                    summary::print_misses(&records, exceptions);
                    let mut done = done.lock().unwrap_or_else(PoisonError::into_inner);
                    done.extend(records);
                    summary::print_progress(done.len(), total * arguments.way.len());
                }
            });
        }
    });
    let mut records = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    records.sort_by(|a, b| (&a.suite, &a.case, a.way).cmp(&(&b.suite, &b.case, b.way)));
    Ok(records)
}

fn next(todo: &Mutex<VecDeque<Case>>) -> Option<Case> {
    todo.lock().unwrap_or_else(PoisonError::into_inner).pop_front()
}

fn clusters(stage: &Stage, major: Major, count: usize) -> Result<Vec<Cluster>, Failure> {
    let server = servers::server(major)?;
    let tools = servers::client_tools(major)?;
    (0..count).map(|_| stage.cluster(&server, tools.clone(), Durability::Throwaway)).collect()
}

fn judges<'a>(
    arguments: &'a Arguments,
    stage: &Stage,
    evenkeel: &'a Evenkeel,
    clusters: &'a [Cluster],
) -> Result<Vec<Judge<'a>>, Failure> {
    let judge = |(number, cluster)| {
        let work = stage.work(&format!("work-{number}"))?;
        Ok(Judge { client: Client::new(cluster), evenkeel, work, keep: arguments.keep.as_deref() })
    };
    clusters.iter().enumerate().map(judge).collect()
}
