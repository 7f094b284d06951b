//! The wish that a run end early, from whoever started it. Must not know where the wish comes from.

use std::fmt;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::watch;

/// Shared by a run and whoever may want it to end.
#[derive(Clone)]
pub struct Interrupt(Arc<Shared>);

struct Shared {
    /// How often.
    asked: watch::Sender<u32>,
    /// Runs that look at it and will end in good order.
    heeding: AtomicUsize,
    /// Ends work that keeps its thread busy.
    end: Mutex<Option<Box<dyn Fn() + Send>>>,
}

/// As long as this lives, a run ends in good order when it is asked to.
pub(crate) struct Heeding(Arc<Shared>);

impl Interrupt {
    /// Asks the run to end.
    pub fn ask(&self) {
        self.0.asked.send_modify(|times| *times += 1);
        if let Some(end) = &*self.0.end.lock().unwrap_or_else(PoisonError::into_inner) {
            end();
        }
    }

    pub fn is_asked(&self) -> bool {
        *self.0.asked.borrow() > 0
    }

    /// Ready when nobody will end in good order: nobody heeds the first wish, or it has become a second.
    pub async fn insisted(&self) {
        let mut asked = self.0.asked.subscribe();
        let insists = |times: &u32| *times > 1 || *times > 0 && self.0.heeding.load(Ordering::Relaxed) == 0;
        // The sender lives as long as this value.
        let _ = asked.wait_for(insists).await;
    }

    /// Ready when the run is asked to end, also when it was before.
    pub(crate) async fn asked(&self) {
        let mut asked = self.0.asked.subscribe();
        // The sender lives as long as this value.
        let _ = asked.wait_for(|times| *times > 0).await;
    }

    pub(crate) fn heed(&self) -> Heeding {
        self.0.heeding.fetch_add(1, Ordering::Relaxed);
        Heeding(Arc::clone(&self.0))
    }

    /// As [`Interrupt::heed`], for work that keeps its thread busy and is ended by `end` from another one.
    pub(crate) fn heed_with(&self, end: impl Fn() + Send + 'static) -> Heeding {
        *self.0.end.lock().unwrap_or_else(PoisonError::into_inner) = Some(Box::new(end));
        self.heed()
    }
}

impl Drop for Heeding {
    fn drop(&mut self) {
        self.0.heeding.fetch_sub(1, Ordering::Relaxed);
        *self.0.end.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

impl Default for Interrupt {
    fn default() -> Self {
        Interrupt(Arc::new(Shared {
            asked: watch::Sender::new(0),
            heeding: AtomicUsize::new(0),
            end: Mutex::default(),
        }))
    }
}

impl fmt::Debug for Interrupt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Interrupt").field(&self.is_asked()).finish()
    }
}
