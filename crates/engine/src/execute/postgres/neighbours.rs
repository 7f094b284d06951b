//! Who else is at work on the server: who is in our way, who waits for us, how far the server is. Every question is one
//! round trip. Must not know what is run.

use std::collections::BTreeSet;
use std::time::Duration;

use evenkeel_core::{Sql, sql};

use super::super::watch::{Advance, Blocker, Nature, Obstacle};

/// What is to be seen while a statement runs.
#[derive(Clone, Debug, Default)]
pub(super) struct Look {
    pub(super) blockers: Vec<Blocker>,
    /// How many sessions wait for us.
    pub(super) queued: u64,
    /// How long the first of them has waited.
    pub(super) oldest: Duration,
    pub(super) advance: Option<Advance>,
}

pub(super) type Row = Vec<Option<String>>;

/// The statistics are those of the transaction's first look, unless they are thrown away.
pub(super) fn look_at(pid: i32) -> Sql {
    sql!(
        "SELECT pg_catalog.pg_stat_clear_snapshot(); \
         WITH b AS MATERIALIZED (SELECT pg_catalog.pg_blocking_pids({}) AS pids), \
         q AS MATERIALIZED (SELECT l.pid, pg_catalog.clock_timestamp() - l.waitstart AS waited \
          FROM pg_catalog.pg_locks l WHERE NOT l.granted AND l.pid <> {} \
          AND {} = ANY (pg_catalog.pg_blocking_pids(l.pid))) \
         SELECT 'blocker', a.pid::text, a.application_name, a.usename::text, coalesce(a.state, ''), \
          left(a.query, 200), {}, {} \
          FROM pg_catalog.pg_stat_activity a, b WHERE a.pid = ANY (b.pids) \
         UNION ALL SELECT 'blocker', '0', '', p.owner::text, '', p.gid, {}, '0' \
          FROM pg_catalog.pg_prepared_xacts p, b WHERE 0 = ANY (b.pids) AND p.database = current_database() \
         UNION ALL SELECT 'queue', count(DISTINCT q.pid)::text, {}, NULL, NULL, NULL, NULL, NULL FROM q \
         UNION ALL SELECT 'advance', p.relation, p.phase, p.done::text, p.total::text, NULL, NULL, NULL FROM ({}) p",
        pid,
        pid,
        pid,
        milliseconds("pg_catalog.clock_timestamp() - a.xact_start"),
        milliseconds(QUERY_AGE),
        milliseconds("pg_catalog.clock_timestamp() - p.prepared"),
        milliseconds("max(q.waited)"),
        advances(pid),
    )
}

/// An idle session's state is as old as its last statement's end.
pub(super) const QUERY_AGE: &str = "pg_catalog.clock_timestamp() \
     - CASE a.state WHEN 'active' THEN a.query_start ELSE a.state_change END";

/// Long transactions and vacuums against wraparound with the relations that they have locked, one row for each.
pub(super) fn obstacles(older_than: Duration) -> Sql {
    let limit = u64::try_from(older_than.as_millis()).unwrap_or(u64::MAX);
    sql!(
        "SELECT pg_catalog.pg_stat_clear_snapshot(); \
         SELECT 'obstacle', a.pid::text, a.application_name, a.usename::text, coalesce(a.state, ''), \
          left(a.query, 200), {}, {}, \
          (a.query LIKE 'autovacuum:%(to prevent wraparound)')::text, c.relname::text \
          FROM pg_catalog.pg_stat_activity a JOIN pg_catalog.pg_locks l ON l.pid = a.pid \
          JOIN pg_catalog.pg_class c ON c.oid = l.relation \
          WHERE a.datname = current_database() AND a.pid <> pg_catalog.pg_backend_pid() \
          AND l.locktype = 'relation' AND l.granted AND c.relkind IN ('r', 'p', 'f', 'v', 'm') \
          AND c.relnamespace NOT IN ('pg_catalog'::regnamespace, 'pg_toast'::regnamespace) \
          AND (a.xact_start < pg_catalog.clock_timestamp() - {} * interval '1 millisecond' \
           OR a.query LIKE 'autovacuum:%(to prevent wraparound)') \
          ORDER BY a.xact_start, a.pid, c.relname",
        milliseconds("pg_catalog.clock_timestamp() - a.xact_start"),
        milliseconds(QUERY_AGE),
        limit,
    )
}

pub(super) fn milliseconds(interval: &'static str) -> Sql {
    Sql::raw("(extract(epoch FROM ").and(Sql::raw(interval)).and(") * 1000)::bigint::text")
}

/// What the server tells about its own progress, in the same columns for each sort of work.
fn advances(pid: i32) -> Sql {
    sql!(
        "SELECT coalesce(nullif(i.index_relid, 0), i.relid)::regclass::text AS relation, i.phase, \
          CASE WHEN i.phase LIKE 'waiting%' THEN i.lockers_done WHEN i.tuples_total > 0 THEN i.tuples_done \
           ELSE i.blocks_done END AS done, \
          CASE WHEN i.phase LIKE 'waiting%' THEN i.lockers_total WHEN i.tuples_total > 0 THEN i.tuples_total \
           ELSE i.blocks_total END AS total \
          FROM pg_catalog.pg_stat_progress_create_index i WHERE i.pid = {} \
         UNION ALL SELECT c.relid::regclass::text, c.phase, c.heap_blks_scanned, c.heap_blks_total \
          FROM pg_catalog.pg_stat_progress_cluster c WHERE c.pid = {} \
         UNION ALL SELECT v.relid::regclass::text, v.phase, v.heap_blks_scanned, v.heap_blks_total \
          FROM pg_catalog.pg_stat_progress_vacuum v WHERE v.pid = {} \
         UNION ALL SELECT y.relid::regclass::text, y.phase, y.sample_blks_scanned, y.sample_blks_total \
          FROM pg_catalog.pg_stat_progress_analyze y WHERE y.pid = {} \
         UNION ALL SELECT y.relid::regclass::text, 'copying rows', y.bytes_processed, y.bytes_total \
          FROM pg_catalog.pg_stat_progress_copy y WHERE y.pid = {}",
        pid,
        pid,
        pid,
        pid,
        pid
    )
}

pub(super) fn seen(rows: &[Row]) -> Look {
    let mut look = Look::default();
    for row in rows {
        match cell(row, 0) {
            Some("blocker") => look.blockers.extend(blocker(row)),
            Some("queue") => {
                look.queued = number(row, 1);
                look.oldest = Duration::from_millis(number(row, 2));
            }
            Some("advance") => look.advance = Some(advance(row)),
            Some(_) | None => {}
        }
    }
    look
}

/// The obstacles among the rows that have locked one of these relations, one for each session.
pub(super) fn in_the_way(rows: &[Row], named: &BTreeSet<String>) -> Vec<Obstacle> {
    let mut found: Vec<Obstacle> = Vec::new();
    for row in rows.iter().filter(|row| cell(row, 0) == Some("obstacle")) {
        let Some(relation) = cell(row, 9).filter(|relation| named.contains(*relation)) else { continue };
        let Some(who) = blocker(row) else { continue };
        match found.last_mut().filter(|last| last.who.pid == who.pid) {
            Some(last) => last.relations.push(relation.to_owned()),
            None => found.push(Obstacle {
                who,
                relations: vec![relation.to_owned()],
                nature: match cell(row, 8) {
                    Some("true") => Nature::WraparoundVacuum,
                    Some(_) | None => Nature::Transaction,
                },
            }),
        }
    }
    found
}

pub(super) fn blocker(row: &Row) -> Option<Blocker> {
    let text = |column: usize| cell(row, column).unwrap_or_default().to_owned();
    Some(Blocker {
        pid: cell(row, 1)?.parse().ok()?,
        application: text(2),
        user: text(3),
        state: text(4),
        query: text(5),
        age: Duration::from_millis(number(row, 6)),
        query_age: Duration::from_millis(number(row, 7)),
    })
}

fn advance(row: &Row) -> Advance {
    let text = |column: usize| cell(row, column).unwrap_or_default().to_owned();
    Advance { relation: text(1), phase: text(2), done: number(row, 3), total: number(row, 4) }
}

fn cell(row: &Row, column: usize) -> Option<&str> {
    row.get(column)?.as_deref()
}

fn number(row: &Row, column: usize) -> u64 {
    cell(row, column).and_then(|text| text.parse().ok()).unwrap_or_default()
}
