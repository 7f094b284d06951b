//! Questions that find the rows on which a way would fail, or which it would lose: asked of the database as it is before
//! the first statement, when nothing has been touched. Each kind knows its own. Must not know how rows are shown.

mod recalled;
mod rows;
pub(crate) mod text;

use evenkeel_core::sql::Sql;
use evenkeel_core::{Bond, Disposition, ObjectId, View};

use crate::dialect::Postgres;
use crate::kinds::{Change, Object, table_of};
use crate::quarantine::Choice;

pub(crate) use recalled::{Looks, waits};
pub use rows::Asker;

/// One question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    pub object: ObjectId,
    /// What is wrong with the rows that it finds, as the end of a sentence that begins with the object.
    pub why: String,
    /// The tables whose rows it is about.
    pub tables: Vec<ObjectId>,
    /// What has to be there while it is asked, and is undone afterwards.
    pub prepare: Option<Sql>,
    /// Answers the rows, by their keys.
    pub rows: Sql,
    /// Whether the way goes on without them.
    pub is_loss: bool,
    /// A statement after which no such row is left, as a proposal.
    pub mend: Option<Sql>,
}

impl Question {
    pub(crate) fn misfit(object: &ObjectId, why: impl Into<String>, rows: Sql) -> Self {
        Question {
            object: object.clone(),
            why: why.into(),
            tables: Vec::new(),
            prepare: None,
            rows,
            is_loss: false,
            mend: None,
        }
    }

    pub(crate) fn loss(object: &ObjectId, why: impl Into<String>, rows: Sql) -> Self {
        Question { is_loss: true, ..Question::misfit(object, why, rows) }
    }

    #[must_use]
    pub(crate) fn of<'a>(self, tables: impl IntoIterator<Item = &'a ObjectId>) -> Self {
        Question { tables: tables.into_iter().cloned().collect(), ..self }
    }

    #[must_use]
    pub(crate) fn mended(self, mend: impl Into<Option<Sql>>) -> Self {
        Question { mend: mend.into(), ..self }
    }
}

/// The way that is asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    There,
    /// Things were so before, and may come out of quarantine.
    Back,
}

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
