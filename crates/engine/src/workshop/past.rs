//! What a history had on its way: every object that was ever there, and what was renamed. Must not know what for.

use std::collections::BTreeSet;

use evenkeel_core::{ObjectId, Step};
use evenkeel_sources::Migration;

use super::renames::told;
use super::{Workshop, resolve};
use crate::error::EngineError;

/// All that was there at some time.
#[derive(Clone, Debug, Default)]
pub struct Past {
    pub objects: BTreeSet<ObjectId>,
    /// What had the name before, what had it then, and the statement; oldest first.
    pub renames: Vec<(ObjectId, ObjectId, Step)>,
}

impl Workshop {
    /// Runs migrations one after the other and looks after each.
    ///
    /// # Errors
    /// The first statement that fails.
    pub async fn past(&self, migrations: &[Migration]) -> Result<Past, EngineError> {
        let mut journey = self.journey(migrations).await?;
        let mut past = Past::default();
        let mut now = journey.here().await?;
        for migration in migrations {
            for rename in resolve(&now, &told(self.dialect, migration)?)? {
                let statement = rename.steps(&now)?.into_iter().next();
                let renamed = rename.renamed().zip(statement);
                past.renames.extend(renamed.map(|((old, new), step)| (old.clone(), new, step)));
            }
            now = journey.on(1).await?;
            past.objects.extend(now.objects().into_iter().cloned());
        }
        Ok(past)
    }

    /// Asks a database that is in this state.
    ///
    /// # Errors
    /// The database cannot be made, or the query fails.
    pub async fn asked(
        &self,
        state: &crate::state::State,
        query: &str,
    ) -> Result<Vec<Vec<Option<String>>>, EngineError> {
        let database = self.taken_or_copied(state).await?;
        let answer =
            database.run(&["SET search_path = \'\'; ", query, "; RESET search_path"].concat()).await?;
        self.shelf.keep(state.digest(), database).await;
        Ok(answer.rows)
    }
}
