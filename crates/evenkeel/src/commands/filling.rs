//! How a backfill goes, in words. Must not know where they are shown.

use std::time::Duration;

use evenkeel_engine::execute::News;
use serde_json::{Value, json};

use super::bar::Share;
use super::progress::{length, milliseconds};

/// What is said, and how.
pub(super) enum Told {
    /// A result.
    Line(&'static str, String, Value),
    /// Worth knowing.
    Note(&'static str, String, Value),
    /// What goes on now.
    Underway(String, Option<Share>, Value),
}

pub(super) fn told(migration: &str, news: &News) -> Told {
    let name = json!({ "migration": migration });
    match news {
        News::Begun { total } => {
            Told::Note("filling", format!("filling the rows of {migration}{}", about(*total)), name)
        }
        News::Resumed { rows, total } => Told::Note(
            "filling",
            format!("going on with the rows of {migration} behind {rows}{}", of_about(*total)),
            json!({ "migration": migration, "rows": rows }),
        ),
        News::Started { command } => Told::Note(
            "started-program",
            format!("{migration}: `{command}` fills its rows"),
            json!({ "migration": migration, "command": command }),
        ),
        News::Advanced { rows, total, batch, rate } => Told::Underway(
            format!(
                "{migration}: {}, {rate} rows/s, {batch} in a batch{}",
                share(*rows, *total),
                left(*rows, *total, *rate)
            ),
            total.map(|total| Share { done: *rows, total: total.max(*rows) }),
            json!({ "migration": migration, "rows": rows, "total": total, "rate": rate, "batch": batch }),
        ),
        News::Held { why } => Told::Note("held", format!("{migration} waits: {why}"), name),
        News::Released { held } => {
            Told::Note("released", format!("{migration} goes on after {}", length(*held)), name)
        }
        News::Unbraked { why } => Told::Note("unbraked", format!("{migration}: {why}"), name),
        News::Verifying => Told::Underway(format!("{migration}: asking verify.sql"), None, name),
        News::Done { rows, duration } => Told::Line(
            "filled",
            format!("filled {migration} in {}{}", length(*duration), counted(*rows)),
            json!({ "migration": migration, "rows": rows, "milliseconds": milliseconds(*duration) }),
        ),
    }
}

fn about(total: Option<u64>) -> String {
    total.map(|total| format!(", about {total} of them")).unwrap_or_default()
}

fn of_about(total: Option<u64>) -> String {
    total.map(|total| format!(" of about {total}")).unwrap_or_default()
}

fn counted(rows: u64) -> String {
    match rows {
        0 => String::new(),
        1 => ": 1 row".to_owned(),
        many => format!(": {many} rows"),
    }
}

pub(super) fn share(rows: u64, total: Option<u64>) -> String {
    match total.filter(|total| *total > 0) {
        Some(total) => format!("{} % of about {total} rows", (rows.saturating_mul(100) / total).min(100)),
        None => format!("{rows} rows"),
    }
}

/// How long the rest takes at this rate.
fn left(rows: u64, total: Option<u64>, rate: u64) -> String {
    let rest = total.and_then(|total| total.checked_sub(rows)).filter(|_| rate > 0);
    rest.map(|rest| format!(", about {} left", length(Duration::from_secs(rest / rate + 1))))
        .unwrap_or_default()
}
