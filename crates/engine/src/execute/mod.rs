//! Running migrations so that a crash at any instruction can be resumed, and a failure leaves nothing unsaid.
//!
//! Must not know where migrations come from or how progress is shown.

mod agreed;
mod book;
mod document;
mod foresight;
mod interrupt;
pub(crate) mod material;
mod migrate;
mod options;
mod plan;
mod postgres;
mod precaution;
mod preflight;
mod promise;
mod ready;
mod replay;
mod resume;
mod rollback;
mod settle;
mod sqlite;
mod survey;
mod watch;

pub use agreed::{Approved, Unapproved, Yeses, approve};
pub(crate) use book::applied;
pub(crate) use foresight::ask;
pub use foresight::{COUNTED, Finding as Foresight};
pub use interrupt::Interrupt;
pub(crate) use material::{unfit, word};
pub use migrate::{migrate, migrate_since, pending, pending_since};
pub use options::{
    AcceptedDrift, Consent, Goal, LockPatience, MigrateOptions, OutOfOrder, Preflight, Repose, Summary,
    Verify,
};
pub use plan::apply_plan;
pub(crate) use postgres::{Pooling, holder, orphans, situation};
pub use preflight::{Inquiry, inquire, inquire_for_new};
pub(crate) use ready::{Errand, Ready};
pub use replay::replay;
pub(crate) use replay::{replay_at_a_stretch, run_script};
pub use rollback::{Back, Outlook, outlook, rollback};
pub use settle::{Outcome, Settlement, decide, settle};
pub use watch::{
    Advance, Blocker, Crowd, Event, Finding, Holder, Nature, News, Obstacle, Point, Unwatched, Watch,
};

#[cfg(test)]
mod tests;
