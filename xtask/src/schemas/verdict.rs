//! How a schema fared, and how that is told. Must not know how it was tried.

use std::path::Path;

use serde::Serialize;

use super::tool::told;
use crate::failure::Failure;
use crate::{binary, paths, report};

/// Schemas whose migrations make another database each time, or less than their tool does.
const APART_BY_NATURE: &[(&str, &str)] = &[
    ("hatchet", "its migrations make partitions that are named after the day on which they run"),
    ("unleash", "the table in which its tool remembers what it ran is made by the tool"),
];

/// How a schema fared on its way through evenkeel.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "verdict", rename_all = "kebab-case")]
pub(super) enum Verdict {
    Pass,
    Refused { code: String, names: String },
    Failed { step: &'static str, detail: String },
}

/// What ends a trial early.
pub(super) enum Stop {
    Verdict(Verdict),
    /// The trial itself failed, not evenkeel.
    Broken(Failure),
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        Self::Broken(failure)
    }
}

/// What became of a schema's own migrations.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Replay {
    pub(super) run: usize,
    pub(super) not_run: Vec<NotRun>,
    pub(super) end: End,
}

/// A migration that was not run, or not to its end.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct NotRun {
    pub(crate) name: String,
    pub(crate) why: String,
}

/// How the end of the migrations stands to the schema file.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "end", rename_all = "kebab-case")]
pub(super) enum End {
    /// They make the same database, and evenkeel finds nothing to do between them.
    Equal,
    /// They cannot, for a known reason; what evenkeel plans makes the one into the other.
    Apart { why: &'static str, statements: Vec<String> },
}

/// All that is told of one schema.
#[derive(Serialize)]
pub(super) struct Record {
    pub(super) schema: String,
    #[serde(flatten)]
    pub(super) verdict: Verdict,
    pub(super) replay: Option<Replay>,
    /// What could not be tried as planned, and what was done about it.
    pub(super) notes: Vec<String>,
}

pub(super) fn failed(step: &'static str, detail: String) -> Stop {
    Stop::Verdict(Verdict::Failed { step, detail })
}

/// Migrations that do not lead to their schema file are a failure unless it is known why they cannot.
pub(super) fn end_of_differing(schema: &Path, statements: Vec<String>) -> Result<End, Stop> {
    if statements.is_empty() {
        return Ok(End::Equal);
    }
    let known = APART_BY_NATURE.iter().find(|(name, _)| paths::name(schema) == *name);
    match known {
        Some((_, why)) => Ok(End::Apart { why, statements }),
        None => Err(failed("the end of its migrations against the schema file", told(&statements))),
    }
}

impl Verdict {
    pub(super) fn of(tried: Result<(), Stop>) -> Self {
        match tried {
            Ok(()) => Self::Pass,
            Err(Stop::Verdict(verdict)) => verdict,
            Err(Stop::Broken(failure)) => Self::Failed { step: "trial", detail: failure.to_string() },
        }
    }

    fn explain(&self) -> String {
        match self {
            Self::Pass => "pass".to_owned(),
            Self::Refused { code, names } => format!("refused ({code}): {}", report::excerpt(names, 6)),
            Self::Failed { step, detail } => format!("FAILED at {step}: {}", report::excerpt(detail, 20)),
        }
    }

    pub(super) fn is_bad(&self) -> bool {
        match self {
            Self::Pass => false,
            Self::Refused { code, .. } => code != binary::UNMODELLED,
            Self::Failed { .. } => true,
        }
    }
}

impl Record {
    pub(super) fn print(&self) {
        let replay = self.replay.as_ref().map(Replay::explain).unwrap_or_default();
        report::line(format!("{}: {}{replay}", self.schema, self.verdict.explain()));
        self.notes.iter().for_each(|note| report::line(format!("    {note}")));
        let Some(replay) = &self.replay else { return };
        for NotRun { name, why } in &replay.not_run {
            report::line(format!("    not run: {name}: {why}"));
        }
        if let End::Apart { why, .. } = &replay.end {
            report::line(format!("    apart: {why}"));
        }
    }
}

impl Replay {
    fn explain(&self) -> String {
        let Replay { run, not_run, end } = self;
        let end = match end {
            End::Equal => "lead to the schema file".to_owned(),
            End::Apart { statements, .. } => {
                format!("end {} statements beside the schema file", statements.len())
            }
        };
        let all = run + not_run.len();
        format!("; {run} of {all} migrations replayed, they {end}")
    }
}

/// The last line: how many of each.
pub(super) fn print_summary(records: &[Record]) {
    let [mut passed, mut refused, mut failed] = [0_usize; 3];
    for record in records {
        match record.verdict {
            Verdict::Pass => passed += 1,
            Verdict::Refused { .. } => refused += 1,
            Verdict::Failed { .. } => failed += 1,
        }
    }
    let replays: Vec<&Replay> = records.iter().filter_map(|record| record.replay.as_ref()).collect();
    let in_step = replays.iter().filter(|replay| matches!(replay.end, End::Equal)).count();
    let run: usize = replays.iter().map(|replay| replay.run).sum();
    let not_run: usize = replays.iter().map(|replay| replay.not_run.len()).sum();
    report::line("");
    report::line(format!("{} schemas: {passed} passed, {failed} failed, {refused} refused", records.len()));
    report::line(format!(
        "{} histories, {run} migrations run and {not_run} not: {in_step} lead to their schema file, {} do not",
        replays.len(),
        replays.len() - in_step,
    ));
}
