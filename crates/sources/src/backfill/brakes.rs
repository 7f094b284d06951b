//! When batches pause. Must not know how that is measured.

use std::time::Duration;

use serde::Deserialize;

use super::BackfillError;
use crate::span;

/// Limits above which batches pause or become smaller; nothing where a limit is off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Brakes {
    /// How far the slowest replica may be behind.
    pub replica_lag: Option<Duration>,
    /// How old somebody's transaction may be: nothing that is updated meanwhile can be cleaned up.
    pub long_transactions: Option<Duration>,
    /// How long others may wait for rows that a batch holds.
    pub waiting: Option<Duration>,
    /// How many bytes of journal the whole server may write in a second.
    pub wal_per_second: Option<u64>,
    pub rows_per_second: Option<u64>,
    /// Which part of the time may be spent working, in percent.
    pub share: Option<u32>,
}

impl Default for Brakes {
    fn default() -> Self {
        Brakes {
            replica_lag: Some(Duration::from_secs(10)),
            long_transactions: Some(Duration::from_secs(600)),
            waiting: Some(Duration::from_millis(100)),
            wal_per_second: None,
            rows_per_second: None,
            share: None,
        }
    }
}

impl Brakes {
    pub const OFF: Brakes = Brakes {
        replica_lag: None,
        long_transactions: None,
        waiting: None,
        wal_per_second: None,
        rows_per_second: None,
        share: None,
    };
}

/// As it is written: a number, a text, or the word `off`.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
enum Written {
    Number(u64),
    Text(String),
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenBrakes {
    replica_lag: Option<Written>,
    long_transactions: Option<Written>,
    waiting: Option<Written>,
    wal_per_second: Option<Written>,
    rows_per_second: Option<Written>,
    share: Option<Written>,
}

impl WrittenBrakes {
    pub(super) fn settled(self) -> Result<Brakes, BackfillError> {
        let usual = Brakes::default();
        Ok(Brakes {
            replica_lag: limit("replica_lag", self.replica_lag, usual.replica_lag, time)?,
            long_transactions: limit(
                "long_transactions",
                self.long_transactions,
                usual.long_transactions,
                time,
            )?,
            waiting: limit("waiting", self.waiting, usual.waiting, time)?,
            wal_per_second: limit("wal_per_second", self.wal_per_second, usual.wal_per_second, bytes)?,
            rows_per_second: limit("rows_per_second", self.rows_per_second, usual.rows_per_second, count)?,
            share: limit("share", self.share, usual.share, percent)?,
        })
    }
}

fn limit<T>(
    name: &str,
    written: Option<Written>,
    usual: Option<T>,
    parse: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>, BackfillError> {
    let text = match written {
        None => return Ok(usual),
        Some(Written::Number(number)) => number.to_string(),
        Some(Written::Text(text)) => text,
    };
    if text.trim() == "off" {
        return Ok(None);
    }
    let complaint = || {
        BackfillError::new(format!(
            "`{text}` is no limit for {name}: write one such as {}, or \"off\"",
            match name {
                "wal_per_second" => "\"16MB\"",
                "rows_per_second" => "5000",
                "share" => "\"50%\"",
                _ => "\"10s\"",
            }
        ))
    };
    parse(text.trim()).map(Some).ok_or_else(complaint)
}

fn time(text: &str) -> Option<Duration> {
    span::parse(text).ok().filter(|span| !span.is_zero())
}

fn count(text: &str) -> Option<u64> {
    text.parse().ok().filter(|count| *count > 0)
}

fn percent(text: &str) -> Option<u32> {
    text.strip_suffix('%').unwrap_or(text).trim().parse().ok().filter(|share| (1..=100).contains(share))
}

fn bytes(text: &str) -> Option<u64> {
    let unit_at = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (number, unit) = text.split_at(unit_at);
    let size: u64 = match unit.trim().to_ascii_lowercase().as_str() {
        "" | "b" => 1,
        "kb" => 1 << 10,
        "mb" => 1 << 20,
        "gb" => 1 << 30,
        _ => return None,
    };
    number.parse::<u64>().ok()?.checked_mul(size).filter(|bytes| *bytes > 0)
}
