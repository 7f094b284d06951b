//! How far a backfill is, looked at four times a second by a psql of its own. Must not know what is filled.

use std::io::Write;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use super::{DATABASE, Ground};
use crate::failure::Failure;

/// A psql that looks until it is read.
pub(super) struct Pulse(Child);

/// How many rows were done when.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Beat {
    pub(super) at: f64,
    pub(super) rows: f64,
}

impl Pulse {
    pub(super) fn start(ground: &Ground<'_>) -> Result<Pulse, Failure> {
        let start = |source| Failure::Start { program: "psql".to_owned(), source };
        let mut psql = Command::new(&ground.cluster.tools.psql);
        psql.args(["-X", "-q", "-A", "-t", "-d"]).arg(ground.cluster.url(DATABASE));
        psql.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = psql.spawn().map_err(start)?;
        // The table is made by the run that is looked at.
        let question = "SELECT extract(epoch FROM clock_timestamp()), CASE WHEN to_regclass('evenkeel.backfill') IS NULL \
             THEN 0 ELSE coalesce((xpath('//rows/text()', query_to_xml('SELECT max(rows) AS rows FROM evenkeel.backfill', \
             true, false, '')))[1]::text::bigint, 0) END \\watch 0.25\n";
        if let Some(stdin) = &mut child.stdin {
            stdin.write_all(question.as_bytes()).map_err(start)?;
        }
        Ok(Pulse(child))
    }

    /// Ends it and reads what it saw.
    pub(super) fn stop(self) -> Result<Vec<Beat>, Failure> {
        let start = |source| Failure::Start { program: "psql".to_owned(), source };
        let mut child = self.0;
        // One more look, so that the end is seen.
        std::thread::sleep(Duration::from_millis(300));
        child.kill().map_err(start)?;
        let output = child.wait_with_output().map_err(start)?;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        Ok(text.lines().filter_map(beat).collect())
    }
}

fn beat(line: &str) -> Option<Beat> {
    let (at, rows) = line.split_once('|')?;
    Some(Beat { at: at.parse().ok()?, rows: rows.parse().ok()? })
}

/// When so many rows were done, between two looks in proportion; none were at the last look that saw none.
pub(super) fn when(beats: &[Beat], rows: f64) -> Option<f64> {
    if rows <= 0.0 {
        return beats.iter().rev().find(|beat| beat.rows <= 0.0).map(|beat| beat.at);
    }
    let next = beats.iter().position(|beat| beat.rows >= rows)?;
    let after = beats[next];
    let Some(before) = next.checked_sub(1).map(|before| beats[before]) else { return Some(after.at) };
    let share = (rows - before.rows) / (after.rows - before.rows).max(1.0);
    Some(before.at + share * (after.at - before.at))
}

/// Rows a second between two counts of rows.
pub(super) fn rate(beats: &[Beat], from: f64, to: f64) -> Option<f64> {
    Some((to - from) / (when(beats, to)? - when(beats, from)?).max(0.001))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_taken_between_the_looks() {
        let beats: Vec<Beat> =
            ["-9|0", "0|0", "1|100", "2|200", "4|300"].iter().filter_map(|line| beat(line)).collect();
        assert_eq!(when(&beats, 150.0), Some(1.5));
        assert_eq!(rate(&beats, 0.0, 200.0), Some(100.0));
        assert_eq!(rate(&beats, 200.0, 300.0), Some(50.0));
        assert_eq!(when(&beats, 301.0), None);
    }
}
