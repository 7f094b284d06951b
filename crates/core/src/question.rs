//! A question to the rows of a database, asked before a way is gone, there or back. Must not know how it is asked.

use crate::object::ObjectId;
use crate::sql::Sql;

/// Finds the rows on which a way would fail, or which it would lose.
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

/// The way that is asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    There,
    /// Things were so before, and may come out of quarantine.
    Back,
}

impl Question {
    /// About rows on which the way fails.
    pub fn misfit(object: &ObjectId, why: impl Into<String>, rows: Sql) -> Self {
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

    /// About rows that the way loses.
    pub fn loss(object: &ObjectId, why: impl Into<String>, rows: Sql) -> Self {
        Question { is_loss: true, ..Question::misfit(object, why, rows) }
    }

    #[must_use]
    pub fn of<'a>(self, tables: impl IntoIterator<Item = &'a ObjectId>) -> Self {
        Question { tables: tables.into_iter().cloned().collect(), ..self }
    }

    #[must_use]
    pub fn mended(self, mend: impl Into<Option<Sql>>) -> Self {
        Question { mend: mend.into(), ..self }
    }
}
