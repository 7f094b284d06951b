//! One command per file. Each takes settings and arguments, calls the engine and hands the report what came of it.

mod approve;
mod backfill;
mod bar;
mod baseline;
mod check;
mod completions;
mod concerns;
mod declaring;
mod demo;
mod diff;
mod doctor;
mod drift;
mod filling;
mod generate;
mod guarded;
mod handwritten;
mod hooks;
mod init;
mod inspect;
mod lint;
mod migrate;
mod plan;
mod planning;
mod policies;
mod progress;
mod push;
mod quarantine;
mod rebase;
mod repair;
mod reset;
mod resolve;
mod rollback;
mod run;
mod source;
mod squash;
mod states;
mod status;
mod work;

use std::pin::pin;

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
        Command::Lint(asked) => on(&work()?, async |work| lint::run(asked, work, report).await),
        Command::Run(arguments) => run::run(arguments, &work()?, report),
        Command::Backfill(asked) => on(&work()?, async |work| backfill::run(asked, work, report).await),
        Command::Baseline(asked) => on(&work()?, async |work| baseline::run(asked, work, report).await),
        Command::Check(asked) => on(&work()?, async |work| check::run(asked, work, report).await),
        Command::Diff(asked) => on(&work()?, async |work| diff::run(asked, work, report).await),
        Command::Doctor(asked) => on(&work()?, async |work| doctor::run(asked, work, report).await),
        Command::Drift(asked) => on(&work()?, async |work| drift::run(asked, work, report).await),
        Command::Generate(asked) => on(&work()?, async |work| generate::run(asked, work, report).await),
        Command::Inspect(asked) => on(&work()?, async |work| inspect::run(asked, work, report).await),
        Command::Migrate(asked) => on(&work()?, async |work| migrate::run(asked, work, report).await),
        Command::Approve(asked) => on(&work()?, async |work| approve::run(asked, work, report).await),
        Command::Plan(asked) => on(&work()?, async |work| plan::run(asked, work, report).await),
        Command::Push(asked) => on(&work()?, async |work| push::run(asked, work, report).await),
        Command::Quarantine(asked) => on(&work()?, async |work| quarantine::run(asked, work, report).await),
        Command::Rebase(asked) => on(&work()?, async |work| rebase::run(asked, work, report).await),
        Command::Repair(asked) => on(&work()?, async |work| repair::run(asked, work, report).await),
        Command::Squash(asked) => on(&work()?, async |work| squash::run(asked, work, report).await),
        Command::Reset(asked) => on(&work()?, async |work| reset::run(asked, work, report).await),
        Command::Resolve(asked) => on(&work()?, async |work| resolve::run(asked, work, report).await),
        Command::Rollback(asked) => on(&work()?, async |work| rollback::run(asked, work, report).await),
        Command::Status(asked) => on(&work()?, async |work| status::run(asked, work, report).await),
    }
}

/// Runs a command's future to its end on this thread. Ctrl-C and SIGTERM end it in good order: a run of migrations cancels
/// its statement and rolls back; everything else is dropped where it stands, and throw-away databases are removed.
fn on<'a, T>(
    work: &'a Work<'a>,
    command: impl AsyncFnOnce(&'a Work<'a>) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let runtime = crate::runtime()?;
    let interrupt = &work.interrupt;
    let asking = interrupt.clone();
    // In a test there may be a handler already, and nobody who presses Ctrl-C.
    drop(ctrlc::set_handler(move || asking.ask()));
    runtime.block_on(async {
        let mut command = pin!(command(work));
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
