//! How many rows the next batch has. Must not know what they are.

use std::time::Duration;

use evenkeel_sources::backfill::{BatchPace, Brakes};

/// How long to rest after a batch of so many rows that took so long.
pub(super) fn rest(brakes: &Brakes, rows: u64, took: Duration) -> Duration {
    let by_share = brakes.share.map_or(Duration::ZERO, |share| took * (100 - share.min(100)) / share.max(1));
    let by_rate = brakes.rows_per_second.map_or(Duration::ZERO, |rate| {
        Duration::from_secs(1).mul_f64(rows as f64 / rate as f64).saturating_sub(took)
    });
    by_share.max(by_rate)
}

/// Fits the number of rows to the time that a batch should take.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pacer {
    pace: BatchPace,
    rows: u64,
}

impl Pacer {
    pub(super) fn new(pace: BatchPace) -> Self {
        Pacer { pace, rows: pace.rows }
    }

    /// Rows of the next batch.
    pub(super) fn rows(&self) -> u64 {
        self.rows
    }

    /// A batch of so many rows took so long. What was fast may double; what was slow is cut to what fits.
    pub(super) fn took(&mut self, rows: u64, time: Duration) {
        if rows == 0 {
            return;
        }
        let fitting = u128::from(rows) * self.pace.time.as_micros() / time.as_micros().max(1);
        let fitting = u64::try_from(fitting).unwrap_or(u64::MAX);
        self.rows = fitting.min(self.rows.max(rows).saturating_mul(2)).clamp(1, self.pace.most_rows);
    }

    /// Others had to wait, or a lock was not had.
    pub(super) fn shrink(&mut self) {
        self.rows = (self.rows / 2).max(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MS: Duration = Duration::from_millis(1);

    #[test]
    fn rests_keep_the_share_and_the_rate() {
        let brakes = Brakes { share: Some(25), ..Brakes::OFF };
        assert_eq!(rest(&brakes, 10, 100 * MS), 300 * MS);
        let brakes = Brakes { rows_per_second: Some(1000), ..Brakes::OFF };
        assert_eq!(rest(&brakes, 500, 100 * MS), 400 * MS);
        assert_eq!(rest(&brakes, 50, 100 * MS), Duration::ZERO);
        assert_eq!(rest(&Brakes::OFF, 50, 100 * MS), Duration::ZERO);
    }

    #[test]
    fn batches_come_to_the_time_that_is_wanted() {
        let mut pacer = Pacer::new(BatchPace { time: 100 * MS, rows: 10, most_rows: 5000 });
        // A server that does 20 rows in a millisecond.
        for _ in 0..20 {
            let rows = pacer.rows();
            pacer.took(rows, MS.mul_f64(rows as f64 / 20.0));
        }
        assert_eq!(pacer.rows(), 2000);
        pacer.took(2000, 1000 * MS);
        assert_eq!(pacer.rows(), 200);
        pacer.shrink();
        assert_eq!(pacer.rows(), 100);
        pacer.took(1, Duration::from_secs(1000));
        assert_eq!(pacer.rows(), 1);
        for _ in 0..30 {
            pacer.took(pacer.rows(), MS);
        }
        assert_eq!(pacer.rows(), 5000, "never more than the largest");
    }
}
