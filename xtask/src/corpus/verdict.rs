//! How one migration of one pair went, and what that makes of the pair. Plain values.

use serde::Serialize;

use super::case::Way;
use crate::binary;
use crate::report::excerpt;

/// How one direction of one pair went.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "verdict", rename_all = "kebab-case")]
pub(super) enum Verdict {
    Pass,
    /// The tool named a code and did nothing.
    Refused {
        code: String,
        names: String,
    },
    /// The tool failed without a code, or took too long.
    ToolError {
        detail: String,
    },
    /// The plan does not run.
    ApplyError {
        detail: String,
    },
    /// The plan runs and leaves another schema than the wanted one.
    Wrong {
        differences: Vec<String>,
    },
    /// The schema is the wanted one, and the tool still finds something to do.
    NotEmpty {
        plan: String,
    },
    DataLost {
        lost: Vec<String>,
    },
    /// A side does not load: nothing to judge.
    Skipped {
        detail: String,
    },
}

/// What a verdict, or a pair of them, counts as. In rising order of weight: the heavier one names the pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Weight {
    Passed,
    Skipped,
    /// Refused for a kind that is not modelled.
    Refused,
    /// Refused for any other reason: counts against the score.
    RefusedOtherwise,
    Missed,
    /// Missed without a word: the tool said that all was well.
    MissedSilently,
    /// Missed, and on the list of the cases that are known to.
    Excepted,
}

impl Weight {
    /// What it counts as when the case is on the list of exceptions.
    pub(super) fn excepted(self) -> Self {
        match self {
            Self::Passed | Self::Skipped => self,
            Self::Refused | Self::RefusedOtherwise | Self::Missed | Self::MissedSilently | Self::Excepted => {
                Self::Excepted
            }
        }
    }
}

impl Verdict {
    pub(super) fn weight(&self) -> Weight {
        match self {
            Self::Pass => Weight::Passed,
            Self::Skipped { .. } => Weight::Skipped,
            Self::Refused { code, .. } if code == binary::UNMODELLED => Weight::Refused,
            Self::Refused { .. } => Weight::RefusedOtherwise,
            Self::ToolError { .. } => Weight::Missed,
            Self::ApplyError { .. } | Self::Wrong { .. } | Self::NotEmpty { .. } | Self::DataLost { .. } => {
                Weight::MissedSilently
            }
        }
    }

    /// The verdict with its reason: one line, and the first few below it.
    pub(super) fn explain(&self) -> String {
        match self {
            Self::Pass => "pass".to_owned(),
            Self::Refused { code, names } => format!("refused ({code}): {}", excerpt(names, 4)),
            Self::ToolError { detail } => format!("tool-error: {}", excerpt(detail, 4)),
            Self::ApplyError { detail } => format!("apply-error: {}", excerpt(detail, 2)),
            Self::Wrong { differences } => {
                let count = differences.len();
                format!("wrong: {count} statements differ{}", indented(differences))
            }
            Self::NotEmpty { plan } => format!("not-empty: {}", excerpt(plan, 4)),
            Self::DataLost { lost } => format!("data-lost:{}", indented(lost)),
            Self::Skipped { detail } => format!("skipped: {}", excerpt(detail, 1)),
        }
    }
}

/// One direction of one pair, as the JSON report holds it.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Record {
    pub(super) suite: String,
    pub(super) case: String,
    pub(super) way: Way,
    #[serde(flatten)]
    pub(super) verdict: Verdict,
    pub(super) elapsed_ms: u128,
}

fn indented(items: &[String]) -> String {
    items.iter().take(5).map(|item| format!("\n        {}", excerpt(item, 8))).collect()
}
