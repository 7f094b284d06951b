//! One command per file. Each takes settings and arguments, calls the engine and hands the report what came of it.

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
mod states;
mod status;
mod work;

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
        Command::Diff(arguments) => on(diff::run(arguments, &work()?, report)),
        Command::Generate(arguments) => on(generate::run(arguments, &work()?, report)),
        Command::Inspect(arguments) => on(inspect::run(arguments, &work()?, report)),
        Command::Migrate(arguments) => on(migrate::run(arguments, &work()?, report)),
        Command::Push(arguments) => on(push::run(arguments, &work()?, report)),
        Command::Reset(arguments) => on(reset::run(arguments, &work()?, report)),
        Command::Resolve(arguments) => on(resolve::run(arguments, &work()?, report)),
        Command::Rollback(arguments) => on(rollback::run(arguments, &work()?, report)),
        Command::Status(arguments) => on(status::run(arguments, &work()?, report)),
    }
}

/// Runs a command's future to its end on this thread. Ctrl-C ends it in good order where a server is at work: what is
/// open is rolled back there, and throw-away databases are removed here.
fn on(command: impl Future<Output = Result<ExitStatus, Failure>>) -> Result<ExitStatus, Failure> {
    let runtime = crate::runtime()?;
    runtime.block_on(async {
        tokio::select! {
            biased;
            done = command => done,
            Ok(()) = tokio::signal::ctrl_c() => {
                close_all().await;
                let hint = "run the command again; what was committed before stays, and it goes on from there";
                Err(Failure::new("interrupted", "interrupted, and what was open is rolled back").hint(hint))
            }
        }
    })
}
