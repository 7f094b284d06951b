//! What keeps a server waiting inside a statement, and what is in the way of everything. Must not know what is hit there.

use std::time::{Duration, Instant};

use super::cells::Gate;
use super::console::Console;
use crate::failure::Failure;
use crate::servers::Cluster;

/// How long a run may take to come to a gate.
const REACH: Duration = Duration::from_secs(30);

/// Closes a gate; it opens when the session that holds it ends.
pub(super) fn close(gate: Gate, cluster: &Cluster, database: &str) -> Result<Console, Failure> {
    let mut console = Console::open(cluster, database)?;
    console.ask(match gate {
        Gate::Table => "BEGIN; LOCK TABLE t IN SHARE ROW EXCLUSIVE MODE;",
        Gate::Ledger => "BEGIN; LOCK TABLE evenkeel.ledger IN SHARE MODE;",
        Gate::Commit => "SELECT pg_advisory_lock(4711);",
        Gate::Writers => "BEGIN; LOCK TABLE t IN ROW EXCLUSIVE MODE;",
        Gate::Snapshot => "BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT count(*) FROM moods;",
        Gate::Readers => "BEGIN; LOCK TABLE p IN ACCESS SHARE MODE;",
    })?;
    Ok(console)
}

/// Locks everything that the migrations change, as far as nobody else has it locked.
pub(super) fn close_everything(cluster: &Cluster, database: &str) -> Result<Console, Failure> {
    let mut console = Console::open(cluster, database)?;
    console.ask(
        "BEGIN; LOCK TABLE t NOWAIT; LOCK TABLE log NOWAIT; LOCK TABLE moods NOWAIT; LOCK TABLE p NOWAIT;
         SET LOCAL lock_timeout = 100; ALTER TYPE mood RENAME VALUE 'good' TO 'better';",
    )?;
    Ok(console)
}

/// Waits until a run of evenkeel waits for a lock in that database; false when it does not come to that.
pub(super) fn reached(
    admin: &mut Console,
    database: &str,
    mut is_over: impl FnMut() -> bool,
) -> Result<bool, Failure> {
    let waiting = format!(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = '{database}' AND application_name LIKE 'evenkeel%' \
         AND wait_event_type = 'Lock';"
    );
    let begun = Instant::now();
    while begun.elapsed() < REACH {
        if admin.count(&waiting)? > 0 {
            return Ok(true);
        }
        if is_over() {
            return Ok(false);
        }
    }
    Ok(false)
}
