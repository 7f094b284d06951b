//! From two states to a plan, or the reason why there is none. Must not know where the states come from.

use std::fmt;

use evenkeel_core::delta::{Obstacle, diff};
use evenkeel_core::order::Loop;
use evenkeel_core::planner::{PlanError, plan_delta};
use evenkeel_core::rename::{Candidate, candidates};
use evenkeel_core::{Catalog, Delta, Dialect, Pair, Plan};

use crate::state::State;

mod keeping;
mod questions;
mod trial;

pub use evenkeel_postgres::online::Online;

pub use keeping::{Kept, Label, plan_back, plan_keeping};
pub use questions::{questions, statement_of};
pub(crate) use trial::Trial;

/// What is done about a dropped and an added object of one shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RenamePolicy {
    /// There is no plan until somebody says which it is.
    Refuse,
    /// They are a drop and an add.
    Off,
}

/// Why there is no plan.
#[derive(Debug, PartialEq, Eq)]
pub enum PlanningError {
    /// Objects of kinds that are not modelled differ or stand in the way, or no statement makes a change.
    Unmodelled(Vec<Obstacle>),
    /// Drops and adds that may be renames; never empty.
    Ambiguous(Vec<Candidate>),
    /// The work waits for itself.
    Loop(Loop),
    /// One state is PostgreSQL's, the other SQLite's.
    DialectsDiffer,
    /// What waits of this object in quarantine has no place in the way back.
    NotGivenBack(evenkeel_core::ObjectId),
}

impl PlanningError {
    /// Stable, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            PlanningError::Unmodelled(obstacles) if obstacles.iter().all(Obstacle::is_impossible) => {
                "impossible-changes"
            }
            PlanningError::Unmodelled(_) => "unmodelled-objects",
            PlanningError::Ambiguous(_) => "ambiguous-rename",
            PlanningError::Loop(_) => "planning-loop",
            PlanningError::DialectsDiffer => "dialects-differ",
            PlanningError::NotGivenBack(_) => "not-given-back",
        }
    }

    /// What to do or type next.
    pub fn hint(&self) -> Option<String> {
        match self {
            PlanningError::Ambiguous(candidates) => candidates.first().map(rename_hint),
            PlanningError::Unmodelled(_) => Some(
                "write these changes into migration.sql by hand; `evenkeel migrate` runs any SQL".to_owned(),
            ),
            PlanningError::Loop(_) => Some("make the change in two steps".to_owned()),
            PlanningError::DialectsDiffer | PlanningError::NotGivenBack(_) => None,
        }
    }
}

fn rename_hint(candidate: &Candidate) -> String {
    let Pair { old, new } = candidate;
    format!(
        "write `-- evenkeel: rename {}` above {new}, or `--rename {}={}`; `--renames off` means drop and add",
        evenkeel_core::Ident::new(old.name()),
        old.dotted(),
        evenkeel_core::Ident::new(new.name()),
    )
}

impl fmt::Display for PlanningError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PlanningError::Unmodelled(obstacles) => {
                write!(f, "{}", PlanError::Unmodelled(obstacles.clone()))
            }
            PlanningError::Ambiguous(candidates) => {
                f.write_str("nobody has said whether this is a rename or a drop and an add")?;
                candidates.iter().try_for_each(|Pair { old, new }| write!(f, "\n  {old} -> {}", new.dotted()))
            }
            PlanningError::Loop(Loop(work)) => write!(f, "{}", PlanError::Loop(Loop(work.clone()))),
            PlanningError::DialectsDiffer => f.write_str("one state is PostgreSQL's and the other SQLite's"),
            PlanningError::NotGivenBack(object) => {
                write!(f, "what is kept of {object} has no place in the way back")
            }
        }
    }
}

impl std::error::Error for PlanningError {}

impl From<PlanError> for PlanningError {
    fn from(error: PlanError) -> Self {
        match error {
            PlanError::Unmodelled(obstacles) => PlanningError::Unmodelled(obstacles),
            PlanError::Loop(circle) => PlanningError::Loop(circle),
        }
    }
}

/// Plans the way from the old state to the new one.
///
/// # Errors
/// The first reason that there is none: unmodelled objects, then renames, then loops.
pub fn plan(states: Pair<&State>, renames: RenamePolicy) -> Result<Plan, PlanningError> {
    plan_online(states, renames, &Online::Never)
}

/// As [`plan`], by recipes that keep readers and writers going where they are asked for. SQLite has one writer anyway.
///
/// # Errors
/// As for [`plan`].
pub fn plan_online(
    states: Pair<&State>,
    renames: RenamePolicy,
    online: &Online,
) -> Result<Plan, PlanningError> {
    match (states.old, states.new) {
        (State::Postgres(old), State::Postgres(new)) => {
            let dialect = evenkeel_postgres::Postgres { online: online.clone(), ..Default::default() };
            plan_in(&dialect, Pair::of(old, new), renames, Vec::new())
        }
        (State::Sqlite(old), State::Sqlite(new)) => {
            let columns = column_candidates(Pair::of(old, new));
            plan_in(&evenkeel_sqlite::Sqlite::default(), Pair::of(old, new), renames, columns)
        }
        (State::Postgres(_), State::Sqlite(_)) | (State::Sqlite(_), State::Postgres(_)) => {
            Err(PlanningError::DialectsDiffer)
        }
    }
}

/// What differs between two states, as objects with what becomes of them: for drift and for messages.
///
/// # Errors
/// The states are of different dialects.
pub fn differences(states: Pair<&State>) -> Result<Vec<Difference>, PlanningError> {
    match (states.old, states.new) {
        (State::Postgres(old), State::Postgres(new)) => {
            let mut found =
                differences_of(&diff(&evenkeel_postgres::Postgres::default(), Pair::of(old, new)));
            // What no migration promises has not drifted.
            found.retain(|it| {
                let object = old.get(&it.object).or_else(|| new.get(&it.object));
                object.is_none_or(evenkeel_postgres::Object::counts)
            });
            Ok(found)
        }
        (State::Sqlite(old), State::Sqlite(new)) => {
            Ok(differences_of(&diff(&evenkeel_sqlite::Sqlite::default(), Pair::of(old, new))))
        }
        (State::Postgres(_), State::Sqlite(_)) | (State::Sqlite(_), State::Postgres(_)) => {
            Err(PlanningError::DialectsDiffer)
        }
    }
}

/// One object that is not the same on both sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    pub object: evenkeel_core::ObjectId,
    pub side: Side,
}

/// On which side an object is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    OnlyOld,
    OnlyNew,
    Both,
}

fn differences_of<C>(delta: &Delta<C>) -> Vec<Difference> {
    use evenkeel_core::Disposition;
    let modelled = delta.dispositions.iter().map(|(object, disposition)| {
        let side = match disposition {
            Disposition::Create => Side::OnlyNew,
            Disposition::Drop => Side::OnlyOld,
            Disposition::Alter(_) | Disposition::Recreate => Side::Both,
        };
        Difference { object: object.clone(), side }
    });
    let unmodelled = delta.obstacles.iter().map(|obstacle| {
        let side = match obstacle {
            Obstacle::OnlyOld(_) => Side::OnlyOld,
            Obstacle::OnlyNew(_) => Side::OnlyNew,
            Obstacle::Differs(_) | Obstacle::Cannot { .. } | Obstacle::InTheWay { .. } => Side::Both,
        };
        Difference { object: obstacle.object().clone(), side }
    });
    modelled.chain(unmodelled).collect()
}

/// SQLite's columns are parts of their table and no objects of their own, but are renamed like them.
fn column_candidates(catalogs: Pair<&Catalog<evenkeel_sqlite::Object>>) -> Vec<Candidate> {
    let found = evenkeel_sqlite::column_rename_candidates(catalogs).into_iter();
    found
        .map(|(table, old, new)| Pair::of(table.child("column", &old), table.child("column", &new)))
        .collect()
}

/// `parts` are candidates that are no objects.
fn plan_in<D: Dialect>(
    dialect: &D,
    catalogs: Pair<&Catalog<D::Object>>,
    renames: RenamePolicy,
    parts: Vec<Candidate>,
) -> Result<Plan, PlanningError> {
    let delta = diff(dialect, catalogs);
    if !delta.obstacles.is_empty() {
        return Err(PlanningError::Unmodelled(delta.obstacles));
    }
    let doubtful = match renames {
        RenamePolicy::Refuse => candidates(dialect, catalogs, &delta).into_iter().chain(parts).collect(),
        RenamePolicy::Off => Vec::new(),
    };
    if !doubtful.is_empty() {
        return Err(PlanningError::Ambiguous(doubtful));
    }
    Ok(plan_delta(dialect, catalogs, &delta)?)
}
