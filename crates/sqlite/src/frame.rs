//! What has to stand around a plan. Must not know how it is run.
//!
//! Whoever carries out a plan does this, on one connection:
//! 1. `PRAGMA foreign_keys = OFF` and `PRAGMA legacy_alter_table = OFF` (its default), both outside a transaction,
//!    where they would do nothing. Without the first, DROP TABLE deletes the rows that refer to the table; without the
//!    second, a rename leaves views, triggers and foreign keys behind.
//! 2. `BEGIN IMMEDIATE`, so that nobody writes between here and the commit.
//! 3. The steps of the plan, in order, all of them in this transaction.
//! 4. If [`rebuilds`] says so, each statement of [`checks`]; otherwise than told there, `ROLLBACK`. A database that
//!    broke its foreign keys before has to be compared with what the check said then.
//! 5. `COMMIT`, and `PRAGMA foreign_keys` back to what it was.

use evenkeel_core::{Action, Danger, Plan};

use crate::kinds::table;

/// Run before the commit of a plan that [`rebuilds`]: the first gives no row, the second one row, `ok`.
pub fn checks() -> &'static [&'static str] {
    &["PRAGMA foreign_key_check", "PRAGMA integrity_check"]
}

/// Whether the plan drops a table or writes one anew, so that it has to be checked before the commit.
pub fn rebuilds(plan: &Plan) -> bool {
    plan.steps.iter().any(|step| step.action == Action::Drop && step.object.kind() == table::NAME)
        || plan.hazards().any(|hazard| hazard.danger == Danger::Rewrite)
}

/// What stands before and after the plan's statements in a script for the sqlite3 shell; empty for an empty plan.
///
/// The shell goes on after an error unless it is started with `-bail`; the checks undo all the same, for a failed one
/// rolls back and leaves nothing for COMMIT to commit.
pub fn script_frame(plan: &Plan) -> (&'static str, &'static str) {
    match (plan.is_empty(), rebuilds(plan)) {
        (true, _) => ("", ""),
        (false, false) => (PROLOGUE, PLAIN_EPILOGUE),
        (false, true) => (PROLOGUE, CHECKED_EPILOGUE),
    }
}

const PROLOGUE: &str = "\
-- run with: sqlite3 -bail FILE < THIS
PRAGMA foreign_keys = OFF;
PRAGMA legacy_alter_table = OFF;
BEGIN IMMEDIATE;
";

const PLAIN_EPILOGUE: &str = "\
COMMIT;
PRAGMA foreign_keys = ON;
";

const CHECKED_EPILOGUE: &str = "\
PRAGMA foreign_key_check;
CREATE TEMP TABLE evenkeel_check (violations INTEGER CHECK (violations = 0));
INSERT OR ROLLBACK INTO evenkeel_check SELECT count(*) FROM pragma_foreign_key_check;
INSERT OR ROLLBACK INTO evenkeel_check SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok';
DROP TABLE temp.evenkeel_check;
COMMIT;
PRAGMA foreign_keys = ON;
";

#[cfg(test)]
mod tests;
