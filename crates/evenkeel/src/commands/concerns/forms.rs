//! Concerns as text, as GitHub's workflow commands, as SARIF 2.1.0, as JUnit and as Markdown. Must not know who reads them.

use std::fmt::Write;

use evenkeel_lint::{Severity, rules};
use serde_json::{Value, json};

use super::{Concern, Place, tally};
use crate::report::{Hue, Paint};

/// For people: place, weight and name, the sentence, and what to do.
pub(in crate::commands) fn text(paint: Paint, concerns: &[Concern]) -> String {
    let mut text = String::new();
    for concern in concerns {
        let at = concern.place.as_ref().map(at).unwrap_or_default();
        let hue = match concern.severity {
            Severity::Error => Hue::Error,
            Severity::Warning => Hue::Warning,
            Severity::Note | Severity::Off => Hue::Note,
        };
        let weight = paint.hue(hue, &format!("{}[{}]", concern.severity, concern.code));
        put(&mut text, format_args!("{at}{weight}: {}\n", concern.message));
        if let Some(hint) = &concern.hint {
            put(&mut text, format_args!("  {}: {hint}\n", paint.hue(Hue::Note, "hint")));
        }
    }
    text
}

fn at(place: &Place) -> String {
    format!("{}:{}:{}: ", place.file.display(), place.line, place.column)
}

/// <https://docs.github.com/actions/reference/workflow-commands-for-github-actions>
pub(in crate::commands) fn github(concerns: &[Concern]) -> String {
    let mut text = String::new();
    for concern in concerns {
        let command = match concern.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note | Severity::Off => "notice",
        };
        let mut properties = format!("title={}", property(&concern.code));
        if let Some(place) = &concern.place {
            let file = property(&place.file.display().to_string());
            let Place { line, column, end_line, end_column, .. } = place;
            put(
                &mut properties,
                format_args!(
                    ",file={file},line={line},col={column},endLine={end_line},endColumn={end_column}"
                ),
            );
        }
        let hint = concern.hint.as_ref().map_or(String::new(), |hint| format!("\nhint: {hint}"));
        put(
            &mut text,
            format_args!("::{command} {properties}::{}\n", data(&(concern.message.clone() + &hint))),
        );
    }
    text
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

/// <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>
pub(in crate::commands) fn sarif(concerns: &[Concern]) -> Value {
    let level = |severity| match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note | Severity::Off => "note",
    };
    let known = rules().iter().map(|rule| {
        json!({
            "id": rule.id,
            "shortDescription": { "text": rule.why },
            "help": { "text": rule.instead },
            "defaultConfiguration": { "level": level(rule.severity) },
        })
    });
    let results = concerns.iter().map(|concern| {
        let place = concern.place.iter().map(|place| {
            json!({ "physicalLocation": {
                "artifactLocation": { "uri": place.file.display().to_string() },
                "region": {
                    "startLine": place.line, "startColumn": place.column,
                    "endLine": place.end_line, "endColumn": place.end_column,
                },
            } })
        });
        json!({
            "ruleId": concern.code,
            "level": level(concern.severity),
            "message": { "text": concern.message },
            "locations": place.collect::<Vec<_>>(),
        })
    });
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "evenkeel",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": known.collect::<Vec<_>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "results": results.collect::<Vec<_>>(),
        }],
    })
}

/// A test case for each part; notes and warnings are in its output.
pub(in crate::commands) fn junit(parts: &[(&str, &[Concern])]) -> String {
    let failed = |concerns: &[Concern]| concerns.iter().any(|concern| concern.severity == Severity::Error);
    let failures = parts.iter().filter(|(_, concerns)| failed(concerns)).count();
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"evenkeel check\" tests=\"{}\" failures=\"{failures}\">\n",
        parts.len()
    );
    for (name, concerns) in parts {
        let said = escaped(&text(Paint::Plain, concerns));
        let inside = match (concerns.is_empty(), failed(concerns)) {
            (true, _) => String::new(),
            (false, true) => {
                format!("\n    <failure message=\"{}\">{said}</failure>\n  ", escaped(&tally(concerns)))
            }
            (false, false) => format!("\n    <system-out>{said}</system-out>\n  "),
        };
        put(
            &mut xml,
            format_args!("  <testcase classname=\"evenkeel\" name=\"{name}\">{inside}</testcase>\n"),
        );
    }
    xml + "</testsuite>\n"
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// For a comment on a pull request.
pub(in crate::commands) fn markdown(concerns: &[Concern]) -> String {
    if concerns.is_empty() {
        return String::new();
    }
    let mut text = "| where | what | what to do |\n|-|-|-|\n".to_owned();
    let cell = |text: &str| text.replace('|', "\\|").replace('\n', " ");
    for concern in concerns {
        let at = concern.place.as_ref().map(|place| format!("`{}:{}`", place.file.display(), place.line));
        let hint = concern.hint.as_deref().unwrap_or_default();
        put(
            &mut text,
            format_args!(
                "| {} | **{}** {}: {} | {} |\n",
                cell(&at.unwrap_or_default()),
                concern.severity,
                concern.code,
                cell(&concern.message),
                cell(hint)
            ),
        );
    }
    text
}

fn put(text: &mut String, arguments: std::fmt::Arguments<'_>) {
    text.write_fmt(arguments).expect("writing to a string does not fail");
}
