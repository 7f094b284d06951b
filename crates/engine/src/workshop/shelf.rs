//! The throw-away databases that are open. Must not know what is done in them.

use std::collections::BTreeSet;

use evenkeel_core::{ObjectId, Selection};
use futures_util::future::join_all;
use tokio::sync::Mutex;

use super::copy::copy_into;
use super::roles;
use crate::database::{Database, Lite};
use crate::error::EngineError;
use crate::scratch::{Scratch, ScratchError, ScratchRequest};
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
    /// Where each further one has a cluster to itself: how to start it.
    apart: Option<ScratchRequest>,
    /// Roles that a cluster gets because a schema speaks of them.
    roles: BTreeSet<String>,
}

impl Scratches {
    async fn another(&self) -> Result<Scratch, EngineError> {
        match (&self.apart, self.all.first()) {
            (None, Some(first)) => Ok(first.another_database().await?),
            (Some(request), _) => {
                let scratch = Scratch::alone(request).await?;
                let roles: Vec<String> = self.roles.iter().cloned().collect();
                roles::make(&scratch, &roles).await;
                Ok(scratch)
            }
            (None, None) => unreachable!("a shelf of PostgreSQL begins with a scratch"),
        }
    }
}

impl Shelf {
    pub(super) fn of(all: Vec<Scratch>) -> Shelf {
        let scratches = Scratches { all, ..Scratches::default() };
        Shelf { scratches: Mutex::new(scratches), kept: Mutex::default(), selection: Selection::default() }
    }

    pub(super) fn empty() -> Shelf {
        Shelf { scratches: Mutex::default(), kept: Mutex::default(), selection: Selection::default() }
    }

    /// Whether roles are among what is looked at.
    pub(super) fn looks_after_roles(&self) -> bool {
        !self.selection.roles.is_empty()
    }

    pub(super) fn selection(&self) -> &Selection {
        &self.selection
    }

    pub(super) fn select(&mut self, selection: Selection) {
        self.selection = selection;
    }

    /// Makes the roles whose absence led to the error, where that may be done; whether another try is worth it.
    pub(super) async fn make_roles(&self, error: &EngineError) -> bool {
        let mut missing = roles::missing(error);
        // Roles that are looked after have to be declared.
        missing.retain(|role| !self.selection.asks_for(&ObjectId::new("role", &[role])));
        let mut scratches = self.scratches.lock().await;
        if scratches.apart.is_some() {
            let known = scratches.roles.len();
            scratches.roles.extend(missing);
            return scratches.roles.len() > known;
        }
        match scratches.all.first() {
            Some(first) => roles::make(first, &missing).await,
            None => false,
        }
    }

    /// From now on each database has a cluster to itself: what is made there reaches nobody else.
    pub(super) async fn set_apart(&self, request: &ScratchRequest) {
        let mut scratches = self.scratches.lock().await;
        if scratches.apart.is_none() {
            scratches.apart = Some(request.clone());
            scratches.used = scratches.all.len();
        }
    }

    /// An empty database.
    pub(super) async fn fresh(&self) -> Result<Database, EngineError> {
        let mut scratches = self.scratches.lock().await;
        if scratches.all.is_empty() {
            return Ok(Database::Sqlite(Lite::in_memory()?).selecting(&self.selection));
        }
        if scratches.used == scratches.all.len() {
            let another = scratches.another().await?;
            scratches.all.push(another);
        }
        let session = scratches.all[scratches.used].session().await?;
        scratches.used += 1;
        Ok(Database::of(session).selecting(&self.selection))
    }

    /// The database in which this state was made.
    pub(super) async fn take(&self, state: &State) -> Option<Database> {
        let wanted = state.digest();
        let mut kept = self.kept.lock().await;
        let at = kept.iter().position(|(digest, _)| *digest == wanted)?;
        Some(kept.swap_remove(at).1)
    }

    /// The database in which this state was made, or a copy of it.
    pub(super) async fn take_or_copy(&self, state: &State) -> Result<Database, EngineError> {
        if let Some(database) = self.take(state).await {
            return Ok(database);
        }
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
        let closing = self.scratches.into_inner().all.into_iter().rev().map(Scratch::close);
        join_all(closing).await.into_iter().find(Result::is_err).unwrap_or(Ok(()))
    }
}
