//! Ends that are nobody's fault: a lock that was not had, others who have waited long enough, somebody who wants the run
//! to end. Must not know how work is ended.

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

    pub(super) fn interrupted(&self, material: &Material, number: usize, kept: Kept) -> EngineError {
        EngineError::Interrupted { migration: material.migration.clone(), statement: number, kept }
    }

    /// Work was ended before its time: writes that down and puts it into words.
    pub(super) async fn halted(
        &mut self,
        material: &Material,
        number: usize,
        halt: Halt,
        seen: Seen,
    ) -> EngineError {
        let kept = material.kept(number);
        let error = match halt {
            Halt::Interrupt => self.interrupted(material, number, kept),
            Halt::Budget => self.over_budget(material, (number, material.place_of(number)), seen),
        };
        self.note_failure(material, Some(number), &error.to_string(), None).await;
        error
    }

    /// The lock was not had in all tries, or in those that others had the patience for.
    pub(super) async fn lock_not_had(
        &mut self,
        material: &Material,
        (number, passage): (usize, Passage),
        tries: u32,
        error: &ServerError,
        seen: Seen,
    ) -> EngineError {
        self.note_failure(material, Some(number), &error.to_string(), error.sqlstate()).await;
        if self.left().is_some_and(|left| left.is_zero()) {
            return self.over_budget(material, (number, passage), seen);
        }
        EngineError::LockTimeout {
            migration: material.migration.clone(),
            statement: number,
            tries,
            timeout: material.pace(number).lock_timeout.unwrap_or(self.patience.timeout),
            crowd: Box::new(seen.crowd()),
            passage: Box::new(passage),
        }
    }

    fn over_budget(
        &self,
        material: &Material,
        (number, passage): (usize, Passage),
        seen: Seen,
    ) -> EngineError {
        EngineError::BlockedTooLong {
            migration: material.migration.clone(),
            statement: number,
            budget: self.patience.max_blocked.unwrap_or_default(),
            spent: self.lock.map_or(std::time::Duration::ZERO, Lock::toll),
            crowd: Box::new(seen.crowd()),
            passage: Box::new(passage),
        }
    }
}
