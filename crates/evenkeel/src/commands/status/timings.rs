//! How statements went, beside what was predicted of them. Must not know how that was found out.

use std::collections::BTreeMap;

use evenkeel_engine::database::Database;
use evenkeel_engine::timing::Known;
use evenkeel_sources::lexer::Dialect;
use evenkeel_sources::position::position;
use evenkeel_sources::segments::{LoneCommit, Segment, segments};
use evenkeel_sources::{Migration, Migrations};
use serde::Serialize;

use crate::commands::progress::length;
use crate::failure::Failure;

/// A statement, or several that were timed together.
#[derive(Clone, Serialize)]
pub(super) struct TimingJson {
    /// Counted from 1 over the whole migration.
    statement: usize,
    last_statement: usize,
    /// Of the file, where that still has the statement.
    line: Option<usize>,
    sql: Option<String>,
    /// The hazards that stand above it.
    predicted: Vec<String>,
    expected_ms: Option<u64>,
    took_ms: u64,
    waited_ms: u64,
    held_ms: u64,
    queued: u64,
    blocked_ms: u64,
    bytes: Option<u64>,
    #[serde(skip)]
    told: String,
}

/// What the comment above a statement begins with that tells of a hazard.
const HAZARD: &str = "-- hazard ";

/// By migration.
pub(super) async fn look(
    database: &Database,
    migrations: &Migrations,
    service: &str,
) -> Result<BTreeMap<String, Vec<TimingJson>>, Failure> {
    let known = database.timings(service).await?;
    let told = |(name, timings): (String, Vec<Known>)| {
        let migration = migrations.list.iter().find(|one| one.name.as_str() == name);
        let written = migration.map(|one| statements(database.dialect(), one)).unwrap_or_default();
        (name, timings.iter().map(|one| json(one, written.get(one.timing.first - 1))).collect())
    };
    Ok(known.into_iter().map(told).collect())
}

/// A statement as it stands in the file.
struct Written {
    line: usize,
    sql: String,
    predicted: Vec<String>,
}

/// As they are counted while they run, which a file's own BEGIN and COMMIT are not.
fn statements(dialect: Dialect, migration: &Migration) -> Vec<Written> {
    let Some(script) = migration.content.sql() else { return Vec::new() };
    let text = script.text.as_str();
    let segments = segments(dialect, text, LoneCommit::of(migration)).unwrap_or_default();
    let mut behind = 0;
    let written = |statement: &evenkeel_sources::Statement| {
        let above = &text[behind..statement.range.start];
        behind = statement.range.end;
        Written {
            line: position(text, statement.range.start).line,
            sql: statement.text(text).to_owned(),
            predicted: above
                .lines()
                .filter_map(|line| line.trim().strip_prefix(HAZARD))
                .map(str::to_owned)
                .collect(),
        }
    };
    segments.iter().flat_map(Segment::statements).map(written).collect()
}

fn json(known: &Known, written: Option<&Written>) -> TimingJson {
    let timing = &known.timing;
    let ms = |time: std::time::Duration| u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
    TimingJson {
        statement: timing.first,
        last_statement: timing.last,
        line: written.map(|one| one.line),
        sql: written.map(|one| one.sql.clone()),
        predicted: written.map(|one| one.predicted.clone()).unwrap_or_default(),
        expected_ms: known.expected.map(ms),
        took_ms: ms(timing.took),
        waited_ms: ms(timing.waits.waited),
        held_ms: ms(timing.held),
        queued: timing.waits.queued,
        blocked_ms: ms(timing.waits.blocked),
        bytes: known.bytes,
        told: went(known),
    }
}

fn went(known: &Known) -> String {
    let timing = &known.timing;
    let mut told = vec![format!("took {}", length(timing.took))];
    if !timing.waits.waited.is_zero() {
        told.push(format!("waited {} for locks of others", length(timing.waits.waited)));
    }
    told.push(format!("held its own for {}", length(timing.held)));
    let blocked = length(timing.waits.blocked);
    told.extend(match timing.waits.queued {
        0 => None,
        1 => Some(format!("1 session waited meanwhile, {blocked} in all")),
        many => Some(format!("up to {many} sessions waited meanwhile, {blocked} in all")),
    });
    told.join("; ")
}

/// For people, a few lines for each.
pub(super) fn lines(timings: &[TimingJson]) -> Vec<String> {
    timings.iter().flat_map(of_one).collect()
}

fn of_one(one: &TimingJson) -> Vec<String> {
    let number = one.line.unwrap_or(one.statement);
    let first = one.sql.as_deref().and_then(|sql| sql.lines().next()).unwrap_or("(not in the file any more)");
    let more = match one.last_statement - one.statement {
        0 => String::new(),
        more => format!(" (and {more} more, timed together)"),
    };
    let mut lines = vec![format!("                {number}: {first}{more}")];
    let mut add = |what: String| lines.push(format!("                    {what}"));
    one.predicted.iter().for_each(|hazard| add(format!("predicted {hazard}")));
    if let Some(expected) = one.expected_ms {
        add(format!("predicted about {}", length(std::time::Duration::from_millis(expected))));
    }
    add(one.told.clone());
    lines
}
