//! What commands for CI have to say about files, and the forms in which people and CI systems read it. Must not know who
//! says it.

mod forms;
#[cfg(test)]
mod tests;

use std::ops::Range;
use std::path::{Path, PathBuf};

use evenkeel_lint::Severity;
use evenkeel_sources::position::position;
use serde::Serialize;

use crate::failure::Failure;

pub(super) use forms::{github, junit, markdown, sarif, text};

/// One thing that somebody should look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Concern {
    pub(super) severity: Severity,
    /// Stable: a rule's name, or an error's code.
    pub(super) code: String,
    /// A lowercase sentence without a final period.
    pub(super) message: String,
    /// What to do.
    pub(super) hint: Option<String>,
    #[serde(flatten)]
    pub(super) place: Option<Place>,
}

/// Where it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Place {
    pub(super) file: PathBuf,
    /// Counted from 1, as the columns, which are in characters.
    pub(super) line: usize,
    pub(super) column: usize,
    pub(super) end_line: usize,
    pub(super) end_column: usize,
}

impl Place {
    pub(super) fn within(file: &Path, text: &str, range: &Range<usize>) -> Place {
        let (start, end) = (position(text, range.start), position(text, range.end));
        Place {
            file: file.to_owned(),
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: end.column,
        }
    }
}

impl From<&Failure> for Concern {
    fn from(failure: &Failure) -> Self {
        let place = failure.place.as_ref().map(|place| match &place.marked {
            Some(marked) => Place::within(&place.file, &marked.text, &marked.range),
            None => Place::within(&place.file, "", &(0..0)),
        });
        let details = failure.details.iter().map(|detail| format!("; {}", detail.trim()));
        Concern {
            severity: Severity::Error,
            code: failure.code.to_owned(),
            message: std::iter::once(failure.message.clone()).chain(details).collect(),
            hint: failure.hints.first().cloned(),
            place,
        }
    }
}

/// How many there are of a severity, in words.
pub(super) fn tally(concerns: &[Concern]) -> String {
    let count = |severity| concerns.iter().filter(|concern| concern.severity == severity).count();
    let kinds = [Severity::Error, Severity::Warning, Severity::Note];
    let parts = kinds.into_iter().map(|severity| (count(severity), severity)).filter(|(count, _)| *count > 0);
    let parts: Vec<String> = parts
        .map(|(count, severity)| format!("{count} {severity}{}", if count == 1 { "" } else { "s" }))
        .collect();
    if parts.is_empty() { "nothing found".to_owned() } else { parts.join(", ") }
}

/// Whether somebody has to act before this may go on.
pub(super) fn stops(concerns: &[Concern], from: Severity) -> bool {
    concerns.iter().any(|concern| concern.severity >= from)
}
