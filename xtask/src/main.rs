//! Developer commands: `cargo xtask <command>`. Knows the commands' arguments and nothing of their work.

mod adopt;
mod backfill_bench;
mod bench;
mod binary;
mod cases;
mod compare;
mod corpus;
mod crates;
mod debian;
mod failure;
mod glob;
mod kill_matrix;
mod library;
mod lint_corpus;
mod new_kind;
mod node;
mod paths;
mod process;
mod python;
mod regress;
mod report;
mod schemas;
mod servers;
mod servers_command;
mod sources;
mod sqltext;
mod test;
mod tidy;
mod under_load;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use failure::Failure;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Developer commands of evenkeel")]
struct Arguments {
    #[command(subcommand)]
    command: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Check formatting, lints and house rules, and run every test
    Test(test::Arguments),
    /// Share histories with the real tools from npm, and write docs/adopt-runs.md
    Adopt(adopt::Arguments),
    /// Write the plans of the PostgreSQL cases anew
    Cases(cases::Arguments),
    /// Find or install the PostgreSQL servers that tests use, start each once, and say where they stand
    Servers(servers_command::Arguments),
    /// Judge the differ on pairs of schemas: plan, apply, compare with pg_dump, plan again
    Corpus(corpus::Arguments),
    /// Rebuild the database that PostgreSQL's own regression tests leave behind, and count what differs
    Regress(regress::Arguments),
    /// Hold what evenkeel makes of schemas of Prisma, Drizzle and MikroORM to what those tools make of them
    Sources(sources::Arguments),
    /// Take real schemas through inspect, generate and migrate
    Schemas(schemas::Arguments),
    /// Kill runs at every point at which they may die, run them again, and see that nothing is lost
    KillMatrix(kill_matrix::Arguments),
    /// Time evenkeel beside psql and pg_dump
    Bench(bench::Arguments),
    /// Tell what clients of a busy table notice of a migration, by evenkeel and by psql
    UnderLoad(under_load::Arguments),
    /// Time data migrations beside one plain UPDATE, and tell what clients of the same table notice
    BackfillBench(backfill_bench::Arguments),
    /// Compile the programs of docs/library.md as somebody else's package, and run them
    Library,
    /// Hold the rules of lint to examples of what squawk and eugene look for, and count alarms on real migrations
    LintCorpus(lint_corpus::Arguments),
    /// Make the folder of a new kind of PostgreSQL object
    NewKind(new_kind::Arguments),
    /// Time one program from outside
    #[command(hide = true)]
    Measure(bench::measure::Arguments),
}

/// How a command that ran to its end went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Good,
    Bad,
}

fn main() -> ExitCode {
    // Not waiting for the handler's own work would leave servers behind.
    let armed = ctrlc::set_handler(|| {
        servers::close_all();
        std::process::exit(130);
    });
    armed.expect("no other handler is set");
    match run(Arguments::parse().command) {
        Ok(Outcome::Good) => ExitCode::SUCCESS,
        Ok(Outcome::Bad) => ExitCode::FAILURE,
        Err(failure) => {
            report::failure(&failure);
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> Result<Outcome, Failure> {
    match task {
        Task::Measure(arguments) => bench::measure::run(&arguments),
        Task::NewKind(arguments) => new_kind::run(&arguments),
        Task::Library => reaped(library::run),
        Task::LintCorpus(arguments) => lint_corpus::run(&arguments),
        Task::BackfillBench(arguments) => reaped(|| backfill_bench::run(&arguments)),
        Task::UnderLoad(arguments) => reaped(|| under_load::run(&arguments)),
        Task::Regress(arguments) => reaped(|| regress::run(&arguments)),
        Task::Sources(arguments) => reaped(|| sources::run(&arguments)),
        Task::Schemas(arguments) => reaped(|| schemas::run(&arguments)),
        Task::KillMatrix(arguments) => reaped(|| kill_matrix::run(&arguments)),
        Task::Bench(arguments) => reaped(|| bench::run(&arguments)),
        Task::Adopt(arguments) => reaped(|| adopt::run(&arguments)),
        Task::Test(arguments) => reaped(|| test::run(&arguments)),
        Task::Cases(arguments) => reaped(|| cases::run(&arguments)),
        Task::Servers(arguments) => reaped(|| servers_command::run(&arguments)),
        Task::Corpus(arguments) => reaped(|| corpus::run(&arguments)),
    }
}

/// Clears away what killed runs left, then runs a command that starts servers.
fn reaped(command: impl FnOnce() -> Result<Outcome, Failure>) -> Result<Outcome, Failure> {
    servers::reap_leftovers()?;
    command()
}
