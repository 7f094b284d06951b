//! `evenkeel quarantine`: what migrations dropped and what still waits, restorable.

use std::collections::BTreeMap;
use std::time::Duration;

use evenkeel_core::Name;
use evenkeel_engine::database::Database;
use evenkeel_engine::quarantine::{Restored, Waiting, list, purge, restore};
use evenkeel_sources::span::format_long;
use serde::Serialize;

use super::repair::REPAIR;
use super::work::Work;
use crate::arguments::{Purge, Quarantine, QuarantineCommand};
use crate::clock;
use crate::exit::ExitStatus;
use crate::failure::Failure;
use crate::report::Report;

pub(super) async fn run(
    arguments: &Quarantine,
    work: &Work<'_>,
    report: &mut Report<'_>,
) -> Result<ExitStatus, Failure> {
    let place = work.place()?;
    let database = work.open(&place, None, report).await?;
    let things = things(&database, work).await?;
    match &arguments.command {
        QuarantineCommand::List => show(&things, report),
        QuarantineCommand::Restore { name } => put_back(&database, &things, name, report).await?,
        QuarantineCommand::Purge(purge) => throw_away(&database, &things, purge, work, report).await?,
    }
    Ok(ExitStatus::Done)
}

/// Something that waits, with what the ledger says about it.
struct Thing {
    waiting: Waiting,
    since: Option<time::OffsetDateTime>,
    until: Option<time::OffsetDateTime>,
}

#[derive(Serialize)]
struct ThingJson {
    name: String,
    object: String,
    migration: Option<String>,
    rows: u64,
    bytes: Option<u64>,
    since: Option<String>,
    kept_until: Option<String>,
}

impl Thing {
    fn json(&self) -> ThingJson {
        ThingJson {
            name: self.waiting.name.clone(),
            object: self.waiting.object().to_owned(),
            migration: self.waiting.migration().map(str::to_owned),
            rows: self.waiting.rows,
            bytes: self.waiting.bytes,
            since: self.since.map(clock::minute),
            kept_until: self.until.map(clock::minute),
        }
    }

    fn line(&self) -> String {
        let Waiting { name, rows, bytes, .. } = &self.waiting;
        let migration = self.waiting.migration().unwrap_or("no migration that is known");
        let kept = match (self.since, self.until) {
            (Some(since), Some(until)) => {
                format!(", since {}, kept until {}", clock::minute(since), clock::minute(until))
            }
            _ => ", since nobody knows when: the ledger does not have the migration as applied".to_owned(),
        };
        let (object, rows) = (self.waiting.object(), count(*rows));
        format!("{name}\n  {object}: {rows}{}\n  from {migration}{kept}", room(*bytes))
    }
}

/// Everything that waits. The ledger knows since when.
async fn things(database: &Database, work: &Work<'_>) -> Result<Vec<Thing>, Failure> {
    let rows = database.ledger_rows(&work.settings.service).await?;
    let mut applied: BTreeMap<&str, &str> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.event == evenkeel_engine::ledger::EventKind::Applied) {
        applied.insert(&row.migration, &row.at);
    }
    let keep = work.settings.quarantine.keep;
    let thing = |waiting: Waiting| {
        let since = match waiting.migration() {
            // No migration, so that the ledger does not know of it.
            Some(REPAIR) => waiting.name.rsplit('_').next().and_then(clock::of_stamp),
            Some(migration) => applied.get(migration).and_then(|at| clock::moment(at)),
            None => None,
        };
        Thing { until: since.map(|since| since + keep), since, waiting }
    };
    Ok(list(database).await?.into_iter().map(thing).collect())
}

fn show(things: &[Thing], report: &mut Report<'_>) {
    match things.is_empty() {
        true => report.say("nothing waits in quarantine"),
        false => {
            let lines: Vec<String> = things.iter().map(Thing::line).collect();
            report.result(&(lines.join("\n") + "\n"));
        }
    }
    let bytes: u64 = things.iter().filter_map(|thing| thing.waiting.bytes).sum();
    let things: Vec<ThingJson> = things.iter().map(Thing::json).collect();
    report.finish(&serde_json::json!({ "quarantine": things, "bytes": bytes }));
}

fn find<'a>(things: &'a [Thing], name: &str) -> Result<&'a Thing, Failure> {
    let plain = name.strip_prefix("evenkeel_quarantine.").unwrap_or(name);
    things.iter().find(|thing| thing.waiting.name == plain).ok_or_else(|| {
        Failure::usage("not-in-quarantine", format!("nothing waits in quarantine under the name {plain}"))
            .hint("evenkeel quarantine list names everything that waits")
    })
}

async fn put_back(
    database: &Database,
    things: &[Thing],
    name: &str,
    report: &mut Report<'_>,
) -> Result<(), Failure> {
    let thing = find(things, name)?;
    let (object, name) = (thing.waiting.object(), &thing.waiting.name);
    let restored = restore(database, &thing.waiting).await?;
    match &restored {
        Restored::Whole => {
            report.say(&format!("restored {object}"));
            report.hint("declare it again, or evenkeel drift names it as something made by hand");
        }
        Restored::Part { put, of } => report.note(&format!(
            "{put} of {of} are in place; the others have no place, or another value now, so {name} waits as before"
        )),
        Restored::Not(why) => {
            return Err(Failure::new("not-restored", format!("{object} cannot be restored: {why}"))
                .hint(format!("it can be read: SELECT * FROM {}", place(database, name))));
        }
    }
    let put = match restored {
        Restored::Whole => thing.waiting.rows,
        Restored::Part { put, .. } => put,
        Restored::Not(_) => 0,
    };
    report.finish(&serde_json::json!({ "restored": object, "rows": put, "of": thing.waiting.rows }));
    Ok(())
}

async fn throw_away(
    database: &Database,
    things: &[Thing],
    asked: &Purge,
    work: &Work<'_>,
    report: &mut Report<'_>,
) -> Result<(), Failure> {
    let chosen: Vec<&Thing> = match (&asked.name, asked.all) {
        (Some(name), _) => vec![find(things, name)?],
        (None, true) => things.iter().collect(),
        (None, false) => overdue(things, asked.older_than.map(|span| span.0), work, report),
    };
    for thing in &chosen {
        purge(database, &thing.waiting).await?;
        let Waiting { name, rows, bytes, .. } = &thing.waiting;
        let object = thing.waiting.object();
        report.say(&format!("purged {name}: {object}, {}{}", count(*rows), room(*bytes)));
    }
    if chosen.is_empty() {
        report.say(match things.is_empty() {
            true => "nothing waits in quarantine",
            false => "nothing was purged: everything is to be kept for longer",
        });
    }
    let chosen: Vec<ThingJson> = chosen.into_iter().map(Thing::json).collect();
    report.finish(&serde_json::json!({ "purged": chosen, "left": things.len() - chosen.len() }));
    Ok(())
}

/// What has waited for longer than it is to be kept; that of which nobody knows since when stays.
fn overdue<'a>(
    things: &'a [Thing],
    older_than: Option<Duration>,
    work: &Work<'_>,
    report: &mut Report<'_>,
) -> Vec<&'a Thing> {
    let keep = older_than.unwrap_or(work.settings.quarantine.keep);
    report.detail(&format!("purging what has waited for {} and longer", format_long(keep)));
    let now = clock::instant();
    things.iter().filter(|thing| thing.since.is_some_and(|since| since + keep <= now)).collect()
}

/// As SQL names the table.
fn place(database: &Database, name: &str) -> String {
    match database {
        Database::Postgres(_) => Name::new(["evenkeel_quarantine", name]).to_string(),
        Database::Sqlite(_) => Name::new([name]).to_string(),
    }
}

fn count(rows: u64) -> String {
    if rows == 1 { "1 row".to_owned() } else { format!("{rows} rows") }
}

/// `, 16 kB`, where it is known.
pub(super) fn room(bytes: Option<u64>) -> String {
    bytes.map_or_else(String::new, |bytes| format!(", {}", size(bytes)))
}

/// Bytes as people say them.
fn size(bytes: u64) -> String {
    const UNITS: [&str; 4] = ["kB", "MB", "GB", "TB"];
    let mut amount = bytes;
    let mut unit = "bytes";
    for next in UNITS {
        if amount < 10 * 1024 {
            break;
        }
        (amount, unit) = (amount / 1024, next);
    }
    format!("{amount} {unit}")
}
