//! What was changed by hand before a run, and whether the run may go on over it. Must not know how anything is applied.

use std::sync::Arc;

use evenkeel_sources::Migration;

use super::super::promise::{Promise, no_drift};
use super::super::survey::Survey;
use super::super::watch::Event;
use super::Run;
use crate::error::EngineError;
use crate::ledger::{LedgerView, Phase, Recall};
use crate::state::State;
use crate::stray::{Strayed, Touch};

/// What was changed by hand before the run.
pub(super) enum Drift {
    None,
    /// None of the pending migrations is about it.
    Apart(Arc<Strayed>),
    /// Somebody accepted that a migration may be about it, so that nobody knows what that leaves.
    Accepted,
}

impl Run<'_> {
    /// Whether a database on which nothing was pending still is what its last migration left.
    pub(super) async fn refuse_drift_since(
        &mut self,
        last: &Migration,
        ledger: &LedgerView,
    ) -> Result<(), EngineError> {
        let known = match Promise::after(last, 0) {
            Promise::None => ledger.fingerprint().map_or(Promise::None, Promise::of_stamp),
            promise @ Promise::Leaves { .. } => promise,
        };
        if known.is_none() {
            let why = "neither its migration.toml nor the ledger says what it leaves".to_owned();
            self.watch.event(Event::Unchecked { migration: last.name.to_string(), why });
            return Ok(());
        }
        let now = self.look().await?;
        match no_drift(&known, now, last.name.as_str(), self.watch) {
            Err(EngineError::Drift { migration, catalog }) => {
                Err(EngineError::DriftedSince { migration, catalog })
            }
            other => other,
        }
    }

    /// Holds the catalog against what the first pending migration was made for. What was changed by hand and no pending
    /// migration is about is only told.
    pub(super) async fn refuse_drift(
        &mut self,
        found: &Survey<'_>,
        ledger: &LedgerView,
    ) -> Result<(), EngineError> {
        let Some(first) = found.pending.first().filter(|_| found.in_line) else { return Ok(()) };
        if first.is_guarded() {
            return Ok(());
        }
        let promise = Promise::before(first, self.options.verify);
        let phase = ledger.record(first.name.as_str()).map(|record| &record.phase);
        if promise.is_none() || matches!(phase, Some(Phase::HalfApplied { .. })) {
            return Ok(());
        }
        let now = self.look().await?;
        match no_drift(&promise, now, first.name.as_str(), self.watch) {
            Err(EngineError::Drift { migration, catalog }) => {
                self.drift = self.judge(&promise, found, migration, catalog).await?;
                Ok(())
            }
            other => other,
        }
    }

    /// What is to be done about a drift.
    ///
    /// # Errors
    /// A pending migration is about an object that strayed, or nobody knows what strayed.
    async fn judge(
        &mut self,
        promise: &Promise,
        found: &Survey<'_>,
        migration: String,
        now: Box<State>,
    ) -> Result<Drift, EngineError> {
        let remembered = match self.database.recalled(&self.options.author.service).await? {
            Recall::Known(state) if promise.is_kept_by(self.database.major(), &state) => *state,
            Recall::Known(_) | Recall::Unknown(_) if self.options.accepted_drift.is_all() => {
                let why = "it was not what it was made for, which was accepted".to_owned();
                self.watch.event(Event::Unchecked { migration, why });
                return Ok(Drift::Accepted);
            }
            Recall::Known(_) | Recall::Unknown(_) => {
                return Err(EngineError::Drift { migration, catalog: now });
            }
        };
        let now = now.leaving_to_other_tools(&remembered);
        let strayed = Strayed::between(remembered, &now);
        let plain: Vec<&Migration> = found.pending.iter().copied().filter(|one| !one.is_guarded()).collect();
        let touched = strayed.touched(self.database.dialect(), &now, &plain);
        let (accepted, open): (Vec<Touch>, Vec<Touch>) =
            touched.into_iter().partition(|one| self.options.accepted_drift.holds(&one.difference.object));
        if !open.is_empty() {
            return Err(EngineError::Strayed { touched: open });
        }
        self.watch.event(Event::Strayed { objects: strayed.objects.clone() });
        Ok(match accepted.is_empty() {
            true => Drift::Apart(Arc::new(strayed)),
            false => Drift::Accepted,
        })
    }
}
