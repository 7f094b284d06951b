//! The heart of evenkeel: catalogs as plain values, what differs between two of them, and the order in which
//! one becomes the other.
//!
//! Must not know: any database's kinds of objects, any driver, file, clock, environment or randomness. The same
//! input gives the same bytes.

pub mod catalog;
pub mod delta;
pub mod dialect;
pub mod fingerprint;
mod graph;
pub mod hazard;
pub mod lock;
pub mod object;
pub mod order;
pub mod outline;
pub mod pair;
pub mod plan;
pub mod planner;
pub mod question;
pub mod rename;
pub mod render;
pub mod sample;
pub mod selection;
pub mod sql;
pub mod survivor;

pub use catalog::{Bond, Catalog, Entry, Node, Unmodelled};
pub use delta::{Delta, Disposition, Outcome};
pub use dialect::{Action, Cause, Dependent, Dialect, Grip, Home, Rank, Reaction, Shape, Slot, View, Work};
pub use hazard::{Danger, Hazard};
pub use lock::{Blocks, Lock};
pub use object::{KindName, ObjectId};
pub use outline::Outline;
pub use pair::Pair;
pub use plan::{Boundary, Plan, Statement, Step};
pub use planner::{PlanError, headline, plan};
pub use question::{Direction, Question};
pub use sample::{Filling, Sample};
pub use selection::{Pattern, Selection};
pub use sql::{Ident, Literal, Name, Sql};
pub use survivor::{Survivor, Survivors};
