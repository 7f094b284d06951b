//! `evenkeel lint`: what the text of migrations, or of any SQL files, tells about what they could do to people.

use std::path::Path;

use evenkeel_engine::nearest::{did_you_mean, nearest};
use evenkeel_lint::{Levels, Rule, Severity, find, lint, rules};
use evenkeel_sources::lexer::Dialect;
use evenkeel_sources::{Migration, Migrations, Script, files};
use serde::Serialize;

use super::concerns::{self, Concern, Place, stops, tally};
use super::policies;
use super::source::Spec;
use super::states::Workbench;
use super::work::Work;
use crate::arguments::{Lint, LintForm};
use crate::exit::ExitStatus;
use crate::failure::Failure;
use crate::report::{Hue, Paint, Report};
use crate::translate::in_file;

#[derive(Serialize)]
struct LintJson<'a> {
    files: usize,
    findings: &'a [Concern],
}

pub(super) async fn run(
    arguments: &Lint,
    work: &Work<'_>,
    report: &mut Report<'_>,
) -> Result<ExitStatus, Failure> {
    if let Some(id) = &arguments.explain {
        let rule = find(id).ok_or_else(|| unknown(id))?;
        report.result(&explanation(report.paint(), rule));
        return Ok(ExitStatus::Done);
    }
    let (files, found) = match arguments.paths.as_slice() {
        [] => of_project(arguments, work, report).await?,
        paths => {
            let scripts = paths.iter().map(|path| files::load(path)).collect::<Result<Vec<_>, _>>()?.concat();
            (scripts.len(), judge(&scripts, &work.settings.lint)?)
        }
    };
    match arguments.format {
        LintForm::Text => report.result(&concerns::text(report.paint(), &found)),
        LintForm::Github => report.result(&concerns::github(&found)),
        LintForm::Sarif => report.json_result(&concerns::sarif(&found)),
    }
    if arguments.format == LintForm::Text {
        report.say(&format!("{}: {}", in_files(files), tally(&found)));
    }
    report.finish(&LintJson { files, findings: &found });
    let from = if arguments.deny_warnings { Severity::Warning } else { Severity::Error };
    Ok(if stops(&found, from) { ExitStatus::Failed } else { ExitStatus::Done })
}

/// How many of the project's migrations the rules were asked about, and what they and its policies say of migrations and
/// schema, which is read only where they ask for it.
async fn of_project(
    arguments: &Lint,
    work: &Work<'_>,
    report: &mut Report<'_>,
) -> Result<(usize, Vec<Concern>), Failure> {
    let judged = by_what(work)?;
    let migrations = work.migrations().await?;
    let list = after(&migrations, arguments.since.as_deref())?;
    let scripts = match judged {
        Judged::Rules => scripts(list),
        Judged::Policies => Vec::new(),
    };
    let mut found = judge(&scripts, &work.settings.lint)?;
    let policies = &work.settings.policy;
    found.extend(policies::of_migrations(list, policies)?);
    if policies.ask_of_schema() {
        let schema = &work.settings.schema;
        let spec = if schema.is_there() { Spec::Declared(schema.clone()) } else { Spec::History(migrations) };
        let mut bench = Workbench::of_project(work)?;
        let judged = bench.state(&spec, report).await.and_then(|source| policies::of_schema(&source, work));
        bench.close(report).await;
        found.extend(judged?);
    }
    Ok((scripts.len(), found))
}

fn in_files(files: usize) -> String {
    if files == 1 { "1 file".to_owned() } else { format!("{files} files") }
}

/// What the project's migrations are judged by.
enum Judged {
    Rules,
    /// They alone.
    Policies,
}

/// Locks and rewrites, which the rules are about, are PostgreSQL's.
fn by_what(work: &Work<'_>) -> Result<Judged, Failure> {
    match work.settings.dialect() {
        Dialect::Postgres => Ok(Judged::Rules),
        Dialect::Sqlite if !work.settings.policy.0.is_empty() => Ok(Judged::Policies),
        Dialect::Sqlite => {
            let message = "the rules are about PostgreSQL, and these migrations are for SQLite";
            Err(Failure::usage("no-rules", message)
                .hint("name files to judge them all the same: evenkeel lint migrations"))
        }
    }
}

/// The scripts of the migrations that come after the one of this name.
pub(super) fn since(migrations: &Migrations, name: Option<&str>) -> Result<Vec<Script>, Failure> {
    Ok(scripts(after(migrations, name)?))
}

fn scripts(list: &[Migration]) -> Vec<Script> {
    list.iter().filter_map(|migration| migration.content.sql().cloned()).collect()
}

/// The migrations that come after the one of this name.
pub(super) fn after<'a>(migrations: &'a Migrations, name: Option<&str>) -> Result<&'a [Migration], Failure> {
    let list = migrations.list.as_slice();
    let Some(name) = name else { return Ok(list) };
    match list.iter().position(|one| one.name.as_str() == name) {
        Some(at) => Ok(&list[at + 1..]),
        None => {
            let names = list.iter().map(|one| one.name.as_str());
            Err(missing(&format!("there is no migration {name}"), name, names))
        }
    }
}

fn unknown(id: &str) -> Failure {
    missing(&format!("there is no rule {id}"), id, rules().iter().map(|rule| rule.id))
}

fn missing<'a>(message: &str, name: &str, names: impl Iterator<Item = &'a str>) -> Failure {
    let failure = Failure::usage("no-such-name", message);
    match did_you_mean(&nearest(name, names)) {
        Some(hint) => failure.hint(hint),
        None => failure,
    }
}

/// What the rules say of these scripts.
pub(super) fn judge(scripts: &[Script], levels: &Levels) -> Result<Vec<Concern>, Failure> {
    let mut found = Vec::new();
    for script in scripts {
        let findings =
            lint(&script.text, levels).map_err(|error| in_file("cannot-split", &script.locate(error)))?;
        found.extend(findings.into_iter().map(|finding| Concern {
            severity: finding.severity,
            code: finding.rule.id.to_owned(),
            message: finding.message,
            hint: Some(finding.rule.hint()),
            place: Some(Place::within(Path::new(&script.path), &script.text, &finding.range)),
        }));
    }
    Ok(found)
}

fn explanation(paint: Paint, rule: &Rule) -> String {
    let title = paint.hue(Hue::Strong, rule.id);
    let indented = |text: &str| text.lines().map(|line| format!("    {line}\n")).collect::<String>();
    format!(
        "{title} ({})\n\n{}\n{}\n\nfound:\n{}\nnot found:\n{}",
        rule.severity,
        rule.why,
        rule.instead,
        indented(rule.bad),
        indented(rule.good)
    )
}
