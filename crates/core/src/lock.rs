//! What a statement locks, in words that both dialects share. Must not know which statement takes which lock.

use serde::Serialize;

use crate::object::ObjectId;

/// Whom a lock keeps waiting, weakest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Blocks {
    /// Other schema changes only.
    Schema,
    /// Everyone who writes.
    Writers,
    /// Everyone, readers too.
    Everyone,
}

/// A lock on one relation, by the name that the database gives its mode.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Lock {
    pub relation: ObjectId,
    pub mode: &'static str,
    pub blocks: Blocks,
}
