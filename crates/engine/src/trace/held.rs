//! What a session holds before its commit: locks on relations that keep somebody waiting. Must not know which statement
//! takes which lock.

use std::collections::BTreeMap;

use crate::connect::Session;
use crate::error::EngineError;

/// Modes that keep somebody waiting, weakest first, in the words of `pg_locks` and of SQL.
pub const MODES: [(&str, &str); 5] = [
    ("ShareUpdateExclusiveLock", "SHARE UPDATE EXCLUSIVE"),
    ("ShareLock", "SHARE"),
    ("ShareRowExclusiveLock", "SHARE ROW EXCLUSIVE"),
    ("ExclusiveLock", "EXCLUSIVE"),
    ("AccessExclusiveLock", "ACCESS EXCLUSIVE"),
];

/// Every relation that users made, with the table that it belongs to (an index, a TOAST table, an owned sequence), with
/// its own name where that can be declared too, and with where its rows are, how it is read, and what it is.
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
SELECT f.oid, n.nspname, c.relname, coalesce(m.nspname, n.nspname), coalesce(s.relname, c.relname), o.relname,
    o.relfilenode, o.relkind, pg_catalog.pg_stat_get_xact_numscans(f.oid)
FROM first f
JOIN pg_catalog.pg_class o ON o.oid = f.oid
LEFT JOIN pg_catalog.pg_class t ON t.reltoastrelid = f.above
JOIN pg_catalog.pg_class c ON c.oid = coalesce(t.oid, f.above)
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_class s ON s.oid = f.oid AND s.relkind = 'S'
LEFT JOIN pg_catalog.pg_namespace m ON m.oid = s.relnamespace";

const HELD: &str = "SELECT relation, mode FROM pg_catalog.pg_locks WHERE locktype = 'relation' \
    AND pid = pg_catalog.pg_backend_pid() AND relation >= 16384";

/// A relation as it is at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// The table that it belongs to, or itself, as schema and name.
    pub table: [String; 2],
    /// Itself, where it is a sequence, and else the table, as schema and name.
    pub declared: [String; 2],
    pub name: String,
    /// Where its rows are; another number after it was written anew.
    pub file: String,
    /// As the letter of `pg_class`.
    pub kind: String,
    /// How often the open transaction has read it from one end to the other.
    pub scans: u64,
}

impl Relation {
    pub(super) fn is_index(&self) -> bool {
        matches!(self.kind.as_str(), "i" | "I")
    }

    /// Whether it is of a table that holds only what is too long for another one.
    pub(super) fn is_inside(&self) -> bool {
        self.name.starts_with("pg_toast_")
    }

    /// Whether it is a table of users' own that holds rows.
    pub(super) fn holds_rows(&self) -> bool {
        matches!(self.kind.as_str(), "r" | "m")
    }
}

/// By number.
pub type Relations = BTreeMap<String, Relation>;

/// The relations that users made.
///
/// # Errors
/// The connection is lost.
pub async fn relations(session: &Session) -> Result<Relations, EngineError> {
    let rows =
        session.rows(RELATIONS).await.map_err(|error| EngineError::own("reading the catalog", &error))?;
    let cells = |row: Vec<Option<String>>| row.into_iter().map(Option::unwrap_or_default).collect::<Vec<_>>();
    let relation = |row| {
        let [oid, schema, table, own_schema, own, name, file, kind, scans] =
            <[String; 9]>::try_from(cells(row)).ok()?;
        let (table, declared) = ([schema, table], [own_schema, own]);
        let scans = scans.parse().unwrap_or_default();
        Some((oid, Relation { table, declared, name, file, kind, scans }))
    };
    Ok(rows.into_iter().filter_map(relation).collect())
}

/// The locks that the session's open transaction holds: the relation's number and the place of its mode in [`MODES`].
///
/// # Errors
/// The connection is lost.
pub async fn held(session: &Session) -> Result<Vec<(String, usize)>, EngineError> {
    let rows = session.rows(HELD).await.map_err(|error| EngineError::own("reading the locks", &error))?;
    let lock = |row: Vec<Option<String>>| {
        let [oid, mode] = <[Option<String>; 2]>::try_from(row).ok()?;
        let (oid, mode) = (oid?, mode?);
        Some((oid, MODES.iter().position(|(name, _)| *name == mode)?))
    };
    Ok(rows.into_iter().filter_map(lock).collect())
}
