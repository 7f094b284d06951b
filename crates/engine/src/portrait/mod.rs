//! One table as people ask about it: what belongs to it, which migration made each part, how large it is. Must not know
//! how it is shown.

mod burden;
mod text;
mod weight;

use std::collections::BTreeMap;

use evenkeel_core::ObjectId;
use evenkeel_sources::{Migration, Migrations};

pub use burden::{Burden, OpenTransaction};
pub use weight::{Rows, Weight};

use crate::database::Database;
use crate::error::EngineError;
use crate::workshop::Workshop;

/// More migrations than this are not run one by one to find out what each made.
const REPLAYED: usize = 60;

/// Which migration made something, and how that was found out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The applied migrations were run one by one in a throw-away database.
    Replay(String),
    /// A statement of the migration says so.
    Text(String),
    /// No applied migration is known to have made it.
    Unknown,
}

impl Origin {
    pub fn migration(&self) -> Option<&str> {
        match self {
            Origin::Replay(migration) | Origin::Text(migration) => Some(migration),
            Origin::Unknown => None,
        }
    }
}

/// Where each of these objects comes from. Without a workshop, or for a long history, the text of the migrations is all
/// there is to go by.
pub async fn origins(
    workshop: Option<&Workshop>,
    migrations: &Migrations,
    applied: &[String],
    wanted: &[ObjectId],
) -> BTreeMap<ObjectId, Origin> {
    let history: Vec<Migration> = migrations
        .list
        .iter()
        .filter(|one| applied.iter().any(|name| name == one.name.as_str()))
        .cloned()
        .collect();
    let replayed = match workshop.filter(|_| history.len() <= REPLAYED) {
        // A history that cannot be run again still has its text.
        Some(workshop) => workshop.traced(&history, wanted).await.unwrap_or_default(),
        None => BTreeMap::new(),
    };
    let dialect = workshop.map(Workshop::dialect);
    let origin = |id: &ObjectId| match replayed.get(id) {
        Some(name) => Origin::Replay(name.clone()),
        None => text::maker(dialect, &history, id).map_or(Origin::Unknown, Origin::Text),
    };
    wanted.iter().map(|id| (id.clone(), origin(id))).collect()
}

/// Whether the history is short enough to be run one by one.
pub fn is_cheap(migrations: &Migrations) -> bool {
    migrations.list.len() <= REPLAYED
}

impl Database {
    /// How large a table is and about how many rows it has.
    ///
    /// # Errors
    /// The table may not be looked at, or has gone.
    pub async fn weigh(&self, table: &ObjectId) -> Result<Weight, EngineError> {
        match self {
            Database::Postgres(session) => weight::postgres(session, table).await,
            Database::Sqlite(lite) => weight::sqlite(lite, table),
        }
    }
}
