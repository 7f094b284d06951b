//! `evenkeel resolve`: writes into the ledger what was done by hand.

use evenkeel_engine::execute::{Outcome, Settlement, decide, settle};

use super::progress::Progress;
use super::work::Work;
use crate::arguments::Resolve;
use crate::exit::ExitStatus;
use crate::failure::Failure;
use crate::report::Report;

pub(super) async fn run(
    arguments: &Resolve,
    work: &Work<'_>,
    report: &mut Report<'_>,
) -> Result<ExitStatus, Failure> {
    let place = work.place()?;
    let migrations = work.migrations().await?;
    let database = work.open(&place, None, report).await?;
    let options = work.options(None);
    for (names, settlement, word) in [
        (&arguments.applied, Settlement::Applied, "applied"),
        (&arguments.rolled_back, Settlement::RolledBack, "taken back"),
    ] {
        if names.is_empty() {
            continue;
        }
        settle(&database, &migrations, names, settlement, &options, &mut Progress::new(report)).await?;
        for name in names {
            report.say(&format!("{name} counts as {word}; nothing was run"));
        }
    }
    for (names, outcome, goes_on) in [
        (&arguments.done, Outcome::Done, "is done; the next run goes on behind it"),
        (&arguments.not_done, Outcome::NotDone, "is not done; the next run runs it again"),
    ] {
        for name in names {
            decide(&database, &migrations, name, outcome, &options, &mut Progress::new(report)).await?;
            report.say(&format!("the open statement of {name} {goes_on}"));
        }
    }
    report.finish(&serde_json::json!({
        "applied": arguments.applied,
        "rolled_back": arguments.rolled_back,
        "done": arguments.done,
        "not_done": arguments.not_done,
    }));
    Ok(ExitStatus::Done)
}
