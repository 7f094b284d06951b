//! Where a migration goes on that an earlier run left half done. Must not know a database.

use super::ready::Ready;
use crate::error::{EngineError, Fault};
use crate::ledger::{Done, Phase, Record};

/// Where to begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Start {
    Afresh,
    /// The parts before this one are done.
    At(usize),
    /// As [`Start::At`], and nobody knows how this part ended.
    Open(usize),
}

impl Start {
    pub(crate) fn index(self) -> usize {
        match self {
            Start::Afresh => 0,
            Start::At(index) | Start::Open(index) => index,
        }
    }
}

/// Finds the place from what the ledger says.
///
/// # Errors
/// A part that is done, or under way, means something else now.
pub(crate) fn start(ready: &Ready, record: Option<&Record>) -> Result<Start, EngineError> {
    let Some(Phase::HalfApplied { done, open } | Phase::HalfTakenBack { done, open }) =
        record.map(|record| &record.phase)
    else {
        return Ok(Start::Afresh);
    };
    done.iter().chain(open).try_for_each(|known| unchanged(ready, known))?;
    let next = done.iter().map(|known| known.segment + 1).max().unwrap_or(0);
    Ok(match open {
        Some(open) => Start::Open(open.segment),
        None if next == 0 => Start::Afresh,
        None => Start::At(next),
    })
}

fn unchanged(ready: &Ready, known: &Done) -> Result<(), EngineError> {
    let now = ready.part_checksum(known.segment);
    match known.checksum.as_deref() {
        Some(then) if now == Some(then) => Ok(()),
        Some(_) | None => Err(EngineError::History(vec![Fault::HalfEdited {
            migration: ready.document().migration.clone(),
            segment: known.segment,
        }])),
    }
}
