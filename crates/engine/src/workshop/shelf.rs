//! The throw-away databases that are open. Must not know what is done in them.

use evenkeel_core::Selection;
use tokio::sync::Mutex;

use super::copy::copy_into;
use super::roles;
use crate::database::{Database, Lite};
use crate::error::EngineError;
use crate::scratch::{Scratch, ScratchError};
use crate::state::State;

/// How many databases are kept for a second use.
const KEPT: usize = 4;

/// Scratch databases and what is known about them.
pub(super) struct Shelf {
    /// The first is where the others come from; SQLite needs none.
    scratches: Mutex<Scratches>,
    /// Databases nobody works in, by the digest of what is in them; the newest last.
    kept: Mutex<Vec<(String, Database)>>,
    selection: Selection,
}

#[derive(Default)]
struct Scratches {
    all: Vec<Scratch>,
    /// How many of them have been handed out.
    used: usize,
}

impl Shelf {
    pub(super) fn of(first: Scratch) -> Shelf {
        let scratches = Scratches { all: vec![first], used: 0 };
        Shelf { scratches: Mutex::new(scratches), kept: Mutex::default(), selection: Selection::default() }
    }

    pub(super) fn empty() -> Shelf {
        Shelf { scratches: Mutex::default(), kept: Mutex::default(), selection: Selection::default() }
    }

    pub(super) fn select(&mut self, selection: Selection) {
        self.selection = selection;
    }

    /// Makes the roles whose absence led to the error, where that may be done; whether another try is worth it.
    pub(super) async fn make_roles(&self, error: &EngineError) -> bool {
        let missing = roles::missing(error);
        let scratches = self.scratches.lock().await;
        match scratches.all.first() {
            Some(first) => roles::make(first, &missing).await,
            None => false,
        }
    }

    /// An empty database.
    pub(super) async fn fresh(&self) -> Result<Database, EngineError> {
        let mut scratches = self.scratches.lock().await;
        let Some(first) = scratches.all.first() else {
            return Ok(Database::Sqlite(Lite::in_memory()?).selecting(&self.selection));
        };
        if scratches.used == scratches.all.len() {
            let another = first.another_database().await?;
            scratches.all.push(another);
        }
        let session = scratches.all[scratches.used].session().await?;
        scratches.used += 1;
        Ok(Database::of(session).selecting(&self.selection))
    }

    /// The database in which this state was made, or a copy of it.
    pub(super) async fn take_or_copy(&self, state: &State) -> Result<Database, EngineError> {
        let wanted = state.digest();
        let mut kept = self.kept.lock().await;
        if let Some(at) = kept.iter().position(|(digest, _)| *digest == wanted) {
            return Ok(kept.swap_remove(at).1);
        }
        drop(kept);
        let database = self.fresh().await?;
        copy_into(&database, state).await?;
        Ok(database)
    }

    /// Keeps a database for a second use; of too many the oldest is closed.
    pub(super) async fn keep(&self, digest: String, database: Database) {
        let mut kept = self.kept.lock().await;
        kept.push((digest, database));
        if kept.len() > KEPT {
            kept.remove(0);
        }
    }

    pub(super) async fn close(self) -> Result<(), ScratchError> {
        // Sessions first: nobody is to be thrown out of a database.
        drop(self.kept);
        let mut failed = None;
        for scratch in self.scratches.into_inner().all.into_iter().rev() {
            failed = scratch.close().await.err().or(failed);
        }
        failed.map_or(Ok(()), Err)
    }
}
