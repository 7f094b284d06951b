//! What is written down of a run at its end, by which the next one knows what this one left. Must not know how anything is
//! applied.

use evenkeel_sources::Migration;

use super::super::options::Verify;
use super::super::promise::Seen;
use super::super::survey::Survey;
use super::super::watch::Event;
use super::{Drift, Run};
use crate::database::look::Keeping;
use crate::error::EngineError;
use crate::ledger::{Entry, EventKind};

impl Run<'_> {
    /// The catalog after the run is written down once, where no migration had to say what it should be.
    pub(super) async fn record_stamp(&mut self, found: &Survey<'_>) -> Result<(), EngineError> {
        let last =
            found.pending.last().filter(|last| self.summary.applied.last() == Some(&last.name.to_string()));
        let Some(last) = last else { return Ok(()) };
        let drifted = !matches!(self.drift, Drift::None);
        if self.summary.fingerprint.is_some() || self.options.verify == Verify::Off || drifted {
            return Ok(());
        }
        let seen = Seen::of(self.database.major(), self.database.look(Keeping::Rows).await?);
        let stamp = seen.stamp.to_string();
        let entry =
            Entry { fingerprint: Some(&stamp), ..Entry::new(last.name.as_str(), EventKind::Fingerprint) };
        self.database.add_to_ledger(&self.options.author, &[entry]).await?;
        self.summary.fingerprint = Some(stamp);
        self.last = Some(Box::new(seen));
        Ok(())
    }

    /// Keeps what the run left, by which a drift is told later. Where the database had strayed before, nobody read what
    /// the history alone would have left.
    pub(super) async fn remember(&mut self) {
        let Drift::None = self.drift else { return };
        let Some(Seen { stamp, rows: Some(rows), .. }) = self.last.as_deref() else { return };
        let kept = self.database.keep_catalog(&self.options.author, rows, stamp).await;
        if let Err(error) = kept {
            self.watch.event(Event::NotRemembered { why: error.to_string() });
        }
    }

    /// What was seen is no part of what was done: that it cannot be written down must not hide how the run ended.
    pub(super) async fn keep_timings(&self) {
        let list: Vec<&Migration> = self.migrations.list.iter().collect();
        let _ = self.database.keep_timings(&self.author, &list, &self.timings.take()).await;
    }
}
