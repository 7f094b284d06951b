//! What a history had on its way: every object that was ever there, and what was renamed. Must not know what for.

use std::collections::BTreeSet;

use evenkeel_core::{ObjectId, Pair, Step};
use evenkeel_sources::Migration;

use super::renames::told;
use super::{Workshop, resolve};
use crate::error::EngineError;
use crate::planning::{Side, differences};
use crate::state::State;

/// All that was there at some time.
#[derive(Clone, Debug, Default)]
pub struct Past {
    pub objects: BTreeSet<ObjectId>,
    /// What had the name before, what had it then, and the statement; oldest first.
    pub renames: Vec<(ObjectId, ObjectId, Step)>,
    /// Columns and types that became something else.
    pub altered: BTreeSet<ObjectId>,
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
            let next = journey.on(1).await?;
            past.altered.extend(altered(Pair::of(&now, &next))?);
            now = next;
            past.objects.extend(now.objects().into_iter().cloned());
        }
        Ok(past)
    }
}

fn altered(states: Pair<&State>) -> Result<impl Iterator<Item = ObjectId>, EngineError> {
    const SHAPES: [&str; 4] = ["column", "composite_type", "domain", "enum"];
    let both = differences(states)?.into_iter().filter(|it| it.side == Side::Both);
    Ok(both.map(|it| it.object).filter(|id| SHAPES.contains(&id.kind())))
}
