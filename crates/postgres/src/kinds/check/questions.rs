//! Which rows break a check. Must not know what is done about them.

use evenkeel_core::sql::Sql;
use evenkeel_core::sql;

use super::Check;
use crate::kinds::{Kind, table_of};
use crate::preflight::{Asker, Question};

pub(super) fn about(new: Option<&Check>, asker: &Asker<'_>) -> Option<Question> {
    let check = new.filter(|check| check.validated)?;
    let id = check.id();
    let condition = condition(check.definition.as_str())?;
    let table = table_of(&id);
    let source = asker.source(&table, condition)?;
    let broken = sql!("NOT {}", Sql::from_database(condition));
    let rows = sql!("SELECT {} FROM {} AS t WHERE {}", asker.shown(&table), source, broken);
    let question = Question::misfit(&id, "does not hold for every row", rows);
    Some(question.mended(asker.removed(&table, &broken)).of([&table]))
}

/// What a definition demands.
pub(crate) fn condition(definition: &str) -> Option<&str> {
    let condition = definition.strip_prefix("CHECK ")?;
    let condition = condition.strip_suffix(" NOT VALID").unwrap_or(condition);
    Some(condition.strip_suffix(" NO INHERIT").unwrap_or(condition))
}
