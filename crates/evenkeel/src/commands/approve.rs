//! `evenkeel approve`: writes into the ledger that somebody approves of a plan on file.

use std::sync::Arc;

use evenkeel_engine::execute::{Approved, Goal, MigrateOptions, approve};

use super::migrate::{count, planned};
use super::progress::Progress;
use super::work::Work;
use crate::arguments::Approve;
use crate::exit::ExitStatus;
use crate::failure::Failure;
use crate::report::Report;

pub(super) async fn run(
    arguments: &Approve,
    work: &Work<'_>,
    report: &mut Report<'_>,
) -> Result<ExitStatus, Failure> {
    let plan = planned(&arguments.plan, work)?;
    let login = &work.surroundings.environment.user;
    let by = arguments.by.as_ref().or(login.as_ref()).map(|by| by.trim()).filter(|by| !by.is_empty());
    let by = by.ok_or_else(|| {
        Failure::usage("nameless-approval", "nobody knows who approves").hint("say who: --by NAME")
    })?;
    let place = work.place()?;
    let migrations = work.migrations().await?;
    let database = work.open(&place, None, report).await?;
    let goal = plan.to.clone().map_or(Goal::All, Goal::To);
    let options = MigrateOptions { goal, planned: Some(Arc::new(plan)), ..work.options(None) };
    let approved = approve(&database, &migrations, by, &options, &mut Progress::new(report)).await?;
    let fresh = match approved {
        Approved::Late => {
            report.say("nothing to do: all of the plan is applied");
            Vec::new()
        }
        Approved::Before => {
            report.say(&format!("nothing to do: {by} has approved of this before"));
            Vec::new()
        }
        Approved::Now(fresh) => {
            report.say(&format!("{by} approves of {}", count(fresh.len())));
            fresh
        }
    };
    report.finish(&serde_json::json!({ "by": by, "approved": fresh }));
    Ok(ExitStatus::Done)
}
