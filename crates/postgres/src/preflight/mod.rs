//! Questions that find the rows on which a way would fail, or which it would lose: asked of the database as it is before
//! the first statement, when nothing has been touched. Each kind knows its own. Must not know how rows are shown.

mod recalled;
mod rows;
pub(crate) mod text;

use evenkeel_core::{Bond, Disposition, ObjectId, View};
pub(crate) use evenkeel_core::{Direction, Question};

use crate::dialect::Postgres;
use crate::kinds::{Change, Object, table_of};
use crate::quarantine::Choice;

pub(crate) use recalled::{Looks, waits};
pub use rows::Asker;

/// All questions about a way, whose view leads from what is to what will be.
pub fn questions(view: &View<'_, Postgres>, choice: &Choice, direction: Direction) -> Vec<Question> {
    let asker = Asker { view, choice, direction };
    let about = view.delta.dispositions.keys().filter(|id| !comes_with_parent(view, id));
    let all = about.flat_map(|id| Object::questions(view.objects(id), &asker));
    // What a way there loses was agreed to when it was made.
    all.filter(|question| direction == Direction::Back || !question.is_loss).collect()
}

/// Whether the same happens to what hands it down: its rows are among the parent's.
fn comes_with_parent(view: &View<'_, Postgres>, id: &ObjectId) -> bool {
    let mut above = view.catalogs.new.bonds(id).filter(|(_, bond)| *bond == Bond::Inherits);
    above.any(|(above, _)| view.delta.of(above).is_some() && !is_made(view, &host(view, above)))
}

/// The table on which something stands.
fn host(view: &View<'_, Postgres>, id: &ObjectId) -> ObjectId {
    match view.catalogs.new.get(id) {
        Some(Object::Index(index)) => index.table_id(),
        _ => table_of(id),
    }
}

/// Whether an object is new, or made anew, on this way.
pub(crate) fn is_made(view: &View<'_, Postgres>, id: &ObjectId) -> bool {
    matches!(view.delta.of(id), Some(Disposition::<Change>::Create | Disposition::Recreate))
}
