//! From two catalogs to a plan: compare, close, order, render, fuse. Must not know any dialect's objects.

use std::fmt;

use crate::catalog::Catalog;
use crate::delta::{Delta, Disposition, Obstacle, diff};
use crate::dialect::{Action, Dialect, View, Work};
use crate::order::{Form, Loop, Ordering, order};
use crate::pair::Pair;
use crate::plan::Plan;

/// Why there is no plan.
#[derive(Debug, PartialEq, Eq)]
pub enum PlanError {
    /// Objects of kinds that are not modelled differ or stand in the way.
    Unmodelled(Vec<Obstacle>),
    /// The work waits for itself.
    Loop(Loop),
}

impl fmt::Display for PlanError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PlanError::Unmodelled(obstacles) => {
                f.write_str(&headline(obstacles))?;
                obstacles.iter().try_for_each(|obstacle| write!(f, "\n  {obstacle}"))
            }
            PlanError::Loop(Loop(work)) => {
                f.write_str("these changes wait for one another in a circle")?;
                work.iter().try_for_each(|(action, id)| write!(f, "\n  {action} {id}"))
            }
        }
    }
}

impl std::error::Error for PlanError {}

/// What the obstacles have in common, in a sentence.
pub fn headline(obstacles: &[Obstacle]) -> String {
    let impossible = obstacles.iter().filter(|it| it.is_impossible()).count();
    let kinds = match obstacles.len() - impossible {
        0 => None,
        1 => Some("1 object is of a kind that evenkeel does not model yet".to_owned()),
        more => Some(format!("{more} objects are of kinds that evenkeel does not model yet")),
    };
    let changes = match impossible {
        0 => None,
        1 => Some("1 change cannot be made".to_owned()),
        more => Some(format!("{more} changes cannot be made")),
    };
    let reasons: Vec<String> = kinds.into_iter().chain(changes).collect();
    reasons.join(" and ")
}

impl fmt::Display for Obstacle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Obstacle::OnlyOld(id) => write!(f, "{id} would have to be dropped"),
            Obstacle::OnlyNew(id) => write!(f, "{id} would have to be created"),
            Obstacle::Differs(id) => write!(f, "{id} differs"),
            Obstacle::Cannot { object, why } => write!(f, "{object}: {why}"),
            Obstacle::InTheWay { dependent, on } => {
                write!(f, "{dependent} hangs on {on}, which has to change")
            }
        }
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Action::Drop => "drop",
            Action::Alter => "alter",
            Action::Create => "create",
            Action::Rename => "rename",
        })
    }
}

/// Plans the way from the old catalog to the new one.
pub fn plan<D: Dialect>(dialect: &D, catalogs: Pair<&Catalog<D::Object>>) -> Result<Plan, PlanError> {
    let delta = diff(dialect, catalogs);
    if !delta.obstacles.is_empty() {
        return Err(PlanError::Unmodelled(delta.obstacles));
    }
    plan_delta(dialect, catalogs, &delta)
}

/// As [`plan`], for a delta that was made before.
pub fn plan_delta<D: Dialect>(
    dialect: &D,
    catalogs: Pair<&Catalog<D::Object>>,
    delta: &Delta<D::Change>,
) -> Result<Plan, PlanError> {
    Ok(statements(dialect, catalogs, delta)?.fused())
}

/// As [`plan`], with a statement for each piece of work: none alters a thing in two ways at once.
pub fn one_by_one<D: Dialect>(dialect: &D, catalogs: Pair<&Catalog<D::Object>>) -> Result<Plan, PlanError> {
    let delta = diff(dialect, catalogs);
    match delta.obstacles.is_empty() {
        true => statements(dialect, catalogs, &delta),
        false => Err(PlanError::Unmodelled(delta.obstacles)),
    }
}

/// As [`one_by_one`], for statements that are looked up and not run in turn: what would stand in their way is not asked.
pub fn looked_up<D: Dialect>(dialect: &D, catalogs: Pair<&Catalog<D::Object>>) -> Result<Plan, PlanError> {
    statements(dialect, catalogs, &diff(dialect, catalogs))
}

fn statements<D: Dialect>(
    dialect: &D,
    catalogs: Pair<&Catalog<D::Object>>,
    delta: &Delta<D::Change>,
) -> Result<Plan, PlanError> {
    let view = View { catalogs, delta };
    let ordering = order(dialect, &view).map_err(PlanError::Loop)?;
    let mut plan = Plan { steps: Vec::new(), repairs: ordering.repairs.clone() };
    for root in &ordering.order {
        plan.steps.extend(dialect.render(&view, &work(&view, &ordering, *root)));
    }
    plan.steps = dialect.finish(&view, plan.steps);
    Ok(plan)
}

fn work<'a, D: Dialect>(view: &View<'a, D>, ordering: &'a Ordering<'a, D>, at: usize) -> Work<'a, D> {
    let vertex = &ordering.vertices[at];
    let change = match view.delta.of(vertex.id) {
        Some(Disposition::Alter(change)) => Some(change),
        Some(Disposition::Create | Disposition::Drop | Disposition::Recreate) | None => None,
    };
    let objects = view.objects(vertex.id);
    let stand_in = |number: usize| {
        let one = &ordering.stand_ins[number];
        (Some(&one.object), Some(&one.change))
    };
    let (objects, change) = match vertex.form {
        Form::Itself => (objects, change),
        Form::StandIn(number) => (objects.map(|_| stand_in(number).0), None),
        Form::TakesPlace(number) => (Pair { old: stand_in(number).0, ..objects }, stand_in(number).1),
        Form::GivesWay(number) => (Pair { new: stand_in(number).0, ..objects }, stand_in(number).1),
    };
    let parts = ordering.parts[at].iter().map(|part| work(view, ordering, *part)).collect();
    Work { id: vertex.id, action: vertex.action, objects, change, parts }
}

#[cfg(test)]
mod tests;
