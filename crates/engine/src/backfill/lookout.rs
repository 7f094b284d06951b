//! Looks from a second session at what batches do to others: replicas that fall behind, old transactions, the journal, who
//! waits. Must not know what a batch is.

use std::collections::VecDeque;
use std::time::Duration;

use evenkeel_core::{Sql, sql};
use evenkeel_sources::backfill::Brakes;
use tokio::time::{Instant, timeout};

use crate::connect::{ServerError, Session};

/// How often the server is asked between batches.
const EVERY: Duration = Duration::from_millis(500);
/// A look that takes longer is not worth the wait.
const LIMIT: Duration = Duration::from_secs(5);
/// How far back positions of the journal are remembered.
const REMEMBERED: usize = 4096;
/// One rest is no longer than this; then the server is looked at again.
const LONGEST_REST: Duration = Duration::from_secs(2);

pub(super) struct Lookout {
    session: Session,
    brakes: Brakes,
    /// The process in which batches run, where that stays the same.
    worker: Option<i32>,
    looked: Option<Instant>,
    positions: Positions,
    /// How long to rest so that the journal grows no faster than it may.
    owed: Duration,
}

/// What a look says about the next batch.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Go,
    Wait(String),
    /// The last look was a moment ago.
    NothingNew,
}

/// What one look saw.
struct Seen {
    position: Option<u64>,
    /// How far the slowest replica has come.
    replica: Option<(String, u64)>,
    /// The oldest transaction that keeps the server from cleaning up.
    oldest: Option<(String, Duration)>,
}

impl Lookout {
    pub(super) async fn open(worker: &Session, brakes: Brakes, pid: Option<i32>) -> Option<Lookout> {
        let session = Session::connect(worker.target()).await.ok()?;
        let positions = Positions::default();
        Some(Lookout { session, brakes, worker: pid, looked: None, positions, owed: Duration::ZERO })
    }

    /// Whether the next batch may run. A server that does not answer in time says nothing against it.
    pub(super) async fn verdict(&mut self) -> Verdict {
        if self.looked.is_some_and(|looked| looked.elapsed() < EVERY) {
            return Verdict::NothingNew;
        }
        let rows = timeout(LIMIT, self.session.rows(self.question().as_str())).await;
        let seen = rows.ok().and_then(Result::ok).and_then(|rows| seen(&rows));
        let now = Instant::now();
        let since = self.looked.replace(now).map(|before| now - before);
        seen.map_or(Verdict::Go, |seen| self.judge(seen, now, since))
    }

    fn judge(&mut self, seen: Seen, now: Instant, since: Option<Duration>) -> Verdict {
        let lag = seen.position.map(|position| {
            let written = self.positions.add(now, position);
            self.owe(written, since);
            seen.replica.as_ref().map_or(Duration::ZERO, |(_, at)| self.positions.behind(now, *at))
        });
        let replica = seen.replica.map(|(name, _)| name).unwrap_or_default();
        let lagging = self.brakes.replica_lag.zip(lag).filter(|(limit, lag)| lag > limit);
        let old = self.brakes.long_transactions.zip(seen.oldest).filter(|(limit, (_, age))| age > limit);
        match (lagging, old) {
            (Some((limit, lag)), _) => Verdict::Wait(format!(
                "the replica {replica} is {} s behind, and {} s are allowed",
                lag.as_secs(),
                limit.as_secs()
            )),
            (None, Some((_, (who, age)))) => Verdict::Wait(format!(
                "{who} has had a transaction open for {} s, and nothing that is updated meanwhile can be cleaned up",
                age.as_secs()
            )),
            (None, None) => Verdict::Go,
        }
    }

    /// The journal grew by this much since the look before.
    fn owe(&mut self, written: u64, since: Option<Duration>) {
        let Some((limit, since)) = self.brakes.wal_per_second.zip(since) else { return };
        let fair = Duration::from_secs(1).mul_f64(written as f64 / limit as f64);
        self.owed = fair.saturating_sub(since).min(LONGEST_REST);
    }

    /// How long to rest for the journal's sake; told once.
    pub(super) fn rest_owed(&mut self) -> Duration {
        std::mem::take(&mut self.owed)
    }

    /// How long somebody has been waiting for us.
    pub(super) async fn waited(&self) -> Duration {
        let Some(pid) = self.worker else { return Duration::ZERO };
        let question = sql!(
            "SELECT coalesce(max((extract(epoch FROM pg_catalog.clock_timestamp() - l.waitstart) * 1000)::bigint), 0) \
             FROM pg_catalog.pg_locks l WHERE NOT l.granted AND l.pid <> {} AND {} = ANY (pg_catalog.pg_blocking_pids(l.pid))",
            pid,
            pid
        );
        let rows: Result<_, ServerError> = match timeout(LIMIT, self.session.rows(question.as_str())).await {
            Ok(rows) => rows,
            Err(_) => return Duration::ZERO,
        };
        let told = rows.ok().and_then(|rows| rows.first()?.first()?.as_ref()?.parse().ok());
        Duration::from_millis(told.unwrap_or_default())
    }

    /// Only what has an identifier or a snapshot keeps the server from cleaning up.
    fn question(&self) -> Sql {
        sql!(
            "SELECT CASE WHEN pg_catalog.pg_is_in_recovery() THEN NULL \
               ELSE pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_lsn(), '0/0')::bigint END, \
             r.application_name, pg_catalog.pg_wal_lsn_diff(r.replay_lsn, '0/0')::bigint, \
             x.who, (extract(epoch FROM pg_catalog.clock_timestamp() - x.xact_start) * 1000)::bigint \
             FROM (SELECT 1) one \
             LEFT JOIN LATERAL (SELECT s.application_name, s.replay_lsn FROM pg_catalog.pg_stat_replication s \
               WHERE s.state IN ('streaming', 'catchup') AND s.replay_lsn IS NOT NULL ORDER BY s.replay_lsn LIMIT 1) r ON true \
             LEFT JOIN LATERAL (SELECT a.xact_start, pg_catalog.format('pid %s (%s of %s)', a.pid, a.application_name, a.usename) \
               AS who FROM pg_catalog.pg_stat_activity a WHERE a.datname = current_database() \
               AND a.backend_type = 'client backend' AND (a.backend_xid IS NOT NULL OR a.backend_xmin IS NOT NULL) \
               AND a.pid NOT IN (pg_catalog.pg_backend_pid(), {}) ORDER BY a.xact_start LIMIT 1) x ON true",
            self.worker.unwrap_or_default()
        )
    }
}

fn seen(rows: &[Vec<Option<String>>]) -> Option<Seen> {
    let row = rows.last()?;
    let text = |column: usize| row.get(column).cloned().flatten();
    let number = |column: usize| text(column).and_then(|text| text.parse::<u64>().ok());
    Some(Seen {
        position: number(0),
        replica: number(2).map(|at| (text(1).unwrap_or_default(), at)),
        oldest: text(3).map(|who| (who, Duration::from_millis(number(4).unwrap_or_default()))),
    })
}

/// When the journal was where. A replica is as far behind as it is long ago that the journal was where the replica is now,
/// also when the replica has stopped to tell.
#[derive(Debug, Default)]
struct Positions(VecDeque<(Instant, u64)>);

impl Positions {
    /// Remembers a position, and answers how much was written since the one before.
    fn add(&mut self, now: Instant, position: u64) -> u64 {
        let before = self.0.back().map_or(position, |(_, before)| *before);
        self.0.push_back((now, position));
        if self.0.len() > REMEMBERED {
            self.0.pop_front();
        }
        position.saturating_sub(before)
    }

    /// Where nothing older is remembered, the replica is at least as far behind as that.
    fn behind(&self, now: Instant, replica: u64) -> Duration {
        let beyond = self.0.iter().find(|(_, position)| *position > replica);
        beyond.map_or(Duration::ZERO, |(since, _)| now - *since)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_replica_is_as_far_behind_as_its_place_is_old() {
        let start = Instant::now();
        let at = |seconds: u64| start + Duration::from_secs(seconds);
        let mut positions = Positions::default();
        assert_eq!(positions.add(at(0), 100), 0);
        assert_eq!(positions.add(at(1), 200), 100);
        positions.add(at(5), 300);
        assert_eq!(positions.behind(at(5), 300), Duration::ZERO);
        assert_eq!(positions.behind(at(7), 200), Duration::from_secs(2));
        assert_eq!(positions.behind(at(7), 150), Duration::from_secs(6));
        assert_eq!(positions.behind(at(7), 10), Duration::from_secs(7));
    }
}
