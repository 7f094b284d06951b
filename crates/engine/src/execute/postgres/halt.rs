//! Ends that are nobody's fault: a lock that was not had, others who have waited long enough, somebody who wants the run
//! to end. Must not know how work is ended.

use std::time::Duration;

use super::super::document::Document;
use super::super::material::{Material, Part};
use super::Runner;
use super::lock::{Lock, Pooling};
use super::vigil::{Halt, Seen};
use crate::connect::ServerError;
use crate::error::{EngineError, Kept, Passage};

impl Runner<'_> {
    /// Whether the next part may begin.
    ///
    /// # Errors
    /// The lock is lost, or somebody wants the run to end.
    pub(super) fn may_go_on(&self, material: &Material, part: &Part) -> Result<(), EngineError> {
        match (self.lock.is_none_or(Lock::is_held), self.interrupt.is_asked()) {
            (false, _) => Err(EngineError::LockLost),
            (true, true) => Err(self.interrupted(material, part.first, Kept::Nothing)),
            (true, false) => Ok(()),
        }
    }

    pub(super) fn pooling(&self) -> Pooling {
        self.lock.map_or(Pooling::None, Lock::pooling)
    }

    pub(super) fn interrupted(&self, document: &Document, number: usize, kept: Kept) -> EngineError {
        EngineError::Interrupted { migration: document.migration.clone(), statement: number, kept }
    }

    /// Work was ended before its time: writes that down and puts it into words.
    pub(super) async fn halted(
        &mut self,
        material: &Material,
        number: usize,
        halt: Halt,
        seen: Seen,
    ) -> EngineError {
        let (kept, passage) = (material.kept(number), material.place_of(number));
        self.halted_at(material, (number, passage), kept, halt, seen).await
    }

    pub(super) async fn halted_at(
        &mut self,
        document: &Document,
        (number, passage): (usize, Passage),
        kept: Kept,
        halt: Halt,
        seen: Seen,
    ) -> EngineError {
        let error = match halt {
            Halt::Interrupt => self.interrupted(document, number, kept),
            Halt::Budget => self.over_budget(document, (number, passage), seen),
        };
        self.note_failure(document, Some(number), &error.to_string(), None).await;
        error
    }

    /// The lock was not had in all tries, or in those that others had the patience for.
    pub(super) async fn lock_not_had(
        &mut self,
        document: &Document,
        (number, passage): (usize, Passage),
        (tries, timeout): (u32, Option<Duration>),
        error: &ServerError,
        seen: Seen,
    ) -> EngineError {
        self.note_failure(document, Some(number), &error.to_string(), error.sqlstate()).await;
        if self.left().is_some_and(|left| left.is_zero()) {
            return self.over_budget(document, (number, passage), seen);
        }
        EngineError::LockTimeout {
            migration: document.migration.clone(),
            statement: number,
            tries,
            timeout: timeout.unwrap_or(self.patience.timeout),
            crowd: Box::new(seen.crowd()),
            passage: Box::new(passage),
        }
    }

    fn over_budget(
        &self,
        document: &Document,
        (number, passage): (usize, Passage),
        seen: Seen,
    ) -> EngineError {
        EngineError::BlockedTooLong {
            migration: document.migration.clone(),
            statement: number,
            budget: self.patience.max_blocked.unwrap_or_default(),
            spent: self.lock.map_or(Duration::ZERO, Lock::toll),
            crowd: Box::new(seen.crowd()),
            passage: Box::new(passage),
        }
    }
}
