//! What goes with a table. Must not know what is done about it.

use evenkeel_core::sql::Name;
use evenkeel_core::{Action, sql};

use super::Table;
use crate::kinds::Kind;
use crate::preflight::{Asker, Question};

pub(super) fn about(old: Option<&Table>, asker: &Asker<'_>) -> Option<Question> {
    let table = old.filter(|table| table.partition_key.is_none() && table.foreign.is_none())?;
    let id = table.id();
    if !asker.view.acts(&id, Action::Drop) {
        return None;
    }
    let rows = sql!("SELECT {} FROM ONLY {} AS t", asker.shown(&id), Name::from(&id));
    Some(Question::loss(&id, "goes with all its rows", rows).of([&id]))
}
