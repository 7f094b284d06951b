//! Recipes that keep readers and writers going while a table that is in use changes: several statements, none of which
//! keeps anybody waiting for long, in the place of one that does. They leave the catalog that the one would leave.
//!
//! Must not know the order of things: a recipe stands where the statement stood, and ends before the next begins.

mod check;
mod foreign_key;
mod index;
mod key;
mod not_null;
mod phases;
mod replaced;

use std::collections::BTreeSet;
use std::sync::Arc;

use evenkeel_core::{Action, Boundary, Danger, Lock, ObjectId, Pair, Sql, Statement, Step, View};

use crate::dialect::Postgres;
use crate::kinds::check::Check;
use crate::kinds::foreign_key::ForeignKey;
use crate::kinds::proof::validating;
use crate::kinds::{Object, backed, table_of};
use crate::locks::Mode;
use phases::{Phases, side_by_side};
use replaced::Replaced;

/// On which tables a plan keeps readers and writers going.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Online {
    /// On none: every change is the shortest statement.
    #[default]
    Never,
    /// On all that are there already, but these, which are known to hold no rows.
    Existing { but: Arc<BTreeSet<ObjectId>> },
}

impl Online {
    /// On all that are there already.
    pub fn everywhere() -> Self {
        Online::Existing { but: Arc::default() }
    }

    /// Whether people go on reading and writing a table or materialized view while the plan is carried out: it is there
    /// throughout, and may hold rows.
    pub(crate) fn keeps_going(&self, view: &View<'_, Postgres>, relation: &ObjectId) -> bool {
        match self {
            Online::Never => false,
            Online::Existing { but } => !but.contains(relation) && stays(view, relation),
        }
    }

    /// Puts recipes in the place of steps. None of the steps has been made one with its neighbours yet.
    pub(crate) fn applied(
        &self,
        view: &View<'_, Postgres>,
        kept: &dyn Fn(&ObjectId) -> bool,
        steps: Vec<Step>,
    ) -> Vec<Step> {
        match self {
            Online::Never => steps,
            Online::Existing { .. } => {
                let recipes = Recipes { view, online: self, kept };
                let (mut replaced, steps) = Replaced::taken_from(&recipes, steps);
                let phases = steps.into_iter().map(|step| recipes.recipe(step, &mut replaced)).collect();
                side_by_side(phases)
            }
        }
    }
}

/// What recipes are made from.
struct Recipes<'a> {
    view: &'a View<'a, Postgres>,
    online: &'a Online,
    /// Objects of which something goes into quarantine or comes out of it: that is one piece of work.
    kept: &'a dyn Fn(&ObjectId) -> bool,
}

impl Recipes<'_> {
    fn recipe(&self, step: Step, replaced: &mut Replaced) -> Phases {
        let made = match (self.kept)(&step.object) {
            true => None,
            false => self.made(&step, replaced),
        };
        made.unwrap_or_else(|| Phases::plain(replaced.plain(step)))
    }

    /// None where the step is best as it is.
    fn made(&self, step: &Step, replaced: &mut Replaced) -> Option<Phases> {
        let objects = self.view.objects(&step.object);
        match (step.action, objects) {
            (Action::Drop, Pair { old: Some(Object::Index(index)), .. }) => index::dropped(self, index, step),
            (Action::Create, Pair { new: Some(Object::Index(index)), .. }) => {
                index::made(self, index, step, replaced)
            }
            (Action::Create, Pair { new: Some(Object::ForeignKey(key)), .. }) => {
                foreign_key::made(self, key, step)
            }
            (Action::Create, Pair { new: Some(Object::Check(check)), .. }) => check::made(self, check, step),
            (Action::Create, Pair { new: Some(object), .. }) => {
                backed::key(object).and_then(|key| key::made(self, key, step, replaced))
            }
            (Action::Alter, Pair { old: Some(Object::Column(_)), new: Some(Object::Column(column)) }) => {
                not_null::demanded(self, column, step)
            }
            (Action::Alter, Pair { new: Some(object), .. }) => validated(self, object, step),
            (Action::Drop | Action::Alter | Action::Create | Action::Rename, _) => None,
        }
    }

    fn is_in_use(&self, relation: &ObjectId) -> bool {
        self.online.keeps_going(self.view, relation)
    }
}

/// Whether a relation is there before and after, and not made anew in between.
fn stays(view: &View<'_, Postgres>, relation: &ObjectId) -> bool {
    let catalogs = view.catalogs;
    let made_anew = [Action::Create, Action::Drop].iter().any(|action| view.acts(relation, *action));
    let elsewhere =
        matches!(catalogs.new.get(relation), Some(Object::Table(table)) if table.foreign.is_some());
    catalogs.old.contains(relation) && catalogs.new.contains(relation) && !made_anew && !elsewhere
}

/// A constraint that becomes valid is proved while no other lock is held.
fn validated(recipes: &Recipes<'_>, object: &Object, step: &Step) -> Option<Phases> {
    let key = <&ForeignKey>::try_from(object).ok().map(|key| &key.name);
    let name = key.or_else(|| <&Check>::try_from(object).ok().map(|check| &check.name))?;
    let validates = action(step) == Some(&validating(name));
    (validates && recipes.is_in_use(&table_of(&step.object)))
        .then(|| Phases::plain(vec![step.clone().at(Boundary::Apart)]))
}

/// The action of a statement that can be one with its neighbours.
fn action(step: &Step) -> Option<&Sql> {
    match &step.statement {
        Statement::Fusible { action, .. } => Some(action),
        Statement::Whole(_) => None,
    }
}

/// Another action on the same table, with the same locks and without hazards.
fn beside(step: &Step, action: Sql) -> Step {
    let statement = match &step.statement {
        Statement::Fusible { head, .. } => Statement::Fusible { head: head.clone(), action },
        Statement::Whole(_) => Statement::Whole(action),
    };
    Step { statement, hazards: Vec::new(), ..step.clone() }
}

/// The proof that rows fit, which keeps only other schema changes waiting.
fn proof(step: &Step, action: Sql, locks: Vec<Lock>) -> Step {
    let fails = step.hazards.iter().filter(|hazard| hazard.danger == Danger::MayFail).cloned().collect();
    Step { locks, hazards: fails, boundary: Boundary::Apart, ..beside(step, action) }
}

/// The relations that a step locks, in another mode.
fn relocked(step: &Step, mode: Mode) -> Vec<Lock> {
    step.locks.iter().map(|lock| mode.of(lock.relation.clone())).collect()
}
