//! Rows and values that have to come through a plan, as questions that can be asked before and after. Must not know any
//! database.

use crate::object::ObjectId;
use crate::sql::Sql;

/// What is asked before the first statement and after the last one, and has the same answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Survivor {
    /// Whose rows or values they are.
    pub object: ObjectId,
    pub before: Sql,
    pub after: Sql,
}

impl Survivor {
    /// What is asked in the same words both times.
    pub fn as_it_was(object: &ObjectId, question: Sql) -> Self {
        Survivor { object: object.clone(), before: question.clone(), after: question }
    }
}

/// What has to come through a plan, and through the plan and its way back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Survivors {
    pub there: Vec<Survivor>,
    pub back: Vec<Survivor>,
}
