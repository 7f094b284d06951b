//! `evenkeel check`: everything that CI should ask, in one go. Must not know how a part is answered.

mod deploy;
mod history;

use evenkeel_core::Pair;
use evenkeel_engine::workshop::Workshop;
use evenkeel_lint::Severity;
use evenkeel_sources::Migrations;
use serde::Serialize;

use self::history::Course;
use super::concerns::{self, Concern, stops, tally};
use super::source::Source;
use super::states::Workbench;
use super::work::Work;
use super::{lint, policies};
use crate::arguments::{Check, CheckForm};
use crate::exit::ExitStatus;
use crate::failure::Failure;
use crate::report::{Hue, Paint, Report};

/// One question with its answer.
#[derive(Serialize)]
struct Part {
    name: &'static str,
    /// The answer in words.
    said: String,
    concerns: Vec<Concern>,
}

#[derive(Serialize)]
struct CheckJson<'a> {
    parts: &'a [Part],
}

impl Part {
    fn good(name: &'static str, said: impl Into<String>) -> Part {
        Part { name, said: said.into(), concerns: Vec::new() }
    }

    fn found(name: &'static str, concerns: Vec<Concern>) -> Part {
        Part { name, said: tally(&concerns), concerns }
    }

    fn failed(name: &'static str, failure: &Failure) -> Part {
        Part::found(name, vec![Concern::from(failure)])
    }

    fn of(name: &'static str, answer: Result<Part, Failure>) -> Part {
        answer.unwrap_or_else(|failure| Part::failed(name, &failure))
    }
}

pub(super) async fn run(
    arguments: &Check,
    work: &Work<'_>,
    report: &mut Report<'_>,
) -> Result<ExitStatus, Failure> {
    let parts = parts(arguments, work, report).await?;
    tell(arguments.format, &parts, report);
    report.finish(&CheckJson { parts: &parts });
    let from = if arguments.deny_warnings { Severity::Warning } else { Severity::Error };
    let stopped = parts.iter().any(|part| stops(&part.concerns, from));
    Ok(if stopped { ExitStatus::Failed } else { ExitStatus::Done })
}

async fn parts(arguments: &Check, work: &Work<'_>, report: &mut Report<'_>) -> Result<Vec<Part>, Failure> {
    let mut bench = Workbench::of_project(work)?;
    // Databases are made while files are read and judged.
    let read = async {
        let migrations = work.migrations_meanwhile().await?;
        let lint = Part::of(LINT, rules(arguments, work, &migrations));
        Ok::<_, Failure>((migrations, lint))
    };
    let (read, opened) = tokio::join!(read, bench.opened(&work.settings.schema, report));
    let (migrations, lint) = match read {
        Ok(read) => read,
        Err(failure) => {
            bench.close(report).await;
            return Ok(vec![Part::failed(history::NAME, &failure), deploy::part(work)]);
        }
    };
    let mut parts = vec![history::linear(&migrations)];
    let (of_course, kept) = match opened {
        Ok(()) => course(arguments, work, &migrations, &mut bench, report).await,
        Err(failure) => (vec![Part::failed(history::REPLAY, &failure)], Ok(Vec::new())),
    };
    parts.extend(of_course);
    bench.close(report).await;
    parts.push(lint);
    parts.extend(policy_part(arguments, work, &migrations, kept));
    parts.push(deploy::part(work));
    Ok(parts)
}

/// Where the migrations lead and whether there is a way back, and what the policies say of the schema.
async fn course(
    arguments: &Check,
    work: &Work<'_>,
    migrations: &Migrations,
    bench: &mut Workbench,
    report: &mut Report<'_>,
) -> (Vec<Part>, Result<Vec<Concern>, Failure>) {
    let walk = async |workshop: &Workshop| Course::of(migrations, workshop).await;
    let Course { end, back } = match bench.beside(&work.settings.schema, migrations, walk, report).await {
        Ok(course) => course,
        Err(failure) => return (vec![Part::failed(history::REPLAY, &failure)], Ok(Vec::new())),
    };
    let replayed = bench.seen(end);
    let (led, kept) = match history::declared(work, &replayed, bench, report).await {
        Err(failure) => (Part::failed(history::REPLAY, &failure), Ok(Vec::new())),
        Ok(None) => (history::undeclared(work), schema_policies(&replayed, work)),
        Ok(Some(declared)) => {
            let ends = Pair::of(&replayed, &declared);
            let led = history::replay(arguments, work, ends, bench, report).await;
            (Part::of(history::REPLAY, led), schema_policies(&declared, work))
        }
    };
    let way_back = Part::of(history::WAY_BACK, history::way_back(migrations, back));
    (vec![led, way_back], kept)
}

const LINT: &str = "lint";
const POLICIES: &str = "policies";

fn schema_policies(schema: &Source, work: &Work<'_>) -> Result<Vec<Concern>, Failure> {
    match work.settings.policy.ask_of_schema() {
        true => policies::of_schema(schema, work),
        false => Ok(Vec::new()),
    }
}

/// Nothing where the project asks for none.
fn policy_part(
    arguments: &Check,
    work: &Work<'_>,
    migrations: &Migrations,
    of_schema: Result<Vec<Concern>, Failure>,
) -> Option<Part> {
    let policies = &work.settings.policy;
    let found = of_schema.and_then(|mut found| {
        let list = lint::after(migrations, arguments.since.as_deref())?;
        found.extend(policies::of_migrations(list, policies)?);
        Ok(found)
    });
    match found {
        Ok(found) => (!policies.0.is_empty()).then(|| Part::found(POLICIES, found)),
        Err(failure) => Some(Part::failed(POLICIES, &failure)),
    }
}

fn rules(arguments: &Check, work: &Work<'_>, migrations: &Migrations) -> Result<Part, Failure> {
    match work.settings.dialect() {
        evenkeel_sources::Dialect::Sqlite => Ok(Part::good(LINT, "the rules are about PostgreSQL")),
        evenkeel_sources::Dialect::Postgres => {
            let scripts = lint::since(migrations, arguments.since.as_deref())?;
            Ok(Part::found(LINT, lint::judge(&scripts, &work.settings.lint)?))
        }
    }
}

fn tell(form: CheckForm, parts: &[Part], report: &mut Report<'_>) {
    let all: Vec<Concern> = parts.iter().flat_map(|part| part.concerns.clone()).collect();
    match form {
        CheckForm::Text => {
            report.result(&(table(report.paint(), parts) + &concerns::text(report.paint(), &all)));
        }
        CheckForm::Github => report.result(&concerns::github(&all)),
        CheckForm::Sarif => report.json_result(&concerns::sarif(&all)),
        CheckForm::Junit => {
            let parts: Vec<_> = parts.iter().map(|part| (part.name, part.concerns.as_slice())).collect();
            report.result(&concerns::junit(&parts));
        }
        CheckForm::Markdown => report.result(&markdown(parts, &all)),
    }
}

fn table(paint: Paint, parts: &[Part]) -> String {
    let line = |part: &Part| {
        let hue = match part.concerns.iter().map(|concern| concern.severity).max() {
            None | Some(Severity::Off | Severity::Note) => Hue::Good,
            Some(Severity::Warning) => Hue::Warning,
            Some(Severity::Error) => Hue::Error,
        };
        format!("{} {}\n", paint.hue(hue, &format!("{:<10}", part.name)), part.said)
    };
    parts.iter().map(line).collect()
}

/// Fit for a comment on a pull request.
fn markdown(parts: &[Part], all: &[Concern]) -> String {
    let lines: String = parts.iter().map(|part| format!("- **{}**: {}\n", part.name, part.said)).collect();
    let concerns = concerns::markdown(all);
    let gap = if concerns.is_empty() { "" } else { "\n" };
    format!("### evenkeel check: {}\n\n{lines}{gap}{concerns}", tally(all))
}
