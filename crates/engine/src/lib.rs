//! The only part of evenkeel that touches databases, processes and the network.
//!
//! Must not know: arguments, configuration files or what is printed. It shows nothing itself; it returns values.

pub mod adopt;
pub mod backfill;
pub mod backup;
mod batch;
mod bookkeeping;
pub mod command;
pub mod connect;
pub mod database;
pub mod doctor;
pub mod error;
pub mod execute;
pub mod history;
pub mod ledger;
mod load;
mod machine;
mod models;
pub mod nearest;
mod packed;
mod pause;
pub mod place;
pub mod plan_file;
pub mod planning;
pub mod portrait;
pub mod program;
pub mod quarantine;
pub mod scratch;
pub mod stamp;
pub mod state;
pub mod stray;
#[cfg(test)]
mod testing;
pub mod timing;
pub mod trace;
pub mod workshop;

pub use command::{Command, CommandError, CommandLine};
pub use database::{Answer, Created, Database};
pub use error::{Cause, EngineError, Fault, Passage, SqlFailure};
pub use execute::{
    Back, Event, Goal, Interrupt, LockPatience, MigrateOptions, OutOfOrder, Point, Settlement, Summary,
    Unwatched, Verify, Watch, apply_plan, migrate, migrate_since, pending, replay, rollback, settle,
};
pub use history::{Condition, Standing, standing};
pub use ledger::{Author, Gap, LedgerView, Recall};
pub use place::Place;
pub use planning::{Difference, PlanningError, RenamePolicy, Side, differences, plan};
pub use stamp::{Agreement, Stamp};
pub use state::State;
pub use stray::{Strayed, Touch};
pub use workshop::{Rename, Wish, Workshop, resolve};
