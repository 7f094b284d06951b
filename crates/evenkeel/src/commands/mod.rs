//! One command per file. Each takes settings and arguments, calls the engine and hands the report what came of it.

mod bar;
mod completions;
mod demo;
mod diff;
mod drift;
mod generate;
mod init;
mod inspect;
mod migrate;
mod planning;
mod progress;
mod push;
mod reset;
mod resolve;
mod rollback;
mod run;
mod states;
mod status;
mod work;

use std::pin::pin;

use evenkeel_engine::execute::Interrupt;
use evenkeel_engine::scratch::close_all;

use crate::arguments::{Arguments, Command};
use crate::exit::ExitStatus;
use crate::failure::Failure;
use crate::report::Report;
use crate::surroundings::Surroundings;
use work::Work;

/// Does what was asked.
pub(crate) fn run(
    arguments: &Arguments,
    surroundings: &Surroundings,
    report: &mut Report<'_>,
) -> Result<ExitStatus, Failure> {
    let work = || Work::resolve(&arguments.everywhere, surroundings);
    match &arguments.command {
        Command::Completions(arguments) => completions::run(arguments, report),
        Command::Demo(arguments) => demo::run(arguments, surroundings, report),
        Command::Init(asked) => init::run(asked, &arguments.everywhere, surroundings, report),
        Command::Run(arguments) => run::run(arguments, &work()?, report),
        Command::Diff(_)
        | Command::Generate(_)
        | Command::Inspect(_)
        | Command::Migrate(_)
        | Command::Push(_)
        | Command::Reset(_)
        | Command::Resolve(_)
        | Command::Rollback(_)
        | Command::Status(_) => {
            let work = work()?;
            on(&work.interrupt, on_database(&arguments.command, &work, report))
        }
    }
}

/// Does what works on a database.
async fn on_database(
    command: &Command,
    work: &Work<'_>,
    report: &mut Report<'_>,
) -> Result<ExitStatus, Failure> {
    match command {
        Command::Diff(arguments) => diff::run(arguments, work, report).await,
        Command::Generate(arguments) => generate::run(arguments, work, report).await,
        Command::Inspect(arguments) => inspect::run(arguments, work, report).await,
        Command::Migrate(arguments) => migrate::run(arguments, work, report).await,
        Command::Push(arguments) => push::run(arguments, work, report).await,
        Command::Reset(arguments) => reset::run(arguments, work, report).await,
        Command::Resolve(arguments) => resolve::run(arguments, work, report).await,
        Command::Rollback(arguments) => rollback::run(arguments, work, report).await,
        Command::Status(arguments) => status::run(arguments, work, report).await,
        Command::Completions(_) | Command::Demo(_) | Command::Init(_) | Command::Run(_) => {
            unreachable!("these are told apart before")
        }
    }
}

/// Runs a command's future to its end on this thread. Ctrl-C and SIGTERM end it in good order: a run of migrations cancels
/// its statement and rolls back; everything else is dropped where it stands, and throw-away databases are removed.
fn on<T>(interrupt: &Interrupt, command: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    let runtime = crate::runtime()?;
    let asking = interrupt.clone();
    // In a test there may be a handler already, and nobody who presses Ctrl-C.
    drop(ctrlc::set_handler(move || asking.ask()));
    runtime.block_on(async {
        let mut command = pin!(command);
        tokio::select! {
            biased;
            done = &mut command => done,
            () = interrupt.insisted() => {
                close_all().await;
                let hint = "run the command again; what was committed before stays, and it goes on from there";
                Err(Failure::new("interrupted", "interrupted, and what was open is rolled back").hint(hint))
            }
        }
    })
}
