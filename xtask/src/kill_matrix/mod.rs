//! `cargo xtask kill-matrix`: runs that are hit at every moment at which they may die, run again, and held against a run
//! that nothing disturbed.

mod cells;
mod console;
mod fixtures;
mod gate;
mod judge;
mod page;
mod postgres;
mod random;
mod sqlite;
mod victim;

use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::PoisonError;
use std::time::Instant;

use cells::{Cell, Engine, Kind, cells};
use page::Performed;
use postgres::{Field, Programs, Project};
use random::{Deploy, Dice};
use sqlite::Files;
use victim::Victim;

use crate::binary::{Evenkeel, Profile};
use crate::failure::Failure;
use crate::servers::{self, Durability, Major, Place, Stage};
use crate::{Outcome, paths, report};

/// The page that a whole run writes.
const PAGE: &str = "docs/kill-matrix.md";
/// Of so many cells a sample has one.
const SAMPLE: usize = 23;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Perform every cell instead of a sample, and write docs/kill-matrix.md
    #[arg(long)]
    all: bool,
    /// Kill this many deploys at random moments while pgbench runs, instead of performing cells
    #[arg(long, value_name = "N", conflicts_with = "all")]
    random: Option<u64>,
    /// How many clusters work at once
    #[arg(long, value_name = "N", default_value = "2")]
    jobs: usize,
    /// Where the random moments begin
    #[arg(long, value_name = "N", default_value = "1")]
    seed: u64,
    /// Take evenkeel and the victim from this folder instead of building them
    #[arg(long, value_name = "FOLDER", hide = true)]
    bin: Option<PathBuf>,
    /// Perform only the cells whose name contains this
    filter: Option<String>,
}

/// A sample of the cells, as a part of all tests.
pub(crate) fn sample() -> Result<Outcome, Failure> {
    run(&Arguments { all: false, random: None, jobs: 2, seed: 1, bin: None, filter: None })
}

/// Bad when a cell does not converge.
pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let (evenkeel, victim) = match &arguments.bin {
        Some(folder) => {
            (Evenkeel::stand_in(&folder.join("evenkeel")), Victim::stand_in(&folder.join("victim")))
        }
        None => (Evenkeel::build(Profile::Debug)?, Victim::build()?),
    };
    let stage = Stage::open(Place::Memory)?;
    let bin = stage.work("bin")?;
    // A build that goes on beside a long run must not change what is run.
    let program = bin.join("evenkeel");
    std::fs::copy(evenkeel.program(), &program).map_err(Failure::file("write", &program))?;
    let programs = Programs { evenkeel: Evenkeel::stand_in(&program), victim: victim.copied(&bin)? };
    match arguments.random {
        Some(deploys) => kill_at_random(arguments, &stage, &programs, deploys),
        None => perform_cells(arguments, &stage, &programs),
    }
}

fn perform_cells(arguments: &Arguments, stage: &Stage, programs: &Programs) -> Result<Outcome, Failure> {
    let begun = Instant::now();
    let mut field = field(stage, programs, "first")?;
    let work = stage.work("projects")?;
    let mut tasks: Vec<(Cell, Project)> = Vec::new();
    for kind in Kind::of(Engine::Postgres) {
        let project = field.one_kind(&work, *kind)?;
        let of = cells(Engine::Postgres, *kind, &project.reached);
        tasks.extend(of.into_iter().map(|cell| (cell, project.clone())));
    }
    let mut performed = sqlite_cells(arguments, stage, programs)?;
    let tasks: Vec<(Cell, Project)> = chosen(arguments, tasks, |(cell, _)| cell);
    report::note(format!("{} cells on PostgreSQL", tasks.len()));
    let queue = Mutex::new(tasks.into_iter());
    let done = Mutex::new(Vec::new());
    let work_on = |mut field: Field| -> Result<(), Failure> {
        loop {
            let next = queue.lock().unwrap_or_else(PoisonError::into_inner).next();
            let Some((cell, project)) = next else { return Ok(()) };
            let fault = match field.perform(&project, &cell) {
                Ok(fault) => fault,
                Err(failure) => Some(format!("the cell could not be performed: {failure}")),
            };
            tell(&cell, fault.as_deref());
            done.lock().unwrap_or_else(PoisonError::into_inner).push(Performed { cell, fault });
        }
    };
    in_parallel(arguments.jobs, stage, programs, field, &work_on)?;
    performed.extend(done.into_inner().unwrap_or_else(PoisonError::into_inner));
    let bad = performed.iter().filter(|one| one.fault.is_some()).count();
    let seconds = begun.elapsed().as_secs();
    report::line(format!("{} of {} cells converge ({seconds} s)", performed.len() - bad, performed.len()));
    if arguments.all && arguments.filter.is_none() {
        paths::write(&paths::root().join(PAGE), page::page(&performed))?;
    }
    Ok(if bad == 0 { Outcome::Good } else { Outcome::Bad })
}

fn sqlite_cells(
    arguments: &Arguments,
    stage: &Stage,
    programs: &Programs,
) -> Result<Vec<Performed>, Failure> {
    let files = Files::new(stage.work("sqlite")?, programs.clone())?;
    let mut tasks = Vec::new();
    for kind in Kind::of(Engine::Sqlite) {
        let project = files.one_kind(*kind)?;
        let of = cells(Engine::Sqlite, *kind, &project.reached);
        tasks.extend(of.into_iter().map(|cell| (cell, project.clone())));
    }
    let tasks = chosen(arguments, tasks, |(cell, _)| cell);
    report::note(format!("{} cells on SQLite", tasks.len()));
    let mut performed = Vec::new();
    for (cell, project) in tasks {
        let fault = match files.perform(&project, &cell) {
            Ok(fault) => fault,
            Err(failure) => Some(format!("the cell could not be performed: {failure}")),
        };
        tell(&cell, fault.as_deref());
        performed.push(Performed { cell, fault });
    }
    Ok(performed)
}

/// All cells, or those that are asked for, or every so many of them.
fn chosen<T>(arguments: &Arguments, tasks: Vec<T>, cell: impl Fn(&T) -> &Cell) -> Vec<T> {
    let wanted =
        |task: &T| arguments.filter.as_ref().is_none_or(|part| cell(task).to_string().contains(part));
    let every = if arguments.all || arguments.filter.is_some() { 1 } else { SAMPLE };
    tasks.into_iter().filter(wanted).step_by(every).collect()
}

fn tell(cell: &Cell, fault: Option<&str>) {
    if let Some(fault) = fault {
        report::line(format!("bad: {cell}: {}", report::excerpt(fault, 3)));
    }
}

/// A cluster of its own, with the database that every run begins with.
fn field(stage: &Stage, programs: &Programs, name: &str) -> Result<Field, Failure> {
    let server = servers::server(Major::V15)?;
    let tools = servers::client_tools(Major::V15)?;
    let cluster = stage.cluster(&server, tools, Durability::Throwaway)?;
    Field::new(cluster, programs.clone(), &stage.work(name)?)
}

/// Lets so many fields work at once; the first one is there already.
fn in_parallel(
    jobs: usize,
    stage: &Stage,
    programs: &Programs,
    first: Field,
    work_on: &(impl Fn(Field) -> Result<(), Failure> + Sync),
) -> Result<(), Failure> {
    let mut fields = vec![first];
    for number in 1..jobs.max(1) {
        fields.push(field(stage, programs, &format!("field-{number}"))?);
    }
    std::thread::scope(|scope| {
        let workers: Vec<_> = fields.into_iter().map(|field| scope.spawn(|| work_on(field))).collect();
        workers.into_iter().try_for_each(|worker| worker.join().expect("a worker does not panic"))
    })
}

fn kill_at_random(
    arguments: &Arguments,
    stage: &Stage,
    programs: &Programs,
    deploys: u64,
) -> Result<Outcome, Failure> {
    let begun = Instant::now();
    let mut first = field(stage, programs, "first")?;
    let project = first.project(stage.work("projects")?.join("mixed"), &fixtures::mixed())?;
    let length = random::undisturbed(&mut first, &project)?;
    report::note(format!("a deploy takes {} ms under load", length.as_millis()));
    let queue = Mutex::new(0..deploys);
    let done: Mutex<Vec<Deploy>> = Mutex::new(Vec::new());
    let work_on = |mut field: Field| -> Result<(), Failure> {
        loop {
            let Some(number) = queue.lock().unwrap_or_else(PoisonError::into_inner).next() else {
                return Ok(());
            };
            let mut dice = Dice::new(arguments.seed.wrapping_add(number));
            let deploy = random::deploy(&mut field, &project, length, &mut dice)?;
            if let Some(fault) = &deploy.fault {
                report::line(format!("bad: deploy {number}: {}", report::excerpt(fault, 3)));
            }
            done.lock().unwrap_or_else(PoisonError::into_inner).push(deploy);
        }
    };
    in_parallel(arguments.jobs, stage, programs, first, &work_on)?;
    let done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    let good = done.iter().filter(|deploy| deploy.fault.is_none()).count();
    let kills: u32 = done.iter().map(|deploy| deploy.kills).sum();
    let seconds = begun.elapsed().as_secs();
    report::line(format!("{good} of {} deploys converge after {kills} kills ({seconds} s)", done.len()));
    Ok(if good == done.len() { Outcome::Good } else { Outcome::Bad })
}

/// Where a matrix keeps what it makes.
fn folder(work: &Path, name: &str) -> Result<PathBuf, Failure> {
    let folder = work.join(name);
    std::fs::create_dir_all(&folder).map_err(Failure::file("make", &folder))?;
    Ok(folder)
}
