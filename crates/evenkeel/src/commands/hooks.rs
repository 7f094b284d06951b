//! What a project wants to be run once evenkeel has done something: typed clients that follow the schema, a dump of it.
//! Must not know what was done beyond its name.

use evenkeel_engine::Command;
use evenkeel_sources::MigrationName;

use super::progress::Timing;
use super::work::Work;
use crate::failure::Failure;
use crate::report::Report;

/// A migration was written.
pub(super) async fn after_generate(
    migration: &MigrationName,
    work: &Work<'_>,
    report: &mut Report<'_>,
) -> Result<(), Failure> {
    let Some(command) = &work.settings.hooks.after_generate else { return Ok(()) };
    let environment = [("EVENKEEL_MIGRATION", migration.as_str())];
    run("after_generate", command, &environment, report)
        .await
        .map_err(|failure| failure.hint(format!("{migration} is written; what the hook does is not done")))
}

/// Migrations were applied; where none was pending there is nothing to follow.
pub(super) async fn after_migrate(
    applied: &[Timing],
    work: &Work<'_>,
    report: &mut Report<'_>,
) -> Result<(), Failure> {
    let Some(command) = work.settings.hooks.after_migrate.as_ref().filter(|_| !applied.is_empty()) else {
        return Ok(());
    };
    let names: Vec<&str> = applied.iter().map(|timing| timing.migration.as_str()).collect();
    let names = names.join(" ");
    let environment =
        [("EVENKEEL_MIGRATIONS", names.as_str()), ("DATABASE_URL", &work.settings.need_url()?.url)];
    run("after_migrate", command, &environment, report)
        .await
        .map_err(|failure| failure.hint("the migrations stay applied; what the hook does is not done"))
}

async fn run(
    hook: &'static str,
    command: &Command,
    environment: &[(&str, &str)],
    report: &mut Report<'_>,
) -> Result<(), Failure> {
    report.say(&format!("{hook}: {}", command.line));
    command.run(environment).await.map_err(|error| {
        Failure::new("hook-failed", format!("the hook {hook} failed: {error}"))
            .hint(format!("the command stands under [hooks] in {}", crate::settings::CONFIG_NAME))
    })
}
