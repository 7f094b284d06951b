//! A history gone through step by step in one throw-away database. Must not know what is looked for on the way.

use evenkeel_sources::Migration;

use super::Workshop;
use crate::database::Database;
use crate::error::EngineError;
use crate::execute::{Unwatched, replay, replay_at_a_stretch};
use crate::state::State;

/// A database on its way from empty. After an error it leads nowhere any more.
pub struct Journey<'a> {
    workshop: &'a Workshop,
    database: Database,
    way: &'a [Migration],
    /// How many of the way are behind it.
    at: usize,
}

impl Workshop {
    /// Sets out from empty; nothing is run yet.
    ///
    /// # Errors
    /// No throw-away database can be made.
    pub async fn journey<'a>(&'a self, way: &'a [Migration]) -> Result<Journey<'a>, EngineError> {
        self.shield(way.iter().filter_map(|migration| migration.content.sql())).await;
        Ok(Journey { workshop: self, database: self.shelf.fresh().await?, way, at: 0 })
    }

    /// Runs migrations in order and reads back what they lead to.
    ///
    /// # Errors
    /// The first statement that fails.
    pub async fn replayed(&self, migrations: &[Migration]) -> Result<State, EngineError> {
        let mut journey = self.journey(migrations).await?;
        journey.run(migrations.len()).await?;
        self.read_and_keep(journey.database).await
    }
}

impl Journey<'_> {
    /// Runs so many further migrations and reads back what they lead to.
    ///
    /// # Errors
    /// The first statement that fails.
    pub async fn on(&mut self, further: usize) -> Result<State, EngineError> {
        self.run(further).await?;
        self.here().await
    }

    /// What it has come to.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn here(&self) -> Result<State, EngineError> {
        self.database.inspect().await
    }

    async fn run(&mut self, further: usize) -> Result<(), EngineError> {
        let end = (self.at + further).min(self.way.len());
        if end > self.at + 1
            && let Database::Postgres(session) = &self.database
        {
            match replay_at_a_stretch(session, &self.database, &self.way[self.at..end]).await {
                Ok(()) => {
                    self.at = end;
                    return Ok(());
                }
                // One by one it is said what is wrong, and where.
                Err(_) => self.start_over().await?,
            }
        }
        loop {
            match replay(&self.database, &self.way[self.at..end], &mut Unwatched).await {
                Ok(()) => break,
                Err(error) if self.workshop.shelf.make_roles(&error).await => self.start_over().await?,
                Err(error) => return Err(error),
            }
        }
        self.at = end;
        Ok(())
    }

    async fn start_over(&mut self) -> Result<(), EngineError> {
        self.database = self.workshop.shelf.fresh().await?;
        self.at = 0;
        Ok(())
    }
}
