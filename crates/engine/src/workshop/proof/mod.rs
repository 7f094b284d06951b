//! Tries a plan out before anybody sees it: in a throw-away database that is in the old state and holds rows that are made up,
//! there and, where there is a way back, back. Must not know what the plan is for.

mod disproof;
mod rows;

use std::collections::BTreeMap;
use std::path::PathBuf;

use evenkeel_core::{Danger, Direction, ObjectId, Pair, Plan, Question, Step, render};
use evenkeel_sources::Script;

pub use disproof::{Disproof, Lapse};

use self::rows::{Filled, Watched};
use super::Workshop;
use crate::database::Database;
use crate::error::{EngineError, SqlFailure};
use crate::execute::{Unwatched, run_script};
use crate::planning::{Kept, RenamePolicy, Trial, differences, plan, questions};
use crate::state::State;

/// A plan and where it says that it leads.
#[derive(Clone, Copy, Debug)]
pub struct Way<'a> {
    pub states: Pair<&'a State>,
    pub plan: &'a Plan,
    /// What the plan keeps of what it takes away.
    pub kept: &'a Kept,
    /// The plan that leads back, where there is one.
    pub back: Option<&'a Plan>,
}

/// What trying a plan out showed.
#[derive(Debug)]
pub enum Verdict {
    /// It leads where it says.
    Proved(Proof),
    /// There is no throw-away database in which it could be tried, and why.
    Untried(String),
    /// It does not.
    Wrong(Box<Disproof>),
}

/// How a plan was tried out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proof {
    /// How many rows there were, and in how many tables.
    pub rows: u64,
    pub tables: usize,
    /// Tables that it was tried without rows of, and why.
    pub bare: BTreeMap<ObjectId, String>,
    /// How many tables it has to do with that nobody tried to fill, because there are so many.
    pub beyond: usize,
    pub back: WayBack,
}

/// How the way back was tried out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum WayBack {
    #[default]
    None,
    /// With the rows that had come there.
    Proved,
    /// Rows may stop it, and these did.
    WithoutRows(String),
    Untried(String),
}

/// Why one try came to no verdict.
enum Halt {
    /// Nothing can be tried.
    Impossible(String),
    /// The plan says itself that rows may stop it, and these did: it is to be tried without them.
    Rows(BTreeMap<ObjectId, String>),
    /// A role was missing, which is there now.
    Again,
    Wrong(Box<Disproof>),
    Engine(EngineError),
}

impl From<EngineError> for Halt {
    fn from(error: EngineError) -> Self {
        Halt::Engine(error)
    }
}

impl Workshop {
    /// Tries a plan out.
    ///
    /// # Errors
    /// The connection to a throw-away database is lost, or its catalog cannot be read.
    pub async fn proved(&self, way: &Way<'_>) -> Result<Verdict, EngineError> {
        let trial = Trial::of(way.states, way.plan, way.kept);
        let mut bare = BTreeMap::new();
        loop {
            let attempt = Attempt { workshop: self, way, trial: &trial, bare: &bare };
            match attempt.run().await {
                Ok(proof) => return Ok(Verdict::Proved(proof)),
                Err(Halt::Rows(tables)) => {
                    let before = bare.len();
                    bare.extend(tables);
                    if bare.len() == before {
                        let all = trial.fillings.iter().map(|filling| filling.table.clone());
                        bare.extend(all.map(|table| (table, "rows may stop the plan".to_owned())));
                    }
                }
                Err(Halt::Again) => {}
                Err(Halt::Impossible(why)) => return Ok(Verdict::Untried(why)),
                Err(Halt::Wrong(disproof)) => return Ok(Verdict::Wrong(disproof)),
                Err(Halt::Engine(error)) => return Err(error),
            }
        }
    }
}

#[cfg(test)]
mod tests;

struct Attempt<'a> {
    workshop: &'a Workshop,
    way: &'a Way<'a>,
    trial: &'a Trial,
    /// Tables without rows.
    bare: &'a BTreeMap<ObjectId, String>,
}

impl Attempt<'_> {
    async fn run(&self) -> Result<Proof, Halt> {
        let states = self.way.states;
        let database =
            self.workshop.in_state(states).await.map_err(|error| Halt::Impossible(error.to_string()))?;
        let filled = rows::fill(&database, &self.trial.fillings, self.bare).await?;
        mend(&database, &questions(states).unwrap_or_default()).await?;
        let there = Watched::look(&database, &self.trial.survivors.there).await?;
        let back = Watched::look(&database, &self.trial.survivors.back).await?;
        self.gone(&database, Direction::There, &filled).await?;
        self.same(there.lapse(&database).await?, Direction::There, &database, &filled)?;
        let back = match self.way.back {
            None => WayBack::None,
            Some(_) => self.gone_back(database, back, &filled).await?,
        };
        let mut bare = self.bare.clone();
        bare.extend(filled.refused.clone());
        Ok(Proof { rows: filled.rows(), tables: filled.tables(), bare, beyond: self.trial.beyond, back })
    }

    /// Takes the way in one direction and compares where it leads.
    async fn gone(&self, database: &Database, direction: Direction, filled: &Filled) -> Result<(), Halt> {
        let (plan, states) = match direction {
            Direction::There => (self.way.plan, self.way.states),
            Direction::Back => (self.way.back.unwrap_or(self.way.plan), self.way.states.reversed()),
        };
        let script = Script { path: PathBuf::from("plan.sql"), text: render::script(plan) };
        if let Err(error) = run_script(database, &script, &mut Unwatched).await {
            if self.workshop.shelf.make_roles(&error).await {
                return Err(Halt::Again);
            }
            return Err(self.stopped(error, plan, direction, database, filled).await);
        }
        let now = database.inspect().await?;
        let lapse = compared(Pair::of(&now.seen_as(states.new).modelled(), &states.new.modelled()));
        self.same(lapse, direction, database, filled)
    }

    /// What its rows do not let back is tried without them.
    async fn gone_back(
        &self,
        database: Database,
        watched: Watched<'_>,
        filled: &Filled,
    ) -> Result<WayBack, Halt> {
        let tables = match self.gone(&database, Direction::Back, filled).await {
            Ok(()) => {
                self.same(watched.lapse(&database).await?, Direction::Back, &database, filled)?;
                return Ok(WayBack::Proved);
            }
            Err(Halt::Rows(tables)) => tables,
            Err(halt) => return Err(halt),
        };
        let why = tables.into_values().next().unwrap_or_default();
        drop(database);
        if !self.way.kept.is_empty() {
            return Ok(WayBack::Untried(format!("{why}; and without rows there is nothing in quarantine")));
        }
        match self.workshop.in_state(self.way.states.reversed()).await {
            Ok(empty) => self.gone(&empty, Direction::Back, &Filled::default()).await?,
            Err(error) => return Ok(WayBack::Untried(error.to_string())),
        }
        Ok(WayBack::WithoutRows(why))
    }

    fn same(
        &self,
        lapse: Option<Lapse>,
        direction: Direction,
        database: &Database,
        filled: &Filled,
    ) -> Result<(), Halt> {
        match lapse {
            None => Ok(()),
            Some(lapse) => Err(self.wrong(lapse, direction, database, filled)),
        }
    }

    fn wrong(&self, lapse: Lapse, direction: Direction, database: &Database, filled: &Filled) -> Halt {
        Halt::Wrong(Box::new(Disproof::of(self.way, direction, lapse, database, filled)))
    }

    /// Why a statement failed: because of rows of which the plan says so, or because it is wrong.
    async fn stopped(
        &self,
        error: EngineError,
        plan: &Plan,
        direction: Direction,
        database: &Database,
        filled: &Filled,
    ) -> Halt {
        let EngineError::Sql(failure) = error else { return Halt::Engine(error) };
        let step = step_at(plan, failure.passage.range.start);
        if let Some(step) = step.filter(|step| filled.rows() > 0 && may_stop(plan, step, &failure)) {
            let of_step = filled.of(step);
            let tables = if of_step.is_empty() { filled.all() } else { of_step };
            return Halt::Rows(
                tables.into_iter().map(|table| (table, failure.cause.message.clone())).collect(),
            );
        }
        // What only another machine can make says nothing about the plan.
        let aim = match direction {
            Direction::There => self.way.states.new,
            Direction::Back => self.way.states.old,
        };
        if let Err(error) = self.workshop.can_make(aim).await {
            return Halt::Impossible(error.to_string());
        }
        let statement = step.map(|step| step.statement.sql().to_string()).unwrap_or_default();
        let lapse = Lapse::Fails { statement, cause: Box::new(failure.cause) };
        self.wrong(lapse, direction, database, filled)
    }
}

/// Mends the rows that would stop a plan, as somebody would do who is told of them.
async fn mend(database: &Database, questions: &[Question]) -> Result<(), EngineError> {
    for question in questions {
        let Some(mend) = &question.mend else { continue };
        database.run("BEGIN").await?;
        let prepare = question.prepare.as_ref().map(evenkeel_core::Sql::as_str);
        let answer = crate::execute::ask(database, prepare, question.rows.as_str()).await;
        database.run("ROLLBACK").await?;
        if matches!(answer, Ok((1.., _))) {
            // Rows that are not mended stop the plan, which is then tried without them.
            let _ = database.run(mend.as_str()).await;
        }
    }
    // A question may have made a function to ask with, on which nothing is to depend.
    match database {
        Database::Postgres(_) => database.run("DISCARD TEMP").await.map(drop),
        Database::Sqlite(_) => Ok(()),
    }
}

/// The step whose statement stands at this byte of the plan's text.
fn step_at(plan: &Plan, offset: usize) -> Option<&Step> {
    (0..plan.steps.len())
        .map(|at| &plan.steps[at])
        .zip(ends(plan))
        .find(|(_, end)| offset < *end)
        .map(|(step, _)| step)
}

/// Where each statement ends in the plan's text.
fn ends(plan: &Plan) -> impl Iterator<Item = usize> + '_ {
    (1..=plan.steps.len()).map(|count| {
        let steps = plan.steps[..count].to_vec();
        render::script(&Plan { steps, repairs: Vec::new() }).len()
    })
}

/// Whether the plan says that rows may stop this, or it is somebody's own code that did not like them.
fn may_stop(plan: &Plan, step: &Step, failure: &SqlFailure) -> bool {
    let about = |id: &ObjectId| id.leading(2).map(str::to_owned).or_else(|| Some(id.first().to_owned()));
    let told = plan.hazards().filter(|hazard| hazard.danger == Danger::MayFail);
    let told = told
        .map(|hazard| &hazard.object)
        .any(|object| *object == step.object || about(object) == about(&step.object));
    told || step.hazards.iter().any(|hazard| hazard.danger == Danger::MayFail)
        || failure.cause.context.is_some()
}

/// What is left to do once a plan is done.
fn compared(states: Pair<&State>) -> Option<Lapse> {
    let rest = match plan(states, RenamePolicy::Off) {
        Ok(rest) if rest.is_empty() && states.old.fingerprint() == states.new.fingerprint() => return None,
        Ok(rest) => render::script(&rest),
        Err(error) => error.to_string(),
    };
    let objects = differences(states).unwrap_or_default().into_iter().map(|one| one.object).collect();
    Some(Lapse::Elsewhere { objects, rest })
}
