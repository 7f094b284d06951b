//! `evenkeel doctor`: what is wrong, why, and what to type.

use evenkeel_engine::EngineError;
use evenkeel_engine::backup::How;
use evenkeel_engine::doctor::{Copies, Finding, Programs, Severity, Subject, Wanted, examine};
use evenkeel_engine::place::Place;
use evenkeel_sources::extensions::created;
use evenkeel_sources::prisma::Forms;
use evenkeel_sources::{Declared, Migrations, Script};
use serde::Serialize;

use super::states::scratch_request;
use super::work::Work;
use crate::arguments::Doctor;
use crate::exit::ExitStatus;
use crate::failure::Failure;
use crate::report::{Hue, Paint, Report};

#[derive(Serialize)]
struct DoctorJson<'a> {
    database: String,
    healthy: bool,
    findings: Vec<FindingJson<'a>>,
}

#[derive(Serialize)]
struct FindingJson<'a> {
    code: &'a str,
    severity: &'a str,
    cause: &'a str,
    remedies: &'a [String],
}

pub(super) async fn run(
    arguments: &Doctor,
    work: &Work<'_>,
    report: &mut Report<'_>,
) -> Result<ExitStatus, Failure> {
    let url = &work.settings.need_url()?.url;
    let (database, findings) = match Place::resolve(url, &work.surroundings.environment) {
        // What is wrong with the URL is a finding like any other.
        Err(EngineError::Connect(error)) => {
            let code = error.code();
            ("cannot be told".to_owned(), vec![Finding { code, ..of_failure(&error.into()) }])
        }
        Err(error) => return Err(error.into()),
        Ok(place) => {
            report.detail(&work.opening(&place));
            let (migrations, unread) = migrations(work).await;
            let scratch = scratch_request(work, place.dialect(), Some(&place))?;
            let subject = Subject {
                service: work.settings.service.clone(),
                extensions: extensions(work, migrations.as_ref()),
                migrations,
                selection: work.settings.selection.clone(),
                scratch,
                copies: copies(work),
                stale_after: arguments.stale_after.0,
                programs: programs(work),
                place: place.clone(),
            };
            let found = examine(&subject).await;
            (place.to_string(), found.into_iter().chain(unread).collect())
        }
    };
    let broken = count(&findings, Severity::Broken);
    report.result(&screen(report.paint(), &database, &findings));
    report.finish(&DoctorJson {
        database,
        healthy: broken == 0,
        findings: findings.iter().map(json).collect(),
    });
    match broken {
        0 => Ok(ExitStatus::Done),
        _ => Ok(ExitStatus::Failed),
    }
}

fn of_failure(failure: &Failure) -> Finding {
    Finding {
        code: failure.code,
        severity: Severity::Broken,
        cause: failure.message.clone(),
        remedies: failure.hints.clone(),
    }
}

/// The migrations, or why they cannot be read. That there is no folder yet is nothing bad.
async fn migrations(work: &Work<'_>) -> (Option<Migrations>, Option<Finding>) {
    match work.migrations_so_far().await {
        Ok(migrations) => (Some(migrations), None),
        Err(failure) => (None, Some(of_failure(&failure))),
    }
}

/// What cannot be read creates nothing; the commands that need it say why.
fn extensions(work: &Work<'_>, migrations: Option<&Migrations>) -> Vec<Wanted> {
    let declared = Declared::load(&work.settings.schema.paths, work.settings.dialect(), &Forms::default());
    let declared = declared.unwrap_or_default().scripts;
    let all = migrations.iter().flat_map(|migrations| &migrations.list);
    let ups = all.filter_map(|migration| migration.content.sql());
    let scripts: Vec<&Script> = declared.iter().chain(ups).collect();
    let wanted = |one: evenkeel_sources::extensions::Created| Wanted {
        name: one.name,
        place: one.location.to_string(),
    };
    created(&scripts).into_iter().map(wanted).collect()
}

fn copies(work: &Work<'_>) -> Copies {
    match work.settings.backup.as_ref().map(|backup| &backup.how) {
        Some(How::BuiltIn) => Copies::Ourselves,
        Some(How::Command(_)) | None => Copies::Nobody,
    }
}

fn programs(work: &Work<'_>) -> Programs {
    let path = work.surroundings.environment.var("PATH").unwrap_or_default();
    Programs {
        path: std::env::split_paths(path).collect(),
        own: std::env::current_exe().ok(),
        version: concat!("evenkeel ", env!("CARGO_PKG_VERSION")).to_owned(),
    }
}

fn count(findings: &[Finding], severity: Severity) -> usize {
    findings.iter().filter(|finding| finding.severity == severity).count()
}

fn screen(paint: Paint, database: &str, findings: &[Finding]) -> String {
    let mut lines = vec![format!("database {database}")];
    let width = findings.iter().map(|finding| finding.code.len()).max().unwrap_or_default();
    for finding in findings {
        let word = format!("{:<7}", finding.severity.word());
        let code = format!("{:<width$}", finding.code);
        lines.push(format!("  {} {code}  {}", paint.hue(hue(finding.severity), &word), finding.cause));
        let indent = " ".repeat(width + 12);
        lines.extend(
            finding.remedies.iter().map(|remedy| format!("{indent}> {}", paint.hue(Hue::Hint, remedy))),
        );
    }
    lines.push(sentence(count(findings, Severity::Broken), count(findings, Severity::Warning)));
    lines.join("\n") + "\n"
}

fn hue(severity: Severity) -> Hue {
    match severity {
        Severity::Fine => Hue::Good,
        Severity::Warning => Hue::Warning,
        Severity::Broken => Hue::Error,
    }
}

fn sentence(broken: usize, warnings: usize) -> String {
    let warned = match warnings {
        0 => String::new(),
        1 => ", 1 warning".to_owned(),
        many => format!(", {many} warnings"),
    };
    match broken {
        0 => format!("healthy{warned}"),
        1 => format!("1 thing is broken{warned}"),
        many => format!("{many} things are broken{warned}"),
    }
}

fn json(finding: &Finding) -> FindingJson<'_> {
    FindingJson {
        code: finding.code,
        severity: finding.severity.word(),
        cause: &finding.cause,
        remedies: &finding.remedies,
    }
}
