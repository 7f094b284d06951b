//! `evenkeel generate --guarded`: a migration whose statements look before they act, for databases of which nobody knows what
//! they are. Must not know how such statements are made.

use evenkeel_core::{Pair, Plan};
use evenkeel_engine::planning::differences;
use evenkeel_engine::state::State;
use evenkeel_sources::folder::NewMigration;
use evenkeel_sources::lexer::Dialect;
use evenkeel_sources::{Migrations, checksum};

use super::drift::summary;
use super::generate::headed;
use super::repair::guards;
use super::states::Workbench;
use crate::acceptance;
use crate::arguments::Generate;
use crate::failure::Failure;
use crate::report::Report;
use crate::settings::Disposal;
use crate::terminal::Person;

/// # Errors
/// The dialect has no statements that look before they act.
pub(super) fn refuse(arguments: &Generate, dialect: Dialect) -> Result<(), Failure> {
    match (arguments.guarded, dialect) {
        (true, Dialect::Sqlite) => {
            let message = "SQLite has no statements that look before they act";
            Err(Failure::usage("no-guards", message).hint("leave out --guarded"))
        }
        (false, _) | (true, Dialect::Postgres) => Ok(()),
    }
}

/// What somebody agreed to lose. Of a guarded migration that is also what only some databases have.
pub(super) fn settled(
    arguments: &Generate,
    plan: &Plan,
    person: Option<&Person>,
    report: &mut Report<'_>,
) -> Result<Vec<String>, Failure> {
    let said = &arguments.accept.accept;
    if !arguments.guarded {
        return acceptance::settle(plan, said, person, report);
    }
    let of_plan = |name: &&String| plan.losses().any(|loss| loss.acceptance() == **name);
    let known: Vec<String> = said.iter().filter(of_plan).cloned().collect();
    let mut settled = acceptance::settle(plan, &known, person, report)?;
    settled.extend(said.iter().filter(|name| !known.contains(name)).cloned());
    Ok(settled)
}

/// Makes it lead there from whatever a database is.
///
/// # Errors
/// The dialect has no such statements, or they do not lead there.
pub(super) async fn guard(
    new: &mut NewMigration,
    (title, migrations): (&str, &Migrations),
    (declared, disposal): (&State, Disposal),
    bench: &mut Workbench,
    report: &mut Report<'_>,
) -> Result<(), Failure> {
    let mut history = migrations.list.clone();
    history.push(new.on_disk(&migrations.path));
    let accepted = new.manifest.accepted.clone();
    let dialect = bench.dialect();
    let workshop = bench.workshop(report).await?;
    let text = guards(workshop, declared, &history, &accepted, disposal, new.name.as_str()).await?;
    new.up = headed(title, &text);
    let manifest = &mut new.manifest;
    manifest.guarded = true;
    manifest.checksum = checksum::meaning(dialect, &new.up);
    manifest.questions.clear();
    if !manifest.kept.is_empty() {
        manifest.kept.clear();
        manifest.preflight.clear();
        manifest.no_down = Some(NAMED_THERE.to_owned());
        new.down = None;
    }
    history.pop();
    history.push(new.on_disk(&migrations.path));
    let found = workshop.replayed(&history).await?;
    match found.fingerprint() == declared.fingerprint() {
        true => Ok(()),
        false => {
            let left = differences(Pair::of(declared, &found))?;
            Err(Failure::new("not-equal", "its statements do not lead to the declared schema")
                .details(summary(&left)))
        }
    }
}

/// Why a guarded migration that keeps something cannot be taken back.
const NAMED_THERE: &str = "each database gives a name of its own to what waits in quarantine; evenkeel quarantine list \
    tells them, and evenkeel quarantine restore brings it back";
