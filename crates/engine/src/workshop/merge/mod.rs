//! Puts the migrations of one branch behind those of another that began at the same place: three-way on catalogs, all of
//! which the database itself makes. Must not know files, or which branch anybody would rather keep.

mod joined;
mod settle;
mod verdict;

use evenkeel_core::{Pair, Plan, render};
use evenkeel_sources::{Content, Migration, Script};

pub use verdict::{Conflict, Touch};

use super::renames::told;
use super::{Rename, Wish, Workshop, resolve};
use crate::error::EngineError;
use crate::planning::{Online, RenamePolicy, plan, plan_online};
use crate::state::State;
use verdict::Sides;

/// Two branches of one history.
#[derive(Clone, Copy, Debug)]
pub struct Branches<'a> {
    /// What both have.
    pub base: &'a [Migration],
    /// What the branch that stays has beside it.
    pub ours: &'a [Migration],
    /// What is to be put behind it.
    pub theirs: &'a [Migration],
    /// On which tables what is made anew keeps readers and writers going.
    pub online: &'a Online,
}

/// What came of it.
#[derive(Debug)]
pub enum Merged {
    /// The migrations anew, in order.
    As(Vec<Rebased>),
    /// Nothing: both branches changed these facts.
    Conflicts { migration: String, conflicts: Vec<Conflict> },
    /// Nothing: no fact is in dispute, and yet no statements lead there. `near` is where one side touches what the other one
    /// changed.
    Stuck { migration: String, why: String, near: Vec<Touch> },
}

/// A migration that has another place now.
#[derive(Debug)]
pub struct Rebased {
    pub before: State,
    pub after: State,
    pub up: Text,
    /// What its statements carry out, where they are made anew.
    pub way: Option<Box<Carried>>,
}

/// A change that was carried over to another catalog.
#[derive(Debug)]
pub struct Carried {
    /// The catalog once its renames are done.
    pub renamed: State,
    /// What comes behind them.
    pub plan: Plan,
}

/// Its statements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Text {
    /// They do in the new place what they did in the old one.
    AsItWas,
    /// They are made anew; renames are told in the form of the command line.
    Anew(String),
}

impl Workshop {
    /// Puts one branch behind the other.
    ///
    /// # Errors
    /// A migration of either branch cannot be run on its own side.
    pub async fn merged(&self, branches: Branches<'_>) -> Result<Merged, EngineError> {
        let Branches { base, ours, theirs, online } = branches;
        let mut line: Vec<Migration> = [base, ours].concat();
        let mut now = self.replayed(&line).await?;
        let mut before = self.replayed(base).await?;
        let mut done = Vec::new();
        for (at, migration) in theirs.iter().enumerate() {
            let after = self.replayed(&[base, &theirs[..=at]].concat()).await?;
            let step = Step {
                workshop: self,
                ours,
                migration,
                line: &line,
                now: &now,
                before: &before,
                after: &after,
                online,
            };
            let (text, result, way) = match step.take().await? {
                Taken::Done(text, result, way) => (text, result, way),
                Taken::Conflicts(conflicts) => {
                    return Ok(Merged::Conflicts { migration: migration.name.to_string(), conflicts });
                }
                Taken::Stuck(why, near) => {
                    return Ok(Merged::Stuck { migration: migration.name.to_string(), why, near });
                }
            };
            before = after;
            line.push(moved(migration, &text));
            done.push(Rebased { before: now, after: result.clone(), up: text, way });
            now = result;
        }
        Ok(Merged::As(done))
    }
}

fn moved(migration: &Migration, text: &Text) -> Migration {
    match text {
        Text::AsItWas => migration.clone(),
        Text::Anew(text) => {
            let up = Script { text: text.clone(), ..migration.content.file().clone() };
            Migration { content: Content::Sql { up, down: None }, ..migration.clone() }
        }
    }
}

/// One migration on its way behind the other branch.
struct Step<'a> {
    workshop: &'a Workshop,
    ours: &'a [Migration],
    migration: &'a Migration,
    /// All that comes before it now.
    line: &'a [Migration],
    /// What that leads to.
    now: &'a State,
    before: &'a State,
    after: &'a State,
    online: &'a Online,
}

enum Taken {
    Done(Text, State, Option<Box<Carried>>),
    Conflicts(Vec<Conflict>),
    Stuck(String, Vec<Touch>),
}

/// Why statements do not lead to what both sides intend.
enum Off {
    /// They lead elsewhere.
    Missed(Vec<Conflict>),
    /// They cannot be made or run.
    Stuck(String),
}

/// The catalogs in which everything has the names that both branches give it.
struct Renamed {
    base: State,
    ours: State,
    theirs: State,
    /// The renames of the migration itself, in the catalog that it finds.
    told: Vec<Rename>,
}

impl Step<'_> {
    async fn take(&self) -> Result<Taken, EngineError> {
        let lost = self.renamed_and_dropped()?;
        if !lost.is_empty() {
            return Ok(Taken::Conflicts(lost));
        }
        let renamed = self.renamed().await?;
        let sides = Sides { base: &renamed.base, ours: &renamed.ours, theirs: &renamed.theirs };
        let conflicts = sides.conflicts();
        if !conflicts.is_empty() {
            return Ok(Taken::Conflicts(conflicts));
        }
        let line: Vec<Migration> = self.line.iter().chain([self.migration]).cloned().collect();
        if let Ok(result) = self.workshop.replayed(&line).await
            && sides.missed_by(&result).is_empty()
        {
            return Ok(Taken::Done(Text::AsItWas, result, None));
        }
        self.anew(&renamed, &sides).await
    }

    /// Carries the change over to the other catalog and reads what comes of it. The statements of the change itself come
    /// first, since only the database knows how it words what both have to do with; then those that lead to the facts that
    /// both intend, which know what the other branch has done.
    async fn anew(&self, renamed: &Renamed, sides: &Sides<'_>) -> Result<Taken, EngineError> {
        let carried = self.carried(sides, Pair::of(sides.base, sides.theirs)).await;
        let carried = match (carried, sides.joined()) {
            (Err(_), Some(both)) => self.carried(sides, Pair::of(sides.ours, &both)).await,
            (carried, _) => carried,
        };
        let result = match carried {
            Ok(result) => result,
            Err(Off::Missed(conflicts)) => return Ok(Taken::Conflicts(conflicts)),
            Err(Off::Stuck(why)) => return Ok(Taken::Stuck(why, sides.touching())),
        };
        let (start, mut steps) = self.workshop.renamed(self.now, &renamed.told).await?;
        match plan_online(Pair::of(&start, &result), RenamePolicy::Off, self.online) {
            Ok(rest) => {
                steps.extend(rest.steps.iter().cloned());
                let text = render::script(&Plan { steps, repairs: Vec::new() });
                let carried = Carried { renamed: start, plan: rest };
                Ok(Taken::Done(Text::Anew(text), result, Some(Box::new(carried))))
            }
            Err(error) => Ok(Taken::Stuck(error.to_string(), sides.touching())),
        }
    }

    /// What the way from one catalog to another leads to in ours, where that is what both sides intend.
    async fn carried(&self, sides: &Sides<'_>, way: Pair<&State>) -> Result<State, Off> {
        let change = plan(way, RenamePolicy::Off).map_err(|error| Off::Stuck(error.to_string()))?;
        let result = self.workshop.rehearsed(sides.ours, &change).await;
        let result = result.map_err(|error| Off::Stuck(error.to_string()))?;
        let missed = sides.missed_by(&result);
        if missed.is_empty() { Ok(result) } else { Err(Off::Missed(missed)) }
    }

    async fn renamed(&self) -> Result<Renamed, EngineError> {
        let theirs = std::slice::from_ref(self.migration);
        let (base, _) = self.told_in(self.before, self.ours).await?;
        let (base, _) = self.told_in(&base, theirs).await?;
        let (ours, told) = self.told_in(self.now, theirs).await?;
        let (theirs, _) = self.told_in(self.after, self.ours).await?;
        Ok(Renamed { base, ours, theirs, told })
    }

    /// The state once the renames that these migrations tell are done in it, as far as they mean anything there.
    async fn told_in(
        &self,
        state: &State,
        migrations: &[Migration],
    ) -> Result<(State, Vec<Rename>), EngineError> {
        let mut now = state.clone();
        let mut all = Vec::new();
        for wish in self.wishes(migrations)? {
            let Ok(renames) = resolve(&now, std::slice::from_ref(&wish)) else { continue };
            now = self.workshop.renamed(&now, &renames).await?.0;
            all.extend(renames);
        }
        Ok((now, all))
    }

    fn wishes(&self, migrations: &[Migration]) -> Result<Vec<Wish<'static>>, EngineError> {
        let all: Result<Vec<Vec<Wish<'static>>>, EngineError> =
            migrations.iter().map(|migration| told(self.workshop.dialect(), migration)).collect();
        Ok(all?.into_iter().flatten().collect())
    }

    /// What one side renamed and the other one dropped or renamed otherwise.
    fn renamed_and_dropped(&self) -> Result<Vec<Conflict>, EngineError> {
        let mut found = Vec::new();
        let ours = self.wishes(self.ours)?;
        let theirs = self.wishes(std::slice::from_ref(self.migration))?;
        for (wishes, other, is_ours) in [(&ours, self.after, Whose::Ours), (&theirs, self.now, Whose::Theirs)]
        {
            for wish in wishes {
                let renames = resolve(self.before, std::slice::from_ref(wish)).unwrap_or_default();
                found.extend(renames.iter().filter_map(|rename| lost(rename, other, is_ours)));
            }
        }
        Ok(found)
    }
}

#[derive(Clone, Copy)]
enum Whose {
    Ours,
    Theirs,
}

/// A rename of something that is not there any more on the other side, under either name.
fn lost(rename: &Rename, other: &State, whose: Whose) -> Option<Conflict> {
    let (object, new) = rename.renamed()?;
    if other.contains(object) || other.contains(&new) {
        return None;
    }
    let (renamed, gone) =
        (format!("it is renamed to {}", new.name()), "it is dropped or has another name".to_owned());
    let (ours, theirs) = match whose {
        Whose::Ours => (renamed, gone),
        Whose::Theirs => (gone, renamed),
    };
    Some(Conflict { object: object.clone(), fact: None, ours, theirs })
}
