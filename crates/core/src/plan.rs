//! A plan: the ordered statements that turn one catalog into another, and what each does to people.
//! Must not know how it is printed or carried out.

use serde::Serialize;

use crate::dialect::Action;
use crate::hazard::{Danger, Hazard};
use crate::lock::Lock;
use crate::object::ObjectId;
use crate::sql::Sql;

/// How a statement stands to the transaction around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Boundary {
    /// Shares a transaction with its neighbours.
    Shared,
    /// Its effect can be used only after a commit (ALTER TYPE … ADD VALUE).
    CommitAfter,
    /// Has a transaction of its own, so that no lock of its neighbours is held while it works.
    Apart,
    /// Cannot run inside a transaction.
    Alone,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Statement {
    Whole(Sql),
    /// `head` and an action; neighbours with the same head become one statement.
    Fusible {
        head: Sql,
        action: Sql,
    },
}

impl Statement {
    /// The statement without its semicolon.
    pub fn sql(&self) -> Sql {
        match self {
            Statement::Whole(sql) => sql.clone(),
            Statement::Fusible { head, action } => head.clone().and(" ").and(action),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    pub object: ObjectId,
    pub action: Action,
    pub statement: Statement,
    pub locks: Vec<Lock>,
    pub hazards: Vec<Hazard>,
    pub boundary: Boundary,
}

impl Step {
    pub fn new(object: &ObjectId, action: Action, sql: Sql) -> Self {
        Step {
            object: object.clone(),
            action,
            statement: Statement::Whole(sql),
            locks: Vec::new(),
            hazards: Vec::new(),
            boundary: Boundary::Shared,
        }
    }

    pub fn fusible(object: &ObjectId, action: Action, head: Sql, part: Sql) -> Self {
        Step {
            statement: Statement::Fusible { head, action: part },
            ..Step::new(object, action, Sql::default())
        }
    }

    #[must_use]
    pub fn locking(mut self, lock: Lock) -> Self {
        self.locks.push(lock);
        self
    }

    #[must_use]
    pub fn risking(mut self, danger: Danger, why: impl Into<String>) -> Self {
        self.hazards.push(Hazard::new(danger, &self.object, why));
        self
    }

    #[must_use]
    pub fn at(mut self, boundary: Boundary) -> Self {
        self.boundary = boundary;
        self
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    pub steps: Vec<Step>,
    /// Loops that were broken by setting a part apart, in words.
    pub repairs: Vec<String>,
}

impl Plan {
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    pub fn hazards(&self) -> impl Iterator<Item = &Hazard> {
        self.steps.iter().flat_map(|step| &step.hazards)
    }

    /// Hazards that need somebody's yes.
    pub fn losses(&self) -> impl Iterator<Item = &Hazard> {
        self.hazards().filter(|hazard| hazard.danger == Danger::DataLoss)
    }

    /// Makes one statement of neighbours that alter the same thing.
    #[must_use]
    pub fn fused(self) -> Self {
        let mut steps: Vec<Step> = Vec::with_capacity(self.steps.len());
        for step in self.steps {
            match steps.last_mut() {
                Some(last) if fits(last, &step) => fuse(last, step),
                _ => steps.push(step),
            }
        }
        Plan { steps, ..self }
    }
}

fn fits(last: &Step, next: &Step) -> bool {
    match (&last.statement, &next.statement) {
        (Statement::Fusible { head: a, .. }, Statement::Fusible { head: b, .. }) => {
            a == b && last.boundary == next.boundary
        }
        (Statement::Whole(_), _) | (_, Statement::Whole(_)) => false,
    }
}

fn fuse(last: &mut Step, next: Step) {
    if let (Statement::Fusible { action, .. }, Statement::Fusible { action: more, .. }) =
        (&mut last.statement, next.statement)
    {
        action.push(",\n    ");
        action.push(more);
    }
    for lock in next.locks {
        if !last.locks.contains(&lock) {
            last.locks.push(lock);
        }
    }
    for hazard in next.hazards {
        if !last.hazards.contains(&hazard) {
            last.hazards.push(hazard);
        }
    }
}
