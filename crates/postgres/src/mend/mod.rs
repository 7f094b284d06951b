//! One script that brings any earlier or strayed database to a declared catalog: each object is looked for, made where it
//! is missing and made anew where it is another one, in SQL that every client can run, any number of times. Must not know
//! the database that it is run on.

mod guards;
mod inventory;
mod listed;
mod makings;
mod unwatched;
mod write;

pub(crate) use inventory::{Inventory, Nature};

use evenkeel_core::planner::PlanError;
use evenkeel_core::sql::{Literal, Sql};
use evenkeel_core::{Catalog, KindName, ObjectId, Selection, Step, sql};

use crate::kinds::{KINDS, Object};
pub use listed::{List, Listed};

/// What a script is made of.
pub struct Mending<'a> {
    pub declared: &'a Catalog<Object>,
    /// What [`question`] answers in a database that is as declared.
    pub list: &'a List,
    /// Renames of the history, oldest first: what had the name before, what has it now, and the statement.
    pub renames: &'a [(ObjectId, ObjectId, Step)],
    /// What the history had and has no more, with the rows that it may hold.
    pub gone: &'a [ObjectId],
    /// Columns and types that were others in the history.
    pub retyped: &'a [ObjectId],
    pub disposal: Disposal<'a>,
    /// The names of what somebody agreed to lose.
    pub accepted: &'a [String],
    /// The schemas that are looked at.
    pub scope: &'a [String],
    /// What of them is looked at; the rest stays as it is.
    pub selection: &'a Selection,
    /// The server's major version.
    pub major: u32,
}

/// What becomes of the rows and values that the history let go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Disposal<'a> {
    /// They wait in quarantine, kept by what has this name.
    Kept {
        by: &'a str,
    },
    Lost,
}

/// The statements whose last one tells what the schemas hold, for a server of this major version. The search path has to
/// be empty.
pub fn question(scope: &[String], major: u32) -> String {
    let frame = inventory::frame(&in_scope(scope), major);
    [frame.as_str(), "SELECT kind, name, class, object, part, to_json(path), signature, fingerprint, making FROM pg_temp.inventory()"]
        .concat()
}

fn in_scope(schemas: &[String]) -> Sql {
    let list = Sql::join(schemas.iter().map(|schema| Literal(schema)), ", ");
    sql!("ARRAY[{}]::text[]", list)
}

/// Whether a script looks for objects of this kind by themselves.
pub fn is_listed(kind: KindName) -> bool {
    KINDS.iter().any(|known| known.name == kind && known.inventory.is_of_objects())
}

/// Whether a script takes objects of this kind away only where somebody let them go.
pub fn is_held(kind: KindName) -> bool {
    KINDS.iter().any(|known| known.name == kind && known.inventory.is_held())
}

/// The script.
///
/// # Errors
/// The declared catalog has no plan: it holds objects of kinds that are not modelled.
pub fn script(mending: &Mending<'_>) -> Result<String, PlanError> {
    write::script(mending)
}
