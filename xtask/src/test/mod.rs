//! `cargo xtask test`: formatting, lints, house rules and every test, against the PostgreSQL majors asked for.
//! The one command that decides whether the workspace is good.

mod tally;

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::thread;

use tally::Tally;

use crate::binary::{self, Evenkeel, Profile};
use crate::failure::Failure;
use crate::servers::{self, Cluster, Durability, Major, Place, Stage};
use crate::{Outcome, kill_matrix, library, node, paths, process, python, report, tidy};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Run the tests that need a server against every supported major
    #[arg(long, conflicts_with = "pg")]
    all: bool,
    /// Run the tests that need a server against these majors
    #[arg(long, value_delimiter = ',', default_value = "15")]
    pg: Vec<Major>,
    /// Run only the tests whose name contains this, and no other checks
    filter: Option<String>,
}

/// Bad when anything failed, a server that was asked for and is not to be had included.
pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let mut tally = Tally::default();
    // What is fetched waits for the network, what is compiled for the processor.
    let (programs, built) = thread::scope(|scope| {
        let programs = scope.spawn(|| Programs::fetched(arguments));
        match &arguments.filter {
            Some(_) => tally.skipped("fmt, clippy and tidy", "a filter is given"),
            None => checks(&mut tally),
        }
        let built = Evenkeel::build(Profile::Debug);
        (programs.join().expect("fetching does not panic"), built)
    });
    match built {
        Ok(evenkeel) => {
            run_tests(arguments, &evenkeel, &programs?, &mut tally)?;
            kill_some(arguments, &mut tally);
        }
        Err(failure) => {
            tally.failed("build", failure.to_string());
            tally.skipped("all tests", "evenkeel does not build");
        }
    }
    tally.print();
    Ok(if tally.is_good() { Outcome::Good } else { Outcome::Bad })
}

/// What the tests drive beside the servers.
struct Programs {
    node: PathBuf,
    alembic: PathBuf,
    medusa: Option<PathBuf>,
}

impl Programs {
    fn fetched(arguments: &Arguments) -> Result<Self, Failure> {
        servers::pgbouncer()?;
        let (node, alembic) = (node::of_tests()?, python::alembic()?);
        let medusa = if arguments.all { Some(node::of_medusa()?) } else { None };
        Ok(Programs { node, alembic, medusa })
    }

    fn tell(&self, cargo: &mut Command) {
        cargo.env("EVENKEEL_TEST_PROGRAMS", &self.node).env("EVENKEEL_TEST_ALEMBIC", &self.alembic);
        if let Some(medusa) = &self.medusa {
            cargo.env("EVENKEEL_TEST_MEDUSA", medusa);
        }
    }
}

/// The tests in crates hit single runs; the matrix hits runs of whole programs.
fn kill_some(arguments: &Arguments, tally: &mut Tally) {
    let what = "kill matrix (a sample)";
    if arguments.filter.is_some() {
        return tally.skipped(what, "a filter is given");
    }
    match kill_matrix::sample() {
        Ok(Outcome::Good) => tally.passed(what),
        Ok(Outcome::Bad) => tally.failed(what, "cells do not converge, named above"),
        Err(failure) => tally.failed(what, failure.to_string()),
    }
}

fn checks(tally: &mut Tally) {
    let mut fmt = binary::cargo();
    fmt.args(["fmt", "--all", "--", "--check"]);
    tally.check("fmt", process::inherit(&mut fmt));
    let mut clippy = binary::cargo();
    clippy.args(["clippy", "--quiet", "--workspace", "--all-targets", "--", "-D", "warnings"]);
    tally.check("clippy", process::inherit(&mut clippy));
    match tidy::problems(paths::root()) {
        Ok(problems) if problems.is_empty() => tally.passed("tidy"),
        Ok(problems) => {
            for problem in &problems {
                report::line(format!("tidy: {problem}"));
            }
            tally.failed("tidy", format!("{} problems, listed above", problems.len()));
        }
        Err(failure) => tally.failed("tidy", failure.to_string()),
    }
}

fn run_tests(
    arguments: &Arguments,
    evenkeel: &Evenkeel,
    programs: &Programs,
    tally: &mut Tally,
) -> Result<(), Failure> {
    let stage = Stage::open(Place::Memory)?;
    let wanted = if arguments.all { Major::ALL.to_vec() } else { arguments.pg.clone() };
    for major in Major::ALL.into_iter().filter(|major| !wanted.contains(major)) {
        tally.skipped(&format!("PostgreSQL {major}"), "not asked for; --all or --pg does");
    }
    let mut clusters = Vec::new();
    for &major in &wanted {
        match start(&stage, major) {
            Ok(cluster) => clusters.push(cluster),
            Err(failure) => tally.failed(&format!("PostgreSQL {major}"), failure.to_string()),
        }
    }
    let mut cargo = binary::cargo();
    cargo.args(["test", "--workspace", "--no-fail-fast"]);
    cargo.arg("--").args(&arguments.filter);
    cargo.env("EVENKEEL_TEST_BIN", evenkeel.program());
    match arguments.all {
        true => {
            cargo.arg("--include-ignored");
            cargo.env("EVENKEEL_EVERY_CASE", "1");
        }
        false => {
            tally.skipped(
                "proofs and scripts for strayed databases of every case",
                "a part runs; --all runs all",
            );
            tally.skipped("projects of Medusa", "it is large; --all installs it");
        }
    }
    tell_servers(&mut cargo, &clusters)?;
    programs.tell(&mut cargo);
    let majors: Vec<String> = clusters.iter().map(|cluster| cluster.major.to_string()).collect();
    follow(&mut cargo, &format!("cargo test with PostgreSQL {}", majors.join(", ")), tally)?;
    show_library(arguments, &clusters, tally);
    Ok(())
}

/// Other people's packages take long to compile.
fn show_library(arguments: &Arguments, clusters: &[Cluster], tally: &mut Tally) {
    let what = "the programs of docs/library.md";
    match clusters.first() {
        Some(cluster) if arguments.all && arguments.filter.is_none() => match library::try_out(cluster) {
            Ok(()) => tally.passed(what),
            Err(failure) => tally.failed(what, failure.to_string()),
        },
        Some(_) | None => {
            tally.skipped(what, "they compile sqlx and axum; --all and `cargo xtask library` do");
        }
    }
}

pub(crate) fn start(stage: &Stage, major: Major) -> Result<Cluster, Failure> {
    stage.cluster(&servers::server(major)?, servers::client_tools(major)?, Durability::Throwaway)
}

/// The tests find servers and programs in these variables, and nowhere else.
pub(crate) fn tell_servers(cargo: &mut Command, clusters: &[Cluster]) -> Result<(), Failure> {
    let urls: Vec<String> =
        clusters.iter().map(|cluster| format!("{}={}", cluster.major, cluster.url("postgres"))).collect();
    cargo.env("EVENKEEL_TEST_PG_URLS", urls.join(","));
    cargo.env("EVENKEEL_TEST_PG_BIN", servers::server(Major::V15)?.bin);
    let newest = clusters.iter().map(|cluster| cluster.major).max().unwrap_or(Major::V15);
    cargo.env("EVENKEEL_TEST_PG_DUMP", servers::pg_dump_for(newest)?);
    Ok(())
}

/// Shows what cargo says while it says it, and counts the results.
fn follow(cargo: &mut Command, what: &str, tally: &mut Tally) -> Result<(), Failure> {
    let start = |source| Failure::Start { program: "cargo test".to_owned(), source };
    let mut child = cargo.stdout(Stdio::piped()).spawn().map_err(start)?;
    let said = child.stdout.take().expect("the stream was asked for");
    for line in BufReader::new(said).lines() {
        let line = line.map_err(start)?;
        tally.read(&line);
        report::line(line);
    }
    tally.finish(what, child.wait().map_err(start)?);
    Ok(())
}
