//! Whether a database is what an undisturbed run leaves, each effect once, and nobody holds anything. Must not know what
//! was done to the run.

use std::process::Command;

use super::console::Console;
use crate::failure::Failure;
use crate::process::{self, STEP_LIMIT};
use crate::servers::Cluster;

/// What a database is, line by line, in an order of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct State(Vec<String>);

impl State {
    pub(super) fn of(mut lines: Vec<String>) -> State {
        lines.sort();
        State(lines)
    }

    /// The first line that only one of them has.
    pub(super) fn difference(&self, other: &State) -> Option<String> {
        let lacks = |from: &State, line: &&String| from.0.binary_search(line).is_err();
        let missing = self.0.iter().find(|line| lacks(other, line)).map(|line| format!("missing: {line}"));
        let extra = || other.0.iter().find(|line| lacks(self, line)).map(|line| format!("extra: {line}"));
        let counted = || (self.0.len() != other.0.len()).then(|| "a line more or less often".to_owned());
        missing.or_else(extra).or_else(counted)
    }
}

/// Catalog and rows as pg_dump has them, and the indexes that it leaves out.
pub(super) fn state(cluster: &Cluster, database: &str, console: &mut Console) -> Result<State, Failure> {
    let mut dump = Command::new(&cluster.tools.pg_dump);
    dump.args(["--exclude-schema=evenkeel", "--exclude-table-data=load", "-d"]).arg(cluster.url(database));
    let text = process::stdout(&mut dump, STEP_LIMIT)?;
    let said = |line: &&str| !line.is_empty() && !line.starts_with("--") && !line.starts_with('\\');
    let mut lines: Vec<String> = text.lines().filter(said).map(str::to_owned).collect();
    lines.extend(console.ask(INDEXES)?);
    Ok(State::of(lines))
}

const INDEXES: &str = "SELECT 'index', indexrelid::regclass, indrelid::regclass, indisvalid, indisready, indislive \
     FROM pg_index JOIN pg_class ON oid = indexrelid WHERE indexrelid >= 16384 \
     AND (relnamespace <> 'pg_toast'::regnamespace OR NOT indisvalid); \
     SELECT 'inherits', inhrelid::regclass, inhparent::regclass, inhdetachpending FROM pg_inherits \
     WHERE inhrelid >= 16384;";

/// What the ledger says that no good run says, and who holds a lock of ours.
const FAULTS: &str = "\
SELECT 'applied ' || count(*) || ' times: ' || migration FROM evenkeel.ledger WHERE event = 'applied'
    GROUP BY migration HAVING count(*) <> 1;
SELECT 'done ' || count(*) || ' times: ' || migration || ' part ' || segment FROM evenkeel.ledger
    WHERE event IN ('segment', 'journal-after') GROUP BY migration, segment HAVING count(*) <> 1;
SELECT 'announced and never ended: ' || b.migration || ' part ' || b.segment FROM evenkeel.ledger b
    WHERE b.event = 'journal-before' AND NOT EXISTS (SELECT FROM evenkeel.ledger a WHERE a.migration = b.migration
    AND a.segment = b.segment AND a.event = 'journal-after' AND a.id > b.id);
SELECT 'an effect ' || count(*) || ' times: ' || what FROM log GROUP BY what HAVING count(*) <> 1;
SELECT 'a lock is held by ' || pid FROM pg_locks WHERE locktype = 'advisory'
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database());
SELECT 'a run is still there: ' || query FROM pg_stat_activity WHERE datname = current_database()
    AND application_name LIKE 'evenkeel%';";

/// Everything that is wrong with the database, or nothing.
pub(super) fn judge(
    cluster: &Cluster,
    database: &str,
    migrations: usize,
    expected: &State,
) -> Result<Option<String>, Failure> {
    let mut console = Console::open(cluster, database)?;
    let faults = console.ask(FAULTS)?;
    if let Some(fault) = faults.first() {
        return Ok(Some(fault.clone()));
    }
    let applied = console.count("SELECT count(*) FROM evenkeel.ledger WHERE event = 'applied';")?;
    if applied != migrations as u64 {
        return Ok(Some(format!("{applied} migrations are applied instead of {migrations}")));
    }
    Ok(expected.difference(&state(cluster, database, &mut console)?))
}

#[cfg(test)]
mod tests {
    use super::State;

    #[test]
    fn differences_are_named() {
        let state = |lines: &[&str]| State::of(lines.iter().map(|line| (*line).to_owned()).collect());
        let one = state(&["b", "a"]);
        assert_eq!(one.difference(&state(&["a", "b"])), None);
        assert_eq!(one.difference(&state(&["a"])).unwrap(), "missing: b");
        assert_eq!(one.difference(&state(&["a", "b", "c"])).unwrap(), "extra: c");
        assert_eq!(one.difference(&state(&["a", "a", "b"])).unwrap(), "a line more or less often");
    }
}
