//! A script that brings any database of a history to a declared state: what it has to know of throw-away databases. Must
//! not know how the script is written.

use std::collections::BTreeSet;

use evenkeel_core::{Catalog, ObjectId};
use evenkeel_postgres::Object;
use evenkeel_postgres::mend::{Disposal, List, Mending, is_held, question, script};
use evenkeel_sources::Migration;

use super::Workshop;
use super::copy::copy_into;
use crate::database::Database;
use crate::error::EngineError;
use crate::planning::PlanningError;
use crate::state::State;

impl Workshop {
    /// The script for every database that has had any of these migrations, or none; nothing for SQLite, which has no
    /// statements that look before they act. `accepted` names what may be lost.
    ///
    /// # Errors
    /// A migration fails, or the state cannot be made anew.
    pub async fn mending(
        &self,
        state: &State,
        migrations: &[Migration],
        accepted: &[String],
        disposal: Disposal<'_>,
    ) -> Result<Option<String>, EngineError> {
        let (State::Postgres(declared), Some(major)) = (state, self.major) else { return Ok(None) };
        let past = self.past(migrations).await?;
        let scope = scope(declared, &past.objects);
        let list = self.listed(state, &question(&scope, major)).await?;
        let gone: Vec<ObjectId> =
            past.objects.into_iter().filter(|id| is_held(id.kind()) && !declared.contains(id)).collect();
        let retyped: Vec<ObjectId> = past.altered.into_iter().filter(|id| declared.contains(id)).collect();
        let mending = Mending {
            declared,
            list: &list,
            renames: &past.renames,
            gone: &gone,
            retyped: &retyped,
            disposal,
            accepted,
            scope: &scope,
            selection: self.shelf.selection(),
            major,
        };
        let text = script(&mending).map_err(PlanningError::from)?;
        Ok(Some(text))
    }

    /// What a database in this state answers. Definitions change their wording when they are made from what the server
    /// tells of them, so both are good: that of the files and that of their copy.
    async fn listed(&self, state: &State, question: &str) -> Result<List, EngineError> {
        let original = self.taken_or_copied(state).await?;
        let told = ask(&original, question).await?;
        self.shelf.keep(state.digest(), original).await;
        let copy = self.shelf.fresh().await?;
        copy_into(&copy, state).await?;
        Ok(ask(&copy, question).await?.also(&told))
    }
}

async fn ask(database: &Database, question: &str) -> Result<List, EngineError> {
    let asked = ["SET search_path = ''; ", question].concat();
    let answer = database.run(&asked).await?;
    database.run("RESET search_path").await?;
    Ok(List::of(&answer.rows))
}

/// The schemas that the project has or had.
fn scope(declared: &Catalog<Object>, past: &BTreeSet<ObjectId>) -> Vec<String> {
    let declared = declared.of_kind("schema").iter().map(|entry| &entry.id);
    let past = past.iter().filter(|id| id.kind() == "schema");
    let names: BTreeSet<&str> = declared.chain(past).map(ObjectId::name).collect();
    names.into_iter().map(str::to_owned).collect()
}
