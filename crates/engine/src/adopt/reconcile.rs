//! Two ledgers held against each other. Must not know a database.

use evenkeel_sources::layout::Runs;

use super::{AdoptError, Companion, Form, Mode, Told};
use crate::error::{EngineError, Fault};
use crate::ledger::{LedgerView, NOT_WRITTEN, Phase, Record};

/// What has to be written so that both ledgers say the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Due {
    /// Into ours: the other tool applied them.
    pub(crate) take_over: Vec<String>,
    /// Into ours: the other tool took them back.
    pub(crate) take_back: Vec<String>,
    /// Into theirs: we applied them before their ledger was kept.
    pub(crate) hand_on: Vec<String>,
    /// Of theirs, before anything is written into it.
    pub(super) form: Form,
}

impl Due {
    pub(crate) fn is_nothing(&self) -> bool {
        self.take_over.is_empty() && self.take_back.is_empty() && self.hand_on.is_empty()
    }

    /// Our ledger as it will be.
    pub(crate) fn seen(&self, companion: &Companion, ledger: LedgerView) -> LedgerView {
        let tool = companion.tool.word();
        let over = self.take_over.iter().map(|name| (name, Phase::Applied));
        let back = self.take_back.iter().map(|name| (name, Phase::RolledBack));
        over.chain(back).fold(ledger, |view, (name, phase)| view.with(record(name, phase, tool)))
    }
}

fn record(migration: &str, phase: Phase, tool: &str) -> Record {
    Record {
        migration: migration.to_owned(),
        phase,
        checksum: None,
        bytes: None,
        fingerprint: None,
        failure: None,
        attempts: 1,
        duration_ms: None,
        tool: tool.to_owned(),
        role: None,
        host: None,
        at: String::new(),
        row: NOT_WRITTEN,
    }
}

/// What the ledgers lack of each other. `told` is nothing where the other tool has no ledger yet; what is being settled
/// by hand may stand as it will in its ledger.
///
/// # Errors
/// The other tool's ledger is in a state in which the tool itself would not go on.
pub(super) fn reconcile(
    companion: &Companion,
    ours: &LedgerView,
    told: Option<&Told>,
    settled: &[String],
) -> Result<Due, EngineError> {
    let here = |name: &str| ours.is_applied(name);
    let known = || companion.known.iter().filter(|known| known.runs == Runs::Once);
    let Some(told) = told else {
        let hand_on: Vec<String> =
            known().map(|known| known.migration.clone()).filter(|name| here(name)).collect();
        return match (companion.mode, hand_on.is_empty()) {
            (Mode::Guest, false) => {
                let table = companion.table.name().to_string();
                Err(AdoptError::Gone { tool: companion.tool, table }.into())
            }
            (Mode::Guest, true) | (Mode::Host, _) => Ok(Due { hand_on, form: Form::First, ..Due::default() }),
        };
    };
    refuse(companion, ours, told, settled)?;
    let there = |name: &str| told.applied.iter().any(|applied| applied == name);
    let names = |lacking: &dyn Fn(&str) -> bool| -> Vec<String> {
        known().map(|known| known.migration.clone()).filter(|name| lacking(name)).collect()
    };
    let only_here = names(&|name| here(name) && !there(name));
    let take_over = names(&|name| there(name) && !here(name));
    Ok(match companion.mode {
        Mode::Guest => Due { take_over, take_back: only_here, hand_on: Vec::new(), form: told.form },
        Mode::Host => Due { take_over, take_back: Vec::new(), hand_on: only_here, form: told.form },
    })
}

fn refuse(
    companion: &Companion,
    ours: &LedgerView,
    told: &Told,
    settled: &[String],
) -> Result<(), EngineError> {
    // What we have begun ourselves we go on with.
    let begun =
        |name: &str| matches!(ours.record(name).map(|record| &record.phase), Some(Phase::HalfApplied { .. }));
    let failed = told.failed.iter().find(|(name, _)| !begun(name) && !settled.contains(name));
    if let Some((migration, why)) = failed {
        let (migration, why) = (migration.clone(), why.clone());
        return Err(AdoptError::Failed { tool: companion.tool, migration, why }.into());
    }
    let edited = told.edited.iter().map(|name| Fault::Edited { migration: name.clone() });
    let missing = told.missing.iter().map(|key| Fault::Missing { migration: key.clone() });
    let faults: Vec<Fault> = edited.chain(missing).collect();
    match faults.is_empty() {
        true => Ok(()),
        false => Err(EngineError::History(faults)),
    }
}
