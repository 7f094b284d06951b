//! What somebody can do about a failure. Must not know why it came about.

use super::{EngineError, Fault, ReadOnly};
use crate::nearest::did_you_mean;

const MEND: &str = "mend the rows, or let statements before that one in migration.sql do it, and migrate again; \
    --no-preflight tries all the same";

impl EngineError {
    /// What to do or type next.
    pub fn hint(&self) -> Option<String> {
        match self {
            EngineError::WouldFail { .. } => Some(MEND.to_owned()),
            EngineError::NotAsPlanned { .. } => Some(
                "make the plan anew, and have it approved anew: evenkeel plan --out FILE".to_owned(),
            ),
            EngineError::Unapproved { .. } => Some(
                "evenkeel plan --out FILE writes down what would be done, evenkeel approve FILE approves of it"
                    .to_owned(),
            ),
            EngineError::Connect(error) => error.hint(),
            EngineError::Scratch(error) => error.hint(),
            EngineError::Sql(failure) => failure.cause.hint.clone(),
            EngineError::Load(failures) => failures.first().and_then(|failure| failure.cause.hint.clone()),
            EngineError::Unfit { hint, .. } => hint.clone(),
            EngineError::Own { cause, .. } => cause.hint.clone(),
            EngineError::Planning(error) => error.hint(),
            EngineError::Backfill(error) => error.hint(),
            EngineError::Adopt(error) => Some(error.hint()),
            EngineError::Program(error) => error.hint(),
            EngineError::History(faults) => faults.first().map(Fault::hint),
            EngineError::UnknownRename { nearest, .. } | EngineError::UnknownMigration { nearest, .. } => {
                did_you_mean(nearest)
            }
            EngineError::Undecided { migration, .. } => Some(format!(
                "look whether it was; if so, type `evenkeel resolve --done {migration}`, and if not, `evenkeel resolve \
                 --not-done {migration}`; then `evenkeel migrate` goes on behind it or runs it again"
            )),
            EngineError::NoWayBack { reason, .. } => Some(reason.hint().to_owned()),
            EngineError::Orphaned { orphan, .. } => Some(format!(
                "run the command again when it has ended, or end it with SELECT pg_terminate_backend({})",
                orphan.pid
            )),
            EngineError::NothingOpen { .. } => {
                Some("`evenkeel status` shows where every migration stands".to_owned())
            }
            EngineError::Place { .. }
            | EngineError::CannotOpen { .. }
            | EngineError::Catalog(_)
            | EngineError::Ledger(_)
            | EngineError::NoRename(_)
            | EngineError::Drift { .. }
            | EngineError::Strayed { .. }
            | EngineError::NotAsPromised { .. }
            | EngineError::Locked { .. }
            | EngineError::ConnectionLost { .. }
            | EngineError::LockLost
            | EngineError::LockTimeout { .. }
            | EngineError::BlockedTooLong { .. }
            | EngineError::Interrupted { .. }
            | EngineError::Pooled { .. }
            | EngineError::ReadOnly { .. }
            | EngineError::Backup { .. }
            | EngineError::OneConnection
            | EngineError::DriftedSince { .. }
            | EngineError::HalfApplied { .. }
            | EngineError::DoesNotFit { .. }
            | EngineError::Purged { .. } => self.fixed_hint().map(str::to_owned),
        }
    }

    fn fixed_hint(&self) -> Option<&'static str> {
        match self {
            EngineError::Place { .. } => Some(
                "write postgres://user@host/database, sqlite:FILE, or a file ending in .db, .sqlite or .sqlite3",
            ),
            EngineError::CannotOpen { .. } => Some("does its folder exist, and may you write there?"),
            EngineError::Ledger(_) => Some("a newer version of evenkeel wrote it; update this one"),
            EngineError::Drift { .. } | EngineError::DriftedSince { .. } | EngineError::Strayed { .. } => {
                Some(
                    "`evenkeel repair --revert` undoes what was changed by hand, `evenkeel repair --adopt` makes a migration \
                 of it",
                )
            }
            EngineError::NotAsPromised { .. } => {
                Some("put migration.sql back as it was generated, or delete the folder and generate it again")
            }
            EngineError::Locked { .. } => Some("run the command again when the other run has ended"),
            EngineError::ConnectionLost { .. } | EngineError::LockLost | EngineError::Interrupted { .. } => {
                Some("run the command again; it goes on where it stopped")
            }
            EngineError::LockTimeout { .. } => {
                Some("end what blocks it, or run again when the table is less busy; nothing was changed")
            }
            EngineError::BlockedTooLong { .. } => Some(
                "run it again when the table is less busy: it goes on where it stopped; `--max-blocked-ms` allows more",
            ),
            EngineError::OneConnection => Some(
                "two connections are needed: is there a pooler with only one (default_pool_size)? give the URL of the \
                 server itself",
            ),
            EngineError::Backup { .. } => Some(
                "[backup] in evenkeel.toml says how it is made; `command = \"…\"` there replaces pg_dump",
            ),
            EngineError::Pooled { .. } => Some(
                "give the URL of the server itself, or of the pooler in session mode: --url postgres://user@host:5432/name",
            ),
            EngineError::ReadOnly { why, .. } => Some(why.way_out()),
            EngineError::HalfApplied { .. } => Some("`evenkeel migrate` goes on at the part that is missing"),
            EngineError::DoesNotFit { .. } => Some(
                "change or delete these rows and roll back again, or go forward with a new migration; nothing was touched",
            ),
            EngineError::Purged { .. } => {
                Some("nothing was touched; take the rows from a backup, or go forward with a new migration")
            }
            EngineError::WouldFail { .. }
            | EngineError::NotAsPlanned { .. }
            | EngineError::Unapproved { .. }
            | EngineError::Connect(_)
            | EngineError::Scratch(_)
            | EngineError::Sql(_)
            | EngineError::Load(_)
            | EngineError::Unfit { .. }
            | EngineError::Own { .. }
            | EngineError::Catalog(_)
            | EngineError::Planning(_)
            | EngineError::Backfill(_)
            | EngineError::Adopt(_)
            | EngineError::Program(_)
            | EngineError::UnknownRename { .. }
            | EngineError::NoRename(_)
            | EngineError::History(_)
            | EngineError::UnknownMigration { .. }
            | EngineError::Undecided { .. }
            | EngineError::Orphaned { .. }
            | EngineError::NoWayBack { .. }
            | EngineError::NothingOpen { .. } => None,
        }
    }
}

impl ReadOnly {
    fn way_out(self) -> &'static str {
        match self {
            ReadOnly::Replica => {
                "name the primary, or all servers: postgres://user@one,two/name?target_session_attrs=read-write"
            }
            ReadOnly::Setting => {
                "use a role that may write, or add ?options=-cdefault_transaction_read_only%3Doff to the URL"
            }
        }
    }
}
