//! Where throw-away databases come from, and what is done in them: a desired schema is run and read back, migrations
//! are replayed, renames are tried out. Must not know the database that is worked on.

mod copy;
mod journey;
mod mend;
mod merge;
mod past;
mod proof;
mod renames;
mod roles;
mod shelf;

use std::collections::BTreeMap;

use evenkeel_core::{ObjectId, Pair, Plan, Selection, Step};
use evenkeel_sources::lexer::Dialect;
use evenkeel_sources::statement::reaches_server;
use evenkeel_sources::{Migration, Script};

pub use journey::Journey;
pub use merge::{Branches, Carried, Conflict, Merged, Rebased, Text, Touch};
pub use past::Past;
pub use proof::{Disproof, Lapse, Proof, Verdict, Way, WayBack};
pub use renames::{Rename, Wish, resolve};

use crate::database::Database;
use crate::error::EngineError;
use crate::execute::{Unwatched, run_script};
use crate::load;
use crate::planning::{RenamePolicy, plan};
use crate::scratch::{Scratch, ScratchError, ScratchRequest};
use crate::stamp::Stamp;
use crate::state::State;
use crate::trace::{Trace, trace};
use shelf::Shelf;

#[cfg(test)]
mod tests;

/// A way is short when it has fewer statements than one for so many objects.
const SHORT: usize = 20;

/// A source of throw-away databases of one dialect. Call [`Workshop::close`] when done with it.
pub struct Workshop {
    dialect: Dialect,
    major: Option<u32>,
    how: String,
    passed_over: Vec<String>,
    shelf: Shelf,
    /// How to start a cluster that nobody else uses; SQLite has none.
    alone: Option<ScratchRequest>,
}

impl Workshop {
    /// Finds or starts a PostgreSQL for scratch databases.
    ///
    /// # Errors
    /// What was tried and why it did not do.
    pub async fn postgres(request: &ScratchRequest) -> Result<Workshop, EngineError> {
        Ok(Workshop::with(vec![Scratch::acquire(request).await?], request))
    }

    /// As [`Workshop::postgres`], with databases for two who begin at once.
    ///
    /// # Errors
    /// As there.
    pub async fn postgres_for_two(request: &ScratchRequest) -> Result<Workshop, EngineError> {
        Ok(Workshop::with(Box::pin(Scratch::acquire_two(request)).await?, request))
    }

    fn with(scratches: Vec<Scratch>, request: &ScratchRequest) -> Workshop {
        let first = scratches.first().expect("a scratch was found");
        Workshop {
            dialect: Dialect::Postgres,
            major: Some(first.major()),
            how: first.how().to_owned(),
            passed_over: first.passed_over().to_vec(),
            alone: Some(ScratchRequest { major: Some(first.major()), ..request.clone() }),
            shelf: Shelf::of(scratches),
        }
    }

    /// SQLite in memory, which needs nothing.
    pub fn sqlite() -> Workshop {
        Workshop {
            dialect: Dialect::Sqlite,
            major: None,
            how: "SQLite in memory".to_owned(),
            passed_over: Vec::new(),
            shelf: Shelf::empty(),
            alone: None,
        }
    }

    /// The same workshop, in whose databases only this is looked at.
    #[must_use]
    pub fn selecting(mut self, selection: &Selection) -> Workshop {
        self.shelf.select(selection.clone());
        self
    }

    pub fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// The major version of its server; SQLite has none that would matter.
    pub fn major(&self) -> Option<u32> {
        self.major
    }

    /// What it is and where, for `--verbose`.
    pub fn how(&self) -> &str {
        &self.how
    }

    /// Places that were tried before and why they did not do.
    pub fn passed_over(&self) -> &[String] {
        &self.passed_over
    }

    /// The fingerprint to be written into a manifest.
    pub fn stamp(&self, state: &State) -> Stamp {
        Stamp::new(self.major, state.fingerprint())
    }

    /// Runs the scripts of a desired schema, in whatever order works, and reads back what they make.
    ///
    /// # Errors
    /// Every statement that fails, at its place; or a statement that does not belong into a desired schema.
    pub async fn desired(&self, scripts: &[Script]) -> Result<State, EngineError> {
        self.shield(scripts.iter()).await;
        loop {
            match self.loaded(scripts).await {
                Err(error) if self.shelf.make_roles(&error).await => {}
                done => return done,
            }
        }
    }

    async fn loaded(&self, scripts: &[Script]) -> Result<State, EngineError> {
        let database = self.shelf.fresh().await?;
        match &database {
            Database::Postgres(session) => load::load_postgres(session, scripts).await?,
            Database::Sqlite(lite) => load::load_sqlite(lite, scripts)?,
        }
        self.read_and_keep(database).await
    }

    /// For each of these objects, the migration with which it came to stay. Runs one migration after the other and looks
    /// after each.
    ///
    /// # Errors
    /// The first statement that fails.
    pub async fn traced(
        &self,
        migrations: &[Migration],
        wanted: &[ObjectId],
    ) -> Result<BTreeMap<ObjectId, String>, EngineError> {
        let mut journey = self.journey(migrations).await?;
        let mut origins: BTreeMap<ObjectId, String> = BTreeMap::new();
        for migration in migrations {
            let state = journey.on(1).await?;
            for id in wanted {
                match state.has(id) {
                    true => drop(origins.entry(id.clone()).or_insert_with(|| migration.name.to_string())),
                    false => drop(origins.remove(id)),
                }
            }
        }
        Ok(origins)
    }

    /// Runs migrations on a copy of a state, which has no rows but those that `rows` put there, and tells what each statement
    /// does to those who use the database; nothing of SQLite, which has no locks but one.
    ///
    /// # Errors
    /// The copy cannot be made, or a migration cannot be cut into statements.
    pub async fn trace(
        &self,
        state: &State,
        rows: &[String],
        migrations: &[&Migration],
    ) -> Result<Vec<Trace>, EngineError> {
        self.shield(migrations.iter().filter_map(|migration| migration.content.sql())).await;
        match self.taken_or_copied(state).await? {
            Database::Postgres(session) => {
                if !rows.is_empty() {
                    let put = session.batch(&rows.join(";\n")).await;
                    put.map_err(|error| EngineError::own("putting rows into a copy", &error))?;
                }
                trace(&session, migrations).await
            }
            Database::Sqlite(_) => Ok(Vec::new()),
        }
    }

    /// Carries out a plan on a copy of a state and reads back what it leads to.
    ///
    /// # Errors
    /// The copy cannot be made, or a statement of the plan fails.
    pub async fn rehearsed(&self, state: &State, plan: &Plan) -> Result<State, EngineError> {
        let database = self.taken_or_copied(state).await?;
        copy::carry_out(&database, plan).await?;
        self.read_and_keep(database).await
    }

    /// Runs a script on a copy of a state and reads back what it leads to.
    ///
    /// # Errors
    /// The copy cannot be made, or a statement fails.
    pub async fn after_script(&self, state: &State, script: &Script) -> Result<State, EngineError> {
        let database = self.taken_or_copied(state).await?;
        run_script(&database, script, &mut Unwatched).await?;
        self.read_and_keep(database).await
    }

    /// Renames objects in a copy of a state and reads it back, so that every definition that mentions an old name is
    /// rewritten by the database itself. Returns what came out and the steps that did it.
    ///
    /// # Errors
    /// An object cannot be renamed, or the copy cannot be made.
    pub async fn renamed(
        &self,
        state: &State,
        renames: &[Rename],
    ) -> Result<(State, Vec<Step>), EngineError> {
        if renames.is_empty() {
            return Ok((state.clone(), Vec::new()));
        }
        let database = self.taken_or_copied(state).await?;
        let mut now = state.clone();
        let mut steps = Vec::new();
        for rename in renames {
            let some = rename.steps(&now)?;
            for step in &some {
                database.run(step.statement.sql().as_str()).await?;
            }
            steps.extend(some);
            now = database.inspect().await?;
        }
        self.shelf.keep(now.digest(), database).await;
        Ok((now.seen_as(state), steps))
    }

    /// The whole way from one state to another: the renames that were told come first, then the rest.
    ///
    /// # Errors
    /// A rename names something that is not there, or there is no plan.
    pub async fn plan(
        &self,
        states: Pair<&State>,
        wishes: &[Wish<'_>],
        policy: RenamePolicy,
    ) -> Result<Plan, EngineError> {
        let renames = resolve(states.old, wishes)?;
        let (old, mut steps) = self.renamed(states.old, &renames).await?;
        let rest = plan(Pair::of(&old, states.new), policy)?;
        steps.extend(rest.steps);
        Ok(Plan { steps, repairs: rest.repairs })
    }

    /// Removes every throw-away database.
    ///
    /// # Errors
    /// What is left behind and why; the next run tries again.
    pub async fn close(self) -> Result<(), ScratchError> {
        self.shelf.close().await
    }

    async fn taken_or_copied(&self, state: &State) -> Result<Database, EngineError> {
        self.shield(std::iter::empty()).await;
        loop {
            match self.shelf.take_or_copy(state).await {
                Err(error) if self.shelf.make_roles(&error).await => {}
                done => return done,
            }
        }
    }

    /// A database in the first of two states. Where none is at hand but one that is in the second, and the way back is short
    /// beside all that there is, it is taken back.
    async fn in_state(&self, states: Pair<&State>) -> Result<Database, EngineError> {
        self.shield(std::iter::empty()).await;
        if let Some(database) = self.shelf.take(states.old).await {
            return Ok(database);
        }
        let way = plan(states.reversed(), RenamePolicy::Off);
        let is_short = |way: &Plan| way.steps.len() * SHORT < states.old.objects().len();
        if let Ok(way) = &way
            && is_short(way)
            && let Some(database) = self.shelf.take(states.new).await
            && copy::carry_out(&database, way).await.is_ok()
            && database.inspect().await?.seen_as(states.old).fingerprint() == states.old.fingerprint()
        {
            return Ok(database);
        }
        self.taken_or_copied(&states.old.modelled()).await
    }

    /// Whether a state can be made here at all.
    async fn can_make(&self, state: &State) -> Result<(), EngineError> {
        self.taken_or_copied(&state.modelled()).await.map(drop)
    }

    /// What a whole server shares is not made on one that others use: asked before the first of several scripts is run
    /// where they are run side by side.
    pub async fn shield<'s>(&self, mut scripts: impl Iterator<Item = &'s Script>) {
        let Some(request) = &self.alone else { return };
        // What cannot be cut is reported when it is to be run.
        let reaches = |script: &Script| reaches_server(self.dialect, &script.text).unwrap_or_default();
        if self.shelf.looks_after_roles() || scripts.any(reaches) {
            self.shelf.set_apart(request).await;
        }
    }

    /// The database is kept for whoever wants to rename or rehearse in it.
    async fn read_and_keep(&self, database: Database) -> Result<State, EngineError> {
        let state = database.inspect().await?;
        self.shelf.keep(state.digest(), database).await;
        Ok(state)
    }
}
