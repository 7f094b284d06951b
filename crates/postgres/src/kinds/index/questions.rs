//! Which rows a unique index would refuse. Must not know what is done about them.

use evenkeel_core::sql::Sql;
use evenkeel_core::Action;

use super::{Index, predicate};
use crate::kinds::Kind;
use crate::kinds::refused::{Nulls, twice};
use crate::preflight::text::{expression, items, parenthesised};
use crate::preflight::{Asker, Question, is_made};

pub(super) fn about(new: Option<&Index>, asker: &Asker<'_>) -> Option<Question> {
    let index = new.filter(|index| index.unique && index.on.is_table())?;
    let (id, table) = (index.id(), index.table_id());
    if !is_made(asker.view, &id) || asker.view.acts(&table, Action::Create) {
        return None;
    }
    let definition = index.definition.as_str();
    let (list, _) = parenthesised(definition)?;
    let columns = Sql::join(items(list).into_iter().map(|item| Sql::from_database(expression(item))), ", ");
    let condition = predicate(definition).map(|at| Sql::from_database(&definition[at + " WHERE ".len()..]));
    let nulls = match index.nulls_not_distinct || definition.contains("NULLS NOT DISTINCT") {
        true => Nulls::Alike,
        false => Nulls::Distinct,
    };
    twice(&id, &table, &columns, condition.as_ref(), nulls, asker)
}
