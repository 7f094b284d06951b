//! Whether a step says what it locks: what PostgreSQL holds before the commit, against what the step declared. Must
//! not know which statement takes which lock.

use std::collections::BTreeMap;

use evenkeel_core::Step;
use evenkeel_engine::connect::Session;

use crate::Answer;

/// Modes that keep somebody waiting, weakest first, in the words of `pg_locks` and of SQL.
const MODES: [(&str, &str); 5] = [
    ("ShareUpdateExclusiveLock", "SHARE UPDATE EXCLUSIVE"),
    ("ShareLock", "SHARE"),
    ("ShareRowExclusiveLock", "SHARE ROW EXCLUSIVE"),
    ("ExclusiveLock", "EXCLUSIVE"),
    ("AccessExclusiveLock", "ACCESS EXCLUSIVE"),
];

/// Every relation that users made, with the table that it belongs to (an index, a TOAST table, an owned sequence) and
/// with its own name where that can be declared too.
const RELATIONS: &str = "
WITH first AS (
    SELECT c.oid, coalesce(i.indrelid, t.oid, d.refobjid, c.oid) AS above
    FROM pg_catalog.pg_class c
    LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = c.oid
    LEFT JOIN pg_catalog.pg_class t ON t.reltoastrelid = c.oid
    LEFT JOIN pg_catalog.pg_depend d ON c.relkind = 'S' AND d.classid = 'pg_catalog.pg_class'::regclass
        AND d.objid = c.oid AND d.refclassid = 'pg_catalog.pg_class'::regclass AND d.deptype IN ('a', 'i')
    WHERE c.oid >= 16384
)
SELECT f.oid, n.nspname, c.relname, coalesce(m.nspname, n.nspname), coalesce(s.relname, c.relname)
FROM first f
LEFT JOIN pg_catalog.pg_class t ON t.reltoastrelid = f.above
JOIN pg_catalog.pg_class c ON c.oid = coalesce(t.oid, f.above)
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_class s ON s.oid = f.oid AND s.relkind = 'S'
LEFT JOIN pg_catalog.pg_namespace m ON m.oid = s.relnamespace";

const HELD: &str = "SELECT relation, mode FROM pg_catalog.pg_locks WHERE locktype = 'relation' \
    AND pid = pg_catalog.pg_backend_pid() AND relation >= 16384";

/// By number: the table that it belongs to and its own name, each as schema and name.
pub(crate) type Relations = BTreeMap<String, [[String; 2]; 2]>;

pub(crate) async fn relations(session: &Session) -> Answer<Relations> {
    let rows = session.rows(RELATIONS).await.map_err(|error| error.to_string())?;
    let cells = |row: Vec<Option<String>>| row.into_iter().map(Option::unwrap_or_default).collect::<Vec<_>>();
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            let [oid, schema, table, own_schema, name] = <[String; 5]>::try_from(cells(row)).ok()?;
            Some((oid, [[schema, table], [own_schema, name]]))
        })
        .collect())
}

/// Asked before the commit: each lock on what was there before that the step kept to itself.
pub(crate) async fn check(session: &Session, step: &Step, before: &Relations) -> Answer {
    let rows = session.rows(HELD).await.map_err(|error| error.to_string())?;
    let mut kept = Vec::new();
    for row in rows {
        let [Some(oid), Some(mode)] = &row[..] else { continue };
        let Some(strength) = MODES.iter().position(|(name, _)| name == mode) else { continue };
        let Some(names) = before.get(oid) else { continue };
        if !step.locks.iter().any(|lock| {
            names.iter().any(|name| lock.relation.parts().eq(name.iter().map(String::as_str)))
                && MODES.iter().position(|(_, name)| *name == lock.mode) >= Some(strength)
        }) {
            kept.push(format!("{} on {}", MODES[strength].1, names[0].join(".")));
        }
    }
    kept.sort();
    kept.dedup();
    match kept.is_empty() {
        true => Ok(()),
        false => Err(format!("undeclared locks: {}\nby {}", kept.join(", "), step.statement.sql())),
    }
}
